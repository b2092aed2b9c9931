//! What recognisers report, before it is weighed.

use crate::{Evidence, Kind};

/// How much the form of something says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// Many things look like this: it needs a word near by that says what it is.
    Hint,
    /// A check digit of one in ten, or a form with others like it: it counts where a word near by says
    /// so, or where it is all that is said.
    Weak,
    /// A form of its own with a check: it counts unless a word near by speaks against it.
    Likely,
    /// Hardly anything else looks like this.
    Sure,
}

/// Something that a recogniser reports.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) kind: Kind,
    /// Its first sign in the plain text.
    pub(crate) from: usize,
    /// After its last sign.
    pub(crate) to: usize,
    pub(crate) strength: Strength,
    pub(crate) evidence: Evidence,
    pub(crate) pattern: Option<u16>,
    /// In hundredths, how sure it is, where the recogniser weighs the words around by itself; else 0.
    pub(crate) sure: u8,
}

/// All that recognisers report of one text.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) hits: Vec<Hit>,
    /// From which on they are words.
    pub(crate) words: usize,
    /// Where the last link that was reported ends: what is in it is of it.
    pub(crate) link: usize,
}

impl Found {
    /// Reports what has a right check.
    pub(crate) fn checked(&mut self, kind: Kind, span: (usize, usize), strength: Strength) {
        self.add(kind, span, strength, Evidence::Checksum);
    }

    /// Reports what has the form.
    pub(crate) fn formed(&mut self, kind: Kind, span: (usize, usize), strength: Strength) {
        self.add(kind, span, strength, Evidence::Format);
    }

    /// Reports what the words around it make it.
    pub(crate) fn told(&mut self, kind: Kind, span: (usize, usize), strength: Strength) {
        self.add(kind, span, strength, Evidence::Context);
    }

    /// Reports a word that is so sure, in hundredths, by the words around it.
    pub(crate) fn weighed(&mut self, kind: Kind, (from, to): (usize, usize), sure: u8) {
        if sure > 0 {
            self.told(kind, (from, to), Strength::Hint);
            if let Some(hit) = self.hits.last_mut() {
                hit.sure = sure;
            }
        }
    }

    /// Reports what rests on something.
    #[inline(never)]
    pub(crate) fn add(
        &mut self,
        kind: Kind,
        (from, to): (usize, usize),
        strength: Strength,
        evidence: Evidence,
    ) {
        self.hits.push(Hit { kind, from, to, strength, evidence, pattern: None, sure: 0 });
    }
}
