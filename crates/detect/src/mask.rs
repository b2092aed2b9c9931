//! Hides what was found.

use crate::{Finding, Kind, plain::plainly, token::is_word};

/// What takes the place of a letter or digit.
const DOT: &str = "•";

/// The text with the letters and digits of these findings hidden, but for the last `keep` of each number
/// of six or more, and the country of an IBAN: «ES•• •••• •••• •••• •••• 1332». Spaces and dashes stay, so
/// that it can be compared with what is on the card.
pub fn mask(text: &str, findings: &[Finding], keep: usize) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for finding in findings {
        // Of several readings of one place the first tells.
        if finding.start < from {
            continue;
        }
        masked.push_str(text.get(from..finding.start).unwrap_or_default());
        hide(finding, finding.text(text), keep, &mut masked);
        from = finding.end;
    }
    masked.push_str(text.get(from..).unwrap_or_default());
    masked
}

fn hide(finding: &Finding, piece: &str, keep: usize, masked: &mut String) {
    let is_alphanumeric = |sign: char| plainly(sign).is_some_and(is_word);
    let signs = piece.chars().filter(|sign| is_alphanumeric(*sign)).count();
    let first = if finding.kind == Kind::IbanCode { 2 } else { 0 };
    let kept = if is_number(finding.kind) && signs >= keep + 6 { keep } else { 0 };
    let mut nth = 0;
    let mut rest = piece.chars();
    loop {
        let before = rest.as_str();
        let Some(sign) = rest.next() else { break };
        let own = before.get(..before.len() - rest.as_str().len()).unwrap_or_default();
        masked.push_str(if is_alphanumeric(sign) {
            let is_shown = (kept > 0 && nth < first) || nth + kept >= signs;
            nth += 1;
            if is_shown { own } else { DOT }
        // What is not seen could hold something.
        } else if sign.is_ascii() || plainly(sign) == Some(b' ') {
            own
        } else {
            ""
        });
    }
}

/// Whether the end of it tells it from others and is of no use by itself.
fn is_number(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::CreditCard
            | Kind::IbanCode
            | Kind::AbaRoutingNumber
            | Kind::UsBankNumber
            | Kind::PhoneNumber
            | Kind::Site
    )
}
