//! What the newcomer reads while waiting: each long step, and how long it took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Says `what` is being done, does it, and says how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {what} …");
    let start = Instant::now();
    let done = work()?;
    eprintln!("  done in {}", length(start.elapsed()));
    Ok(done)
}

/// Says something in passing.
pub(crate) fn note(what: &str) {
    eprintln!("  {what}");
}

/// A duration as people say it: `0.4 s`, `12 s`, `3 min 5 s`.
pub(crate) fn length(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(length(Duration::from_millis(420)), "0.4 s");
        assert_eq!(length(Duration::from_secs(59)), "59 s");
        assert_eq!(length(Duration::from_secs(185)), "3 min 5 s");
    }
}
