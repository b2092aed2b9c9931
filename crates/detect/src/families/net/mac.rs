//! Addresses of network cards (IEEE 802): six pairs with colons or dashes, or three fours with dots.

use crate::{
    Kind,
    found::{Found, Strength},
    scene::Scene,
    token::{SMALL, is_word, makeup, variety},
};

/// Looks at a token. In one piece it is known by its word only.
pub(super) fn look(scene: &Scene<'_>, at: usize, found: &mut Found) {
    let Some(first) = scene.token(at) else { return };
    let (parts, size, parted) = match (first.len(), scene.plain.sign(first.to as usize)) {
        (2, sign @ (b':' | b'-')) => (6, 2, sign),
        (4, b'.') => (3, 4, b'.'),
        (12, _) if scene.word(at).iter().all(u8::is_ascii_hexdigit) => {
            let span = (first.from as usize, first.to as usize);
            return found.formed(Kind::MacAddress, span, Strength::Hint);
        }
        _ => return,
    };
    let from = first.from as usize;
    let to = from + 14 + if parts == 6 { 3 } else { 0 };
    let signs = scene.plain.low_part(from, to);
    let is_right = signs.iter().enumerate().all(|(nth, sign)| match nth % (size + 1) {
        part if part == size => *sign == parted,
        _ => sign.is_ascii_hexdigit(),
    });
    let joins = |sign: u8, next: u8| sign == parted && is_word(next);
    let is_longer = is_word(scene.plain.sign(to))
        || joins(scene.plain.sign(to), scene.plain.sign(to + 1))
        || (from >= 2 && joins(scene.plain.before(from), scene.plain.sign(from - 2)));
    // All zeros, all ones: nobody's.
    let is_nobody = variety(signs) <= 2;
    if !is_right || is_longer || is_nobody {
        return;
    }
    // Without a letter a telephone number or a date looks the same, but for the colons.
    let has_letter = makeup(signs) & SMALL != 0;
    let is_sure = has_letter || parted == b':';
    let strength = if is_sure { Strength::Sure } else { Strength::Weak };
    found.formed(Kind::MacAddress, (from, to), strength);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Settings};

    fn sure(text: &str) -> Vec<String> {
        let own = Scanner::new(Settings::for_locale("en")).scan(text);
        let own = own.into_iter().filter(|own| own.kind == Kind::MacAddress && own.is_sure());
        own.map(|own| own.text(text).to_owned()).collect()
    }

    #[test]
    fn the_three_forms_are_found() {
        for address in
            ["AA:BB:CC:DD:EE:FF", "00:11:22:33:44:55", "0d-B3-4a-6A-d9-cF", "0012.3456.789A"]
        {
            let text = format!("the device {address}, I think");
            assert_eq!(sure(&text), [address]);
        }
        assert_eq!(sure("my mac is 3c22fb1a2b3c"), ["3c22fb1a2b3c"]);
        assert_eq!(sure("MAC: 01-23-45-67-89-10"), ["01-23-45-67-89-10"]);
    }

    #[test]
    fn others_are_none() {
        for text in [
            "Not a MAC: 00:1A:2B:3C:4D",
            "Broadcast: FF:FF:FF:FF:FF:FF",
            "00:00:00:00:00:00",
            "00:1A:2B:3C:4D:5E:6F",
            "00:1A-2B:3C-4D:5E",
            "00:1G:2B:3C:4D:5E",
            "call 91-12-34-56-78-90 now please",
            "son 1234.5678.9012 en total por favor",
        ] {
            assert_eq!(sure(text), [""; 0], "{text}");
        }
    }
}
