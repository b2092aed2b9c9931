//! The kinds, in the order of `src/kind.rs`.

use std::{fs, io};

/// Kinds by their names.
pub(crate) struct Kinds(Vec<String>);

/// Reads the names from the table of `src/kind.rs`: `CreditCard "credit_card" "pd:…" Secret;`.
pub(crate) fn read() -> io::Result<Kinds> {
    let source = fs::read_to_string("src/kind.rs")?;
    let rows = source.lines().filter(|line| line.ends_with(';') && line.contains("\" \"pd:"));
    let names = rows.filter_map(|line| line.split('"').nth(1));
    Ok(Kinds(names.map(Into::into).collect()))
}

impl Kinds {
    /// A kind as a packed table has it: a byte that is no ASCII.
    pub(crate) fn byte(&self, name: &str) -> io::Result<u8> {
        let place = self.0.iter().position(|own| own == name);
        let place = place.ok_or_else(|| io::Error::other(format!("no kind is called {name}")))?;
        Ok(0x80 + place as u8)
    }
}
