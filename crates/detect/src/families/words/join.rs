//! Words that tell something together: a pain and a part of the body, a people and "origin".

use super::{
    mark::Mark,
    seen::{Gap, Seen},
};

/// How far a part of the body may stand after the last word of what hurts, in tokens.
const AHEAD: usize = 5;

/// Marks as one what tells something together in one sentence.
pub(super) fn join(seen: &mut [Seen]) {
    for at in 0..seen.len() {
        let mark = seen.get(at).map_or(Mark::NONE, |seen| seen.mark);
        let (other, reach, kind) = match mark.letter {
            b'W' => (b'P', AHEAD, b'h'),
            b'P' => (b'W', AHEAD - 3, b'h'),
            b'O' => (b'e', 1, b'e'),
            b'e' => (b'O', 1, b'e'),
            _ => continue,
        };
        let mut grade = mark.grade.max(3);
        for to in at..at + reach + usize::from(mark.tokens.max(1)) {
            let Some(own) = seen.get(to).copied() else { break };
            if to > at && own.gap >= Gap::Broken {
                break;
            }
            if matches!(own.mark.letter, b'M' | b'B') {
                grade = 4;
            }
            if to > at && own.mark.letter == other {
                let tokens = to - at + usize::from(own.mark.tokens.max(1));
                for inner in at..at + tokens {
                    if let Some(inner) = seen.get_mut(inner) {
                        inner.mark = Mark::INSIDE;
                    }
                }
                if let Some(first) = seen.get_mut(at) {
                    first.mark = Mark { letter: kind, grade, tokens: tokens as u8 };
                }
                break;
            }
        }
    }
}
