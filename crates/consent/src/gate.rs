//! The gate: nothing is stored or sent before the visitor decides, and only a decision opens it.
//!
//! Pure: it knows no clock, key or request. Opening, scrolling, closing, time and typing are not
//! events of it, so none of them can consent. A purpose comes to be given in one way: it was asked for
//! by a prompt on screen, and the visitor answered that prompt with yes.

use sigilo_protocol::{Hash, Json, Recipient, VerifiedManifest};

use crate::{
    Act, Chat, Core, Decision, Extra, Grant, Purpose, Record, Shown, Status, days, grant::Life,
};

/// What a decision is about beside its purposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Premise {
    /// The policy's substance.
    pub substance: Hash,
    /// Who can read: id, role, name and signing thumbprint of each recipient, as one hash.
    pub readers: Hash,
    /// Whether `navigator.globalPrivacyControl` was on.
    pub gpc: bool,
}

impl Premise {
    /// What is decided about here and now: prekeys are not in it, they rotate.
    pub fn of(manifest: &VerifiedManifest, core: &Core, gpc: bool) -> Self {
        let reader = |recipient: &Recipient| {
            let key = recipient.sig.map(|sig| sig.thumbprint().to_string()).unwrap_or_default();
            let named = [&recipient.id, recipient.role.name(), &recipient.name, &key];
            Json::list(named.map(Json::text))
        };
        let readers = Json::list(manifest.recipients.iter().map(reader)).to_text();
        Self { substance: core.substance, readers: Hash::of(readers.as_bytes()), gpc }
    }
}

/// Where a purpose stands, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The purpose's id.
    pub purpose: String,
    /// Where it stands.
    pub status: Status,
    /// Since when, in milliseconds since the epoch.
    pub at_ms: u64,
    /// On what premise.
    pub premise: Premise,
}

/// What the visitor says yes to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Yes<'a> {
    /// The optional purposes that were switched on.
    pub on: &'a [String],
    /// The visitor said to be old enough.
    pub is_of_age: bool,
}

/// The gate of one load.
#[derive(Debug)]
pub struct Gate {
    places: Vec<Place>,
    premise: Premise,
    lifetime_ms: u64,
    has_age_gate: bool,
    on_screen: Option<Shown>,
    /// What grants of the chat live by: there while every required purpose is given.
    chat: Option<Life>,
    /// What grants of the record live by: there once something was given.
    record: Option<Life>,
}

#[derive(Debug)]
struct Place {
    standing: Standing,
    is_required: bool,
    is_against_gpc: bool,
    /// It rests on something else than consent: it has no switch, and begins with the visitor's Allow.
    is_informed: bool,
    /// It was given, and ended by itself: it can still be taken back.
    is_ended: bool,
    /// What grants of this purpose live by: there while it is given.
    life: Option<Life>,
}

impl Gate {
    /// A closed gate in front of what a policy declares.
    pub fn new(core: &Core, premise: Premise) -> Self {
        let place = |purpose: &Purpose| Place {
            standing: Standing {
                purpose: purpose.id.clone(),
                status: Status::NotAsked,
                at_ms: 0,
                premise,
            },
            is_required: purpose.required,
            is_against_gpc: purpose.is_against_gpc(),
            is_informed: !purpose.rests_on_consent(),
            is_ended: false,
            life: None,
        };
        Self {
            places: core.purposes.iter().map(place).collect(),
            premise,
            lifetime_ms: u64::from(days(&core.grant_lifetime).unwrap_or(0)) * 86_400_000,
            has_age_gate: core.age_gate,
            on_screen: None,
            chat: None,
            record: None,
        }
    }

    /// Takes up what was kept. What was given holds for the very premise that it was given on, and only
    /// within its lifetime; the decision tells what does not hold any more. A Global Privacy Control
    /// that was off when a purpose against it was given ends that purpose. What a prompt on screen asks
    /// for stays asked for.
    pub fn restore(&mut self, kept: &[Standing], now_ms: u64) -> Option<Decision> {
        let (premise, lifetime_ms) = (self.premise, self.lifetime_ms);
        let mut changed = Vec::new();
        for place in self.places.iter_mut().filter(|place| !place.is_requested()) {
            let Some(kept) = kept.iter().find(|kept| kept.purpose == place.standing.purpose) else {
                continue;
            };
            let mut standing = kept.clone();
            standing.status = match kept.status {
                Status::Given if place.is_over(kept, &premise) => Status::Invalidated,
                Status::Given if is_over(kept.at_ms, lifetime_ms, now_ms) => Status::Expired,
                // A prompt that nobody answered is gone with its page.
                Status::Requested => Status::Deferred,
                status => status,
            };
            if standing.status != kept.status && kept.status == Status::Given {
                standing.at_ms = now_ms;
                changed.push((kept.purpose.clone(), standing.status));
            }
            place.stand(standing);
        }
        self.settle();
        if !kept.is_empty() && self.record.is_none() {
            // Nothing is kept before something was given.
            self.record = Some(Life::new());
        }
        let is_expired = changed.iter().any(|(_, status)| *status == Status::Expired);
        let act = if is_expired { Act::Expire } else { Act::Invalidate };
        told(act, changed, now_ms)
    }

    /// A prompt for these purposes is on screen, in place of any other. What is given stays so.
    pub fn ask(&mut self, shown: Shown, purposes: &[&str]) {
        self.defer();
        for place in &mut self.places {
            if !place.is_given() && purposes.contains(&place.id()) {
                place.standing.status = Status::Requested;
            }
        }
        self.on_screen = Some(shown);
    }

    /// The prompt went away without an answer.
    pub fn defer(&mut self) {
        self.on_screen = None;
        for place in self.places.iter_mut().filter(|place| place.is_requested()) {
            place.standing.status = Status::Deferred;
        }
    }

    /// The visitor pressed Allow: of what the prompt on screen asks for, gives what is required, what
    /// the visitor was informed of, and what was switched on, and nothing else. Nothing, if there is no such prompt.
    pub fn allow(&mut self, yes: Yes<'_>, now_ms: u64) -> Option<Decision> {
        if self.has_age_gate && !yes.is_of_age {
            return None;
        }
        let status = |place: &Place| {
            let begins = place.is_required || place.is_informed;
            let is_on = begins || yes.on.contains(&place.standing.purpose);
            if is_on { Status::Given } else { Status::Refused }
        };
        self.decide(Act::Allow, status, now_ms)
    }

    /// The visitor pressed Refuse.
    pub fn refuse(&mut self, now_ms: u64) -> Option<Decision> {
        self.decide(Act::Refuse, |_| Status::Refused, now_ms)
    }

    /// The visitor takes back what was given, or objects to it; also where it ended by itself meanwhile,
    /// and while a prompt asks for it again, which asks for it no more then.
    pub fn withdraw(&mut self, purposes: &[&str], now_ms: u64) -> Option<Decision> {
        let is_theirs =
            |place: &Place| (place.is_given() || place.is_ended) && purposes.contains(&place.id());
        let ended = self.end(Status::Withdrawn, now_ms, is_theirs);
        told(Act::Withdraw, ended, now_ms)
    }

    /// Time goes on: ends what was given too long ago.
    pub fn tick(&mut self, now_ms: u64) -> Option<Decision> {
        let lifetime_ms = self.lifetime_ms;
        let is_over =
            |place: &Place| place.is_given() && is_over(place.standing.at_ms, lifetime_ms, now_ms);
        let ended = self.end(Status::Expired, now_ms, is_over);
        told(Act::Expire, ended, now_ms)
    }

    /// The grant of the chat, while every required purpose is given.
    pub fn chat(&self) -> Option<Grant<Chat>> {
        self.chat.as_ref().map(Grant::new)
    }

    /// The grant of a purpose, while it is given.
    pub fn extra(&self, purpose: &str) -> Option<Grant<Extra>> {
        let place = self.places.iter().find(|place| place.id() == purpose)?;
        place.life.as_ref().map(Grant::new)
    }

    /// The grant to tell of decisions and to exercise rights, once something was given.
    pub fn record(&self) -> Option<Grant<Record>> {
        self.record.as_ref().map(Grant::new)
    }

    /// What is decided about here and now.
    pub fn premise(&self) -> Premise {
        self.premise
    }

    /// Where each purpose stands, in the policy's order.
    pub fn standings(&self) -> Vec<Standing> {
        self.places.iter().map(|place| place.standing.clone()).collect()
    }

    /// Where a purpose stands.
    pub fn status(&self, purpose: &str) -> Status {
        let place = self.places.iter().find(|place| place.id() == purpose);
        place.map_or(Status::NotAsked, |place| place.standing.status)
    }

    /// The visitor has said no to something that the chat can't do without, and is not asked again
    /// unless they wish.
    pub fn is_refused(&self) -> bool {
        let said_no =
            |place: &Place| matches!(place.standing.status, Status::Refused | Status::Withdrawn);
        self.places.iter().any(|place| place.is_required && said_no(place))
    }

    /// What the prompt on screen asks for comes to stand where `status` says; the prompt is gone.
    fn decide(
        &mut self,
        act: Act,
        status: impl Fn(&Place) -> Status,
        now_ms: u64,
    ) -> Option<Decision> {
        let shown = self.on_screen.take()?;
        let premise = self.premise;
        let mut purposes = Vec::new();
        for place in self.places.iter_mut().filter(|place| place.is_requested()) {
            let status = status(place);
            let purpose = place.standing.purpose.clone();
            purposes.push((purpose.clone(), status));
            place.stand(Standing { purpose, status, at_ms: now_ms, premise });
        }
        self.settle();
        (!purposes.is_empty()).then_some(Decision {
            act,
            at_ms: now_ms,
            shown: Some(shown),
            purposes,
        })
    }

    fn end(
        &mut self,
        status: Status,
        now_ms: u64,
        which: impl Fn(&Place) -> bool,
    ) -> Vec<(String, Status)> {
        let mut ended = Vec::new();
        for place in self.places.iter_mut().filter(|place| which(place)) {
            let standing = Standing { status, at_ms: now_ms, ..place.standing.clone() };
            ended.push((standing.purpose.clone(), status));
            place.stand(standing);
        }
        self.settle();
        ended
    }

    /// Opens or closes the chat by where the required purposes stand.
    fn settle(&mut self) {
        let is_open = self.places.iter().all(|place| !place.is_required || place.life.is_some());
        match (is_open, &self.chat) {
            (true, None) => self.chat = Some(Life::new()),
            (false, Some(_)) => self.chat = None,
            _ => {}
        }
        let is_given = self.places.iter().any(|place| place.life.is_some());
        if is_given && self.record.is_none() {
            self.record = Some(Life::new());
        }
    }
}

impl Place {
    fn id(&self) -> &str {
        &self.standing.purpose
    }

    fn is_requested(&self) -> bool {
        self.standing.status == Status::Requested
    }

    fn is_given(&self) -> bool {
        self.standing.status == Status::Given
    }

    fn stand(&mut self, standing: Standing) {
        // What goes on being given keeps the grants that are out.
        let life = self.life.take();
        let is_given = standing.status == Status::Given;
        self.life = is_given.then(|| life.unwrap_or_else(Life::new));
        self.is_ended = matches!(standing.status, Status::Expired | Status::Invalidated);
        self.standing = standing;
    }

    /// Whether what was given on `kept.premise` does not hold on these.
    fn is_over(&self, kept: &Standing, premise: &Premise) -> bool {
        kept.premise.substance != premise.substance
            || kept.premise.readers != premise.readers
            || (self.is_against_gpc && premise.gpc && !kept.premise.gpc)
    }
}

/// What lies in the future was not given by this clock: it is over, too.
fn is_over(at_ms: u64, lifetime_ms: u64, now_ms: u64) -> bool {
    now_ms.checked_sub(at_ms).is_none_or(|age| age >= lifetime_ms)
}

fn told(act: Act, purposes: Vec<(String, Status)>, at_ms: u64) -> Option<Decision> {
    (!purposes.is_empty()).then_some(Decision { act, at_ms, shown: None, purposes })
}

#[cfg(test)]
mod tests;
