//! A load of the frame, as it is kept: what opens what was sent to it, and how far that was read.

use sigilo_protocol::{Json, JsonObject, SavedSession, Sender};

/// A load that receives.
#[derive(Clone, Debug)]
pub(crate) struct KeptLoad {
    pub(crate) session: SavedSession,
    /// Up to where the relay's envelopes were read for this load; its session is as of there.
    pub(crate) cursor: u64,
}

impl KeptLoad {
    /// The load that it was.
    pub(crate) fn from(&self) -> &Sender {
        self.session.from()
    }

    pub(super) fn to_json(&self) -> Json {
        let mut kept = JsonObject::new();
        kept.json("session", self.session.to_json());
        kept.number("cursor", self.cursor);
        kept.whole()
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut kept = json.into_members();
        let session = kept.one("session", SavedSession::from_json)?;
        let cursor = kept.number("cursor");
        kept.done(Self { session, cursor })
    }
}
