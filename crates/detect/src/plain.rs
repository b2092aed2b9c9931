//! A text with its signs made plain: one byte a sign, and where each stands in the text.
//!
//! Digits of any script become ASCII digits, letters lose their accents, wide and narrow forms, spaces,
//! dashes and quotes become the plain ones, and what is not seen (combining marks, zero-width signs,
//! directions) belongs to the sign before it. So a number that is written to be overlooked is none.

/// A letter of another alphabet.
pub(crate) const LETTER: u8 = 1;
/// Any other sign: emoji, bullets, arrows.
pub(crate) const SIGN: u8 = 2;

/// A text, sign by sign.
#[derive(Debug, Default)]
pub(crate) struct Plain {
    /// The signs, plain, with their case; and after them the same in small letters.
    signs: Vec<u8>,
    /// How many signs there are.
    len: usize,
    /// Where each begins in the text, in bytes, and where it ends, with what is not seen after it.
    places: Vec<(u32, u32)>,
}

impl Plain {
    /// Makes a text plain. Of more than 4 GiB the rest is left out.
    #[inline(never)]
    pub(crate) fn new(text: &str) -> Self {
        let mut plain = Self::default();
        let length = text.len();
        plain.signs.reserve(2 * length);
        plain.places.reserve(length);
        let mut at = 0;
        while let Some(first) = text.as_bytes().get(at) {
            let (mut size, mut own) = (1, Some(*first));
            // Most are plain already.
            if !matches!(first, b' '..=b'~') {
                let sign = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
                (size, own) = (sign.len_utf8(), plainly(sign));
            }
            let (start, end) = (at as u32, (at + size) as u32);
            at += size;
            if end < start {
                break;
            }
            match own {
                Some(byte) => {
                    if byte.is_ascii_digit() || byte.is_ascii_uppercase() {
                        plain.part_label(text);
                    }
                    plain.signs.push(byte);
                    plain.places.push((start, end));
                }
                None => {
                    if let Some(last) = plain.places.last_mut() {
                        last.1 = end;
                    }
                }
            }
        }
        plain.len = plain.signs.len();
        let low = plain.signs.to_ascii_lowercase();
        plain.signs.extend_from_slice(&low);
        plain
    }

    /// Makes a dot of the ordinal sign of `nº` and `n.º` where a number sticks to it: it is none of it.
    fn part_label(&mut self, text: &str) {
        let start = self.places.last().map_or(0, |place| place.0 as usize);
        let is_ordinal = text.as_bytes().get(start) == Some(&0xC2);
        if let ([.., b'n' | b'N', own] | [.., b'n' | b'N', b'.', own], true) =
            (&mut *self.signs, is_ordinal)
            && *own == b'o'
        {
            *own = b'.';
        }
    }

    /// How many signs it has.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The sign at a place; 0 beyond the end. As C returns a byte, its upper bits are clear, so that no caller
    /// clears them.
    #[inline(never)]
    pub(crate) extern "C" fn sign(&self, at: usize) -> u8 {
        self.signs.get(at).filter(|_| at < self.len).copied().unwrap_or(0)
    }

    /// The sign before a place; 0 at the beginning.
    #[inline(never)]
    pub(crate) extern "C" fn before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(0, |before| self.sign(before))
    }

    /// The signs between two places; none beyond the end.
    #[inline(never)]
    pub(crate) fn part(&self, from: usize, to: usize) -> &[u8] {
        self.within(from, to)
    }

    /// The same in small letters.
    #[inline(never)]
    pub(crate) fn low_part(&self, from: usize, to: usize) -> &[u8] {
        self.low_within(from, to)
    }

    /// The signs between two places, without a call: for what is asked for at every token.
    #[inline(always)]
    pub(crate) fn within(&self, from: usize, to: usize) -> &[u8] {
        self.signs.get(from..to).filter(|_| to <= self.len).unwrap_or_default()
    }

    /// The same in small letters.
    #[inline(always)]
    pub(crate) fn low_within(&self, from: usize, to: usize) -> &[u8] {
        let low = self.signs.get(self.len..).unwrap_or_default();
        low.get(from..to).unwrap_or_default()
    }

    /// Where the signs from a place on end that are all of a sort; at most `most` of them.
    #[inline(never)]
    pub(crate) fn run(&self, from: usize, most: usize, is_in: fn(u8) -> bool) -> usize {
        let signs = self.signs.get(from..self.len).unwrap_or_default();
        from + signs.iter().take(most).take_while(|sign| is_in(**sign)).count()
    }

    /// The bytes of the text that signs stand for, from the first up to `to`, which is not one of them.
    pub(crate) fn bytes(&self, from: usize, to: usize) -> (usize, usize) {
        let start = self.places.get(from).map_or(0, |place| place.0);
        let end = to.checked_sub(1).and_then(|last| self.places.get(last)).map(|place| place.1);
        (start as usize, end.unwrap_or(start).max(start) as usize)
    }
}

/// From U+00C0 to U+017F, what letters are without their marks, in the languages of Europe.
const LATIN: &[u8; 192] = b"AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuytyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/// Not seen: it belongs to the sign before it.
const UNSEEN: u8 = 0;
/// From which sign to which, and what these are; those from a digit or `!` on are the signs from that one on. The first
/// that has a sign tells.
#[rustfmt::skip]
const RANGES: &[u32] = &[
    range(0x0A, 0x0A, b'\n'), range(0x00, 0x1F, b' '), range(0x7F, 0xA0, b' '),
    // Currencies, all as one.
    range(0xA2, 0xA5, b'$'), range(0x20A0, 0x20CF, b'$'),
    // Ordinals, as in 3.º and 2ª.
    range(0xAA, 0xAA, b'a'), range(0xB0, 0xB0, b'o'), range(0xBA, 0xBA, b'o'),
    range(0xAB, 0xAB, b'"'), range(0xBB, 0xBB, b'"'), range(0x201C, 0x201F, b'"'), range(0x2033, 0x2033, b'"'),
    range(0x2BC, 0x2BC, b'\''), range(0x2018, 0x201B, b'\''), range(0x2032, 0x2032, b'\''),
    range(0xB7, 0xB7, b'.'), range(0x2024, 0x2024, b'.'), 
    range(0x2044, 0x2044, b'/'), range(0x2215, 0x2215, b'/'),
    range(0x2010, 0x2015, b'-'), range(0x2212, 0x2212, b'-'),
    
    // Combining marks, directions, joiners, selectors.
    range(0xAD, 0xAD, UNSEEN), range(0x300, 0x36F, UNSEEN), range(0x61C, 0x61C, UNSEEN),
    range(0x64B, 0x65F, UNSEEN), range(0x670, 0x670, UNSEEN), range(0x1AB0, 0x1AFF, UNSEEN), range(0x1DC0, 0x1DFF, UNSEEN),
    range(0x200B, 0x200F, UNSEEN), range(0x202A, 0x202E, UNSEEN), range(0x2060, 0x206F, UNSEEN), range(0x20D0, 0x20FF, UNSEEN),
    range(0xFE00, 0xFE0F, UNSEEN), range(0xFEFF, 0xFEFF, UNSEEN),
    range(0x2000, 0x200A, b' '), range(0x2028, 0x2029, b' '), range(0x202F, 0x202F, b' '),
    range(0x3000, 0x3000, b' '),
    // Digits of Arabic, Persian, the scripts of India, Thai; above and below the line.
    range(0x660, 0x669, b'0'), range(0x6F0, 0x6F9, b'0'), range(0x966, 0x96F, b'0'),
    range(0x9E6, 0x9EF, b'0'), range(0xA66, 0xA6F, b'0'), range(0xAE6, 0xAEF, b'0'), range(0xB66, 0xB6F, b'0'),
    range(0xBE6, 0xBEF, b'0'), range(0xC66, 0xC6F, b'0'), range(0xCE6, 0xCEF, b'0'), range(0xD66, 0xD6F, b'0'),
    range(0xE50, 0xE59, b'0'), range(0xB9, 0xB9, b'1'), range(0xB2, 0xB3, b'2'),
    range(0x2070, 0x2070, b'0'), range(0x2074, 0x2079, b'4'), range(0x2080, 0x2089, b'0'),
    // Wide forms.
    range(0xFF01, 0xFF5E, b'!'),
    range(0xA1, 0xBF, SIGN), range(0x3001, 0x303F, SIGN), range(0xFE10, 0xFE6F, SIGN),
    range(0xFF5F, 0xFFFF, SIGN),
];

/// A range in one number; it has at most 256 signs.
const fn range(from: u32, to: u32, own: u8) -> u32 {
    from << 16 | (to - from) << 8 | own as u32
}

/// The plain form of a sign; nothing if it is not seen.
#[inline(never)]
pub(crate) fn plainly(sign: char) -> Option<u8> {
    let code = u32::from(sign);
    match code {
        0x20..0x7F => return Some(code as u8),
        0xC0..0x180 => return Some(LATIN[(code - 0xC0) as usize]),
        0x1D7CE..=0x1D7FF => return Some(b'0' + ((code - 0x1D7CE) % 10) as u8),
        0x1F000..=0x1FAFF => return Some(SIGN),
        0xE0000..=0xE0FFF => return None,
        _ => {}
    }
    for range in RANGES {
        let (nth, own) = (code.wrapping_sub(range >> 16), *range as u8);
        if nth <= range >> 8 & 0xFF {
            let nth = if own.is_ascii_digit() || own == b'!' { nth as u8 } else { 0 };
            return if own == UNSEEN { None } else { Some(own + nth) };
        }
    }
    Some(if matches!(code, 0x2000..0x2C00) { SIGN } else { LETTER })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let plain = Plain::new(text);
        plain.part(0, plain.len()).iter().map(|sign| char::from(*sign)).collect()
    }

    #[test]
    fn digits_of_any_script_are_digits() {
        assert_eq!(plain("٠١٢٣ ۴۵۶ ４５６ ०१२ ০১২ ๐๑ 𝟎𝟙 ²³¹"), "0123 456 456 012 012 01 01 231");
    }

    #[test]
    fn letters_lose_their_accents_however_they_are_written() {
        assert_eq!(plain("Ñandú Ñandú ÇÅß Ｅｓ"), "Nandu Nandu CAs Es");
    }

    #[test]
    fn what_is_not_seen_belongs_to_what_is_before_it() {
        let text = "a4\u{200b}1\u{301}1";
        let plain = Plain::new(text);
        assert_eq!(plain.part(0, plain.len()), b"a411");
        assert_eq!(plain.bytes(1, 3), (1, text.len() - 1));
        assert_eq!(plain.bytes(3, 4), (text.len() - 1, text.len()));
    }

    #[test]
    fn the_ordinal_sign_of_a_label_is_no_letter_of_the_number_after_it() {
        assert_eq!(plain("nº4111 Nº4111 n.º12 n.ºX1 n°5"), "n.4111 N.4111 n..12 n..X1 n.5");
        assert_eq!(plain("nº 41 3ºB 2º1 20°C no41 nºde"), "no 41 3oB 2o1 20oC no41 node");
    }

    #[test]
    fn spaces_and_dashes_of_any_width_are_the_plain_ones() {
        assert_eq!(plain("1\u{a0}2\u{2009}3–4—5−6‑7"), "1 2 3-4-5-6-7");
    }

    #[test]
    fn other_alphabets_are_letters_and_pictures_are_not() {
        assert_eq!(plain("жя漢🙂•€"), "\u{1}\u{1}\u{1}\u{2}\u{2}$");
    }
}
