//! An element of a document.

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::wire::{ELEMENT, SHADOW, Session};

/// A reference to an element; stale once its document is gone.
#[derive(Clone)]
pub struct Element {
    session: Session,
    id: String,
}

impl Element {
    /// The element that `value`, an answer of the driver, refers to.
    pub(super) fn new(session: &Session, value: &Value) -> Result<Self> {
        let id = value[ELEMENT].as_str().context("no element")?;
        Ok(Self { session: session.clone(), id: id.to_owned() })
    }

    /// As WebDriver writes it: an argument for scripts.
    pub fn reference(&self) -> Value {
        json!({ ELEMENT: self.id })
    }

    /// Clicks it as a person would: scrolled into view, and only if nothing covers it.
    pub async fn click(&self) -> Result<()> {
        self.post("click", json!({})).await
    }

    /// Types into it.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        self.post("value", json!({ "text": text })).await
    }

    /// Its text as rendered.
    pub async fn text(&self) -> Result<String> {
        Ok(self.get("text").await?.as_str().unwrap_or_default().to_owned())
    }

    /// An attribute.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>> {
        Ok(self.get(&format!("attribute/{name}")).await?.as_str().map(str::to_owned))
    }

    /// What assistive technology calls it.
    pub async fn label(&self) -> Result<String> {
        Ok(self.get("computedlabel").await?.as_str().unwrap_or_default().to_owned())
    }

    /// What assistive technology takes it for.
    pub async fn role(&self) -> Result<String> {
        Ok(self.get("computedrole").await?.as_str().unwrap_or_default().to_owned())
    }

    /// Whether it can be seen.
    pub async fn is_displayed(&self) -> Result<bool> {
        Ok(self.get("displayed").await? == true)
    }

    /// Whether it can be used.
    pub async fn is_enabled(&self) -> Result<bool> {
        Ok(self.get("enabled").await? == true)
    }

    /// Width and height in CSS pixels.
    pub async fn size(&self) -> Result<(f64, f64)> {
        let rectangle = self.get("rect").await?;
        let side = |name: &str| rectangle[name].as_f64().context("no size");
        Ok((side("width")?, side("height")?))
    }

    /// The first match inside it.
    pub async fn find(&self, css: &str) -> Result<Self> {
        let query = json!({ "using": "css selector", "value": css });
        let found = self.session.post(&format!("/element/{}/element", self.id), query).await?;
        Self::new(&self.session, &found)
    }

    /// The first match inside its shadow root.
    pub async fn find_in_shadow(&self, css: &str) -> Result<Self> {
        let root = self.get("shadow").await?;
        let Some(root) = root[SHADOW].as_str() else { bail!("no shadow root") };
        let query = json!({ "using": "css selector", "value": css });
        let found = self.session.post(&format!("/shadow/{root}/element"), query).await?;
        Self::new(&self.session, &found)
    }

    async fn get(&self, what: &str) -> Result<Value> {
        self.session.get(&format!("/element/{}/{what}", self.id)).await
    }

    async fn post(&self, what: &str, body: Value) -> Result<()> {
        self.session.post(&format!("/element/{}/{what}", self.id), body).await.map(drop)
    }
}
