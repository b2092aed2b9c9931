//! Writing: events are pushed, and a page takes those that no page has.
//!
//! ```text
//! h(0)     = 32 zero bytes
//! h(i)     = H(h(i − 1) ‖ JSON of event i)
//! page     = {"v": 1, "page": n, "prev"?: hash of page n − 1, "from": h before, "events": [..], "to": h after}
//! ```

use sigilo_protocol::{Bytes, Hash, Json, JsonObject, PublicKey, jws};

use super::{CONSENT_LOG, Event, Page};

/// Before the first event.
pub(super) const START: Hash = Bytes([0; 32]);

/// A log that is being written: the chain's end, and what waits for a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Log {
    page: u64,
    /// The hash of the last page's JWS.
    prev: Option<Hash>,
    /// The chain where the waiting events begin.
    from: Hash,
    events: Vec<Event>,
}

impl Default for Log {
    fn default() -> Self {
        Self { page: 1, prev: None, from: START, events: Vec::new() }
    }
}

impl Log {
    /// The log that goes on after `page`.
    pub fn after(page: &Page) -> Self {
        let Page { number, hash, to, .. } = *page;
        Self { page: number + 1, prev: Some(hash), from: to, events: Vec::new() }
    }

    /// Something happened.
    pub fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    /// What no page has yet, oldest first.
    pub fn waiting(&self) -> &[Event] {
        &self.events
    }

    /// The next page's payload, to be signed; nothing if nothing happened. The events wait until
    /// [`Log::signed`] says that the page is there.
    pub fn page(&self) -> Option<String> {
        let to = self.events.iter().fold(self.from, link);
        let mut page = JsonObject::new();
        page.number("v", 1);
        self.write(&mut page);
        page.json("to", to.to_json());
        (!self.events.is_empty()).then(|| page.whole().to_text())
    }

    /// The page of all that waited was signed: it is `jws` now, which the next one names.
    pub fn signed(&mut self, jws: &str) {
        self.from = self.events.iter().fold(self.from, link);
        self.events.clear();
        self.prev = Some(Hash::of(jws.as_bytes()));
        self.page += 1;
    }

    /// What the log's key signs of a page.
    pub fn signing_input(page: &str, key: &PublicKey) -> String {
        jws::signing_input_with_jwk(CONSENT_LOG, page.as_bytes(), key)
    }

    /// As it is kept between two loads.
    pub fn to_json(&self) -> Json {
        let mut log = JsonObject::new();
        self.write(&mut log);
        log.whole()
    }

    /// What both a page and the kept log have.
    fn write(&self, out: &mut JsonObject) {
        out.number("page", self.page);
        out.maybe("prev", self.prev.map(|prev| prev.to_json()));
        out.json("from", self.from.to_json());
        out.json("events", Json::list(self.events.iter().map(Event::to_json)));
    }

    /// Reads [`Log::to_json`].
    pub fn from_json(json: Json) -> Option<Self> {
        let mut log = json.into_members();
        let read = Self {
            page: log.number("page"),
            prev: log.maybe("prev", Bytes::from_json),
            from: log.bytes("from"),
            events: log.list("events", Event::from_json),
        };
        log.done(read)
    }
}

/// The chain after an event.
pub(super) fn link(before: Hash, event: &Event) -> Hash {
    let event = event.to_json().to_text();
    Hash::of(&[before.as_bytes().as_slice(), event.as_bytes()].concat())
}
