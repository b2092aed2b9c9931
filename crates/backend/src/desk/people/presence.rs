//! That somebody writes, and how far they have read: what the visitor's purpose `presence` brings.
//!
//! It is known while it lasts, in memory. A start knows none of it, a withdrawal ends it. Whether the
//! purpose is given is not known here: the desk asks before it tells, and before it takes anything in.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sigilo_protocol::{Content, ConvId};

/// How long somebody counts as writing after they last said so, in seconds: a browser says it each ten
/// while they do. Shorter flickers, longer keeps somebody writing who has gone.
const WRITING: u64 = 15;

/// How often a visitor is told that a person writes, in seconds; as often as a visitor's browser tells.
const TOLD: u64 = 10;

/// Most conversations of which anything is known; then those go of which nothing was heard longest.
const KNOWN: usize = 4_096;

/// What waits to be told at most.
const WAITING: usize = 256;

/// What is known of all conversations. Clones are of the same.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Presence(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    known: HashMap<ConvId, Known>,
    waiting: Vec<(ConvId, Told)>,
}

/// What is told, and the picture of whom it is told, if they have one.
type Told = (Content, Option<String>);

#[derive(Debug, Default)]
struct Known {
    heard: u64,
    /// Until when the visitor counts as writing.
    writes_until: u64,
    /// How far the visitor has read: the row of the history, and its body.
    read: Option<(i64, String)>,
    /// Until when the visitor counts as told that a person writes.
    told_until: u64,
    /// The visitor's own body up to which they were told that it was read.
    told: Option<String>,
}

/// What people see of a visitor beside what they say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// For how many seconds from now they count as writing, without another sign of it.
    pub writes: Option<u64>,
    /// The body up to which they have read.
    pub read: Option<String>,
}

impl Presence {
    /// The visitor writes, or has stopped. Whether that is news.
    pub(super) fn writes(&self, conv: ConvId, on: bool, now: u64) -> bool {
        let mut state = self.state();
        let known = state.of(conv, now);
        let was_on = known.writes_until > now;
        known.writes_until = if on { now + WRITING } else { 0 };
        was_on != on
    }

    /// The visitor has read up to this row of the history. Whether that is news: an older tab's word is none.
    pub(super) fn has_read(&self, conv: ConvId, row: i64, body: &str, now: u64) -> bool {
        let mut state = self.state();
        let known = state.of(conv, now);
        let is_news = known.read.as_ref().is_none_or(|(last, _)| *last < row);
        if is_news {
            known.read = Some((row, body.to_owned()));
        }
        is_news
    }

    /// What is there to be seen.
    pub(super) fn beside(&self, conv: ConvId, now: u64) -> Beside {
        let state = self.state();
        let Some(known) = state.known.get(&conv) else { return Beside::default() };
        let writes = known.writes_until.checked_sub(now).filter(|left| *left > 0);
        Beside { writes, read: known.read.as_ref().map(|(_, body)| body.clone()) }
    }

    /// A person writes, which is to be told. Whether it has to be: not each time that they do.
    pub(super) fn tell_writing(&self, conv: ConvId, told: Told, now: u64) -> bool {
        let mut state = self.state();
        let known = state.of(conv, now);
        if known.told_until > now {
            return false;
        }
        known.told_until = now + TOLD;
        state.wait(conv, told)
    }

    /// A person has read up to this body of the visitor's, which is to be told once.
    pub(super) fn tell_read(&self, conv: ConvId, upto: &str, now: u64) -> bool {
        let mut state = self.state();
        if state.of(conv, now).told.as_deref() == Some(upto) {
            return false;
        }
        state.wait(conv, (Content::Read { upto: upto.to_owned() }, None))
    }

    /// The visitor was told.
    pub(super) fn told(&self, conv: ConvId, content: &Content, now: u64) {
        if let Content::Read { upto } = content {
            self.state().of(conv, now).told = Some(upto.clone());
        }
    }

    /// A person has said what they wrote: the next that they write is told again.
    pub(super) fn said(&self, conv: ConvId, now: u64) {
        self.state().of(conv, now).told_until = 0;
    }

    /// Another load of the visitor's was told nothing yet.
    pub(super) fn begins(&self, conv: ConvId) {
        if let Some(known) = self.state().known.get_mut(&conv) {
            known.told = None;
        }
    }

    /// What waits to be told, which waits no longer.
    pub(super) fn take(&self) -> Vec<(ConvId, Told)> {
        std::mem::take(&mut self.state().waiting)
    }

    /// Nothing is known of a conversation any more. Whether anything was.
    pub(super) fn forget(&self, conv: ConvId) -> bool {
        let mut state = self.state();
        state.waiting.retain(|(own, _)| *own != conv);
        state.known.remove(&conv).is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn of(&mut self, conv: ConvId, now: u64) -> &mut Known {
        if !self.known.contains_key(&conv) && self.known.len() >= KNOWN {
            let oldest = self.known.iter().min_by_key(|(_, known)| known.heard);
            if let Some(conv) = oldest.map(|(conv, _)| *conv) {
                self.known.remove(&conv);
            }
        }
        let known = self.known.entry(conv).or_default();
        known.heard = now;
        known
    }

    fn wait(&mut self, conv: ConvId, told: Told) -> bool {
        let new = (conv, told);
        let is_new = self.waiting.len() < WAITING && !self.waiting.contains(&new);
        if is_new {
            self.waiting.push(new);
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONV: ConvId = sigilo_protocol::Bytes([1; 16]);

    #[test]
    fn who_wrote_a_while_ago_writes_no_more() {
        let presence = Presence::default();
        assert!(presence.writes(CONV, true, 100));
        assert!(!presence.writes(CONV, true, 110), "that is known");
        assert_eq!(presence.beside(CONV, 112).writes, Some(13));
        assert_eq!(presence.beside(CONV, 125).writes, None);
    }

    #[test]
    fn what_was_read_stays_read_whatever_another_tab_says() {
        let presence = Presence::default();
        assert!(presence.has_read(CONV, 7, "b7", 100));
        assert!(!presence.has_read(CONV, 3, "b3", 100));
        assert_eq!(presence.beside(CONV, 100).read.as_deref(), Some("b7"));
        assert!(presence.forget(CONV));
        assert_eq!(presence.beside(CONV, 100), Beside::default());
    }

    #[test]
    fn a_visitor_is_told_once_what_was_read_and_now_and_then_that_somebody_writes() {
        let presence = Presence::default();
        let writes = || (Content::Typing { on: true, by: None }, None);
        assert!(presence.tell_writing(CONV, writes(), 100));
        assert!(presence.tell_read(CONV, "v1", 100));
        assert!(!presence.tell_writing(CONV, writes(), 105));
        assert!(!presence.tell_read(CONV, "v1", 105), "it waits already");
        for (conv, (content, _)) in presence.take() {
            presence.told(conv, &content, 105);
        }
        assert!(!presence.tell_read(CONV, "v1", 106));
        assert!(presence.tell_writing(CONV, writes(), 110));
        presence.begins(CONV);
        assert!(presence.tell_read(CONV, "v1", 111), "another load knows nothing of it");
    }

    #[test]
    fn no_more_is_remembered_than_there_is_room_for() {
        let presence = Presence::default();
        for number in 0..=KNOWN as u64 {
            let mut conv = [0; 16];
            conv[..8].copy_from_slice(&number.to_be_bytes());
            presence.writes(sigilo_protocol::Bytes(conv), true, number);
        }
        assert_eq!(presence.state().known.len(), KNOWN);
        assert_eq!(presence.beside(sigilo_protocol::Bytes([0; 16]), 1).writes, None);
    }
}
