//! Which members there are and what they hold: the reader's view (`sigilo_consent`), with names for
//! what it refuses.

use sigilo_protocol::{Hash, Json};

use super::{
    document::{get, members},
    place_of,
    report::Report,
};

/// What a value has to be.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Text,
    Number,
    Flag,
    Digest,
    List(&'static Shape),
    /// Any names, each with a value of this shape.
    Map(&'static Shape),
    Object(&'static [(&'static str, Shape, Need)]),
}

/// Whether a member may be left out.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Need {
    Needed,
    Free,
}

use Need::{Free, Needed};
use Shape::{Digest, Flag, List, Map, Number, Object, Text};

/// The core.
pub(super) const CORE: Shape = Object(&[
    ("v", Number, Needed),
    ("id", Text, Needed),
    ("version", Text, Needed),
    ("controller", CONTROLLER, Needed),
    ("laws", List(&Text), Needed),
    ("authority", Object(&[("name", Text, Needed), ("url", Text, Needed)]), Needed),
    ("minimum_age", Number, Needed),
    ("age_gate", Flag, Needed),
    ("purposes", List(&PURPOSE), Needed),
    ("processors", List(&PROCESSOR), Needed),
    ("obligations", List(&OBLIGATION), Needed),
    ("channels", List(&CHANNEL), Needed),
    ("detection", DETECTION, Free),
    ("archive_approvers", Number, Free),
    ("attachments", ATTACHMENTS, Free),
    ("grant_lifetime", Text, Needed),
    ("texts", Map(&Digest), Needed),
]);

const DETECTION: Shape = Object(&[
    ("region", Text, Free),
    ("never", List(&Text), Needed),
    ("ask", List(&Text), Needed),
    ("keep", Number, Needed),
    ("patterns", List(&OWN_NUMBER), Needed),
]);
const ATTACHMENTS: Shape = Object(&[
    ("media", List(&Text), Needed),
    ("max_bytes", Number, Needed),
    ("max_count", Number, Needed),
]);
const OWN_NUMBER: Shape = Object(&[("pattern", Text, Needed), ("kind", Text, Needed)]);

const CONTROLLER: Shape = Object(&[
    ("name", Text, Needed),
    ("address", Text, Needed),
    ("contact", Text, Needed),
    ("country", Text, Needed),
    ("dpo", Text, Free),
    ("representative", Text, Free),
]);

const PURPOSE: Shape = Object(&[
    ("id", Text, Needed),
    ("required", Flag, Needed),
    ("basis", Text, Needed),
    ("category", Text, Needed),
    ("data", List(&DATUM), Needed),
    ("recipients", List(&Text), Needed),
    ("retention", Text, Needed),
    ("transfers", List(&TRANSFER), Needed),
    ("trains_model", Flag, Needed),
    ("decides", Flag, Needed),
]);

const DATUM: Shape = Object(&[("kind", Text, Needed), ("necessity", Text, Needed)]);
const TRANSFER: Shape = Object(&[("country", Text, Needed), ("basis", Text, Needed)]);
const PROCESSOR: Shape =
    Object(&[("id", Text, Needed), ("name", Text, Needed), ("country", Text, Needed)]);
const OBLIGATION: Shape =
    Object(&[("id", Text, Needed), ("basis", Text, Needed), ("retention", Text, Needed)]);
const CHANNEL: Shape =
    Object(&[("kind", Text, Needed), ("value", Text, Needed), ("href", Text, Needed)]);

/// A text.
pub(super) const TEXT: Shape = Object(&[
    ("v", Number, Needed),
    ("lang", Text, Needed),
    ("lead", Text, Needed),
    ("purposes", Map(&SAID), Needed),
    ("data", Map(&Text), Needed),
    ("processors", Map(&Text), Needed),
    ("obligations", Map(&Text), Needed),
    ("channels", Map(&Text), Needed),
    ("sections", List(&Object(&[("heading", Text, Needed), ("body", Text, Needed)])), Needed),
]);

const SAID: Shape =
    Object(&[("name", Text, Needed), ("description", Text, Needed), ("basis", Text, Needed)]);

/// Members that would say yes in the visitor's place.
const PRE_GRANTED: &[&str] =
    &["granted", "default", "checked", "preselected", "enabled", "opt_out", "on"];

/// Names every member that is missing, unknown, or not what it has to be.
pub(super) fn check(json: &Json, shape: Shape, report: &mut Report) {
    walk(json, shape, "", report);
    if get(json, "v").is_some_and(|v| *v != Json::Number(2)) {
        report.error("v", "It is not of this version, which is 2.", "See docs/policy.md.");
    }
}

fn walk(json: &Json, shape: Shape, place: &str, report: &mut Report) {
    match (shape, json) {
        (Text, Json::Text(_)) | (Number, Json::Number(_)) | (Flag, Json::Bool(_)) => {}
        (Digest, Json::Text(hash)) if Hash::parse(hash).is_some() => {}
        (List(item), Json::List(values)) => {
            for (at, value) in values.iter().enumerate() {
                let place = match place {
                    "purposes" => place_of(values, at),
                    place => format!("{place}[{at}]"),
                };
                walk(value, *item, &place, report);
            }
        }
        (Map(value), Json::Object(members)) => {
            for (name, own) in members {
                walk(own, *value, &join(place, name), report);
            }
        }
        (Object(known), Json::Object(_)) => object(json, known, place, report),
        _ => report.error(place, format!("It has to be {}.", shape.in_words()), "Correct it."),
    }
}

fn object(
    json: &Json,
    known: &'static [(&'static str, Shape, Need)],
    place: &str,
    report: &mut Report,
) {
    for (name, shape, need) in known {
        match get(json, name) {
            Some(value) => walk(value, *shape, &join(place, name), report),
            None if *need == Needed => {
                report.error(place, format!("\"{name}\" is missing."), remedy(name, *shape));
            }
            None => {}
        }
    }
    for (name, _) in members(json) {
        if known.iter().any(|(own, ..)| own == name) {
        } else if PRE_GRANTED.contains(&name.as_str()) {
            report.error(
                place,
                format!("\"{name}\" would say yes before the visitor does."),
                "Remove it: consent is an act of the visitor's own (Art. 4(11) GDPR), and every \
                 switch begins off.",
            );
        } else {
            let what = format!("\"{name}\" is no member that a reader knows.");
            report.error(place, what, "Remove it, or see docs/policy.md for its right name.");
        }
    }
}

fn join(place: &str, name: &str) -> String {
    if place.is_empty() { name.into() } else { format!("{place}.{name}") }
}

fn remedy(name: &str, shape: Shape) -> &'static str {
    match (name, shape) {
        ("retention", _) => {
            "Say how long it is kept, as \"P90D\" for 90 days or \"P1Y\" for a year."
        }
        ("basis", _) => "Name the legal basis: \"eu-gdpr:A6-1-a\" is consent.",
        ("required", _) => "Say true if the chat can't do without it, else false.",
        (_, Flag) => "Say true or false.",
        (_, List(_)) => "Add it; an empty list says that there are none.",
        (_, Map(_)) => "Add it; an empty object says that there are none.",
        _ => "Add it; docs/policy.md says what it is.",
    }
}

impl Shape {
    fn in_words(self) -> &'static str {
        match self {
            Text => "a string",
            Number => "a whole number",
            Flag => "true or false",
            Digest => "a SHA-256 in base64url, of 43 characters",
            List(_) => "a list",
            Map(_) | Object(_) => "an object",
        }
    }
}
