//! Another policy, in place of the one that the desk has declared so far.

use anyhow::{Context as _, Result};
use serde_json::Value;
use sigilo_consent::{IDENTITY, PRESENCE};
use sigilo_protocol::Hash;

use super::{World, backend};

/// The languages of the policy's texts, in the order of the documents.
const LANGUAGES: [&str; 2] = ["es", "en"];

/// The demo's policy with the purposes by which each side is told what the other does, and who the visitor is.
pub(super) fn sociable() -> Result<Vec<String>> {
    let [core, es, en] = backend::POLICY;
    let mut core: Value = serde_json::from_str(core)?;
    let mut documents = Vec::new();
    for id in [PRESENCE, IDENTITY] {
        let purposes = core["purposes"].as_array_mut().context("no purposes")?;
        let mut purpose =
            purposes.iter().find(|own| own["id"] == "quote").context("no quote")?.clone();
        purpose["id"] = id.into();
        purpose["data"] = serde_json::json!([]);
        purposes.push(purpose);
    }
    for (lang, text) in LANGUAGES.iter().zip([es, en]) {
        let mut text: Value = serde_json::from_str(text)?;
        for id in [PRESENCE, IDENTITY] {
            text["purposes"][id] = text["purposes"]["quote"].clone();
            text["purposes"][id]["name"] = id.into();
        }
        documents.push(text.to_string());
        core["texts"][*lang] = Hash::of(text.to_string().as_bytes()).to_string().into();
    }
    documents.insert(0, core.to_string());
    Ok(documents)
}

/// The demo's policy with a text in Arabic beside the two.
pub(super) fn in_arabic() -> Result<Vec<String>> {
    let [core, es, en] = backend::POLICY;
    let text = include_str!("ar.json");
    let mut core: Value = serde_json::from_str(core)?;
    core["texts"]["ar"] = Hash::of(text.as_bytes()).to_string().into();
    Ok([&core.to_string(), es, en, text].map(String::from).into())
}

impl World {
    /// From now on the desk declares what `change` makes of the core and of its texts in Spanish and
    /// English, with the hashes made good. Members come in the order of their names, which is the same
    /// substance.
    pub async fn declare(
        &mut self,
        change: impl FnOnce(&mut Value, &mut [Value; 2]),
    ) -> Result<()> {
        let [core, es, en] = self.backend.policy() else { anyhow::bail!("no policy") };
        let mut core: Value = serde_json::from_str(core)?;
        let mut texts: [Value; 2] = [serde_json::from_str(es)?, serde_json::from_str(en)?];
        change(&mut core, &mut texts);
        let texts = texts.map(|text| text.to_string());
        for (lang, text) in LANGUAGES.iter().zip(&texts) {
            core["texts"][*lang] = Hash::of(text.as_bytes()).to_string().into();
        }
        let manifest = self.manifest().await?;
        self.backend.stop_desk().await?;
        self.backend.declare([vec![core.to_string()], texts.to_vec()].concat());
        self.backend.start_desk().await?;
        self.until_other(&manifest).await
    }

    /// From now on who reads for the company is called so.
    pub async fn rename(&mut self, bot: &str) -> Result<()> {
        let manifest = self.manifest().await?;
        self.backend.stop_desk().await?;
        self.backend.rename(bot);
        self.backend.start_desk().await?;
        self.until_other(&manifest).await
    }

    async fn until_other(&self, manifest: &str) -> Result<()> {
        let started = std::time::Instant::now();
        while self.manifest().await? == manifest {
            anyhow::ensure!(started.elapsed() < crate::browser::PATIENCE, "no other manifest");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// The hash of the policy's core, as manifests and receipts name it.
    pub fn policy(&self) -> Result<Hash> {
        let core = self.backend.policy().first().context("no policy")?;
        Ok(Hash::of(core.as_bytes()))
    }
}
