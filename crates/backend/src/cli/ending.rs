//! The system's signs: to end (Ctrl-C, SIGTERM), and to read the configuration again (SIGHUP).

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signs to end. From when it is there, the program ends by itself: what has not begun yet is begun, and ended well.
pub(super) struct Ends {
    #[cfg(unix)]
    terminate: Signal,
    #[cfg(unix)]
    interrupt: Signal,
}

impl Ends {
    /// Listens from now on.
    pub(super) fn new() -> std::io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            terminate: signal(SignalKind::terminate())?,
            #[cfg(unix)]
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits for one.
    #[cfg(unix)]
    pub(super) async fn asked(&mut self) -> std::io::Result<()> {
        tokio::select! {
            _ = self.terminate.recv() => Ok(()),
            _ = self.interrupt.recv() => Ok(()),
        }
    }

    /// Waits for one.
    #[cfg(not(unix))]
    pub(super) async fn asked(&mut self) -> std::io::Result<()> {
        tokio::signal::ctrl_c().await
    }
}

/// The signs to read the configuration again. From when it is there, they don't end the program.
pub(super) struct Hangups {
    #[cfg(unix)]
    signal: Signal,
}

impl Hangups {
    /// Listens from now on.
    pub(super) fn new() -> std::io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            signal: signal(SignalKind::hangup())?,
        })
    }

    /// Waits for the next one; for ever, where the system has none.
    pub(super) async fn next(&mut self) {
        #[cfg(unix)]
        if self.signal.recv().await.is_some() {
            return;
        }
        std::future::pending().await
    }
}
