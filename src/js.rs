//! What the browser has by name, for what `web-sys` has no stable name of.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A call of a method.
pub(crate) fn call(target: &JsValue, method: &str, args: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(target, &method.into())?.dyn_into()?;
    Reflect::apply(&function, target, &args.iter().collect::<Array>())
}

/// An object of these members.
pub(crate) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of a new plain object can't fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
