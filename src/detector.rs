//! The seam to what sees personal data in what is being written.
//!
//! In a release all that only [`Detector`]'s implementation reaches is a wasm file of its own, fetched once
//! the visitor has allowed; without it nothing is sent. In any other build it is part of the one file.

use std::rc::Rc;

use sigilo_consent::{Core, Detection};
use sigilo_protocol::FieldKind;

use crate::{later::LoadError, state::Problem};

/// Something that was seen, where, and what the policy says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Where it begins, in bytes.
    pub(crate) from: usize,
    /// Where it ends, exclusive.
    pub(crate) to: usize,
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
    use sigilo_detect::{Finding, Kind, Pattern, Scanner, Settings, mask};
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
        /// Of several readings of one place the likeliest, if its kind counts.
        fn found(&self, text: &str, counts: fn(Kind) -> bool) -> Vec<Finding> {
            let (mut found, mut end) = (Vec::new(), 0);
            for own in self.scanner.scan(text) {
                if own.is_sure() {
                    let is_new = own.start >= end;
                    end = end.max(own.end);
                    if is_new && counts(own.kind) {
                        found.push(own);
                    }
                }
            }
            found
        }

        /// The text without what pays or opens.
        fn hidden(&self, text: &str) -> String {
            let found = self.found(text, |kind| {
                matches!(
                    kind,
                    Kind::CreditCard
                        | Kind::CardCode
                        | Kind::Password
                        | Kind::ApiKey
                        | Kind::PrivateKey
                )
            });
            mask(text, &found, self.detection.keep as usize)
        }

        fn term(&self, own: &Finding) -> &str {
            let pattern = own.pattern.and_then(|at| self.detection.patterns.get(usize::from(at)));
            pattern.map_or(own.kind.term(), |own| &own.kind)
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
            let mut seen = Vec::new();
            for own in &self.found(text, |_| true) {
                seen.push(Seen {
                    from: own.start,
                    to: own.end,
                    term: self.term(own).into(),
                    never: self.never.contains(&own.kind),
                    ask: self.ask.contains(&own.kind),
                });
            }
            seen
        }

        fn masked(&self, text: &str, seen: &[Seen]) -> String {
            let (mut masked, mut from) = (String::new(), 0);
            for own in &self.found(text, |_| true) {
                let Some(seen) = seen.iter().find(|seen| seen.from == own.start) else { continue };
                // What is never sent leaves nothing of itself.
                let keep = if seen.never { 0 } else { self.detection.keep as usize };
                let piece = own.text(text);
                let whole = Finding { start: 0, end: piece.len(), ..own.clone() };
                masked += text.get(from..own.start).unwrap_or_default();
                masked += &mask(piece, &[whole], keep);
                from = own.end;
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
            let own = self.hidden(text);
            // What Markdown's signs part is drawn in one piece.
            let mut bare = String::new();
            for sign in own.chars() {
                if !matches!(sign, '*' | '_' | '~' | '`' | '\\') {
                    bare.push(sign);
                }
            }
            // Nothing is, in most texts, and these are not read twice.
            if bare.len() == own.len() {
                return own;
            }
            let hidden = self.hidden(&bare);
            if hidden == bare { own } else { hidden }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn echoed(text: &str) -> String {
            let (never, ask, patterns) = (Vec::new(), Vec::new(), Vec::new());
            let detection = Detection { region: None, never, ask, keep: 4, patterns };
            detector(detection, "ES", "es").unwrap().echoed(text)
        }

        #[test]
        fn a_card_that_is_parted_by_what_is_not_drawn_is_hidden() {
            for parted in [
                "Es la 4539 1488 0343 6467.",
                "Es la 4539 **1488** 0343 6467.",
                "Es la 4539 _1488_ `0343` ~~6467~~.",
                r"Es la 4539\ 1488 0343 6467.",
                "La 4539 1488 0343 6467 es la 4539 **1488 0343** 6467.",
            ] {
                let hidden = echoed(parted);
                assert!(!hidden.contains("1488"), "{parted}: {hidden}");
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
