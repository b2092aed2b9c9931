//! One world at a time on a machine: the built widget names the ports.

use std::fs::{File, TryLockError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use tokio::sync::{Mutex, MutexGuard};

/// Longer than any world but a hung one lives.
const PATIENCE: Duration = Duration::from_secs(300);

/// Among the tests of this process.
static WITHIN: Mutex<()> = Mutex::const_new(());

/// The right to the ports; given back when dropped, or when the process ends in whatever way.
pub(super) struct Turn {
    _within: MutexGuard<'static, ()>,
    _among: File,
}

impl Turn {
    /// Waits for the worlds of this and of other processes to end.
    pub(super) async fn take() -> Result<Self> {
        let within = WITHIN.lock().await;
        let path = std::env::temp_dir().join("sigilo-e2e.lock");
        let among = File::create(&path).with_context(|| format!("{}", path.display()))?;
        let started = Instant::now();
        loop {
            match among.try_lock() {
                Ok(()) => return Ok(Self { _within: within, _among: among }),
                Err(TryLockError::Error(error)) => return Err(error.into()),
                Err(TryLockError::WouldBlock) if started.elapsed() > PATIENCE => {
                    bail!("another process has held {} for minutes", path.display())
                }
                Err(TryLockError::WouldBlock) => {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }
}
