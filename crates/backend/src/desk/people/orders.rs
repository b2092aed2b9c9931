//! The desk's part: it keeps what was said, leaves the answer to people, and says what they say.

use rusqlite::{OptionalExtension as _, Transaction};
use sigilo_consent::days;
use sigilo_protocol::{Body, Content, ConvId};

use super::{
    super::{
        answer::Skip,
        office::{Desk, RoundError},
        store::{Kept, Step},
    },
    Line, PEOPLE, People, Said, Who, table,
};
use crate::{DatabaseError, names::log_name};

const DAY: u64 = 24 * 3_600;

impl Desk {
    /// What people see and do here; nothing on a desk that has none.
    pub fn people(&self) -> Option<People> {
        self.people.clone()
    }

    /// What the visitor has said, for people to see.
    pub(in crate::desk) fn heard(&self, id: &str, content: &Content) -> Said {
        let body = Body::new(id, content.clone());
        let line = |_: &People| Line::of(&body, Who::Visitor, self.clock.now());
        let lines = self.people.as_ref().and_then(line).into_iter().collect();
        Said { lines, ..Said::default() }
    }

    /// The same, with what the desk has answered by itself.
    pub(in crate::desk) fn answered(&self, said: Said, bodies: &[Body]) -> Said {
        let own = |body: &Body| Line::of(body, Who::Bot, self.clock.now());
        let own = bodies.iter().filter(|_| self.people.is_some()).filter_map(own);
        Said { lines: said.lines.into_iter().chain(own).collect(), ..said }
    }

    /// What a decision changes of what people may see.
    pub(in crate::desk) fn opened(&self, is_open: bool, is_known: bool) -> Said {
        let is_open = self.people.is_some().then(|| (is_open, self.clock.now()));
        Said { is_open, is_unknown: !is_known, ..Said::default() }
    }

    /// Whether people answer, and not the bot.
    pub(in crate::desk) async fn is_taken(&self, conv: ConvId) -> Result<bool, DatabaseError> {
        let sql = "SELECT taken_by IS NOT NULL FROM talks WHERE conv = ?1";
        let find = move |t: &Transaction<'_>| {
            t.query_row(sql, [conv.to_string()], |row| row.get(0)).optional()
        };
        Ok(self.people.is_some() && self.store.0.transact(find).await?.unwrap_or(false))
    }

    /// What is left of the answers where people answer: whatever it was about, the bot says nothing.
    pub(in crate::desk) async fn without_bot(
        &self,
        conv: ConvId,
        mut answers: Vec<Content>,
    ) -> Result<Vec<Content>, DatabaseError> {
        let is_bot_s = |content: &Content| {
            matches!(content, Content::Text { .. } | Content::Form { .. } | Content::Attachment(_))
        };
        if answers.iter().any(is_bot_s) && self.is_taken(conv).await? {
            answers.retain(|content| !is_bot_s(content));
            if answers.is_empty() {
                answers.push(Content::Ack);
            }
        }
        Ok(answers)
    }

    /// Says what people have said since the last look.
    pub(in crate::desk) async fn carry_out(&mut self) -> Result<(), RoundError> {
        let Some(people) = self.people.clone() else { return Ok(()) };
        let seals = self.store.1.clone();
        for (id, conv, body) in self.store.0.transact(move |t| table::orders(t, &seals)).await? {
            let conversation = log_name(conv);
            let is_taken =
                |body: &Body| matches!(&body.content, Content::Handoff { to } if to == PEOPLE);
            if self.slow.is_some() && body.as_ref().is_some_and(is_taken) {
                // What a bot was asked is not wanted any more, and it starts anew if it is asked again.
                self.changed.push((conv, true));
            }
            let done = match body {
                Some(body) => self.say_for_people(id, conv, body).await,
                None => Ok(false),
            };
            match done {
                Ok(true) => people.has_changed(),
                Err(Skip::Database(error)) => return Err(error.into()),
                Ok(false) | Err(_) => {
                    tracing::warn!(conversation, "what people said can't be told");
                    let drop = move |t: &Transaction<'_>| {
                        t.execute("DELETE FROM orders WHERE id = ?1", [id])
                    };
                    self.store.0.transact(drop).await?;
                }
            }
        }
        // After the words: whoever has said something writes no more.
        self.tell_beside().await
    }

    async fn say_for_people(&mut self, order: i64, conv: ConvId, body: Body) -> Result<bool, Skip> {
        if self.store.erased(conv).await?.is_some() {
            return Ok(false);
        }
        let is_said = matches!(body.content, Content::Text { .. } | Content::Attachment(_));
        if is_said && !self.may_answer(conv).await? {
            return Ok(false);
        }
        let (Some(lang), Some(mut state)) = self.recall(conv).await? else { return Ok(false) };
        let waiting = self.store.queue(conv).await?;
        let (answers, queue) = self.seal(&mut state, waiting, vec![body])?;
        let said = Said { order: Some(order), ..Said::default() };
        let step = Step { said, ..Step::said(conv, Kept { lang, state }, answers, queue) };
        self.store.commit(self.store.cursor().await?, step).await?;
        Ok(true)
    }

    /// Destroys what was said longer ago than it is kept: as long as the longest of the purposes that
    /// the chat can't do without, or less where the settings say so.
    pub(in crate::desk) async fn expire_history(&self) -> Result<(), DatabaseError> {
        let Some(people) = &self.people else { return Ok(()) };
        let required = self.policy.core().purposes.iter().filter(|purpose| purpose.required);
        let kept = required.filter_map(|purpose| days(&purpose.retention)).max().unwrap_or(0);
        let kept = match people.settings.history_days {
            0 => kept,
            less => kept.min(less),
        };
        let before = self.clock.now().saturating_sub(u64::from(kept) * DAY);
        if self.store.0.transact(move |t| table::expire(t, before)).await? > 0 {
            self.store.0.settle().await?;
        }
        Ok(())
    }
}
