//! The program's pages for people: an account is added, and whoever has it signs in.

use std::{
    path::Path,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use reqwest::{Client, StatusCode, header, redirect::Policy};
use totp_rs::{Builder, Secret};

use super::running::{Running, SITE, init, run, with_people};

/// What browsers show, wherever the test's port is.
const ORIGIN: &str = "http://127.0.0.1:8090";

/// Long enough for what must come, on a machine with other work.
const SOON: Duration = Duration::from_secs(30);

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

#[tokio::test]
async fn an_account_that_the_program_adds_signs_in_at_the_program_s_pages() {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path());
    with_people(folder.path());
    let data = folder.path().join(SITE).join("desk");
    let (password, secret) = added(&data);
    let list = run(&["staff", "list", "--data"], &[&data]);
    assert_eq!(String::from_utf8(list.stdout).unwrap(), "marta  agent  marta  password and code\n");
    let picture = |name: &str| run(&["staff", "picture", "marta", name, "--data"], &[&data]);
    assert!(!picture("https://evil.example/marta").status.success());
    assert!(picture("marta.webp").status.success());
    let list = String::from_utf8(run(&["staff", "list", "--data"], &[&data]).stdout).unwrap();
    assert_eq!(list, "marta  agent  marta  marta.webp  password and code\n");
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
