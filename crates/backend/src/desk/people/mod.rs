//! The company's people: what they see of a conversation, and how they take part in it.
//!
//! A desk without [`Settings`] keeps nothing of what is said. With them it keeps, sealed, what may be
//! read, for as long as the policy says; people take a conversation over from the bot, answer, and
//! hand it back. What they do is stored before they are told that it is done; the desk seals and
//! posts it like an answer of the bot's. Who may do what is not decided here: ask `staff`.

mod acts;
mod calls;
mod line;
mod orders;
mod presence;
mod said;
mod settings;
mod table;
mod telling;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sigilo_protocol::{ConvId, MAX_ALT, Recipient, Role};
use tokio::sync::{Notify, watch};

pub use line::{Line, Who};
pub use presence::Beside;
pub use settings::Settings;

pub(super) use calls::{AtWork, Call};
pub(super) use said::Said;
pub(super) use table::{LEFT, TABLES, count, erase, forget_absent};

use self::presence::Presence;
use super::{
    figures::{Figures, Talks},
    files::{Filed, Held},
    identify::{IdentifyError, Verifier},
    store::Store,
};
use crate::{Clock, DatabaseError};

/// The people's id in the manifest.
pub const PEOPLE: &str = "people";

/// The id of who looks on.
pub const SUPERVISION: &str = "supervision";

/// Longest answer of a person's, in characters: it has room in an envelope in any script.
pub const MAX_TEXT: usize = 4_000;

/// What people see of a desk, and do there. Clones are of the same desk.
#[derive(Clone)]
pub struct People {
    pub(super) store: Store,
    pub(super) settings: Arc<Settings>,
    pub(super) verifier: Arc<Option<Verifier>>,
    pub(super) clock: Clock,
    pub(super) site: String,
    /// What is counted of their work, and of the bot's.
    pub(super) figures: Figures,
    /// Who speaks for them.
    pub(super) recipient: String,
    /// Told when the desk has something to say, or to look at again.
    pub(super) wake: Arc<Notify>,
    /// What passes: that somebody writes, and how far they have read.
    pub(super) presence: Presence,
    /// Who has a page open, to answer.
    work: calls::Work,
    /// Counts what people could see anew.
    changed: watch::Sender<u64>,
}

/// A conversation, without what was said.
#[derive(Clone, Debug)]
pub struct Talk {
    pub(super) conv: ConvId,
    /// Its name in the log; it asks a relay for nothing.
    pub name: String,
    /// What the visitor was asked in.
    pub lang: String,
    /// When it began, in seconds since 1970.
    pub began: u64,
    /// When somebody said something last.
    pub last: u64,
    /// Since when the visitor waits for people.
    pub waiting: Option<u64>,
    /// The account that answers; nothing where the bot does.
    pub taken_by: Option<String>,
    /// Whether what is said may be read.
    pub is_open: bool,
    /// Who the site's server says the visitor is.
    pub identity: Option<Identity>,
    /// Nobody can be answered there any more.
    pub is_lost: bool,
    /// When the visitor has signed out at the page; it is lost from then on.
    pub left_at: Option<u64>,
}

impl Talk {
    /// Whether the visitor can be answered, and told who reads.
    pub fn is_live(&self) -> bool {
        self.is_open && !self.is_lost
    }
}

/// Who a visitor is, by the site's server's word.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The server's name for the visitor.
    pub subject: String,
    /// What they are called, if the server says.
    pub name: Option<String>,
    /// When the desk was told, in seconds since 1970.
    pub at: u64,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identity(at {})", self.at)
    }
}

/// Somebody of the company's, as who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: String,
    /// The name that visitors read.
    pub name: String,
    /// Their picture, by its name beside the widget's files.
    pub picture: Option<String>,
}

/// Why something can't be done.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// There is no such conversation.
    #[error("there is no such conversation")]
    Unknown,
    /// Somebody else answers there.
    #[error("somebody else answers in this conversation")]
    Taken,
    /// It was not taken over.
    #[error("this conversation has to be taken over first")]
    NotTaken,
    /// The visitor has not allowed that, or not any more.
    #[error("the visitor has not allowed what this conversation needs")]
    Closed,
    /// No file, one that is too large, or of no type that can be sent.
    #[error("a file has to be of a media type that can be told, and at most 25 MiB")]
    File,
    /// A picture of which it is not said what it shows.
    #[error("a picture needs a text of 1 to {MAX_ALT} characters for who can't see it")]
    Alt,
    /// Nothing, or too much, to say.
    #[error("an answer has 1 to {MAX_TEXT} characters")]
    Text,
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl People {
    pub(super) fn new(
        store: Store,
        settings: Settings,
        clock: Clock,
        site: &str,
        recipient: &str,
        figures: Figures,
    ) -> Result<Self, IdentifyError> {
        let wake: Arc<Notify> = Arc::default();
        let verifier = settings.identify.clone();
        let verifier = verifier.map(|own| Verifier::new(own, wake.clone())).transpose()?;
        Ok(Self {
            store,
            settings: Arc::new(settings),
            verifier: Arc::new(verifier),
            clock,
            site: site.into(),
            figures,
            recipient: recipient.into(),
            wake,
            presence: Presence::default(),
            work: calls::Work::default(),
            changed: watch::Sender::new(0),
        })
    }

    /// The site that they answer for.
    pub fn site(&self) -> &str {
        &self.site
    }

    /// What is counted of their work, and of the bot's.
    pub fn figures(&self) -> &Figures {
        &self.figures
    }

    /// Whether somebody may look on without answering: whether the manifest names them.
    pub fn can_watch(&self) -> bool {
        !self.settings.supervision.is_empty()
    }

    /// Whether the visitor is told each time.
    pub fn tells_watching(&self) -> bool {
        self.settings.tell_watching
    }

    /// Changes whenever there is something else to see.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// The conversations, those first in which somebody waits, then the newest.
    pub async fn list(&self) -> Result<Vec<Talk>, DatabaseError> {
        let seals = self.store.1.clone();
        self.store.0.transact(move |t| table::list(t, &seals)).await
    }

    /// Counts the conversations, for the figures.
    pub(super) async fn sample(&self) -> Result<Talks, DatabaseError> {
        let now = self.clock.now();
        let talks = self.store.0.transact(move |t| table::talks(t, now)).await?;
        self.figures.sample(talks);
        Ok(talks)
    }

    /// A conversation by its name in the log.
    pub async fn find(&self, name: &str) -> Result<Talk, PeopleError> {
        let (seals, name) = (self.store.1.clone(), name.to_owned());
        let found = self.store.0.transact(move |t| table::find(t, &seals, &name)).await?;
        found.ok_or(PeopleError::Unknown)
    }

    /// What was said, oldest first; nothing where it may not be read.
    pub async fn lines(&self, talk: &Talk) -> Result<Vec<Line>, DatabaseError> {
        let (seals, conv) = (self.store.1.clone(), talk.conv);
        if !talk.is_open {
            return Ok(Vec::new());
        }
        self.store.0.transact(move |t| table::lines(t, &seals, conv)).await
    }

    /// What the visitor lets be seen beside their words; nothing unless they have allowed it.
    pub fn beside(&self, talk: &Talk) -> Beside {
        match talk.is_open {
            true => self.presence.beside(talk.conv, self.clock.now()),
            false => Beside::default(),
        }
    }

    /// What became of a conversation's files.
    pub(super) async fn files(&self, talk: &Talk) -> Result<Vec<Filed>, DatabaseError> {
        self.store.filed(talk.conv).await
    }

    /// A file of a conversation, if it may be looked at.
    pub(super) async fn file(
        &self,
        talk: &Talk,
        name: &str,
    ) -> Result<Option<Held>, DatabaseError> {
        self.store.held(talk.conv, name).await
    }

    /// How many words about who visitors are wait for their issuer's keys.
    #[cfg(test)]
    pub(super) fn waiting_tokens(&self) -> usize {
        self.verifier.as_ref().as_ref().map_or(0, Verifier::waiting)
    }

    /// What a manifest says of them.
    pub(super) fn recipients(&self) -> Vec<Recipient> {
        let named = [(PEOPLE, &self.settings.name), (SUPERVISION, &self.settings.supervision)];
        let recipient = |(id, name): &(&str, &String)| Recipient {
            id: (*id).into(),
            role: Role::Agent,
            name: (*name).clone(),
            sig: None,
            pre: Vec::new(),
            via: Some(self.recipient.clone()),
        };
        named.iter().filter(|(_, name)| !name.is_empty()).map(recipient).collect()
    }

    /// Whoever looks is told that there is something else to see.
    pub(super) fn has_changed(&self) {
        self.changed.send_modify(|count| *count = count.wrapping_add(1));
    }
}
