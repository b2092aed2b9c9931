//! Manifests of the kit's own making, for who has the site's identity key.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use reqwest::Method;
use serde_json::json;
use sigilo_protocol::{
    Bytes, DhSecret, Hash, KemSecret, Manifest, PolicyRef, Prekey, Recipient, Role, SigningKey,
};

use crate::{
    answer::Answer,
    kit::{Kit, Published, rng},
};

pub(crate) const TEXT: &str = r#"{"v":1,"lang":"en"}"#;

/// The id of the kit's recipient.
pub(crate) const ID: &str = "conformance";

pub(crate) fn policy() -> String {
    json!({"v": 1, "texts": {"en": Hash::of(TEXT.as_bytes())}}).to_string()
}

pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

impl Kit {
    /// The identity key; a case that needs it is skipped without.
    pub(crate) fn identity(&self) -> Result<&SigningKey> {
        self.identity.as_ref().context("no identity key")
    }

    /// The manifest that is due next, with `recipient` as its only one.
    pub(crate) async fn next(&self, recipient: &SigningKey) -> Result<Manifest> {
        self.next_of(self.identity()?, recipient).await
    }

    /// The same, of another identity key.
    pub(crate) async fn next_of(
        &self,
        identity: &SigningKey,
        recipient: &SigningKey,
    ) -> Result<Manifest> {
        let answer = self.backend.get("/manifest").await?;
        let published = Published::parse(&String::from_utf8_lossy(&answer.body)).ok();
        let ver = published.and_then(|manifest| manifest.claims["ver"].as_u64());
        let (kem, dh) = (KemSecret::generate(&mut rng()), DhSecret::generate(&mut rng()));
        let (kem, dh): (Bytes<65>, Bytes<65>) = (kem.public(), dh.public());
        Ok(Manifest {
            site: self.backend.site.clone(),
            key: identity.public(),
            origins: vec!["https://conformance.example".into()],
            ver: ver.unwrap_or_default().max(now()) + 1,
            iat: now(),
            exp: now() + 3_600,
            recipients: vec![Recipient {
                id: ID.into(),
                role: Role::Bot,
                name: "Conformance".into(),
                sig: Some(recipient.public()),
                pre: vec![Prekey::new("k1", kem, Some(dh), now() + 3_600)],
                via: None,
            }],
            policy: PolicyRef { id: "conformance".into(), hash: Hash::of(policy().as_bytes()) },
            ws: self.manifest.as_ref().is_some_and(|published| published.claims["ws"] == true),
            log: None,
        })
    }

    pub(crate) async fn put(&self, jws: &str, documents: &[&str]) -> Result<Answer> {
        let body = json!({"manifest": jws, "documents": documents});
        self.backend.send_json(Method::PUT, "/manifest", body).await
    }

    /// Publishes a manifest whose only recipient is the answered key.
    pub(crate) async fn recipient(&self) -> Result<SigningKey> {
        let recipient = SigningKey::generate(&mut rng());
        let jws = self.next(&recipient).await?.sign(self.identity()?);
        self.put(&jws, &[&policy(), TEXT]).await?.must_be(204)?;
        Ok(recipient)
    }
}
