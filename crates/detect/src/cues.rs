//! Words that say what a number near by is: "tarjeta", "date of birth", "pedido".

use crate::{
    Kind,
    list::{WHOLE, number},
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

    /// The set of these.
    pub(crate) fn of(kinds: &[Kind]) -> Self {
        kinds.iter().fold(Self(0), |set, kind| Self(set.0 | 1 << (*kind as u8)))
    }

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

/// Every cue by its number, with the kinds that it speaks for; an empty set speaks against all.
#[derive(Clone, Debug)]
pub(crate) struct Cues {
    sets: Vec<Kinds>,
    /// Numbers of cues, and of what cues of several words begin with: each with its set, from 1, or 0.
    places: Vec<(u32, u16)>,
}

/// What the words of a text say.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    /// For each token, 0 or the set of what it says, from 1.
    at: Vec<u16>,
    cues: &'a Cues,
}

/// Places for numbers: a power of two, and more than half of them are free.
const PLACES: usize = 1 << 12;
/// The longest cue, in words.
const WORDS: usize = 8;

impl Cues {
    /// Those of `data/cues.txt`.
    #[inline(never)]
    pub(crate) fn new() -> Self {
        let mut own = Self { sets: Vec::new(), places: vec![(0, 0); PLACES] };
        // For each line its kinds, a byte each that is no ASCII, and its cues.
        let mut rest = Part::Cues.text();
        while !rest.is_empty() {
            let (kinds, cues) =
                rest.split_at(rest.iter().take_while(|own| !own.is_ascii()).count());
            let (cues, more) = cues.split_at(cues.iter().take_while(|own| own.is_ascii()).count());
            let mut set = Kinds::default();
            for kind in kinds.iter().filter_map(|own| Kind::ALL.get(usize::from(own & 0x7F))) {
                set = set.and(Kinds::of(&[*kind]));
            }
            own.add(cues, set);
            rest = more;
        }
        own
    }

    fn add(&mut self, cues: &[u8], kinds: Kinds) {
        for cue in cues.split(|sign| *sign == b'|') {
            let (mut hash, mut place) = (WHOLE, 0);
            for (nth, word) in cue.split(|sign| *sign == b' ').enumerate() {
                if nth > 0 {
                    hash = number(hash, b" ");
                }
                hash = number(hash, word);
                place = self::place(&self.places, hash);
                if let Some(own) = self.places.get_mut(place) {
                    own.0 = hash;
                }
            }
            let Some((_, set)) = self.places.get_mut(place) else { continue };
            match self.sets.get_mut(usize::from(*set).wrapping_sub(1)) {
                // What speaks for something does not speak against all.
                Some(own) => *own = own.and(kinds),
                None => {
                    self.sets.push(kinds);
                    *set = self.sets.len() as u16;
                }
            }
        }
    }

    /// Reads what the words of a text say.
    #[inline(never)]
    pub(crate) fn read(&self, plain: &Plain, tokens: &[Token]) -> Said<'_> {
        let mut at = Vec::with_capacity(tokens.len());
        for first in 0..tokens.len() {
            // The longest cue that begins with a token.
            let (mut best, mut hash) = (0, WHOLE);
            for (nth, token) in tokens.iter().skip(first).take(WORDS).enumerate() {
                if nth > 0 {
                    hash = number(hash, b" ");
                }
                hash = number(hash, plain.low_part(token.from as usize, token.to as usize));
                match self.places.get(place(&self.places, hash)) {
                    Some((own, set)) if *own == hash => best = if *set > 0 { *set } else { best },
                    _ => break,
                }
            }
            at.push(best);
        }
        Said { at, cues: self }
    }
}

impl Said<'_> {
    /// What a token says; nothing if it is no cue.
    pub(crate) fn by(&self, token: usize) -> Option<Kinds> {
        let set = usize::from(*self.at.get(token)?).checked_sub(1)?;
        self.cues.sets.get(set).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_every_cue() {
        let cues = Cues::new();
        let used = cues.places.iter().filter(|(number, _)| *number != 0).count();
        assert!(used * 2 < PLACES && cues.sets.len() > 500, "{used}");
        let cues = Part::Cues.text().split(|sign| *sign == b'|' || !sign.is_ascii());
        let longest = cues.map(|cue| cue.split(|sign| *sign == b' ').count()).max();
        assert!(longest.unwrap() <= WORDS, "{longest:?}");
    }
}
