//! A receipt, as it is kept, with what the panel tells of it.

use sigilo_consent::{Decision, Status};
use sigilo_protocol::{Hash, Json, JsonObject};

use crate::state::ReceiptAct;

/// A receipt and the controller's countersignature, once it came.
#[derive(Clone, Debug)]
pub(crate) struct KeptReceipt {
    pub(crate) receipt: String,
    pub(crate) countersignature: Option<String>,
    /// The page of the consent log that tells of it: a JWS.
    pub(crate) page: Option<String>,
    /// When it was decided, in milliseconds since the epoch.
    pub(crate) at_ms: u64,
    /// The purposes that it is about, by id, and where it put them.
    pub(crate) purposes: Vec<(String, Status)>,
    /// It is about something that the chat can't do without: a hello carries the newest of these.
    pub(crate) is_of_chat: bool,
    /// The text that was on screen.
    pub(crate) text: Option<Hash>,
    /// The policy that it is about.
    pub(crate) policy: Option<Hash>,
    /// The manifest that held.
    pub(crate) manifest: Option<Hash>,
}

impl KeptReceipt {
    pub(crate) fn new(
        receipt: String,
        decision: &Decision,
        is_of_chat: bool,
        policy: Hash,
        manifest: Hash,
    ) -> Self {
        Self {
            receipt,
            countersignature: None,
            page: None,
            at_ms: decision.at_ms,
            purposes: decision.purposes.clone(),
            is_of_chat,
            text: decision.shown.as_ref().map(|shown| shown.text),
            policy: Some(policy),
            manifest: Some(manifest),
        }
    }

    /// What it is called by, in the next one.
    pub(crate) fn hash(&self) -> Hash {
        Hash::of(self.receipt.as_bytes())
    }

    /// Whether the chat was allowed by it.
    pub(crate) fn is_agreement(&self) -> bool {
        self.is_of_chat && self.act() == ReceiptAct::Allowed
    }

    /// The purposes that it is about.
    pub(crate) fn decided(&self) -> impl Iterator<Item = &String> {
        self.purposes.iter().map(|(purpose, _)| purpose)
    }

    /// What it is of.
    pub(crate) fn act(&self) -> ReceiptAct {
        let has = |status| self.purposes.iter().any(|(_, own)| *own == status);
        match () {
            () if has(Status::Given) => ReceiptAct::Allowed,
            () if has(Status::Refused) => ReceiptAct::Refused,
            () if has(Status::Withdrawn) => ReceiptAct::Withdrawn,
            () => ReceiptAct::Over,
        }
    }

    pub(super) fn to_json(&self) -> Json {
        let purpose = |(purpose, status): &(String, Status)| Json::texts(&[purpose, status.name()]);
        let mut kept = JsonObject::new();
        kept.text("receipt", &self.receipt);
        kept.maybe_text("countersignature", self.countersignature.as_deref());
        kept.maybe_text("page", self.page.as_deref());
        kept.number("at", self.at_ms);
        kept.json("purposes", Json::list(self.purposes.iter().map(purpose)));
        kept.flag("of_chat", self.is_of_chat);
        for (name, hash) in
            [("text", &self.text), ("policy", &self.policy), ("manifest", &self.manifest)]
        {
            kept.maybe(name, hash.as_ref().map(Hash::to_json));
        }
        kept.whole()
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut kept = json.into_members();
        let read = Self {
            receipt: kept.text("receipt"),
            countersignature: kept.maybe("countersignature", Json::into_text),
            page: kept.maybe("page", Json::into_text),
            at_ms: kept.number("at"),
            purposes: kept.list("purposes", purpose),
            is_of_chat: kept.flag("of_chat"),
            text: kept.maybe("text", Hash::from_json),
            policy: kept.maybe("policy", Hash::from_json),
            manifest: kept.maybe("manifest", Hash::from_json),
        };
        kept.done(read)
    }
}

fn purpose(json: Json) -> Option<(String, Status)> {
    let mut pair = json.into_places();
    let read = (pair.text("0"), pair.parsed("1", Status::from_name)?);
    pair.done(read)
}
