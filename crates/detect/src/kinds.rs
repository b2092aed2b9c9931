//! Sets of kinds, and of other things that are few.

use crate::Kind;

/// A set of what has a number below 128.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Few([u64; 2]);

impl Few {
    /// The set of none.
    pub(crate) const NONE: Self = Self([0; 2]);
    /// The set of all.
    pub(crate) const ALL: Self = Self([u64::MAX; 2]);

    /// Whether it has this one.
    pub(crate) fn has(self, number: u8) -> bool {
        self.0[usize::from(number >> 6 & 1)] >> (number & 63) & 1 != 0
    }

    /// The same set with one more.
    pub(crate) const fn with(mut self, number: u8) -> Self {
        self.0[(number >> 6 & 1) as usize] |= 1 << (number & 63);
        self
    }

    /// Both sets.
    pub(crate) fn and(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(pub(crate) Few);

impl Kinds {
    /// The set of all.
    pub(crate) const ALL: Self = Self(Few::ALL);

    /// The set of these.
    pub(crate) const fn of(kinds: &[Kind]) -> Self {
        let (mut all, mut nth) = (Few::NONE, 0);
        while nth < kinds.len() {
            all = all.with(kinds[nth] as u8);
            nth += 1;
        }
        Self(all)
    }

    /// Whether it has one of another.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.0.0[0] & other.0.0[0] | self.0.0[1] & other.0.0[1] != 0
    }

    /// Whether it has none.
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it has this one.
    pub(crate) fn has(self, kind: Kind) -> bool {
        self.0.has(kind as u8)
    }

    /// Both sets.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0.and(other.0))
    }
}
