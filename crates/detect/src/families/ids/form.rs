//! How an identifier is written, and how that is read.

use super::signs::Signs;
use crate::{Kind, found::Strength};

/// What the signs of a form, capital and without separators, have to fulfil.
pub(super) type Check = fn(&[u8]) -> bool;

/// One way in which an identifier is written. The sets are of places: bit n is the sign n, from 0.
#[derive(Debug)]
pub(super) struct Form {
    /// Nothing if its signs are all.
    check: Option<Check>,
    /// Where there are digits, and where letters; both may be where neither has to be.
    digits: u32,
    letters: u32,
    /// Where groups begin, beside the first.
    groups: u32,
    /// What is before each of these, three bits a [`separator`].
    separators: u32,
    pub(super) kind: Kind,
    /// How many signs it has.
    len: u8,
    /// What it says in groups.
    grouped: Strength,
    /// What it says in one piece; nothing if that is another form's matter.
    compact: Option<Strength>,
    /// Whether its check is a sum over it; else it is about what is issued.
    pub(super) is_checked: bool,
}

/// In `groups`: they may begin anywhere.
const ANYWHERE: u32 = 1 << 31;

/// A form in groups only: the same in one piece says nothing, or something else.
///
/// Its layout: `#` a digit, `@` a letter, `*` either. Between groups: `-`, `.` and `/` themselves, a space
/// for one of these or a space, the same all over, and `_` for any. `~` at the start: groups may begin
/// anywhere, as long as there are fewer than half as many as signs.
pub(super) const fn grouped(
    kind: Kind,
    layout: &str,
    check: Option<Check>,
    strength: Strength,
) -> Form {
    let layout = layout.as_bytes();
    let (mut digits, mut letters, mut groups, mut separators) = (0, 0, 0, 0);
    let (mut at, mut len, mut shift) = (0, 0, 0);
    while at < layout.len() {
        match layout[at] {
            b'~' => groups = ANYWHERE,
            b'#' | b'@' | b'*' => {
                digits |= ((layout[at] == b'#') as u32) << len;
                letters |= ((layout[at] == b'@') as u32) << len;
                len += 1;
            }
            sign => {
                groups |= 1 << len;
                separators |= separator(sign) << shift;
                shift += 3;
            }
        }
        at += 1;
    }
    let is_checked = check.is_some();
    Form {
        check,
        digits,
        letters,
        groups,
        separators,
        kind,
        len,
        grouped: strength,
        compact: None,
        is_checked,
    }
}

/// A form in groups or in one piece.
pub(super) const fn form(
    kind: Kind,
    layout: &str,
    check: Option<Check>,
    strength: Strength,
    compact: Strength,
) -> Form {
    Form { compact: Some(compact), ..grouped(kind, layout, check, strength) }
}

const ALIKE: u32 = 0;
const ANY: u32 = 1;

/// A separator of a layout in three bits.
const fn separator(sign: u8) -> u32 {
    match sign {
        b' ' => ALIKE,
        b'_' => ANY,
        b'-' => 2,
        b'.' => 3,
        _ => 4,
    }
}

impl Form {
    /// The same, where the check is no sum.
    pub(super) const fn formed(self) -> Self {
        Self { is_checked: false, ..self }
    }

    /// How many signs it has.
    pub(super) const fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether it can begin with a group of this size.
    pub(super) const fn begins(&self, size: usize) -> bool {
        let is_compact = size == self.len() && self.compact.is_some();
        let is_grouped = if self.groups == ANYWHERE {
            size < self.len()
        } else {
            self.groups != 0 && size == self.groups.trailing_zeros() as usize
        };
        is_compact || is_grouped
    }

    /// What signs say by this form.
    pub(super) fn read(&self, signs: &Signs<'_>) -> Option<Strength> {
        let own = signs.first(self.len())?;
        let all = !(u32::MAX << self.len);
        let is_written = (self.digits & !signs.digits) | (self.letters & !signs.letters) == 0
            && all & !(signs.digits | signs.letters) == 0;
        if !is_written {
            return None;
        }
        let groups = signs.groups & all;
        let strength = if groups == 0 {
            self.compact?
        } else if (self.groups == ANYWHERE && groups.count_ones() * 2 < u32::from(self.len))
            || (groups == self.groups && self.is_parted(signs))
        {
            self.grouped
        } else {
            return None;
        };
        if self.check.is_some_and(|check| !check(own)) {
            return None;
        }
        if groups == 0 { Some(strength) } else { signs.in_sentence(self.len(), strength) }
    }

    /// Whether groups, where they are, are parted by the signs of the layout.
    fn is_parted(&self, signs: &Signs<'_>) -> bool {
        let (mut groups, mut separators, mut alike) = (self.groups, self.separators, 0);
        while groups != 0 {
            let sign = signs.reading.separator(groups.trailing_zeros() as usize);
            let own = separators & 7;
            let is_own = match own {
                ALIKE => alike == 0 || alike == sign,
                _ => own == ANY || own == separator(sign),
            };
            if !is_own {
                return false;
            }
            if own == ALIKE {
                alike = sign;
            }
            groups &= groups - 1;
            separators >>= 3;
        }
        true
    }
}
