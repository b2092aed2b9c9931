//! A conversation, opened.

use serde_json::{Value, json};
use sigilo_protocol::{Archive, ArchiveError, Body, ConvId, Copied, Entry, Hash, Pins, Record};

use std::collections::BTreeSet;

use super::{Holdings, Keyring};

/// What the archive found in a conversation, in the relay's order.
#[derive(Debug)]
pub struct Conversation {
    /// Its name.
    pub conv: ConvId,
    /// Thumbprint of its visitor's key; nothing, if its hello is not there.
    pub visitor: Option<String>,
    /// Its envelopes.
    pub lines: Vec<Line>,
}

/// An envelope, opened or not.
#[derive(Debug)]
pub struct Line {
    /// The envelope's name.
    pub eh: Hash,
    /// Whose it is: `visitor`, or a recipient's id.
    pub from: String,
    /// When it says it was sent, in milliseconds since 1970.
    pub ts: u64,
    /// Envelopes of its sender are missing before it.
    pub gap: bool,
    /// What it says, or why that is not known.
    pub said: Result<Body, &'static str>,
}

/// Why nothing is opened.
#[derive(Debug, thiserror::Error)]
pub enum ReadingError {
    /// It is not there.
    #[error("there is no such conversation; see `list`")]
    Unknown,
    /// The export is of a program of before, or a part of one.
    #[error("the copy lacks a policy that its manifests name; make it anew with `archive take`")]
    Policy,
    /// The policy wants more people than the keys are split among.
    #[error(
        "{0} can open these keys, and {1} have to agree by the site's policy: they are not opened"
    )]
    Shares(u64, u64),
    /// The policy wants more people than have agreed.
    #[error("{0} agreed, and {1} have to by the site's policy: name each with a --by of their own")]
    People(usize, u64),
}

impl Keyring {
    /// Whether so many people may open what an export holds, by the policies of its site, whose pins are
    /// `pins`: as many have to be named as the policies want, and as many have to hold a share.
    pub fn may_open(
        &self,
        held: &Holdings,
        pins: &Pins,
        people: &BTreeSet<&str>,
    ) -> Result<(), ReadingError> {
        let wanted = held.approvers(&held.verified(pins)).ok_or(ReadingError::Policy)?;
        if self.approvers < wanted {
            return Err(ReadingError::Shares(self.approvers, wanted));
        }
        if (people.len() as u64) < wanted {
            return Err(ReadingError::People(people.len(), wanted));
        }
        Ok(())
    }

    /// Opens a conversation of an export; `pins` are those of the site, `people` who have agreed. The caller
    /// has told an audit log before.
    pub fn read(
        &self,
        held: &Holdings,
        pins: &Pins,
        conv: ConvId,
        people: &BTreeSet<&str>,
    ) -> Result<Conversation, ReadingError> {
        self.may_open(held, pins, people)?;
        let envelopes = held.conversations.get(&conv).ok_or(ReadingError::Unknown)?;
        let manifests = held.verified(pins);
        let keys = self
            .keys
            .iter()
            .filter_map(|key| sigilo_protocol::KemSecret::from_bytes(key.to_bytes().as_slice()));
        let archive = Archive::new(&self.id, keys.collect(), manifests);
        let mut record: Option<Record> = None;
        let mut lines = Vec::new();
        for envelope in envelopes {
            let entry = match &mut record {
                Some(record) => record.read(&archive, envelope),
                None => Record::begin(&archive, envelope).map(|(begun, entry)| {
                    record = Some(begun);
                    entry
                }),
            };
            let header = envelope.header();
            let (gap, said) = match entry {
                Ok(Entry { gap, copy, .. }) => (gap, said(copy)),
                Err(error) => (false, Err(refused(error))),
            };
            let (from, ts) = (header.from.owner().to_owned(), header.ts);
            lines.push(Line { eh: envelope.eh(), from, ts, gap, said });
        }
        let visitor = record.map(|record| record.visitor().thumbprint().to_string());
        for line in &mut lines {
            if Some(&line.from) == visitor.as_ref() {
                line.from = "visitor".into();
            }
        }
        Ok(Conversation { conv, visitor, lines })
    }
}

fn said(copy: Copied) -> Result<Body, &'static str> {
    match copy {
        Copied::Body(body) => Ok(body),
        Copied::Reset => Err("a recipient asks for a new hello"),
        Copied::Elsewhere => Err("not for this archive"),
        Copied::KeyMissing(_) => Err("sealed to a key that is not among those given"),
        Copied::Unreadable => Err("unreadable, under its sender's signature"),
    }
}

fn refused(error: ArchiveError) -> &'static str {
    match error {
        ArchiveError::Conversation => "refused: not of this conversation, or its hello is missing",
        ArchiveError::Manifest => "refused: its manifest is missing, or another than its load's",
        ArchiveError::Signature => "refused: not signed by whom it names",
        ArchiveError::Chain => "refused: it does not fit its sender's chain",
        ArchiveError::Duplicate => "refused: it was read before",
        ArchiveError::Readers => "refused: not for whom the manifest names",
    }
}

impl Conversation {
    /// As a file: what each envelope says, and what is wrong with it.
    pub fn to_json(&self) -> Value {
        let lines = self.lines.iter().map(|line| {
            let Line { eh, from, ts, gap, said } = line;
            let mut out = json!({"eh": eh, "from": from, "ts": ts});
            if *gap {
                out["gap"] = true.into();
            }
            match said {
                Ok(body) => out["body"] = body_json(body),
                Err(problem) => out["problem"] = (*problem).into(),
            }
            out
        });
        let lines: Vec<_> = lines.collect();
        json!({"v": 1, "conv": self.conv, "visitor": self.visitor, "envelopes": lines})
    }

    /// Whether something that was said has `text` in it, whatever the case.
    pub fn has(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let bodies = self.lines.iter().filter_map(|line| line.said.as_ref().ok());
        bodies.map(body_json).any(|body| is_in(&body, &text))
    }
}

fn body_json(body: &Body) -> Value {
    // It was read from such bytes.
    body.to_padded().ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or(Value::Null)
}

fn is_in(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own.to_lowercase().contains(text),
        Value::Array(list) => list.iter().any(|value| is_in(value, text)),
        Value::Object(members) => members.values().any(|value| is_in(value, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
