//! A deployment that is right, and one fault after the other planted in it.

use std::{collections::BTreeMap, fs};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use sigilo_protocol::{Bytes, Hash, Manifest, PolicyRef, Prekey, Recipient, Role, SigningKey};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::watch};

use super::*;
use crate::{
    serve::{Certificates, Gate, Server},
    settings::Tls,
};

const PAGE: &str = "https://www.shop.example";
const POLICY: &str = r#"{"v":2}"#;
const DAY: u64 = 24 * 3_600;

/// Status, headers, body.
type File = (u16, Vec<(&'static str, String)>, String);

/// What is sent, which a test may change.
#[derive(Clone)]
struct Sent {
    /// By path.
    files: BTreeMap<String, File>,
    /// Whom the relay allows; an empty text allows nobody, `echo` everybody.
    allowed: String,
    /// Whether the relay knows preflights.
    preflights: bool,
}

/// A manifest to be signed, and the certificate's end.
struct Plan {
    manifest: Manifest,
    signer: SigningKey,
    end: i32,
    host: &'static str,
    hsts_seconds: u64,
    clock_ahead: u64,
    /// Whether the certificate is known to who looks.
    trusted: bool,
    has_tls: bool,
    change: fn(&mut Sent, relay: &str),
}

fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32]).unwrap()
}

fn now() -> u64 {
    Clock::system().now()
}

impl Plan {
    fn good() -> Self {
        let point = Bytes(key(3).public().point());
        let manifest = Manifest {
            site: "shop.example".into(),
            key: key(1).public(),
            origins: vec![PAGE.into()],
            ver: 1,
            iat: now(),
            exp: now() + 3 * DAY,
            recipients: vec![Recipient {
                id: "bot".into(),
                role: Role::Bot,
                name: "Bot".into(),
                sig: Some(key(3).public()),
                pre: vec![Prekey::new("k1", point, Some(point), now() + 7 * DAY)],
                via: None,
            }],
            policy: PolicyRef { id: "p".into(), hash: Hash::of(POLICY.as_bytes()) },
            ws: true,
            log: None,
        };
        Self {
            manifest,
            signer: key(1),
            end: 4000,
            host: "localhost",
            hsts_seconds: 31_536_000,
            clock_ahead: 0,
            trusted: true,
            has_tls: true,
            change: |_, _| {},
        }
    }

    /// What is found in it.
    async fn findings(self) -> Vec<Finding> {
        let folder = tempfile::tempdir().unwrap();
        let (files, ca) = self.certify(&folder);
        let tls = self.has_tls.then(|| Certificates::open(&files).unwrap().acceptor().unwrap());
        let scheme = if self.has_tls { "https" } else { "http" };
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let clear = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let at = |listener: &TcpListener, scheme| {
            let port = listener.local_addr().unwrap().port();
            Url::parse(&format!("{scheme}://localhost:{port}")).unwrap()
        };
        let (url, clear_url) = (at(&listener, scheme), at(&clear, "http"));
        let relay = origin(&url);
        let mut sent = self.sent(&relay);
        (self.change)(&mut sent, &relay);
        let app = Router::new().fallback(answer).with_state(sent);
        let (_stop, stopped) = watch::channel(false);
        let gate = Gate { hsts_seconds: self.hsts_seconds, ..Gate::default() };
        let server = Server { listeners: vec![listener], tls, app: app.clone(), gate };
        tokio::spawn(server.run(stopped.clone()));
        let gate = Gate::default();
        tokio::spawn(Server { listeners: vec![clear], tls: None, app, gate }.run(stopped));
        let ahead = self.clock_ahead;
        examine(&Question {
            widget: Some(url.clone()),
            url,
            site: "shop.example".into(),
            pin: Some(key(1).public().thumbprint().to_string()),
            clear: Some(clear_url),
            ca: self.trusted.then_some(ca),
            clock: Clock::new(move || now() + ahead),
        })
        .await
    }

    fn certify(&self, folder: &TempDir) -> (Tls, PathBuf) {
        let pair = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([self.host.to_owned()]).unwrap();
        params.not_after = date_time_ymd(self.end, 1, 1);
        let certificate = params.self_signed(&pair).unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("chain.pem"), certificate.pem()).unwrap();
        fs::write(at("key.pem"), pair.serialize_pem()).unwrap();
        let files = Tls { certificate: at("chain.pem"), key: at("key.pem"), hsts_seconds: 0 };
        (files, at("chain.pem"))
    }

    fn sent(&self, relay: &str) -> Sent {
        let nosniff = || ("x-content-type-options", "nosniff".to_owned());
        let site = "/v1/sites/shop.example";
        let csp = format!(
            "default-src 'none'; script-src 'self'; connect-src 'self' {relay}; \
             require-trusted-types-for 'script'; frame-ancestors {PAGE}"
        );
        let html = vec![
            ("content-type", "text/html".to_owned()),
            nosniff(),
            ("content-security-policy", csp),
        ];
        let script = ("content-type", "text/javascript".to_owned());
        let embed = vec![script, ("access-control-allow-origin", "*".to_owned())];
        let jws = self.manifest.sign(&self.signer);
        let policy = format!("{site}/policies/{}", self.manifest.policy.hash);
        let redirect = vec![("location", format!("{relay}/"))];
        let files = [
            (format!("{site}/manifest"), (200, vec![nosniff()], jws)),
            (policy, (200, vec![], POLICY.to_owned())),
            ("/index.html".into(), (200, html, String::new())),
            ("/embed.js".into(), (200, embed, String::new())),
            ("/".into(), (308, redirect, String::new())),
        ];
        Sent { files: files.into(), allowed: relay.into(), preflights: true }
    }
}

async fn answer(State(sent): State<Sent>, request: Request) -> Response {
    let mut response = Response::new(Body::empty());
    let path = request.uri().path();
    let asks = request.headers().get(header::ORIGIN).map(|own| own.to_str().unwrap().to_owned());
    if path.starts_with("/v1/")
        && let Some(asks) = asks
        && (sent.allowed == "echo" || sent.allowed == asks)
    {
        let allow = HeaderValue::try_from(asks).unwrap();
        response.headers_mut().insert("access-control-allow-origin", allow);
        if request.method() == "OPTIONS" && sent.preflights {
            let names = HeaderValue::from_static("authorization,content-type");
            response.headers_mut().insert("access-control-allow-headers", names);
        }
    }
    match sent.files.get(path) {
        None if request.method() == "OPTIONS" => {}
        None => *response.status_mut() = StatusCode::NOT_FOUND,
        Some((status, headers, body)) => {
            *response.status_mut() = StatusCode::from_u16(*status).unwrap();
            for (name, value) in headers {
                response.headers_mut().insert(*name, HeaderValue::try_from(value).unwrap());
            }
            *response.body_mut() = Body::from(body.clone());
        }
    }
    response
}

fn bad(findings: &[Finding]) -> Vec<(&'static str, Level)> {
    let bad = findings.iter().filter(|own| own.level != Level::Fine);
    bad.map(|own| (own.check, own.level)).collect()
}

#[tokio::test]
async fn a_deployment_that_is_right_has_no_finding_but_fine_ones() {
    let findings = Plan::good().findings().await;
    assert_eq!(bad(&findings), [], "{findings:#?}");
    for check in [
        "tls",
        "redirect",
        "hsts",
        "nosniff",
        "clock",
        "cors",
        "cors-strangers",
        "manifest",
        "prekey",
        "policy",
        "csp",
        "frame-ancestors",
        "embed",
    ] {
        assert!(findings.iter().any(|own| own.check == check), "{check} was not looked at");
    }
}

/// Plants a fault and sees it found, with a remedy.
async fn planted(plan: Plan, check: &'static str, level: Level) {
    let findings = plan.findings().await;
    let found = findings.iter().find(|own| own.check == check && own.level == level);
    let found = found.unwrap_or_else(|| panic!("{check} is not among {findings:#?}"));
    assert!(found.remedy.ends_with('.') || found.remedy.contains("--"), "{found:?}");
}

#[tokio::test]
async fn each_fault_of_tls_is_found() {
    let of = |change: fn(&mut Plan)| {
        let mut plan = Plan::good();
        change(&mut plan);
        plan
    };
    planted(of(|own| own.end = 2020), "tls", Level::Fault).await;
    planted(of(|own| own.host = "elsewhere.example"), "tls", Level::Fault).await;
    planted(of(|own| own.trusted = false), "tls", Level::Fault).await;
    planted(of(|own| own.has_tls = false), "tls", Level::Warning).await;
    planted(of(|own| own.hsts_seconds = 0), "hsts", Level::Fault).await;
    planted(of(|own| own.hsts_seconds = 60), "hsts", Level::Warning).await;
    planted(of(|own| own.clock_ahead = 3_600), "clock", Level::Fault).await;
    planted(of(|own| own.clock_ahead = 60), "clock", Level::Warning).await;
}

#[tokio::test]
async fn each_fault_of_the_manifest_is_found() {
    let of = |change: fn(&mut Plan)| {
        let mut plan = Plan::good();
        change(&mut plan);
        plan
    };
    planted(
        of(|own| (own.signer, own.manifest.key) = (key(9), key(9).public())),
        "manifest",
        Level::Fault,
    )
    .await;
    planted(of(|own| own.signer = key(9)), "manifest", Level::Fault).await;
    planted(
        of(|own| (own.manifest.iat, own.manifest.exp) = (now() - 2 * DAY, now() - DAY)),
        "manifest",
        Level::Fault,
    )
    .await;
    planted(of(|own| own.manifest.exp = now() + 3_600), "manifest", Level::Warning).await;
    planted(of(|own| own.manifest.site = "other.example".into()), "manifest", Level::Fault).await;
    planted(of(|own| own.manifest.origins.clear()), "origins", Level::Fault).await;
    planted(of(|own| own.manifest.recipients[0].pre[0].exp = now() - 1), "prekey", Level::Fault)
        .await;
    planted(
        of(|own| own.manifest.recipients[0].pre[0].exp = now() + DAY),
        "prekey",
        Level::Warning,
    )
    .await;
}

#[tokio::test]
async fn each_fault_of_headers_and_files_is_found() {
    let set = |change: fn(&mut Sent, &str)| Plan { change, ..Plan::good() };
    fn csp(sent: &mut Sent, from: &str, to: &str) {
        let (_, headers, _) = sent.files.get_mut("/index.html").unwrap();
        for (_, value) in headers.iter_mut().filter(|(name, _)| name.ends_with("policy")) {
            assert!(value.contains(from));
            *value = value.replace(from, to);
        }
    }
    fn bare(sent: &mut Sent, path: &str, header: &str) {
        sent.files.get_mut(path).unwrap().1.retain(|(name, _)| *name != header);
    }
    let manifest = "/v1/sites/shop.example/manifest";
    assert!(Plan::good().sent("x").files.contains_key(manifest));
    for (change, check, level) in [
        (set(|sent, _| sent.allowed.clear()), "cors", Level::Fault),
        (set(|sent, _| sent.preflights = false), "cors", Level::Fault),
        (set(|sent, _| sent.allowed = "echo".into()), "cors-strangers", Level::Fault),
        (
            set(|sent, _| sent.files.retain(|path, _| !path.ends_with("/manifest"))),
            "manifest",
            Level::Fault,
        ),
        (
            set(|sent, _| sent.files.retain(|path, _| !path.contains("policies"))),
            "policy",
            Level::Fault,
        ),
        (
            set(|sent, _| bare(sent, "/v1/sites/shop.example/manifest", "x-content-type-options")),
            "nosniff",
            Level::Fault,
        ),
        (set(|sent, _| sent.files.get_mut("/").unwrap().0 = 200), "redirect", Level::Fault),
        (set(|sent, _| sent.files.retain(|path, _| path != "/index.html")), "widget", Level::Fault),
        (set(|sent, _| bare(sent, "/index.html", "content-security-policy")), "csp", Level::Fault),
        (set(|sent, relay| csp(sent, relay, "https://other.example")), "csp", Level::Fault),
        (
            set(|sent, _| csp(sent, "script-src 'self'", "script-src 'unsafe-inline'")),
            "csp",
            Level::Fault,
        ),
        (set(|sent, _| csp(sent, "require-trusted-types-for", "x")), "csp", Level::Warning),
        (
            set(|sent, _| {
                csp(sent, "frame-ancestors https://www.shop.example", "frame-ancestors *")
            }),
            "frame-ancestors",
            Level::Fault,
        ),
        (
            set(|sent, _| csp(sent, "; frame-ancestors https://www.shop.example", "")),
            "frame-ancestors",
            Level::Fault,
        ),
        (set(|sent, _| csp(sent, PAGE, "https://other.example")), "frame-ancestors", Level::Fault),
        (
            set(|sent, _| csp(sent, PAGE, "https://www.shop.example https://other.example")),
            "frame-ancestors",
            Level::Warning,
        ),
        (
            set(|sent, _| {
                sent.files
                    .get_mut("/index.html")
                    .unwrap()
                    .1
                    .push(("x-frame-options", "DENY".into()))
            }),
            "frame-ancestors",
            Level::Fault,
        ),
        (
            set(|sent, _| bare(sent, "/embed.js", "access-control-allow-origin")),
            "embed",
            Level::Fault,
        ),
        (set(|sent, _| sent.files.retain(|path, _| path != "/embed.js")), "embed", Level::Fault),
    ] {
        planted(change, check, level).await;
    }
}

#[tokio::test]
async fn where_nothing_answers_that_is_said() {
    let url = Url::parse("https://localhost:1").unwrap();
    let question = Question {
        url,
        site: "shop.example".into(),
        widget: None,
        pin: None,
        clear: None,
        ca: None,
        clock: Clock::system(),
    };
    let found = bad(&examine(&question).await);
    assert_eq!(found, [("tls", Level::Fault), ("relay", Level::Fault)]);
}
