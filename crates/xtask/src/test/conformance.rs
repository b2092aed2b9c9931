//! The conformance kit on what we ship: the backend as a program, the recipient in Python, and the
//! description of the API, by which schemathesis asks the same backend what nobody thought of.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result};

use super::Extent;
use crate::conformance;
use crate::machine::python;
use crate::paths::{root, target};
use crate::run::run;
use crate::toolchain::cargo;

/// Where the widget's files would be; nobody fetches them.
const WIDGET: &str = "http://widget.example";

pub(super) fn check(_: &Extent) -> Result<()> {
    let python = python::ready()?;
    let openapi = root().join("docs/openapi.json");
    run(Command::new(&python).args(["-m", "openapi_spec_validator"]).arg(openapi))?;
    let mut tests = cargo();
    tests.args(["test", "--locked", "-p", "sigilo-conformance", "--", "--include-ignored"]);
    run(tests.env("SIGILO_PYTHON", python))?;
    run(cargo().args(["build", "--locked", "-p", "sigilo-backend"]))?;
    let data = target()?.join("conformance");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    let mut backend = Backend::start(&data)?;
    let base = backend.base()?;
    let identity = data.join("desk/keys.json");
    let words = ["--backend", &base, "--identity", &identity.to_string_lossy(), "--origin", WIDGET];
    conformance::command(&words.map(Into::into))?;
    describe(&python, &data, &base)
}

/// What schemathesis looks at: no failure of the backend, and no answer that the description lacks.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_headers_conformance,response_schema_conformance";

/// Requests made up from the description, right and wrong, and the answers held against it.
fn describe(python: &Path, data: &Path, base: &str) -> Result<()> {
    let (origin, site) = base.split_once("/v1/sites/").context("the base has no site")?;
    let config = data.join("schemathesis.toml");
    fs::write(&config, format!("[parameters]\n\"path.site\" = \"{site}\"\n"))?;
    let mut ask = Command::new(python.with_file_name("schemathesis"));
    ask.arg("--config-file").arg(&config).arg("run").arg(root().join("docs/openapi.json"));
    ask.args(["--url", origin, "--checks", CHECKS, "--phases", "coverage,fuzzing"]);
    ask.args(["--max-examples", "50", "--request-timeout", "60", "--warnings", "off"]);
    run(ask.current_dir(data))
}

/// The demo's backend on free ports; ends when dropped. What it says is kept open until then: a
/// pipe that nobody holds would end it.
struct Backend {
    process: Child,
    says: BufReader<ChildStdout>,
}

impl Backend {
    fn start(data: &Path) -> Result<Self> {
        let mut backend = Command::new(target()?.join("debug/sigilo-backend"));
        backend.args(["demo", "--port", "0", "--widget-url", WIDGET, "--data"]).arg(data);
        // Its desk complains of what the kit invents, and of not being the recipient any more.
        backend.env("RUST_LOG", "error");
        let mut process = backend.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let says = process.stdout.take().context("the backend has no output")?;
        Ok(Self { process, says: BufReader::new(says) })
    }

    /// The site's base, once it says where it listens.
    fn base(&mut self) -> Result<String> {
        let mut lines = self.says.by_ref().lines();
        let relay = lines.find_map(|line| match line {
            Ok(line) => line.strip_prefix("relay ").map(|address| Ok(address.trim().to_owned())),
            Err(error) => Some(Err(error)),
        });
        let relay = relay.transpose()?;
        let relay = relay.context("the backend ended before it listened")?;
        Ok(format!("{relay}/v1/sites/seguros-aurora.example"))
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        // One that has ended already can't be killed, and need not be.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
