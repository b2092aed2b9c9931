//! Words that tell something together: a pain and a part of the body, a people and "origin".

use super::{
    mark::Mark,
    seen::{Gap, Seen},
};

/// How far a part of the body may stand after what hurts, in tokens.
const AHEAD: usize = 4;

/// Marks as one what tells something together in one sentence.
pub(super) fn join(seen: &mut [Seen]) {
    for at in 0..seen.len() {
        let letter = |at: usize| seen.get(at).map_or(0, |seen: &Seen| seen.mark.letter);
        let is_broken = |at: usize| seen.get(at).is_none_or(|seen| seen.gap >= Gap::Broken);
        let own = letter(at);
        let (other, reach, kind) = match own {
            b'W' => (b'P', AHEAD, b'h'),
            b'P' => (b'W', AHEAD - 2, b'h'),
            b'O' => (b'e', 1, b'e'),
            b'e' => (b'O', 1, b'e'),
            _ => continue,
        };
        let mut near = (at + 1..=at + reach).take_while(|place| !is_broken(*place));
        let Some(to) = near.find(|place| letter(*place) == other) else { continue };
        let end = to + seen.get(to).map_or(1, |seen| usize::from(seen.mark.tokens.max(1)));
        let is_own = (at..to).any(|place| matches!(letter(place), b'M' | b'B'));
        let joined = Mark { letter: kind, grade: 3 + u8::from(is_own), tokens: (end - at) as u8 };
        for (nth, seen) in seen.iter_mut().take(end).skip(at).enumerate() {
            seen.mark = if nth == 0 { joined } else { Mark::INSIDE };
        }
    }
}
