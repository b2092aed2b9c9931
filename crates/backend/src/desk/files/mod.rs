//! Files (docs/protocol.md §11): what a visitor sends is fetched beside the desk's loop, opened whole,
//! held against what it says to be, scanned, and kept sealed; what the desk sends is sealed and at the
//! relay before its message is.
//!
//! A file that is not taken is said so, and nothing of it stays. One that nobody can vouch for is
//! quarantined: kept sealed, shown to nobody.

mod book;
mod fetch;
mod opened;
mod pages;
mod settings;
mod table;

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sigilo_protocol::{Attachment, Body, Content, ConvId, FileFault, FileKey, Hash, SealedFile};

pub use book::{Files, FilesError, StoredFile};
pub use settings::FilesSettings;

pub(super) use fetch::{Fetched, Fetching, Outcome, Wanted};
pub(super) use opened::open;
pub(super) use pages::{Filed, Held, shown_name};
pub(super) use table::{Change, TABLE, by_body, count, erase};

use self::table::Record;
use super::{
    answer::{Decided, Skip, named},
    bot::{FileNews, ReplyFile},
    client::ClientError,
    office::{Desk, RoundError},
    store::{Kept, Step},
};
use crate::events::Event;

/// How often the relay is asked in vain before a file counts as missing.
pub(super) const TRIES: u64 = 30;

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// It is to be fetched.
    Due,
    /// It is here, and may be looked at.
    Kept,
    /// It is here, and nobody knows whether it may.
    Quarantined,
    /// It goes to the visitor.
    Sending,
    /// The visitor can fetch it.
    Sent,
}

impl FileState {
    const ALL: [Self; 5] = [Self::Due, Self::Kept, Self::Quarantined, Self::Sending, Self::Sent];

    /// Its name in the table and in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Kept => "kept",
            Self::Quarantined => "quarantined",
            Self::Sending => "sending",
            Self::Sent => "sent",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What a message tells of a file, and the file, sealed under a new key; nothing if it is too large.
pub(super) fn sealed(
    name: &str,
    media: &str,
    bytes: &[u8],
    alt: Option<String>,
) -> Option<(Attachment, Vec<u8>)> {
    let key = FileKey::generate(&mut UnwrapErr(SysRng));
    let (bytes, sealed) = opened::seal(key, bytes).ok()?;
    let SealedFile { key, blob, size, .. } = sealed;
    let (name, media) = (name.to_owned(), media.to_owned());
    Some((Attachment { name, media, size, blob, key, alt }, bytes))
}

/// Files that were sealed to be sent, until the step that tells of them is stored.
#[derive(Default)]
pub(super) struct Outgoing(Mutex<HashMap<Hash, (String, Vec<u8>)>>);

impl Outgoing {
    /// Holds a file, sealed, under the id of the body that tells this desk of it.
    pub(super) fn hold(&self, file: &Attachment, body: String, blob: Vec<u8>) {
        let mut own = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        own.insert(file.blob, (body, blob));
    }

    /// A file that is held: it is, no longer.
    pub(super) fn taken(&self, file: &Attachment) -> Option<(String, Vec<u8>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&file.blob)
    }
}

impl Desk {
    /// Takes a file that a visitor tells of, or says why not.
    pub(super) async fn take_file(
        &self,
        conv: ConvId,
        body: &str,
        file: &Attachment,
        lang: String,
    ) -> Result<Decided, Skip> {
        let told = Body::new(body, Content::Attachment(file.clone()));
        if let Some(reason) = self.fault(conv, file).await? {
            self.note("file.refused", "visitor", |event| {
                event.about(conv).with("reason", reason.name())
            });
            let answers = vec![Content::AttachmentRefused { of: body.into(), reason }];
            return Ok(Decided { answers, lang, ..Decided::default() });
        }
        let said = self.heard(body, &told.content);
        let (answers, files) = (vec![Content::Ack], vec![Change::Offered(told)]);
        Ok(Decided { answers, lang, said, files, ..Decided::default() })
    }

    async fn fault(&self, conv: ConvId, file: &Attachment) -> Result<Option<FileFault>, Skip> {
        if !self.may_answer(conv).await? {
            return Ok(Some(FileFault::NotAllowed));
        }
        let Some(own) = self.policy.core().attachments().filter(|own| own.takes(&file.media))
        else {
            return Ok(Some(FileFault::Kind));
        };
        if file.size > own.max_bytes {
            return Ok(Some(FileFault::Size));
        }
        let count = self.store.count_files(conv).await?;
        Ok((count >= own.max_count).then_some(FileFault::Count))
    }

    /// Begins to fetch what is due.
    pub(super) async fn fetch_files(&self, fetching: &mut Fetching) -> Result<(), RoundError> {
        let files = self.store.files_of(FileState::Due).await?.into_iter();
        let files = files.map(|own| (Wanted::Message(own.id), own.conv, own.file));
        let forms = self.store.due_form_files().await?.into_iter();
        let forms = forms.map(|own| (Wanted::Form(own.id), own.conv, own.file));
        for due in files.chain(forms) {
            if fetching.has_room_for(due.0) {
                fetching.start(self.client.clone(), self.scanner.clone(), due);
            }
        }
        Ok(())
    }

    /// Takes what a task has found: keeps the file, or tells its visitor why not.
    pub(super) async fn file_came(
        &mut self,
        fetching: &mut Fetching,
        Fetched { wanted, outcome }: Fetched,
    ) -> Result<(), RoundError> {
        fetching.land(wanted, matches!(outcome, Outcome::Again));
        let id = match wanted {
            Wanted::Message(id) => id,
            Wanted::Form(id) => return self.form_file_came(id, outcome).await,
        };
        let due = self.store.files_of(FileState::Due).await?;
        let Some(record) = due.into_iter().find(|record| record.id == id) else { return Ok(()) };
        let Record { conv, tries, .. } = record;
        let (change, kind, reason, found) = match outcome {
            Outcome::Again if tries < TRIES => return Ok(self.store.try_file(id).await?),
            Outcome::Again => (Change::Dropped(id), "refused", Some(FileFault::Missing), None),
            Outcome::Bad(fault, found) => (Change::Dropped(id), "refused", Some(fault), found),
            Outcome::Unsure(why, blob) => {
                let change = Change::Came(id, FileState::Quarantined, blob);
                (change, "quarantined", Some(FileFault::Unsafe), Some(why))
            }
            Outcome::Good(blob) => (Change::Came(id, FileState::Kept, blob), "taken", None, None),
        };
        let event = Event::new(self.clock.now(), &self.site, &format!("file.{kind}"), "desk");
        let event = event.about(conv).with("file", &record.name);
        let mut event = event.with("media", &record.file.media).with("size", record.file.size);
        if let Some(reason) = reason {
            event = event.with("reason", reason.name());
        }
        if let Some(found) = found {
            event = event.with("found", found);
        }
        self.settle(record, change, reason, event).await
    }

    /// Tells what became of a file, and stores that with what was said.
    async fn settle(
        &mut self,
        record: Record,
        change: Change,
        reason: Option<FileFault>,
        event: Event,
    ) -> Result<(), RoundError> {
        let Record { id, conv, body, .. } = record;
        let (Some(lang), Some(mut state)) = self.recall(conv).await? else {
            // Nobody is left to tell.
            let gone = move |t: &rusqlite::Transaction<'_>| {
                t.execute("DELETE FROM files WHERE id = ?1", [id])
            };
            self.store.0.transact(gone).await?;
            return Ok(());
        };
        let answers = match reason {
            Some(reason) => vec![Content::AttachmentRefused { of: body, reason }],
            None => {
                let news = FileNews { media: record.file.media };
                let said =
                    self.ask(conv, lang.clone(), move |bot, lang| bot.on_file(&news, lang)).await;
                let said = self.without_bot(conv, said).await?;
                said.into_iter().filter(|own| *own != Content::Ack).collect()
            }
        };
        let bodies = named(answers);
        let mut files = self.files_in(&bodies);
        files.push(change);
        let said = self.answered(Default::default(), &bodies);
        let (answers, queue) = self.seal_or_lose(conv, &mut state, bodies).await?;
        let destroys = files.iter().any(Change::destroys);
        let spoken = Step::said(conv, Kept { lang, state }, answers, queue);
        let step = Step { files, said, events: vec![event.clone()], ..spoken };
        self.store.commit(self.store.cursor().await?, step).await?;
        if destroys {
            self.store.0.settle().await?;
        }
        self.others.tell(&event);
        if let Some(people) = &self.people {
            people.has_changed();
        }
        self.post_waiting().await
    }

    /// A file as it is posted, sealed; nothing if it can't be sent.
    pub(super) fn sent_file(&self, file: ReplyFile) -> Option<Content> {
        let ReplyFile { name, media, bytes, alt } = file;
        let (file, blob) = sealed(&name, &media, &bytes, alt)?;
        self.outgoing.hold(&file, String::new(), blob);
        Some(Content::Attachment(file))
    }

    /// What is to be remembered of what is said: the files, and the pictures in it.
    pub(super) fn files_in(&self, bodies: &[Body]) -> Vec<Change> {
        let file = |body: &Body| match &body.content {
            Content::Attachment(file) => {
                let held = self.outgoing.taken(file);
                held.map(|(_, blob)| Change::Sends(body.clone(), blob)).into_iter().collect()
            }
            _ => self.pictures_in(body),
        };
        let files = bodies.iter().flat_map(file).collect();
        // What was not said after all is sealed anew if it ever is.
        self.outgoing.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
        files
    }

    /// Takes files to the relay: before anything is posted, so that whoever is told of one finds it.
    pub(super) async fn upload_files(&mut self) -> Result<(), RoundError> {
        for record in self.store.files_of(FileState::Sending).await? {
            let Record { id, conv, file, .. } = record;
            let Some(blob) = self.store.blob(id).await? else {
                self.store.sent(id).await?;
                continue;
            };
            match self.client.upload(conv, file.blob, blob, &self.keys.signing).await {
                Ok(()) => self.note("file.sent", "desk", |event| {
                    event.about(conv).with("media", &file.media).with("size", file.size)
                }),
                Err(error @ ClientError::Refused(..)) => {
                    tracing::error!(%error, "a file is refused for good");
                }
                Err(error) => return Err(error.into()),
            }
            self.store.sent(id).await?;
        }
        Ok(())
    }
}
