//! The forms of `data/ids.txt`.

use super::{
    check::holds,
    form::{Form, Row},
};
use crate::{Kind, found::Strength, known::known, list::split};

/// Every form.
#[derive(Debug)]
pub(crate) struct Forms {
    all: Vec<Form>,
}

/// The forms.
pub(super) fn forms() -> &'static Forms {
    &known().forms
}

impl Forms {
    /// Reads what build/tables.rs packed.
    pub(crate) fn new(packed: &'static [u8]) -> Self {
        let mut own = Self { all: Vec::new() };
        let mut checks: Vec<&[u8]> = Vec::new();
        for line in split(packed, b'\n') {
            match line {
                [b'=', check @ ..] => checks.push(check),
                [kind, says, check, layouts @ ..] => {
                    let Some(kind) = Kind::ALL.get(usize::from(kind & 0x7F)) else { continue };
                    let says = says.wrapping_sub(b'0');
                    let check = usize::from(*check).wrapping_sub(usize::from(b'!'));
                    let row = Row {
                        kind: *kind,
                        grouped: strength(says % 32 / 5).unwrap_or(Strength::Hint),
                        compact: strength(says % 32 % 5),
                        is_checked: says < 32,
                        check: checks.get(check).copied().unwrap_or_default(),
                    };
                    for layout in split(layouts, b'|') {
                        own.all.push(Form::new(row, layout));
                    }
                }
                _ => {}
            }
        }
        own
    }

    /// Those that can begin with a group of a size.
    pub(super) fn of(&self, size: usize) -> impl Iterator<Item = &Form> {
        self.all.iter().filter(move |form| form.begins(size))
    }

    /// Whether a kind has a check that is a sum.
    pub(super) fn is_checked(&self, kind: Kind) -> bool {
        self.all.iter().any(|form| form.row.kind == kind && form.row.is_checked)
    }

    /// Whether signs have the check of a kind, whatever parts them.
    pub(super) fn is_right(&self, kind: Kind, signs: &[u8]) -> bool {
        let mut own = self.all.iter().filter(|form| form.row.kind == kind);
        own.any(|form| form.len() == signs.len() && holds(form.row.check, signs))
    }
}

fn strength(says: u8) -> Option<Strength> {
    use Strength::{Hint, Likely, Sure, Weak};
    [Hint, Weak, Likely, Sure].get(usize::from(says)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let forms = forms();
        assert!(forms.all.len() > 130);
        for kind in Kind::ALL.iter().filter(|kind| kind.term() == "pd:OfficialID") {
            assert!(forms.all.iter().any(|form| form.row.kind == *kind), "{kind:?}");
        }
    }
}
