//! Words that say what a number near by is: "tarjeta", "date of birth", "pedido"; and in which lists they are.

use std::sync::OnceLock;

use crate::{
    Kind,
    list::{WHOLE, entries, number},
    lists::List,
    packed::Part,
    plain::Plain,
    table::place,
    token::Token,
};

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u128);

impl Kinds {
    /// The set of all.
    pub(crate) const ALL: Self = Self(u128::MAX);

    /// Whether it has this one.
    pub(crate) fn has(self, kind: Kind) -> bool {
        // No shift of 128 bits, which is a call.
        let half = if (kind as u8) < 64 { self.0 as u64 } else { (self.0 >> 64) as u64 };
        half >> (kind as u8 & 63) & 1 != 0
    }

    /// Both sets.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a word or phrase says, and which lists have it.
#[derive(Clone, Copy, Debug, Default)]
struct Set {
    /// The kinds that it speaks for; none, if it speaks against all.
    kinds: Kinds,
    /// Whether it is a cue at all.
    is_cue: bool,
    lists: [u64; 2],
}

/// Every cue, and every word of a list, by its number.
#[derive(Debug)]
pub(crate) struct Cues {
    /// The first is that of what is in no table.
    sets: Vec<Set>,
    /// Numbers of words, and of what cues of several words begin with: each with its set.
    places: Vec<(u32, u16)>,
}

/// What the words of a text say: for each token, the set of the longest cue that begins with it, and that of
/// the token alone.
#[derive(Debug)]
pub(crate) struct Said(Vec<(u16, u16)>);

/// Places for numbers: a power of two, and more than half of them are free.
const PLACES: usize = 1 << 13;
/// The longest cue, in words.
const WORDS: usize = 8;
/// What begins the number of a list in the packed table.
const LIST: u8 = 0xFE;

/// All of them, read once.
pub(crate) fn cues() -> &'static Cues {
    static CUES: OnceLock<Cues> = OnceLock::new();
    CUES.get_or_init(Cues::new)
}

impl Cues {
    /// Reads `data/cues.txt` and `data/lists.txt` as build/tables.rs packed them.
    fn new() -> Self {
        let mut own = Self { sets: vec![Set::default()], places: vec![(0, 0); PLACES] };
        let (mut set, mut is_list, mut from) = (Set::default(), false, 0);
        let table = Part::Cues.text();
        for (at, sign) in table.iter().chain(&[LIST]).enumerate() {
            if sign.is_ascii() && *sign != b'|' {
                continue;
            }
            if from < at {
                own.add(table.get(from..at).unwrap_or_default(), set);
                if *sign != b'|' {
                    set = Set::default();
                }
            }
            from = at + 1;
            let nth = usize::from(sign & 0x7F);
            if is_list {
                set.lists[nth >> 6 & 1] |= 1 << (nth & 63);
            } else if !sign.is_ascii() && *sign != LIST {
                set.is_cue = true;
                let kind = Kind::ALL.get(nth).map_or(0, |kind| 1 << (*kind as u8));
                set.kinds = set.kinds.and(Kinds(kind));
            }
            is_list = *sign == LIST;
        }
        own
    }

    fn add(&mut self, cue: &[u8], said: Set) {
        let (mut hash, mut place) = (WHOLE, 0);
        for (nth, word) in entries(cue).enumerate() {
            if nth > 0 {
                hash = number(hash, b" ");
            }
            hash = number(hash, word);
            place = self::place(&self.places, hash);
            if let Some(own) = self.places.get_mut(place) {
                own.0 = hash;
            }
        }
        let Some((_, set)) = self.places.get_mut(place) else { return };
        if *set == 0 {
            *set = self.sets.len() as u16;
            self.sets.push(said);
        } else if let Some(own) = self.sets.get_mut(usize::from(*set)) {
            // What speaks for something does not speak against all.
            own.kinds = own.kinds.and(said.kinds);
            own.is_cue |= said.is_cue;
            own.lists[0] |= said.lists[0];
            own.lists[1] |= said.lists[1];
        }
    }

    fn set(&self, set: u16) -> Set {
        self.sets.get(usize::from(set)).copied().unwrap_or_default()
    }

    /// The set of what has a number; nothing if no word or phrase begins so.
    fn find(&self, hash: u32) -> Option<u16> {
        let (own, set) = self.places.get(place(&self.places, hash))?;
        (*own == hash).then_some(*set)
    }

    /// Whether a list has a word.
    pub(crate) fn is_in(&self, word: &[u8], list: List) -> bool {
        let set = self.find(number(WHOLE, word)).unwrap_or_default();
        self.has(set, list)
    }

    fn has(&self, set: u16, list: List) -> bool {
        let nth = list.number();
        self.set(set).lists[nth >> 6 & 1] >> (nth & 63) & 1 != 0
    }

    /// Reads what the words of a text say.
    #[inline(never)]
    pub(crate) fn read(&self, plain: &Plain, tokens: &[Token]) -> Said {
        let mut at = Vec::with_capacity(tokens.len());
        for first in 0..tokens.len() {
            let (mut best, mut own, mut hash) = (0, 0, WHOLE);
            for (nth, token) in tokens.iter().skip(first).take(WORDS).enumerate() {
                if nth > 0 {
                    hash = number(hash, b" ");
                }
                hash = number(hash, plain.low_part(token.from as usize, token.to as usize));
                let Some(set) = self.find(hash) else { break };
                if nth == 0 {
                    own = set;
                }
                if self.set(set).is_cue {
                    best = set;
                }
            }
            at.push((best, own));
        }
        Said(at)
    }
}

impl Said {
    /// What a token says; nothing if it is no cue.
    pub(crate) fn by(&self, token: usize) -> Option<Kinds> {
        let set = self.0.get(token)?.0;
        (set != 0).then(|| cues().set(set).kinds)
    }

    /// Whether a token is one of a list's words.
    pub(crate) fn is_in(&self, token: usize, list: List) -> bool {
        let own = self.0.get(token).copied().unwrap_or_default();
        cues().has(own.1, list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_every_cue() {
        let used = cues().places.iter().filter(|(number, _)| *number != 0).count();
        assert!(used * 2 < PLACES && cues().sets.len() > 500, "{used}");
        let cues = Part::Cues.text().split(|sign| *sign == b'|' || !sign.is_ascii());
        let longest = cues.map(|cue| cue.split(|sign| *sign == b' ').count()).max();
        assert!(longest.unwrap() <= WORDS, "{longest:?}");
    }
}
