//! The policy documents as their author wrote them: their bytes are what is hashed and shown.

use sigilo_consent::Core;
use sigilo_protocol::{Hash, PolicyRef};

/// A policy: the core, and a text for each language that the core names by its hash.
#[derive(Clone, Debug)]
pub struct Policy {
    core: Core,
    hash: Hash,
    documents: Vec<String>,
    /// The purposes by id, each with its name in every language that there is a text in.
    purposes: Vec<(String, Vec<(String, String)>)>,
}

/// Why documents are not a policy.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The documents can't be read, or don't fit each other.
    #[error("the policy can't be used: {0:?}; `sigilo-backend policy check` tells why")]
    Unusable(sigilo_consent::PolicyError),
    /// A text is missing, or was changed after its hash was written into the core.
    #[error("the policy names a text for '{0}' by its SHA-256, {1}, and no given text has it")]
    Text(String, Hash),
}

impl Policy {
    /// Joins a core with its texts, one for each language that it names.
    pub fn new(core: &str, texts: &[&str]) -> Result<Self, PolicyError> {
        let hash = Hash::of(core.as_bytes());
        let parsed = Core::read(core.as_bytes(), hash).map_err(PolicyError::Unusable)?;
        if parsed.attachments.is_some() && parsed.attachments().is_none() {
            return Err(PolicyError::Unusable(sigilo_consent::PolicyError::Format));
        }
        let (mut documents, mut read) = (vec![core.to_owned()], Vec::new());
        for (lang, hash) in parsed.texts() {
            let text = texts.iter().find(|text| Hash::of(text.as_bytes()) == *hash);
            let text = text.ok_or_else(|| PolicyError::Text(lang.clone(), *hash))?;
            documents.push((*text).to_owned());
            read.push((lang.clone(), text.as_bytes().to_vec()));
        }
        let whole = sigilo_consent::Policy::read(parsed, hash, &read);
        let whole = whole.map_err(PolicyError::Unusable)?;
        let names = |id: &str| {
            let name = |(lang, _): &(String, Hash)| {
                let named = whole.text(lang).2.purpose(id)?.name.clone();
                Some((lang.clone(), named))
            };
            whole.core.texts().iter().filter_map(name).collect()
        };
        let purposes = whole.core.purposes.iter().map(|own| (own.id.clone(), names(&own.id)));
        let purposes = purposes.collect();
        Ok(Self { core: whole.core, hash, documents, purposes })
    }

    /// All but its sentences.
    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    /// What data is used for, by id and by name in each language.
    pub(super) fn purposes(&self) -> Vec<(String, Vec<(String, String)>)> {
        self.purposes.clone()
    }

    /// What a manifest says of it.
    pub(crate) fn reference(&self) -> PolicyRef {
        PolicyRef { id: self.core.id.clone(), hash: self.hash }
    }

    /// The core, then its texts.
    pub(crate) fn documents(&self) -> &[String] {
        &self.documents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORE: &str = include_str!("../../demo/insurer/policy/core.json");
    const ES: &str = include_str!("../../demo/insurer/policy/es.json");
    const EN: &str = include_str!("../../demo/insurer/policy/en.json");

    #[test]
    fn a_text_is_found_by_what_it_says() {
        let policy = Policy::new(CORE, &["other", EN, ES]).unwrap();
        assert_eq!(policy.documents(), [CORE, ES, EN]);
        assert_eq!(policy.reference().hash, Hash::of(CORE.as_bytes()));
        let changed = Policy::new(CORE, &[ES, &EN.replace("who", "whom")]);
        assert!(matches!(changed, Err(PolicyError::Text(lang, _)) if lang == "en"));
        assert!(matches!(Policy::new("{}", &[]), Err(PolicyError::Unusable(_))));
    }
}
