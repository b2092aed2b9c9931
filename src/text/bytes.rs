//! So many bytes, as a language writes them: by the browser's `Intl`.

use wasm_bindgen::JsValue;

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
        let args = [self.tag().into(), options];
        let written = call(&JsValue::from_f64(number), "toLocaleString", &args);
        written.ok().and_then(|written| written.as_string()).unwrap_or_default()
    }
}
