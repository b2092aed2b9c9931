//! The tasks beside the loop: reading and posting, each with patience, each with one end.

use std::{rc::Rc, sync::Weak, time::Duration};

use gloo_timers::future::sleep;
use sigilo_consent::{Grant, Permit, Record};
use sigilo_protocol::ConvId;
use wasm_bindgen_futures::spawn_local;

use super::{parts, reading::Reading};
use crate::{
    browser::now_ms,
    driver::{Inbox, Input},
    keys::Keys,
    later::Event,
    random::{chance, longer},
    transport::{Relay, RelayError},
};

/// Pauses between attempts, in seconds; the last one repeats. Shorter hammers a relay that is
/// down, longer makes the visitor wait after it is back.
const PAUSES: [u64; 5] = [1, 2, 4, 8, 10];

/// How long recipients may take to answer a hello. Shorter gives up on a desk that is restarting,
/// longer leaves the visitor with "connecting".
const ANSWER: Duration = Duration::from_secs(30);

/// What the tasks need.
#[derive(Clone)]
pub(super) struct Wire {
    pub(super) relay: Relay,
    /// To read with: answers, and what comes of decisions and requests.
    pub(super) grant: Grant<Record>,
    pub(super) keys: Keys,
    pub(super) site: String,
    pub(super) conv: ConvId,
    /// The manifest offers a WebSocket.
    pub(super) has_live: bool,
    pub(super) inbox: Inbox,
    /// The tasks end with the conversation that this belongs to.
    pub(super) life: Weak<()>,
}

/// Counts failures, tells the loop of the first, and waits longer with each.
pub(super) struct Patience {
    failures: usize,
}

impl Patience {
    /// Nothing has failed.
    pub(super) fn new() -> Self {
        Self { failures: 0 }
    }

    /// Waits, for as long as the relay asks or longer, since this was wrong.
    pub(super) async fn wait(&mut self, inbox: &Inbox, error: RelayError) {
        tell(inbox, Event::Away(Some(error.into())));
        sleep(self.pause(error.least(), chance())).await;
    }

    /// As long as is due, and up to half as long again as `chance` has it: a relay that is back does not have all of
    /// its visitors at once.
    fn pause(&mut self, least: u32, chance: u64) -> Duration {
        let pause = PAUSES[self.failures.min(PAUSES.len() - 1)].max(least.into());
        self.failures += 1;
        longer(pause, chance)
    }

    pub(super) fn reset(&mut self, inbox: &Inbox) {
        if self.failures > 0 {
            self.failures = 0;
            tell(inbox, Event::Away(None));
        }
    }
}

impl Wire {
    /// Posts an envelope until the relay has it, refuses it for good, it runs out, or what allowed it
    /// was taken back.
    pub(super) fn post(&self, permit: Rc<dyn Permit>, envelope: String, until_ms: Option<u64>) {
        let wire = self.clone();
        spawn_local(async move {
            let mut patience = Patience { failures: 0 };
            let mut work: Option<String> = None;
            let outcome = loop {
                if !wire.is_alive() {
                    return;
                }
                if until_ms.is_some_and(|until_ms| until_ms <= now_ms()) {
                    break Err(RelayError::Refused);
                }
                let sent = wire.relay.send(&*permit, wire.conv, envelope.clone(), work.as_deref());
                match sent.await {
                    // A hello, which alone does not run out: the relay may want work.
                    Err(error @ RelayError::Busy(_)) if until_ms.is_none() => {
                        let before = work.take();
                        if let Ok(Some(puzzle)) = wire.relay.puzzle(&*permit).await
                            && let Some(part) = parts::bring_aside().await
                        {
                            work = (part.solve)(puzzle).await;
                        }
                        if work.is_none() || before.is_some() {
                            patience.wait(&wire.inbox, error).await;
                        }
                    }
                    // An answer that can't be read may have been the relay's: it is asked again.
                    Err(RelayError::Gone) => return wire.tell(Event::Gone),
                    Err(
                        error @ (RelayError::Unreachable
                        | RelayError::Busy(_)
                        | RelayError::Unexpected),
                    ) => patience.wait(&wire.inbox, error).await,
                    outcome => break outcome,
                }
            };
            if wire.is_alive() {
                patience.reset(&wire.inbox);
                wire.tell(Event::Posted(envelope, outcome));
            }
        });
    }

    /// Reads the conversation from a cursor on.
    pub(super) fn read(&self, mut after: u64) {
        let wire = self.clone();
        spawn_local(async move {
            let mut patience = Patience { failures: 0 };
            let mut reading = Reading::new(&wire);
            while wire.is_alive() {
                match reading.next(after).await {
                    _ if !wire.is_alive() => break,
                    // News that lead nowhere would be asked for without end.
                    Ok(batch) if !batch.envelopes.is_empty() && batch.next <= after => {
                        patience.wait(&wire.inbox, RelayError::Unexpected).await;
                    }
                    Ok(batch) => {
                        patience.reset(&wire.inbox);
                        after = batch.next.max(after);
                        if !batch.envelopes.is_empty() {
                            wire.tell(Event::Arrived(batch));
                        }
                    }
                    // Once: a relay that refuses fresh tokens is no better than one that is away.
                    Err(RelayError::Unauthorized)
                        if reading.token.take().is_some() && patience.failures == 0 =>
                    {
                        patience.failures = 1;
                    }
                    Err(RelayError::Gone) => return wire.tell(Event::Gone),
                    Err(error) => patience.wait(&wire.inbox, error).await,
                }
            }
        });
    }

    /// Tells the loop when the recipients had time to answer a hello.
    pub(super) fn expect_answer(&self) {
        self.later(ANSWER, Event::Overdue);
    }

    /// Tells the loop after a while.
    pub(super) fn later(&self, after: Duration, event: Event) {
        let wire = self.clone();
        spawn_local(async move {
            sleep(after).await;
            wire.tell(event);
        });
    }

    /// Tells the loop that what the conversation rests on is over.
    pub(super) fn ask_anew(&self) {
        self.tell(Event::Over);
    }

    /// Tells the loop; nothing, if it hears of it only when another conversation has begun.
    pub(super) fn tell(&self, event: Event) {
        // The loop ends with the document, and nothing outlives that.
        let _ = self.inbox.unbounded_send(Input::Of(self.life.clone(), event));
    }

    pub(super) fn is_alive(&self) -> bool {
        self.life.strong_count() > 0
    }
}

fn tell(inbox: &Inbox, event: Event) {
    // The loop ends with the document, and nothing outlives that.
    let _ = inbox.unbounded_send(Input::Chat(event));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_relay_can_ask_for_a_longer_pause_and_not_for_a_shorter_one() {
        let mut patience = Patience { failures: 0 };
        let pauses = [30, 0, 1, 9, 9, 0, 11].map(|least| patience.pause(least, 0).as_secs());
        assert_eq!(pauses, [30, 2, 4, 9, 10, 10, 11]);
    }

    #[test]
    fn chance_makes_pauses_different_and_none_shorter_than_is_due() {
        let mut pauses: Vec<_> =
            (0..=255).map(|chance| Patience { failures: 3 }.pause(0, chance)).collect();
        assert_eq!(pauses[0], Duration::from_secs(8));
        assert!(pauses.iter().all(|own| *own < Duration::from_millis(12_100)));
        pauses.dedup();
        assert_eq!(pauses.len(), 256);
    }
}
