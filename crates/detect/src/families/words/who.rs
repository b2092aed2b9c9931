//! Who is so old: the writer, a child, nobody.

use super::{around::Around, count::number};
use crate::lists;

/// How far back whoever is so old is looked for, in tokens.
const BACK: usize = 7;

/// Who is so old.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// The writer: "tengo", "I'm".
    Writer,
    /// A child, or somebody else near.
    Near,
    /// He or she.
    They,
    /// Somebody by their name, or "my 7-year-old".
    Named,
    /// Not said: something, or nobody.
    Nobody,
}

/// Who is so old as the number from a token on says.
pub(super) fn who(around: &Around<'_>, at: usize) -> Who {
    let scene = around.scene;
    let mut place = at;
    let (mut is_named, mut numbers) = (false, 0);
    for distance in 0..BACK {
        if place == 0 || around.is_broken(place) {
            break;
        }
        place -= 1;
        let word = scene.word(place);
        let earlier = place.wrapping_sub(1);
        if scene.is_in(place, lists::I_AM_AGED)
            || (scene.is_word(earlier, "i") && scene.is_in(place, lists::I_AM))
        {
            return Who::Writer;
        }
        if distance == 0 && scene.is_in(place, lists::WHOSE) {
            return Who::Named;
        }
        let letter = around.letter(place);
        // Children in general, and mothers of three, are not so old.
        let is_own = scene.is_in(earlier, lists::COUNTED);
        let is_many = word.ends_with(b"s") && !is_own && letter == b'F';
        let is_name = scene.is_capital(place);
        match letter {
            b'F' | b'm' | b'.' if is_near(around, place) && !is_many => {
                let is_parent = distance == 1 && scene.is_word(place + 1, "of")
                    || scene.is_in(place, lists::PARENTS);
                return if is_parent { Who::Nobody } else { Who::Near };
            }
            b'T' if scene.is_in(place, lists::THEY) => return Who::They,
            // "4 and 6"
            _ if numbers == 0 && number(around, place).is_some() => numbers += 1,
            _ if scene.is_in(place, lists::AGE_BETWEEN) => {}
            _ if is_name && letter == 0 => is_named = true,
            _ => return Who::Nobody,
        }
    }
    let is_start = place == 0 || around.is_broken(place);
    if is_named && is_start { Who::Named } else { Who::Nobody }
}

/// Whether a token is somebody near, or a part of the phrase that says so.
fn is_near(around: &Around<'_>, mut place: usize) -> bool {
    while around.letter(place) == b'.' && place > 0 {
        place -= 1;
    }
    matches!(around.letter(place), b'F' | b'm')
}
