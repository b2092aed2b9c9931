//! The backend against servers that it would meet in production: LiteLLM's proxy, which speaks the
//! chat-completions API, with an answer that it makes up itself (no model fits here); and clamd, with a
//! signature of our own, since its database is nothing to fetch for a test; npm's `oidc-provider`, by which
//! staff sign in. And a client that it would meet: ALTCHA's own library, which solves what the relay asks.

use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::machine::{apt, node, python};
use crate::paths::{on_path, target};
use crate::run::run;
use crate::say::step;
use crate::toolchain::cargo;

/// Long enough for a large Python program on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// What the proxy wants to see.
const KEY: &str = "sk-of-the-tests";

/// Where Debian puts clamd: not everybody's PATH has it.
const DEBIAN: &str = "/usr/sbin/clamd";

/// A server that ends with its test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(super) fn check() -> Result<()> {
    let mut scan = live(&["a_real_clamd"]);
    run(scan.env("SIGILO_CLAMD", clamd()?))?;
    let mut work = live(&["altcha_s_own_library"]);
    work.env("SIGILO_NODE", "node");
    run(work.env("SIGILO_NODE_MODULES", node::packages()?.folder()))?;
    let mut sign_in = live(&["desk::tests::staff::oidc"]);
    run(sign_in.env("SIGILO_NODE_MODULES", node::packages()?.folder()))?;
    bots()
}

fn clamd() -> Result<PathBuf> {
    let find = || {
        on_path(&["clamd"]).or_else(|| Some(DEBIAN.into()).filter(|path: &PathBuf| path.is_file()))
    };
    if find().is_none() {
        apt::install(&["clamav-daemon"], "the scanner that the desk's client is tested against")?;
    }
    find().context("clamav-daemon is installed, and brought no clamd")
}

fn live(names: &[&str]) -> Command {
    let mut live = cargo();
    live.args(["test", "--locked", "-p", "sigilo-backend", "--lib", "--", "--ignored"]);
    live.args(names);
    live
}

fn bots() -> Result<()> {
    let python = python::vendors()?;
    let folder = target()?.join("vendors");
    fs::create_dir_all(&folder)?;
    let (config, log) = (folder.join("litellm.yaml"), folder.join("litellm.log"));
    fs::write(&config, configuration())?;
    fs::write(folder.join("people.py"), PEOPLE)?;
    let port = free_port()?;
    let mut command = Command::new(python.with_file_name("litellm"));
    command.arg("--config").arg(&config).args(["--host", "127.0.0.1", "--telemetry", "False"]);
    command.args(["--port", &port.to_string()]).env("LITELLM_LOCAL_MODEL_COST_MAP", "True");
    let (out, err) = (File::create(&log)?, File::options().append(true).open(&log)?);
    command.stdin(Stdio::null()).stdout(out).stderr(err).current_dir(&folder);
    let mut server = Server(command.spawn().context("LiteLLM's proxy could not be started")?);
    step("Starting LiteLLM's proxy", || wait(&mut server, port))
        .with_context(|| format!("what it said stands in {}", log.display()))?;
    let mut live = live(&["a_real_server_of_the_api", "the_library_of_standard_webhooks"]);
    live.env("SIGILO_LLM_URL", format!("http://127.0.0.1:{port}/v1"));
    live.env("SIGILO_LLM_KEY", KEY).env("SIGILO_LLM_ANSWER", answer());
    run(live.env("SIGILO_LLM_PYTHON", python))
}

fn configuration() -> String {
    let answer = answer();
    let model = |name: &str| {
        format!(
            "  - model_name: {name}\n    litellm_params:\n      model: openai/made-up\n      \
             api_key: none\n      mock_response: \"{answer}\"\n"
        )
    };
    let models = model("answers") + &model("calls");
    format!(
        "model_list:\n{models}litellm_settings:\n  callbacks: people.caller\n\
         general_settings:\n  master_key: {KEY}\n"
    )
}

/// Has the model `calls` call the one tool that it is offered. How that is streamed is the proxy's own.
const PEOPLE: &str = r#"
from litellm.integrations.custom_logger import CustomLogger
from litellm.types.utils import ModelResponse


class Caller(CustomLogger):
    async def async_pre_call_hook(self, user_api_key_dict, cache, data, call_type):
        tools = data.get("tools")
        if data["model"] == "calls" and tools:
            function = {"name": tools[0]["function"]["name"], "arguments": "{}"}
            call = {"id": "call_1", "type": "function", "function": function}
            message = {"role": "assistant", "content": None, "tool_calls": [call]}
            choice = {"index": 0, "finish_reason": "tool_calls", "message": message}
            data["mock_response"] = ModelResponse(choices=[choice])
        return data


caller = Caller()
"#;

/// Long enough to come in many pieces.
fn answer() -> String {
    let sentence = |n: u32| format!("Frase {n}: la franquicia es de {} €.", 150 + n);
    (1..=60).map(sentence).collect::<Vec<_>>().join(" ")
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn wait(server: &mut Server, port: u16) -> Result<()> {
    let since = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if let Some(status) = server.0.try_wait()? {
            bail!("LiteLLM's proxy has ended ({status})");
        }
        if since.elapsed() > PATIENCE {
            bail!("LiteLLM's proxy did not answer in {} s", PATIENCE.as_secs());
        }
        sleep(Duration::from_millis(200));
    }
    Ok(())
}
