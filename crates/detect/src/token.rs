//! The words and numbers of a text.

use crate::plain::{LETTER, Plain};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Class {
    /// Digits only.
    Digits,
    /// Letters only.
    Letters,
    /// Both.
    Mixed,
}

/// A run of letters and digits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Its first sign.
    pub(crate) from: u32,
    /// After its last sign.
    pub(crate) to: u32,
    /// What it is made of.
    pub(crate) class: Class,
}

impl Token {
    /// How many signs it has.
    pub(crate) fn len(&self) -> usize {
        (self.to - self.from) as usize
    }

    /// Whether it has a digit.
    pub(crate) fn has_digit(&self) -> bool {
        self.class != Class::Letters
    }
}

/// What signs are made of: a bit for digits, capitals, small letters, other letters, and all else.
pub(crate) fn makeup(signs: &[u8]) -> u32 {
    let bit = |sign: &u8| match sign {
        b'0'..=b'9' => DIGIT,
        b'A'..=b'Z' => CAPITAL,
        b'a'..=b'z' => SMALL,
        &LETTER => OTHER,
        _ => MARK,
    };
    signs.iter().fold(0, |all, sign| all | bit(sign))
}

pub(crate) const DIGIT: u32 = 1;
pub(crate) const CAPITAL: u32 = 2;
pub(crate) const SMALL: u32 = 4;
pub(crate) const OTHER: u32 = 8;
pub(crate) const MARK: u32 = 16;

/// How many different signs there are.
pub(crate) fn variety(signs: &[u8]) -> u32 {
    signs.iter().fold(0u64, |set, sign| set | 1 << (sign & 63)).count_ones()
}

/// The value of a few digits.
pub(crate) fn number(digits: &[u8]) -> u32 {
    digits.iter().take(9).fold(0, |sum, digit| sum * 10 + u32::from(digit & 15))
}

/// Whether a word is a year of the last century or this one.
#[inline(never)]
pub(crate) fn is_year(word: &[u8]) -> bool {
    matches!(word, [b'1', b'9', _, _] | [b'2', b'0', _, _])
}

/// Whether a plain sign is a letter.
pub(crate) fn is_letter(sign: u8) -> bool {
    sign.is_ascii_alphabetic() || sign == LETTER
}

/// Whether a plain sign is a letter or a digit.
pub(crate) fn is_word(sign: u8) -> bool {
    sign.is_ascii_alphanumeric() || sign == LETTER
}

/// The tokens of a text, in order.
#[inline(never)]
pub(crate) fn tokens(plain: &Plain) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(plain.len() / 5);
    let (mut from, mut has_letters, mut has_digits) = (0, false, false);
    // The sign after the last is none of a word.
    for at in 0..plain.len() + 1 {
        let sign = plain.sign(at);
        if is_word(sign) {
            has_digits |= sign.is_ascii_digit();
            has_letters |= !sign.is_ascii_digit();
            continue;
        }
        if from < at {
            let class = match (has_letters, has_digits) {
                (true, false) => Class::Letters,
                (true, true) => Class::Mixed,
                _ => Class::Digits,
            };
            tokens.push(Token { from: from as u32, to: at as u32, class });
        }
        (from, has_letters, has_digits) = (at + 1, false, false);
    }
    tokens
}
