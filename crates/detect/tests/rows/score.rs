//! What was found, counted against what is to be found.

use std::collections::BTreeMap;

use sigilo_detect::Kind;

use super::{Case, Message, Seen, kind_of};

/// How often something was found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// To be found, and found.
    pub wanted: usize,
    pub met: usize,
    /// Of those, with the very signs.
    pub exact: usize,
    /// Texts without it, and those in which it was found all the same.
    pub clean: usize,
    pub alarms: usize,
}

impl Tally {
    /// The share of what is to be found that was.
    pub fn recall(&self) -> f64 {
        self.met as f64 / self.wanted as f64
    }

    /// The share of texts without it in which something was found.
    pub fn alarm(&self) -> f64 {
        self.alarms as f64 / self.clean as f64
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            wanted: self.wanted + other.wanted,
            met: self.met + other.met,
            exact: self.exact + other.exact,
            clean: self.clean + other.clean,
            alarms: self.alarms + other.alarms,
        }
    }

    fn want(&mut self, wanted: &Seen, found: &[Seen]) -> bool {
        let own = |own: &&Seen| own.is_sure() && own.kind == wanted.kind && own.meets(wanted);
        let met = found.iter().find(own);
        let is_exact = |own: &Seen| (own.start, own.end) == (wanted.start, wanted.end);
        self.wanted += 1;
        self.met += usize::from(met.is_some());
        self.exact += usize::from(found.iter().filter(own).any(is_exact));
        met.is_some()
    }
}

/// Of one half of the corpus: each kind's recall, alarms on clean messages, and the rest.
#[derive(Debug, Default)]
pub struct Halves {
    pub kinds: BTreeMap<Kind, Tally>,
    /// All kinds together; and the clean messages, of which each with anything sure is an alarm.
    pub all: Tally,
    /// Sure findings in messages with something that are where nothing is to be found.
    pub beside: usize,
    /// What was missed, and what was found where nothing is, to be looked at.
    pub missed: Vec<String>,
    pub alarmed: Vec<String>,
}

/// Counts one half of the corpus; what is found in each message comes with it.
pub fn of_messages<'a>(rows: impl Iterator<Item = (&'a Message, &'a [Seen])>) -> Halves {
    let mut halves = Halves::default();
    for (message, found) in rows {
        for wanted in &message.wanted {
            let tally = halves.kinds.entry(wanted.kind).or_default();
            if !tally.want(wanted, found) {
                halves.missed.push(told(message, wanted));
            }
        }
        let is_beside =
            |own: &&Seen| own.is_sure() && !message.wanted.iter().any(|wanted| wanted.meets(own));
        let beside: Vec<&Seen> = found.iter().filter(is_beside).collect();
        halves.alarmed.extend(beside.iter().map(|own| told(message, own)));
        if message.wanted.is_empty() {
            halves.all.clean += 1;
            halves.all.alarms += usize::from(!beside.is_empty());
            for kind in Kind::ALL {
                if beside.iter().any(|own| own.kind == *kind) {
                    halves.kinds.entry(*kind).or_default().alarms += 1;
                }
            }
        } else {
            halves.beside += beside.len();
        }
    }
    let of_kinds = halves.kinds.values().fold(Tally::default(), |sum, own| sum.and(*own));
    let (clean, alarms) = (halves.all.clean, halves.all.alarms);
    halves.all = Tally { clean, alarms, ..of_kinds };
    halves
}

fn told(message: &Message, own: &Seen) -> String {
    let piece: String = message.text.chars().skip(own.start).take(own.end - own.start).collect();
    let (kind, sure) = (own.kind.name(), own.confidence);
    format!("{kind} {sure:.2} «{piece}» {}: {}", message.locale, message.text)
}

/// Counts cases by entity: strong ones only; what is found in each comes with it, and what went wrong.
pub fn of_cases<'a>(
    rows: impl Iterator<Item = (&'a Case, &'a [Seen])>,
) -> (BTreeMap<&'a str, Tally>, Vec<String>) {
    let (mut entities, mut wrong) = (BTreeMap::new(), Vec::new());
    for (case, found) in rows {
        let Some(kind) = kind_of(&case.entity) else { continue };
        if case.is_weak {
            continue;
        }
        let tally: &mut Tally = entities.entry(case.entity.as_str()).or_default();
        for (start, end) in &case.spans {
            let wanted = Seen { kind, start: *start, end: *end, confidence: 1.0 };
            if !tally.want(&wanted, found) {
                wrong.push(format!("missed {} {}: {found:?}", case.entity, case.text));
            }
        }
        if case.spans.is_empty() {
            let is_found = found.iter().any(|own| own.is_sure() && own.kind == kind);
            tally.clean += 1;
            tally.alarms += usize::from(is_found);
            if is_found {
                wrong.push(format!("alarm {} {}", case.entity, case.text));
            }
        }
    }
    (entities, wrong)
}
