//! So many bytes, as a language writes them: by the browser's `Intl`.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::Lang;
use crate::browser::{call, object};

impl Lang {
    /// So many bytes, in thousands or millions of them.
    pub fn bytes(self, bytes: u64) -> String {
        let (unit, number) = match bytes {
            0..1_000_000 => ("kilobyte", bytes.div_ceil(1_000) as f64),
            _ => ("megabyte", (bytes / 100_000) as f64 / 10.0),
        };
        let options = object(&[
            ("style", "unit".into()),
            ("unit", unit.into()),
            ("maximumFractionDigits", 1.into()),
        ]);
        let written = || -> Result<JsValue, JsValue> {
            let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
            let class: Function = Reflect::get(&intl, &"NumberFormat".into())?.dyn_into()?;
            let format = Reflect::construct(&class, &Array::of2(&self.tag().into(), &options))?;
            call(&format, "format", &[number.into()])
        };
        written().ok().and_then(|written| written.as_string()).unwrap_or_default()
    }
}
