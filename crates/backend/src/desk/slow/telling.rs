//! The desk's part: what is owed is asked for, and what was answered is sealed and told.

use std::time::Duration;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sigilo_protocol::{Body, Content, ConvId, Format, random_id};

use super::{
    NoAnswer, Passed, Slow,
    owed::{Change, Owed},
    work::{Owing, Said, What},
};
use crate::{
    desk::{
        answer::{Decided, Skip, can_be_said},
        bot::Reply,
        figures::{By, What as Count},
        office::{Desk, RoundError},
        people::{self, Call},
        ratings::Ratings,
        store::{Kept, Step},
    },
    names::log_name,
};

/// How many starts of the desk ask the same question: one that brings the desk down is given up.
const TRIES: u64 = 5;

/// How long an answer is owed, in seconds: a week. Longer keeps a text whose visitor does not come back,
/// or whose session was lost; shorter drops what was asked before a long outage.
const OLDEST: u64 = 7 * 24 * 3_600;

impl Desk {
    /// What is answered at once to a message that a slow bot answers; nothing if it may not be passed
    /// on, so that the quick bot has to do.
    pub(in crate::desk) async fn take_slowly(
        &self,
        conv: ConvId,
        body: &str,
        text: &str,
        lang: &str,
    ) -> Result<Option<Decided>, Skip> {
        let Some(slow) = &self.slow else { return Ok(None) };
        if !self.may_pass(conv).await? {
            return Ok(None);
        }
        let settings = &slow.settings;
        let said = |words: &super::Words| vec![words_in(words, lang)];
        let (passed, masked) = settings.pass(text, lang, self.policy.core());
        self.figures.found(Count::Masked, masked);
        let (answers, owed) = match passed {
            Passed::Withheld => {
                self.tell_of(slow, conv, "bot.withheld", None);
                (said(&settings.withheld), Change::Nothing)
            }
            Passed::On(_) if self.store.count_owed(conv).await? >= settings.waiting as u64 => {
                self.tell_of(slow, conv, "bot.failed", Some("too many questions wait"));
                (said(&settings.failed), Change::Nothing)
            }
            Passed::On(question) => {
                let answer = random_id(&mut UnwrapErr(SysRng));
                let (body, lang) = (body.to_owned(), lang.to_owned());
                let now = match settings.typing {
                    true => Content::Typing { on: true, by: None },
                    false => Content::Ack,
                };
                let at = self.clock.now();
                (vec![now], Change::Owes { body, answer, lang, question, at })
            }
        };
        Ok(Some(Decided { answers, owed, ..Decided::default() }))
    }

    /// Tells what bots have answered, stops what is not to be asked any more, and asks what is owed.
    pub(in crate::desk) async fn tend(&mut self, owing: &mut Owing) -> Result<(), RoundError> {
        let Some(slow) = self.slow.clone() else {
            self.changed.clear();
            return Ok(());
        };
        while let Some(&(conv, takes_back)) = self.changed.last() {
            self.look_again(owing, conv, takes_back).await?;
            self.changed.pop();
        }
        self.store.expire_owed(self.clock.now().saturating_sub(OLDEST)).await?;
        while let Some(said) = owing.ready() {
            self.hear_bot(owing, said).await?;
        }
        let busy: Vec<ConvId> = owing.flights.keys().copied().collect();
        for owed in self.store.owed(busy, owing.room(&slow)).await? {
            let conv = owed.conv;
            // What can't be opened is given up here; it has no visitor who could be told.
            if self.recall(conv).await?.1.is_none() {
                continue;
            }
            if !self.may_pass(conv).await? {
                self.store.forget_owed(conv).await?;
            } else if owed.tries >= TRIES {
                self.pay(owing, &slow, owed, Err(NoAnswer::Failed), Vec::new()).await?;
            } else {
                self.store.try_owed(owed.id).await?;
                self.tell_of(&slow, conv, "bot.asked", None);
                owing.ask(&slow, owed);
            }
        }
        Ok(())
    }

    /// Stops asking in a conversation where what is asked may not be passed on any more, or is gone.
    async fn look_again(
        &mut self,
        owing: &mut Owing,
        conv: ConvId,
        takes_back: bool,
    ) -> Result<(), RoundError> {
        let may_pass = self.may_pass(conv).await?;
        let is_owed = match owing.flights.get(&conv) {
            Some(flight) => self.store.is_owed(flight.owed.id).await?,
            None => false,
        };
        if !may_pass || !is_owed {
            owing.stop(conv);
        }
        // What was taken back is not told to the vendor a second time, either.
        if takes_back || !may_pass {
            owing.history.forget(conv);
        }
        if !may_pass {
            self.store.forget_owed(conv).await?;
        }
        Ok(())
    }

    /// Takes what a bot has said.
    pub(in crate::desk) async fn hear_bot(
        &mut self,
        owing: &mut Owing,
        said: Said,
    ) -> Result<(), RoundError> {
        let Some(slow) = self.slow.clone() else { return Ok(()) };
        let Some(flight) = owing.flight(&said) else { return Ok(()) };
        let conv = said.conv;
        let (of, index) = (flight.owed.answer.clone(), flight.pieces);
        let format = if slow.bot.writes_markdown() { Format::Markdown } else { Format::default() };
        let chunk = |text, last| Content::Chunk { of, index, text, last, format };
        match said.what {
            What::Piece(text) => {
                flight.pieces += 1;
                if self.may_pass(conv).await? {
                    let bodies = vec![named(chunk(text, false))];
                    self.say_slowly(conv, bodies, Change::Nothing, None).await?;
                }
            }
            What::Done { result, rest } => {
                let before = match flight.pieces {
                    0 => Vec::new(),
                    _ => vec![named(chunk(rest, true))],
                };
                let Some(flight) = owing.flights.remove(&conv) else { return Ok(()) };
                let owed = flight.owed.clone();
                if !self.may_pass(conv).await? {
                    self.store.forget_owed(conv).await?;
                } else if self.store.is_owed(owed.id).await? {
                    self.pay(owing, &slow, owed, result.map(|reply| *reply), before).await?;
                }
            }
        }
        Ok(())
    }

    /// Tells the answer, or that there is none, and owes nothing any more.
    async fn pay(
        &mut self,
        owing: &mut Owing,
        slow: &Slow,
        owed: Owed,
        result: Result<Reply, NoAnswer>,
        before: Vec<Body>,
    ) -> Result<(), RoundError> {
        let Owed { id, conv, answer, lang, question, at, .. } = owed;
        let (mut result, mut calls, mut file) = (result, None, None);
        if let Ok(reply) = &mut result {
            calls = self.people.as_ref().and_then(|people| people.called(reply));
            self.hang(conv, reply).await;
            file = reply.file.take();
        }
        let said = result.and_then(|reply| sayable(reply, &lang));
        let calls = calls.filter(|_| said.is_ok());
        let (text, form, rating) = match said {
            Ok((text, form, rating)) => {
                if let Content::Text { text, .. } = &text {
                    owing.history.add(conv, question, text.clone(), &slow.settings);
                }
                self.tell_of(slow, conv, "bot.answered", None);
                let after = self.clock.now().saturating_sub(at);
                self.figures.answered(By::Bot, Duration::from_secs(after));
                (text, form, rating)
            }
            Err(reason) => {
                tracing::warn!(conversation = log_name(conv), %reason, "a bot has no answer");
                self.tell_of(slow, conv, "bot.failed", Some(&reason.to_string()));
                file = None;
                (words_in(&slow.settings.failed, &lang), None, None)
            }
        };
        let file = file.and_then(|file| self.sent_file(*file)).map(named);
        let form = form.and_then(|form| self.asked(form)).map(named);
        let bodies = before.into_iter().chain([Body::new(&answer, text)]);
        let bodies = bodies.chain(file).chain(form).chain(rating.map(named)).collect();
        self.say_slowly(conv, bodies, Change::Paid(id), calls).await
    }

    /// Seals and stores what is said beside the feed, with what that settles.
    async fn say_slowly(
        &mut self,
        conv: ConvId,
        bodies: Vec<Body>,
        owed: Change,
        calls: Option<Call>,
    ) -> Result<(), RoundError> {
        let (Some(lang), Some(mut state)) = self.recall(conv).await? else { return Ok(()) };
        let waiting = self.store.queue(conv).await?;
        // Where people have taken over just now, the bot is not heard any more.
        let bodies = if self.is_taken(conv).await? { Vec::new() } else { bodies };
        let (forms, files) = (self.forms_in(conv, &bodies), self.files_in(&bodies));
        let calls = calls.filter(|_| !bodies.is_empty());
        let heard = people::Said { calls, ..Default::default() };
        let said = self.answered(heard, &bodies);
        let ratings = Ratings::asked(None, &bodies);
        let (answers, queue) = match self.seal(&mut state, waiting, bodies) {
            Ok(sealed) => sealed,
            Err(reason) => {
                tracing::error!(conversation = log_name(conv), %reason, "an answer is lost");
                self.store.forget_owed(conv).await?;
                return Ok(());
            }
        };
        let spoken = Step::said(conv, Kept { lang, state }, answers, queue);
        let step = Step { forms, files, owed, said, ratings, ..spoken };
        self.store.commit(self.store.cursor().await?, step).await?;
        if let Some(call) = calls {
            self.note("handoff.asked", "visitor", |event| call.told(event.about(conv)));
        }
        if let Some(people) = &self.people {
            people.has_changed();
        }
        self.post_waiting().await
    }

    fn tell_of(&self, slow: &Slow, conv: ConvId, kind: &str, reason: Option<&str>) {
        self.note(kind, "desk", |event| {
            let event = event.about(conv).with("bot", &slow.settings.vendor.id);
            match reason {
                Some(reason) => event.with("reason", reason),
                None => event,
            }
        });
    }
}

/// A reply as it is said; none if it can't be.
fn sayable(reply: Reply, lang: &str) -> Result<crate::desk::bot::Said, NoAnswer> {
    let said = reply.said(lang);
    match can_be_said(&said.0, said.2.as_ref()) {
        true => Ok(said),
        false => Err(NoAnswer::Bad("it is more than fits")),
    }
}

fn words_in(words: &super::Words, lang: &str) -> Content {
    Content::text(words.in_lang(lang), lang)
}

fn named(content: Content) -> Body {
    Body::new(&random_id(&mut UnwrapErr(SysRng)), content)
}
