//! On this machine, by criterion. `cargo xtask bench` sets it beside the browser's.
#![allow(clippy::unwrap_used, clippy::panic, reason = "it measures, or fails")]

#[cfg(not(target_family = "wasm"))]
mod talk;

fn main() {
    // Lints look at every target for wasm too, where criterion is not.
    #[cfg(not(target_family = "wasm"))]
    measured::all();
}

#[cfg(not(target_family = "wasm"))]
mod measured {
    use std::sync::LazyLock;
    use std::time::{Duration, Instant};

    use criterion::Criterion;

    use crate::talk::{Case, cases};

    pub(super) fn all() {
        let criterion = Criterion::default().warm_up_time(Duration::from_secs(1));
        let criterion = criterion.measurement_time(Duration::from_secs(4)).sample_size(20);
        let mut criterion = criterion.configure_from_args();
        for Case { name, mut once } in cases() {
            criterion.bench_function(name, |bencher| {
                bencher.iter_custom(|rounds| {
                    let sum: f64 = (0..rounds).map(|_| once(clock)).sum();
                    Duration::from_secs_f64(sum / 1000.0)
                });
            });
        }
        criterion.final_summary();
    }

    fn clock() -> f64 {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        START.elapsed().as_secs_f64() * 1000.0
    }
}
