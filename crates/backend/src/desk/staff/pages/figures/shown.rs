//! What the page shows: words and charts, each by a name that the script finds it by.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Map, Value, json};
use sigilo_protocol::Hash;

use super::{
    super::super::text::Text,
    chart::Chart,
    words::{self, Said},
};
use crate::desk::figures::{Figures, Seen, Span, Talks, Times, What};

/// Numbers and charts by name, and the rows that there are.
pub(super) struct Shown {
    pub(super) span: Span,
    texts: BTreeMap<String, String>,
    charts: BTreeMap<String, Chart>,
    pub(super) purposes: Vec<Row>,
    pub(super) data: Vec<Row>,
    pub(super) failures: Vec<Row>,
    pub(super) is_waited: bool,
}

/// A row: the beginning of its names, and what it is called.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
}

impl Shown {
    pub(super) fn of(figures: &Figures, talks: Talks, text: &'static Text, span: Span) -> Self {
        let seen = figures.seen(span);
        let mut shown = Self {
            span,
            texts: BTreeMap::new(),
            charts: BTreeMap::new(),
            purposes: Vec::new(),
            data: Vec::new(),
            failures: Vec::new(),
            is_waited: talks.waiting > 0,
        };
        shown.now(talks, text);
        shown.over_time(&seen, text);
        shown.consent(figures, &seen, text);
        shown.detected(&seen, text);
        shown.failed(&seen, text);
        shown
    }

    fn now(&mut self, talks: Talks, text: &Text) {
        let Talks { open, active, taken, waiting, longest } = talks;
        for (id, count) in
            [("open", open), ("active", active), ("taken", taken), ("waiting", waiting)]
        {
            self.say(id, count);
        }
        let longest = if waiting > 0 { text.span(longest) } else { "–".into() };
        self.say("longest", longest);
    }

    fn over_time(&mut self, seen: &Seen, text: &Text) {
        self.say("messages", seen.total(What::Messages, ""));
        self.count("messages", &seen.series(What::Messages, ""), text);
        self.say("waited", seen.waiting.iter().copied().max().unwrap_or(0));
        self.count("waited", &seen.waiting, text);
        for (id, (each, all)) in [("bot", &seen.bot), ("people", &seen.people)] {
            let within = |percent| all.percentile(percent).map_or("–".into(), |t| span(text, t));
            self.say(&format!("{id}-count"), all.count());
            self.say(&format!("{id}-half"), within(50));
            self.say(&format!("{id}-nine"), within(90));
            let median = |times: &Times| times.percentile(50).map_or(0, millis);
            let medians: Vec<u64> = each.iter().map(median).collect();
            let told = |most| span(text, Duration::from_millis(most));
            let said = summary(self.span, &medians, text, words::SLOWEST, told);
            let chart = Chart::new(&medians, said);
            self.charts.insert(id.into(), chart);
        }
    }

    fn consent(&mut self, figures: &Figures, seen: &Seen, text: &Text) {
        let mut rows: Vec<(String, String)> =
            figures.purposes(text.lang).map(|(id, name)| (id.into(), name.into())).collect();
        // What an earlier policy had.
        for id in [What::Given, What::Refused, What::Withdrawn].map(|what| seen.names(what)) {
            for id in id {
                if rows.iter().all(|(own, _)| own != id) {
                    rows.push((id.into(), id.into()));
                }
            }
        }
        for (purpose, name) in rows {
            let row = self.row("purpose", &purpose, name);
            let of = |what| seen.total(what, &purpose);
            let (given, refused) = (of(What::Given), of(What::Refused));
            let asked = given + refused;
            let rate = (given * 100).checked_div(asked).map(|rate| format!("{rate}\u{a0}%"));
            self.say(&format!("{}-rate", row.id), rate.unwrap_or("–".into()));
            self.say(&format!("{}-asked", row.id), asked);
            self.say(&format!("{}-given", row.id), given);
            self.say(&format!("{}-refused", row.id), refused);
            self.say(&format!("{}-withdrawn", row.id), of(What::Withdrawn));
            self.count(&row.id, &seen.series(What::Given, &purpose), text);
            self.purposes.push(row);
        }
    }

    fn detected(&mut self, seen: &Seen, text: &Text) {
        const WHERE: [(What, &str); 3] =
            [(What::Found, "found"), (What::Filled, "filled"), (What::Masked, "masked")];
        let mut terms: Vec<&str> = WHERE.iter().flat_map(|(what, _)| seen.names(*what)).collect();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            let name = words::term(text, term).unwrap_or(term).to_owned();
            let row = self.row("data", term, name);
            for (what, id) in WHERE {
                self.say(&format!("{}-{id}", row.id), seen.total(what, term));
            }
            let came = [What::Found, What::Filled].map(|what| seen.series(what, term));
            let [found, filled] = came;
            let both: Vec<u64> = found.iter().zip(&filled).map(|(one, two)| one + two).collect();
            self.count(&row.id, &both, text);
            self.data.push(row);
        }
    }

    fn failed(&mut self, seen: &Seen, text: &Text) {
        let kinds: Vec<String> = seen.names(What::Failed).map(Into::into).collect();
        for kind in kinds {
            let name = words::fault(text, &kind).unwrap_or(&kind).to_owned();
            let row = self.row("failed", &kind, name);
            self.say(&format!("{}-count", row.id), seen.total(What::Failed, &kind));
            self.count(&row.id, &seen.series(What::Failed, &kind), text);
            self.failures.push(row);
        }
    }

    fn row(&self, group: &str, id: &str, name: String) -> Row {
        let sign = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        Row { id: format!("{group}-{}", id.chars().map(sign).collect::<String>()), name }
    }

    fn say(&mut self, id: &str, what: impl ToString) {
        self.texts.insert(id.into(), what.to_string());
    }

    fn count(&mut self, id: &str, series: &[u64], text: &Text) {
        let said = summary(self.span, series, text, words::MOST, |most| most.to_string());
        let chart = Chart::new(series, said);
        self.charts.insert(id.into(), chart);
    }

    /// A number, by its name.
    pub(super) fn text(&self, id: &str) -> &str {
        self.texts.get(id).map_or("", String::as_str)
    }

    /// A chart, by its name.
    pub(super) fn chart(&self, id: &str) -> Option<&Chart> {
        self.charts.get(id)
    }

    /// Changes when rows come or go.
    pub(super) fn state(&self) -> String {
        let ids = self.texts.keys().map(String::as_str).collect::<Vec<_>>().join(" ");
        Hash::of(ids.as_bytes()).to_string()
    }

    /// What the script puts in place.
    pub(super) fn to_json(&self) -> String {
        let charts: Map<String, Value> = self
            .charts
            .iter()
            .map(|(id, Chart { path, summary })| (id.clone(), json!([path, summary])))
            .collect();
        json!({
            "state": self.state(), "texts": self.texts, "charts": charts, "is_waited": self.is_waited
        })
        .to_string()
    }
}

/// The highest bar in words, and how long ago it was.
fn summary(
    span: Span,
    series: &[u64],
    text: &Text,
    most_is: Said,
    told: impl Fn(u64) -> String,
) -> String {
    let highest = series.iter().enumerate().rev().max_by_key(|(_, count)| **count);
    match highest {
        Some((at, most)) if *most > 0 => {
            let ago = (series.len() - 1 - at) as u64 * span.slot();
            let when = match (ago, text.lang) {
                (0, _) => words::JUST_NOW.of(text).into(),
                (_, "es") => format!("hace {}", text.span(ago)),
                _ => format!("{} ago", text.span(ago)),
            };
            format!("{} {}, {when}", most_is.of(text), told(*most))
        }
        _ => words::NOTHING.of(text).into(),
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1)
}

/// How long something takes: one digit after the point below ten seconds, seconds too below an hour.
fn span(text: &Text, time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds < 0.9995 => format!("{:.0}\u{a0}ms", seconds * 1_000.0),
        seconds if seconds < 9.95 && text.lang == "es" => {
            format!("{seconds:.1}\u{a0}s").replace('.', ",")
        }
        seconds if seconds < 9.95 => format!("{seconds:.1}\u{a0}s"),
        seconds => match seconds.round() as u64 {
            whole @ 60..3_600 if whole % 60 > 0 => {
                format!("{} {}", text.span(whole), text.span(whole % 60))
            }
            whole => text.span(whole),
        },
    }
}
