//! The corpus and the cases, read; and what is found in them, set beside what is to be found.
#![allow(dead_code, unreachable_pub, unused_imports, reason = "each program uses what it needs")]

mod entity;
mod score;

use std::path::{Path, PathBuf};

use serde_json::Value;
use sigilo_detect::{Finding, Kind, Pattern, Scanner, Settings};

pub use entity::{is_asked_for, kind_of};
pub use score::{Halves, Tally, of_cases, of_messages};

/// Something that was found, by whomever, or that is to be found: in code points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    pub confidence: f32,
}

impl Seen {
    /// Whether two share signs.
    pub fn meets(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether it is sure enough to be acted on.
    pub fn is_sure(&self) -> bool {
        self.confidence >= Finding::SURE_ENOUGH
    }
}

/// What a scanner finds in a text.
fn seen_by(scanner: &Scanner, text: &str) -> Vec<Seen> {
    let findings = scanner.scan(text);
    let points = Finding::points(text, &findings);
    let seen = findings.iter().zip(points).map(|(own, (start, end))| Seen {
        kind: own.kind,
        start,
        end,
        confidence: own.confidence,
    });
    seen.collect()
}

/// A message of the corpus.
#[derive(Debug)]
pub struct Message {
    pub id: String,
    pub text: String,
    pub locale: String,
    pub is_held: bool,
    pub patterns: Vec<String>,
    pub wanted: Vec<Seen>,
}

impl Message {
    /// The settings of a page in its language.
    pub fn scanner(&self) -> Scanner {
        let mut settings = Settings::for_locale(&self.locale);
        settings.patterns.extend(self.patterns.iter().map(|own| Pattern::new(own).unwrap()));
        Scanner::new(settings)
    }

    /// What is found in it.
    pub fn scan(&self) -> Vec<Seen> {
        seen_by(&self.scanner(), &self.text)
    }
}

/// A case of a file like pii_cases.jsonl.
#[derive(Debug)]
pub struct Case {
    pub entity: String,
    pub text: String,
    pub lang: String,
    pub is_weak: bool,
    /// Where the entity is; nowhere, if it is not.
    pub spans: Vec<(usize, usize)>,
}

impl Case {
    /// What is found in it.
    pub fn scan(&self) -> Vec<Seen> {
        let scanner = Scanner::new(Settings::for_locale(&self.lang));
        seen_by(&scanner, &self.text)
    }
}

/// A file of the corpus.
pub fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)
}

/// The lines of a file.
pub fn lines(file: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What a line of findings says; kinds of which nobody knows are left out.
pub fn seen(value: &Value) -> Vec<Seen> {
    let one = |own: &Value| {
        Some(Seen {
            kind: Kind::from_name(own["kind"].as_str()?)?,
            start: place(&own["start"]),
            end: place(&own["end"]),
            confidence: own["confidence"].as_f64().unwrap_or(1.0) as f32,
        })
    };
    value.as_array().into_iter().flatten().filter_map(one).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn place(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

/// Every message of the corpus.
pub fn messages() -> Vec<Message> {
    let message = |own: Value| Message {
        id: text(&own["id"]),
        text: text(&own["text"]),
        locale: text(&own["locale"]),
        is_held: match own["half"].as_str().unwrap() {
            "held" => true,
            "train" => false,
            other => panic!("{other}"),
        },
        patterns: own["patterns"].as_array().into_iter().flatten().map(text).collect(),
        wanted: seen(&own["findings"]),
    };
    let all: Vec<Message> = lines(&file("chat.jsonl")).into_iter().map(message).collect();
    all
}

/// Every case of a file.
pub fn cases(file: &Path) -> Vec<Case> {
    let span = |own: &Value| (place(&own[0]), place(&own[1]));
    let case = |own: Value| Case {
        entity: text(&own["entity"]),
        text: text(&own["text"]),
        lang: text(&own["lang"]),
        is_weak: own["weak"].as_bool().unwrap(),
        spans: own["spans"].as_array().unwrap().iter().map(span).collect(),
    };
    lines(file).into_iter().map(case).collect()
}
