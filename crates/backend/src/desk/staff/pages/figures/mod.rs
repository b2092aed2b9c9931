//! The figures, for supervisors: how many, how fast, how often, and nothing of whom.
//!
//! The page is made of [`Shown`], and so is what keeps it up to date: numbers and charts by name.
//! Where rows come or go the script says so, as on every page here.

mod chart;
mod layout;
mod shown;
mod words;

use axum::{
    Extension,
    extract::State,
    response::{IntoResponse as _, Response},
};

use self::shown::Shown;
use super::{
    super::{Staff, guard::Visit, text::Text},
    Answer, Fault, page,
    stream::{self, Look},
};
use crate::{DatabaseError, desk::figures::Span};

pub(in super::super) async fn hour(state: State<Staff>, visit: Extension<Visit>) -> Answer {
    show(state, visit, Span::Hour).await
}

pub(in super::super) async fn day(state: State<Staff>, visit: Extension<Visit>) -> Answer {
    show(state, visit, Span::Day).await
}

pub(in super::super) async fn hour_live(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
) -> Response {
    stream::of(staff, visit, Look::Figures(Span::Hour)).into_response()
}

pub(in super::super) async fn day_live(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
) -> Response {
    stream::of(staff, visit, Look::Figures(Span::Day)).into_response()
}

/// What the page is called.
pub(super) fn name(text: &Text) -> &'static str {
    words::FIGURES.of(text)
}

async fn show(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    span: Span,
) -> Answer {
    let shown = look(&staff, visit.text, span).await;
    let shown = shown.map_err(|error| Fault::from(error).told(&visit))?;
    let (text, now) = (visit.text, staff.0.clock.now());
    let content = layout::content(text, &shown, staff.0.people.figures().began(), now);
    Ok(page(&visit, name(text), "/figures", &content).into_response())
}

async fn look(staff: &Staff, text: &'static Text, span: Span) -> Result<Shown, DatabaseError> {
    let talks = staff.0.people.sample().await?;
    Ok(Shown::of(staff.0.people.figures(), talks, text, span))
}

/// What a page of figures is told.
pub(super) async fn news(
    staff: &Staff,
    text: &'static Text,
    span: Span,
) -> Result<String, DatabaseError> {
    Ok(look(staff, text, span).await?.to_json())
}
