//! What a browser keeps of a conversation, sealed: one record, so that it is whole or absent.

use serde::{Deserialize, Serialize};
use sigilo_protocol::{ConvId, SavedSession, Sender};

use crate::{consent::gate::Decision, state::MessageView};

/// The record.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    /// The conversation.
    pub(crate) conv: ConvId,
    /// What was allowed.
    pub(crate) decision: Decision,
    /// The receipts, newest last.
    pub(crate) receipts: Vec<KeptReceipt>,
    /// The highest `ver` of a manifest that was seen: an older one is refused.
    pub(crate) ver: u64,
    /// Up to where the relay's envelopes were read.
    pub(crate) cursor: u64,
    /// What is needed to read what was sent to earlier loads.
    pub(crate) loads: Vec<SavedSession>,
    /// The transcript, oldest first.
    pub(crate) messages: Vec<KeptMessage>,
    /// Envelopes that the relay has not confirmed, in their order: a retransmission is the same bytes.
    pub(crate) outbox: Vec<Outgoing>,
}

/// A receipt and the controller's countersignature, once it came.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptReceipt {
    pub(crate) receipt: String,
    pub(crate) countersignature: Option<String>,
}

/// A message, and as which envelope it was sealed last.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptMessage {
    pub(crate) view: MessageView,
    pub(crate) sealed: Option<(Sender, u64)>,
}

/// An envelope on its way, and the message in it, if it is one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outgoing {
    pub(crate) message: Option<String>,
    pub(crate) envelope: String,
}

impl From<MessageView> for KeptMessage {
    fn from(view: MessageView) -> Self {
        Self { view, sealed: None }
    }
}
