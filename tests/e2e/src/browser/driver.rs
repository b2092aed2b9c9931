//! chromedriver, as a process of our own.

use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdout, Command};

/// Times that it is started before it is given up.
const ATTEMPTS: u32 = 3;

/// A running driver on a port of its own choice; killed when dropped.
pub(super) struct Driver {
    origin: String,
    _process: Child,
    /// Kept open: the driver ends when it cannot write.
    _output: BufReader<ChildStdout>,
    /// What the driver and its browser leave in the way of temporary files.
    _scratch: TempDir,
}

impl Driver {
    /// Starts the chromedriver that `CHROMEDRIVER` names, or the one on the path.
    pub(super) async fn start() -> Result<Self> {
        // It chooses a port that is free in one family of addresses and now and then taken in the
        // other, and gives up then.
        for _ in 1..ATTEMPTS {
            if let Ok(driver) = Self::try_start().await {
                return Ok(driver);
            }
        }
        Self::try_start().await
    }

    async fn try_start() -> Result<Self> {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let scratch = TempDir::with_prefix("sigilo-driver-")?;
        let mut process = Command::new(&program)
            .arg("--port=0")
            .env("TMPDIR", scratch.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{program} does not start; is chromium-driver installed?"))?;
        let mut output = BufReader::new(process.stdout.take().context("no output")?);
        let (mut line, mut said) = (String::new(), String::new());
        while output.read_line(&mut line).await? > 0 {
            if let Some(port) = port(&line) {
                let origin = format!("http://127.0.0.1:{port}");
                return Ok(Self { origin, _process: process, _output: output, _scratch: scratch });
            }
            said += &line;
            line.clear();
        }
        bail!("{program} ended before it was ready: {said}")
    }

    /// Where it listens.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }
}

/// `ChromeDriver was started successfully on port 40123.`
fn port(line: &str) -> Option<u16> {
    let number = line.split_once("successfully on port ")?.1;
    number.trim_end().trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_port_is_read_from_the_line_that_names_it() {
        let line = "ChromeDriver was started successfully on port 40123.\n";
        assert_eq!(super::port(line), Some(40123));
        assert_eq!(super::port("Only local connections are allowed.\n"), None);
    }
}
