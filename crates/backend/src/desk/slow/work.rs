//! Those who ask: a task a question, a bounded number at once and one a conversation. They know no key;
//! what they hear goes back to the desk's own loop, which alone seals.

use std::{collections::HashMap, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use sigilo_protocol::{ConvId, Hash};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::AbortHandle,
    time::{Instant, sleep_until, timeout},
};

use super::{NoAnswer, Pieces, Question, Slow, history::History, owed::Owed};
use crate::desk::bot::Reply;

/// Shortest time between two pieces of an answer: each is an envelope. Shorter costs the relay more than
/// a reader sees, longer looks like a pause.
const PACE: Duration = Duration::from_millis(250);

/// What a task has heard.
#[derive(Debug)]
pub(in crate::desk) struct Said {
    pub(super) conv: ConvId,
    pub(super) id: i64,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    /// More of the answer.
    Piece(String),
    /// All of it; and of its pieces what was not told yet.
    Done { result: Result<Box<Reply>, NoAnswer>, rest: String },
}

/// A question on its way.
#[derive(Debug)]
pub(super) struct Flight {
    pub(super) owed: Owed,
    /// Pieces that the visitor was sent.
    pub(super) pieces: u64,
    abort: AbortHandle,
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.abort.abort();
    }
}

/// The questions on their way, and what was said before. Dropped, it stops asking.
pub(in crate::desk) struct Owing {
    pub(super) flights: HashMap<ConvId, Flight>,
    pub(super) history: History,
    say: UnboundedSender<Said>,
    heard: UnboundedReceiver<Said>,
}

impl Default for Owing {
    fn default() -> Self {
        let (say, heard) = unbounded_channel();
        Self { flights: HashMap::new(), history: History::default(), say, heard }
    }
}

impl Owing {
    /// The next thing that a bot says; never, if none is asked.
    pub(in crate::desk) async fn next(&mut self) -> Said {
        match self.heard.recv().await {
            Some(said) => said,
            // This holds a sender itself.
            None => std::future::pending().await,
        }
    }

    /// What a bot has said already.
    pub(super) fn ready(&mut self) -> Option<Said> {
        self.heard.try_recv().ok()
    }

    /// How many more may be asked.
    pub(super) fn room(&self, slow: &Slow) -> usize {
        slow.settings.parallel.saturating_sub(self.flights.len())
    }

    /// Asks.
    pub(super) fn ask(&mut self, slow: &Slow, owed: Owed) {
        let Owed { id, conv, .. } = owed;
        let name = Hash::of(conv.as_bytes()).to_string();
        let question = Question {
            id: Hash::of(format!("{name} {}", owed.body).as_bytes()).to_string(),
            // As many signs as no two conversations share.
            conversation: name.chars().take(22).collect(),
            text: owed.question.clone(),
            lang: owed.lang.clone(),
            history: self.history.of(conv),
        };
        let (slow, say) = (slow.clone(), self.say.clone());
        let task = tokio::spawn(async move {
            // Nobody hears it if the desk that asked is gone: the next one asks again.
            let tell = |what| drop(say.send(Said { conv, id, what }));
            let (result, rest) = ask(&slow, &question, |piece| tell(What::Piece(piece))).await;
            tell(What::Done { result: result.map(Box::new), rest });
        });
        self.flights.insert(conv, Flight { owed, pieces: 0, abort: task.abort_handle() });
    }

    /// The question of a conversation that this was said to.
    pub(super) fn flight(&mut self, said: &Said) -> Option<&mut Flight> {
        self.flights.get_mut(&said.conv).filter(|flight| flight.owed.id == said.id)
    }

    /// Stops asking in a conversation.
    pub(super) fn stop(&mut self, conv: ConvId) {
        self.flights.remove(&conv);
    }
}

/// Asks, and tells pieces at their pace where they are wanted.
async fn ask(
    slow: &Slow,
    question: &Question,
    mut tell: impl FnMut(String),
) -> (Result<Reply, NoAnswer>, String) {
    let (pieces, mut heard) = Pieces::channel();
    let bot = Arc::clone(&slow.bot);
    let answer = timeout(slow.settings.patience(), bot.answer(question, &pieces));
    // A bot that panics owes an answer all the same.
    let mut answer = Box::pin(AssertUnwindSafe(answer).catch_unwind());
    let (mut rest, mut due) = (String::new(), Instant::now() + PACE);
    let result = loop {
        tokio::select! {
            biased;
            Some(piece) = heard.recv() => rest.push_str(&piece),
            result = &mut answer => break result,
            () = sleep_until(due), if slow.settings.stream && !rest.is_empty() => {
                tell(std::mem::take(&mut rest));
                due = Instant::now() + PACE;
            }
        }
    };
    while let Ok(piece) = heard.try_recv() {
        rest.push_str(&piece);
    }
    let result = match result {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(NoAnswer::Late),
        Err(_) => Err(NoAnswer::Failed),
    };
    (result, rest)
}
