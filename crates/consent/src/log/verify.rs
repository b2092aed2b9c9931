//! Checking the pages of a log.

use core::fmt;

use sigilo_protocol::{
    Bytes, Hash, Json, PublicKey,
    jws::{JwsError, SelfSigned},
};

use super::{
    CONSENT_LOG, Event,
    page::{START, link},
};

/// Why a page is not the next one of its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogError {
    /// Not a page of this version.
    Format,
    /// Not signed by the key of its header, or by another than the other pages.
    Signature,
    /// Not the page after the one before: one is missing, doubled or in another place.
    Order,
    /// An event was changed, added, removed or moved.
    Chain,
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format => "not a page of a consent log",
            Self::Signature => "a page is not signed by the log's key",
            Self::Order => "a page is missing, doubled or in another place",
            Self::Chain => "an event was changed, added, removed or moved",
        })
    }
}

impl core::error::Error for LogError {}

/// A page that holds, and whose it is.
#[derive(Clone, Debug)]
pub struct Page {
    /// The key that signed it.
    pub key: PublicKey,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    pub(super) number: u64,
    prev: Option<Hash>,
    from: Hash,
    pub(super) to: Hash,
    pub(super) hash: Hash,
}

/// The events of a log, by the JWS of its pages from the first on, and the key that signed them all.
/// Which key that should be, the caller knows.
pub fn verify_log<'a>(
    pages: impl IntoIterator<Item = &'a str>,
) -> Result<(Option<PublicKey>, Vec<Event>), LogError> {
    let (mut last, mut events): (Option<Page>, Vec<Event>) = (None, Vec::new());
    for jws in pages {
        let mut page = Page::verify(jws)?;
        page.follows(last.as_ref())?;
        events.append(&mut page.events);
        last = Some(page);
    }
    Ok((last.map(|page| page.key), events))
}

impl Page {
    /// Reads one page, checks its signature and its own chain.
    pub fn verify(jws: &str) -> Result<Self, LogError> {
        let signed = SelfSigned::verify(jws, CONSENT_LOG).map_err(|error| match error {
            JwsError::Format => LogError::Format,
            JwsError::Signature => LogError::Signature,
        })?;
        let SelfSigned { key, payload } = signed;
        let mut page = Json::parse(&payload).ok_or(LogError::Format)?.into_members();
        let is_ours = page.number("v") == 1;
        let read = Self {
            key,
            number: page.number("page"),
            prev: page.maybe("prev", Bytes::from_json),
            from: page.bytes("from"),
            events: page.list("events", Event::from_json),
            to: page.bytes("to"),
            hash: Hash::of(jws.as_bytes()),
        };
        let page = page.done(read).filter(|_| is_ours).ok_or(LogError::Format)?;
        let is_whole = page.events.iter().fold(page.from, link) == page.to;
        if is_whole { Ok(page) } else { Err(LogError::Chain) }
    }

    /// Whether it is the page after `last`, or the first.
    pub fn follows(&self, last: Option<&Self>) -> Result<(), LogError> {
        if last.is_some_and(|last| last.key != self.key) {
            return Err(LogError::Signature);
        }
        let number = last.map_or(0, |last| last.number) + 1;
        if self.number != number || self.prev != last.map(|last| last.hash) {
            return Err(LogError::Order);
        }
        let is_joined = self.from == last.map_or(START, |last| last.to);
        if is_joined { Ok(()) } else { Err(LogError::Chain) }
    }
}
