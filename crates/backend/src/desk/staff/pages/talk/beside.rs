//! What is seen and told beside the words: that somebody writes, and what was read.

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse as _,
};
use maud::{Markup, html};
use serde_json::{Value, json};

use super::{
    super::{
        super::{Staff, guard::Visit, text::Text},
        Answer, Fault,
    },
    Seen,
    acts::person,
    filed, is_agent, key, look,
};
use crate::desk::people::{Line, Who};

pub(in super::super::super) async fn typing(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Answer {
    let tell = async {
        let talk = staff.0.people.find(&name).await?;
        Ok::<_, Fault>(staff.0.people.writes(&talk, &person(&visit)?)?)
    };
    tell.await.map_err(|fault| fault.told(&visit))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(in super::super::super) async fn read(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Answer {
    let tell = async {
        let seen = look(&staff, visit.session()?, &name).await?;
        let is_it = |line: &&Line| {
            key(line, filed(visit.text, &seen, line).as_ref()) == visit.field("upto")
        };
        let line = seen.lines.iter().rev().find(is_it);
        if let Some(line) = line.filter(|line| line.who == Who::Visitor) {
            staff.0.people.reads(&seen.talk, &line.id);
        }
        Ok::<_, Fault>(())
    };
    tell.await.map_err(|fault| fault.told(&visit))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The page was opened by somebody who answers visitors: what stands there, they read. Who only looks on
/// gives no sign of it.
pub(super) fn opened(staff: &Staff, visit: &Visit, seen: &Seen) {
    let last = seen.lines.iter().rev().find(|line| line.who == Who::Visitor);
    if let Some(line) = last.filter(|_| is_agent(visit)) {
        staff.0.people.reads(&seen.talk, &line.id);
    }
}

/// The line below the words, which says politely that the visitor writes.
pub(super) fn status(text: &Text, seen: &Seen) -> Markup {
    let writes = seen.beside.writes.is_some();
    html! {
        p.beside #beside role="status" data-says=(text.visitor_writes) {
            @if writes { (text.visitor_writes) }
        }
    }
}

/// What stands at the line up to which the visitor has read. Nobody is told of it: it is there to be looked up.
pub(super) fn mark(text: &Text, seen: &Seen, line: &Line) -> Markup {
    html! {
        @if is_last_read(seen, line) { p.line__read aria-live="off" { (text.visitor_read) } }
    }
}

/// The same, as the page's script is told of it.
pub(super) fn news(text: &Text, seen: &Seen) -> Value {
    let last = seen.lines.iter().find(|line| is_last_read(seen, line));
    let read = last.map(|line| key(line, filed(text, seen, line).as_ref()));
    json!({"writes": seen.beside.writes.is_some(), "read": read})
}

fn is_last_read(seen: &Seen, line: &Line) -> bool {
    line.who != Who::Visitor && seen.beside.read.as_ref() == Some(&line.id)
}
