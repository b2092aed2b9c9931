//! What the backend writes to its log, at the most talkative level.

use std::io;
use std::sync::{Mutex, Once, PoisonError};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// The log of the whole process: there is one subscriber in it.
static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Our own crates and what serves for them. Not the harness's HTTP and WebSocket clients, which
/// carry to the browser the very keys that the visitor presses.
const FILTER: &str =
    "off,sigilo_backend=trace,sigilo_protocol=trace,tower_http=trace,axum=trace,rusqlite=trace";

/// From now on everything is kept. Calling it again changes nothing.
pub fn keep() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Whoever has set a subscriber before this process-wide one has made a mistake to notice.
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(FILTER))
            .with_ansi(false)
            .with_writer(Keeper)
            .init();
    });
}

/// The bytes of every line since the start.
pub fn lines() -> Vec<u8> {
    LINES.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

struct Keeper;

impl<'a> MakeWriter<'a> for Keeper {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        Self
    }
}

impl io::Write for Keeper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canary::Canary;

    #[test]
    fn a_canary_in_a_line_of_ours_is_found_and_the_harness_s_own_are_not_kept() {
        keep();
        let canary = Canary::new("canary-8Vd2").unwrap();
        tracing::trace!(target: "tungstenite", "canary-8Vd2");
        assert_eq!(canary.find(&lines()), None);
        tracing::trace!(target: "sigilo_backend::relay", path = "63616e6172792d38566432");
        assert!(canary.find(&lines()).is_some());
    }
}
