//! After a confirmed erasure: what is here goes, what the relay has goes, and the confirmation is the
//! visitor's to keep.

use leptos::prelude::*;
use sigilo_consent::Gate;
use sigilo_protocol::{ConvId, Json, VerifiedManifest, jws::Unverified};
use wasm_bindgen_futures::spawn_local;

use super::super::talk::Talk;
use crate::{
    driver::Offer,
    kept::Kept,
    keys::{self, Keys},
    state::{ErasedView, KeptView, RequestState, RightKind},
    text::Lang,
    transport::Relay,
};

/// The `typ` of what a desk signs about an erasure (docs/rights.md).
const ERASURE: &str = "sigilo-erasure+jws";

/// How often the relay is asked, should it not answer; the desk asks it, too, later.
const ATTEMPTS: u32 = 5;

/// How long tabs that did not ask for an erasure leave its confirmation to the one that did.
const OTHERS: std::time::Duration = std::time::Duration::from_millis(1500);

/// A confirmation that holds.
pub(in crate::chat) struct Confirmation {
    statement: String,
    manifest: String,
    view: ErasedView,
}

impl Confirmation {
    /// The file that proves it: the statement, and the manifest that names who signed it.
    pub(in crate::chat) fn to_text(&self) -> String {
        let Self { statement, manifest, .. } = self;
        Json::object([
            ("v", Some(Json::Number(1))),
            ("type", Some(Json::text("sigilo-erasure"))),
            ("statement", Some(Json::text(statement))),
            ("manifest", Some(Json::text(manifest))),
        ])
        .to_text()
    }
}

/// The confirmation of an erasure, if it holds; this browser's record is gone then.
pub(super) async fn erase(talk: &mut Talk) -> Option<Confirmation> {
    let lang = talk.state.lang.get_untracked();
    let (statement, conv) = talk.store.read(|kept| (stated(kept), kept.conv));
    let confirmation = confirmed(&talk.offer, statement?, conv, lang).await?;
    if !talk.asks_erasure {
        // The tab that asked shows the confirmation and lets it be saved: it goes first.
        gloo_timers::future::sleep(OTHERS).await;
        talk.store.refresh().await;
        if talk.store.is_gone() {
            return None;
        }
    }
    let (conv, keys) = (talk.store.read(|kept| kept.conv), talk.store.keys().clone());
    let site = talk.offer.manifest.site.clone();
    talk.forget().await;
    // What is left to do has the gate, which its grant lives by; nothing else is allowed from here on.
    let closed = Gate::new(&talk.offer.policy.core, talk.offer.gate.premise());
    let gate = std::mem::replace(&mut talk.offer.gate, closed);
    spawn_local(ask_relay(talk.offer.setup.relay.clone(), gate, keys, site, conv));
    talk.state.messages.set(Vec::new());
    talk.state.panel.set(None);
    talk.state.prompt.set(None);
    talk.state.erased.set(Some(confirmation.view.clone()));
    Some(confirmation)
}

/// Asks the relay to delete the envelopes, beside the loop.
async fn ask_relay(relay: Relay, gate: Gate, keys: Keys, site: String, conv: ConvId) {
    let Some(grant) = gate.record() else { return };
    for attempt in 0..ATTEMPTS {
        if let Ok(token) = relay.token(&grant, &site, &keys).await
            && relay.erase(&grant, conv, &token).await.is_ok()
        {
            return;
        }
        gloo_timers::future::sleep(std::time::Duration::from_secs(1 << attempt)).await;
    }
}

/// What the desk has said of an erasure.
fn stated(kept: &Kept) -> Option<String> {
    let is_done = |own: &&crate::kept::KeptRequest| {
        own.right == RightKind::Erasure && own.state == RequestState::Done
    };
    kept.requests.iter().find(is_done)?.statement.clone()
}

async fn confirmed(
    offer: &Offer,
    statement: String,
    conv: ConvId,
    lang: Lang,
) -> Option<Confirmation> {
    let says = read(&offer.manifest, &statement, conv).await?;
    let text = offer.policy.text(lang.tag()).2;
    let mut says = says.into_members();
    let count = |json: Json| Some(json.into_members().number("count"));
    let deleted = says.list("deleted", count).into_iter().sum();
    let obligation = |json: Json| {
        let mut own = json.into_members();
        let id = own.text("id");
        Some(KeptView {
            what: text.obligation(&id).map_or(id, Into::into),
            until: own.number("until").saturating_mul(1000) as f64,
            blocked: own.one("blocked", Some) == Some(Json::Bool(true)),
        })
    };
    let view = ErasedView { deleted, kept: says.list("kept", obligation) };
    Some(Confirmation { statement, manifest: offer.jws.clone(), view })
}

/// What a recipient of the manifest signed about this very conversation.
async fn read(manifest: &VerifiedManifest, statement: &str, conv: ConvId) -> Option<Json> {
    let mut payload = None;
    for key in manifest.recipients.iter().filter_map(|own| own.sig) {
        let signed = Unverified::parse(statement, ERASURE).ok()?;
        payload = signed.verify_by(&key, keys::verify).await;
        if payload.is_some() {
            break;
        }
    }
    let says = Json::parse(&payload?)?;
    let is_ours = says.clone().into_members().bytes("conv") == conv;
    is_ours.then_some(says)
}
