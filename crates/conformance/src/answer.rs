//! An HTTP answer, and what it is expected to be.

use anyhow::{Context as _, Result, bail, ensure};
use reqwest::header::HeaderMap;
use serde_json::Value;

/// A whole answer.
pub(crate) struct Answer {
    /// What was asked, for the failure's text.
    pub(crate) asked: String,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body)
            .with_context(|| format!("expected JSON, {}", self.came()))
    }

    /// A member of the answered object.
    pub(crate) fn text(&self, member: &str) -> Result<String> {
        let text = self.json()?[member].as_str().map(Into::into);
        text.with_context(|| format!("expected a text {member:?}, {}", self.came()))
    }

    /// A member of the answered object.
    pub(crate) fn number(&self, member: &str) -> Result<u64> {
        let number = self.json()?[member].as_u64();
        number.with_context(|| format!("expected a number {member:?}, {}", self.came()))
    }

    pub(crate) fn must_be(self, status: u16) -> Result<Self> {
        ensure!(self.status == status, "expected {status}, {}", self.came());
        Ok(self)
    }

    pub(crate) fn must_have(self, name: &str, value: &str) -> Result<Self> {
        let has = self.header(name);
        ensure!(has == value, "expected {name}: {value}, came {has:?} from {}", self.asked);
        Ok(self)
    }

    /// A refusal in the form that every refusal has.
    pub(crate) fn must_be_problem(self, status: u16, code: &str) -> Result<Self> {
        self.must_be_one_of(&[(status, code)])
    }

    /// Where the docs leave the order of two checks open.
    pub(crate) fn must_be_one_of(self, expected: &[(u16, &str)]) -> Result<Self> {
        let problem: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let is = |&(status, code): &(u16, &str)| {
            self.status == status && problem["type"] == format!("urn:sigilo:problem:{code}")
        };
        if !expected.iter().any(is) {
            let codes: Vec<_> =
                expected.iter().map(|(status, code)| format!("{status} {code}")).collect();
            bail!("expected {}, {}", codes.join(" or "), self.came());
        }
        ensure!(
            self.header("content-type") == "application/problem+json",
            "expected application/problem+json, came {:?} from {}",
            self.header("content-type"),
            self.asked
        );
        let is_whole = problem["status"] == self.status
            && problem["title"].as_str().is_some_and(|title| !title.is_empty());
        ensure!(is_whole, "expected status and title in the problem, {}", self.came());
        Ok(self)
    }

    /// The answer as a failure shows it.
    pub(crate) fn came(&self) -> String {
        let body = String::from_utf8_lossy(&self.body);
        let start: String = body.chars().take(160).collect();
        format!("came {} {start:?} from {}", self.status, self.asked)
    }
}
