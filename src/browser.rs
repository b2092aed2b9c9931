//! The few things of the browser that the widget asks for, each by a typed, fallible function.

use js_sys::{Date, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{SubtleCrypto, Window};

pub(crate) use crate::js::{call, object};
use crate::text::Lang;

/// The frame's window; nothing in a worker.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

/// WebCrypto; nothing outside a secure context.
pub(crate) fn subtle() -> Option<SubtleCrypto> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    Reflect::get(&crypto, &"subtle".into()).ok()?.dyn_into().ok()
}

/// Milliseconds since the epoch.
pub(crate) fn now_ms() -> u64 {
    // Positive and below 2^53: a date after 1970.
    Date::now() as u64
}

/// The visitor's languages that the widget speaks, the best first.
pub(crate) fn browser_languages() -> Vec<Lang> {
    let Some(window) = window() else { return Vec::new() };
    let languages = window.navigator().languages();
    languages.iter().filter_map(|tag| Lang::from_tag(&tag.as_string()?)).collect()
}

/// `navigator.globalPrivacyControl`.
pub(crate) fn global_privacy_control() -> bool {
    let gpc = window()
        .and_then(|window| Reflect::get(&window.navigator(), &"globalPrivacyControl".into()).ok());
    gpc.is_some_and(|value| value.as_bool() == Some(true))
}

/// The style of the document's root, which is not subject to the page's policy.
pub(crate) fn document_style() -> Option<JsValue> {
    let document = Reflect::get(&js_sys::global(), &"document".into()).ok()?;
    let root = Reflect::get(&document, &"documentElement".into()).ok()?;
    Reflect::get(&root, &"style".into()).ok()
}

/// What comes of a [`call`], where it gives a promise.
pub(crate) async fn promised(
    target: &JsValue,
    method: &str,
    args: &[JsValue],
) -> Result<JsValue, JsValue> {
    JsFuture::from(call(target, method, args)?.dyn_into::<Promise>()?).await
}

/// Lets the visitor save `text` as a file; nothing where the browser does not let pages do so.
pub(crate) fn save(name: &str, kind: &str, text: &str) {
    save_parts(name, kind, &js_sys::Array::of1(&text.into()));
}

/// A `Blob` of these parts.
pub(crate) fn blob(kind: &str, parts: &js_sys::Array) -> Result<JsValue, JsValue> {
    let options = object(&[("type", kind.into())]);
    let class: js_sys::Function = Reflect::get(&js_sys::global(), &"Blob".into())?.dyn_into()?;
    Reflect::construct(&class, &js_sys::Array::of2(parts, &options))
}

/// The same of what is in these parts.
///
/// It is begun from a frame within this one, which stays: Firefox holds a file that is saved against what the document
/// around lets its frames load, and what the site's page lets is not ours to say.
pub(crate) fn save_parts(name: &str, kind: &str, parts: &js_sys::Array) {
    let file = || -> Result<(), JsValue> {
        let global = js_sys::global();
        let blob = blob(kind, parts)?;
        let addresses = Reflect::get(&global, &"URL".into())?;
        let address = call(&addresses, "createObjectURL", &[blob])?;
        let document = Reflect::get(&global, &"document".into())?;
        let mut within = call(&document, "querySelector", &["iframe".into()])?;
        if within.is_null() {
            within = call(&document, "createElement", &["iframe".into()])?;
            Reflect::set(&within, &"hidden".into(), &true.into())?;
            call(&Reflect::get(&document, &"body".into())?, "append", &[within.clone()])?;
        }
        let within = Reflect::get(&within, &"contentDocument".into())?;
        let link = call(&within, "createElement", &["a".into()])?;
        Reflect::set(&link, &"href".into(), &address)?;
        Reflect::set(&link, &"download".into(), &name.into())?;
        call(&link, "click", &[])?;
        // The browser has begun to read it; the address is of no more use.
        call(&addresses, "revokeObjectURL", &[address])?;
        Ok(())
    };
    // What can't be saved can still be read in the panel.
    let _ = file();
}

/// Adds rules to the document's looks; nothing where the browser can't.
pub(crate) fn dress(rules: &str) {
    let dress = || -> Result<(), JsValue> {
        let global = js_sys::global();
        let class: js_sys::Function = Reflect::get(&global, &"CSSStyleSheet".into())?.dyn_into()?;
        let sheet = Reflect::construct(&class, &js_sys::Array::new())?;
        call(&sheet, "replaceSync", &[rules.into()])?;
        let document = Reflect::get(&global, &"document".into())?;
        let sheets = Reflect::get(&document, &"adoptedStyleSheets".into())?;
        call(&sheets, "push", &[sheet]).map(drop)
    };
    // Without them it is plainer, and works.
    let _ = dress();
}
