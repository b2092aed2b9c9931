//! One conversation: read, taken over, answered, handed back, looked on at.

pub(in super::super) mod acts;
pub(in super::super) mod beside;
pub(in super::super) mod files;

use std::time::Duration;

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
use crate::desk::{
    files::{FileState, Filed},
    people::{Beside, Line, MAX_TEXT, Talk, Who},
};

/// A conversation as the session may see it.
struct Seen {
    talk: Talk,
    lines: Vec<Line>,
    files: Vec<Filed>,
    beside: Beside,
    is_watched: bool,
}

pub(in super::super) async fn show(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Answer {
    let looked = async { look(&staff, visit.session()?, &name).await };
    let seen = looked.await.map_err(|fault| fault.told(&visit))?;
    beside::opened(&staff, &visit, &seen);
    let (text, talk) = (visit.text, &seen.talk);
    let is_reader = is_reader(&visit, &seen);
    let (live, tells) = (format!("/talks/{name}/live"), format!("/talks/{name}/read"));
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
        @if talk.is_open && talk.left_at.is_some() { p.card.alert { (text.left_lead) } }
        @if !talk.is_open { p.card.alert { (text.closed_lead) } }
        @else if is_reader {
            section.card.said aria-labelledby="said" {
                h2.quiet #said { (text.what_was_said) }
                // A list is no log itself; who has no pointer scrolls it by its focus.
                div role="log" aria-labelledby="said" {
                    ol.lines #lines tabindex="0" aria-labelledby="said" data-live=(live) data-state=(state(talk, &seen))
                        data-read=(text.visitor_read) data-tells=[is_agent(&visit).then_some(&tells)] {
                        @for line in &seen.lines { (row(text, &seen, line)) }
                    }
                }
                @if seen.lines.is_empty() { p.empty #nothing { (text.nothing_said) } }
                (beside::status(text, &seen))
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
    let is_live = talk.is_live();
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
                                data-tells=(act("typing"))
                                aria-describedby="text-hint" {}
                            p.hint #text-hint { (text.answer_hint) " " strong { (account.shown) } }
                        }
                        button.button.button--main type="submit" { (text.send) }
                    }
                    form.card.act method="post" enctype="multipart/form-data" action=(act("files")) {
                        (csrf(visit))
                        div.field {
                            label for="file" { (text.file) }
                            input #file type="file" name="file" accept=(files::ACCEPTED) required;
                        }
                        div.field {
                            label for="alt" { (text.alt) }
                            input #alt type="text" name="alt" maxlength="500"
                                aria-describedby="alt-hint";
                            p.hint #alt-hint { (text.alt_hint) }
                        }
                        button.button type="submit" { (text.send_file) }
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

fn row(text: &Text, seen: &Seen, line: &Line) -> Markup {
    let (class, name) = who(text, line);
    let file = filed(text, seen, line);
    html! {
        li.line.(class) data-id=(key(line, file.as_ref())) {
            p.line__who { strong { (name) } " " (moment(line.at)) }
            p.line__text dir="auto" lang=[line.lang.as_deref()] {
                @match &file {
                    Some((Some(href), _)) => a href=(href) download { (line.text) },
                    _ => (line.text),
                }
                @if let Some((_, note)) = &file { " " span.quiet dir="auto" { (note) } }
            }
            (beside::mark(text, seen, line))
        }
    }
}

/// Of a line that is a file: where it can be saved, if it can be, and what is said of it.
fn filed(text: &Text, seen: &Seen, line: &Line) -> Option<(Option<String>, String)> {
    let size = format!("{} KB", line.file?.div_ceil(1_000));
    let own = seen.files.iter().find(|own| own.body == line.id);
    let kept = own.filter(|own| own.state == FileState::Kept);
    let href = kept.map(|own| format!("/talks/{}/files/{}", seen.talk.name, own.name));
    let state = match own.map(|own| own.state) {
        Some(FileState::Kept) => None,
        Some(FileState::Due) => Some(text.file_due),
        Some(FileState::Quarantined) => Some(text.file_held),
        Some(FileState::Sending | FileState::Sent) => Some(text.file_sent),
        None => Some(text.file_refused),
    };
    let note = [Some(size.as_str()), state].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Some((href, note))
}

/// What a line is known by: another one, once something else is said of it.
fn key(line: &Line, file: Option<&(Option<String>, String)>) -> String {
    file.map_or_else(|| line.id.clone(), |(_, note)| format!("{} {note}", line.id))
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
    is_agent(visit) || seen.is_watched
}

fn is_agent(visit: &Visit) -> bool {
    visit.account().is_ok_and(|own| own.role == Role::Agent)
}

fn state(talk: &Talk, seen: &Seen) -> String {
    let Talk { taken_by, is_open, is_lost, left_at, identity, .. } = talk;
    let (is_known, has_left) = (identity.is_some(), left_at.is_some());
    let (by, watched) = (taken_by.as_deref().unwrap_or(""), seen.is_watched);
    format!("{by} {is_open} {is_lost} {has_left} {is_known} {watched}")
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
    let files = match lines.iter().any(|line| line.file.is_some()) {
        true => staff.0.people.files(&talk).await?,
        false => Vec::new(),
    };
    // Who may not read the words learns nothing beside them, either.
    let beside = match role == Role::Agent || is_watched {
        true => staff.0.people.beside(&talk),
        false => Beside::default(),
    };
    Ok(Seen { talk, lines, files, beside, is_watched })
}

pub(in super::super) async fn live(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Response {
    stream::of(staff, visit, Look::Talk(name)).into_response()
}

/// What a page of a conversation is told of it, and after how long it is another thing without anybody's
/// doing: whoever wrote writes no more.
pub(super) async fn news(
    staff: &Staff,
    visit: &Visit,
    name: &str,
) -> Result<(String, Option<Duration>), Fault> {
    let seen = look(staff, visit.session()?, name).await?;
    let line = |line: &Line| {
        let (class, name) = who(visit.text, line);
        let at = sigilo_consent::iso(line.at * 1_000);
        let file = filed(visit.text, &seen, line);
        let (id, (href, note)) = (key(line, file.as_ref()), file.unzip());
        let (text, lang) = (&line.text, &line.lang);
        json!({"id": id, "class": class, "who": name, "at": at, "text": text, "lang": lang, "href": href.flatten(), "note": note})
    };
    let lines: Vec<_> = seen.lines.iter().map(line).collect();
    let beside = beside::news(visit.text, &seen);
    let news = json!({"state": state(&seen.talk, &seen), "lines": lines, "beside": beside});
    Ok((news.to_string(), seen.beside.writes.map(Duration::from_secs)))
}
