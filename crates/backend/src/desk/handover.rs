//! What a visitor who asks for a person is told: the one form of it that files and bots elsewhere write.

use std::collections::BTreeMap;

use serde::{Deserialize, de::IgnoredAny};

/// What is said in the text's place where people can answer: from then on the visitor waits for them, and the
/// bot goes on until one of them takes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Where somebody who may answer has one of the staff's pages open.
    pub there: String,
    /// Where nobody has.
    pub away: String,
}

/// A handover as it is written, in JSON.
///
/// Read by [`configured`](Self::configured) from the site's own files, where a member that is not known is a
/// slip of somebody who can mend it, and by [`answered`](Self::answered) from a bot elsewhere, which may be
/// newer than this program and whose visitor waits.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct HandoverFile {
    there: String,
    away: String,
    #[serde(flatten)]
    others: BTreeMap<String, IgnoredAny>,
}

/// Why what is written is no handover.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandoverFault {
    /// A visitor would read nothing.
    #[error("`there` or `away` says nothing")]
    Empty,
    /// A member that means nothing here.
    #[error("\"{0}\" is none of `there` and `away`")]
    Unknown(String),
}

impl HandoverFile {
    /// As the site's own files have it: with no member more.
    pub(crate) fn configured(self) -> Result<Handover, HandoverFault> {
        match self.others.keys().next() {
            Some(name) => Err(HandoverFault::Unknown(name.clone())),
            None => self.answered(),
        }
    }

    /// As a bot elsewhere answers: other members are passed over.
    pub(crate) fn answered(self) -> Result<Handover, HandoverFault> {
        let Self { there, away, .. } = self;
        let is_empty = [&there, &away].iter().any(|text| text.trim().is_empty());
        if is_empty { Err(HandoverFault::Empty) } else { Ok(Handover { there, away }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(json: &str) -> HandoverFile {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_member_more_is_a_slip_in_a_file_and_passed_over_in_an_answer() {
        let both = Handover { there: "they come".into(), away: "nobody".into() };
        let plain = file(r#"{"there": "they come", "away": "nobody"}"#);
        assert_eq!(plain.clone().configured(), Ok(both.clone()));
        assert_eq!(plain.answered(), Ok(both.clone()));
        let more = file(r#"{"there": "they come", "away": "nobody", "team": [{"a": 1}]}"#);
        assert_eq!(more.clone().configured(), Err(HandoverFault::Unknown("team".into())));
        assert_eq!(more.answered(), Ok(both));
    }

    #[test]
    fn neither_place_may_leave_a_visitor_without_a_word() {
        for json in [r#"{"there": "t", "away": " "}"#, r#"{"there": "", "away": "a"}"#] {
            assert_eq!(file(json).configured(), Err(HandoverFault::Empty));
            assert_eq!(file(json).answered(), Err(HandoverFault::Empty));
        }
        assert!(serde_json::from_str::<HandoverFile>(r#"{"there": "t"}"#).is_err());
    }
}
