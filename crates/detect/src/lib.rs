//! Sees personal and sensitive data in a text: what it is, where it stands, how sure that is.
//!
//! One pass over the text, linear in its length, with no backtracking and no panic on any input. It
//! has no dependency, knows no network, clock or page, and keeps nothing of what it reads. What to do
//! about a finding is not its matter: the widget asks the visitor, by the site owner's policy.
//!
//! ```
//! use sigilo_detect::{Kind, Scanner, Settings, mask};
//!
//! let scanner = Scanner::new(Settings::for_locale("es"));
//! let text = "Cobradlo de la 4111 1111 1111 1111, gracias.";
//! let findings = scanner.scan(text);
//! assert_eq!(findings[0].kind, Kind::CreditCard);
//! assert_eq!(findings[0].text(text), "4111 1111 1111 1111");
//! assert_eq!(mask(text, &findings, 4), "Cobradlo de la •••• •••• •••• 1111, gracias.");
//! ```

mod families;
mod finding;
mod found;
mod kind;
mod kinds;
mod known;
mod list;
mod lists;
mod mask;
mod packed;
mod pattern;
mod plain;
mod reading;
mod resolve;
mod said;
mod scanner;
mod scene;
mod settings;
mod table;
mod token;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use self::{
    finding::{Evidence, Finding},
    kind::{Kind, Nature},
    mask::mask,
    pattern::{Pattern, PatternError},
    scanner::Scanner,
    settings::Settings,
};
