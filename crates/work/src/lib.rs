//! Work that a relay asks for under load (docs/http.md): ALTCHA's puzzle, version 1, solved in a worker, so that the
//! thread that draws the chat goes on. As wasm it is a program of its own that imports nothing and is small enough to
//! travel inside the part of the widget that starts the worker.
//!
//! Not here: who asks, what it is good for, how much is too much. Ask the widget (`src/chat/aside/work.rs`).

#[cfg(target_family = "wasm")]
mod exports;

use sha2::{Digest as _, Sha256};

/// Digits of a challenge: SHA-256 in hex.
const DIGITS: usize = 64;

/// Most digits of a number.
const LONGEST: usize = 10;

/// hex(SHA-256(salt ‖ number)) = challenge
#[derive(Clone, Debug, Default)]
pub struct Puzzle {
    /// The salt, hashed once for all numbers.
    salt: Sha256,
    challenge: [u8; DIGITS / 2],
    digits: usize,
    is_broken: bool,
}

impl Puzzle {
    /// The next byte of the salt.
    #[must_use]
    pub fn salted(mut self, byte: u8) -> Self {
        self.salt.update([byte]);
        self
    }

    /// The next digit of the challenge.
    #[must_use]
    pub fn challenged(mut self, digit: u8) -> Self {
        let value = char::from(digit).to_digit(16);
        match (self.challenge.get_mut(self.digits / 2), value) {
            (Some(byte), Some(value)) => *byte = *byte << 4 | value as u8,
            _ => self.is_broken = true,
        }
        self.digits += 1;
        self
    }

    /// The number up to `most` that solves it; nothing if there is none, or the challenge is none.
    #[must_use]
    pub fn solved(&self, most: u32) -> Option<u32> {
        if self.is_broken || self.digits != DIGITS {
            return None;
        }
        (0..=most).find(|number| self.is_solved_by(*number))
    }

    fn is_solved_by(&self, mut number: u32) -> bool {
        let (mut text, mut from) = ([0; LONGEST], LONGEST);
        for place in text.iter_mut().rev() {
            *place = b'0' + (number % 10) as u8;
            number /= 10;
            from -= 1;
            if number == 0 {
                break;
            }
        }
        let digits = text.get(from..).unwrap_or_default();
        self.salt.clone().chain_update(digits).finalize().as_slice() == self.challenge
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn puzzle(salt: &str, challenge: &str) -> Puzzle {
        let salted = salt.bytes().fold(Puzzle::default(), Puzzle::salted);
        challenge.bytes().fold(salted, Puzzle::challenged)
    }

    /// Computed apart, by `sha256sum`.
    const CHALLENGE: &str = "66331e75bb6e52518c710e3e44f9e08264555752ed0d79d20b2cd14a9ae79b91";
    const SALT: &str = "a1b2?expires=1&";

    #[test]
    fn a_number_solves_the_challenge_that_was_made_of_it_and_no_other() {
        let own = puzzle(SALT, CHALLENGE);
        assert_eq!(own.solved(100), Some(42));
        assert_eq!(own.solved(42), Some(42));
        assert_eq!(own.solved(41), None, "it is beyond the largest that may be");
        assert_eq!(puzzle("a1b2?expires=2&", CHALLENGE).solved(1_000), None);
        assert_eq!(puzzle(SALT, &CHALLENGE.to_uppercase()).solved(100), Some(42));
    }

    #[test]
    fn what_is_no_challenge_has_no_solution() {
        for broken in
            ["", &CHALLENGE[..62], &CHALLENGE.replace('a', "g"), &[CHALLENGE, "00"].concat()]
        {
            assert_eq!(puzzle(SALT, broken).solved(100), None, "{broken}");
        }
    }

    #[test]
    fn numbers_are_written_as_everybody_writes_them() {
        for number in [0_u32, 9, 10, 99_999, 100_000, u32::MAX] {
            let hash = Sha256::digest(format!("{SALT}{number}"));
            let challenge: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(puzzle(SALT, &challenge).is_solved_by(number), "{number}");
        }
    }
}
