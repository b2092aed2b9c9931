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
use crate::{
    browser::now_ms,
    later::Event,
    random::{chance, longer},
    state::{Connection, Problem},
};

/// Least time between two hellos that are said anew, in milliseconds. Shorter lets a desk that is
/// broken keep the browser busy, longer leaves the visitor of one that restarts twice waiting.
const LEAST: u64 = 10_000;

/// Over how long all of a desk's visitors say hello anew, in milliseconds, whom a restart makes do that at one moment. Shorter
/// makes it busy when it has just come back, longer leaves whoever waits for its answer waiting.
const SPREAD: u64 = 2_000;

/// The longest pause between attempts, in seconds; they begin with 1 and double.
const LONGEST: u64 = 10;

/// The attempt; dropping it ends it.
pub(super) struct Renewal {
    _life: Rc<()>,
}

impl Renewal {
    /// Starts to fetch; the loop gets what comes of it, unless the backend can't be reached or
    /// has no room: then it is tried again. `last_ms` is when a hello was last said anew.
    pub(super) fn start(setup: Setup, inbox: Inbox, last_ms: u64) -> Self {
        let life = Rc::new(());
        let is_wanted = Rc::downgrade(&life);
        spawn_local(async move {
            sleep(first(last_ms, now_ms(), chance())).await;
            let mut pause = 1;
            while is_wanted.strong_count() > 0 {
                let offer = opening::open(&setup, setup.relay.manifest()).await;
                if is_wanted.strong_count() == 0 {
                    break;
                }
                let away = match offer.as_ref().err() {
                    Some(Problem::Unreachable) => Connection::Offline,
                    Some(Problem::Busy) => Connection::Busy,
                    _ => {
                        // The loop ends with the document, and nothing outlives that.
                        let _ = inbox.unbounded_send(Input::Renewed(Box::new(offer)));
                        break;
                    }
                };
                let _ = inbox.unbounded_send(Input::Chat(Event::Away(Some(away))));
                sleep(longer(pause, chance())).await;
                pause = LONGEST.min(pause * 2);
            }
        });
        Self { _life: life }
    }
}

/// What is left of the least time, and up to a moment more, one of 256 by `chance`.
fn first(last_ms: u64, now_ms: u64, chance: u64) -> Duration {
    let left = last_ms.saturating_add(LEAST).saturating_sub(now_ms).min(LEAST);
    Duration::from_millis(left + SPREAD * chance / 256)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_of_a_desk_that_restarts_come_one_after_the_other() {
        let mut pauses: Vec<_> = (0..256).map(|chance| first(0, 50_000, chance)).collect();
        assert_eq!((pauses[0], pauses[128]), (Duration::ZERO, Duration::from_secs(1)));
        assert!(pauses[255] < Duration::from_secs(2));
        pauses.dedup();
        assert_eq!(pauses.len(), 256);
    }

    #[test]
    fn no_chance_makes_two_hellos_follow_each_other_sooner_than_they_may() {
        for chance in [0, 1, 255] {
            assert!(first(50_000, 51_000, chance) >= Duration::from_secs(9));
            // A clock that was set back does not make it wait longer.
            assert!(first(90_000, 51_000, chance) < Duration::from_secs(12));
        }
    }
}
