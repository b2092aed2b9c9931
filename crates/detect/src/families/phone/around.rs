//! What the words around a number say of it.

use crate::{Kind, kinds::Kinds, list::have_any, lists, scene::Scene, token::Class};

/// What they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Around {
    /// It is a telephone's.
    For,
    /// It is something else.
    Against,
    /// Nothing of the matter.
    Silent,
}

/// How far before a number a word counts, in tokens, and how far after it.
const BEFORE: usize = 8;
const AFTER: usize = 4;

/// Kinds of numbers whose words make a number near by theirs.
const NUMBERS: Kinds = Kinds::of(&[
    Kind::CreditCard,
    Kind::IbanCode,
    Kind::AbaRoutingNumber,
    Kind::UsBankNumber,
    Kind::Passport,
    Kind::EsNif,
    Kind::EsNie,
    Kind::EsCif,
    Kind::UsSsn,
    Kind::UsDriverLicense,
    Kind::UkNhs,
    Kind::PtNif,
    Kind::ArDni,
    Kind::CoCedula,
    Kind::PeDni,
    Kind::ClRut,
    Kind::MxRfc,
    Kind::BrCpf,
    Kind::CaSin,
]);

/// What is said around the tokens from `first` up to `after`, which is not one of them. The nearest word
/// before them decides, of those in the same sentence.
pub(super) fn around(scene: &Scene<'_>, first: usize, after: usize) -> Around {
    for at in (first.saturating_sub(BEFORE)..first).rev() {
        if is_sentence_end(scene, at + 1) || is_long_number(scene, at) {
            break;
        }
        match by(scene, at) {
            Around::Silent => {}
            said => return said,
        }
    }
    for at in after..after + AFTER {
        if is_sentence_end(scene, at) || is_long_number(scene, at) {
            break;
        }
        match by(scene, at) {
            Around::Silent => {}
            Around::Against if at > after => {}
            said => return said,
        }
    }
    Around::Silent
}

fn by(scene: &Scene<'_>, at: usize) -> Around {
    if let Some(kinds) = scene.said.by(at) {
        if kinds.has(Kind::PhoneNumber) {
            return Around::For;
        }
        if kinds.is_none() || kinds.meets(NUMBERS) {
            return Around::Against;
        }
    }
    match () {
        () if scene.is_in(at, lists::PHONE_AGAINST) => Around::Against,
        () if scene.is_in(at, lists::NUMBERS) && is_own(scene, at) => Around::For,
        () => Around::Silent,
    }
}

/// Whether a number is somebody's, and nothing else is said of it: "my US number", "mi nuevo número",
/// but not "my policy number", "mi número de póliza".
fn is_own(scene: &Scene<'_>, at: usize) -> bool {
    if scene.is_in(at + 1, lists::OF_DATE) {
        return false;
    }
    for before in (at.saturating_sub(3)..at).rev() {
        if scene.said.by(before).is_some() || scene.is_in(before, lists::PHONE_AGAINST) {
            return false;
        }
        if scene.is_in(before, lists::OWN_NUMBER) {
            return true;
        }
    }
    false
}

/// Whether a sentence ends in the gap before a token.
fn is_sentence_end(scene: &Scene<'_>, token: usize) -> bool {
    let gap = scene.gap(token);
    let before = token.saturating_sub(1);
    let is_short = scene.size(before) <= 5;
    have_any(gap, b"\n?!;") || (!is_short && gap.starts_with(b". "))
}

/// Whether a token is a number of its own, which took what was said before it.
fn is_long_number(scene: &Scene<'_>, token: usize) -> bool {
    scene.size(token) >= 5 && scene.class(token) != Class::Letters
}
