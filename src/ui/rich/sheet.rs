//! The styles of this part, which come with it: they are adopted, since what loads at once has no room.

use std::cell::Cell;

use js_sys::{Array, Function, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

/// `style/late/rich.css`, without what says nothing.
const STYLES: &str = include_str!(concat!(env!("OUT_DIR"), "/rich.css"));

thread_local! {
    static ADOPTED: Cell<bool> = const { Cell::new(false) };
}

/// Gives the document the styles, once.
pub(super) fn adopt() {
    if !ADOPTED.replace(true) {
        // Without them all of it can still be read.
        let _ = adopted();
    }
}

fn adopted() -> Result<bool, JsValue> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into());
    let new: Function = get(&global(), "CSSStyleSheet")?.dyn_into()?;
    let sheet = Reflect::construct(&new, &Array::new())?;
    get(&sheet, "replaceSync")?.dyn_into::<Function>()?.call1(&sheet, &STYLES.into())?;
    let document = get(&global(), "document")?;
    let sheets = Array::from(&get(&document, "adoptedStyleSheets")?);
    sheets.push(&sheet);
    Reflect::set(&document, &"adoptedStyleSheets".into(), &sheets)
}
