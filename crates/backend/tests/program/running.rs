//! The program, started and stopped.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

pub(super) const PROGRAM: &str = env!("CARGO_BIN_EXE_sigilo-backend");
pub(super) const SITE: &str = "www.acme.test";

pub(super) fn run(arguments: &[&str], more: &[&Path]) -> Output {
    let mut program = Command::new(PROGRAM);
    program.args(arguments).args(more).stdin(Stdio::null()).output().unwrap()
}

pub(super) fn init(folder: &Path) {
    let arguments = [
        "init",
        "--sector",
        "insurance",
        "--site",
        SITE,
        "--owner",
        "Acme, S.L.",
        "--address",
        "Calle Mayor, 1",
        "--contact",
        "privacy@acme.test",
        "--phone",
        "+34 910 000 001",
        "--listen",
        "127.0.0.1:0",
        "--into",
    ];
    let made = run(&arguments, &[folder]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

pub(super) struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// What was started elsewhere.
    pub(super) fn of(child: Child) -> Self {
        Self(child)
    }

    /// Starts `all`; and where its staff's pages are.
    pub(super) fn start(config: &Path) -> (Self, String) {
        let mut program = Command::new(PROGRAM);
        program.args(["all", "--config"]).arg(config).env_remove("RUST_LOG");
        let mut child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines.map(Result::unwrap).find_map(|line| {
            line.strip_prefix("staff")
                .map(|rest| rest.split_whitespace().next().unwrap().to_owned())
        });
        (Self(child), format!("http://{}", address.unwrap()))
    }

    pub(super) fn terminate(mut self) -> String {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert!(self.0.wait().unwrap().success(), "it ends well");
        let mut log = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        log
    }
}

/// What `init` has written, with its sections of people taken out of their comments.
pub(super) fn with_people(folder: &Path) {
    let path = folder.join("sigilo.toml");
    let text = fs::read_to_string(&path).unwrap().replace("127.0.0.1:9464", "127.0.0.1:0");
    let (before, after) = text.split_once("# [site.people]").unwrap();
    let after = after.replace("\n# [", "\n[").replace("\n# name", "\nname");
    let after = after.replace("\n# address = \"127.0.0.1:8090\"", "\naddress = \"127.0.0.1:0\"");
    let after = after.replace("\n# origin", "\norigin");
    fs::write(&path, format!("{before}[site.people]{after}")).unwrap();
}
