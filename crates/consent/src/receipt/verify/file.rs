//! A file taken apart.

use sigilo_protocol::{Hash, Json, ManifestError, Pins, PublicKey, VerifiedManifest, unb64u};

use super::super::{Bundle, Countersigned, Reason, Receipt};

/// A bundle, or a receipt alone.
pub(super) struct File {
    pub(super) is_bundle: bool,
    pub(super) receipts: Vec<Kept>,
    pub(super) manifests: Vec<Result<VerifiedManifest, Reason>>,
    pub(super) documents: Vec<(Hash, String)>,
}

/// A receipt as it lies in the file. What it says is not checked yet.
pub(super) struct Kept {
    pub(super) jws: String,
    pub(super) receipt: Receipt,
    pub(super) countersignature: Option<String>,
}

impl File {
    /// Reads a bundle's JSON, or a receipt's JWS, perhaps with a line break after it.
    pub(super) fn read(file: &[u8], pins: Option<&Pins>) -> Option<Self> {
        let text = std::str::from_utf8(file).ok()?;
        let is_bundle = text.trim_start().starts_with('{');
        let Bundle { receipts, manifests, documents } = if is_bundle {
            Bundle::parse(file)?
        } else {
            let receipt = text.trim_end().to_owned();
            let receipts = vec![Countersigned { receipt, countersignature: None }];
            Bundle { receipts, ..Bundle::default() }
        };
        let hashed = |document: String| (Hash::of(document.as_bytes()), document);
        Some(Self {
            is_bundle,
            receipts: receipts.into_iter().map(Kept::read).collect::<Option<_>>()?,
            manifests: manifests.iter().map(|jws| manifest(jws, pins)).collect(),
            documents: documents.into_iter().map(hashed).collect(),
        })
    }

    /// A document by its hash.
    pub(super) fn document(&self, hash: Hash) -> Option<&str> {
        self.documents.iter().find(|(own, _)| *own == hash).map(|(_, text)| text.as_str())
    }
}

impl Kept {
    fn read(kept: Countersigned) -> Option<Self> {
        let Countersigned { receipt: jws, countersignature } = kept;
        let receipt = Receipt::claimed(&jws).ok()?;
        Some(Self { jws, receipt, countersignature })
    }
}

/// A manifest by a pinned key; without pins, one by its own key, which proves only that it is whole.
fn manifest(jws: &str, pins: Option<&Pins>) -> Result<VerifiedManifest, Reason> {
    let own = own_pin(jws).ok_or(Reason::ManifestWrong)?;
    VerifiedManifest::cited(jws, pins.unwrap_or(&own)).map_err(|error| match error {
        ManifestError::Pin => Reason::AnotherKey,
        ManifestError::Format
        | ManifestError::Signature
        | ManifestError::Time
        | ManifestError::Recipients => Reason::ManifestWrong,
    })
}

fn own_pin(jws: &str) -> Option<Pins> {
    let payload = jws.split('.').nth(1)?;
    let key = Json::parse(&unb64u(payload)?)?.into_members().take("key")?;
    Pins::parse(&PublicKey::from_json(key)?.thumbprint().to_string())
}
