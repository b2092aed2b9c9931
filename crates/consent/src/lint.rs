//! What a notice must not say: a lint of sentences, for catalogues and policies.
//!
//! Words and small patterns, in the languages of the widget. It finds the usual tricks and their
//! relatives (`tests/bad-sentences.*.txt`); it understands nothing. A sentence without a finding is not
//! honest for that, and one that a person has good reason for may stay where it only warns. Not
//! linked into the widget: behind the feature `lint`.

mod negation;
mod pattern;
mod phrases;
mod words;

use std::fmt;
use std::ops::Range;

use words::Word;

/// What is wrong with a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// One negation inside another: who reads fast answers the opposite.
    DoubleNegative,
    /// Guilt, shame or loss for those who say no.
    Guilt,
    /// Something other than a clear act is taken as a yes (Art. 4(11) GDPR, recital 32).
    ImpliedConsent,
    /// Haste that the matter does not have.
    Urgency,
    /// One answer is praised: recommended, popular, harmless.
    Steering,
}

/// A fault, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub fault: Fault,
    /// Which bytes of the sentence show it.
    pub at: Range<usize>,
}

impl Fault {
    /// Its name in the lists of examples: `double-negative`.
    pub fn name(self) -> &'static str {
        match self {
            Self::DoubleNegative => "double-negative",
            Self::Guilt => "guilt",
            Self::ImpliedConsent => "implied-consent",
            Self::Urgency => "urgency",
            Self::Steering => "steering",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::DoubleNegative => "a negation inside another",
            Self::Guilt => "guilt or loss for those who say no",
            Self::ImpliedConsent => "takes something else than a clear act as a yes",
            Self::Urgency => "haste that the matter does not have",
            Self::Steering => "praises one of the answers",
        })
    }
}

/// Whether sentences of `lang` can be checked: Spanish and English, by the tag's primary subtag.
pub fn is_linted(lang: &str) -> bool {
    Tongue::of(lang).is_some()
}

/// What is wrong with `sentence`, one or several of them, in the order in which it is read. Nothing is
/// found in a language that this lint doesn't speak; see [`is_linted`].
pub fn lint(lang: &str, sentence: &str) -> Vec<Finding> {
    let Some(tongue) = Tongue::of(lang) else { return Vec::new() };
    let words = words::of(sentence);
    let mut found = Vec::new();
    for sentence in words.split_inclusive(|word| word.ends_sentence()) {
        found.extend(negation::find(tongue, sentence));
        found.extend(phrases::find(tongue, sentence));
    }
    found.sort_by_key(|finding| (finding.at.start, finding.fault));
    found
}

/// A language that the lint speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tongue {
    Es,
    En,
}

impl Tongue {
    fn of(lang: &str) -> Option<Self> {
        let primary = lang.split(['-', '_']).next().unwrap_or_default();
        [("es", Self::Es), ("en", Self::En)]
            .into_iter()
            .find_map(|(tag, tongue)| primary.eq_ignore_ascii_case(tag).then_some(tongue))
    }
}

impl Finding {
    /// `fault`, shown by `words`; nothing if there are none.
    fn of(fault: Fault, words: &[Word]) -> Option<Self> {
        let (first, last) = (words.first()?, words.last()?);
        Some(Self { fault, at: first.at.start..last.at.end })
    }
}
