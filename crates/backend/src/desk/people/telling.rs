//! What is told beside the words, each way, by the visitor's purpose `presence`: the desk's part.

use getrandom::SysRng;
use rand_core::UnwrapErr;
use rusqlite::Transaction;
use sigilo_consent::PRESENCE;
use sigilo_protocol::{Body, Content, ConvId, random_id};

use super::{
    super::{
        answer::Skip,
        office::{Desk, RoundError},
        store::{Kept, Step},
    },
    table,
};
use crate::{DatabaseError, names::log_name};

impl Desk {
    /// The visitor says that they write, or what they have read: for people to see, where it is allowed.
    pub(in crate::desk) async fn notice(
        &self,
        conv: ConvId,
        content: &Content,
    ) -> Result<(), DatabaseError> {
        let Some(people) = &self.people else { return Ok(()) };
        if self.allows(conv, PRESENCE).await?.is_none() {
            return Ok(());
        }
        let now = self.clock.now();
        let is_news = match content {
            Content::Typing { on, .. } => people.presence.writes(conv, *on, now),
            Content::Read { upto } => {
                let body = upto.clone();
                let row = move |t: &Transaction<'_>| table::row_of(t, conv, &body);
                // Only what was said here was read; a visitor's browser could name anything.
                let row = self.store.0.transact(row).await?;
                row.is_some_and(|row| people.presence.has_read(conv, row, upto, now))
            }
            _ => false,
        };
        if is_news {
            people.has_changed();
        }
        Ok(())
    }

    /// Whoever has said something writes no more.
    pub(in crate::desk) fn has_written(&self, conv: ConvId) {
        if let Some(people) = &self.people {
            people.presence.writes(conv, false, self.clock.now());
        }
    }

    /// What was known of a visitor beside their words is not any more.
    pub(in crate::desk) fn forget_beside(&self, conv: ConvId) {
        if let Some(people) = self.people.as_ref().filter(|people| people.presence.forget(conv)) {
            people.has_changed();
        }
    }

    /// A new load of the visitor's was told nothing yet.
    pub(in crate::desk) fn begins_beside(&self, conv: ConvId) {
        if let Some(people) = &self.people {
            people.presence.begins(conv);
        }
    }

    /// Tells visitors who allow it that a person writes, and what a person has read.
    pub(super) async fn tell_beside(&mut self) -> Result<(), RoundError> {
        let Some(people) = self.people.clone() else { return Ok(()) };
        for (conv, (content, picture)) in people.presence.take() {
            match self.say_beside(conv, &content, picture).await {
                Ok(true) => people.presence.told(conv, &content, self.clock.now()),
                Ok(false) => {}
                Err(Skip::Database(error)) => return Err(error.into()),
                Err(reason) => {
                    tracing::warn!(conversation = log_name(conv), %reason, "presence can't be told");
                }
            }
        }
        Ok(())
    }

    async fn say_beside(
        &mut self,
        conv: ConvId,
        content: &Content,
        picture: Option<String>,
    ) -> Result<bool, Skip> {
        if self.allows(conv, PRESENCE).await?.is_none() {
            return Ok(false);
        }
        let (Some(lang), Some(mut state)) = self.recall(conv).await? else { return Ok(false) };
        let waiting = self.store.queue(conv).await?;
        let body =
            Body { picture, ..Body::new(&random_id(&mut UnwrapErr(SysRng)), content.clone()) };
        let (answers, queue) = self.seal(&mut state, waiting, vec![body])?;
        let step = Step::said(conv, Kept { lang, state }, answers, queue);
        self.store.commit(self.store.cursor().await?, step).await?;
        Ok(true)
    }
}
