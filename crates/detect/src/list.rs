//! Words by their numbers, and lists of them in one string, parted by single spaces: half the size of slices
//! of strings.

/// What numbers of words begin from.
pub(crate) const WHOLE: u32 = 0x811c_9dc5;

/// The number of a word that goes on after what has this number (FNV-1a).
#[inline(never)]
pub(crate) fn number(before: u32, word: &[u8]) -> u32 {
    word.iter().fold(before, |hash, sign| (hash ^ u32::from(*sign)).wrapping_mul(0x0100_0193))
}

/// The words of a list, one after the other.
pub(crate) fn entries(list: &[u8]) -> Entries<'_> {
    Entries(Some(list))
}

/// What is left of a list.
pub(crate) struct Entries<'a>(Option<&'a [u8]>);

impl<'a> Iterator for Entries<'a> {
    type Item = &'a [u8];

    #[inline(never)]
    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.0?;
        let length = rest.iter().position(|sign| *sign == b' ').unwrap_or(rest.len());
        self.0 = rest.get(length + 1..);
        rest.get(..length)
    }
}
