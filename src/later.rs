//! The seam between what loads at once and what loads once the visitor has allowed.
//!
//! In a release the widget's wasm is split here: all that only [`Chat`]'s implementation reaches
//! (keys, storage, sessions, requests that carry something) is a file of its own, and [`load`]
//! fetches it. In any other build both are one file, and [`load`] has nothing to wait for.

use futures::future::LocalBoxFuture;
use sigilo_consent::{Decision, Standing};
use sigilo_protocol::Hash;

use crate::{
    driver::{Inbox, Offer, Setup},
    state::{Command, Connection, Problem, State},
    store::Shelf,
    transport::{Batch, RelayError},
};

/// What was decided in an earlier load.
pub(crate) struct Earlier {
    pub(crate) standings: Vec<Standing>,
    /// The identity key whose manifest was accepted last.
    pub(crate) identity: Hash,
    /// The highest `ver` of a manifest of that key that was seen.
    pub(crate) ver: u64,
}

/// There is a record, and it can't be read.
pub(crate) struct Unread;

/// What a look for the record comes to.
pub(crate) type Looked<'a> = LocalBoxFuture<'a, Result<Option<Earlier>, Unread>>;

/// How the visitor comes to the conversation, or to the end of it.
pub(crate) enum Entry {
    /// By deciding, on the notice that was shown.
    Decided(Decision),
    /// By an earlier decision.
    Resumed,
    /// To the notice: what an earlier decision was about has changed, or it is over.
    Asked,
}

/// What happens beside the driver's loop.
pub(crate) enum Event {
    /// The relay has envelopes.
    Arrived(Batch),
    /// The relay has taken this envelope of the outbox, or refused it for good.
    Posted(String, Result<u64, RelayError>),
    /// What keeps the relay from taking and giving anything; nothing if it does both.
    Away(Option<Connection>),
    /// A part that something waits for was fetched, or could not be.
    Fetched,
    /// Another tab changed the record.
    Changed,
    /// The relay has erased the conversation.
    Gone,
    /// The manifest or this load is over.
    Over,
    /// The recipients had time to answer the hello.
    Overdue,
    /// What is being written has stood for a moment.
    Drafted,
}

/// Why the conversation can't go on as it is.
pub(crate) enum Setback {
    /// Something the visitor has to know.
    Problem(Problem),
    /// Nobody answered the hello.
    Unanswered,
    /// A new hello is due: a recipient asks for it, or what the conversation rests on is over.
    Anew,
    /// While this tab asks, another has decided.
    Decided,
}

/// The record of this site's chat in this browser, and the conversation on it.
pub(crate) trait Chat {
    /// Looks for what an earlier load left in the browser, or this one in the page.
    fn find<'a>(&'a mut self, shelf: &'a Shelf) -> Looked<'a>;

    /// Records the decision, says hello, and starts to send what was typed meanwhile; where nothing
    /// is allowed, tells no more than that, and where the visitor is to decide, asks. Whether the
    /// chat is allowed.
    fn begin(&mut self, offer: Offer, entry: Entry) -> LocalBoxFuture<'_, Result<bool, Problem>>;

    /// Ends the conversation of this load, and gives back what the visitor decides about.
    fn release(&mut self) -> Option<Offer>;

    /// Shows the privacy panel; `offer` is what the visitor is deciding about for the first time.
    fn open_panel<'a>(&'a mut self, offer: Option<&'a Offer>) -> LocalBoxFuture<'a, ()>;

    /// The visitor wants the receipt of a refusal that was stored and sent nowhere.
    fn keep_refusal<'a>(&'a self, offer: &'a Offer) -> LocalBoxFuture<'a, ()>;

    /// What the visitor does in the conversation, or while its notice waits for an answer.
    fn obey(&mut self, command: Command) -> LocalBoxFuture<'_, ()>;

    /// What happened beside the loop.
    fn take(&mut self, event: Event) -> LocalBoxFuture<'_, Result<(), Setback>>;

    /// Shows the notice in the visitor's language.
    fn present(&mut self);

    /// Destroys what this browser has, also what can't be read; what its key may still read at the relay ends.
    fn log_out<'a>(&'a mut self, setup: &'a Setup) -> LocalBoxFuture<'a, Result<(), LoadError>>;

    /// Ends the conversation of this load; the record stays.
    fn end(&mut self);
}

/// The part could not be fetched.
#[derive(Debug)]
pub(crate) struct LoadError;

impl From<LoadError> for Problem {
    fn from(_: LoadError) -> Self {
        Self::Unreachable
    }
}

/// Fetches what runs from here on. Called after Allow, or where an earlier load left a record.
pub(crate) async fn load(state: State, inbox: Inbox) -> Result<Box<dyn Chat>, LoadError> {
    split::chat(state, inbox).await
}

#[cfg(not(feature = "split"))]
mod split {
    use super::*;

    pub(super) async fn chat(state: State, inbox: Inbox) -> Result<Box<dyn Chat>, LoadError> {
        Ok(crate::chat::chat(state, inbox))
    }
}

#[cfg(feature = "split")]
mod split {
    use super::*;

    impl From<wasm_split_helpers::SplitLoaderError> for LoadError {
        fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
            Self
        }
    }

    #[wasm_split_helpers::wasm_split(chat, fallible)]
    pub(super) fn chat(state: State, inbox: Inbox) -> Result<Box<dyn Chat>, LoadError> {
        Ok(crate::chat::chat(state, inbox))
    }
}
