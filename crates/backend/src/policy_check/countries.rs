//! Where the GDPR holds, and where the Commission found a protection like it.

/// The European Economic Area, ISO 3166-1 alpha-2.
const EEA: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Decisions under Art. 45(3) GDPR that this program knows, some of them for a part of the country's
/// companies only (CA, US). A newer one is a warning too many, and no harm.
const ADEQUATE: &[&str] =
    &["AD", "AR", "CA", "CH", "FO", "GB", "GG", "IL", "IM", "JE", "JP", "KR", "NZ", "US", "UY"];

pub(super) fn is_in_eea(country: &str) -> bool {
    EEA.contains(&country)
}

pub(super) fn is_adequate(country: &str) -> bool {
    ADEQUATE.contains(&country)
}

/// Whether it has the form of a country's code.
pub(super) fn is_code(country: &str) -> bool {
    country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase())
}
