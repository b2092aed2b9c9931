//! The relay erases a conversation, by a recipient's wish and not by the visitor's.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use sigilo_protocol::token_signing_input;

use super::{World, backend};
use crate::forge;

impl World {
    /// The conversations that envelopes were posted to, in the order of their first, by what they are
    /// called.
    pub fn conversations(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for exchange in self.proxy.record().all() {
            let conv = exchange.path().split("/conversations/").nth(1).map(str::to_owned);
            let conv = conv.and_then(|rest| rest.strip_suffix("/envelopes").map(str::to_owned));
            all.extend(conv.filter(|conv| exchange.method == "POST" && !all.contains(conv)));
        }
        all
    }

    /// Has the relay erase a conversation.
    pub async fn erase_at_relay(&self, conv: &str) -> Result<()> {
        let http = reqwest::Client::new();
        let base = format!("{}{}", self.backend.origin(), self.site_path());
        let key = forge::signing(&self.folder.path().join("desk/keys.json"))?;
        let ask = async |path: &str, body: Value| -> Result<Value> {
            let answer = http.post(format!("{base}/{path}")).json(&body).send().await?;
            Ok(answer.error_for_status()?.json().await?)
        };
        let nonce =
            ask("nonces", json!({})).await?["nonce"].as_str().context("no nonce")?.to_owned();
        let sig = key.sign(&token_signing_input(backend::NAME, &nonce));
        let proof = json!({ "nonce": nonce, "jwk": key.public(), "sig": sig });
        let token = ask("tokens", proof).await?["token"].as_str().context("no token")?.to_owned();
        let url = format!("{base}/conversations/{conv}");
        let status = http.delete(url).bearer_auth(token).send().await?.status();
        ensure!(status == 204, "the relay answers {status}");
        Ok(())
    }
}
