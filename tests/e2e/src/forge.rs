//! Manifests that the right key signed and that say something else.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;
use sigilo_protocol::{SigningKey, jws, unb64u};

/// The type in a manifest's header.
const TYP: &str = "sigilo-manifest+jwt";

/// `manifest`, a compact JWS, with its payload changed and signed again by the identity key in the
/// desk's key file. So a refusal is for what it says, not for its signature.
pub fn resigned(keys: &Path, manifest: &str, change: impl FnOnce(&mut Value)) -> Result<String> {
    let identity = identity(keys)?;
    let mut payload = payload(manifest)?;
    change(&mut payload);
    Ok(jws::sign(TYP, payload.to_string().as_bytes(), &identity))
}

/// `manifest` as the next identity key, `key`, would sign it.
pub fn succeeded(key: &SigningKey, manifest: &str) -> Result<String> {
    let mut payload = payload(manifest)?;
    payload["key"] = serde_json::to_value(key.public())?;
    Ok(jws::sign(TYP, payload.to_string().as_bytes(), key))
}

/// The key that the recipient signs with, in the desk's key file.
pub fn signing(keys: &Path) -> Result<SigningKey> {
    key(keys, "signing")
}

fn identity(keys: &Path) -> Result<SigningKey> {
    key(keys, "identity")
}

fn key(keys: &Path, name: &str) -> Result<SigningKey> {
    let file: Value = serde_json::from_slice(&std::fs::read(keys)?)?;
    let key = file[name].as_str().and_then(unb64u).context("no such key")?;
    SigningKey::from_bytes(&key).context("that is no key")
}

fn payload(manifest: &str) -> Result<Value> {
    let payload = manifest.split('.').nth(1).and_then(unb64u).context("no JWS")?;
    Ok(serde_json::from_slice(&payload)?)
}
