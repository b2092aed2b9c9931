//! What the files say of a word.
//!
//! A mark of a small letter and a digit is a special category and how much the word says of it:
//!
//! | digit | the word |
//! |---|---|
//! | 6 | says it all of what comes after it, known or not: "diagnosed with" |
//! | 5 | says it all, whomever it is about: "me operaron" |
//! | 4 | says much: "seropositivo" |
//! | 3 | is a strong one: "esquizofrenia" |
//! | 2 | is an ordinary one: "gripe" |
//! | 1 | has other meanings: it needs, right by it, whose it is: "cold", "black" |
//! | 0 | has a common other meaning: it needs a vote or a membership: "podemos" |
//!
//! A capital is a word around, which says whose it is, or that it is nobody's:
//!
//! | letter | |
//! |---|---|
//! | `I` | the writer, or somebody of theirs, has it: "tengo", "diagnosed with" |
//! | `B` | they are it: "soy", "I'm" |
//! | `M` | it is theirs: "mi", "our" |
//! | `A` | the same, also after the word: "que tengo", "of my" |
//! | `F` | somebody near: "hija", "wife" |
//! | `T` | somebody else has it: "tiene", "she" |
//! | `D` | since when, how much: "desde", "mg" |
//! | `V` | a vote, a membership: "voté", "member of" |
//! | `C` | is: "es", "are" |
//! | `L` | may stand before the word: "un", "very" |
//! | `K` | may stand after the word: "y", "woman" |
//! | `W` | what hurts or is hurt: "me duele", "broke"; with a `P` it is health; 5 where it says whose |
//! | `P` | a part of the body: "rodilla", "knee" |
//! | `O` | "origen", "descent"; with an `e` it is ethnic origin |
//! | `Q` | a matter of cover or talk: "cubre", "about" |
//! | `G` | people in general: "pacientes", "anyone" |
//!
//! An `N` with a number is that number.
//!
//! A `0` alone is a phrase that means nothing of it, though a part of it would: "tropical depression".

use crate::Kind;

/// The letters of the special categories, and what each stands for.
const LETTERS: &[u8; 11] = b"hrupejsbgcm";
const KINDS: [Kind; 11] = [
    Kind::Health,
    Kind::Religion,
    Kind::Union,
    Kind::Politics,
    Kind::EthnicOrigin,
    Kind::EthnicOrigin,
    Kind::SexualLife,
    Kind::Biometric,
    Kind::Genetic,
    Kind::CriminalRecord,
    Kind::Minor,
];

/// What a word or phrase is marked as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
// Four bytes are handed over in one piece, three in parts.
#[repr(align(4))]
pub(crate) struct Mark {
    /// The letter; 0 for a word that is not in the files.
    pub(crate) letter: u8,
    /// How much it says, for a special category.
    pub(crate) grade: u8,
    /// How many tokens it has.
    pub(crate) tokens: u8,
}

impl Mark {
    /// Of a word that is not in the files.
    pub(crate) const NONE: Self = Self { letter: 0, grade: 0, tokens: 0 };
    /// A word of a phrase, but for the first.
    pub(super) const INSIDE: Self = Self { letter: b'.', grade: 0, tokens: 0 };

    /// The special category that it speaks of; `j` is of religion, too.
    pub(super) fn kind(self) -> Option<Kind> {
        let nth = LETTERS.iter().position(|letter| *letter == self.letter)?;
        KINDS.get(nth).copied()
    }

    /// Whether it is an ordinary or strong word of a special category.
    pub(crate) fn is_strong(self) -> bool {
        self.letter.is_ascii_lowercase() && self.grade > 1
    }

    /// Whether it is what somebody is, or sides with; not what they have.
    pub(super) fn is_trait(self) -> bool {
        matches!(self.letter, b'r' | b'u' | b'p' | b'e' | b'j' | b's')
    }

    /// Whether it is a side that one can vote for or be a member of.
    pub(super) fn is_side(self) -> bool {
        matches!(self.letter, b'u' | b'p')
    }
}
