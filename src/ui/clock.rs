//! Times of messages as the visitor's device tells them.

use std::cell::RefCell;

use js_sys::{Date, Reflect, global};
use leptos::prelude::window;
use wasm_bindgen::JsValue;

use super::node::joined;
use crate::js::{call, object};
use crate::text::Lang;

/// A day in milliseconds.
const DAY: f64 = 86_400_000.0;

thread_local! {
    /// What tells times in a language: to make one takes a hundred times as long as to use it.
    static CLOCK: RefCell<Option<(Lang, JsValue)>> = const { RefCell::new(None) };
}

/// The time of day, as the visitor's own kind of the language writes it; nothing of a moment that is none.
pub(super) fn time(at: f64, lang: Lang) -> String {
    let clock = CLOCK.take().filter(|(own, _)| *own == lang).map(|(_, clock)| clock);
    let told = |clock: &JsValue| call(clock, "format", &[at.into()]).ok()?.as_string();
    let clock = clock.or_else(|| {
        let intl = Reflect::get(&global(), &"Intl".into()).ok()?;
        let options = object(&[("timeStyle", "short".into())]);
        call(&intl, "DateTimeFormat", &[locale(lang).into(), options]).ok()
    });
    let words = clock.as_ref().and_then(told);
    CLOCK.set(clock.map(|clock| (lang, clock)));
    words.unwrap_or_default()
}

/// The language as the visitor has it: a page in English is read in London and in Chicago.
fn locale(lang: Lang) -> String {
    let own = Reflect::get(&window().navigator(), &"language".into()).ok();
    let own = own.and_then(|own| own.as_string()).filter(|own| own.starts_with(lang.tag()));
    own.unwrap_or_else(|| lang.tag().into())
}

/// The moment for machines (RFC 3339), or nothing if it is none.
pub(super) fn machine(at: f64) -> String {
    // JavaScript's own conversion throws beyond the years that a Date can hold.
    if date(at).get_time().is_nan() { String::new() } else { date(at).to_iso_string().into() }
}

/// Whether two moments fall on the same day.
pub(super) fn same_day(a: f64, b: f64) -> bool {
    let (a, b) = (date(a), date(b));
    a.get_date() == b.get_date()
        && a.get_month() == b.get_month()
        && a.get_full_year() == b.get_full_year()
}

/// The day in words: today, yesterday, or its date.
pub(super) fn day(at: f64, lang: Lang) -> String {
    let text = lang.text();
    let now = Date::now();
    if same_day(at, now) {
        text.today.to_owned()
    } else if same_day(at, now - DAY) {
        text.yesterday.to_owned()
    } else {
        let words = || JsValue::from("long");
        let long = [("weekday", words()), ("day", "numeric".into()), ("month", words())];
        written(at, lang, &object(&long))
    }
}

/// The date and the time of day, short.
pub(super) fn date_and_time(at: f64, lang: Lang) -> String {
    joined(&[&date_of(at, lang), ", ", &time(at, lang)])
}

/// The date, short.
pub(super) fn date_of(at: f64, lang: Lang) -> String {
    written(at, lang, &JsValue::UNDEFINED)
}

fn written(at: f64, lang: Lang, options: &JsValue) -> String {
    let args = [locale(lang).into(), options.clone()];
    let written = call(&date(at), "toLocaleDateString", &args).ok();
    written.and_then(|written| written.as_string()).unwrap_or_default()
}

fn date(at: f64) -> Date {
    Date::new(&at.into())
}
