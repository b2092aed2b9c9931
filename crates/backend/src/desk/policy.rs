//! The policy documents as their author wrote them: their bytes are what is hashed and shown.

use std::collections::HashMap;

use serde::Deserialize;
use sigilo_protocol::{Hash, PolicyRef};

/// A policy: the core, and a text for each language that the core names by its hash.
#[derive(Clone, Debug)]
pub struct Policy {
    core: Core,
    hash: Hash,
    documents: Vec<String>,
}

/// Why documents are not a policy.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The core can't be read.
    #[error("the policy is not of the right form: {0}")]
    Format(#[from] serde_json::Error),
    /// A text is missing, or was changed after its hash was written into the core.
    #[error("the policy names a text for '{0}' by its SHA-256, {1}, and no given text has it")]
    Text(String, Hash),
}

/// What the desk needs to know of a core.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Core {
    id: String,
    pub(crate) purposes: Vec<Purpose>,
    texts: HashMap<String, Hash>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Purpose {
    pub(crate) id: String,
    pub(crate) required: bool,
    pub(crate) basis: String,
}

impl Policy {
    /// Joins a core with its texts.
    pub fn new(core: &str, texts: &[&str]) -> Result<Self, PolicyError> {
        let parsed: Core = serde_json::from_str(core)?;
        let mut documents = vec![core.to_owned()];
        for (lang, hash) in &parsed.texts {
            let text = texts.iter().find(|text| Hash::of(text.as_bytes()) == *hash);
            let text = text.ok_or_else(|| PolicyError::Text(lang.clone(), *hash))?;
            documents.push((*text).to_owned());
        }
        Ok(Self { core: parsed, hash: Hash::of(core.as_bytes()), documents })
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

impl Core {
    /// The language of a text.
    pub(crate) fn language(&self, text: Hash) -> Option<&str> {
        self.texts.iter().find(|(_, hash)| **hash == text).map(|(lang, _)| lang.as_str())
    }
}

impl Purpose {
    /// Whether its basis is consent (Art. 6(1)(a) or 9(2)(a) GDPR); else the visitor is informed.
    pub(crate) fn rests_on_consent(&self) -> bool {
        self.basis.starts_with("eu-gdpr:A6-1-a") || self.basis.starts_with("eu-gdpr:A9-2-a")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_what_it_says() {
        let text = r#"{"lang":"en"}"#;
        let hash = Hash::of(text.as_bytes());
        let core = format!(r#"{{"id":"p","purposes":[],"texts":{{"en":"{hash}"}}}}"#);
        let policy = Policy::new(&core, &["other", text]).unwrap();
        assert_eq!(policy.documents(), [core.as_str(), text]);
        assert_eq!(policy.reference().hash, Hash::of(core.as_bytes()));
        assert_eq!(policy.core.language(hash), Some("en"));
        let changed = Policy::new(&core, &[r#"{"lang":"em"}"#]);
        assert!(matches!(changed, Err(PolicyError::Text(lang, _)) if lang == "en"));
        assert!(matches!(Policy::new("{}", &[]), Err(PolicyError::Format(_))));
    }
}
