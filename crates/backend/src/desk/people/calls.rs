//! A visitor asks the bot for a person: who is there to come, and that the visitor waits.

use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};

use rusqlite::{Transaction, params};
use sigilo_protocol::ConvId;

use super::{super::bot::Reply, People};
use crate::{Clock, events::Event};

/// For how long somebody counts as there after their last page is gone, in seconds: as long as it takes to go from
/// one page to the next. A longer time promises visitors somebody who has left.
const LINGERS: u64 = 10;

/// Who has a page open that goes on by itself, to answer. Clones are of the same desk.
#[derive(Clone, Default)]
pub(super) struct Work(Arc<Pages>);

#[derive(Default)]
struct Pages {
    open: AtomicUsize,
    /// When the last one was closed, in seconds since 1970.
    left: AtomicU64,
}

/// An open page of somebody who may answer; it counts until it is dropped.
pub(in crate::desk) struct AtWork(Work, Clock);

/// A visitor's wish for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::desk) struct Call {
    at: u64,
    there: bool,
}

impl People {
    /// Somebody who may answer has opened a page.
    pub(in crate::desk) fn is_at_work(&self) -> AtWork {
        self.work.0.open.fetch_add(1, Ordering::SeqCst);
        AtWork(self.work.clone(), self.clock.clone())
    }

    /// Puts in a reply what people are there for, if it asks for one of them.
    pub(in crate::desk) fn called(&self, reply: &mut Reply) -> Option<Call> {
        let handover = reply.handover.take()?;
        let (pages, at) = (&self.work.0, self.clock.now());
        let left = pages.left.load(Ordering::SeqCst);
        let there = pages.open.load(Ordering::SeqCst) > 0 || at < left.saturating_add(LINGERS);
        reply.text = if there { handover.there } else { handover.away };
        Some(Call { at, there })
    }
}

impl Call {
    /// An event with what is told of it: whether somebody could come at once.
    pub(in crate::desk) fn told(self, event: Event) -> Event {
        event.with("there", self.there)
    }

    /// The visitor waits from now on, unless they do already, or somebody answers.
    pub(super) fn commit(&self, t: &Transaction<'_>, conv: ConvId) -> rusqlite::Result<()> {
        let sql = "UPDATE talks SET waiting = coalesce(waiting, ?2) \
                   WHERE conv = ?1 AND taken_by IS NULL AND is_open = 1 AND left_at IS NULL";
        t.execute(sql, params![conv.to_string(), self.at]).map(drop)
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        let Self(Work(pages), clock) = self;
        // Before the count: whoever looks in between still finds somebody.
        pages.left.store(clock.now(), Ordering::SeqCst);
        pages.open.fetch_sub(1, Ordering::SeqCst);
    }
}
