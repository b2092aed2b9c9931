//! Which terms a receipt may use. The list of DPV's is passed in: the widget has no need of it.

use std::collections::HashSet;

use sigilo_protocol::Json;

/// Terms of DPV, PD and EU-GDPR 2.3, one a line: `data/dpv-2.3.txt`.
pub struct Terms<'a>(HashSet<&'a str>);

/// What is ours, where DPV has no term, and what we take of other vocabularies.
const OTHERS: &[&str] = &[
    "dct:audience",
    "dct:conformsTo",
    "dct:created",
    "dct:identifier",
    "dct:language",
    "dct:publisher",
    "sigilo:Objected",
    "sigilo:keyThumbprint",
    "sigilo:policySha256",
    "sigilo:policyVersion",
    "sigilo:prevReceiptHash",
    "sigilo:role",
    "sigilo:session",
    "sigilo:textSha256",
    "sigilo:trainsModel",
    "skos:broader",
];

/// The members of `sigilo:session`, which are no vocabulary's.
const SESSION: &[&str] = &["gpc", "manifestSha256", "origin", "uiLanguage", "widgetVersion"];

impl<'a> Terms<'a> {
    /// The terms of a list, one a line; a line that begins with `#` is a comment.
    pub fn of(list: &'a str) -> Self {
        Self(list.lines().filter(|line| !line.starts_with('#')).collect())
    }

    /// The first thing in a receipt that is no known term, if there is one.
    pub(super) fn unknown(&self, receipt: &Json) -> Option<String> {
        match receipt {
            Json::Object(members) => members.iter().find_map(|(name, value)| match name.as_str() {
                "@context" => None,
                "sigilo:session" => unknown_session(value),
                "@id" | "@type" => self.unknown(value),
                name if self.knows(name) => self.unknown(value),
                name => Some(name.into()),
            }),
            Json::List(items) => items.iter().find_map(|item| self.unknown(item)),
            Json::Text(text) if is_term(text) && !self.knows(text) => Some(text.clone()),
            Json::Text(_) | Json::Bool(_) | Json::Number(_) | Json::Null => None,
        }
    }

    fn knows(&self, term: &str) -> bool {
        self.0.contains(term) || OTHERS.contains(&term)
    }
}

fn unknown_session(session: &Json) -> Option<String> {
    let Json::Object(members) = session else { return Some("sigilo:session".into()) };
    members.iter().map(|(name, _)| name).find(|name| !SESSION.contains(&name.as_str())).cloned()
}

/// Whether a text claims to be a term of a vocabulary that we list.
fn is_term(text: &str) -> bool {
    ["dpv:", "pd:", "eu-gdpr:", "sigilo:"].iter().any(|prefix| text.starts_with(prefix))
}
