//! An envelope on its way, as it is kept: a retransmission is the same bytes.

use sigilo_protocol::{Json, JsonObject};

/// A message's envelope that the relay has not confirmed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outgoing {
    /// The id of the message in it.
    pub(crate) message: String,
    pub(crate) envelope: String,
    /// When its load or a prekey runs out, in milliseconds since the epoch: after that it is not
    /// worth posting (§10).
    pub(crate) until_ms: u64,
}

impl Outgoing {
    pub(super) fn to_json(&self) -> Json {
        let mut kept = JsonObject::new();
        kept.text("message", &self.message);
        kept.text("envelope", &self.envelope);
        kept.number("until", self.until_ms);
        kept.whole()
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut kept = json.into_members();
        let message = kept.text("message");
        let envelope = kept.text("envelope");
        let until_ms = kept.number("until");
        kept.done(Self { message, envelope, until_ms })
    }
}
