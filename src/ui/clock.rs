//! Times of messages as the visitor's device tells them.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

use super::node::joined;
use crate::text::Lang;

/// A day in milliseconds.
const DAY: f64 = 86_400_000.0;

/// The time of day, such as `09:05`: the same in both languages.
pub(super) fn time(at: f64) -> String {
    let date = date(at);
    joined(&[&two(date.get_hours()), ":", &two(date.get_minutes())])
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
        date(at).to_locale_date_string(lang.tag(), &long()).into()
    }
}

/// The date and the time of day, short.
pub(super) fn date_and_time(at: f64, lang: Lang) -> String {
    joined(&[&date_of(at, lang), ", ", &time(at)])
}

/// The date, short.
pub(super) fn date_of(at: f64, lang: Lang) -> String {
    date(at).to_locale_date_string(lang.tag(), &JsValue::UNDEFINED).into()
}

fn long() -> JsValue {
    let options = Object::new();
    for (key, value) in [("weekday", "long"), ("day", "numeric"), ("month", "long")] {
        // Setting a property of a new plain object does not fail; a date without it still reads.
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    options.into()
}

fn date(at: f64) -> Date {
    Date::new(&at.into())
}

fn two(number: u32) -> String {
    joined(&[if number < 10 { "0" } else { "" }, &number.to_string()])
}
