//! A backend's HTTP, one request at a time, as it is: nothing is retried, followed or decoded.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use reqwest::{Method, RequestBuilder, Url, redirect};
use serde_json::{Value, json};
use sigilo_protocol::{ConvId, SigningKey, token_signing_input};

use crate::answer::Answer;

/// How long an answer may take beside the time that it is meant to wait.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site on a backend.
pub(crate) struct Backend {
    http: reqwest::Client,
    /// `http://host/v1/sites/{site}`
    pub(crate) base: String,
    pub(crate) site: String,
}

impl Backend {
    pub(crate) fn new(base: &str) -> Result<Self> {
        let base = base.trim_end_matches('/').to_owned();
        let url = Url::parse(&base).with_context(|| format!("{base:?} is no address"))?;
        ensure!(
            url.scheme() == "http",
            "{base:?} is not http://; the kit speaks plain HTTP: ask the backend behind its TLS"
        );
        let site = url.path().strip_prefix("/v1/sites/").filter(|site| !site.contains('/'));
        let site = site.with_context(|| format!("{base:?} does not end with /v1/sites/SITE"))?;
        let http = reqwest::Client::builder().redirect(redirect::Policy::none()).no_proxy();
        Ok(Self { http: http.timeout(PATIENCE).build()?, site: site.into(), base })
    }

    /// A request to `path` below the site's base, or below the host if it begins with `/v1` or has
    /// nothing of the site.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    /// A request to an address outside the site.
    pub(crate) fn outside(&self, method: Method, path: &str) -> RequestBuilder {
        let host = self.base.strip_suffix(&format!("/v1/sites/{}", self.site));
        self.http.request(method, format!("{}{path}", host.unwrap_or(&self.base)))
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Result<Answer> {
        let request = request.build()?;
        let url = request.url();
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let asked = format!("{} {}{query}", request.method(), url.path());
        let answer = self.http.execute(request).await;
        let answer = answer.with_context(|| format!("expected an answer to {asked}, came none"))?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = answer.bytes().await;
        let body = body.with_context(|| format!("expected a whole answer to {asked}"))?.to_vec();
        Ok(Answer { asked, status, headers, body })
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Answer> {
        self.send(self.request(Method::GET, path)).await
    }

    pub(crate) async fn read(&self, path: &str, token: &str) -> Result<Answer> {
        self.send(self.request(Method::GET, path).bearer_auth(token)).await
    }

    pub(crate) async fn erase(&self, conv: ConvId, token: &str) -> Result<Answer> {
        let request = self.request(Method::DELETE, &format!("/conversations/{conv}"));
        self.send(request.bearer_auth(token)).await
    }

    pub(crate) async fn post(&self, path: &str, json: impl ToString) -> Result<Answer> {
        self.send_json(Method::POST, path, json).await
    }

    pub(crate) async fn send_json(
        &self,
        method: Method,
        path: &str,
        json: impl ToString,
    ) -> Result<Answer> {
        let request = self.request(method, path).header("content-type", "application/json");
        self.send(request.body(json.to_string())).await
    }

    pub(crate) async fn nonce(&self) -> Result<String> {
        self.send(self.request(Method::POST, "/nonces")).await?.must_be(201)?.text("nonce")
    }

    /// What shows that whoever sends it holds `key`.
    pub(crate) fn proof(&self, nonce: &str, key: &SigningKey) -> Value {
        let sig = key.sign(&token_signing_input(&self.site, nonce));
        json!({"nonce": nonce, "jwk": key.public(), "sig": sig})
    }

    pub(crate) async fn token(&self, key: &SigningKey) -> Result<String> {
        let proof = self.proof(&self.nonce().await?, key);
        self.post("/tokens", proof).await?.must_be(201)?.text("token")
    }
}

/// Where a conversation's envelopes are.
pub(crate) fn envelopes(conv: ConvId) -> String {
    format!("/conversations/{conv}/envelopes")
}
