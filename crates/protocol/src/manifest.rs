//! The manifest: who can read, signed by the site identity key and pinned by the script tag.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::{fmt, ops::Deref};

use serde::{Deserialize, Serialize};

use crate::{
    CLOCK_SKEW, SUITE,
    bytes::{Bytes, Hash},
    header::is_id,
    jws::{self, JwsError, Unverified},
    key::{PublicKey, SigningKey, Thumbprint},
};

/// The `typ` of a manifest's JWS.
const TYP: &str = "sigilo-manifest+jwt";

/// Longest lifetime, 72 h in seconds: longer keeps a removed recipient, shorter needs the signer
/// at hand too often.
const MAX_LIFETIME: u64 = 72 * 3_600;

/// Largest manifest in bytes; ample for 8 recipients.
const MAX_SIZE: usize = 64 * 1024;

/// Most recipients.
const MAX_RECIPIENTS: usize = 8;

/// What a site promises about its chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The site's name, a DNS name.
    pub site: String,
    /// The site identity key. Believed only when its thumbprint is pinned.
    pub key: PublicKey,
    /// The origins of pages that may embed the chat.
    pub origins: Vec<String>,
    /// Grows with every manifest.
    pub ver: u64,
    /// Signed at, seconds since the epoch.
    pub iat: u64,
    /// Good until, seconds since the epoch.
    pub exp: u64,
    /// Everybody who can read.
    pub recipients: Vec<Recipient>,
    /// What the data is used for.
    pub policy: PolicyRef,
}

/// Somebody, or something, that can read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// `[A-Za-z0-9_:-]{1,80}`.
    pub id: String,
    /// What it is.
    pub role: Role,
    /// Its name, shown to the visitor.
    pub name: String,
    /// Its signing key; a processor, which is reached through the desk, has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sig: Option<PublicKey>,
    /// Its prekeys, the one to use first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pre: Vec<Prekey>,
}

/// What a recipient is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// An automatic assistant.
    Bot,
    /// People.
    Agent,
    /// A record kept for compliance.
    Archive,
    /// A company behind the desk, without keys of its own.
    Processor,
}

impl Role {
    /// As it travels.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::Agent => "agent",
            Self::Archive => "archive",
            Self::Processor => "processor",
        }
    }
}

/// A key to seal to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prekey {
    /// `[A-Za-z0-9_:-]{1,80}`.
    pub kid: String,
    /// [`SUITE`], or one this version passes over.
    pub suite: String,
    /// The KEM public key, SEC1 uncompressed.
    pub kem: Bytes<65>,
    /// Good until, seconds since the epoch.
    pub exp: u64,
}

impl Prekey {
    /// A prekey of [`SUITE`].
    pub fn new(kid: &str, kem: Bytes<65>, exp: u64) -> Self {
        Self { kid: kid.into(), suite: SUITE.into(), kem, exp }
    }
}

/// Which policy holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyRef {
    /// The policy's own name for this version.
    pub id: String,
    /// SHA-256 of the policy document's bytes.
    pub hash: Hash,
}

/// The payload as it travels.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    v: u64,
    site: String,
    key: PublicKey,
    origins: Vec<String>,
    ver: u64,
    iat: u64,
    exp: u64,
    suites: Vec<String>,
    recipients: Vec<Recipient>,
    policy: PolicyRef,
}

/// The one or two thumbprints of the script tag: the current identity key, then the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pins(Vec<Thumbprint>);

impl Pins {
    /// Reads one or two thumbprints (base64url) separated by a space.
    pub fn parse(text: &str) -> Option<Self> {
        let pins: Vec<_> = text.split_whitespace().map(Bytes::parse).collect::<Option<_>>()?;
        (1..=2).contains(&pins.len()).then_some(Self(pins))
    }

    /// The first pin, by which storage is keyed.
    pub fn current(&self) -> Thumbprint {
        self.0[0]
    }
}

/// Why a manifest was refused. None of them tells more than the manifest's author knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManifestError {
    /// Not a manifest of this version.
    Format,
    /// Its key is not pinned.
    Pin,
    /// It is not signed by its key.
    Signature,
    /// Its time is over, lies in the future, or is longer than allowed.
    Time,
    /// It has nobody to seal to.
    Recipients,
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format => "not a manifest of this version",
            Self::Pin => "the manifest's key is not pinned",
            Self::Signature => "the manifest is not signed by its key",
            Self::Time => "the manifest is expired, from the future, or valid for too long",
            Self::Recipients => "the manifest's recipients are not valid",
        })
    }
}

impl core::error::Error for ManifestError {}

impl From<JwsError> for ManifestError {
    fn from(error: JwsError) -> Self {
        match error {
            JwsError::Format => Self::Format,
            JwsError::Signature => Self::Signature,
        }
    }
}

impl Manifest {
    /// Signs it as a compact JWS.
    pub fn sign(&self, key: &SigningKey) -> String {
        let Self { site, key: public, origins, ver, iat, exp, recipients, policy } = self.clone();
        let suites = [SUITE.to_string()].into();
        let payload =
            Payload { v: 1, site, key: public, origins, ver, iat, exp, suites, recipients, policy };
        // A payload is strings, numbers and lists: writing them as JSON can't fail.
        let payload = serde_json::to_vec(&payload).unwrap_or_default();
        jws::sign(TYP, &payload, key)
    }

    /// The recipient `id`.
    pub fn recipient(&self, id: &str) -> Option<&Recipient> {
        self.recipients.iter().find(|recipient| recipient.id == id)
    }

    fn has_valid_recipients(&self) -> bool {
        let ids = || self.recipients.iter().map(|recipient| &recipient.id);
        let unique = ids().enumerate().all(|(i, id)| ids().skip(i + 1).all(|other| other != id));
        let with_keys = |recipient: &&Recipient| recipient.sig.is_some();
        unique
            && self.recipients.len() <= MAX_RECIPIENTS
            && self.recipients.iter().all(Recipient::is_valid)
            && self.recipients.iter().any(|recipient| with_keys(&recipient))
    }
}

impl Recipient {
    /// The first prekey of a suite that this version has, still good at `now` (seconds).
    pub fn prekey(&self, now: u64) -> Option<&Prekey> {
        self.pre.iter().find(|pre| pre.suite == SUITE && pre.exp > now)
    }

    fn is_valid(&self) -> bool {
        let keys = match self.role {
            Role::Bot | Role::Agent => self.sig.is_some() && !self.pre.is_empty(),
            Role::Archive => self.sig.is_none() && !self.pre.is_empty(),
            Role::Processor => self.sig.is_none() && self.pre.is_empty(),
        };
        keys && is_id(&self.id) && self.pre.iter().all(|pre| is_id(&pre.kid))
    }
}

/// A manifest whose signature, pin and time were checked. Only [`VerifiedManifest::verify`] makes
/// one.
#[derive(Clone, Debug)]
pub struct VerifiedManifest {
    manifest: Manifest,
    jws: String,
    hash: Hash,
}

impl VerifiedManifest {
    /// Checks a compact JWS against the pins at `now` (seconds since the epoch).
    pub fn verify(jws: &str, pins: &Pins, now: u64) -> Result<Self, ManifestError> {
        if jws.len() > MAX_SIZE {
            return Err(ManifestError::Format);
        }
        let unverified = Unverified::parse(jws, TYP)?;
        let payload: Payload = serde_json::from_slice(unverified.unverified_payload())
            .map_err(|_| ManifestError::Format)?;
        if !pins.0.contains(&payload.key.thumbprint()) {
            return Err(ManifestError::Pin);
        }
        unverified.verify(&payload.key)?;
        let Payload { v, site, key, origins, ver, iat, exp, suites, recipients, policy } = payload;
        if v != 1 || !suites.iter().any(|suite| suite == SUITE) {
            return Err(ManifestError::Format);
        }
        let lifetime = exp.checked_sub(iat);
        if lifetime.is_none_or(|lifetime| lifetime > MAX_LIFETIME)
            || iat > now.saturating_add(CLOCK_SKEW)
            || exp.saturating_add(CLOCK_SKEW) <= now
        {
            return Err(ManifestError::Time);
        }
        let manifest = Manifest { site, key, origins, ver, iat, exp, recipients, policy };
        if !manifest.has_valid_recipients() {
            return Err(ManifestError::Recipients);
        }
        Ok(Self { manifest, jws: jws.into(), hash: Hash::of(jws.as_bytes()) })
    }

    /// `mh` = H(JWS bytes), which every header cites.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The JWS, as it was signed.
    pub fn jws(&self) -> &str {
        &self.jws
    }
}

impl Deref for VerifiedManifest {
    type Target = Manifest;

    fn deref(&self) -> &Manifest {
        &self.manifest
    }
}

#[cfg(test)]
mod tests;
