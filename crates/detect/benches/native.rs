//! On this machine, by criterion. `cargo xtask bench` sets it beside the browser's.
#![allow(clippy::unwrap_used, clippy::panic, reason = "it measures, or fails")]

#[cfg(not(target_family = "wasm"))]
mod texts;

fn main() {
    // Lints look at every target for wasm too, where criterion is not.
    #[cfg(not(target_family = "wasm"))]
    measured::all();
}

#[cfg(not(target_family = "wasm"))]
mod measured {
    use std::time::Duration;

    use criterion::Criterion;

    use crate::texts::{Case, cases, scanner};

    pub(super) fn all() {
        let criterion = Criterion::default().warm_up_time(Duration::from_millis(200));
        let criterion = criterion.measurement_time(Duration::from_secs(1)).sample_size(10);
        let mut criterion = criterion.configure_from_args();
        let scanner = scanner();
        for Case { name, text } in cases() {
            criterion.bench_function(&name, |bencher| bencher.iter(|| scanner.scan(&text)));
        }
        criterion.final_summary();
    }
}
