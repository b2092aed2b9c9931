//! What a visitor downloads: the receipts, and all that it takes to check them without asking
//! anybody.

use sigilo_protocol::Json;

/// Largest file that is checked, in bytes: 10 MiB. Thousands of receipts fit; what is larger is
/// no receipt, and would only cost the reader's memory.
pub const MAX_BUNDLE: usize = 10 * 1024 * 1024;

const TYPE: &str = "sigilo-receipt-bundle";

/// A receipt, and the controller's signature on it once it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Countersigned {
    /// The visitor's JWS.
    pub receipt: String,
    /// The recipient's JWS.
    pub countersignature: Option<String>,
}

/// A visitor's receipts, oldest first, with the manifests and documents that they name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Oldest first.
    pub receipts: Vec<Countersigned>,
    /// The JWS of each manifest that a receipt or a countersignature needs.
    pub manifests: Vec<String>,
    /// Policies and texts, byte for byte.
    pub documents: Vec<String>,
}

impl Bundle {
    /// The file.
    pub fn to_text(&self) -> String {
        Json::object([
            ("v", Some(Json::Number(1))),
            ("type", Some(Json::text(TYPE))),
            ("receipts", Some(Json::list(self.receipts.iter().map(Countersigned::to_json)))),
            ("manifests", Some(Json::texts(&self.manifests))),
            ("documents", Some(Json::texts(&self.documents))),
        ])
        .to_text()
    }

    /// Reads a file.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let mut bundle = Json::parse(text)?.into_members();
        let is_ours = bundle.number("v") == 1 && bundle.text("type") == TYPE;
        let read = Self {
            receipts: bundle.list("receipts", Countersigned::from_json),
            manifests: bundle.list("manifests", Json::into_text),
            documents: bundle.list("documents", Json::into_text),
        };
        bundle.done(read).filter(|read| is_ours && !read.receipts.is_empty())
    }
}

impl Countersigned {
    fn to_json(&self) -> Json {
        Json::object([
            ("receipt", Some(Json::text(&self.receipt))),
            ("countersignature", self.countersignature.as_deref().map(Json::text)),
        ])
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let read = Self {
            receipt: members.text("receipt"),
            countersignature: members.maybe("countersignature", Json::into_text),
        };
        members.done(read)
    }
}
