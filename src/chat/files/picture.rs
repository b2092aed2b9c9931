//! A picture drawn anew: what is seen stays, what a camera writes beside it (place, time, device) does not.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::{call, object, promised};

/// How much of a photograph's fine detail is kept: less is seen, more is noise.
const QUALITY: f64 = 0.9;

/// The picture of `blob`, drawn anew as `media`, or as what the browser can write; fails where it can't
/// be drawn.
pub(super) async fn drawn(blob: &JsValue, media: &str) -> Result<JsValue, JsValue> {
    let global = js_sys::global();
    // The way up is in the camera's data, too: it is drawn that way.
    let options = object(&[("imageOrientation", "from-image".into())]);
    let bitmap = promised(&global, "createImageBitmap", &[blob.clone(), options]).await?;
    let side = |name: &str| Reflect::get(&bitmap, &name.into());
    let class: Function = Reflect::get(&global, &"OffscreenCanvas".into())?.dyn_into()?;
    let canvas = Reflect::construct(&class, &Array::of2(&side("width")?, &side("height")?))?;
    let context = call(&canvas, "getContext", &["2d".into()])?;
    call(&context, "drawImage", &[bitmap.clone(), 0.into(), 0.into()])?;
    call(&bitmap, "close", &[])?;
    let options = object(&[("type", media.into()), ("quality", QUALITY.into())]);
    promised(&canvas, "convertToBlob", &[options]).await
}
