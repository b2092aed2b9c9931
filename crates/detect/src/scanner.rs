//! The scanner.

use crate::{
    Evidence, Finding, Kind, Settings, families, found::Found, known::known, plain::Plain,
    resolve::resolve, said::Said, scene::Scene, token::tokens,
};

/// Looks for what it knows, by its settings. Made once, used for many texts.
#[derive(Clone, Debug)]
pub struct Scanner {
    settings: Settings,
}

impl Scanner {
    /// A scanner that goes by these settings.
    pub fn new(settings: Settings) -> Self {
        // Now, rather than while somebody waits for the first text.
        known();
        Self { settings }
    }

    /// What it goes by.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What is in a text, in its order; where one place can be read in several ways, the likeliest first.
    pub fn scan(&self, text: &str) -> Vec<Finding> {
        self.look(text, resolve)
    }

    /// What is in the name of a file, where `_` and the dot before the extension part words: `DNI_12345678Z.pdf`.
    pub fn scan_name(&self, name: &str) -> Vec<Finding> {
        let dot = name.bytes().rposition(|sign| sign == b'.');
        let signs = name.char_indices();
        // A sign for a sign, so that places stay the same.
        let parted =
            signs.map(|(at, sign)| if sign == '_' || dot == Some(at) { ' ' } else { sign });
        self.scan(&parted.collect::<String>())
    }

    /// Whether a value, as somebody fills it in where a form asks for it, is of this kind: its form is
    /// right, and its check where the kind has one. What else it may be does not matter.
    pub fn is_valid(&self, kind: Kind, value: &str) -> bool {
        self.look(value, |scene, found| {
            let plain = scene.plain;
            let blank = |from| plain.run(from, plain.len(), |sign| matches!(sign, b' ' | b'\n'));
            // Nothing that is not seen stands before it, either.
            let first = if plain.bytes(0, 1).0 == 0 { blank(0) } else { plain.len() };
            found.hits.iter().any(|own| {
                own.kind == kind
                    && own.from == first
                    && blank(own.to) == plain.len()
                    && (own.evidence == Evidence::Checksum || !families::is_checked(kind))
            })
        })
    }

    /// Looks through a text, and hands over what was reported of it.
    fn look<T>(&self, text: &str, then: impl FnOnce(&Scene<'_>, Found) -> T) -> T {
        let plain = Plain::new(text);
        let tokens = tokens(&plain);
        let said = Said::read(&plain, &tokens);
        let scene = Scene { plain: &plain, tokens: &tokens, said: &said, settings: &self.settings };
        let mut found = Found::default();
        families::look(&scene, &mut found);
        then(&scene, found)
    }
}
