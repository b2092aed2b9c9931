//! Work that is asked for under load: a browser that wants to begin shows that it has spent some
//! seconds of its processor. One visitor hardly notices, a flood of hellos becomes expensive.
//!
//! The puzzle is ALTCHA's, version 1 ([`puzzle`]); nobody else is asked or told. Only hellos need it:
//! whoever is in a conversation goes on as before.

mod puzzle;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::{HeaderName, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use getrandom::SysRng;
use rand_core::{Rng as _, UnwrapErr};
use serde::{Deserialize, Serialize};
use sigilo_protocol::{Envelope, Hash, Kind};

pub(super) use self::puzzle::Challenge;
use self::puzzle::{Fault, Solution};
use super::{
    expiring::Expiring,
    paths::AtSite,
    problem::Problem,
    route::{Operation, Route, Says, Subject},
    state::Relay,
};

/// Where a solution stands in a request.
pub(super) const HEADER: HeaderName = HeaderName::from_static("sigilo-work");

/// Longest solution in its base64, in bytes; a right one has some 300.
pub(super) const MAX_SOLUTION: usize = 1_024;

/// Most solutions that are remembered, so that none is used twice, each until its challenge ends. Who
/// wants one to be forgotten has to solve as many within that time.
const MAX_USED: usize = 262_144;

/// When work is asked for, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WorkSettings {
    /// Whether it is asked for at all. Off by default: other clients than the widget may not know it.
    pub enabled: bool,
    /// Hellos a minute, of all sites together, from which on it is; 600 by default, 0 for always. A site
    /// with a thousand visitors at once has some 200.
    pub from_hellos: u32,
    /// For how many seconds it goes on after there are fewer; 60 by default. Shorter lets a flood come in
    /// waves.
    pub hold: u64,
    /// The largest number that may have to be found, where hellos come as often as `from_hellos`; 100000
    /// by default, half of it on average: a tenth of a second of a laptop, half a second of an old phone.
    /// Where they come more often it grows alike.
    pub effort: u32,
    /// The largest that it grows to; 1000000 by default: five seconds of an old phone.
    pub most_effort: u32,
    /// How long a challenge may be solved, in seconds; 300 by default. A page that stands open meanwhile
    /// asks for another.
    pub lifetime: u64,
}

impl Default for WorkSettings {
    fn default() -> Self {
        Self {
            enabled: false,
            from_hellos: 600,
            hold: 60,
            effort: 100_000,
            most_effort: 1_000_000,
            lifetime: 300,
        }
    }
}

/// What a relay knows of its load, and of the work that was done.
pub(super) struct Work(Mutex<Inner>);

struct Inner {
    settings: WorkSettings,
    /// What challenges are signed with; a new one each start.
    secret: [u8; 32],
    load: Load,
    /// The challenges that were solved, each with the hello that it was for.
    used: Expiring<Hash, Hash>,
}

/// Hellos of this minute and of the one before.
#[derive(Default)]
struct Load {
    minute: u64,
    now: u32,
    before: u32,
    asked_until: u64,
}

impl Default for Work {
    fn default() -> Self {
        Self::new(WorkSettings::default())
    }
}

impl Work {
    fn new(settings: WorkSettings) -> Self {
        let mut secret = [0; 32];
        UnwrapErr(SysRng).fill_bytes(&mut secret);
        let used = Expiring::new(settings.lifetime, MAX_USED);
        Self(Mutex::new(Inner { settings, secret, load: Load::default(), used }))
    }

    /// Goes by other settings; what was solved by the earlier ones is worth nothing.
    fn set(&self, settings: WorkSettings) {
        let Self(inner) = Self::new(settings);
        *self.lock() = inner.into_inner().unwrap_or_else(PoisonError::into_inner);
    }

    /// A challenge, while work is asked for.
    fn challenge(&self, site: &str, now: u64) -> Option<Challenge> {
        let mut inner = self.lock();
        if !inner.asks(now) {
            return None;
        }
        let (effort, until) = (inner.effort(now), now + inner.settings.lifetime);
        Some(Challenge::new(&inner.secret, site, effort, until, &mut UnwrapErr(SysRng)))
    }

    /// Counts a hello, and sees whether its work is done where it is asked for. The same hello again may
    /// come with the same solution: its sender had no answer.
    pub(super) fn demand(
        &self,
        site: &str,
        envelope: &Envelope,
        Done(done): &Done,
        now: u64,
    ) -> Result<(), Problem> {
        if envelope.header().t != Kind::Hello {
            return Ok(());
        }
        let mut inner = self.lock();
        if !inner.settings.enabled {
            return Ok(());
        }
        inner.load.count(now);
        if !inner.asks(now) {
            return Ok(());
        }
        let done = done.as_deref().ok_or(Problem::WorkRequired("no solution came with it"))?;
        let solved = Solution::parse(done).and_then(|own| own.check(&inner.secret, site, now));
        let challenge = solved.map_err(|fault| {
            Problem::WorkRequired(match fault {
                Fault::Wrong => "the solution is none of a challenge of this site",
                Fault::Late => "the challenge has ended",
            })
        })?;
        match inner.used.get(&challenge, now) {
            Some(hello) if hello == envelope.eh() => Ok(()),
            Some(_) => Err(Problem::WorkRequired("the solution was used before")),
            None => {
                inner.used.insert(challenge, envelope.eh(), now);
                Ok(())
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // No step between lock and release can leave it half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Whether work is asked for now.
    fn asks(&mut self, now: u64) -> bool {
        let WorkSettings { enabled, from_hellos, hold, .. } = self.settings;
        if enabled && self.load.rate(now) >= u64::from(from_hellos) {
            if self.load.asked_until <= now {
                tracing::warn!("many say hello: the relay asks for work");
            }
            self.load.asked_until = now + hold.max(1);
        }
        enabled && now < self.load.asked_until
    }

    fn effort(&mut self, now: u64) -> u32 {
        let WorkSettings { from_hellos, effort, most_effort, .. } = self.settings;
        let rate = self.load.rate(now).max(1);
        let grown =
            u64::from(effort) * rate.max(from_hellos.into()) / u64::from(from_hellos.max(1));
        let grown = if from_hellos == 0 { effort.into() } else { grown };
        u32::try_from(grown).unwrap_or(u32::MAX).min(most_effort).max(1)
    }
}

impl Load {
    fn count(&mut self, now: u64) {
        self.turn(now);
        self.now = self.now.saturating_add(1);
    }

    /// Hellos of the last 60 seconds, as if those of the minute before had come evenly.
    fn rate(&mut self, now: u64) -> u64 {
        self.turn(now);
        u64::from(self.now) + u64::from(self.before) * (60 - now % 60) / 60
    }

    fn turn(&mut self, now: u64) {
        let minute = now / 60;
        if minute != self.minute {
            self.before = if minute == self.minute + 1 { self.now } else { 0 };
            (self.minute, self.now) = (minute, 0);
        }
    }
}

impl Relay {
    /// Sets anew when work is asked for, also while the relay runs.
    pub fn ask_work(&self, settings: WorkSettings) {
        self.work.set(settings);
    }
}

/// The solution that came with a request, unread.
pub(super) struct Done(Option<String>);

impl<S: Sync> FromRequestParts<S> for Done {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let done = parts.headers.get(HEADER);
        Ok(Self(done.map(|value| value.to_str().unwrap_or_default().to_owned())))
    }
}

/// What is asked of who wants to say hello; nothing while no work is asked for.
pub(super) struct Asked(Option<Challenge>);

impl IntoResponse for Asked {
    fn into_response(self) -> Response {
        match self.0 {
            Some(challenge) => (StatusCode::CREATED, Json(challenge)).into_response(),
            None => StatusCode::NO_CONTENT.into_response(),
        }
    }
}

/// Whether this would count as a solution at a relay that has given no challenge: a target of the fuzzer's.
#[cfg(any(test, fuzzing))]
pub(super) fn reads(text: &str) -> bool {
    Solution::parse(text).and_then(|own| own.check(&[7; 32], "insurer.example", 0)).is_ok()
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        Operation {
            path: "/challenges",
            id: "challenge",
            subject: Subject::Envelopes,
            summary: "Work to be done before a hello, under load.",
            answers: vec![
                Says::typed(201, "A challenge of ALTCHA's format, version 1."),
                Says::nothing(204, "No work is asked for now."),
            ],
            refuses: &[],
        }
        .post(challenge),
    ]
}

/// POST: a challenge.
async fn challenge(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
) -> Result<Asked, Problem> {
    Ok(Asked(relay.work.challenge(&served.site.site, relay.clock.now())))
}
