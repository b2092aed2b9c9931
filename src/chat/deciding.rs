//! From a decision to a record of it: keys, a signed receipt, a conversation.

use std::rc::Rc;

use sigilo_protocol::{Bytes, jws};

use crate::{
    browser::{global_privacy_control, iso},
    consent::{
        gate::Allowed,
        receipt::{Circumstances, RECEIPT, receipt},
    },
    driver::Offer,
    kept::{Kept, KeptMessage, KeptReceipt},
    keys::{KeyError, Keys},
    random::new_id,
    state::Problem,
    store::Store,
    text::Lang,
};

impl From<KeyError> for Problem {
    fn from(_: KeyError) -> Self {
        Self::Browser
    }
}

/// Makes the record, in the browser where it keeps it. `earlier` is the record of another decision,
/// `messages` what was typed before.
pub(super) async fn record(
    offer: &Offer,
    allowed: &Allowed,
    earlier: Option<Rc<Store>>,
    messages: Vec<KeptMessage>,
    lang: Lang,
) -> Result<Rc<Store>, Problem> {
    // Another tab may have decided meanwhile: its record is taken up, not replaced.
    let earlier = match earlier {
        Some(store) => Some(store),
        None => Store::find(&offer.setup.shelf).await.map(Rc::new),
    };
    let keys = match &earlier {
        Some(store) => store.keys().clone(),
        None => Keys::generate().await?,
    };
    let about = Circumstances {
        manifest: &offer.manifest,
        policy: &offer.policy,
        subject: keys.public().thumbprint(),
        id: new_id(),
        origin: &offer.setup.origin,
        gpc: global_privacy_control(),
        at: iso(allowed.decision.at_ms),
        button: lang.text().allow,
    };
    let input = jws::signing_input(RECEIPT, receipt(allowed, &about).as_bytes());
    let signature = keys.sign(input.as_bytes()).await?;
    let receipt = KeptReceipt { receipt: jws::attach(input, &signature), countersignature: None };
    if let Some(store) = earlier {
        store
            .update(&|kept| {
                kept.decision = allowed.decision.clone();
                kept.receipts.push(receipt.clone());
                kept.accept(&offer.manifest, offer.setup.shelf.pins());
                kept.add(&messages);
            })
            .await;
        return Ok(store);
    }
    let mut conv = [0; 16];
    getrandom::fill(&mut conv).map_err(|_| Problem::Browser)?;
    let kept = Kept {
        conv: Bytes(conv),
        decision: allowed.decision.clone(),
        receipts: vec![receipt],
        pins: offer.setup.shelf.pins().all().to_vec(),
        identity: offer.manifest.key.thumbprint(),
        ver: offer.manifest.ver,
        loads: Vec::new(),
        messages,
        outbox: Vec::new(),
    };
    let store = Rc::new(Store::new(keys, kept));
    // Where nothing can be kept, the chat works for as long as the page is open, and says so.
    let _ = store.persist(&offer.setup.shelf).await;
    Ok(store)
}
