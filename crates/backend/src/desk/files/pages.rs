//! Files as the company's people meet them: in a conversation, with what became of each.

use rusqlite::Transaction;
use sigilo_protocol::ConvId;
use zeroize::Zeroizing;

use super::{
    FileState, opened,
    table::{self, Record},
};
use crate::{DatabaseError, desk::store::Store};

/// A file of a conversation.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Filed {
    /// The id of the body that told of it.
    pub(in crate::desk) body: String,
    /// What it is called in addresses.
    pub(in crate::desk) name: String,
    pub(in crate::desk) state: FileState,
}

/// A file, opened.
pub(in crate::desk) struct Held {
    /// What its sender calls it: good as the name of a file, and nothing else.
    pub(in crate::desk) name: String,
    pub(in crate::desk) bytes: Zeroizing<Vec<u8>>,
}

impl Store {
    /// The files of a conversation.
    pub(in crate::desk) async fn filed(&self, conv: ConvId) -> Result<Vec<Filed>, DatabaseError> {
        let seals = self.1.clone();
        let list = move |t: &Transaction<'_>| {
            table::list(t, &seals, "?1 IS NULL AND conv = ?2", None, Some(conv))
        };
        let records = self.0.transact(list).await?.into_iter();
        let filed = |Record { body, name, state, .. }: Record| Filed { body, name, state };
        Ok(records.map(filed).collect())
    }

    /// A file of a conversation that may be looked at.
    pub(in crate::desk) async fn held(
        &self,
        conv: ConvId,
        name: &str,
    ) -> Result<Option<Held>, DatabaseError> {
        let (seals, name) = (self.1.clone(), name.to_owned());
        let find = move |t: &Transaction<'_>| {
            let record = table::find(t, &seals, &name)?;
            let record = record.filter(|own| own.conv == conv && own.state == FileState::Kept);
            let blob = record.as_ref().map(|own| table::blob(t, own.id)).transpose()?.flatten();
            Ok(record.zip(blob))
        };
        let found = self.0.transact(find).await?;
        Ok(found.and_then(|(Record { file, .. }, blob)| {
            let bytes = opened::open(&file, &blob).ok()?;
            Some(Held { name: shown_name(&file.name), bytes })
        }))
    }
}

/// A file's name without what steers text or leads elsewhere, of 120 characters at most.
pub(in crate::desk) fn shown_name(name: &str) -> String {
    let is_steering = |sign: char| {
        sign.is_control()
            || matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let shown = |sign: char| if "/\\:*?\"<>|".contains(sign) { '_' } else { sign };
    let name: String =
        name.chars().filter(|sign| !is_steering(*sign)).map(shown).take(120).collect();
    match name.trim_matches(['.', ' ']) {
        "" => "file".into(),
        name => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_steers_nothing_and_leads_nowhere() {
        assert_eq!(shown_name("foto de la gotera.jpg"), "foto de la gotera.jpg");
        assert_eq!(shown_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(shown_name("in\u{202E}gpj.exe"), "ingpj.exe");
        assert_eq!(shown_name("a\nb\"c"), "ab_c");
        assert_eq!(shown_name(" .. "), "file");
        assert_eq!(shown_name(&"ñ".repeat(500)).chars().count(), 120);
    }
}
