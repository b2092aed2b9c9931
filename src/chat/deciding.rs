//! From a decision to a record of it: keys, a signed receipt, a conversation.

use std::rc::Rc;

use sigilo_consent::{Act, Circumstances, Decision, receipt, receipt_signing_input};
use sigilo_protocol::{Bytes, Hash, jws};

use crate::{
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

/// The receipt of a decision, signed; `previous` is the receipt before it.
pub(super) async fn sign(
    offer: &Offer,
    keys: &Keys,
    decision: &Decision,
    previous: Option<Hash>,
    lang: Lang,
) -> Result<KeptReceipt, KeyError> {
    let text = lang.text();
    let about = Circumstances {
        manifest: &offer.manifest,
        policy: &offer.policy,
        subject: keys.public().thumbprint(),
        id: &new_id(),
        origin: &offer.setup.origin,
        gpc: offer.gpc,
        button: match decision.act {
            Act::Allow => text.allow,
            Act::Refuse => text.refuse,
            Act::Withdraw => text.withdraw,
            Act::Expire | Act::Invalidate => "",
        },
        widget: env!("CARGO_PKG_VERSION"),
        previous,
    };
    let input = receipt_signing_input(&receipt(decision, &about), &keys.public());
    let signature = keys.sign(input.as_bytes()).await?;
    let is_required =
        |(id, _): &(String, _)| offer.policy.core.purpose(id).is_some_and(|p| p.required);
    let is_of_chat = decision.purposes.iter().any(is_required);
    Ok(KeptReceipt::new(jws::attach(input, &signature), decision, is_of_chat))
}

/// What a receipt on this offer cites: the policy's core, and the text that was shown.
pub(super) fn cited(offer: &Offer, receipt: &KeptReceipt) -> Vec<String> {
    let is_cited = |document: &&String| {
        let hash = Hash::of(document.as_bytes());
        hash == offer.policy.hash || Some(hash) == receipt.text
    };
    offer.documents.iter().filter(is_cited).cloned().collect()
}

/// Makes the record of these decisions, in the browser where it keeps it. `earlier` is the record of
/// another decision, `messages` what was typed before.
pub(super) async fn record(
    offer: &Offer,
    decisions: &[Decision],
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
    let last = |kept: &Kept| kept.receipts.last().map(KeptReceipt::hash);
    let mut previous = earlier.as_ref().and_then(|store| store.read(last));
    let mut receipts = Vec::new();
    for decision in decisions {
        let receipt = sign(offer, &keys, decision, previous, lang).await?;
        previous = Some(receipt.hash());
        receipts.push(receipt);
    }
    let decided = |kept: &mut Kept| {
        kept.standings = offer.gate.standings();
        for receipt in &receipts {
            kept.cite(receipt.clone(), &offer.jws, &cited(offer, receipt));
        }
        kept.add(&messages);
    };
    if let Some(store) = earlier {
        store
            .update(&|kept| {
                decided(kept);
                kept.accept(&offer.manifest, offer.setup.shelf.pins());
            })
            .await;
        return Ok(store);
    }
    let mut conv = [0; 16];
    getrandom::fill(&mut conv).map_err(|_| Problem::Browser)?;
    let mut kept = Kept {
        conv: Bytes(conv),
        standings: Vec::new(),
        receipts: Vec::new(),
        manifests: Vec::new(),
        documents: Vec::new(),
        requests: Vec::new(),
        pins: offer.setup.shelf.pins().all().to_vec(),
        identity: offer.manifest.key.thumbprint(),
        ver: offer.manifest.ver,
        loads: Vec::new(),
        messages: Vec::new(),
        outbox: Vec::new(),
    };
    decided(&mut kept);
    let store = Rc::new(Store::new(keys, kept));
    // Where nothing can be kept, the chat works for as long as the page is open, and says so.
    let _ = store.persist(&offer.setup.shelf).await;
    Ok(store)
}
