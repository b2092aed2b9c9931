//! A new hello is due while the conversation is on: fetching what it rests on, with patience.
//!
//! It runs beside the loop, so that the visitor can go on reading and writing; a backend that does
//! not answer is an offline one, not the end of the conversation.

use std::{rc::Rc, time::Duration};

use gloo_timers::future::sleep;
use wasm_bindgen_futures::spawn_local;

use super::{
    Inbox, Input,
    opening::{self, Setup},
};
use crate::{browser::now_ms, later::Event, state::Problem};

/// Least time between two hellos that are said anew, in milliseconds. Shorter lets a desk that is
/// broken keep the browser busy, longer leaves the visitor of one that restarts twice waiting.
const LEAST: u64 = 10_000;

/// The longest pause between attempts, in seconds; they begin with 1 and double.
const LONGEST: u64 = 10;

/// The attempt; dropping it ends it.
pub(super) struct Renewal {
    _life: Rc<()>,
}

impl Renewal {
    /// Starts to fetch; the loop gets what comes of it, unless the backend can't be reached: then it
    /// is tried again. `last_ms` is when a hello was last said anew.
    pub(super) fn start(setup: Setup, inbox: Inbox, last_ms: u64) -> Self {
        let life = Rc::new(());
        let is_wanted = Rc::downgrade(&life);
        spawn_local(async move {
            let wait = last_ms.saturating_add(LEAST).saturating_sub(now_ms()).min(LEAST);
            sleep(Duration::from_millis(wait)).await;
            let mut pause = 1;
            while is_wanted.strong_count() > 0 {
                let offer = opening::open(&setup, setup.relay.manifest()).await;
                if is_wanted.strong_count() == 0 {
                    break;
                }
                // The loop ends with the document, and nothing outlives that.
                if offer.as_ref().err() != Some(&Problem::Unreachable) {
                    let _ = inbox.unbounded_send(Input::Renewed(Box::new(offer)));
                    break;
                }
                let _ = inbox.unbounded_send(Input::Chat(Event::Reachable(false)));
                sleep(Duration::from_secs(pause)).await;
                pause = LONGEST.min(pause * 2);
            }
        });
        Self { _life: life }
    }
}
