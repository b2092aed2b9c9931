//! The forms of a word.

/// Calls with each ending of a stem, as the endings are written after it, and each form of its class.
pub(super) fn each_form(endings: &[u8], call: &mut dyn FnMut(&[u8], &[u8])) {
    for ending in endings.strip_prefix(b"/").unwrap_or_default().split(|sign| *sign == b'/') {
        let (base, forms): (_, &[&[u8]]) = match ending {
            [base @ .., b'O'] => (base, &[b"os", b"as", b"o", b"a"]),
            [base @ .., b'A'] => (base, &[b"as", b"a"]),
            [base @ .., b'S'] => (base, &[b"s", b""]),
            [base @ .., b'E'] => (base, &[b"es", b""]),
            [base @ .., b'D'] => (base, &[b"s", b"ed", b"ing", b""]),
            base => (base, &[b""]),
        };
        for form in forms {
            call(base, form);
        }
    }
}
