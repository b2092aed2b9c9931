//! From a decision to a record of it: keys, a signed receipt, a conversation.

use std::rc::Rc;

use sigilo_consent::{
    Act, Circumstances, Decision, Event, Log, Policy, Prompt, Standing, Status, receipt,
    receipt_signing_input,
};
use sigilo_protocol::{Hash, VerifiedManifest, jws};

use super::{compare, people};
use crate::{
    browser::now_ms,
    driver::Offer,
    kept::{Kept, KeptAudit, KeptMessage, KeptReceipt, Told},
    keys::{KeyError, Keys},
    locks,
    random::{new_conv, new_id},
    state::{Author, MessageView, Problem},
    store::Store,
    tabs,
    text::Lang,
    ui, view,
};

impl From<KeyError> for Problem {
    fn from(_: KeyError) -> Self {
        Self::Browser
    }
}

/// What a decision is about: a policy, under a manifest.
pub(super) type Subject<'a> = (&'a VerifiedManifest, &'a Policy);

/// The receipt of a decision, signed; `previous` is the receipt before it.
pub(super) async fn sign(
    offer: &Offer,
    (manifest, policy): Subject<'_>,
    keys: &Keys,
    decision: &Decision,
    previous: Option<Hash>,
    lang: Lang,
) -> Result<KeptReceipt, KeyError> {
    let about = Circumstances {
        manifest,
        policy,
        subject: keys.public().thumbprint(),
        id: &new_id(),
        origin: &offer.setup.origin,
        gpc: offer.gpc,
        button: pressed(policy, decision, lang),
        widget: env!("CARGO_PKG_VERSION"),
        previous,
    };
    let input = receipt_signing_input(&receipt(decision, &about), &keys.public());
    let signature = keys.sign(input.as_bytes()).await?;
    let is_required = |(id, _): &(String, _)| policy.core.purpose(id).is_some_and(|p| p.required);
    let is_of_chat = decision.purposes.iter().any(is_required);
    let receipt = jws::attach(input, &signature);
    Ok(KeptReceipt::new(receipt, decision, is_of_chat, policy.hash, manifest.hash()))
}

/// Decisions as they are stored: a receipt each, and what the consent log tells of them.
pub(super) struct Signed {
    pub(super) receipts: Vec<KeptReceipt>,
    /// What ended since the policy has it no more.
    dropped: Option<Decision>,
    log: Log,
}

/// Signs decisions that follow the receipts of `kept`, and a page of the log with `events`. Before
/// them, that what was given and is not in the policy any more has ended.
pub(super) async fn sign_all(
    offer: &Offer,
    keys: &Keys,
    decisions: &[Decision],
    kept: Option<&Kept>,
    lang: Lang,
) -> Result<Signed, KeyError> {
    let mut previous = kept.and_then(|kept| kept.receipts.last()).map(KeptReceipt::hash);
    let mut log = kept.map(|kept| kept.log.clone()).unwrap_or_default();
    for event in &offer.events {
        log.push(event.clone());
    }
    let dropped = kept.and_then(|kept| dropped(offer, kept));
    let now = (&offer.manifest, &offer.policy);
    let mut all = Vec::new();
    // Its receipt is about the policy that has it.
    if let Some((decision, manifest, policy)) = &dropped {
        all.push((decision, (manifest, policy)));
    }
    for decision in decisions {
        all.push((decision, now));
    }
    let mut receipts = Vec::new();
    for (decision, subject) in all {
        let mut receipt = sign(offer, subject, keys, decision, previous, lang).await?;
        previous = Some(receipt.hash());
        let core = &subject.1.core;
        let is_informed = |id: &str| core.purpose(id).is_some_and(|own| !own.rests_on_consent());
        for event in Event::of(decision, subject.1.hash, receipt.hash(), is_informed) {
            log.push(event);
        }
        if let Some(page) = log.page() {
            let input = Log::signing_input(&page, &keys.public());
            let signature = keys.sign(input.as_bytes()).await?;
            let page = jws::attach(input, &signature);
            log.signed(&page);
            receipt.page = Some(page);
        }
        receipts.push(receipt);
    }
    Ok(Signed { receipts, dropped: dropped.map(|(decision, ..)| decision), log })
}

/// What was given and is not in the policy any more, with what it was given on.
fn dropped(offer: &Offer, kept: &Kept) -> Option<(Decision, VerifiedManifest, Policy)> {
    let is_dropped = |own: &&Standing| {
        own.status == Status::Given && offer.policy.core.purpose(&own.purpose).is_none()
    };
    let mut purposes = Vec::new();
    for own in kept.standings.iter().filter(is_dropped) {
        purposes.push((own.purpose.clone(), Status::Invalidated));
    }
    if purposes.is_empty() {
        return None;
    }
    let (policy, manifest) = compare::agreed(kept)?;
    let manifest = VerifiedManifest::recorded(manifest, offer.setup.shelf.pins()).ok()?;
    let decision = Decision { act: Act::Invalidate, at_ms: now_ms(), shown: None, purposes };
    Some((decision, manifest, policy))
}

impl Signed {
    /// Stores them.
    pub(super) fn store(&self, kept: &mut Kept, offer: &Offer) {
        if let Some(dropped) = &self.dropped {
            let before = kept.standings.clone();
            stand(kept, &before, std::slice::from_ref(dropped));
        }
        kept.log = self.log.clone();
        for receipt in &self.receipts {
            kept.cite(receipt.clone(), &offer.jws, &cited(offer, receipt));
        }
    }

    /// What tells the other side, one for each receipt.
    pub(super) fn told(&self) -> Vec<KeptMessage> {
        self.receipts.iter().map(|receipt| told(Told::Consent(receipt.hash()))).collect()
    }
}

/// Writes where the purposes stand that were decided about, and no other: those are other tabs' to say.
pub(super) fn stand(kept: &mut Kept, standings: &[Standing], decisions: &[Decision]) {
    for Decision { purposes, at_ms, .. } in decisions {
        for (purpose, status) in purposes {
            if let Some(own) = standings.iter().find(|own| own.purpose == *purpose) {
                kept.standings.retain(|other| other.purpose != *purpose);
                // A notice may ask for it again already: the decision has the word.
                kept.standings.push(Standing { status: *status, at_ms: *at_ms, ..own.clone() });
            }
        }
    }
}

/// What is told, waiting to be sealed.
pub(super) fn told(told: Told) -> KeptMessage {
    KeptMessage { told: Some(told), ..MessageView::typed(String::new()).into() }
}

/// What the conversation says between its messages of what was allowed or taken back, and by whom it is read from then on.
pub(super) fn lines(offer: &Offer, decisions: &[Decision], lang: Lang) -> Vec<KeptMessage> {
    let mut lines = Vec::new();
    for Decision { act, at_ms, purposes, .. } in decisions {
        let (says, is_given) = match act {
            Act::Allow => (lang.asking().now_allowed, true),
            Act::Withdraw => (lang.asking().now_withdrawn, false),
            Act::Refuse | Act::Expire | Act::Invalidate => continue,
        };
        let mut names = String::new();
        for (id, status) in purposes {
            if is_given == (*status == Status::Given)
                && let Some(purpose) = view::purpose(offer, id, lang)
            {
                names.push_str(if names.is_empty() { "" } else { ", " });
                names.push_str(&purpose.name);
            }
        }
        if names.is_empty() {
            continue;
        }
        let mut words = people::line(says, &names);
        if is_given {
            let readers = [" ", lang.text().readers, ":"].concat();
            words.push_str(&people::line(&readers, &view::readers(&offer.manifest)));
        }
        let id = [ui::DECIDED, &new_id()].concat();
        lines.push(MessageView::new(id, Author::Chat, words, *at_ms as f64).into());
    }
    lines
}

/// What the visitor pressed, in its words.
fn pressed(policy: &Policy, decision: &Decision, lang: Lang) -> &'static str {
    let (text, panel) = (lang.text(), lang.asking());
    let core = &policy.core;
    let rests = |(id, _): &(String, _)| core.purpose(id).is_some_and(|own| own.rests_on_consent());
    match decision.act {
        // A switch of the panel's.
        Act::Allow if decision.shown.as_ref().is_some_and(|own| own.prompt == Prompt::Panel) => {
            panel.title
        }
        Act::Allow => text.allow,
        Act::Refuse => text.refuse,
        Act::Withdraw if decision.purposes.len() > 1 => text.withdraw,
        Act::Withdraw if decision.purposes.iter().any(rests) => panel.title,
        Act::Withdraw => panel.object,
        Act::Expire | Act::Invalidate => "",
    }
}

/// What a receipt on this offer cites: the policy's core, and the text that was shown.
pub(super) fn cited(offer: &Offer, receipt: &KeptReceipt) -> Vec<String> {
    let mut cited = Vec::new();
    for document in &offer.documents {
        let hash = Hash::of(document.as_bytes());
        if hash == offer.policy.hash || Some(hash) == receipt.text {
            cited.push(document.clone());
        }
    }
    cited
}

/// What tabs wait for before they sign a receipt.
pub(super) fn turn(offer: &Offer) -> String {
    format!("{}:receipts", offer.setup.shelf.line())
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
        None => Store::find(&offer.setup.shelf).await.ok().flatten().map(Rc::new),
    };
    let keys = match &earlier {
        Some(store) => store.keys().clone(),
        None => Keys::generate().await?,
    };
    // One tab at a time, so that no two receipts name the same one before them.
    let _turn = match earlier {
        Some(_) => locks::acquire(&turn(offer)).await,
        None => None,
    };
    if let Some(store) = &earlier {
        store.refresh().await;
    }
    let before = earlier.as_ref().map(|store| store.read(Kept::clone));
    let signed = sign_all(offer, &keys, decisions, before.as_ref(), lang).await?;
    let told = signed.told();
    let decided = |kept: &mut Kept| {
        stand(kept, &offer.gate.standings(), decisions);
        signed.store(kept, offer);
        kept.add(&told);
        kept.add(&messages);
        if offer.gate.chat().is_none() {
            kept.hold(None, &|_| true);
        }
    };
    if let Some(store) = earlier {
        let lines = lines(offer, decisions, lang);
        store
            .update(&|kept| {
                kept.add(&lines);
                decided(kept);
                kept.accept(&offer.manifest, offer.setup.shelf.pins());
            })
            .await;
        tabs::tell();
        return Ok(store);
    }
    let mut kept = Kept {
        conv: new_conv().ok_or(Problem::Browser)?,
        standings: Vec::new(),
        receipts: Vec::new(),
        manifests: Vec::new(),
        documents: Vec::new(),
        log: Log::default(),
        requests: Vec::new(),
        pins: offer.setup.shelf.pins().all().to_vec(),
        identity: offer.manifest.key.thumbprint(),
        ver: offer.manifest.ver,
        loads: Vec::new(),
        messages: Vec::new(),
        outbox: Vec::new(),
        audit: KeptAudit::default(),
        draft: String::new(),
    };
    decided(&mut kept);
    let store = Rc::new(Store::new(keys, kept));
    // Where nothing can be kept, the chat works for as long as the page is open, and says so.
    let _ = store.persist(&offer.setup.shelf).await;
    tabs::tell();
    Ok(store)
}
