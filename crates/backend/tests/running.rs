//! The program itself: what it refuses, what its log has, and how it ends.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]
#![cfg(all(unix, feature = "demo"))]

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use sigilo_protocol::{Bytes, Hash, SUITE, SigningKey, b64u, token_signing_input};
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest as _};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sigilo-backend");
const SITE: &str = "www.acme.test";

/// What a visitor of the test has typed, as it would be seen if something were not sealed.
const CANARY: &str = "canary-Zx91";

/// Long enough for what must come, on a machine with other work.
const SOON: Duration = Duration::from_secs(30);

fn init(folder: &Path, more: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(["init", "--sector", "health", "--site", SITE, "--owner", "Acme, S.L."])
        .args(["--address", "Calle Mayor, 1", "--contact", "privacy@acme.test"])
        .args(["--phone", "+34 910 000 001", "--listen", "127.0.0.1:0", "--into"])
        .arg(folder)
        .args(more)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// A configuration with `change` made.
fn configuration(folder: &Path, change: impl FnOnce(String) -> String) -> PathBuf {
    let made = init(folder, &[]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let path = folder.join("sigilo.toml");
    let text = fs::read_to_string(&path).unwrap().replace("127.0.0.1:9464", "127.0.0.1:0");
    fs::write(&path, change(text)).unwrap();
    path
}

/// A running program, and where its relay is.
struct Run {
    child: Child,
    url: String,
    metrics: String,
}

impl Run {
    fn start(config: &Path) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["all", "--config"])
            .arg(config)
            .env_remove("RUST_LOG")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut next = |name: &str| {
            let line = lines.next().unwrap().unwrap();
            line.strip_prefix(name).unwrap().trim().to_owned()
        };
        let (url, metrics) = (next("relay"), next("metrics"));
        Self { child, url, metrics }
    }

    /// SIGTERM, and what it had to say.
    fn terminate(mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success(), "it ends well");
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        log
    }
}

fn http() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().timeout(SOON).build().unwrap()
}

/// The hello of a conversation, as a relay looks at it: its header and its signature.
fn hello(key: &SigningKey, conv: Bytes<16>) -> String {
    let from = format!("{}:{}", key.public().thumbprint(), b64u(&[1; 8]));
    let header = json!({
        "v": 1, "suite": SUITE, "t": "hello", "conv": conv, "from": from, "seq": 1,
        "prev": Hash::of(b""), "rcpt": ["bot"], "mh": Hash::of(b""), "kc": Hash::of(b""),
        "ts": 1_800_000_000, "vsk": key.public(), "hello": [{"to": "bot", "kid": "k1", "box": "AAAA"}],
    });
    let (p, c) = (b64u(header.to_string().as_bytes()), b64u(CANARY.as_bytes()));
    let s = key.sign(format!("SIG1.{p}.bot~AAAA.{c}").as_bytes());
    json!({"p": p, "w": ["bot~AAAA"], "c": c, "s": s}).to_string()
}

async fn token(base: &str, key: &SigningKey) -> String {
    let answer = http().post(format!("{base}/nonces")).send().await.unwrap();
    let nonce = answer.json::<Value>().await.unwrap()["nonce"].as_str().unwrap().to_owned();
    let sig = key.sign(&token_signing_input(SITE, &nonce));
    let proof = json!({"nonce": nonce, "jwk": key.public(), "sig": sig});
    let answer = http().post(format!("{base}/tokens")).json(&proof).send().await.unwrap();
    answer.json::<Value>().await.unwrap()["token"].as_str().unwrap().to_owned()
}

#[test]
fn init_prints_the_tag_of_a_module_since_the_embed_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let made = init(&folder.path().join("new"), &[]);
    let said = String::from_utf8(made.stdout).unwrap();
    let tag = said.lines().find_map(|line| line.strip_prefix("Page:   ")).unwrap();
    let begins = r#"<script type="module" src="https://chat.acme.test/embed.js" crossorigin "#;
    assert!(tag.starts_with(begins), "{tag}");
}

#[tokio::test]
async fn a_long_poll_is_answered_at_the_end_and_the_log_has_nothing_of_anybody() {
    let folder = tempfile::tempdir().unwrap();
    let loud = |text: String| {
        let text = text.replace("level = \"info\"", "level = \"debug\"\nnetworks = true");
        text.replace("format = \"text\"", "format = \"json\"")
            .replace("trusted_proxies = []", "trusted_proxies = [\"127.0.0.1\"]")
    };
    let run = Run::start(&configuration(folder.path(), loud));
    let base = format!("{}/v1/sites/{SITE}", run.url);
    let (key, conv) = (SigningKey::from_bytes(&[4; 32]).unwrap(), Bytes([7; 16]));
    let envelopes = format!("{base}/conversations/{conv}/envelopes");
    let post = http().post(&envelopes).header("content-type", "application/json");
    let post = post.header("x-forwarded-for", "203.0.113.77").body(hello(&key, conv));
    assert_eq!(post.send().await.unwrap().status(), 201);
    let bad = http().post(&envelopes).json(&json!({"text": CANARY})).send().await.unwrap();
    assert_eq!(bad.status(), 422);
    let token = token(&base, &key).await;
    // Everything that is there is read; the next look waits.
    let page = http().get(format!("{envelopes}?after=0")).bearer_auth(&token);
    let page = page.send().await.unwrap().json::<Value>().await.unwrap();
    let wait = format!("{envelopes}?after={}&wait=25", page["next"]);
    let waiting = tokio::spawn(http().get(wait).bearer_auth(&token).send());
    let figures = run.metrics.clone();
    let waits = async {
        loop {
            let text = http().get(&figures).send().await.unwrap().text().await.unwrap();
            // The desk waits, too.
            if text.contains("sigilo_waiting_polls 2") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(SOON, waits).await.unwrap();
    let began = Instant::now();
    let log = tokio::task::spawn_blocking(move || run.terminate()).await.unwrap();
    let answer = waiting.await.unwrap().unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.json::<Value>().await.unwrap()["envelopes"], json!([]));
    assert!(began.elapsed() < Duration::from_secs(15), "nobody waits for the poll's end");
    assert!(log.contains(r#""status":201"#) && log.contains("203.0.113.0/24"), "{log}");
    for line in log.lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "not JSON: {line}");
    }
    let owner = key.public().thumbprint().to_string();
    let sealed = b64u(CANARY.as_bytes());
    for secret in [CANARY, &sealed, &token, &conv.to_string(), &owner, "203.0.113.77", "127.0.0.1"]
    {
        assert!(!log.contains(secret), "{secret} is in:\n{log}");
    }
}

#[tokio::test]
async fn a_socket_is_closed_with_1001_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::start(&configuration(folder.path(), |text| text));
    let base = format!("{}/v1/sites/{SITE}", run.url);
    let (key, conv) = (SigningKey::from_bytes(&[5; 32]).unwrap(), Bytes([8; 16]));
    let envelopes = format!("{base}/conversations/{conv}/envelopes");
    let post = http().post(&envelopes).header("content-type", "application/json");
    assert_eq!(post.body(hello(&key, conv)).send().await.unwrap().status(), 201);
    let token = token(&base, &key).await;
    let live = format!("{base}/conversations/{conv}/live").replace("http://", "ws://");
    let mut request = live.into_client_request().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", "sigilo.1".parse().unwrap());
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
    let opening = json!({"token": token, "after": 0}).to_string();
    socket.send(Message::text(opening)).await.unwrap();
    assert!(matches!(socket.next().await, Some(Ok(Message::Text(_)))), "the first page");
    let ending = tokio::task::spawn_blocking(move || run.terminate());
    let closed = loop {
        match socket.next().await.unwrap().unwrap() {
            Message::Close(frame) => break frame.unwrap().code,
            Message::Text(_) | Message::Ping(_) => {}
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(u16::from(closed), 1001);
    // The client's answer lets the relay go.
    while let Some(Ok(_)) = socket.next().await {}
    tokio::time::timeout(SOON, ending).await.unwrap().unwrap();
}

#[test]
fn what_is_wrong_with_a_configuration_is_told_by_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let open = |text: String| text.replace("127.0.0.1:0", "0.0.0.0:0");
    let config = configuration(folder.path(), open);
    for command in ["all", "relay", "desk"] {
        let said = Command::new(PROGRAM).arg(command).arg("--config").arg(&config).output();
        let said = said.unwrap();
        let text = String::from_utf8(said.stderr).unwrap();
        assert!(!said.status.success());
        assert!(text.contains("listen.address") && text.contains("allow_clear = true"), "{text}");
    }
}

#[test]
fn a_right_configuration_is_said_to_be_and_init_asks_nobody_who_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let config = configuration(folder.path(), |text| text);
    let check = Command::new(PROGRAM).args(["all", "--check", "--config"]).arg(config).output();
    assert!(check.unwrap().status.success());
    let mut made = Command::new(PROGRAM);
    let said = made.args(["init", "--sector", "finance"]).stdin(Stdio::null()).output().unwrap();
    assert!(String::from_utf8_lossy(&said.stderr).contains("--site"), "{said:?}");
}

#[tokio::test]
async fn who_is_denied_is_read_again_at_a_hangup_and_a_slip_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let behind =
        |text: String| text.replace("trusted_proxies = []", "trusted_proxies = [\"127.0.0.1\"]");
    let config = configuration(folder.path(), behind);
    let usual = fs::read_to_string(&config).unwrap();
    let run = Run::start(&config);
    let url = format!("{}/v1/sites/{SITE}/nonces", run.url);
    let from = async |address: &str| {
        let post = http().post(&url).header("x-forwarded-for", address);
        post.send().await.unwrap().status().as_u16()
    };
    let hang_up = |text: &str| {
        fs::write(&config, text).unwrap();
        let id = run.child.id().to_string();
        assert!(Command::new("kill").args(["-HUP", &id]).status().unwrap().success());
    };
    let until = async |expected: u16| {
        let wait = async {
            while from("203.0.113.9").await != expected {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(SOON, wait).await.unwrap();
    };
    assert_eq!(from("203.0.113.9").await, 201);
    hang_up(&format!("{usual}\n[limits]\ndeny_addresses = [\"203.0.113.0/24\"]\n"));
    until(403).await;
    assert_eq!(from("198.51.100.1").await, 201, "nobody else");
    hang_up("[limits]\ndeny = 3\n");
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(from("203.0.113.9").await, 403);
    hang_up(&usual);
    until(201).await;
    let log = tokio::task::spawn_blocking(move || run.terminate()).await.unwrap();
    assert!(log.contains("the configuration of before stays"), "{log}");
    let data = folder.path().join(SITE).join("desk");
    let audit = Command::new(PROGRAM).args(["audit", "show", "--data"]).arg(data).output();
    let audit = String::from_utf8(audit.unwrap().stdout).unwrap();
    assert_eq!(audit.matches("admin.config").count(), 2, "{audit}");
}
