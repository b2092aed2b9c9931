//! One conversation: read, taken over, answered, handed back, looked on at.

pub(in super::super) mod acts;

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};
use serde_json::json;

use super::{
    super::{Role, Staff, guard::Visit, sessions::Session, text::Text},
    Answer, Fault, csrf, moment, page,
    stream::{self, Look},
    talks,
};
use crate::desk::people::{Line, MAX_TEXT, Talk, Who};

/// A conversation as the session may see it.
struct Seen {
    talk: Talk,
    lines: Vec<Line>,
    is_watched: bool,
}

pub(in super::super) async fn show(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Answer {
    let looked = async { look(&staff, visit.session()?, &name).await };
    let seen = looked.await.map_err(|fault| fault.told(&visit))?;
    let (text, talk) = (visit.text, &seen.talk);
    let is_reader = is_reader(&visit, &seen);
    let live = format!("/talks/{name}/live");
    let content = html! {
        p.crumb { a href="/talks" { "← " (text.back_to_list) } }
        div.head {
            h1 { (text.conversation) " " span.quiet { (talk.name) } }
            @if is_reader { p.live #live data-offline=(text.offline) { (text.live) } }
        }
        p.row__facts {
            (talks::state(&visit, talk))
            span { (text.language) ": " (talk.lang) }
            span { (text.began) ": " (moment(talk.began)) }
            span { (identity(text, talk)) }
        }
        p.note #changed role="status" hidden {
            (text.changed) " " a href=(format!("/talks/{name}")) { (text.reload) }
        }
        @if !talk.is_open { p.card.alert { (text.closed_lead) } }
        @else if is_reader {
            section.card.said aria-labelledby="said" {
                h2.quiet #said { (text.what_was_said) }
                ol.lines #lines role="log" data-live=(live) data-state=(state(talk, &seen)) {
                    @for line in &seen.lines { (row(text, line)) }
                }
                @if seen.lines.is_empty() { p.empty #nothing { (text.nothing_said) } }
            }
        }
        (acts(&staff, &visit, &seen))
    };
    Ok(page(&visit, text.conversation, "/talks", &content).into_response())
}

fn acts(staff: &Staff, visit: &Visit, seen: &Seen) -> Markup {
    let (text, talk) = (visit.text, &seen.talk);
    let Ok(account) = visit.account() else { return html! {} };
    let act = |what: &str| format!("/talks/{}/{what}", talk.name);
    let is_own = talk.taken_by.as_deref() == Some(&account.name);
    let is_live = talk.is_open && !talk.is_lost;
    let back = || {
        html! {
            form method="post" action=(act("back")) {
                (csrf(visit)) button.button type="submit" { (text.give_back) }
            }
        }
    };
    html! {
        @match account.role {
            Role::Agent if is_own => {
                @if is_live {
                    form.card.stack method="post" action=(act("say")) {
                        (csrf(visit))
                        div.field {
                            label for="text" { (text.answer) }
                            textarea id="text" name="text" rows="3" maxlength=(MAX_TEXT) required
                                aria-describedby="text-hint" {}
                            p.hint #text-hint { (text.answer_hint) " " strong { (account.shown) } }
                        }
                        button.button.button--main type="submit" { (text.send) }
                    }
                }
                div.acts { (back()) }
            }
            Role::Agent if talk.taken_by.is_none() && is_live => {
                form.card.act method="post" action=(act("take")) {
                    (csrf(visit)) p { (text.take_lead) }
                    button.button.button--main type="submit" { (text.take) }
                }
            }
            Role::Supervisor => {
                @if seen.is_watched {
                    form.card.act method="post" action=(act("unwatch")) {
                        (csrf(visit)) p { (text.watching) }
                        button.button type="submit" { (text.unwatch) }
                    }
                } @else if !staff.0.people.can_watch() { p.card.empty { (text.cannot_watch) } }
                @else if is_live {
                    form.card.act method="post" action=(act("watch")) {
                        (csrf(visit))
                        p { (if staff.0.people.tells_watching() { text.watch_lead } else { text.watch_untold }) }
                        button.button.button--main type="submit" { (text.watch) }
                    }
                }
                @if talk.taken_by.is_some() { div.acts { (back()) } }
            }
            _ => {}
        }
    }
}

fn row(text: &Text, line: &Line) -> Markup {
    let (class, name) = who(text, line);
    html! {
        li.line.(class) data-id=(line.id) {
            p.line__who { strong { (name) } " " (moment(line.at)) }
            p.line__text dir="auto" lang=[line.lang.as_deref()] { (line.text) }
        }
    }
}

fn who<'a>(text: &'a Text, line: &'a Line) -> (&'static str, &'a str) {
    match &line.who {
        Who::Visitor => ("line--visitor", text.visitor),
        Who::Bot => ("line--bot", text.assistant),
        Who::Person(name) => ("line--person", name),
    }
}

fn identity(text: &Text, talk: &Talk) -> Markup {
    html! {
        @match &talk.identity {
            None => (text.anonymous),
            Some(who) => {
                (text.identified) ": "
                strong { (who.name.as_deref().unwrap_or(&who.subject)) }
                @if who.name.is_some() { " (" (who.subject) ")" }
            }
        }
    }
}

/// Whether the words are shown: to agents, whom the visitor agreed to, and to a supervisor of whom the
/// visitor was told.
fn is_reader(visit: &Visit, seen: &Seen) -> bool {
    visit.account().is_ok_and(|own| own.role == Role::Agent) || seen.is_watched
}

fn state(talk: &Talk, seen: &Seen) -> String {
    let Talk { taken_by, is_open, is_lost, identity, .. } = talk;
    let is_known = identity.is_some();
    let watched = seen.is_watched;
    format!("{} {is_open} {is_lost} {is_known} {watched}", taken_by.as_deref().unwrap_or(""))
}

async fn look(staff: &Staff, session: &Session, name: &str) -> Result<Seen, Fault> {
    let talk = staff.0.people.find(name).await?;
    let role = session.account.role;
    let is_watched = role == Role::Supervisor && staff.watches(session, &talk).await?;
    let lines = match role {
        Role::Agent => staff.0.people.lines(&talk).await?,
        Role::Supervisor if is_watched => staff.0.people.lines(&talk).await?,
        _ => Vec::new(),
    };
    Ok(Seen { talk, lines, is_watched })
}

pub(in super::super) async fn live(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Response {
    stream::of(staff, visit, Look::Talk(name)).into_response()
}

/// What a page of a conversation is told of it.
pub(super) async fn news(staff: &Staff, visit: &Visit, name: &str) -> Result<String, Fault> {
    let seen = look(staff, visit.session()?, name).await?;
    let line = |line: &Line| {
        let (class, name) = who(visit.text, line);
        let at = sigilo_consent::iso(line.at * 1_000);
        json!({"id": line.id, "class": class, "who": name, "at": at, "text": line.text, "lang": line.lang})
    };
    let lines: Vec<_> = seen.lines.iter().map(line).collect();
    Ok(json!({"state": state(&seen.talk, &seen), "lines": lines}).to_string())
}
