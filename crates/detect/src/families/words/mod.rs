//! Special categories, by whole words and their inflections.
//!
//! A word is one thing, whose it is another: "¿cubre el cáncer?" tells nothing of anybody, "mi madre tiene
//! cáncer" does. So each word has a mark (mark.rs), and what is around it says how sure it is that it is about
//! somebody (around.rs). An age has rules of its own (age.rs).
//!
//! The files `es.txt`, `en.txt` and `both.txt` hold them. A line at the margin is a mark; the words of
//! that mark follow, in alphabetical order, in small letters without accents; `_` parts the words of a
//! phrase. What stands after a slash is an ending that the stem before it takes: none means that the stem
//! is the word, `/` alone that it is one of the forms. An ending may close with a class of forms:
//!
//! | class | forms |
//! |---|---|
//! | `O` | o, a, os, as |
//! | `A` | a, as |
//! | `S` | none, s |
//! | `E` | none, es |
//! | `D` | none, s, ed, ing |
//!
//! A `*` begins what a longer word may end with: `*itis`. So `diabet/es/icO` is diabetes, diabético,
//! diabética, diabéticos, diabéticas. The longest stem wins.

mod age;
mod around;
mod count;
mod join;
mod mark;
mod seen;
mod slip;
mod who;

pub(crate) use self::mark::Mark;

use self::{
    around::{Around, Whose},
    seen::Seen,
};
use crate::{Kind, found::Found, list::have_any, plain::SIGN, scene::Scene, token::Class};

/// In hundredths, how sure a word of each grade is: somebody's own, another's, all that is said, not said
/// whose, a topic, not said whose by somebody who writes of themselves.
const SURE: [[u8; 6]; 7] = [
    [75, 0, 0, 0, 0, 0],
    [70, 65, 30, 0, 0, 0],
    [90, 80, 55, 35, 25, 45],
    [95, 85, 65, 45, 35, 60],
    [95, 95, 90, 62, 45, 75],
    [95, 95, 95, 92, 60, 95],
    [95, 90, 90, 80, 30, 90],
];

/// Looks through a text.
#[inline(never)]
pub(super) fn look(scene: &Scene<'_>, found: &mut Found) {
    let mut seen = seen::read(scene);
    join::join(&mut seen);
    let mut around = Around { scene, seen: &seen, last: None };
    for (at, Seen { mark, .. }) in seen.iter().enumerate() {
        if mark.letter == b'N' || scene.class(at) != Class::Letters {
            age::look(&around, at, found);
        }
        let Some(kind) = mark.kind() else { continue };
        let end = at + usize::from(mark.tokens.max(1));
        let said = if mark.grade == 6 { around.said(end) } else { end };
        let span = scene.span(at, said - 1);
        let whose = around.whose(at);
        let is_telling = mark.grade > 4 && whose == Whose::Unsaid;
        around.last = Some((if is_telling { Whose::Own } else { whose }, end, mark.letter));
        let column = match whose {
            Whose::Own => 0,
            Whose::Third => 1,
            Whose::Topic => 4,
            Whose::Unsaid => {
                let sentence = around.sentence(at);
                if is_all(scene, sentence, end - at) {
                    2
                } else if !mark.is_trait()
                    && around.is_personal(sentence)
                    && !around.is_topic(sentence)
                {
                    5
                } else {
                    3
                }
            }
        };
        let sure = SURE.get(usize::from(mark.grade)).map_or(0, |row| row[column]);
        found.weighed(kind, span, sure);
        if mark.letter == b'j' {
            found.weighed(Kind::Religion, span, sure);
        }
    }
}

/// Whether a word or phrase of so many tokens is about all that its sentence says, and it neither asks nor is
/// masked in part.
fn is_all(scene: &Scene<'_>, (first, end): (usize, usize), tokens: usize) -> bool {
    let start = |at: usize| scene.tokens.get(at).map(|token| token.from as usize);
    let plain = scene.plain;
    let from = if first == 0 { 0 } else { start(first).unwrap_or_default() };
    let sentence = plain.part(from, start(end).unwrap_or(plain.len()));
    end - first <= tokens + 2 && !have_any(sentence, &[b'?', SIGN])
}
