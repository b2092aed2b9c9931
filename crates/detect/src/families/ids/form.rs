//! How an identifier is written, and how that is read.

use super::signs::Signs;
use crate::{Kind, found::Strength};

/// What the signs of a form, capital and without separators, have to fulfil.
pub(super) type Check = fn(&[u8]) -> bool;

/// Ways in which an identifier is written that say the same.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) kind: Kind,
    layouts: &'static str,
    /// Nothing if its signs are all.
    check: Option<Check>,
    /// What it says in groups.
    grouped: Strength,
    /// What it says in one piece; nothing if that is another row's matter.
    compact: Option<Strength>,
    /// Whether its check is a sum over it; else it is about what is issued.
    pub(super) is_checked: bool,
}

/// One way in which an identifier is written. The sets are of places: bit n is the sign n, from 0.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) row: &'static Row,
    /// Where there are digits, and where letters; both may be where neither has to be.
    digits: u32,
    letters: u32,
    /// Where groups begin, beside the first.
    groups: u32,
    /// What is before each of these, three bits a [`separator`].
    separators: u32,
    /// How many signs it has.
    len: u8,
}

/// In `groups`: they may begin anywhere.
const ANYWHERE: u32 = 1 << 31;

/// Layouts in groups only: the same in one piece says nothing, or something else.
///
/// A layout: `#` a digit, `@` a letter, `*` either. Between groups: `-`, `.` and `/` themselves, a space
/// for one of these or a space, the same all over, and `_` for any. `~` at the start: groups may begin
/// anywhere, as long as there are fewer than half as many as signs. `|` parts layouts.
pub(super) const fn grouped(
    kind: Kind,
    layouts: &'static str,
    check: Option<Check>,
    strength: Strength,
) -> Row {
    let is_checked = check.is_some();
    Row { kind, layouts, check, grouped: strength, compact: None, is_checked }
}

/// Layouts in groups or in one piece.
pub(super) const fn form(
    kind: Kind,
    layouts: &'static str,
    check: Option<Check>,
    strength: Strength,
    compact: Strength,
) -> Row {
    Row { compact: Some(compact), ..grouped(kind, layouts, check, strength) }
}

const ALIKE: u32 = 0;
const ANY: u32 = 1;

/// A separator of a layout in three bits.
fn separator(sign: u8) -> u32 {
    match sign {
        b' ' => ALIKE,
        b'_' => ANY,
        b'-' => 2,
        b'.' => 3,
        _ => 4,
    }
}

impl Row {
    /// The same, where the check is no sum.
    pub(super) const fn formed(self) -> Self {
        Self { is_checked: false, ..self }
    }

    /// Adds its forms to others.
    pub(super) fn read(&'static self, forms: &mut Vec<Form>) {
        let mut own = None;
        for sign in self.layouts.bytes().chain([b'|']) {
            let form = own.get_or_insert(Form {
                row: self,
                digits: 0,
                letters: 0,
                groups: 0,
                separators: 0,
                len: 0,
            });
            match sign {
                b'|' => forms.extend(own.take()),
                b'~' => form.groups = ANYWHERE,
                b'#' | b'@' | b'*' => {
                    form.digits |= u32::from(sign == b'#') << form.len;
                    form.letters |= u32::from(sign == b'@') << form.len;
                    form.len += 1;
                }
                sign => {
                    form.separators |= separator(sign) << (form.groups.count_ones() * 3);
                    form.groups |= 1 << form.len;
                }
            }
        }
    }
}

impl Form {
    /// How many signs it has.
    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether it can begin with a group of this size.
    pub(super) fn begins(&self, size: usize) -> bool {
        let is_compact = size == self.len() && self.row.compact.is_some();
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
            self.row.compact?
        } else if (self.groups == ANYWHERE && groups.count_ones() * 2 < u32::from(self.len))
            || (groups == self.groups && self.is_parted(signs))
        {
            self.row.grouped
        } else {
            return None;
        };
        if self.row.check.is_some_and(|check| !check(own)) {
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
