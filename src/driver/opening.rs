//! From a script tag to something the visitor can decide about, each step verified; and from a
//! decision to a record of it.

use leptos::prelude::*;
use sigilo_protocol::{Bytes, ManifestError, Pins, VerifiedManifest, jws};

use super::wire::new_id;
use crate::{
    browser::{global_privacy_control, iso, now_ms},
    consent::{
        gate::{Allowed, Gate},
        policy::{Core, Policy, PolicyError},
        receipt::{Circumstances, RECEIPT, receipt},
    },
    embed::Tag,
    kept::{Kept, KeptMessage, KeptReceipt},
    keys::{KeyError, Keys},
    state::{Problem, State},
    store::{self, Store},
    text::Lang,
    transport::{Relay, RelayError},
    view,
};

/// What the script tag and the browser say.
#[derive(Clone)]
pub(super) struct Setup {
    pub(super) relay: Relay,
    pub(super) origin: String,
    pins: Pins,
    database: String,
}

/// What the visitor decides about: verified from the pin down.
pub(super) struct Offer {
    pub(super) setup: Setup,
    pub(super) manifest: VerifiedManifest,
    pub(super) policy: Policy,
    pub(super) gate: Gate,
}

impl Setup {
    /// Reads the tag's attributes; nothing if one is missing or wrong.
    pub(super) fn new(tag: Tag) -> Option<Self> {
        let pins = Pins::parse(&tag.key)?;
        let database = store::name(pins.current(), &tag.backend);
        Some(Self { relay: Relay::new(&tag.backend)?, origin: tag.origin, pins, database })
    }

    /// The name under which this browser keeps the record.
    pub(super) fn database(&self) -> &str {
        &self.database
    }
}

impl From<RelayError> for Problem {
    fn from(_: RelayError) -> Self {
        Self::Unreachable
    }
}

impl From<ManifestError> for Problem {
    fn from(error: ManifestError) -> Self {
        match error {
            // What is not even a manifest says nothing about keys: a wrong address, an error page.
            ManifestError::Format => Self::Unreachable,
            ManifestError::Pin | ManifestError::Signature | ManifestError::Recipients => {
                Self::Untrusted
            }
            ManifestError::Time => Self::Expired,
        }
    }
}

impl From<PolicyError> for Problem {
    fn from(_: PolicyError) -> Self {
        Self::Policy
    }
}

impl From<KeyError> for Problem {
    fn from(_: KeyError) -> Self {
        Self::Browser
    }
}

impl Offer {
    /// Shows the notice in the visitor's language.
    pub(super) fn present(&self, state: State) {
        let lang = state.lang.get_untracked();
        state.notice.set(Some(view::notice(&self.manifest, &self.policy, lang)));
    }
}

/// Fetches manifest and policy, verifies them, and looks for an earlier record.
pub(super) async fn open(setup: &Setup) -> Result<(Offer, Option<Store>), Problem> {
    let jws = setup.relay.manifest().await?;
    let manifest = VerifiedManifest::verify(jws.trim(), &setup.pins, now_ms() / 1000)?;
    if !manifest.origins.contains(&setup.origin) {
        return Err(Problem::Origin);
    }
    let hash = manifest.policy.hash;
    let core = Core::read(&setup.relay.document(hash).await?, hash)?;
    let mut texts = Vec::new();
    for (lang, hash) in core.languages() {
        texts.push((lang, hash, setup.relay.document(hash).await?));
    }
    let policy = Policy::read(core, hash, texts)?;
    // A record that can't be read is no consent: the visitor is asked again.
    let store = Store::find(&setup.database).await.unwrap_or(None);
    if store.as_ref().is_some_and(|store| store.read(|kept| manifest.ver < kept.ver)) {
        return Err(Problem::Untrusted);
    }
    let gate = Gate::new(&manifest, &policy);
    Ok((Offer { setup: setup.clone(), manifest, policy, gate }, store))
}

/// Makes the record of a decision: keys, a signed receipt, a conversation; in the browser where it
/// keeps it. `messages` is what was typed before.
pub(super) async fn accept(
    offer: &Offer,
    allowed: &Allowed,
    earlier: Option<Store>,
    messages: Vec<KeptMessage>,
    lang: Lang,
) -> Result<Store, Problem> {
    // Another tab may have decided meanwhile: its record is taken up, not replaced.
    let earlier = match earlier {
        Some(store) => Some(store),
        None => Store::find(offer.setup.database()).await.unwrap_or(None),
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
                kept.ver = kept.ver.max(offer.manifest.ver);
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
        ver: offer.manifest.ver,
        cursor: 0,
        loads: Vec::new(),
        messages,
        outbox: Vec::new(),
    };
    let store = Store::new(keys, kept);
    // Where nothing can be kept, the chat works for as long as the page is open, and says so.
    let _ = store.persist(&offer.setup.database).await;
    Ok(store)
}
