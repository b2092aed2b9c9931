//! The page's places.

use maud::{Markup, html};

use super::{
    super::super::text::Text,
    shown::{Row, Shown},
    words::{self, Said},
};
use crate::desk::figures::Span;

/// Numbers by name, each with what it is called.
type Facts<'a> = &'a [(&'a str, Said)];

pub(super) fn content(text: &'static Text, shown: &Shown, began: u64, now: u64) -> Markup {
    let (here, live) = match shown.span {
        Span::Hour => ("/figures", "/figures/live"),
        Span::Day => ("/figures/day", "/figures/day/live"),
    };
    let back = if shown.span == Span::Hour { 3_600 } else { 24 * 3_600 };
    let of = |said: Said| said.of(text);
    html! {
        div.head {
            h1 { (of(words::FIGURES)) }
            div.head__side {
                p.live #live data-offline=(text.offline) { (text.live) }
                button.button.button--quiet #pause type="button" hidden
                    data-pause=(of(words::PAUSE)) data-resume=(of(words::GO_ON)) data-paused=(of(words::PAUSED)) { (of(words::PAUSE)) }
            }
        }
        p.lead { (of(words::LEAD)) }
        nav.switch aria-label=(of(words::SPAN)) {
            @for (href, said) in [("/figures", words::HOUR), ("/figures/day", words::DAY)] {
                a href=(href) aria-current=[(href == here).then_some("page")] { (of(said)) }
            }
        }
        p.note #changed role="status" hidden { (text.changed) " " a href=(here) { (text.reload) } }
        @if began + back > now {
            p.hint { (of(words::SINCE)) " " (text.span(now.saturating_sub(began))) "." }
        }
        div.figures data-live=(live) data-state=(shown.state()) {
            section aria-labelledby="now" {
                h2.quiet #now { (of(words::NOW)) }
                dl.tiles { (tiles(text, shown)) }
            }
            section aria-labelledby="over-time" {
                h2.quiet #over-time { (of(words::OVER_TIME)) }
                div.panels { (panels(text, shown)) }
            }
            (rows(text, shown, "consent", words::CONSENT, words::CONSENT_HINT.of(text), &shown.purposes, &[
                ("rate", words::RATE), ("asked", words::ASKED), ("given", words::GIVEN),
                ("refused", words::REFUSED), ("withdrawn", words::WITHDRAWN),
            ], words::GIVEN))
            (rows(text, shown, "data", words::DATA, words::DATA_HINT.of(text), &shown.data, &[
                ("found", words::FOUND), ("filled", words::FILLED), ("masked", words::MASKED),
            ], words::DATA))
            (rows(text, shown, "failures", words::FAILURES, "", &shown.failures, &[
                ("count", words::TIMES),
            ], words::FAILURES))
        }
    }
}

fn tiles(text: &'static Text, shown: &Shown) -> Markup {
    let tiles = [
        ("waiting", words::WAITING, None),
        ("longest", words::LONGEST, None),
        ("taken", words::TAKEN, None),
        ("active", words::ACTIVE, Some(words::ACTIVE_HINT)),
        ("open", words::OPEN, None),
    ];
    html! {
        @for (id, name, hint) in tiles {
            div.card.tile.tile--waits[id == "waiting" && shown.is_waited] data-tile=(id) {
                dt { (name.of(text)) @if let Some(hint) = hint { span.hint { " " (hint.of(text)) } } }
                dd data-figure=(id) { (shown.text(id)) }
            }
        }
    }
}

fn panels(text: &'static Text, shown: &Shown) -> Markup {
    let panels: [(&str, Said, Facts<'_>); 4] = [
        ("messages", words::MESSAGES, &[("messages", words::IN_ALL)]),
        ("waited", words::WAITED, &[("waited", words::AT_MOST)]),
        (
            "bot",
            words::BOT,
            &[("bot-half", words::HALF), ("bot-nine", words::NINE), ("bot-count", words::ANSWERS)],
        ),
        (
            "people",
            words::PEOPLE,
            &[
                ("people-half", words::HALF),
                ("people-nine", words::NINE),
                ("people-count", words::ANSWERS),
            ],
        ),
    ];
    html! {
        @for (id, name, facts) in panels {
            article.card.panel {
                h3 { (name.of(text)) }
                dl.measures { @for (id, said) in facts { (fact(text, shown, id, *said)) } }
                (chart(text, shown, id, name.of(text)))
            }
        }
    }
}

#[allow(clippy::too_many_arguments, reason = "a section's parts, of which three sections differ")]
fn rows(
    text: &'static Text,
    shown: &Shown,
    id: &str,
    title: Said,
    hint: &str,
    rows: &[Row],
    facts: Facts<'_>,
    counted: Said,
) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2.quiet id=(id) { (title.of(text)) }
            @if !hint.is_empty() { p.hint { (hint) } }
            @if rows.is_empty() {
                p.card.empty { (if id == "data" { words::NO_DATA } else { words::NO_FAILURES }.of(text)) }
            } @else {
                ul.card.list {
                    @for row in rows {
                        li.list__row {
                            div.list__main {
                                h3 { (row.name) }
                                dl.measures {
                                    @for (own, said) in facts {
                                        (fact(text, shown, &format!("{}-{own}", row.id), *said))
                                    }
                                }
                            }
                            (chart(text, shown, &row.id, &format!("{}: {}", row.name, counted.of(text))))
                        }
                    }
                }
            }
        }
    }
}

fn fact(text: &Text, shown: &Shown, id: &str, said: Said) -> Markup {
    html! { div.measure { dt { (said.of(text)) } dd data-figure=(id) { (shown.text(id)) } } }
}

fn chart(text: &Text, shown: &Shown, id: &str, name: &str) -> Markup {
    let from = if shown.span == Span::Hour { words::AN_HOUR_AGO } else { words::A_DAY_AGO };
    html! {
        @if let Some(chart) = shown.chart(id) {
            (chart.draw(id, name, from.of(text), words::JUST_NOW.of(text)))
        }
    }
}
