//! What is done about personal data that the widget sees in what is being written.

use sigilo_protocol::Json;

/// The most signs that a mask may leave: the last four are how people tell cards and accounts apart, and of
/// no use to others.
pub const MAX_KEEP: u64 = 4;
/// The most patterns: each is looked for at every number.
pub const MAX_PATTERNS: usize = 32;

/// How what is written is screened. Kinds are named as docs/detector.md names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detection {
    /// Whose telephone numbers, postcodes and plates are written without a country: ISO 3166-1 alpha-2;
    /// the controller's country, if nothing is said.
    pub region: Option<String>,
    /// Kinds that are never sent, whatever the visitor would choose.
    pub never: Vec<String>,
    /// Kinds that are asked about each time, also where a purpose that is given lists them.
    pub ask: Vec<String>,
    /// How many of the last signs of a number a mask leaves, up to [`MAX_KEEP`].
    pub keep: u64,
    /// The site's own numbers.
    pub patterns: Vec<OwnNumber>,
}

/// A number of the site's own: a policy's, a claim's, a customer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnNumber {
    /// How it is written: `POL-######` (docs/policy.md).
    pub pattern: String,
    /// What data it is, in DPV's terms: `pd:Insurance`.
    pub kind: String,
}

impl Default for Detection {
    fn default() -> Self {
        Self {
            region: None,
            // No one who answers in a chat needs it, and keeping it is forbidden (PCI DSS 3.3.1).
            never: vec!["card_code".into()],
            ask: Vec::new(),
            keep: 0,
            patterns: Vec::new(),
        }
    }
}

impl Detection {
    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut own = json.into_members();
        let read = Self {
            region: own.maybe("region", Json::into_text),
            never: own.list("never", Json::into_text),
            ask: own.list("ask", Json::into_text),
            keep: own.number("keep"),
            patterns: own.list("patterns", OwnNumber::from_json),
        };
        let read = own.done(read)?;
        (read.keep <= MAX_KEEP && read.patterns.len() <= MAX_PATTERNS).then_some(read)
    }
}

impl OwnNumber {
    fn from_json(json: Json) -> Option<Self> {
        let mut own = json.into_members();
        let read = Self { pattern: own.text("pattern"), kind: own.text("kind") };
        own.done(read)
    }
}
