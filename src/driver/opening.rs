//! From a script tag to something the visitor can decide about, each step verified.

use futures::channel::mpsc::UnboundedSender;
use leptos::prelude::*;
use sigilo_consent::{
    Core, Decision, Event, Gate, Kind, Policy, PolicyError, Premise, Prompt, Purpose, Shown,
    Standing, Status, Yes,
};
use sigilo_protocol::{CLOCK_SKEW, ManifestError, Pins, VerifiedManifest};

use super::News;
use crate::{
    browser::{global_privacy_control, now_ms},
    embed::{ConsentState, Tag},
    keys,
    state::{Age, ChangeView, Problem, State, Why, Words},
    store::Shelf,
    text::Lang,
    transport::{Asked, Relay, RelayError},
    view,
};

/// What the script tag and the browser say.
#[derive(Clone)]
pub(crate) struct Setup {
    pub(crate) relay: Relay,
    pub(crate) origin: String,
    pub(crate) shelf: Shelf,
    page: UnboundedSender<News>,
}

/// What the visitor decides about: verified from the pin down.
pub(crate) struct Offer {
    pub(crate) setup: Setup,
    pub(crate) manifest: VerifiedManifest,
    /// As it was signed.
    pub(crate) jws: String,
    pub(crate) policy: Policy,
    /// The policy's documents as they are: the core, then its texts.
    pub(crate) documents: Vec<String>,
    pub(crate) gate: Gate,
    /// `navigator.globalPrivacyControl`.
    pub(crate) gpc: bool,
    /// Why the visitor is asked.
    pub(crate) why: Why,
    /// What is other than what an earlier decision was about.
    pub(crate) changes: Vec<ChangeView>,
    /// What came of an earlier decision by itself: it ran out, or does not hold any more.
    pub(crate) ended: Option<Decision>,
    /// The visitor's no.
    pub(crate) refusal: Option<Decision>,
    /// What was asked and shown: in memory, until a decision is stored.
    pub(crate) events: Vec<Event>,
}

impl Setup {
    /// Reads the tag's attributes; nothing if one is missing or wrong.
    pub(crate) fn new(tag: Tag, page: UnboundedSender<News>) -> Option<Self> {
        let pins = Pins::parse(&tag.key)?;
        let shelf = Shelf::new(pins, &tag.backend);
        Some(Self { relay: Relay::new(&tag.backend)?, origin: tag.origin, shelf, page })
    }
}

impl From<RelayError> for Problem {
    // There once, not in each step of opening.
    #[inline(never)]
    fn from(error: RelayError) -> Self {
        match error {
            RelayError::Busy(_) => Self::Busy,
            _ => Self::Unreachable,
        }
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
    /// What is decided now, after what ended by itself before.
    pub(crate) fn decided(&mut self, decision: Option<Decision>) -> Vec<Decision> {
        let mut decisions = Vec::new();
        if let Some(ended) = self.ended.take() {
            decisions.push(ended);
        }
        if let Some(decision) = decision {
            decisions.push(decision);
        }
        decisions
    }

    /// Asks for everything that is not given, in the visitor's language.
    pub(crate) fn ask(&mut self, state: State) {
        // A special category is asked for by a prompt of its own; and who has objected to what rests on
        // something else is not told of it as if they had not.
        let here = |own: &&Purpose| match own.rests_on_consent() {
            true => own.required || !own.is_special(),
            false => {
                let status = self.gate.status(&own.id);
                own.required || !matches!(status, Status::Withdrawn | Status::Refused)
            }
        };
        let asked = self.policy.core.purposes.iter().filter(here);
        let all: Vec<String> = asked.map(|own| own.id.clone()).collect();
        let prompt = match self.why {
            Why::First | Why::Unread => Prompt::Notice,
            Why::Changed => Prompt::Change,
            Why::Expired => Prompt::Expiry,
            Why::Readers => Prompt::Recipient,
        };
        self.put(prompt, &all, state);
        self.present(state);
    }

    /// Puts a prompt for these purposes on screen.
    pub(crate) fn put(&mut self, prompt: Prompt, purposes: &[String], state: State) {
        let shown = self.shown(prompt, state);
        self.note(Kind::Ask, purposes.to_vec(), None);
        self.note(Kind::Show, purposes.to_vec(), Some(shown.clone()));
        let purposes: Vec<&str> = purposes.iter().map(String::as_str).collect();
        self.gate.ask(shown, &purposes);
    }

    /// The prompt for this purpose goes away without an answer.
    pub(crate) fn put_off(&mut self, purpose: String) {
        self.gate.defer();
        self.note(Kind::Defer, vec![purpose], None);
    }

    fn note(&mut self, kind: Kind, purposes: Vec<String>, shown: Option<Shown>) {
        let (at_ms, policy) = (now_ms(), self.policy.hash);
        self.events.push(Event { kind, at_ms, purposes, policy, shown, receipt: None });
    }

    /// Tells the page where the purposes stand, once the visitor has decided something.
    pub(crate) fn tell_page(&self) {
        let standings = self.gate.standings();
        let is_decided = |own: &Standing| {
            !matches!(own.status, Status::NotAsked | Status::Requested | Status::Deferred)
        };
        let known = standings.iter().any(is_decided);
        let purposes = standings.into_iter().map(|own| (own.purpose, own.status)).collect();
        // The loop that hears it lives as long as the document.
        let _ = self.setup.page.unbounded_send(News::Consent(ConsentState {
            purposes,
            gpc: self.gpc,
            known,
        }));
    }

    /// Asks the page who the visitor is, for the key with this thumbprint.
    pub(crate) fn ask_who(&self, jkt: String) {
        let _ = self.setup.page.unbounded_send(News::Who(jkt));
    }

    /// What is on screen when `prompt` is.
    pub(crate) fn shown(&self, prompt: Prompt, state: State) -> Shown {
        let (lang, text, _) = self.policy.text(state.lang.get_untracked().tag());
        Shown { prompt, text, lang: lang.into() }
    }

    /// The visitor pressed Allow.
    pub(crate) fn allow(&mut self, state: State) -> Option<Decision> {
        let is_of_age = state.age.get_untracked() == Age::Enough;
        state.choices.with_untracked(|on| self.gate.allow(Yes { on, is_of_age }, now_ms()))
    }

    /// Shows the notice in the visitor's language.
    pub(crate) fn present(&self, state: State) {
        let notice = view::notice(self, state.lang.get_untracked());
        let shown = state.notice.get_untracked().map(|notice| notice.safety);
        // Words of another code must not stand beside this one.
        if shown.as_ref() != Some(&notice.safety) && state.words.get_untracked() != Words::Absent {
            state.words.set(Words::Hidden);
        }
        state.notice.set(Some(notice));
    }
}

/// Takes the manifest that was asked for, fetches the policy, and verifies them.
pub(crate) async fn open(setup: &Setup, manifest: Asked) -> Result<Offer, Problem> {
    let (jws, time) = manifest.manifest().await?;
    let (pins, now) = (setup.shelf.pins(), now_ms() / 1000);
    let verified = VerifiedManifest::verify_by(jws.trim(), pins, now, keys::verify).await;
    let manifest = verified.map_err(|error| match error {
        // The relay's word is enough to say so: believing it opens nothing.
        ManifestError::Time if is_far(time, now) => Problem::Clock,
        error => error.into(),
    })?;
    if !manifest.origins.contains(&setup.origin) {
        return Err(Problem::Origin);
    }
    let hash = manifest.policy.hash;
    let document = setup.relay.document(hash).document().await?;
    let core = Core::read(&document, hash)?;
    let mut documents = vec![text(document)?];
    let mut asked = Vec::new();
    for (lang, hash) in core.texts().iter().filter(|(lang, _)| Lang::from_tag(lang).is_some()) {
        asked.push((lang.clone(), setup.relay.document(*hash)));
    }
    let mut texts = Vec::new();
    for (lang, text) in asked {
        texts.push((lang, text.document().await?));
    }
    let policy = Policy::read(core, hash, &texts)?;
    for (_, bytes) in texts {
        documents.push(text(bytes)?);
    }
    let gpc = global_privacy_control();
    let gate = Gate::new(&policy.core, Premise::of(&manifest, &policy.core, gpc));
    let mut offer = Offer {
        setup: setup.clone(),
        manifest,
        jws: jws.trim().into(),
        policy,
        documents,
        gate,
        gpc,
        why: Why::First,
        changes: Vec::new(),
        ended: None,
        refusal: None,
        events: Vec::new(),
    };
    if gpc {
        let against = |own: &&Purpose| own.is_against_gpc();
        let purposes = offer.policy.core.purposes.iter().filter(against);
        let purposes = purposes.map(|own| own.id.clone()).collect();
        offer.note(Kind::Gpc, purposes, None);
    }
    Ok(offer)
}

/// Whether the relay's time is farther from this device's, in seconds, than clocks may be apart.
fn is_far(relay_ms: Option<u64>, now: u64) -> bool {
    relay_ms.is_some_and(|ms| now.abs_diff(ms / 1000) > CLOCK_SKEW)
}

fn text(bytes: Vec<u8>) -> Result<String, Problem> {
    String::from_utf8(bytes).map_err(|_| Problem::Policy)
}
