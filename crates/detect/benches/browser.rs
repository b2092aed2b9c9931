//! The same in a browser, compiled as the widget's detector is: a line on the console for each text.
#![cfg(target_family = "wasm")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "it measures, or fails")]

mod texts;

use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// How long each text is scanned again and again, in milliseconds.
const ENOUGH: f64 = 300.0;

#[wasm_bindgen_test]
fn measure() {
    let scanner = texts::scanner();
    for texts::Case { name, text } in texts::cases() {
        std::hint::black_box(scanner.scan(&text));
        // A browser's clock ticks coarsely: a sum is right where single times are not.
        let (start, mut rounds) = (clock(), 0);
        while clock() - start < ENOUGH {
            std::hint::black_box(scanner.scan(&text));
            rounds += 1;
        }
        console_log!("bench\t{name}\t{}", (clock() - start) / f64::from(rounds));
    }
}

fn clock() -> f64 {
    web_sys::window().unwrap().performance().unwrap().now()
}
