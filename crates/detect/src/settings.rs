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
        let mut parts = locale.as_bytes().split(|sign| matches!(sign, b'-' | b'_'));
        let lang = parts.next().map_or(0, <[u8]>::len);
        let lang = locale.get(..lang).unwrap_or_default().to_ascii_lowercase();
        let mut settings = Self { lang, ..Self::default() };
        let lang = settings.lang.as_bytes();
        let usual = entries(USUAL).find(|own| own.get(..2) == Some(lang)).unwrap_or_default();
        settings.regions = usual.chunks_exact(2).skip(1).filter_map(region).collect();
        settings.prefer(parts.find_map(region));
        settings
    }

    /// The same with this region before all others.
    #[must_use]
    pub fn in_region(mut self, code: &str) -> Self {
        self.prefer(region(code.as_bytes()));
        self
    }

    fn prefer(&mut self, region: Option<[u8; 2]>) {
        if let Some(region) = region {
            self.regions.retain(|own| *own != region);
            self.regions.insert(0, region);
        }
    }
}

/// The larger regions of languages.
const USUAL: &[u8] = b"esESMXARCOCLPE enUSGB ptPTBR frFR deDE itIT caES";

fn region(code: &[u8]) -> Option<[u8; 2]> {
    let code: [u8; 2] = code.try_into().ok()?;
    code.iter().all(u8::is_ascii_alphabetic).then(|| code.map(|letter| letter.to_ascii_uppercase()))
}
