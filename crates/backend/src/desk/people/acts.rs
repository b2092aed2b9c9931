//! What people do in a conversation: stored with the word to the visitor, in one transaction, before
//! they are told that it is done.

use std::time::Duration;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use rusqlite::{Transaction, params};
use sigilo_consent::media_of;
use sigilo_protocol::{Body, By, Content, ConvId, Format, MAX_ALT, random_id};

use super::{
    super::files::{self, shown_name},
    Line, MAX_TEXT, PEOPLE, People, PeopleError, Person, SUPERVISION, Talk, Who, said, table,
};
use crate::{DatabaseError, desk::figures};

impl People {
    /// Answers from now on in place of the bot, which the visitor is told.
    pub async fn take(&self, talk: &Talk, person: &Person) -> Result<(), PeopleError> {
        if !talk.is_live() {
            return Err(PeopleError::Closed);
        }
        let sql = "UPDATE talks SET taken_by = ?2, waiting = coalesce(waiting, ?3) \
                   WHERE conv = ?1 AND taken_by IS NULL AND is_open = 1 AND left_at IS NULL";
        let body = self.body(Content::Handoff { to: PEOPLE.into() });
        let (conv, account, now) = (talk.conv, person.account.clone(), self.clock.now());
        let seals = self.store.1.clone();
        let take = move |t: &Transaction<'_>| {
            let is_new = t.execute(sql, params![conv.to_string(), account, now])? == 1;
            is_new.then(|| table::order(t, &seals, conv, &body)).transpose()
        };
        self.store.0.transact(take).await?.ok_or(PeopleError::Taken)?;
        self.ordered();
        Ok(())
    }

    /// Says something, in a conversation that was taken over by the same account.
    pub async fn say(&self, talk: &Talk, person: &Person, text: &str) -> Result<(), PeopleError> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > MAX_TEXT {
            return Err(PeopleError::Text);
        }
        if !talk.is_live() {
            return Err(PeopleError::Closed);
        }
        let (seals, conv, account) = (self.store.1.clone(), talk.conv, person.account.clone());
        let mut body = self.body(Content::Text {
            text: text.into(),
            lang: None,
            suggestions: Vec::new(),
            format: Format::Plain,
            by: Some(by(person)),
            cards: None,
        });
        body.picture.clone_from(&person.picture);
        let line = Line::of(&body, Who::Person(person.name.clone()), self.clock.now());
        let say = move |t: &Transaction<'_>| {
            if !is_taken_by(t, conv, &account)? {
                return Ok(None);
            }
            if let Some(line) = &line {
                table::insert(t, &seals, conv, line)?;
                said::seen(t, conv, line)?;
            }
            table::order(t, &seals, conv, &body).map(Some)
        };
        self.store.0.transact(say).await?.ok_or(PeopleError::NotTaken)?;
        if let Some(since) = talk.waiting {
            let waited = self.clock.now().saturating_sub(since);
            self.figures.answered(figures::By::People, Duration::from_secs(waited));
        }
        self.presence.said(talk.conv, self.clock.now());
        self.ordered();
        Ok(())
    }

    /// Sends a file, in a conversation that was taken over by the same account. What it is its first bytes
    /// say; of a picture, `alt` says what it shows.
    pub(in super::super) async fn send(
        &self,
        talk: &Talk,
        person: &Person,
        name: &str,
        bytes: &[u8],
        alt: &str,
    ) -> Result<(), PeopleError> {
        if !talk.is_live() {
            return Err(PeopleError::Closed);
        }
        let media = media_of(bytes).ok_or(PeopleError::File)?;
        let alt = alt.trim();
        let is_picture = media.starts_with("image/");
        if is_picture && !(1..=MAX_ALT).contains(&alt.chars().count()) {
            return Err(PeopleError::Alt);
        }
        let alt = is_picture.then(|| alt.to_owned());
        let sealed = files::sealed(&shown_name(name), media, bytes, alt);
        let (file, blob) = sealed.ok_or(PeopleError::File)?;
        let body = self.body(Content::Attachment(file));
        let (seals, conv, account) = (self.store.1.clone(), talk.conv, person.account.clone());
        let (now, name) = (self.clock.now(), person.name.clone());
        let line = Line::of(&body, Who::Person(name), now);
        let send = move |t: &Transaction<'_>| {
            if !is_taken_by(t, conv, &account)? {
                return Ok(None);
            }
            if let Some(line) = &line {
                table::insert(t, &seals, conv, line)?;
                said::seen(t, conv, line)?;
            }
            table::order(t, &seals, conv, &body)?;
            files::Change::Sends(body, blob).commit(t, &seals, conv, now).map(Some)
        };
        self.store.0.transact(send).await?.ok_or(PeopleError::NotTaken)?;
        self.ordered();
        Ok(())
    }

    /// Lets the visitor know that somebody writes, in a conversation that was taken over by the same
    /// account; the desk tells it where the visitor has allowed that.
    pub fn writes(&self, talk: &Talk, person: &Person) -> Result<(), PeopleError> {
        if !talk.is_live() {
            return Err(PeopleError::Closed);
        }
        if talk.taken_by.as_ref() != Some(&person.account) {
            return Err(PeopleError::NotTaken);
        }
        let writes = Content::Typing { on: true, by: Some(by(person)) };
        let picture = person.picture.clone();
        if self.presence.tell_writing(talk.conv, (writes, picture), self.clock.now()) {
            self.wake.notify_one();
        }
        Ok(())
    }

    /// Lets the visitor know that somebody has read up to this body of theirs, likewise.
    pub fn reads(&self, talk: &Talk, upto: &str) {
        if talk.is_open && self.presence.tell_read(talk.conv, upto, self.clock.now()) {
            self.wake.notify_one();
        }
    }

    /// Hands a conversation back to the bot, which the visitor is told. Who has taken it does that, or
    /// whoever `is_anybody`.
    pub async fn hand_back(
        &self,
        talk: &Talk,
        person: &Person,
        is_anybody: bool,
    ) -> Result<(), PeopleError> {
        let sql = "UPDATE talks SET taken_by = NULL, waiting = NULL \
                   WHERE conv = ?1 AND taken_by IS NOT NULL AND (taken_by = ?2 OR ?3)";
        let body = self.body(Content::Handoff { to: self.recipient.clone() });
        let (seals, conv, account) = (self.store.1.clone(), talk.conv, person.account.clone());
        let back = move |t: &Transaction<'_>| {
            let was_taken = t.execute(sql, params![conv.to_string(), account, is_anybody])? == 1;
            was_taken.then(|| table::order(t, &seals, conv, &body)).transpose()
        };
        self.store.0.transact(back).await?.ok_or(PeopleError::NotTaken)?;
        self.ordered();
        Ok(())
    }

    /// Tells the visitor whether somebody looks on, unless the settings leave that to the notice.
    pub async fn watched(&self, talk: &Talk, is_watched: bool) -> Result<(), DatabaseError> {
        if !self.settings.tell_watching || talk.is_lost {
            return Ok(());
        }
        let present = is_watched.then(|| SUPERVISION.to_owned()).into_iter().collect();
        // No manifest has to be fetched for it.
        let body = self.body(Content::Recipients { ver: 0, present: Some(present) });
        let (seals, conv) = (self.store.1.clone(), talk.conv);
        self.store.0.transact(move |t| table::order(t, &seals, conv, &body)).await?;
        self.ordered();
        Ok(())
    }

    fn ordered(&self) {
        self.wake.notify_one();
        self.has_changed();
    }

    fn body(&self, content: Content) -> Body {
        Body::new(&random_id(&mut UnwrapErr(SysRng)), content)
    }
}

/// A person, as the visitor reads of them.
fn by(person: &Person) -> By {
    let name: String = person.name.chars().take(80).collect();
    By { id: PEOPLE.into(), name: (!name.is_empty()).then_some(name) }
}

fn is_taken_by(t: &Transaction<'_>, conv: ConvId, account: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM talks WHERE conv = ?1 AND taken_by = ?2 \
               AND is_open = 1 AND left_at IS NULL)";
    t.query_row(sql, [&conv.to_string(), account], |row| row.get(0))
}
