//! Kinds of data in what came, counted beside the desk's work: nobody waits for it.

use sigilo_detect::Kind;
use sigilo_protocol::FieldKind;

use super::{Figures, What};
use crate::desk::{Policy, slow};

impl Figures {
    /// Looks through a message that the visitor has sent as it is.
    pub(in crate::desk) fn look_through(&self, policy: &Policy, text: String, lang: &str) {
        let (figures, scanner) = (self.clone(), slow::scanner(lang, policy.core()));
        tokio::task::spawn_blocking(move || {
            let found = scanner.scan(&text);
            let sure = found.iter().filter(|finding| finding.is_sure());
            figures.found(What::Found, sure.map(|finding| finding.kind.term()));
        });
    }

    /// What a form asked for was filled in.
    pub(in crate::desk) fn filled_in(&self, kinds: impl IntoIterator<Item = FieldKind>) {
        let named = kinds.into_iter().filter_map(kind).map(Kind::term);
        self.found(What::Filled, named);
    }
}

/// What the detector calls what a field asks for; nothing for what it has no name for.
fn kind(field: FieldKind) -> Option<Kind> {
    Some(match field {
        FieldKind::Address => Kind::PostalAddress,
        FieldKind::PolicyNumber => Kind::Site,
        FieldKind::BirthDate => Kind::DateOfBirth,
        FieldKind::Iban => Kind::IbanCode,
        FieldKind::Email => Kind::EmailAddress,
        FieldKind::Phone => Kind::PhoneNumber,
        FieldKind::NationalId => Kind::EsNif,
        FieldKind::Name | FieldKind::Text | FieldKind::File => return None,
    })
}
