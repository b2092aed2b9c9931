//! One envelope: opened, judged, answered, stored.

use std::{sync::Arc, time::Instant};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sigilo_consent::Reason;
use sigilo_protocol::{
    Body, Content, ConvId, Conversation, Envelope, EnvelopeError, Kind, ReceiveError, Refusal,
    SealError, Unsigned, random_id,
};

use super::{
    bot::{Bot, Reply},
    client::{ClientError, Item},
    figures::By,
    files,
    forms::{self, Place},
    office::{Desk, RoundError},
    people::{Call, Said},
    ratings::{Given, Ratings},
    rights::{Asked, Change, Erased, Taken},
    slow,
    store::{Consented, Kept, Step},
};
use crate::{DatabaseError, names::log_name};

/// Why an envelope is passed over. None tells what was in it.
#[derive(Debug, thiserror::Error)]
pub(super) enum Skip {
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    #[error("the envelope was received before")]
    Duplicate,
    /// Told alike, whichever it is; the event has the reason.
    #[error("the envelope was refused")]
    Refused(Refusal),
    /// What a start of this desk has read that this one does not remember.
    #[error("the envelope was read by an earlier start")]
    ReadEarlier,
    #[error(transparent)]
    Receipt(#[from] Reason),
    #[error("the conversation was erased")]
    Erased,
    #[error("the answer could not be sealed: {0}")]
    Seal(#[from] SealError),
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// What is to be said, and what is to be kept beside it.
#[derive(Default)]
pub(super) struct Decided {
    pub(super) lang: String,
    pub(super) answers: Vec<Content>,
    pub(super) consented: Option<Consented>,
    pub(super) change: Change,
    pub(super) forms: Vec<forms::Change>,
    pub(super) files: Vec<files::Change>,
    /// A body that counts as seen, if it ever comes.
    pub(super) dropped: Option<String>,
    pub(super) owed: slow::Change,
    /// What people see of it.
    pub(super) said: Said,
    /// How content the visitor is.
    pub(super) rated: Option<Given>,
}

impl Decided {
    fn nothing(lang: Option<String>) -> Self {
        Self { lang: lang.unwrap_or_default(), ..Self::default() }
    }
}

/// Where something was heard.
struct Heard {
    conv: ConvId,
    place: Place,
    /// A body of this id was here before.
    is_repeated: bool,
}

fn skip(error: ReceiveError, why: impl FnOnce() -> Refusal) -> Skip {
    match error {
        ReceiveError::Duplicate => Skip::Duplicate,
        ReceiveError::Refused => Skip::Refused(why()),
    }
}

/// Whether what a bot says fits a body.
pub(super) fn can_be_said(text: &Content, rating: Option<&Content>) -> bool {
    let fits = |content: &Content| Body::new("b", content.clone()).to_padded().is_ok();
    fits(text) && rating.is_none_or(fits)
}

/// Whether the desk's recipient itself says it, and nobody of its people, where somebody is shown to say it.
fn is_own(content: &Content) -> bool {
    match content {
        Content::Text { by, .. } => by.is_none(),
        Content::Form { .. }
        | Content::Attachment(_)
        | Content::RatingRequest { .. }
        | Content::Chunk { .. } => true,
        _ => false,
    }
}

/// What is to be said, each under an id of its own.
pub(super) fn named(answers: Vec<Content>) -> Vec<Body> {
    let rng = &mut UnwrapErr(SysRng);
    answers.into_iter().map(|content| Body::new(&random_id(rng), content)).collect()
}

impl Desk {
    /// Takes one envelope of the feed. A bad one changes nothing but the place in the feed.
    pub(super) async fn take(&mut self, item: Item) -> Result<(), RoundError> {
        let Item { cursor, envelope } = item;
        let mut conv = None;
        let step = match Envelope::parse(envelope.get().as_bytes()) {
            Ok(envelope) if envelope.header().from.owner() == self.recipient => Ok(None),
            Ok(envelope) => {
                conv = Some(envelope.header().conv);
                self.step(&envelope).await.map(Some)
            }
            Err(error) => Err(error.into()),
        };
        match step {
            Ok(Some(mut step)) => {
                let happened = self.happened(&step);
                step.events.extend(happened.iter().cloned());
                let answers = step.answers.len();
                tracing::info!(conversation = log_name(step.conv), answers, "took an envelope");
                let destroys = step.change.destroys()
                    || step.forms.iter().any(forms::Change::destroys)
                    || step.files.iter().any(files::Change::destroys)
                    || step.said.left_at.is_some();
                let is_news = step.said.is_something();
                self.store.commit(cursor, step).await?;
                if let Some(people) = self.people.as_ref().filter(|_| is_news) {
                    people.has_changed();
                }
                if destroys {
                    self.store.0.settle().await?;
                }
                // The audit log has it already.
                happened.iter().for_each(|event| self.others.tell(event));
            }
            Ok(None) => self.store.pass(cursor).await?,
            Err(Skip::Database(error)) => return Err(error.into()),
            Err(Skip::Client(error @ ClientError::Unreachable)) => return Err(error.into()),
            // Its visitor's browser may have been on its way.
            Err(Skip::Erased) => self.store.pass(cursor).await?,
            Err(reason) => {
                tracing::warn!(%reason, cursor, "passed an envelope over");
                self.tell_skipped(conv, &reason);
                self.store.pass(cursor).await?;
            }
        }
        Ok(())
    }

    async fn step(&mut self, envelope: &Envelope) -> Result<Step, Skip> {
        let header = envelope.header();
        let conv = header.conv;
        if self.earlier.as_ref().is_some_and(|earlier| earlier.has_read(header)) {
            return Err(Skip::ReadEarlier);
        }
        let erased = self.store.erased(conv).await?;
        if erased == Some(Erased::Over) {
            return Err(Skip::Erased);
        }
        let (lang, state) = self.recall(conv).await?;
        let (mut state, body) = self.read(envelope, state).await?;
        let is_visitor = header.from.owner() == state.visitor().thumbprint().to_string();
        let (body_id, decided) = match body {
            // Its visitor hears that it is erased, and nothing else; and what another recipient says
            // is for the visitor.
            Some(_) if erased.is_some() || !is_visitor => (None, Decided::nothing(lang)),
            Some(Body { id, content, .. }) => {
                let is_repeated = self.store.has_body(conv, &id).await?;
                // A hello whose load was forgotten could be played again, and would be answered as
                // a new one.
                if is_repeated && matches!(content, Content::Hello { .. }) {
                    return Err(Skip::Duplicate);
                }
                let decided = match Asked::of(&content) {
                    Some(asked) => {
                        let Taken { answers, change } = self.take_request(conv, &id, asked).await?;
                        Decided { answers, change, ..Decided::nothing(lang) }
                    }
                    None => {
                        let (from, seq) = (header.from.clone(), header.seq);
                        let place = Place { body: id.clone(), from, seq };
                        let heard = Heard { conv, place, is_repeated };
                        self.decide(&state, heard, content, lang).await?
                    }
                };
                (Some(id), decided)
            }
            None => (None, Decided::nothing(lang)),
        };
        let Decided {
            lang,
            answers,
            consented,
            change,
            mut forms,
            mut files,
            dropped,
            owed,
            mut said,
            rated,
        } = decided;
        let answers = self.without_bot(conv, answers).await?;
        let events = if is_visitor { self.taken(header, envelope.eh()) } else { Vec::new() };
        let has_left = said.left_at.is_some();
        let takes_back = dropped.is_some() || change.destroys() || change.silences() || has_left;
        if takes_back || consented.is_some() || !matches!(change, Change::Nothing) {
            self.changed.push((conv, takes_back));
        }
        if !said.lines.is_empty() {
            self.has_written(conv);
        }
        if !matches!(change, Change::Nothing | Change::Told(_)) {
            // Whatever was asked for: what still may be seen comes again.
            self.forget_beside(conv);
        }
        let is_over = change.silences() || has_left;
        let waiting = if is_over { Vec::new() } else { self.store.queue(conv).await? };
        let bodies = named(answers);
        forms.extend(self.forms_in(conv, &bodies));
        files.extend(self.files_in(&bodies));
        said.gone.extend(dropped.clone());
        let said = self.answered(said, &bodies);
        let ratings = Ratings::asked(rated, &bodies);
        let (answers, queue) = self.seal(&mut state, waiting, bodies)?;
        let (kept, body_ids) = (Kept { lang, state }, body_id.into_iter().chain(dropped).collect());
        let step = Step {
            conv,
            kept,
            body_ids,
            consented,
            answers,
            queue,
            change,
            forms,
            files,
            owed,
            events,
            said,
            ratings,
        };
        Ok(step)
    }

    /// The conversation with the envelope taken in, and what that says. What a load says that has no
    /// session here says nothing, but is noted, so that the load is asked for a new hello.
    async fn read(
        &mut self,
        envelope: &Envelope,
        state: Option<Conversation>,
    ) -> Result<(Conversation, Option<Body>), Skip> {
        let mut state = match state {
            Some(state) => state,
            None if envelope.header().t == Kind::Hello => {
                let why = || Conversation::why_not_begun(&self.protocol, envelope);
                let begun = Conversation::begin(&self.protocol, envelope);
                let (state, received) = begun.map_err(|error| skip(error, why))?;
                return Ok((state, received.body));
            }
            None => self.find(envelope.header()).await?,
        };
        let body = match state.receive(&self.protocol, envelope) {
            Err(ReceiveError::Refused) => {
                let why = state.why_refused(&self.protocol, envelope);
                state.miss(envelope).map_err(|_| Skip::Refused(why))?;
                self.note("session.lost", "desk", |event| event.about(envelope.header().conv));
                tracing::warn!(
                    conversation = log_name(envelope.header().conv),
                    "a session is lost"
                );
                None
            }
            Err(ReceiveError::Duplicate) => return Err(Skip::Duplicate),
            Ok(received) => received.body,
        };
        Ok((state, body))
    }

    /// What to answer to `content`; `lang` is the conversation's, which its first hello sets.
    async fn decide(
        &self,
        state: &Conversation,
        Heard { conv, place, is_repeated }: Heard,
        content: Content,
        lang: Option<String>,
    ) -> Result<Decided, Skip> {
        match content {
            Content::Hello { receipt } => {
                self.receive(state, conv, receipt, None, lang, true).await
            }
            Content::Consent { receipt, log } => {
                self.receive(state, conv, receipt, log, lang, false).await
            }
            Content::Text { ref text, lang: ref spoken, .. } => {
                let (text, spoken) = (text.clone(), spoken.clone());
                let lang = lang.unwrap_or_default();
                let spoken = spoken.unwrap_or_else(|| lang.clone());
                // The second of two bodies with one id is seen, and not answered twice. What is said
                // without a grant, or after it was withdrawn, nobody reads.
                if is_repeated || !self.may_answer(conv).await? {
                    return Ok(Decided { lang, answers: vec![Content::Ack], ..Decided::default() });
                }
                let said = self.heard(&place.body, &content);
                self.figures.came();
                self.figures.look_through(&self.policy, text.clone(), &spoken);
                let began = Instant::now();
                if self.is_taken(conv).await? {
                    let answers = vec![Content::Ack];
                    return Ok(Decided { lang, answers, said, ..Decided::default() });
                }
                if let Some(owing) = self.take_slowly(conv, &place.body, &text, &spoken).await? {
                    return Ok(Decided { lang, said, ..owing });
                }
                let (answers, calls) = self
                    .ask_or_call(conv, spoken, move |bot, lang| Some(bot.answer(&text, lang)))
                    .await;
                self.figures.answered(By::Bot, began.elapsed());
                let said = Said { calls, ..said };
                Ok(Decided { lang, answers, said, ..Decided::default() })
            }
            Content::FormAnswer(_) if is_repeated => {
                Ok(Decided { answers: vec![Content::Ack], ..Decided::nothing(lang) })
            }
            Content::FormAnswer(answer) => {
                self.take_answer(state, conv, place, answer, lang.unwrap_or_default()).await
            }
            Content::Attachment(_) if is_repeated => {
                Ok(Decided { answers: vec![Content::Ack], ..Decided::nothing(lang) })
            }
            Content::Attachment(file) => {
                self.take_file(conv, &place.body, &file, lang.unwrap_or_default()).await
            }
            Content::Audit { size, of } => {
                let answers = self.prove(conv, &place.body, size, of).await?;
                Ok(Decided { answers, ..Decided::nothing(lang) })
            }
            Content::Delete { of } => self.take_back(conv, of, lang.unwrap_or_default()).await,
            Content::Identify { .. } if is_repeated => Ok(Decided::nothing(lang)),
            Content::Identify { jwt } if jwt.is_empty() => Ok(self.sign_out(conv, lang)),
            Content::Identify { jwt } => {
                self.take_identity(state, conv, &jwt, lang.unwrap_or_default()).await
            }
            // Whoever has not allowed the chat is asked nothing, and says nothing.
            Content::Rating { .. } if is_repeated || !self.may_answer(conv).await? => {
                Ok(Decided { answers: vec![Content::Ack], ..Decided::nothing(lang) })
            }
            Content::Rating { ref of, score, ref comment } => {
                let answers = vec![Content::Ack];
                if !self.store.may_rate(conv, of, score).await? {
                    return Ok(Decided { answers, ..Decided::nothing(lang) });
                }
                let (of, comment) = (of.clone(), comment.clone());
                let rated = Some(Given { of, id: place.body.clone(), score, comment });
                let said = self.heard(&place.body, &content);
                Ok(Decided { answers, said, rated, ..Decided::nothing(lang) })
            }
            Content::Typing { .. } | Content::Read { .. } => {
                self.notice(conv, &content).await?;
                Ok(Decided::nothing(lang))
            }
            // Nothing that is answered yet; requests are taken before.
            Content::Form { .. }
            | Content::FormRefused { .. }
            | Content::AttachmentRefused { .. }
            | Content::RatingRequest { .. }
            | Content::Receipt { .. }
            | Content::Edit { .. }
            | Content::Chunk { .. }
            | Content::Handoff { .. }
            | Content::Recipients { .. }
            | Content::Erase { .. }
            | Content::Right { .. }
            | Content::RightState { .. }
            | Content::AuditProof(_)
            | Content::Ack
            | Content::Unknown { .. } => Ok(Decided::nothing(lang)),
        }
    }

    /// Asks the bot, which may take its time, and may fail: then the message is acknowledged, so
    /// that its sender knows that it arrived.
    pub(super) async fn ask(
        &self,
        conv: ConvId,
        lang: String,
        question: impl FnOnce(&dyn Bot, &str) -> Option<Reply> + Send + 'static,
    ) -> Vec<Content> {
        self.ask_or_call(conv, lang, question).await.0
    }

    /// The same, and whether people are called to the conversation.
    async fn ask_or_call(
        &self,
        conv: ConvId,
        lang: String,
        question: impl FnOnce(&dyn Bot, &str) -> Option<Reply> + Send + 'static,
    ) -> (Vec<Content>, Option<Call>) {
        let (bot, people) = (Arc::clone(&self.bot), self.people.clone());
        let asked = tokio::task::spawn_blocking(move || {
            let mut reply = question(&*bot, &lang);
            let call = reply.as_mut().and_then(|reply| people.and_then(|own| own.called(reply)));
            (reply, call, lang)
        });
        let (mut reply, call, lang) = match asked.await {
            Ok((Some(reply), call, lang)) => (reply, call, lang),
            Ok((None, ..)) => return (vec![Content::Ack], None),
            Err(_) => {
                tracing::error!("the bot failed");
                return (vec![Content::Ack], None);
            }
        };
        self.hang(conv, &mut reply).await;
        let file = reply.file.take();
        let (text, form, rating) = reply.said(&lang);
        // Checked here: what can't be said must not end in the queue.
        if !can_be_said(&text, rating.as_ref()) {
            tracing::error!("the bot said more than fits");
            return (vec![Content::Ack], None);
        }
        let file = file.and_then(|file| self.sent_file(*file));
        let form = form.and_then(|form| self.asked(form));
        ([text].into_iter().chain(file).chain(form).chain(rating).collect(), call)
    }

    /// As [`Self::seal`], for what is said of something else than the visitor's words: what can't be sealed is lost,
    /// of which the log hears, and what it was about is kept.
    pub(super) async fn seal_or_lose(
        &self,
        conv: ConvId,
        state: &mut Conversation,
        bodies: Vec<Body>,
    ) -> Result<(Vec<String>, Vec<Body>), DatabaseError> {
        let waiting = self.store.queue(conv).await?;
        Ok(self.seal(state, waiting, bodies).unwrap_or_else(|reason| {
            tracing::error!(conversation = log_name(conv), %reason, "an answer is lost");
            Default::default()
        }))
    }

    /// Seals and signs what waits and what is new, in this order, for every live load of the visitor.
    /// What no load can be told yet comes back, and the loads are asked for a new hello.
    pub(super) fn seal(
        &self,
        state: &mut Conversation,
        waiting: Vec<Body>,
        bodies: Vec<Body>,
    ) -> Result<(Vec<String>, Vec<Body>), Skip> {
        let rng = &mut UnwrapErr(SysRng);
        let now_ms = self.clock.now() * 1_000;
        let sign = |unsigned: Unsigned| {
            let signature = self.keys.signing.sign(unsigned.signing_input());
            unsigned.attach(signature).to_json()
        };
        let (mut sealed, mut queue) = (Vec::new(), Vec::new());
        for mut body in waiting.into_iter().chain(bodies) {
            if is_own(&body.content) {
                body.picture.clone_from(&self.picture);
            }
            match state.seal(&self.protocol, &body, now_ms, rng) {
                Ok(envelopes) => sealed.extend(envelopes.into_iter().map(sign)),
                // The next hello's answer says as much; who could not watch an answer being written has
                // all of it later; and what was read is told to the next load.
                Err(SealError::Unanswerable)
                    if matches!(
                        body.content,
                        Content::Ack
                            | Content::Typing { .. }
                            | Content::Read { .. }
                            | Content::Chunk { .. }
                    ) => {}
                Err(SealError::Unanswerable) => queue.push(body),
                Err(error) => return Err(error.into()),
            }
        }
        // Also when others were told: a load of an earlier start waits for its answer, too.
        sealed.extend(state.reset(&self.protocol, now_ms)?.into_iter().map(sign));
        Ok((sealed, queue))
    }
}
