//! The process that is killed.

use std::{
    io::{BufRead as _, BufReader, ErrorKind},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{self, Command, Stdio},
    thread,
    time::Duration,
};

use tokio::sync::oneshot;

/// How long a start may take.
const START: Duration = Duration::from_secs(60);

pub(crate) struct Child {
    process: process::Child,
    folder: PathBuf,
    port: u16,
    pub(crate) pin: String,
}

impl Child {
    pub(crate) async fn start(folder: &Path) -> Self {
        Self::start_at(folder, free_ports()).await
    }

    /// Kills it as `kill -9` does, and waits until it is gone.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts it anew where it was.
    pub(crate) async fn again(self) -> Self {
        Self::start_at(&self.folder.clone(), self.port).await
    }

    /// The site's base at the relay.
    pub(crate) fn base(&self) -> String {
        format!("http://127.0.0.1:{}/v1/sites/{}", self.port + 2, sigilo_backend::demo::SITE)
    }

    async fn start_at(folder: &Path, port: u16) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_sigilo-backend"))
            .args([
                "demo",
                "--port",
                &port.to_string(),
                "--widget-url",
                "http://localhost:9",
                "--data",
            ])
            .arg(folder)
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let (found, pin) = oneshot::channel();
        // Reads on when the pin is there: who says something to nobody fails.
        thread::spawn(move || {
            let mut found = Some(found);
            for line in lines.map_while(Result::ok) {
                if let (Some(pin), true) = (line.strip_prefix("pin     "), found.is_some()) {
                    // A test that waits no more has failed.
                    let _ = found.take().unwrap().send(pin.to_owned());
                }
            }
        });
        let pin = tokio::time::timeout(START, pin).await.unwrap().expect("it did not start");
        Self { process, folder: folder.into(), port, pin }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // A test that fails leaves nothing running; one that was killed is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Four ports in a row that nobody has, by either name of this machine.
fn free_ports() -> u16 {
    let is_free_at = |host: &str, port: u16| match TcpListener::bind((host, port)) {
        Err(error) => error.kind() != ErrorKind::AddrInUse,
        Ok(_) => true,
    };
    let is_free = |port: u16| ["127.0.0.1", "::1"].iter().all(|host| is_free_at(host, port));
    let first = || TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let mut firsts = std::iter::repeat_with(first).take(100);
    firsts.find(|first| *first < 65_000 && (0..4).all(|next| is_free(first + next))).unwrap()
}
