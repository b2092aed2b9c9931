//! Sentences that say nothing, or push.

use sigilo_consent::{Finding as Fault, lint};
use sigilo_protocol::Json;

use super::{document::members, report::Report};

/// Checks what a text says. That every sentence is there is checked elsewhere.
pub(super) fn check(lang: &str, said: &Json, report: &mut Report) {
    each(said, "", &mut |place, sentence| {
        if sentence.trim().is_empty() {
            report.warning(place, "The sentence is empty.", "Write it.");
        }
        push(lang, sentence, place, report);
    });
}

fn push(lang: &str, sentence: &str, place: &str, report: &mut Report) {
    for Fault { fault, at } in lint(lang, sentence) {
        let words = sentence.get(at).unwrap_or(sentence);
        let what = format!("\"{words}\": {fault}.");
        report.warning(place, what, "Say it plainly, and leave both answers alike.");
    }
}

/// Every string, and where it stands.
fn each(json: &Json, place: &str, see: &mut dyn FnMut(&str, &str)) {
    match json {
        Json::Text(said) => see(place, said),
        Json::List(items) => {
            for (at, item) in items.iter().enumerate() {
                each(item, &format!("{place}[{at}]"), see);
            }
        }
        _ => {
            for (name, value) in members(json) {
                let join = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                each(value, &join, see);
            }
        }
    }
}
