//! Forms: what the desk asks for, whether an answer is taken, and what becomes of it.
//!
//! An answer is taken only to a form that was asked here, for a purpose that stands, sealed for those
//! whom the policy names. Its values are opened once and kept under a key of their own, which is kept
//! under the conversation's: docs/protocol.md §8.1, docs/rights.md.

mod attached;
mod book;
mod check;
mod record;
mod table;
mod waiting;

use std::collections::BTreeMap;

use rusqlite::Transaction;
use sigilo_consent::{Status, days, in_order, standing};
use sigilo_protocol::{
    Body, Content, ConvId, Conversation, FieldKind, FormAnswer, Hash, HelloBox, Values,
};

pub use book::{FormFile, Forms, FormsError};
pub use record::{FormState, StoredForm};

pub(super) use attached::TABLE as FILES_TABLE;
pub(super) use record::{Place, Record};
pub(super) use table::{TABLE, count, count_bodies, erase, forget};

use self::attached::Waiting;
use super::{
    answer::{Decided, Skip},
    bot::{Form, FormEvent, FormFault, FormNews},
    office::Desk,
    seals::Seals,
};
use crate::{DatabaseError, events::Event};

const DAY: u64 = 24 * 3_600;

/// What an envelope changes of forms.
#[derive(Debug)]
pub(super) enum Change {
    /// A form is asked.
    Asked(Record),
    /// Values are kept; `true` if in the place of others.
    Answered(Box<Record>, Values, bool),
    /// Values go.
    Withdrawn(Record),
    /// An answer waits for its files.
    Waits(Waiting),
    /// The last of those is here, sealed.
    Came(i64, Vec<u8>),
    /// An answer is not wanted, whether it waits or would: what it brought goes.
    Dropped(ConvId, String),
}

impl Change {
    /// Stores the change.
    pub(super) fn commit(&self, t: &Transaction<'_>, seals: &Seals) -> rusqlite::Result<()> {
        match self {
            Self::Asked(record) => table::insert(t, seals, record),
            Self::Answered(record, values, _) => {
                let body = record.answer.as_ref().map_or("", |place| &place.body);
                attached::settle(t, &record.id(), body)?;
                table::keep(t, seals, record, values)
            }
            Self::Withdrawn(record) => table::destroy(t, &record.id(), FormState::Withdrawn),
            Self::Waits(waiting) => attached::insert(t, seals, waiting),
            Self::Came(id, blob) => attached::came(t, *id, blob),
            Self::Dropped(conv, body) => attached::forget(t, *conv, std::slice::from_ref(body)),
        }
    }

    /// What happened, and to which form; nothing while nobody knows yet.
    pub(super) fn happened(&self) -> Option<(&'static str, &Record)> {
        match self {
            Self::Asked(record) => Some(("form.asked", record)),
            Self::Answered(record, _, false) => Some(("form.stored", record)),
            Self::Answered(record, _, true) => Some(("form.changed", record)),
            Self::Withdrawn(record) => Some(("form.withdrawn", record)),
            Self::Waits(_) | Self::Came(..) | Self::Dropped(..) => None,
        }
    }

    /// Whether values are overwritten, which the journal may still have.
    pub(super) fn destroys(&self) -> bool {
        !matches!(self, Self::Asked(_) | Self::Came(..))
    }
}

impl Desk {
    /// A form as it is posted; nothing if it can't be said, or nobody could read its answer.
    pub(super) fn asked(&self, Form { title, purpose, fields }: Form) -> Option<Content> {
        let recipients = self.policy.core().purpose(&purpose).map(|purpose| &purpose.recipients);
        let is_read = recipients.is_some_and(|ids| ids.contains(&self.recipient));
        let content = Content::Form { title, purpose, fields };
        let is_takable = self.policy.core().attachments().is_some() || !asks_for_files(&content);
        let is_good = is_read && is_takable && Body::new("b", content.clone()).to_padded().is_ok();
        if !is_good {
            tracing::error!("the bot asked by a form that is none of the policy's");
        }
        is_good.then_some(content)
    }

    /// What is to be remembered of what is said: the forms.
    pub(super) fn forms_in(&self, conv: ConvId, bodies: &[Body]) -> Vec<Change> {
        let form = |body: &Body| Record::asked(conv, body, self.clock.now()).map(Change::Asked);
        bodies.iter().filter_map(form).collect()
    }

    /// Takes a form's answer, or says why not.
    pub(super) async fn take_answer(
        &self,
        state: &Conversation,
        conv: ConvId,
        place: Place,
        answer: FormAnswer,
        lang: String,
    ) -> Result<Decided, Skip> {
        let body = place.body.clone();
        if !self.may_answer(conv).await? {
            // Nobody reads it; that it is not kept is said all the same.
            let is_restricted = self.is_restricted(conv).await?;
            let reason = if is_restricted { FormFault::Restricted } else { FormFault::NotAllowed };
            let answers = vec![Content::FormRefused { of: body, reason }];
            return Ok(Decided { answers, lang, ..Decided::default() });
        }
        let Some(record) = self.store.form(conv, &answer.form).await? else {
            return Ok(self.refuse(conv, body, FormFault::Unknown, None, lang).await);
        };
        let form = record.to_form();
        let judged = self.judge(state, conv, place.clone(), &answer, record).await?;
        let judged = judged.and_then(|change| self.waits(conv, place, answer, change));
        Ok(match judged {
            Ok(Some(change @ Change::Answered(..))) => {
                self.taken_in(conv, form, lang, change).await
            }
            // Its files are fetched first; or it is for another recipient, who answers; or was replaced
            // before it came.
            Ok(change) => {
                let (answers, forms) = (vec![Content::Ack], change.into_iter().collect());
                Decided { answers, lang, forms, ..Decided::default() }
            }
            Err(fault) => self.refuse(conv, body, fault, Some(form), lang).await,
        })
    }

    /// Has the bot say that values are kept.
    async fn taken_in(&self, conv: ConvId, form: Form, lang: String, change: Change) -> Decided {
        let is_new = matches!(change, Change::Answered(_, _, false));
        let event = if is_new { FormEvent::Taken } else { FormEvent::Corrected };
        self.figures.filled_in(form.fields.iter().map(|field| field.kind));
        self.tell(conv, FormNews { form: Some(form), event }, lang, Some(change)).await
    }

    /// What a visitor takes back: the values, if they are of a form; else what has not come yet.
    pub(super) async fn take_back(
        &self,
        conv: ConvId,
        of: String,
        lang: String,
    ) -> Result<Decided, Skip> {
        let records = self.store.forms(conv).await?;
        let own = std::slice::from_ref(&of);
        let Some(record) = records.into_iter().find(|record| record.has(own)) else {
            // Were it brought later by a relay that turns the order, it would count as new.
            let files = vec![super::files::Change::Erased(Some(vec![of.clone()]))];
            let forms = vec![Change::Dropped(conv, of.clone())];
            return Ok(Decided { lang, dropped: Some(of), files, forms, ..Decided::default() });
        };
        let news = FormNews { form: Some(record.to_form()), event: FormEvent::Withdrawn };
        Ok(self.tell(conv, news, lang, Some(Change::Withdrawn(record))).await)
    }

    /// What was told for purposes that are not given any more after `decisions`.
    pub(super) async fn not_given(
        &self,
        conv: ConvId,
        decisions: &[(Hash, sigilo_consent::Decided)],
    ) -> Result<Vec<Change>, DatabaseError> {
        let given = Self::given(decisions.iter().map(|(_, decided)| decided.clone()).collect());
        let goes = |record: &Record| {
            record.state == FormState::Answered && !given.contains_key(&record.purpose)
        };
        let records = self.store.forms(conv).await?.into_iter();
        Ok(records.filter(goes).map(Change::Withdrawn).collect())
    }

    /// The purposes that are given, each with since when, in milliseconds since the epoch.
    fn given(decisions: Vec<sigilo_consent::Decided>) -> BTreeMap<String, u64> {
        let ordered = in_order(decisions);
        let given = standing(&ordered).into_iter();
        let given = given.filter(|(_, (status, _))| *status == Status::Given);
        given.map(|(id, (_, at_ms))| (id.to_owned(), at_ms)).collect()
    }

    /// Destroys what was kept for as long as its purpose allows.
    pub(super) async fn expire_forms(&self) -> Result<(), DatabaseError> {
        let now = self.clock.now();
        let expired = self.store.expire_forms(now).await?;
        if !expired.is_empty() {
            self.store.0.settle().await?;
        }
        for id in expired {
            let event = Event::new(now, &self.site, "deletion.retention", "desk");
            self.events.tell(&event.with("what", "form").with("id", id));
        }
        Ok(())
    }

    async fn judge(
        &self,
        state: &Conversation,
        conv: ConvId,
        place: Place,
        answer: &FormAnswer,
        record: Record,
    ) -> Result<Result<Option<Change>, FormFault>, Skip> {
        let decisions = self.store.decisions(conv).await?;
        let given = Self::given(decisions.into_iter().map(|(_, decided)| decided).collect());
        if self.is_restricted_for(conv, &record.purpose).await? {
            return Ok(Err(FormFault::Restricted));
        }
        let Some(since_ms) = given.get(&record.purpose) else {
            return Ok(Err(FormFault::NotAllowed));
        };
        let Some(manifest) = self.protocol.manifest(answer.mh) else {
            return Ok(Err(FormFault::Late));
        };
        let core = self.core(manifest.policy.hash).await?;
        if core.as_ref().is_some_and(|core| !self.holds(core, *since_ms)) {
            return Ok(Err(FormFault::NotAllowed));
        }
        let Some(purpose) = core.as_ref().and_then(|core| core.purpose(&record.purpose)) else {
            return Ok(Err(FormFault::Invalid));
        };
        let readers = manifest.readers().filter(|reader| purpose.recipients.contains(&reader.id));
        let to = answer.to.iter().map(|own| &own.to);
        if !readers.map(|reader| &reader.id).eq(to.clone()) {
            return Ok(Err(FormFault::Invalid));
        }
        if !to.clone().any(|id| *id == self.recipient) {
            return Ok(Ok(None));
        }
        if record.answer.as_ref().is_some_and(|last| place.is_before(last)) {
            return Ok(Ok(None));
        }
        let is_mine = |own: &&HelloBox| own.to == self.recipient;
        let kid = answer.to.iter().find(is_mine).map(|own| own.kid.as_str());
        if kid.is_some_and(|kid| !self.protocol.has_prekey(kid)) {
            return Ok(Err(FormFault::Late));
        }
        let values = state.values(&self.protocol, &place.body, answer, &record.purpose);
        let now = self.clock.now();
        let Some(values) = values.ok().filter(|values| check::fits(&record.fields, values, now))
        else {
            return Ok(Err(FormFault::Invalid));
        };
        let until = now + u64::from(days(&purpose.retention).unwrap_or_default()) * DAY;
        let was_answered = record.state == FormState::Answered;
        let (answer, state) = (Some(place), FormState::Answered);
        let record = Record { state, changed: now, until: Some(until), answer, ..record };
        Ok(Ok(Some(Change::Answered(Box::new(record), values, was_answered))))
    }

    /// Says that an answer is not taken, and then what the bot says to that.
    async fn refuse(
        &self,
        conv: ConvId,
        of: String,
        reason: FormFault,
        form: Option<Form>,
        lang: String,
    ) -> Decided {
        let event = FormEvent::Refused(reason);
        let mut decided = self.tell(conv, FormNews { form, event }, lang, None).await;
        // It acknowledges by itself.
        decided.answers.retain(|own| *own != Content::Ack);
        decided.answers.insert(0, Content::FormRefused { of, reason });
        decided
    }

    /// Has the bot say what became of an answer.
    async fn tell(
        &self,
        conv: ConvId,
        news: FormNews,
        lang: String,
        change: Option<Change>,
    ) -> Decided {
        let answers = self.ask(conv, lang.clone(), move |bot, lang| bot.on_form(&news, lang)).await;
        Decided { lang, answers, forms: change.into_iter().collect(), ..Decided::default() }
    }
}

fn asks_for_files(content: &Content) -> bool {
    let Content::Form { fields, .. } = content else { return false };
    fields.iter().any(|field| field.kind == FieldKind::File)
}
