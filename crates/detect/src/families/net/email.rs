//! E-mail addresses, as RFC 5322 and 6531 have them, without quotes and comments; and as people spell
//! them out, or mistype them.

use crate::{
    Kind,
    found::{Found, Strength},
    list::{has_pair, split, trailing},
    lists,
    scene::Scene,
    token::{is_letter, is_word},
};

/// The longest local part (RFC 5321), and the longest domain.
const LOCAL: usize = 64;
const DOMAIN: usize = 253;

fn is_local(sign: u8) -> bool {
    is_word(sign) || matches!(sign, b'.' | b'_' | b'%' | b'+' | b'-' | b'\'' | b'&' | b'!')
}

fn is_domain(sign: u8) -> bool {
    is_word(sign) || matches!(sign, b'.' | b'-')
}

/// Looks around an `@`, right after which `from` is.
pub(super) fn look(scene: &Scene<'_>, from: usize, found: &mut Found) {
    let sign = from.saturating_sub(1);
    let Some(start) = local(scene, sign) else { return };
    let end = scene.plain.run(from, DOMAIN, is_domain);
    let name = scene.plain.low_part(from, end);
    if let Some(length) = domain(name) {
        found.formed(Kind::EmailAddress, (start, from + length), Strength::Sure);
    } else if lists::MAIL_KNOWN.has(split(name, b'.').next().unwrap_or_default()) {
        let to = scene.plain.run(from, DOMAIN, is_word);
        found.formed(Kind::EmailAddress, (start, to), Strength::Sure);
    }
}

/// Where a local part begins that ends at a place.
fn local(scene: &Scene<'_>, end: usize) -> Option<usize> {
    let signs = scene.plain.part(end.saturating_sub(LOCAL + 1), end);
    let length = trailing(signs, is_local);
    let part = signs.get(signs.len().saturating_sub(length)..)?;
    // Quotes and dashes before it are not of it.
    let skipped = part.iter().take_while(|sign| !is_word(**sign) && **sign != b'_').count();
    let part = part.get(skipped..)?;
    let is_right = matches!(part.len(), 1..=LOCAL)
        && !part.ends_with(b".")
        && !has_pair(part, |first, second| first == b'.' && second == b'.');
    is_right.then_some(end - part.len())
}

/// How much of these signs is a domain: labels with dots between them, the last of letters, or Punycode.
fn domain(signs: &[u8]) -> Option<usize> {
    let (mut length, mut best) = (0, None);
    for (nth, label) in split(signs, b'.').enumerate() {
        let whole = label.len();
        let label = trimmed(label);
        if label.is_empty() || label.starts_with(b"-") || label.len() > 63 {
            break;
        }
        let is_name = label.iter().all(|sign| is_letter(*sign)) && label.len() >= 2;
        // One letter of another alphabet may be a word.
        let is_wide = label.iter().any(|sign| !sign.is_ascii());
        if nth > 0 && (is_name || is_wide || label.starts_with(b"xn--")) {
            best = Some(length + label.len());
        }
        if label.len() < whole {
            break;
        }
        // What follows a domain's end without a space is the next sentence, if it is not a domain's end.
        length += label.len() + 1;
    }
    best
}

/// A label without dashes at its end.
fn trimmed(label: &[u8]) -> &[u8] {
    let dashes = trailing(label, |sign| sign == b'-');
    label.get(..label.len() - dashes).unwrap_or_default()
}

/// Looks at a token for the word of the sign: `juan arroba gmail punto com`, `juan (at) gmail.com`; and
/// for a sign between spaces.
pub(super) fn look_spelt(scene: &Scene<'_>, at: usize, found: &mut Found) {
    // The sign itself stands in a gap, and is looked at from the token after it.
    let has_space = scene.gap_has(at, b"@") && scene.is_gap(at, "_@_ @_ _@");
    let is_sign = scene.is_in(at, lists::MAIL_SIGNS);
    if !has_space && !is_sign {
        return;
    }
    let after = if has_space { at } else { at + 1 };
    let Some(before) = at.checked_sub(1) else { return };
    let Some((end, is_spelt)) = spelt_domain(scene, after) else { return };
    let is_bracketed = matches!(scene.gap(at), [.., b'(' | b'[']);
    if scene.is_word(at, "at") && !(is_spelt || is_bracketed) {
        return;
    }
    let first = spelt_local(scene, before);
    found.formed(Kind::EmailAddress, scene.span(first, end), Strength::Likely);
}

/// The last token of a domain that begins at one, and whether a dot of it is a word.
fn spelt_domain(scene: &Scene<'_>, from: usize) -> Option<(usize, bool)> {
    let (mut at, mut is_spelt, mut end) = (from, false, None);
    for _ in 0..3 {
        if scene.is_in(at + 1, lists::MAIL_DOTS) {
            // "at this point it": this dot is no English one.
            is_spelt = !scene.is_word(at + 1, "point");
            at += 2;
        } else if scene.gap_has(at + 1, b".") && scene.gap_size(at + 1) <= 3 {
            at += 1;
        } else {
            break;
        }
        if scene.is_in(at, lists::MAIL_ENDS) {
            end = Some((at, is_spelt));
        }
    }
    end.or_else(|| scene.is_in(from, lists::MAIL_KNOWN).then_some((from, false)))
}

/// The first token of a local part that ends at one.
fn spelt_local(scene: &Scene<'_>, last: usize) -> usize {
    let mut first = last;
    for _ in 0..3 {
        if matches!(scene.gap(first), [b'.' | b'_' | b'-']) && first > 0 {
            first -= 1;
        } else if first > 1 && scene.is_in(first - 1, lists::MAIL_DOTS) {
            first -= 2;
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Settings};

    fn sure(text: &str) -> Vec<String> {
        let own = Scanner::new(Settings::for_locale("es")).scan(text);
        let own = own.into_iter().filter(|own| own.kind == Kind::EmailAddress && own.is_sure());
        own.map(|own| own.text(text).to_owned()).collect()
    }

    #[test]
    fn addresses_are_found_without_what_stands_around_them() {
        for (text, address) in [
            ("info@presidio.site", "info@presidio.site"),
            (
                "mi correo es juan.perez+seguro@correo.example.es.",
                "juan.perez+seguro@correo.example.es",
            ),
            ("user@xn--80ak6aa92e.com", "user@xn--80ak6aa92e.com"),
            ("a@xn--d1acufc.xn--p1ai", "a@xn--d1acufc.xn--p1ai"),
            ("(mailto:ana_maria@empresa.com)", "ana_maria@empresa.com"),
            ("«o'brien@example.ie», dijo", "o'brien@example.ie"),
            ("josé.muñoz@peña.es", "josé.muñoz@peña.es"),
            ("用户@例子.公司", "用户@例子.公司"),
            ("почта@пример.рф,", "почта@пример.рф"),
            ("juan＠gmail．com", "juan＠gmail．com"),
            ("email=x1@y-z.co.uk;", "x1@y-z.co.uk"),
            ("escribe a juan@gmail", "juan@gmail"),
            ("juan@hotmail,com", "juan@hotmail"),
            ("JUAN@GMAIL.COM", "JUAN@GMAIL.COM"),
        ] {
            assert_eq!(sure(text), [address], "{text}");
        }
        let text = "try info@presidio.site or anotherinfo@presidio.site";
        assert_eq!(sure(text), ["info@presidio.site", "anotherinfo@presidio.site"]);
    }

    #[test]
    fn addresses_are_found_if_they_are_spelt_out() {
        for (text, address) in [
            ("soy juan arroba gmail punto com", "juan arroba gmail punto com"),
            ("juan at gmail dot com please", "juan at gmail dot com"),
            (
                "juan punto perez arroba empresa punto es",
                "juan punto perez arroba empresa punto es",
            ),
            ("ana.ruiz (at) empresa.com", "ana.ruiz (at) empresa.com"),
            ("ana[at]empresa[.]com", "ana[at]empresa[.]com"),
            ("juan @ gmail.com", "juan @ gmail.com"),
            ("juan@ empresa.es", "juan@ empresa.es"),
        ] {
            assert_eq!(sure(text), [address], "{text}");
        }
    }

    #[test]
    fn what_only_has_the_sign_is_none() {
        for text in [
            "my email is info@presidio.",
            "this is not an email: hello-world here",
            "sígueme en @juan.perez",
            "react@18.2.0",
            "a@b",
            "@example.com",
            "juan@-x.com",
            "3 kg @ 2.50 €",
            "look at example.com",
            "we are at home dot",
            "nos vemos at the office",
            "not sure, but at this point it is late",
            "una arroba son 11,5 kg",
            "juan..@x.es",
            "",
        ] {
            assert_eq!(sure(text), [""; 0], "{text}");
        }
    }
}
