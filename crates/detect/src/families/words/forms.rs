//! The forms of a word.

use crate::list::entries;

/// Calls with each ending of a stem, as the endings are written after it, and each form of its class.
pub(super) fn each_form(endings: &[u8], call: &mut dyn FnMut(&[u8], &[u8])) {
    for ending in endings.strip_prefix(b"/").unwrap_or_default().split(|sign| *sign == b'/') {
        let forms = match ending.last() {
            Some(b'O') => "os as o a",
            Some(b'A') => "as a",
            Some(b'S') => "s ",
            Some(b'E') => "es ",
            Some(b'D') => "s ed ing ",
            _ => "",
        };
        let is_class = usize::from(!forms.is_empty());
        let base = ending.get(..ending.len() - is_class).unwrap_or_default();
        for form in entries(forms) {
            call(base, form);
        }
    }
}
