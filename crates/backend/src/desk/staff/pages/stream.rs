//! Pages that go on by themselves (server-sent events): what is new, as long as the session holds.

use std::{convert::Infallible, time::Duration};

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, stream};
use tokio::sync::watch;

use super::{
    super::{Role, Staff, guard::Visit},
    Fault, figures, talk, talks,
};
use crate::desk::{figures::Span, people::AtWork};

/// How often a page is looked at where nothing has happened: a session that ended, or somebody who
/// looks on, is noticed after this. A shorter time costs a query more often.
const TICK: Duration = Duration::from_secs(15);

/// How often figures are told. They change all the time: more often nobody could read them.
const FIGURES: Duration = Duration::from_secs(5);

/// What is looked at.
pub(super) enum Look {
    List,
    Talk(String),
    Figures(Span),
}

impl Look {
    /// After how long it is looked at again, and whether also when people could see something else.
    fn pace(&self) -> (Duration, bool) {
        match self {
            Self::List | Self::Talk(_) => (TICK, true),
            Self::Figures(_) => (FIGURES, false),
        }
    }
}

struct State {
    staff: Staff,
    visit: Visit,
    look: Look,
    changes: watch::Receiver<u64>,
    ends: watch::Receiver<bool>,
    last: Option<String>,
    /// After how long it is looked at again at the latest.
    again: Duration,
    /// Of somebody who may answer.
    _at_work: Option<AtWork>,
}

pub(super) fn of(
    staff: Staff,
    visit: Visit,
    look: Look,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = staff.0.people.changes();
    let ends = staff.0.ends.subscribe();
    let answers = visit.account().is_ok_and(|own| own.role == Role::Agent);
    let _at_work = answers.then(|| staff.0.people.is_at_work());
    let state = State { staff, visit, look, changes, ends, last: None, again: TICK, _at_work };
    Sse::new(stream::unfold(state, next)).keep_alive(KeepAlive::new().interval(TICK))
}

async fn next(mut state: State) -> Option<(Result<Event, Infallible>, State)> {
    loop {
        if state.last.is_some() {
            let (tick, is_told) = state.look.pace();
            let tick = tick.min(state.again);
            tokio::select! {
                changed = state.changes.changed(), if is_told => changed.ok()?,
                _ = state.ends.wait_for(|ends| *ends) => return None,
                () = tokio::time::sleep(tick) => {}
            }
        }
        let (news, again) = news(&mut state).await.ok()?;
        state.again = again.unwrap_or(TICK);
        if state.last.as_ref() != Some(&news) {
            state.last = Some(news.clone());
            return Some((Ok(Event::default().data(news)), state));
        }
    }
}

/// What is to be seen now, and how long that holds, where it is known; an error once the session is over, or
/// may not see it any more.
async fn news(state: &mut State) -> Result<(String, Option<Duration>), Fault> {
    let State { staff, visit, look, changes, .. } = state;
    changes.mark_unchanged();
    let session = visit.session()?;
    // An open page is not somebody at work: it does not make the session last.
    let account = staff.holds(&session.id, false).await?.ok_or(Fault::SignIn)?;
    if account.role != session.account.role {
        return Err(Fault::Denied);
    }
    match look {
        Look::List => Ok((talks::news(staff).await?, None)),
        Look::Figures(span) => Ok((figures::news(staff, visit.text, *span).await?, None)),
        Look::Talk(name) => talk::news(staff, visit, name).await,
    }
}
