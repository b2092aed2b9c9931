//! Work that a relay asks for where many say hello (docs/http.md, Work under load): ALTCHA's puzzle, version 1, solved
//! here.

use std::time::Duration;

use gloo_timers::future::sleep;
use sigilo_protocol::{Hash, Json};

use crate::{browser::call, transport::Puzzle};

/// Numbers that are tried before the browser may draw again. Fewer take longer in all, more are felt.
const AT_ONCE: u64 = 2_000;

/// The most work that is done for a relay. More would keep a phone busy for a minute, and is asked by none that means well.
const MOST: u64 = 5_000_000;

/// What has to go with the hello; nothing if there is no solution.
pub(super) async fn solve(puzzle: Puzzle) -> Option<String> {
    let number = find(&puzzle).await?;
    let solution = Json::object([
        ("algorithm", Some(Json::text("SHA-256"))),
        ("challenge", Some(Json::Text(puzzle.challenge))),
        ("number", Some(Json::Number(number))),
        ("salt", Some(Json::Text(puzzle.salt))),
        ("signature", Some(Json::Text(puzzle.signature))),
    ]);
    // What is not Latin is no relay's salt, and refused by this.
    call(&js_sys::global(), "btoa", &[solution.to_text().into()]).ok()?.as_string()
}

async fn find(puzzle: &Puzzle) -> Option<u64> {
    for number in 0..=puzzle.most.min(MOST) {
        if is_solution(puzzle, number) {
            return Some(number);
        }
        if number % AT_ONCE == AT_ONCE - 1 {
            sleep(Duration::ZERO).await;
        }
    }
    None
}

/// hex(SHA-256(salt ‖ number)) = challenge
fn is_solution(puzzle: &Puzzle, number: u64) -> bool {
    let hash = Hash::of([&puzzle.salt, number.to_string().as_str()].concat().as_bytes());
    let digit = |at: usize| hash.0[at / 2] >> (4 * (1 - at % 2)) & 15;
    let digits = puzzle.challenge.chars().map(|sign| sign.to_digit(16));
    puzzle.challenge.len() == 64
        && digits.enumerate().all(|(at, own)| own == Some(digit(at).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The challenge was computed apart, by `sha256sum`.
    #[test]
    fn a_number_solves_the_challenge_that_was_made_of_it_and_no_other() {
        let puzzle = |challenge: &str| Puzzle {
            challenge: challenge.into(),
            salt: "a1b2?expires=1&".into(),
            signature: String::new(),
            most: 100,
        };
        let own = puzzle("66331e75bb6e52518c710e3e44f9e08264555752ed0d79d20b2cd14a9ae79b91");
        assert!(is_solution(&own, 42));
        assert!(!is_solution(&own, 43));
        assert!(!is_solution(&puzzle(&own.challenge[..62]), 42), "a shorter one is none");
        assert!(!is_solution(&puzzle(&own.challenge.replace('a', "g")), 42));
    }
}
