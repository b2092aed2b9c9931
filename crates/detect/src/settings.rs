//! What a scan goes by.

use crate::{Pattern, list::entries};

/// What a scan goes by beside the text.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The language of what is written, `es` or `en` or another BCP 47 tag; empty if nobody knows.
    pub lang: String,
    /// The regions whose numbers are written without a country code, ISO 3166-1 alpha-2, the likeliest
    /// first: telephone numbers, postcodes and plates are read by their rules.
    pub regions: Vec<[u8; 2]>,
    /// The site's own numbers.
    pub patterns: Vec<Pattern>,
}

impl Settings {
    /// What goes with a locale: `es`, `es-MX`, `en-GB`. Its region comes first, then the larger ones of
    /// its language.
    pub fn for_locale(locale: &str) -> Self {
        let mut settings = Self::default();
        let mut from = 0;
        for at in 0..locale.len() + 1 {
            if !matches!(locale.as_bytes().get(at), None | Some(b'-' | b'_')) {
                continue;
            }
            let part = locale.get(from..at).unwrap_or_default();
            if from == 0 {
                settings.lang = part.to_ascii_lowercase();
                settings.take_usual();
            } else if let Some(region) = region(part.as_bytes()) {
                settings.prefer(region);
                break;
            }
            from = at + 1;
        }
        settings
    }

    /// Takes the larger regions of its language.
    fn take_usual(&mut self) {
        for usual in entries(USUAL) {
            let Some((lang, regions)) = usual.split_at_checked(2) else { continue };
            let mut rest = if lang == self.lang.as_bytes() { regions } else { b"" };
            while let [first, second, more @ ..] = rest {
                self.regions.push([*first, *second]);
                rest = more;
            }
        }
    }

    /// The same with this region before all others.
    #[must_use]
    pub fn in_region(mut self, code: &str) -> Self {
        if let Some(region) = region(code.as_bytes()) {
            self.prefer(region);
        }
        self
    }

    fn prefer(&mut self, region: [u8; 2]) {
        let mut regions = vec![region];
        for own in &self.regions {
            if *own != region {
                regions.push(*own);
            }
        }
        self.regions = regions;
    }
}

/// The larger regions of languages.
const USUAL: &[u8] = b"esESMXARCOCLPE enUSGB ptPTBR frFR deDE itIT caES";

fn region(code: &[u8]) -> Option<[u8; 2]> {
    let &[first, second] = code else { return None };
    let own = [first.to_ascii_uppercase(), second.to_ascii_uppercase()];
    own.iter().all(u8::is_ascii_uppercase).then_some(own)
}
