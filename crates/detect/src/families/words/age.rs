//! Ages under eighteen: "tengo 13 años", "my 7-year-old", "mi hijo de 8".

use super::{
    around::Around,
    count::{is_clear, number},
    who::{Who, who},
};
use crate::{Kind, found::Found, lists};

/// From this age on nobody is a minor.
const OF_AGE: usize = 18;

/// Looks whether a token is such an age.
pub(super) fn look(around: &Around<'_>, at: usize, found: &mut Found) {
    let scene = around.scene;
    let Some((age, rest)) = number(around, at) else { return };
    if !is_clear(scene, at) {
        return;
    }
    let mut end = at + 1;
    if rest.is_empty() && scene.is_in(end, lists::AND_AGE) {
        let other = number(around, end + 1);
        if other.is_some_and(|(age, _)| age < OF_AGE) {
            end += 2;
        }
    }
    let unit = if rest.is_empty() { scene.word(end) } else { rest };
    let has_unit = lists::AGE_YEARS.has(unit) || lists::AGE_MONTHS.has(unit);
    if (!rest.is_empty() && !has_unit) || (age >= OF_AGE && !lists::AGE_MONTHS.has(unit)) {
        return;
    }
    end += usize::from(has_unit && rest.is_empty());
    let is_old = has_unit && matches!(scene.word(end), b"old" | b"olds");
    end += usize::from(is_old);
    let might_be = if has_unit {
        // An English year without "old" is a time: "13 years", but for "13 yo".
        let is_age = is_old || unit.first() == Some(&b'a') || lists::AGE_AGE.has(unit);
        is_age && !is_time(around, at, end)
    } else {
        is_whole(around, at, end)
    };
    if !might_be {
        return;
    }
    let who = who(around, at);
    let is_age = if has_unit {
        by_unit(around, who, end, lists::AGE_MONTHS.has(unit), is_old)
    } else {
        bare(around, who, age, at, end)
    };
    if is_age {
        let sure = match who {
            Who::Named => 70,
            _ if has_unit => 95,
            _ => 80,
        };
        found.weighed(Kind::Minor, scene.span(at, end - 1), sure);
    }
}

/// Whether years before `end` are a time and no age: "hace 13 años", "13 años de experiencia".
fn is_time(around: &Around<'_>, at: usize, end: usize) -> bool {
    let next = around.scene.word(end);
    let is_before = around.scene.is_in(at.wrapping_sub(1), lists::SINCE);
    let is_life = next == b"de" && around.scene.is_in(end + 1, lists::OF_LIFE);
    let is_doing = next.ends_with(b"ando")
        || next.ends_with(b"iendo")
        || around.scene.is_in(end, lists::AGE_NO_AGE);
    is_before || (is_doing && !is_life && !around.is_parted(end))
}

fn by_unit(around: &Around<'_>, who: Who, end: usize, is_months: bool, is_old: bool) -> bool {
    match who {
        Who::Writer => !is_months,
        Who::Near | Who::They => true,
        Who::Named => !is_months || is_old,
        // "a nine year old daughter"
        Who::Nobody => is_old && matches!(around.letter(end), b'F' | b'm'),
    }
}

/// Whether a number without a unit stands by itself: no 8.5, 8:30, 5'9, 8 %, and nothing that it counts.
fn is_whole(around: &Around<'_>, at: usize, end: usize) -> bool {
    let scene = around.scene;
    let gap = scene.gap(end);
    let is_last = end >= around.seen.len() && is_clear(scene, end);
    let is_apart =
        gap == b" " || (gap.len() > 1 && is_clear(scene, end)) || gap.first() == Some(&b')');
    let is_over = gap != b" " || scene.is_in(end, lists::AGE_GOING_ON) || is_birthday(around, at);
    is_last || (is_apart && is_over)
}

fn is_birthday(around: &Around<'_>, at: usize) -> bool {
    around.scene.is_in(at.wrapping_sub(1), lists::AGE_BIRTHDAY)
}

/// Whether such a number is an age, by who is so old.
fn bare(around: &Around<'_>, who: Who, age: usize, at: usize, end: usize) -> bool {
    let scene = around.scene;
    let before = at.wrapping_sub(1);
    match who {
        // "tengo 12" counts anything; "tengo 12 y quiero" does not.
        Who::Writer if scene.is_word(before, "tengo") => {
            let goes_on = scene.is_in(end + 1, lists::AGE_WISHES);
            age > 7 && scene.is_word(end, "y") && goes_on
        }
        Who::Writer => age > 5,
        Who::Near => !scene.is_word(before, "con"),
        Who::They if is_birthday(around, at) => true,
        // "he's 12"
        Who::They => {
            age > 5 && around.letter(before) == b'C' && !around.is_topic(around.sentence(at))
        }
        _ => age > 5 && scene.is_in(before, lists::TURNING),
    }
}
