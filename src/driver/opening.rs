//! From a script tag to something the visitor can decide about, each step verified.

use leptos::prelude::*;
use sigilo_consent::{Core, Policy, PolicyError};
use sigilo_protocol::{ManifestError, Pins, VerifiedManifest};

use crate::{
    browser::now_ms,
    consent::gate::Gate,
    embed::Tag,
    state::{Problem, State, Words},
    store::Shelf,
    text::Lang,
    transport::{Relay, RelayError},
    view,
};

/// What the script tag and the browser say.
#[derive(Clone)]
pub(crate) struct Setup {
    pub(crate) relay: Relay,
    pub(crate) origin: String,
    pub(crate) shelf: Shelf,
}

/// What the visitor decides about: verified from the pin down.
pub(crate) struct Offer {
    pub(crate) setup: Setup,
    pub(crate) manifest: VerifiedManifest,
    pub(crate) policy: Policy,
    pub(crate) gate: Gate,
}

impl Setup {
    /// Reads the tag's attributes; nothing if one is missing or wrong.
    pub(crate) fn new(tag: Tag) -> Option<Self> {
        let pins = Pins::parse(&tag.key)?;
        let shelf = Shelf::new(pins, &tag.backend);
        Some(Self { relay: Relay::new(&tag.backend)?, origin: tag.origin, shelf })
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

impl Offer {
    /// Shows the notice in the visitor's language.
    pub(crate) fn present(&self, state: State) {
        let notice = view::notice(&self.manifest, &self.policy, state.lang.get_untracked());
        let shown = state.notice.get_untracked().map(|notice| notice.safety);
        // Words of another code must not stand beside this one.
        if shown.as_ref() != Some(&notice.safety) && state.words.get_untracked() != Words::Absent {
            state.words.set(Words::Hidden);
        }
        state.notice.set(Some(notice));
    }
}

/// Fetches manifest and policy, and verifies them.
pub(super) async fn open(setup: &Setup) -> Result<Offer, Problem> {
    let jws = setup.relay.manifest().await?;
    let manifest = VerifiedManifest::verify(jws.trim(), setup.shelf.pins(), now_ms() / 1000)?;
    if !manifest.origins.contains(&setup.origin) {
        return Err(Problem::Origin);
    }
    let hash = manifest.policy.hash;
    let core = Core::read(&setup.relay.document(hash).await?, hash)?;
    let mut texts = Vec::new();
    for (lang, hash) in core.texts().iter().filter(|(lang, _)| Lang::from_tag(lang).is_some()) {
        texts.push((lang.clone(), setup.relay.document(*hash).await?));
    }
    let policy = Policy::read(core, hash, &texts)?;
    let gate = Gate::new(&manifest, &policy);
    Ok(Offer { setup: setup.clone(), manifest, policy, gate })
}
