//! Any bytes as a message: it panics where the scanner does not hold.

use std::ops::Range;
use std::sync::OnceLock;

use sigilo_detect::{Finding, Kind, Pattern, Scanner, Settings, mask};

/// The pages that a message may be written on; the first byte chooses.
const LOCALES: &[&str] = &["es", "en", "", "es-AR", "en-GB", "pt-BR", "en-IN", "de"];

/// A byte for the page, then the message.
pub fn scan(data: &[u8]) {
    let Some((page, text)) = data.split_first() else { return };
    let scanner = &scanners()[usize::from(*page) % LOCALES.len()];
    check(scanner, &String::from_utf8_lossy(text));
}

/// Scans a text, and its mask.
pub fn check(scanner: &Scanner, text: &str) {
    let findings = scanner.scan(text);
    for (own, (start, end)) in findings.iter().zip(Finding::points(text, &findings)) {
        assert!(own.start < own.end && own.end <= text.len(), "in bounds: {own:?}");
        assert!(text.is_char_boundary(own.start) && text.is_char_boundary(own.end), "{own:?}");
        assert_eq!(text[..own.start].chars().count(), start, "{own:?}");
        assert_eq!(own.text(text).chars().count(), end - start, "{own:?}");
        assert!((0.0..=1.0).contains(&own.confidence), "{own:?}");
    }
    let is_sorted = |pair: &[Finding]| pair[0].start <= pair[1].start;
    assert!(findings.windows(2).all(is_sorted), "sorted: {findings:?}");
    let sure: Vec<Finding> = findings.into_iter().filter(Finding::is_sure).collect();
    [0, 4].into_iter().for_each(|keep| nothing_is_behind(scanner, text, &sure, keep));
}

/// Where something was masked, nothing of its kind is found again. What is kept of a number may be read
/// together with what follows it, which is no number that was there.
fn nothing_is_behind(scanner: &Scanner, text: &str, sure: &[Finding], keep: usize) {
    let masked = mask(text, sure, keep);
    let places = places(text, sure, keep);
    for again in scanner.scan(&masked).iter().filter(|own| own.is_sure()) {
        let is_behind = |(kind, place): &(Kind, Range<usize>)| {
            let is_within = again.end <= place.end || keep == 0;
            let meets = again.start < place.end && place.start < again.end;
            again.kind == *kind && meets && is_within
        };
        let behind = places.iter().find(|own| is_behind(own));
        assert!(behind.is_none(), "{text:?} masked is {masked:?}, and has {again:?}");
    }
}

/// Where each finding stands in the masked text, in bytes, when they are masked one by one.
fn places(text: &str, sure: &[Finding], keep: usize) -> Vec<(Kind, Range<usize>)> {
    let (mut places, mut from, mut shown) = (Vec::new(), 0, 0);
    for own in sure.iter() {
        // Of several readings of one place the first is masked.
        if own.start < from {
            continue;
        }
        shown += own.start - from;
        let piece = Finding { start: 0, end: own.end - own.start, ..own.clone() };
        let length = mask(own.text(text), &[piece], keep).len();
        places.push((own.kind, shown..shown + length));
        (from, shown) = (own.end, shown + length);
    }
    places
}

fn scanners() -> &'static [Scanner] {
    static SCANNERS: OnceLock<Vec<Scanner>> = OnceLock::new();
    SCANNERS.get_or_init(|| LOCALES.iter().map(|locale| scanner(locale)).collect())
}

/// The scanner of a page, whose site has numbers of its own.
pub fn scanner(locale: &str) -> Scanner {
    let mut settings = Settings::for_locale(locale);
    settings.patterns.push(Pattern::new("POL-######").expect("a narrow pattern"));
    Scanner::new(settings)
}
