//! A driver, as a process of our own.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, ChildStdout, Command};

use super::{Engine, PATIENCE};

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
    /// Starts the engine's driver, which a variable names, or the one on the path.
    ///
    /// WebKit's processes tell `profile` in their environment, since they don't in their arguments.
    pub(super) async fn start(engine: Engine, profile: &Path) -> Result<Self> {
        // It chooses a port that is free in one family of addresses and now and then taken in the
        // other, and gives up then.
        for _ in 1..ATTEMPTS {
            if let Ok(driver) = Self::try_start(engine, profile).await {
                return Ok(driver);
            }
        }
        Self::try_start(engine, profile).await
    }

    async fn try_start(engine: Engine, profile: &Path) -> Result<Self> {
        let (name, usual) = engine.driver();
        let program = std::env::var(name).unwrap_or_else(|_| usual.into());
        let scratch = TempDir::with_prefix("sigilo-driver-")?;
        // WebKit's takes no port of its own choice, and says nothing.
        let silent = match engine {
            Engine::WebKit => Some(TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port()),
            Engine::Blink | Engine::Gecko => None,
        };
        let mut command = Command::new(&program);
        command.arg(format!("--port={}", silent.unwrap_or_default()));
        match engine {
            Engine::Blink => {}
            Engine::Gecko => {
                command.args(["--websocket-port=0", "--allow-system-access"]);
            }
            Engine::WebKit => {
                command.env("SIGILO_PROFILE", profile);
            }
        }
        let mut process = command
            .env("TMPDIR", scratch.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{program} does not start; is it installed?"))?;
        let mut output = BufReader::new(process.stdout.take().context("no output")?);
        let port = match silent {
            Some(port) => {
                answers(port).await?;
                port
            }
            None => said(&mut output).await.with_context(|| format!("{program} is not ready"))?,
        };
        let origin = format!("http://127.0.0.1:{port}");
        Ok(Self { origin, _process: process, _output: output, _scratch: scratch })
    }

    /// Where it listens.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }
}

/// The port that a driver names once it is ready.
async fn said(output: &mut BufReader<ChildStdout>) -> Result<u16> {
    let (mut line, mut said) = (String::new(), String::new());
    while output.read_line(&mut line).await? > 0 {
        if let Some(port) = port(&line) {
            return Ok(port);
        }
        said += &line;
        line.clear();
    }
    bail!("it ended: {said}")
}

/// Waits until somebody listens there.
async fn answers(port: u16) -> Result<()> {
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        ensure!(started.elapsed() < PATIENCE, "nobody listens on {port}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// `ChromeDriver was started successfully on port 40123.`, `geckodriver INFO Listening on 127.0.0.1:40123`.
fn port(line: &str) -> Option<u16> {
    let marks = ["successfully on port ", "Listening on 127.0.0.1:"];
    let number = marks.iter().find_map(|mark| Some(line.split_once(mark)?.1))?;
    number.trim_end().trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_port_is_read_from_the_line_that_names_it() {
        let line = "ChromeDriver was started successfully on port 40123.\n";
        assert_eq!(super::port(line), Some(40123));
        let line = "1764350000000\tgeckodriver\tINFO\tListening on 127.0.0.1:40123\n";
        assert_eq!(super::port(line), Some(40123));
        assert_eq!(super::port("Only local connections are allowed.\n"), None);
    }
}
