//! The same in a browser, compiled as the widget is: a line on the console for each case.
#![cfg(target_family = "wasm")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "it measures, or fails")]

mod talk;

use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// How long each case is repeated, in milliseconds of what it measures.
const ENOUGH: f64 = 1_000.0;

#[wasm_bindgen_test]
fn measure() {
    for talk::Case { name, mut once } in talk::cases() {
        once(clock);
        let (mut sum, mut rounds) = (0.0, 0);
        // A browser's clock ticks coarsely: sums are right where single times are not.
        while sum < ENOUGH {
            sum += once(clock);
            rounds += 1;
        }
        console_log!("bench\t{name}\t{}", sum / f64::from(rounds));
    }
}

fn clock() -> f64 {
    web_sys::window().unwrap().performance().unwrap().now()
}
