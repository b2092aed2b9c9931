//! What the visitor is asked, and what follows from their answer: here, in another tab, on an earlier day.

use leptos::prelude::*;
use sigilo_consent::{Premise, Standing, Status};

use super::{Driver, Offer, Phase};
use crate::{
    browser::now_ms,
    later::Entry,
    state::{Age, Connection, NoticeView, Problem, Screen, Why},
};

impl Driver {
    /// Shows the notice, or the conversation if what was allowed still holds.
    pub(super) async fn enter(&mut self, mut offer: Offer) -> Result<(), Problem> {
        self.offer_languages(&offer).await;
        let shelf = &offer.setup.shelf.clone();
        let earlier = if self.chat.is_some() || !shelf.is_empty().await {
            self.chat().await?.find(shelf).await
        } else {
            Ok(None)
        };
        if earlier.is_err() {
            offer.why = Why::Unread;
        }
        let earlier = earlier.unwrap_or_default();
        self.state.begun.set(earlier.is_some());
        self.state.choices.set(Vec::new());
        self.state.age.set(Age::Untold);
        if let Some(earlier) = earlier {
            let key = offer.manifest.key.thumbprint();
            let is_older = key == earlier.identity && offer.manifest.ver < earlier.ver;
            if is_older || shelf.pins().is_retired(key, earlier.identity) {
                return Err(Problem::Untrusted);
            }
            offer.ended = offer.gate.restore(&earlier.standings, now_ms());
            let asks_again = std::mem::take(&mut self.is_reconsidering);
            if offer.gate.chat().is_some() || (offer.gate.is_refused() && !asks_again) {
                return self.talk(offer, Entry::Resumed).await;
            }
            offer.why = why(&offer, &earlier.standings);
            return self.talk(offer, Entry::Asked).await;
        }
        offer.ask(self.state);
        self.phase = Phase::Asking(Box::new(offer));
        self.state.screen.set(Screen::Notice);
        Ok(())
    }

    /// The offer of a notice that asks again, out of the chat: the visitor answers it.
    pub(super) fn take_back(&mut self) {
        if self.state.screen.get_untracked() == Screen::Notice
            && let Some(offer) = self.talking().and_then(|chat| chat.release())
        {
            self.phase = Phase::Asking(Box::new(offer));
        }
    }

    /// Another tab has decided about what this one asks: that is this one's record, too.
    pub(super) async fn look_again(&mut self) {
        self.take_back();
        let Phase::Asking(offer) = &self.phase else { return };
        if offer.setup.shelf.is_empty().await {
            return;
        }
        if let Phase::Asking(mut offer) = std::mem::replace(&mut self.phase, Phase::Idle) {
            offer.gate.defer();
            if let Err(problem) = self.enter(*offer).await {
                self.fail(problem);
            }
        }
    }

    pub(super) async fn allow(&mut self) -> Result<(), Problem> {
        if self.state.screen.get_untracked() != Screen::Notice {
            return Ok(());
        }
        let asks_age =
            |notice: &Option<NoticeView>| notice.as_ref().is_some_and(|own| own.age.is_some());
        if self.state.notice.with_untracked(asks_age)
            && self.state.age.get_untracked() != Age::Enough
        {
            self.state.age.set(Age::Wanted);
            return Ok(());
        }
        self.take_back();
        if !matches!(self.phase, Phase::Asking(_)) {
            return Ok(());
        }
        self.state.connection.set(Connection::Connecting);
        self.state.screen.set(Screen::Conversation);
        self.chat().await?;
        let decision = match &mut self.phase {
            Phase::Asking(offer) => offer.allow(self.state),
            _ => None,
        };
        match (decision, std::mem::replace(&mut self.phase, Phase::Idle)) {
            (Some(decision), Phase::Asking(offer)) => {
                self.talk(*offer, Entry::Decided(decision)).await
            }
            // Nothing was asked after all: it is, now.
            (_, Phase::Asking(offer)) => self.enter(*offer).await,
            _ => Ok(()),
        }
    }

    /// Of a first notice nothing is kept; of a later one, what was decided is told.
    pub(super) async fn refuse(&mut self) -> Result<(), Problem> {
        self.take_back();
        let Phase::Asking(offer) = &mut self.phase else { return Ok(()) };
        let Some(decision) = offer.gate.refuse(now_ms()) else { return Ok(()) };
        self.state.screen.set(Screen::Refused);
        offer.refusal = Some(decision.clone());
        if !self.state.begun.get_untracked() {
            return Ok(());
        }
        match std::mem::replace(&mut self.phase, Phase::Idle) {
            Phase::Asking(offer) => self.talk(*offer, Entry::Decided(decision)).await,
            _ => Ok(()),
        }
    }

    pub(super) async fn talk(&mut self, offer: Offer, entry: Entry) -> Result<(), Problem> {
        let closed = match entry {
            Entry::Decided(_) => Screen::Refused,
            Entry::Resumed => Screen::Withdrawn,
            Entry::Asked => Screen::Notice,
        };
        // By what the record says by now: another tab may have decided meanwhile.
        let is_open = self.chat().await?.begin(offer, entry).await?;
        let screen = if is_open { Screen::Conversation } else { closed };
        self.phase = Phase::Talking;
        if self.state.screen.get_untracked() != screen {
            self.state.screen.set(screen);
        }
        Ok(())
    }
}

/// Why the visitor is asked again.
fn why(offer: &Offer, kept: &[Standing]) -> Why {
    let now = offer.gate.premise();
    let given = || kept.iter().filter(|kept| kept.status == Status::Given);
    let is_other =
        |other: fn(&Premise, &Premise) -> bool| given().any(|kept| other(&kept.premise, &now));
    let is_expired = |own: &Standing| own.status == Status::Expired;
    match () {
        () if is_other(|kept, now| kept.substance != now.substance) => Why::Changed,
        () if is_other(|kept, now| kept.readers != now.readers) => Why::Readers,
        () if offer.gate.standings().iter().any(is_expired) => Why::Expired,
        () => Why::First,
    }
}
