//! From a decision to a record of it: keys, a signed receipt, a conversation.

use std::rc::Rc;

use sigilo_consent::{
    Act, Circumstances, Decision, Policy, Prompt, Shown, Status, receipt, receipt_signing_input,
};
use sigilo_protocol::{Bytes, Hash, jws};

use crate::{
    browser::global_privacy_control,
    consent::gate::Allowed,
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
    let previous = earlier.as_ref().and_then(|store| {
        store.read(|kept| kept.receipts.last().map(|kept| Hash::of(kept.receipt.as_bytes())))
    });
    let about = Circumstances {
        manifest: &offer.manifest,
        policy: &offer.policy,
        subject: keys.public().thumbprint(),
        id: &new_id(),
        origin: &offer.setup.origin,
        gpc: global_privacy_control(),
        button: lang.text().allow,
        widget: env!("CARGO_PKG_VERSION"),
        previous,
    };
    let receipt = receipt(&decision(allowed, &offer.policy), &about);
    let input = receipt_signing_input(&receipt, &keys.public());
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

/// The decision as a receipt tells it: the required purposes were allowed at the first notice.
fn decision(allowed: &Allowed, policy: &Policy) -> Decision {
    let required = policy.core.purposes.iter().filter(|purpose| purpose.required);
    let crate::consent::gate::Shown { text, lang } = allowed.shown.clone();
    Decision {
        act: Act::Allow,
        at_ms: allowed.decision.at_ms,
        shown: Some(Shown { prompt: Prompt::Notice, text, lang }),
        purposes: required.map(|purpose| (purpose.id.clone(), Status::Given)).collect(),
    }
}
