//! A sentence that counts.

use super::Lang;

/// A sentence with a number in it, in as many forms as its language has for numbers (Unicode's plural categories).
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    pub(super) lang: Lang,
    /// Category, form, category, form: `one`, `# day`, `other`, `# days`, with tabs between.
    pub(super) words: &'static str,
}

impl Counted {
    /// The sentence for `count`.
    pub fn of(self, count: impl Into<u64>) -> String {
        let count = count.into();
        let category = self.lang.category(count);
        let (mut parts, mut form) = (self.words.split('\t'), "");
        while let (Some(own), Some(words)) = (parts.next(), parts.next()) {
            // Every sentence has a form for all other numbers.
            if own == category || (own == "other" && form.is_empty()) {
                form = words;
            }
        }
        match form.split_once('#') {
            Some((before, after)) => [before, &count.to_string(), after].concat(),
            None => form.into(),
        }
    }
}

impl Lang {
    /// Unicode's plural category of a whole number, as the browser knows it.
    #[cfg(target_arch = "wasm32")]
    fn category(self, count: u64) -> String {
        use js_sys::{Array, Function, Reflect};
        use wasm_bindgen::{JsCast, JsValue};

        use crate::browser::call;
        let rules = || {
            let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
            let rules: Function = Reflect::get(&intl, &"PluralRules".into())?.dyn_into()?;
            let rules = Reflect::construct(&rules, &Array::of1(&self.tag().into()))?;
            call(&rules, "select", &[JsValue::from_f64(count as f64)])
        };
        rules().ok().and_then(|category| category.as_string()).unwrap_or_default()
    }

    /// Without a browser there are tests alone, of languages that have two.
    #[cfg(not(target_arch = "wasm32"))]
    fn category(self, count: u64) -> String {
        if count == 1 { "one" } else { "other" }.into()
    }
}
