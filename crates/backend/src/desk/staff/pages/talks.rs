//! The conversations, without a word of them.

use axum::{
    Extension,
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};
use sigilo_protocol::Hash;

use super::{
    super::{Role, Staff, guard::Visit},
    Answer, Fault, moment, page,
    stream::{self, Look},
};
use crate::{DatabaseError, desk::people::Talk};

pub(in super::super) async fn show(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
) -> Answer {
    let text = visit.text;
    let fault = |error: DatabaseError| Fault::from(error).told(&visit);
    let list = staff.0.people.list().await.map_err(fault)?;
    let now = staff.0.clock.now();
    let content = html! {
        div.head { h1 { (text.talks) } p.live #live data-offline=(text.offline) { (text.live) } }
        p.note #changed role="status" hidden { (text.changed) " " a href="/talks" { (text.reload) } }
        div #list data-live="/talks/live" data-state=(fingerprint(&list)) {
            @if list.is_empty() { p.card.empty { (text.nobody) } }
            ul.rows { @for talk in &list { (row(&visit, talk, now)) } }
        }
    };
    Ok(page(&visit, text.talks, "/talks", &content).into_response())
}

fn row(visit: &Visit, talk: &Talk, now: u64) -> Markup {
    let text = visit.text;
    let href = format!("/talks/{}", talk.name);
    let is_read = visit.account().is_ok_and(|own| own.role != Role::Auditor);
    html! {
        li.card.row.row--waits[talk.waiting.is_some()] {
            div.row__main {
                h2.row__title {
                    @if is_read { a href=(href) { (text.conversation) " " (talk.name) } }
                    @else { (text.conversation) " " (talk.name) }
                }
                p.row__facts {
                    (state(visit, talk))
                    span { (text.language) ": " (talk.lang) }
                    span { (text.last) ": " (moment(talk.last)) }
                    // Who the visitor is, only those read who may read what they say.
                    @if let (true, Some(who)) = (is_read, &talk.identity) {
                        span.tag { (who.name.as_deref().unwrap_or(&who.subject)) }
                    }
                }
            }
            @if let Some(since) = talk.waiting {
                p.wait { (text.waiting) " " strong { (text.span(now.saturating_sub(since))) } }
            }
        }
    }
}

/// Who answers there, in words.
pub(super) fn state(visit: &Visit, talk: &Talk) -> Markup {
    let text = visit.text;
    let is_own = |by: &str| visit.account().is_ok_and(|own| own.name == by);
    html! {
        @if !talk.is_open { span.tag.tag--alert { (text.closed) } }
        @else if talk.left_at.is_some() { span.tag.tag--alert { (text.left) } }
        @else if talk.is_lost { span.tag.tag--alert { (text.lost) } }
        @else {
            @match talk.taken_by.as_deref() {
                None => span.tag { (text.by_bot) },
                Some(by) if is_own(by) => span.tag.tag--main { (text.by_you) },
                Some(by) => span.tag.tag--main { (text.by) ": " (by) },
            }
        }
    }
}

/// Changes when the list does.
fn fingerprint(list: &[Talk]) -> String {
    let part = |talk: &Talk| {
        let Talk { name, last, waiting, taken_by, is_open, is_lost, left_at, identity, .. } = talk;
        let is_known = identity.is_some();
        format!(
            "{name} {last} {waiting:?} {taken_by:?} {is_open} {is_lost} {left_at:?} {is_known}\n"
        )
    };
    Hash::of(list.iter().map(part).collect::<String>().as_bytes()).to_string()
}

pub(in super::super) async fn live(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
) -> Response {
    stream::of(staff, visit, Look::List).into_response()
}

/// What a page of the list is told of it.
pub(super) async fn news(staff: &Staff) -> Result<String, DatabaseError> {
    let list = staff.0.people.list().await?;
    Ok(serde_json::json!({"state": fingerprint(&list)}).to_string())
}
