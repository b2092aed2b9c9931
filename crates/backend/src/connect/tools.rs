//! What a model may call: a person of the company's, and nothing else. The call is the declared function of
//! the chat-completions API; it takes no arguments, so that nothing of what was said is told by it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::settings::BotError;
use crate::desk::{bot::Handover, slow::Words};

/// The tool's name.
pub(super) const CALL: &str = "call_person";

/// Most calls of one answer that are listened to; one is what an answer has.
const MOST: usize = 8;

/// Most bytes of a call's arguments, which should have none: longer is a model that babbles.
const LONGEST: usize = 4_096;

/// How a model calls a person, where the site has people.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CallSettings {
    /// Whether the model is offered to; `true` by default. A server that knows no tools refuses what has one.
    pub offer: bool,
    /// What the tool does and when it is for: the model reads it.
    pub when: String,
    /// What the visitor reads where somebody who may answer is there; after what the model has written, if it
    /// has.
    pub there: Words,
    /// And where nobody is.
    pub away: Words,
}

impl Default for CallSettings {
    fn default() -> Self {
        Self {
            offer: true,
            when: "Calls a person of the company to this conversation. Call it when the visitor asks for a \
                   person, or when you can't help them. The visitor is then told whether somebody is there: do \
                   not promise it."
                .into(),
            there: Words::new(
                "He avisado a una persona del equipo, que te contestará aquí mismo.",
                "I have told a person of the team, who will answer you right here.",
            ),
            away: Words::new(
                "Ahora no hay nadie del equipo. Tu conversación queda a la espera y te contestarán aquí mismo.",
                "Nobody of the team is there now. Your conversation waits, and they will answer you right here.",
            ),
        }
    }
}

impl CallSettings {
    /// The settings, if every visitor would read something.
    pub(super) fn check(&self) -> Result<(), BotError> {
        match (self.there.is_complete(), self.away.is_complete()) {
            (true, true) => Ok(()),
            (false, _) => Err(BotError::Words("openai.people.there")),
            (true, false) => Err(BotError::Words("openai.people.away")),
        }
    }

    /// The tool as a request declares it.
    pub(super) fn declared(&self) -> Value {
        let nothing = json!({"type": "object", "properties": {}, "additionalProperties": false});
        let function = json!({"name": CALL, "description": self.when, "parameters": nothing});
        json!([{"type": "function", "function": function}])
    }

    /// What the visitor is told when the model has called, after what it wrote.
    pub(super) fn handover(&self, written: &str, lang: &str) -> Handover {
        let after = |words: &Words| match (written.trim_end(), words.in_lang(lang)) {
            ("", sentence) => sentence.to_owned(),
            (written, sentence) => format!("{written}\n\n{sentence}"),
        };
        Handover { there: after(&self.there), away: after(&self.away) }
    }
}

/// Why a call is passed over. None tells what was called, or with what: a model may repeat what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum CallFault {
    /// There is no such tool, or not here.
    #[error("it called a tool that it was not offered")]
    NotOffered,
    /// No JSON, or no object.
    #[error("the arguments of its call are no JSON object")]
    Arguments,
    /// Not as the API has calls.
    #[error("its call is not of the chat-completions API")]
    Form,
    /// Too many calls, or too long a one.
    #[error("it called more than is listened to")]
    TooMuch,
}

/// The calls of one answer, as they come: whole, or in pieces by their index.
#[derive(Debug, Default)]
pub(super) struct Calls {
    begun: BTreeMap<usize, Call>,
    faults: Vec<CallFault>,
}

#[derive(Debug, Default)]
struct Call {
    name: String,
    arguments: String,
}

#[derive(Deserialize)]
struct CallPart {
    #[serde(default)]
    index: Option<usize>,
    #[serde(default)]
    function: FunctionPart,
}

#[derive(Default, Deserialize)]
struct FunctionPart {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    arguments: Option<String>,
}

impl Calls {
    /// Takes the `tool_calls` of a message, or of a piece of it.
    pub(super) fn take(&mut self, parts: Vec<Value>) {
        for (place, part) in parts.into_iter().enumerate() {
            if let Err(fault) = self.take_part(place, part)
                && self.faults.len() < MOST
            {
                self.faults.push(fault);
            }
        }
    }

    fn take_part(&mut self, place: usize, part: Value) -> Result<(), CallFault> {
        let CallPart { index, function } =
            serde_json::from_value(part).map_err(|_| CallFault::Form)?;
        let index = index.unwrap_or(place);
        if self.begun.len() >= MOST && !self.begun.contains_key(&index) {
            return Err(CallFault::TooMuch);
        }
        let call = self.begun.entry(index).or_default();
        // Some servers repeat the name in every piece.
        if let Some(name) = function.name.filter(|_| call.name.is_empty()) {
            call.name = name;
        }
        let arguments = function.arguments.unwrap_or_default();
        if call.arguments.len() + arguments.len() > LONGEST {
            return Err(CallFault::TooMuch);
        }
        call.arguments.push_str(&arguments);
        Ok(())
    }

    /// Whether a person was called; what else was called is warned of.
    pub(super) fn person(self, offered: bool) -> bool {
        let (calls, faults) = self.read(offered);
        for fault in faults {
            tracing::warn!(%fault, "a model's call is passed over");
        }
        calls
    }

    /// Whether a person was called by the one tool and as it was declared, and why what else was called is none.
    fn read(self, offered: bool) -> (bool, Vec<CallFault>) {
        let Self { begun, mut faults } = self;
        let mut calls = false;
        for call in begun.into_values() {
            match call.read(offered) {
                Ok(()) => calls = true,
                Err(fault) => faults.push(fault),
            }
        }
        (calls, faults)
    }
}

impl Call {
    fn read(&self, offered: bool) -> Result<(), CallFault> {
        if !offered || self.name != CALL {
            return Err(CallFault::NotOffered);
        }
        // Many servers write nothing where a tool takes nothing.
        if self.arguments.trim().is_empty() {
            return Ok(());
        }
        let read = serde_json::from_str::<Map<String, Value>>(&self.arguments);
        read.map(drop).map_err(|_| CallFault::Arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parts: &[Value], offered: bool) -> (bool, Vec<CallFault>) {
        let mut calls = Calls::default();
        parts.iter().for_each(|part| calls.take(vec![part.clone()]));
        calls.read(offered)
    }

    fn part(index: usize, name: Option<&str>, arguments: &str) -> Value {
        json!({"index": index, "function": {"name": name, "arguments": arguments}})
    }

    #[test]
    fn a_call_is_put_together_from_its_pieces() {
        let pieces = [part(0, Some(CALL), ""), part(0, None, "{"), part(0, None, "}")];
        assert_eq!(read(&pieces, true), (true, vec![]));
        // The name again and again, no index, nothing as arguments, an argument that nobody asked for.
        let again = [part(0, Some(CALL), "{\"wh"), part(0, Some(CALL), "y\": 1}")];
        assert_eq!(read(&again, true), (true, vec![]));
        let bare = json!({"function": {"name": CALL}});
        assert_eq!(read(&[bare], true), (true, vec![]));
    }

    #[test]
    fn every_call_that_is_none_has_its_name() {
        use CallFault::{Arguments, Form, NotOffered, TooMuch};
        let right = part(0, Some(CALL), "{}");
        assert_eq!(read(std::slice::from_ref(&right), false), (false, vec![NotOffered]));
        assert_eq!(read(&[part(0, Some("pay"), "{}")], true), (false, vec![NotOffered]));
        assert_eq!(read(&[part(0, None, "{}")], true), (false, vec![NotOffered]));
        for broken in ["{", "[]", "null", "\"{}\"", "{} {}"] {
            let call = part(0, Some(CALL), broken);
            assert_eq!(read(&[call], true), (false, vec![Arguments]), "{broken}");
        }
        for odd in [json!("call"), json!(null), json!({"index": -1}), json!({"function": 5})] {
            assert_eq!(read(&[odd], true), (false, vec![Form]));
        }
        let long = [part(0, Some(CALL), "{"), part(0, None, &" ".repeat(LONGEST))];
        assert_eq!(read(&long, true), (false, vec![TooMuch, Arguments]));
        let many: Vec<_> = (0..MOST + 2).map(|index| part(index, Some("pay"), "")).collect();
        let (calls, faults) = read(&many, true);
        assert_eq!((calls, faults.len()), (false, 2 + MOST));
        // What is wrong beside a right call costs nobody the person.
        let both = [part(1, Some("pay"), "{}"), right];
        assert_eq!(read(&both, true), (true, vec![NotOffered]));
    }
}
