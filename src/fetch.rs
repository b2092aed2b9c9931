//! Requests, as the browser makes them.
//!
//! Called by name: what `web-sys` binds would be glue for each member.

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::browser::{call, object, promised};

/// An answer; its body is read by one of the two.
pub(crate) struct Answer(JsValue);

/// A request that is on its way, whether anybody waits for it or not.
pub(crate) struct Asked(JsFuture);

/// Asks for `url`, with these options of `fetch`.
pub(crate) fn ask(url: &str, options: &[(&str, JsValue)]) -> Result<Asked, JsValue> {
    let asked = call(&js_sys::global(), "fetch", &[url.into(), object(options)])?;
    Ok(Asked(asked.dyn_into::<Promise>()?.into()))
}

/// The answer to that. Fails where nothing answers.
pub(crate) async fn fetch(url: &str, options: &[(&str, JsValue)]) -> Result<Answer, JsValue> {
    ask(url, options)?.answer().await
}

impl Asked {
    /// Fails where nothing answers.
    pub(crate) async fn answer(self) -> Result<Answer, JsValue> {
        self.0.await.map(Answer)
    }
}

/// The option that ends a request after so many milliseconds.
pub(crate) fn patience(ms: u32) -> Result<(&'static str, JsValue), JsValue> {
    let class = Reflect::get(&js_sys::global(), &"AbortSignal".into())?;
    Ok(("signal", call(&class, "timeout", &[ms.into()])?))
}

impl Answer {
    /// The status code.
    pub(crate) fn status(&self) -> u16 {
        let status = Reflect::get(&self.0, &"status".into()).unwrap_or_default();
        // Below 1000; what is no answer has none, and is no success.
        status.as_f64().unwrap_or_default() as u16
    }

    /// A header that the page may read.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let headers = Reflect::get(&self.0, &"headers".into()).ok()?;
        call(&headers, "get", &[name.into()]).ok()?.as_string()
    }

    /// The body as text.
    pub(crate) async fn text(&self) -> Result<String, JsValue> {
        promised(&self.0, "text", &[]).await.map(|text| text.as_string().unwrap_or_default())
    }

    /// The body as it is.
    pub(crate) async fn bytes(&self) -> Result<Vec<u8>, JsValue> {
        let buffer = promised(&self.0, "arrayBuffer", &[]).await?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}
