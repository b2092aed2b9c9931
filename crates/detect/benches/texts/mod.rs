//! What is measured, here and in a browser: a message, long texts, and texts that are written to take
//! long.

#[path = "../../tests/hard/mod.rs"]
mod hard;

use sigilo_detect::{Pattern, Scanner, Settings};

/// A message of 200 signs, as a visitor of an insurer writes it.
const MESSAGE: &str = "Hola, ayer hablé con vosotros por el parte 20931 del 14/02: mi DNI es 12345678Z, el móvil \
    612 345 678 y la cuenta ES91 2100 0418 4502 0005 1332. El perito dijo que son 342,50 €. ¿Cuándo me lo \
    pagáis?";

/// A text to be scanned, and its name.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// What scans: a Spanish page whose site has a number of its own.
pub(crate) fn scanner() -> Scanner {
    let mut settings = Settings::for_locale("es");
    settings.patterns.extend(Pattern::new("POL-######"));
    Scanner::new(settings)
}

/// Everything that is measured.
pub(crate) fn cases() -> Vec<Case> {
    let case = |name: &str, text: String| Case { name: name.into(), text };
    let mut cases = vec![case("a message of 200 signs", MESSAGE.chars().take(200).collect())];
    let sizes = [("1 KB", 1_000), ("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000)];
    for (name, size) in sizes {
        cases.push(case(&format!("messages, {name}"), long(size)));
    }
    for (name, text) in hard::texts(100_000) {
        cases.push(case(&format!("{name}, 100 KB"), text));
    }
    cases.push(case("3 000 dots", ".".repeat(3_000)));
    cases
}

/// Messages up to a size.
fn long(size: usize) -> String {
    let signs = MESSAGE.chars().chain("\n".chars()).cycle();
    let mut text = String::with_capacity(size);
    text.extend(signs.take_while({
        let mut bytes = 0;
        move |sign| {
            bytes += sign.len_utf8();
            bytes <= size
        }
    }));
    text
}
