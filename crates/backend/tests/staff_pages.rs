//! The program's pages for people: an account is added, and whoever has it signs in.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]
#![cfg(all(unix, feature = "demo"))]

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use reqwest::{Client, StatusCode, header, redirect::Policy};
use totp_rs::{Builder, Secret};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sigilo-backend");
const SITE: &str = "www.acme.test";

/// What browsers show, wherever the test's port is.
const ORIGIN: &str = "http://127.0.0.1:8090";

/// Long enough for what must come, on a machine with other work.
const SOON: Duration = Duration::from_secs(30);

fn run(arguments: &[&str], more: &[&Path]) -> Output {
    let mut program = Command::new(PROGRAM);
    program.args(arguments).args(more).stdin(Stdio::null()).output().unwrap()
}

fn init(folder: &Path) {
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

/// What `init` has written, with its sections of people taken out of their comments.
fn with_people(folder: &Path) {
    let path = folder.join("sigilo.toml");
    let text = fs::read_to_string(&path).unwrap().replace("127.0.0.1:9464", "127.0.0.1:0");
    let (before, after) = text.split_once("# [site.people]").unwrap();
    let after = after.replace("\n# [", "\n[").replace("\n# name", "\nname");
    let after = after.replace("\n# address = \"127.0.0.1:8090\"", "\naddress = \"127.0.0.1:0\"");
    let after = after.replace("\n# origin", "\norigin");
    fs::write(&path, format!("{before}[site.people]{after}")).unwrap();
}

/// The account's password, and its device's secret.
fn added(data: &Path) -> (String, Secret) {
    let made =
        run(&["staff", "add", "marta", "--role", "agent", "--lang", "en", "--data"], &[data]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let told = String::from_utf8(made.stdout).unwrap();
    let line = |name: &str| {
        let line = told.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().to_owned()
    };
    (line("password"), Secret::try_from_base32(line("secret")).unwrap())
}

fn code(secret: Secret) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let totp = Builder::new().with_secret(secret).with_account_name("marta").build().unwrap();
    totp.generate(now).to_string()
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Starts `all`; and where its staff's pages are.
    fn start(config: &Path) -> (Self, String) {
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

    fn terminate(mut self) -> String {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert!(self.0.wait().unwrap().success(), "it ends well");
        let mut log = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        log
    }
}

#[tokio::test]
async fn an_account_that_the_program_adds_signs_in_at_the_program_s_pages() {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path());
    with_people(folder.path());
    let data = folder.path().join(SITE).join("desk");
    let (password, secret) = added(&data);
    let list = run(&["staff", "list", "--data"], &[&data]);
    assert_eq!(String::from_utf8(list.stdout).unwrap(), "marta  agent  marta  password and code\n");
    let (program, url) = Running::start(&folder.path().join("sigilo.toml"));
    let http = Client::builder().no_proxy().timeout(SOON).redirect(Policy::none()).build().unwrap();
    let sign_in = |origin: &'static str, code: String| {
        let form = format!("name=marta&password={password}&code={code}");
        let post = http.post(format!("{url}/sign-in")).header(header::ORIGIN, origin).body(form);
        post.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").send()
    };
    let foreign = sign_in("https://evil.example", code(secret.clone())).await.unwrap();
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    let wrong = sign_in(ORIGIN, "000000".into()).await.unwrap();
    assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
    let entered = sign_in(ORIGIN, code(secret)).await.unwrap();
    assert_eq!(entered.status(), StatusCode::SEE_OTHER);
    let cookie = entered.headers()[header::SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let nobody = http.get(format!("{url}/talks")).send().await.unwrap();
    assert_eq!(nobody.headers()[header::LOCATION], "/sign-in");
    let get = |path: &str| http.get(format!("{url}{path}")).header(header::COOKIE, &cookie).send();
    let talks = get("/talks").await.unwrap();
    assert_eq!(talks.status(), StatusCode::OK);
    assert!(talks.headers().contains_key(header::CONTENT_SECURITY_POLICY));
    assert!(talks.text().await.unwrap().contains("Conversations"));
    // A page that goes on by itself does not hold the end up.
    let mut live = get("/talks/live").await.unwrap();
    assert!(live.chunk().await.unwrap().is_some());
    let began = Instant::now();
    let log = tokio::task::spawn_blocking(|| program.terminate()).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(10), "{log}");
    assert!(!log.contains(&password) && !log.contains("marta"), "{log}");
    // What was done there is in the desk's audit log.
    let audit = run(&["audit", "show", "--data"], &[&data]);
    let audit = String::from_utf8(audit.stdout).unwrap();
    for kind in ["staff.refused", "staff.login", "staff.viewed"] {
        assert!(audit.contains(kind), "{kind} is not in:\n{audit}");
    }
}
