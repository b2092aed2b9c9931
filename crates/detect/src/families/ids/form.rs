//! How an identifier is written, and how that is read.

use super::{check::holds, signs::Signs};
use crate::{Kind, found::Strength};

/// Ways in which an identifier is written that say the same: a row of `data/ids.txt`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) kind: Kind,
    /// What it says in groups.
    pub(super) grouped: Strength,
    /// What it says in one piece; nothing if that is another row's matter.
    pub(super) compact: Option<Strength>,
    /// Whether its check is a sum over it; else it is about what is issued.
    pub(super) is_checked: bool,
    /// What its signs, capital and without separators, have to fulfil.
    pub(super) check: &'static [u8],
}

/// One way in which an identifier is written. The sets are of places: bit n is the sign n, from 0.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) row: Row,
    /// Where there are digits, and where letters; both may be where neither has to be.
    digits: u32,
    letters: u32,
    /// Where groups begin, beside the first.
    groups: u32,
    /// What is before each of these, three bits a [`separator`].
    separators: u32,
    /// How many signs it has.
    len: u8,
    /// Bit n: it can begin with a group of n signs.
    sizes: u32,
}

/// In `groups`: they may begin anywhere.
const ANYWHERE: u32 = 1 << 31;

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

impl Form {
    /// Reads a layout.
    pub(super) fn new(row: Row, layout: &[u8]) -> Self {
        let mut form =
            Self { row, digits: 0, letters: 0, groups: 0, separators: 0, len: 0, sizes: 0 };
        for sign in layout {
            match *sign {
                b'~' => form.groups = ANYWHERE,
                b'#' | b'@' | b'*' => {
                    form.digits |= u32::from(*sign == b'#') << form.len;
                    form.letters |= u32::from(*sign == b'@') << form.len;
                    form.len += 1;
                }
                sign => {
                    form.separators |= separator(sign) << (form.groups.count_ones() * 3);
                    form.groups |= 1 << form.len;
                }
            }
        }
        form.sizes = match form.groups {
            0 => 0,
            ANYWHERE => !(u32::MAX << form.len),
            groups => 1 << groups.trailing_zeros(),
        };
        form.sizes |= u32::from(row.compact.is_some()) << form.len;
        form
    }

    /// How many signs it has.
    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether it can begin with a group of this size.
    pub(super) fn begins(&self, size: usize) -> bool {
        size < 32 && self.sizes >> size & 1 != 0
    }

    /// What signs say by this form.
    pub(super) fn read(&self, signs: &Signs<'_>) -> Option<Strength> {
        let all = !(u32::MAX << self.len);
        let is_written = (self.digits & !signs.digits) | (self.letters & !signs.letters) == 0
            && all & !(signs.digits | signs.letters) == 0;
        if !is_written {
            return None;
        }
        let own = signs.first(self.len())?;
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
        if !holds(self.row.check, own) {
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
