//! The seam to what sees personal data in what is being written.
//!
//! In a release all that only [`Detector`]'s implementation reaches is a wasm file of its own, fetched once
//! the visitor has allowed; without it nothing is sent. In any other build it is part of the one file.

use std::rc::Rc;

use sigilo_consent::{Core, Detection};
use sigilo_detect::Kind;
use sigilo_protocol::FieldKind;

use crate::{later::LoadError, state::Problem};

/// Something that was seen, where, and what the policy says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Where it begins, in bytes.
    pub(crate) from: usize,
    /// Where it ends, exclusive.
    pub(crate) to: usize,
    /// What it is.
    pub(crate) kind: Kind,
    /// The DPV term that it is data of.
    pub(crate) term: String,
    /// It is never sent.
    pub(crate) never: bool,
    /// It is asked about each time.
    pub(crate) ask: bool,
}

/// Sees personal data, by a policy's settings.
pub(crate) trait Detector {
    /// What is in a text, in its order, each place once.
    fn seen(&self, text: &str) -> Vec<Seen>;

    /// What is in the name of a file, where other signs part words.
    fn seen_in_name(&self, name: &str) -> Vec<Seen>;

    /// The text with these hidden, but for what the policy lets a mask leave.
    fn masked(&self, text: &str, seen: &[Seen]) -> String;

    /// Whether a value that a form asks for can be of this kind, by its form and its check digits.
    fn takes(&self, kind: FieldKind, value: &str) -> bool;

    /// A recipient's text with what nobody should repeat hidden: what pays or opens.
    fn echoed(&self, text: &str) -> String;
}

/// Fetches the detector, set as the policy says.
pub(crate) async fn load(core: &Core, lang: &str) -> Result<Rc<dyn Detector>, Problem> {
    let detection = core.detection.clone();
    let region = detection.region.as_ref().unwrap_or(&core.controller.country).clone();
    let detector = split::detector(detection, region, lang.into()).await?;
    // A policy that names what this widget can't find would be promised and not kept.
    detector.ok_or(Problem::Policy)
}

mod screen {
    use std::rc::Rc;

    use sigilo_consent::Detection;
    use sigilo_detect::{Evidence, Finding, Kind, Pattern, Scanner, Settings, mask};
    use sigilo_protocol::FieldKind;

    use super::{Detector, Seen};

    struct Screen {
        scanner: Scanner,
        detection: Detection,
        /// The kinds that are never sent, and those that are asked about each time.
        never: Vec<Kind>,
        ask: Vec<Kind>,
    }

    pub(super) fn detector(
        detection: Detection,
        region: &str,
        lang: &str,
    ) -> Option<Rc<dyn Detector>> {
        let mut settings = Settings::for_locale(lang).in_region(region);
        for own in &detection.patterns {
            settings.patterns.push(Pattern::new(&own.pattern).ok()?);
        }
        let (never, ask) = (kinds(&detection.never)?, kinds(&detection.ask)?);
        Some(Rc::new(Screen { scanner: Scanner::new(settings), detection, never, ask }))
    }

    fn kinds(names: &[String]) -> Option<Vec<Kind>> {
        let mut kinds = Vec::with_capacity(names.len());
        for name in names {
            kinds.push(Kind::from_name(name)?);
        }
        Some(kinds)
    }

    impl Screen {
        /// What pays or opens.
        fn telling(&self, text: &str) -> Vec<Finding> {
            let mut found = likeliest(self.scanner.scan(text));
            found.retain(|own| {
                matches!(
                    own.kind,
                    Kind::CreditCard
                        | Kind::CardCode
                        | Kind::Password
                        | Kind::ApiKey
                        | Kind::PrivateKey
                )
            });
            found
        }

        fn told(&self, found: Vec<Finding>) -> Vec<Seen> {
            let mut seen = Vec::new();
            for own in &likeliest(found) {
                seen.push(Seen {
                    from: own.start,
                    to: own.end,
                    kind: own.kind,
                    term: self.term(own).into(),
                    never: self.never.contains(&own.kind),
                    ask: self.ask.contains(&own.kind),
                });
            }
            seen
        }

        /// A piece of a text, hidden as what it is.
        fn mask(piece: &str, kind: Kind, keep: usize) -> String {
            let (end, evidence) = (piece.len(), Evidence::Format);
            let whole = Finding { kind, start: 0, end, confidence: 1.0, evidence, pattern: None };
            mask(piece, &[whole], keep)
        }

        fn term(&self, own: &Finding) -> &str {
            let pattern = own.pattern.and_then(|at| self.detection.patterns.get(usize::from(at)));
            pattern.map_or(own.kind.term(), |own| &own.kind)
        }
    }

    /// Of several readings of one place the likeliest.
    fn likeliest(mut found: Vec<Finding>) -> Vec<Finding> {
        let mut end = 0;
        found.retain(|own| {
            let is_new = own.is_sure() && own.start >= end;
            end = if own.is_sure() { end.max(own.end) } else { end };
            is_new
        });
        found
    }

    /// Longest address of a link that is passed over, in bytes.
    const LONGEST: usize = 2_000;

    /// What a text begins with, as Markdown draws it, and how much of the text that is.
    fn drawn(rest: &str) -> (Option<char>, usize) {
        let Some(sign) = rest.chars().next() else { return (None, 0) };
        // No further than this: each of many may have no end.
        let until = |end: u8, most: usize| {
            rest.bytes().take(most).skip(2).position(|sign| sign == end).map_or(1, |at| at + 3)
        };
        match sign {
            '*' | '~' | '`' | '\\' | '[' => (None, 1),
            // It parts words in names.
            '_' => (Some(' '), 1),
            // Where a link leads.
            ']' if rest.starts_with("](") => (None, until(b')', LONGEST)),
            ']' if rest.starts_with("][") => (None, until(b']', LONGEST)),
            ']' => (None, 1),
            '&' => {
                let end = until(b';', 32);
                let name = rest.get(1..end - 1).unwrap_or_default();
                let is_name = |sign: u8| sign.is_ascii_alphanumeric() || sign == b'#';
                if name.is_empty() || !name.bytes().all(is_name) {
                    return (Some(sign), 1);
                }
                let code =
                    name.strip_prefix('#').and_then(|code| match code.strip_prefix(['x', 'X']) {
                        Some(code) => u32::from_str_radix(code, 16).ok(),
                        None => code.parse().ok(),
                    });
                // Those that have names are no digits.
                (code.and_then(char::from_u32).or(Some(' ')), end)
            }
            _ => (Some(sign), sign.len_utf8()),
        }
    }

    /// A letter after eight digits, of which the first may be the letter of a NIE.
    fn is_spanish(value: &str) -> bool {
        let (mut count, mut digits, mut first, mut last) = (0, 0, 0, 0);
        for sign in value.bytes() {
            if sign.is_ascii_alphanumeric() {
                first = if count == 0 { sign } else { first };
                last = sign;
                count += 1;
                digits += usize::from(sign.is_ascii_digit());
            }
        }
        let is_foreign = matches!(first, b'X'..=b'Z' | b'x'..=b'z');
        count == 9 && last.is_ascii_alphabetic() && digits == 8 - usize::from(is_foreign)
    }

    impl Detector for Screen {
        fn seen(&self, text: &str) -> Vec<Seen> {
            self.told(self.scanner.scan(text))
        }

        fn seen_in_name(&self, name: &str) -> Vec<Seen> {
            self.told(self.scanner.scan_name(name))
        }

        fn masked(&self, text: &str, seen: &[Seen]) -> String {
            let (mut masked, mut from) = (String::new(), 0);
            for own in seen {
                // What is never sent leaves nothing of itself.
                let keep = if own.never { 0 } else { self.detection.keep as usize };
                masked += text.get(from..own.from).unwrap_or_default();
                masked +=
                    &Self::mask(text.get(own.from..own.to).unwrap_or_default(), own.kind, keep);
                from = own.to;
            }
            masked + text.get(from..).unwrap_or_default()
        }

        fn takes(&self, kind: FieldKind, value: &str) -> bool {
            let is_of = |kind: &Kind| self.scanner.is_valid(*kind, value);
            match kind {
                FieldKind::Iban => is_of(&Kind::IbanCode),
                FieldKind::Email => is_of(&Kind::EmailAddress),
                // Those of other countries by their looks, which are asked for elsewhere.
                FieldKind::NationalId if is_spanish(value) => {
                    [Kind::EsNif, Kind::EsNie].iter().any(is_of)
                }
                _ => true,
            }
        }

        fn echoed(&self, text: &str) -> String {
            let keep = self.detection.keep as usize;
            let own = mask(text, &self.telling(text), keep);
            // Nothing is parted in most texts, and these are not read twice.
            if !own.contains(['*', '_', '~', '`', '\\', '[', '&']) {
                return own;
            }
            // What Markdown's signs, its links and entities part is drawn in one piece.
            let (mut bare, mut places, mut at) = (String::new(), Vec::new(), 0);
            while at < own.len() {
                let (sign, length) = drawn(&own[at..]);
                if let Some(sign) = sign {
                    bare.push(sign);
                    // For each byte of it, where it stands.
                    places.resize(bare.len(), (at, at + length));
                }
                at += length;
            }
            let (mut shown, mut from) = (String::new(), 0);
            for found in self.telling(&bare) {
                let Some(&[(start, _), .., (_, end)]) = places.get(found.start..found.end) else {
                    continue;
                };
                // The signs around it go with those in it.
                let before = own.get(from..start).unwrap_or_default();
                shown += before.trim_end_matches(['*', '~', '`', '[', '\\']);
                shown += &Self::mask(found.text(&bare), found.kind, keep);
                from = end;
                while let (None, length @ 1..) = drawn(&own[from..]) {
                    from += length;
                }
            }
            shown + &own[from..]
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        /// Which kinds the policy never sends, and how much it lets a mask leave.
        fn by(never: &[&str], keep: u64) -> Rc<dyn Detector> {
            let never = never.iter().map(|own| (*own).into()).collect();
            let (ask, patterns) = (Vec::new(), Vec::new());
            let detection = Detection { region: None, never, ask, keep, patterns };
            detector(detection, "ES", "es").unwrap()
        }

        fn echoed(text: &str) -> String {
            by(&[], 4).echoed(text)
        }

        #[test]
        fn a_card_that_is_parted_by_what_is_not_drawn_is_hidden() {
            let hidden = "Es la •••• •••• •••• 6467.";
            for parted in [
                "Es la 4539 1488 0343 6467.",
                "Es la 4539 **1488** 0343 6467.",
                "Es la **4539 1488** 0343 6467.",
                r"Es la 4539\ 1488 0343 6467.",
                "Es la &#52;539 1488 034&#x33; 6467.",
                "Es la 4539&nbsp;1488&#32;0343&nbsp;6467.",
                "Es la [4539](https://a.example) 1488 0343 [6467](https://a.example \"b\").",
                "Es la [4539][a] 1488 0343 6467.",
            ] {
                assert_eq!(echoed(parted), hidden, "{parted}");
            }
            for (parted, hidden) in [
                ("Es la 4539 _1488_ `0343` ~~6467~~.", "Es la ••••  ••••  •••• 6467."),
                (
                    "La 4539 1488 0343 6467 es la 4539 **1488 0343** 6467.",
                    "La •••• •••• •••• 6467 es la •••• •••• •••• 6467.",
                ),
                ("tarjeta_4539_1488_0343_6467.pdf", "tarjeta_•••• •••• •••• 6467.pdf"),
                // What else is in the text stays as it is written.
                (
                    "**Nota:** 4539 **1488** 0343 6467. [Más](https://a.example/b_c) &amp; *todo*",
                    "**Nota:** •••• •••• •••• 6467. [Más](https://a.example/b_c) &amp; *todo*",
                ),
            ] {
                assert_eq!(echoed(parted), hidden, "{parted}");
            }
        }

        #[test]
        fn an_end_is_looked_for_in_what_is_near_alone() {
            let of = |length: usize, start: &str, end: char| {
                let text = format!("{start}{}{end}", "a".repeat(length));
                drawn(&text).1 == text.len()
            };
            for (start, end) in [("](", ')'), ("][", ']')] {
                assert!(of(1_900, start, end) && !of(2_000, start, end), "{start}");
            }
            assert!(of(20, "&", ';') && !of(40, "&", ';'));
            for pattern in ["&", "](", "][", "&#", "[a]("] {
                let text = pattern.repeat(10_000);
                assert_eq!(echoed(&text), text);
            }
        }

        #[test]
        fn what_is_never_sent_leaves_nothing_of_itself_in_a_mask() {
            let text = "De la 4539 1488 0343 6467 a ES91 2100 0418 4502 0005 1332.";
            let masked = |own: Rc<dyn Detector>| own.masked(text, &own.seen(text));
            for (own, hidden) in [
                (by(&[], 4), "De la •••• •••• •••• 6467 a ES•• •••• •••• •••• •••• 1332."),
                (by(&[], 0), "De la •••• •••• •••• •••• a •••• •••• •••• •••• •••• ••••."),
                (
                    by(&["credit_card"], 4),
                    "De la •••• •••• •••• •••• a ES•• •••• •••• •••• •••• 1332.",
                ),
            ] {
                assert_eq!(masked(own), hidden);
            }
            let own = by(&[], 4);
            let of = &own.seen(text)[1..];
            assert!(own.masked(text, of).starts_with("De la 4539 1488"), "of what is asked about");
        }

        #[test]
        fn a_form_s_values_are_held_to_their_check_digits() {
            let own = by(&[], 4);
            for (kind, right, wrong) in [
                (FieldKind::Iban, "ES91 2100 0418 4502 0005 1332", "ES91 2100 0418 4502 0005 1333"),
                (FieldKind::Iban, "DE89370400440532013000", "cuenta DE89370400440532013000"),
                (FieldKind::Email, "ana@example.com", "ana@example"),
                (FieldKind::NationalId, "12345678Z", "12345678A"),
                (FieldKind::NationalId, "12.345.678-z", "12.345.678-a"),
                (FieldKind::NationalId, "X1234567L", "X1234567A"),
            ] {
                assert!(own.takes(kind, right), "{right}");
                assert!(!own.takes(kind, wrong), "{wrong}");
            }
            // Of other countries, and what has no check.
            assert!(own.takes(FieldKind::NationalId, "AB123456C"));
            assert!(own.takes(FieldKind::PolicyNumber, "HG-1"));
        }

        #[test]
        fn names_are_read_as_words_and_keep_their_signs() {
            let own = by(&[], 4);
            for (name, hidden) in [
                ("tarjeta_4539_1488_0343_6467.pdf", "tarjeta_••••_••••_••••_6467.pdf"),
                ("12345678Z.pdf", "•••••••••.pdf"),
                (
                    "ana@example.com_4539_1488_0343_6467.pdf",
                    "•••@•••••••.•••_••••_••••_••••_6467.pdf",
                ),
                ("IMG_20240213_101500.jpg", "IMG_20240213_101500.jpg"),
            ] {
                assert_eq!(own.masked(name, &own.seen_in_name(name)), hidden, "{name}");
            }
        }

        #[test]
        fn what_is_no_number_keeps_its_marks() {
            let text = "Cuesta **8 €** al mes: `AURORA_8`, 4 * 5 * 6, ~~12 €~~.";
            assert_eq!(echoed(text), text);
        }
    }
}

#[cfg(not(feature = "split"))]
mod split {
    use super::*;

    pub(super) async fn detector(
        detection: Detection,
        region: String,
        lang: String,
    ) -> Result<Option<Rc<dyn Detector>>, LoadError> {
        Ok(screen::detector(detection, &region, &lang))
    }
}

#[cfg(feature = "split")]
mod split {
    use super::*;

    #[wasm_split_helpers::wasm_split(detector, fallible)]
    pub(super) fn detector(
        detection: Detection,
        region: String,
        lang: String,
    ) -> Result<Option<Rc<dyn Detector>>, LoadError> {
        Ok(screen::detector(detection, &region, &lang))
    }
}
