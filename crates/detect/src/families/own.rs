//! The site's own numbers, by the policy's patterns.

use crate::{
    Kind,
    found::{Found, Strength},
    reading::Reading,
    scene::Scene,
};

/// How many patterns are looked for: each costs time at every word.
const PATTERNS: usize = 32;

/// Looks for a number of the site's own from a token on.
#[inline(never)]
pub(super) fn look(scene: &Scene<'_>, at: usize, _reading: Option<&Reading>, found: &mut Found) {
    let Some(token) = scene.token(at) else { return };
    let from = token.from as usize;
    for (nth, pattern) in scene.settings.patterns.iter().take(PATTERNS).enumerate() {
        let Some(to) = pattern.end(scene.plain, from) else { continue };
        let strength = match pattern.letters() {
            0 | 1 => Strength::Weak,
            // "Ref. AB123" speaks against much, but not against what begins as only this site's do.
            2 => Strength::Likely,
            _ => Strength::Sure,
        };
        found.formed(Kind::Site, (from, to), strength);
        if let Some(hit) = found.hits.last_mut() {
            hit.pattern = Some(nth as u16);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Finding, Kind, Pattern, Scanner, Settings};

    const PATTERNS: &[&str] = &["POL-######", "SA#### ####", "########@", "**-*******"];

    fn found(text: &str) -> Vec<(String, Option<u16>)> {
        let mut settings = Settings::for_locale("es");
        settings.patterns = PATTERNS.iter().filter_map(|own| Pattern::new(own).ok()).collect();
        assert_eq!(settings.patterns.len(), PATTERNS.len());
        let findings = Scanner::new(settings).scan(text);
        let is_own = |own: &&Finding| own.kind == Kind::Site && own.is_sure();
        findings.iter().filter(is_own).map(|own| (own.text(text).into(), own.pattern)).collect()
    }

    #[test]
    fn a_number_is_found_however_its_groups_are_parted() {
        let cases = [
            ("la POL-123456 vence", "POL-123456", 0),
            ("la pol 123456 vence", "pol 123456", 0),
            ("la Pol123456.", "Pol123456", 0),
            ("ref. POL - 123 456", "POL - 123 456", 0),
            ("tengo la sa12345678, no?", "sa12345678", 1),
            ("tengo la SA 1234-5678", "SA 1234-5678", 1),
            ("mi número de póliza es 12345678-K", "12345678-K", 2),
        ];
        for (text, own, pattern) in cases {
            assert_eq!(found(text), [(own.to_owned(), Some(pattern))], "{text}");
        }
    }

    #[test]
    fn what_differs_from_the_pattern_is_none() {
        let texts = [
            "la POL-12345 y la POL-1234567",
            "la POLI-123456, POL-12345A",
            "XPOL-123456",
            "POL 12 3x456",
            "tenía 12345678K pesetas guardadas en casa",
            "un-paraguas",
            "SA",
            "SA1234",
            "POL",
            "POL-",
        ];
        for text in texts {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn the_first_patterns_are_looked_for_and_no_more() {
        let mut patterns = vec![Pattern::new("POL-######").unwrap(); 32];
        patterns.push(Pattern::new("SIN-######").unwrap());
        let settings = Settings { patterns, ..Settings::default() };
        let findings = Scanner::new(settings).scan("POL-123456 SIN-123456");
        let own: Vec<_> = findings.iter().filter(|own| own.kind == Kind::Site).collect();
        assert_eq!(own.len(), 1);
        assert_eq!(own[0].pattern, Some(0));
    }
}
