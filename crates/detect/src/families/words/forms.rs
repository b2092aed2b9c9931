//! The forms of a word.

/// The endings of a stem as they are written after it, each with the forms of its class.
pub(super) fn forms(endings: &[u8]) -> impl Iterator<Item = (&[u8], &'static [u8])> {
    let endings = endings.strip_prefix(b"/").unwrap_or_default();
    endings.split(|sign| *sign == b'/').flat_map(|ending| {
        let (base, forms): (_, &[&[u8]]) = match ending {
            [base @ .., b'O'] => (base, &[b"os", b"as", b"o", b"a"]),
            [base @ .., b'A'] => (base, &[b"as", b"a"]),
            [base @ .., b'S'] => (base, &[b"s", b""]),
            [base @ .., b'E'] => (base, &[b"es", b""]),
            [base @ .., b'D'] => (base, &[b"s", b"ed", b"ing", b""]),
            base => (base, &[b""]),
        };
        forms.iter().map(move |form| (base, *form))
    })
}
