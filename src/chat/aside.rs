//! What goes on beside the messages, or comes once: that somebody writes, what was read, who the visitor is, what becomes
//! of personal data in a message, what changed since a decision, work for a relay, the end. It loads when it is first
//! wanted.

mod caution;
mod erasing;
mod leaving;
mod live;
mod slips;
mod work;

use std::time::Duration;

use sigilo_consent::{IDENTITY, PRESENCE};

use super::{compare, parts, talk::Talk};
use crate::{
    browser::dress,
    channel::Channel,
    kept::Outgoing,
    later::Event,
    state::{Author, RequestState, RightKind},
    tabs, ui,
};

pub(super) use self::{
    erasing::Confirmation,
    live::{Moment, Writing},
};

/// The part.
pub(super) fn part() -> parts::Aside {
    ui::bring_aside();
    dress(ui::ASIDE_STYLE);
    parts::Aside {
        glimpse: live::glimpse,
        writing: live::writing,
        tell: |talk, note| Box::pin(slips::tell(talk, note)),
        solve: |puzzle| Box::pin(work::solve(puzzle)),
        erase: |talk| Box::pin(erasing::erase(talk)),
        leave: |chat, setup| Box::pin(leaving::leave(chat, setup)),
        changes: compare::changes,
        caution: caution::ask,
        repeat: Talk::repeat_care,
        care: |talk, care| Box::pin(talk.answer_care(care)),
    }
}

/// What is told beside the messages.
pub(super) enum Note {
    /// The visitor writes.
    Writes,
    /// What is there was seen.
    Seen,
    /// The page is to say who the visitor is.
    Who,
    /// It has said so, by this JWT.
    Is(String),
}

/// What was told beside the messages.
#[derive(Default)]
pub(super) struct Beside {
    /// When it was last told that the visitor writes, in milliseconds since the epoch.
    told_ms: u64,
    /// The last message that was told to be read.
    read: String,
    /// The page was asked who the visitor is.
    has_asked_who: bool,
    /// What the recipients are writing.
    writing: Vec<Writing>,
}

impl Beside {
    /// Whoever has said something writes no more, until they do anew.
    pub(super) fn said_by(&mut self, by: &Author) {
        if matches!(by, Author::Visitor(_)) {
            self.told_ms = 0;
        }
        self.writing.retain(|own| !own.is_by(by));
    }
}

/// How long after the part could not be fetched a confirmed erasure is looked at again, and who the visitor is asked
/// again after a word that came too late.
const AGAIN: Duration = Duration::from_secs(10);

/// How the note begins that an envelope of the outbox has in place of a message's id; the purpose follows.
const BY: &str = "by:";

/// The purpose by which this goes out, if it is no message.
pub(super) fn purpose(outgoing: &Outgoing) -> Option<&str> {
    outgoing.message.strip_prefix(BY)
}

impl Talk {
    /// Tells something beside the messages, where its purpose is given.
    pub(super) async fn beside(&mut self, note: Note) {
        let purpose = match note {
            Note::Writes | Note::Seen => PRESENCE,
            Note::Who | Note::Is(_) => IDENTITY,
        };
        let is_open = self.channel.as_ref().is_some_and(Channel::is_open);
        if !is_open || self.offer.gate.extra(purpose).is_none() {
            return;
        }
        match parts::aside() {
            Some(part) => (part.tell)(self, note).await,
            // What was seen and who it is are looked at again once it is here.
            None => parts::fetch_aside(&self.wire.inbox),
        }
    }

    /// What became of an envelope: a word about the visitor that came too late is asked for anew.
    pub(super) fn slipped(&mut self, envelope: &str, is_taken: bool) {
        let is_it = |own: &Outgoing| own.envelope == envelope && purpose(own) == Some(IDENTITY);
        if !is_taken && self.store.read(|kept| kept.outbox.iter().any(is_it)) {
            self.beside.has_asked_who = false;
            // Nothing else may come to ask it by; at once could be without end, where the site's clock is wrong.
            self.wire.later(AGAIN, Event::Fetched);
        }
    }

    /// The confirmation of an erasure, once it came and holds; this browser's record is gone then.
    pub(super) async fn erased(&mut self) -> Option<Confirmation> {
        let is_done = self.store.read(|kept| {
            kept.requests
                .iter()
                .any(|own| own.right == RightKind::Erasure && own.state == RequestState::Done)
        });
        if !is_done {
            return None;
        }
        match parts::bring_aside().await {
            Some(part) => (part.erase)(self).await,
            None => {
                self.wire.later(AGAIN, Event::Fetched);
                None
            }
        }
    }

    /// Destroys the record, here and for the other tabs.
    pub(super) async fn forget(&self) {
        self.store.destroy().await;
        tabs::tell();
    }
}
