//! Whose a telling word is, by the words around it.

use super::{
    mark::Mark,
    seen::{Gap, Seen},
};
use crate::{list::has, lists, scene::Scene};

/// What the words around a word say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Whose {
    /// It is the writer's, or of somebody near to them.
    Own,
    /// It is somebody else's.
    Third,
    /// Nobody's: cover and talk.
    Topic,
    /// They don't say.
    Unsaid,
}

/// How far back a word counts, in tokens.
const BACK: usize = 9;
/// How far back for a word with other meanings.
const NEAR: usize = 4;
/// The tokens of a long phrase, but for the last.
const PHRASE: usize = 3;
/// How long a sentence is read for who writes it, in tokens to either side.
const SENTENCE: usize = 20;
/// How many words after one that says it of them are taken for what it says.
const SAID: usize = 3;
/// How far ahead.
const AHEAD: usize = 6;

/// The words of a text with their marks.
pub(super) struct Around<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) seen: &'a [Seen],
    /// Whose the last telling word was, where it ended, and its letter.
    pub(super) last: Option<(Whose, usize, u8)>,
}

impl Around<'_> {
    fn seen(&self, at: usize) -> Seen {
        self.seen.get(at).copied().unwrap_or(Seen::END)
    }

    /// What a token is marked as.
    pub(super) fn mark(&self, at: usize) -> Mark {
        self.seen(at).mark
    }

    /// The letter of what a token is marked as.
    #[inline(never)]
    pub(super) extern "C" fn letter(&self, at: usize) -> u8 {
        self.seen.get(at).map_or(0, |seen| seen.mark.letter)
    }

    /// Whether another sentence begins with a token, or none comes.
    #[inline(never)]
    pub(super) fn is_broken(&self, at: usize) -> bool {
        self.seen(at).gap >= Gap::Broken
    }

    /// Whether a comma or the end of a sentence stands before a token, or none comes.
    pub(super) fn is_parted(&self, at: usize) -> bool {
        matches!(self.seen(at).gap, Gap::Parted | Gap::Broken)
    }

    /// Whose the word from a token on is.
    pub(super) fn whose(&self, at: usize) -> Whose {
        let mark = self.mark(at);
        let after = at + usize::from(mark.tokens.max(1));
        match (mark.grade, mark.is_trait()) {
            (0 | 1, true) => {
                let is_said = (mark.is_side() && self.is_sided(at))
                    || (mark.grade == 1 && self.is_bound(at, after));
                if is_said { Whose::Own } else { Whose::Unsaid }
            }
            // "does my fingerprint open the app": a feature.
            (1, false) if mark.letter == b'b' && self.after(after, mark) == Whose::Topic => {
                Whose::Topic
            }
            (0 | 1, false) => match self.before(at, mark, NEAR) {
                Whose::Topic | Whose::Third | Whose::Unsaid if self.is_claimed(after) => Whose::Own,
                whose => whose,
            },
            _ => match self.before(at, mark, BACK) {
                Whose::Topic | Whose::Third | Whose::Unsaid if self.is_claimed(after) => Whose::Own,
                Whose::Unsaid => self.after(after, mark),
                whose => whose,
            },
        }
    }

    /// What the nearest word before says.
    fn before(&self, at: usize, mark: Mark, reach: usize) -> Whose {
        // A phrase begins as many tokens earlier as it has.
        for distance in 1..reach + PHRASE + 1 {
            let Some(place) = at.checked_sub(distance) else { break };
            if self.is_broken(place + 1) {
                break;
            }
            let other = self.mark(place);
            let distance = (distance + 1).saturating_sub(usize::from(other.tokens.max(1)));
            if distance > reach {
                continue;
            }
            match other.letter {
                b'I' | b'F' => return Whose::Own,
                // A baby.
                b'm' if mark.letter != b'm' => return Whose::Own,
                b'B' | b'M' | b'A' if distance <= 4 => return Whose::Own,
                b'V' => return Whose::Own,
                // "mi perro tiene", "alguien tiene" is nobody's.
                b'T' if has(b"QG", self.letter(place.wrapping_sub(1))) => return Whose::Topic,
                b'T' if distance <= 5 && mark.grade > 1 => return Whose::Third,
                b'Q' | b'G' => return Whose::Topic,
                letter if letter == mark.letter => match self.last {
                    // As in a list of them.
                    Some((whose, end, last))
                        if last == letter && end > place && whose != Whose::Unsaid =>
                    {
                        return whose;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Whose::Unsaid
    }

    /// What the nearest word after says.
    fn after(&self, from: usize, mark: Mark) -> Whose {
        for place in from..from + AHEAD {
            if self.is_broken(place) {
                break;
            }
            match self.letter(place) {
                b'F' | b'm' if mark.letter != b'm' => return Whose::Own,
                b'I' if place < from + 4 => return Whose::Own,
                b'D' if !mark.is_trait() => return Whose::Own,
                b'Q' => return Whose::Topic,
                _ => {}
            }
        }
        Whose::Unsaid
    }

    /// The sentence around a word, so far as it is read: its first token, and the one after it.
    pub(super) fn sentence(&self, at: usize) -> (usize, usize) {
        let (mut first, mut end) = (at, at + 1);
        while first > 0 && at - first < SENTENCE && !self.is_broken(first) {
            first -= 1;
        }
        while end - at < SENTENCE && !self.is_broken(end) {
            end += 1;
        }
        (first, end)
    }

    /// Where what a phrase says of the words from a token on ends: at a sign, or after some; with no small word at its end.
    pub(super) fn said(&self, from: usize) -> usize {
        let mut end = from;
        while end < from + SAID && self.seen(end).gap == Gap::Joined {
            end += 1;
        }
        while end > from && self.scene.word(end - 1).len() < 4 {
            end -= 1;
        }
        end
    }

    /// Whether a sentence is about cover, talk, people in general, or an animal.
    pub(super) fn is_topic(&self, (first, end): (usize, usize)) -> bool {
        (first..end).any(|place| has(b"QG", self.letter(place)))
    }

    /// Whether a sentence tells of its writer or somebody near to them.
    pub(super) fn is_personal(&self, (first, end): (usize, usize)) -> bool {
        (first..end).any(|place| {
            has(b"IBMAF", self.letter(place)) || self.scene.is_in(place, lists::PERSONAL)
        })
    }

    /// Whether right after a word it is claimed: "the cancer of my mother".
    fn is_claimed(&self, from: usize) -> bool {
        for place in from..from + 3 {
            if self.is_broken(place) {
                break;
            }
            if self.letter(place) == b'A' {
                return true;
            }
        }
        false
    }

    /// Whether a vote or a membership is told before a word, or it is called one's own.
    fn is_sided(&self, at: usize) -> bool {
        for place in (at.saturating_sub(5)..at).rev() {
            if self.is_broken(place + 1) {
                break;
            }
            let letter = self.letter(place);
            let is_mine = letter == b'M' && place + 1 == at && self.letter(at) == b'u';
            if letter == b'V' || is_mine {
                return true;
            }
        }
        false
    }

    /// Whether the words right before say that somebody is it, and none after that something is.
    fn is_bound(&self, at: usize, after: usize) -> bool {
        let own = self.letter(at);
        let mut place = at;
        let mut is_copula = false;
        for _ in 0..6 {
            if place == 0 || self.is_broken(place) {
                return false;
            }
            // "half Korean, half white"
            if self.last == Some((Whose::Own, place, own)) {
                break;
            }
            place -= 1;
            match self.letter(place) {
                b'B' => break,
                // "mi coche es negro" is no one; "mi origen es árabe" is.
                b'F' | b'T' | b'O' if is_copula => break,
                b'C' => is_copula = true,
                b'L' | b'.' => {}
                // A name: "mi hermano Luis es"; "as a lifelong democrat".
                letter => {
                    let is_near =
                        letter == 0 && self.scene.is_in(place.wrapping_sub(1), lists::ARTICLES);
                    if !is_copula && !is_near {
                        return false;
                    }
                }
            }
        }
        let next = self.seen(after);
        let goes_on = next.mark.letter == own || has(b"KBIL", next.mark.letter);
        next.gap != Gap::Hidden && (goes_on || self.is_parted(after))
    }
}
