//! What a desk is told of the site's server, which knows who signs in at the site.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Whose word counts about who a visitor is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// What the site's server writes into `iss`. Default empty, which is refused: anybody's word would
    /// count.
    pub issuer: String,
    /// How it signs. Default `ES256`. Never what a token says of itself.
    pub algorithm: Algorithm,
    /// Where its public keys are, for `ES256` and `EdDSA`: `https://`, or `http://` on this machine.
    /// Default empty. A token names none of its own.
    pub jwks: String,
    /// The file with the shared secret, for `HS256`: 32 bytes at least. Default empty.
    pub secret_file: PathBuf,
    /// After how many hours without a word, and without another token, who a visitor is is forgotten. Default
    /// 72: over a weekend. Each load of the chat asks for a token; a browser that was closed before it could
    /// tell that its visitor has signed out tells nothing.
    pub forget_hours: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            issuer: String::new(),
            algorithm: Algorithm::default(),
            jwks: String::new(),
            secret_file: PathBuf::new(),
            forget_hours: 72,
        }
    }
}

/// How the site's server signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// ECDSA, P-256, SHA-256.
    #[default]
    #[serde(rename = "ES256")]
    Es256,
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
    /// HMAC with SHA-256: for a site that keeps no key pair. Who has the secret can be anybody.
    #[serde(rename = "HS256")]
    Hs256,
}
