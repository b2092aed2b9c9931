//! Who did what, for the auditor.

use axum::{Extension, extract::State, response::IntoResponse as _};
use maud::html;

use super::{
    super::{Staff, guard::Visit},
    Answer, Fault, moment, page,
};

pub(in super::super) async fn show(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
) -> Answer {
    let text = visit.text;
    let told = staff.told().await.map_err(|error| Fault::from(error).told(&visit))?;
    let content = html! {
        h1 { (text.access) }
        p.lead { (text.access_lead) }
        @if told.is_empty() { p.card.empty { (text.nothing_told) } } @else {
            div.card.scroll tabindex="0" role="region" aria-label=(text.access) {
                table {
                    thead { tr {
                        th scope="col" { (text.when) } th scope="col" { (text.who) }
                        th scope="col" { (text.what) } th scope="col" { (text.conversation) }
                        th scope="col" { (text.details) }
                    } }
                    tbody {
                        @for event in &told {
                            tr.is-alert[event.kind == "staff.refused"] {
                                td { (moment(event.at)) }
                                td { (event.actor) }
                                td { code { (event.kind) } }
                                td { (event.conversation.as_deref().unwrap_or("")) }
                                td.quiet {
                                    @for (name, value) in &event.details {
                                        span.pair { (name) ": " (value) } " "
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(page(&visit, text.access, "/access", &content).into_response())
}
