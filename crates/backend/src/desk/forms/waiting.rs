//! Answers that bring files wait until these are here, opened and scanned, and are judged again then: so
//! what was taken before stays until something takes its place.

use sigilo_protocol::{Content, ConvId, FileFault, FormAnswer};

use super::{
    Change, FormFault, Place,
    attached::{self, Due, Going, Waiting},
};
use crate::{
    desk::{
        answer::{Decided, Skip, named},
        client::ClientError,
        files::{Outcome, TRIES},
        office::{Desk, RoundError},
        store::{Kept, Step},
    },
    events::Event,
};

impl Desk {
    /// What is kept of an answer for now: all of it, or that it waits for its files.
    pub(super) fn waits(
        &self,
        conv: ConvId,
        place: Place,
        answer: FormAnswer,
        change: Option<Change>,
    ) -> Result<Option<Change>, FormFault> {
        let Some(Change::Answered(record, values, _)) = &change else { return Ok(change) };
        let files = attached::files(&record.fields, values);
        if files.is_empty() {
            return Ok(change);
        }
        let files: Vec<_> = files.into_iter().map(|(_, file)| file).collect();
        let own = self.policy.core().attachments();
        let is_taken = own.is_some_and(|own| {
            files.iter().all(|file| own.takes(&file.media) && file.size <= own.max_bytes)
        });
        let form = record.id();
        is_taken
            .then_some(Some(Change::Waits(Waiting { conv, form, place, answer, files })))
            .ok_or(FormFault::File)
    }

    /// Takes what a task has found of a file that an answer waits for.
    pub(in crate::desk) async fn form_file_came(
        &mut self,
        id: i64,
        outcome: Outcome,
    ) -> Result<(), RoundError> {
        let due = self.store.due_form_files().await?;
        let Some(own) = due.iter().find(|own| own.id == id).cloned() else { return Ok(()) };
        let (reason, found, blob) = match outcome {
            Outcome::Again if own.tries < TRIES => {
                return Ok(self.store.try_form_file(id).await?);
            }
            Outcome::Again => (FileFault::Missing, None, None),
            Outcome::Bad(fault, found) => (fault, found, None),
            Outcome::Unsure(why, _) => (FileFault::Unsafe, Some(why), None),
            Outcome::Good(blob) => (FileFault::Invalid, None, Some(blob)),
        };
        let Some(blob) = blob else {
            let event = Event::new(self.clock.now(), &self.site, "file.refused", "desk");
            let event = event.about(own.conv).with("form", &own.form);
            let event = event.with("media", &own.file.media).with("size", own.file.size);
            let event = event.with("reason", reason.name());
            let event = found.map_or(event.clone(), |found| event.with("found", found));
            return self.settle_answer(own, None, Some(event)).await;
        };
        if due.iter().any(|other| other.id != id && other.place.body == own.place.body) {
            return Ok(self.store.keep_form_file(id, blob).await?);
        }
        self.settle_answer(own, Some(blob), None).await
    }

    /// Judges an answer that has waited: its last file is here, or one of them is not taken.
    async fn settle_answer(
        &mut self,
        own: Due,
        blob: Option<Vec<u8>>,
        event: Option<Event>,
    ) -> Result<(), RoundError> {
        let Due { id, conv, place, answer, .. } = own;
        let body = place.body.clone();
        let dropped = Change::Dropped(conv, body.clone());
        let (Some(lang), Some(mut state)) = self.recall(conv).await? else {
            // Nobody is left to tell.
            let gone = move |t: &rusqlite::Transaction<'_>| {
                attached::forget(t, conv, std::slice::from_ref(&body))
            };
            return Ok(self.store.0.transact(gone).await?);
        };
        let record = self.store.form(conv, &answer.form).await?;
        let form = record.as_ref().map(super::Record::to_form);
        let judged = match (blob, record) {
            (None, _) => Err(FormFault::File),
            (Some(_), None) => Err(FormFault::Unknown),
            (Some(_), Some(_)) if !self.may_answer(conv).await? => Err(FormFault::NotAllowed),
            (Some(blob), Some(record)) => {
                match self.judge(&state, conv, place, &answer, record).await {
                    Ok(judged) => judged.map(|change| change.map(|change| (blob, change))),
                    Err(Skip::Database(error)) => return Err(error.into()),
                    Err(Skip::Client(error)) => return Err(error.into()),
                    Err(_) => Err(FormFault::Invalid),
                }
            }
        };
        let decided = match (judged, form) {
            (Ok(Some((blob, change))), Some(form)) => {
                let mut decided = self.taken_in(conv, form, lang, change).await;
                // It was acknowledged as it came.
                decided.answers.retain(|own| *own != Content::Ack);
                decided.forms.insert(0, Change::Came(id, blob));
                decided
            }
            (Err(fault), form) => {
                let mut decided = self.refuse(conv, body, fault, form, lang).await;
                decided.forms.push(dropped);
                decided
            }
            // Another has taken its place meanwhile.
            _ => Decided { lang, forms: vec![dropped], ..Decided::default() },
        };
        let Decided { lang, answers, mut forms, .. } = decided;
        let bodies = named(self.without_bot(conv, answers).await?);
        forms.extend(self.forms_in(conv, &bodies));
        let files = self.files_in(&bodies);
        let said = self.answered(Default::default(), &bodies);
        let (answers, queue) = self.seal_or_lose(conv, &mut state, bodies).await?;
        let spoken = Step::said(conv, Kept { lang, state }, answers, queue);
        let mut step = Step { forms, files, said, ..spoken };
        let events: Vec<Event> = event.into_iter().chain(self.happened(&step)).collect();
        step.events.clone_from(&events);
        self.store.commit(self.store.cursor().await?, step).await?;
        self.store.0.settle().await?;
        events.iter().for_each(|event| self.others.tell(event));
        if let Some(people) = &self.people {
            people.has_changed();
        }
        self.post_waiting().await
    }

    /// Takes away at the relay what forms have brought and is destroyed here.
    pub(in crate::desk) async fn take_form_files_away(&mut self) -> Result<(), RoundError> {
        for Going { id, conv, hash } in self.store.going_form_files().await? {
            match self.client.take_away(conv, hash, &self.keys.signing).await {
                Ok(()) | Err(ClientError::Refused(404 | 410, _)) => {}
                Err(ClientError::Refused(403, _)) => return Ok(()),
                Err(error @ ClientError::Refused(..)) => {
                    tracing::error!(%error, "a form's file is not taken away at the relay");
                }
                Err(error) => return Err(error.into()),
            }
            self.store.form_file_gone(id).await?;
        }
        Ok(())
    }
}
