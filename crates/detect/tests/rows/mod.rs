//! The corpus and the cases, read.
#![allow(dead_code, reason = "each test file uses what it needs")]

use std::path::Path;

use serde_json::Value;
use sigilo_detect::{Finding, Kind, Pattern, Scanner, Settings};

/// Something that is to be found: in code points.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

impl Wanted {
    /// Whether a finding is of this kind, sure, and shares signs with it.
    pub fn is_met(&self, finding: &Finding) -> bool {
        finding.is_sure() && finding.kind == self.kind && self.meets(finding)
    }

    /// Whether a finding shares signs with it.
    pub fn meets(&self, finding: &Finding) -> bool {
        finding.start_point < self.end && self.start < finding.end_point
    }
}

/// A message of the corpus.
#[derive(Debug)]
pub struct Message {
    pub id: String,
    pub text: String,
    pub locale: String,
    pub is_held: bool,
    pub patterns: Vec<String>,
    pub wanted: Vec<Wanted>,
}

impl Message {
    /// What is found in it, as a page in its language would.
    pub fn scan(&self) -> Vec<Finding> {
        let mut settings = Settings::for_locale(&self.locale);
        let patterns = self.patterns.iter().map(|own| Pattern::new(own).unwrap());
        settings.patterns.extend(patterns);
        Scanner::new(settings).scan(&self.text)
    }
}

/// A case of pii_cases.jsonl.
#[derive(Debug)]
pub struct Case {
    pub entity: String,
    pub text: String,
    pub lang: String,
    pub is_weak: bool,
    /// What is to be found; nothing of the entity if there is none.
    pub spans: Vec<(usize, usize)>,
}

fn lines(name: &str) -> Vec<Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn place(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

/// Every message of the corpus.
pub fn messages() -> Vec<Message> {
    let wanted = |own: &Value| Wanted {
        kind: Kind::from_name(own["kind"].as_str().unwrap()).unwrap(),
        start: place(&own["start"]),
        end: place(&own["end"]),
    };
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
        wanted: own["findings"].as_array().unwrap().iter().map(wanted).collect(),
    };
    lines("chat.jsonl").into_iter().map(message).collect()
}

/// Every case of Presidio's tests.
pub fn cases() -> Vec<Case> {
    let case = |own: Value| Case {
        entity: text(&own["entity"]),
        text: text(&own["text"]),
        lang: text(&own["lang"]),
        is_weak: own["weak"].as_bool().unwrap(),
        spans: own["spans"]
            .as_array()
            .unwrap()
            .iter()
            .map(|own| (place(&own[0]), place(&own[1])))
            .collect(),
    };
    lines("pii_cases.jsonl").into_iter().map(case).collect()
}
