//! The same in a browser, compiled as the widget's detector is: a line on the console for each text.
#![cfg(target_family = "wasm")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "it measures, or fails")]

mod texts;

use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// How long each text is scanned again and again, and how long a batch of that is, in milliseconds: a
/// browser's clock ticks coarsely.
const ENOUGH: f64 = 400.0;
const BATCH: f64 = 10.0;

#[wasm_bindgen_test]
fn measure() {
    let scanner = texts::scanner();
    for texts::Case { name, text } in texts::cases() {
        let (start, mut rounds, mut best) = (clock(), 1, f64::INFINITY);
        while clock() - start < ENOUGH {
            let time = batch(rounds, || drop(std::hint::black_box(scanner.scan(&text))));
            // Of batches that are long enough the quickest counts: what else runs only makes them slower.
            if time < BATCH {
                rounds *= 2;
            } else {
                best = best.min(time / f64::from(rounds));
            }
        }
        console_log!("bench\t{name}\t{best}");
    }
}

fn batch(rounds: u32, mut once: impl FnMut()) -> f64 {
    let start = clock();
    (0..rounds).for_each(|_| once());
    clock() - start
}

fn clock() -> f64 {
    web_sys::window().unwrap().performance().unwrap().now()
}
