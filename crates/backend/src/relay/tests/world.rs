//! A relay with one site, its keys, and a clock that the test moves.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode},
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use sigilo_protocol::{
    Bytes, ConvId, Hash, Manifest, Pins, PolicyRef, Prekey, Recipient, Role, SigningKey, b64u,
    token_signing_input,
};
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::openapi;
use crate::{
    Clock,
    events::{Events, Heard, Listener},
    relay::{Config, Relay, Site, app, limits},
    storage::RelayStorage,
};

pub(super) const SITE: &str = "insurer.example";
pub(super) const BASE: &str = "/v1/sites/insurer.example";
pub(super) const WIDGET: &str = "https://chat.insurer.example";
pub(super) const NOW: u64 = 1_800_000_000;
pub(super) const CONV: ConvId = Bytes([7; 16]);

pub(super) struct World {
    pub(super) app: Router,
    pub(super) relay: Arc<Relay>,
    pub(super) folder: TempDir,
    /// What the relay has told.
    pub(super) heard: Arc<Heard>,
    time: Arc<AtomicU64>,
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

/// The same key each time for one number.
pub(super) fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32]).unwrap()
}

pub(super) fn identity() -> SigningKey {
    key(1)
}

pub(super) fn next_identity() -> SigningKey {
    key(2)
}

pub(super) fn bot() -> SigningKey {
    key(3)
}

pub(super) fn visitor() -> SigningKey {
    key(4)
}

pub(super) const TEXT: &str = r#"{"v":1,"lang":"en"}"#;

pub(super) fn policy() -> String {
    json!({"v": 1, "texts": {"en": Hash::of(TEXT.as_bytes())}}).to_string()
}

pub(super) fn manifest(ver: u64) -> Manifest {
    let point = Bytes(bot().public().point());
    Manifest {
        site: SITE.into(),
        key: identity().public(),
        origins: vec!["https://insurer.example".into()],
        ver,
        iat: NOW,
        exp: NOW + 72 * 3_600,
        recipients: vec![Recipient {
            id: "bot".into(),
            role: Role::Bot,
            name: "Assistant".into(),
            sig: Some(bot().public()),
            pre: vec![Prekey::new("k1", point, Some(point), NOW + 3_600)],
            via: None,
        }],
        policy: PolicyRef { id: "p1".into(), hash: Hash::of(policy().as_bytes()) },
        ws: false,
        log: None,
    }
}

pub(super) fn config(database: PathBuf, clock: Clock) -> Config {
    let pins = [identity(), next_identity()].map(|key| key.public().thumbprint().to_string());
    let site = Site {
        site: SITE.into(),
        pins: Pins::parse(&pins.join(" ")).unwrap(),
        widget_origins: vec![WIDGET.into()],
    };
    let other = Site { site: "other.example".into(), widget_origins: vec![], ..site.clone() };
    Config { sites: vec![site, other], database, clock, ..Config::default() }
}

impl World {
    /// A relay where nothing was published.
    pub(super) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let time = Arc::new(AtomicU64::new(NOW));
        let heard = Arc::default();
        let relay = Self::open(&folder, &time, &heard);
        Self { app: app(relay.clone()), relay, folder, heard, time }
    }

    /// A relay with the manifest of version 1.
    pub(super) async fn published() -> Self {
        let world = Self::empty();
        let answer = world.publish(&manifest(1).sign(&identity()), &[&policy(), TEXT]).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        world
    }

    /// The same, with these limits.
    pub(super) async fn limited(limits: limits::Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let time = Arc::new(AtomicU64::new(NOW));
        let heard = Arc::<Heard>::default();
        let relay = Relay::open(Config { limits, ..Self::config(&folder, &time, &heard) }).unwrap();
        let world = Self { app: app(relay.clone()), relay, folder, heard, time };
        let answer = world.publish(&manifest(1).sign(&identity()), &[&policy(), TEXT]).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        world
    }

    /// The relay after a restart.
    pub(super) fn restarted(self) -> Self {
        let relay = Self::open(&self.folder, &self.time, &self.heard);
        Self { app: app(relay.clone()), relay, ..self }
    }

    /// The relay after a restart, with other settings.
    pub(super) fn stored(self, storage: RelayStorage, heard: Arc<Heard>) -> Self {
        let time = self.time.clone();
        let clock = Clock::new(move || time.load(Ordering::SeqCst));
        let config = config(self.folder.path().join("relay.sqlite"), clock);
        let events = Events::to([heard as Arc<dyn Listener>]);
        let relay = Relay::open(Config { storage, events, ..config }).unwrap();
        Self { app: app(relay.clone()), relay, ..self }
    }

    fn open(folder: &TempDir, time: &Arc<AtomicU64>, heard: &Arc<Heard>) -> Arc<Relay> {
        Relay::open(Self::config(folder, time, heard)).unwrap()
    }

    fn config(folder: &TempDir, time: &Arc<AtomicU64>, heard: &Arc<Heard>) -> Config {
        let time = time.clone();
        let clock = Clock::new(move || time.load(Ordering::SeqCst));
        let config = config(folder.path().join("relay.sqlite"), clock);
        let events = Events::to([heard.clone() as Arc<dyn Listener>]);
        Config { events, ..config }
    }

    pub(super) fn pass(&self, seconds: u64) {
        self.time.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Answer {
        answer(self.app.clone(), request).await
    }

    pub(super) async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        self.send(get_request(path, token)).await
    }

    pub(super) async fn post(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.send(json_request("POST", path, body)).await
    }

    pub(super) async fn erase(&self, conv: ConvId, token: Option<&str>) -> Answer {
        let mut request = get_request(&format!("{BASE}/conversations/{conv}"), token);
        *request.method_mut() = Method::DELETE;
        self.send(request).await
    }

    pub(super) async fn publish(&self, manifest: &str, documents: &[&str]) -> Answer {
        let body = json!({"manifest": manifest, "documents": documents}).to_string();
        self.send(json_request("PUT", &format!("{BASE}/manifest"), body)).await
    }

    pub(super) async fn nonce(&self) -> String {
        let answer = self.post(&format!("{BASE}/nonces"), "").await;
        assert_eq!(answer.status, StatusCode::CREATED);
        answer.json()["nonce"].as_str().unwrap().into()
    }

    pub(super) async fn token(&self, key: &SigningKey) -> String {
        let nonce = self.nonce().await;
        let answer = self.post(&format!("{BASE}/tokens"), proof(&nonce, key)).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        answer.json()["token"].as_str().unwrap().into()
    }

    pub(super) async fn post_envelope(&self, draft: &Draft) -> Answer {
        self.post(&conversation(draft.conv), draft.json()).await
    }
}

impl Answer {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts a problem in its whole form.
    #[track_caller]
    pub(super) fn is_problem(&self, status: u16, code: &str) {
        let text = String::from_utf8_lossy(&self.body);
        assert_eq!(self.header("content-type"), "application/problem+json", "{text}");
        let problem = self.json();
        assert_eq!(problem["type"], format!("urn:sigilo:problem:{code}"));
        assert_eq!(
            (problem["status"].as_u64(), self.status.as_u16()),
            (Some(status.into()), status)
        );
        assert!(problem["title"].as_str().is_some_and(|title| title.ends_with('.')));
    }
}

/// An envelope to be: the relay looks at its header and signature, and never further.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) signer: u8,
    pub(super) owner: String,
    pub(super) load: u8,
    pub(super) conv: ConvId,
    pub(super) kind: &'static str,
    pub(super) seq: u64,
    pub(super) content: Vec<u8>,
}

impl Draft {
    pub(super) fn hello() -> Self {
        let owner = visitor().public().thumbprint().to_string();
        let content = b"sealed".to_vec();
        Self { signer: 4, owner, load: 1, conv: CONV, kind: "hello", seq: 1, content }
    }

    pub(super) fn message(seq: u64) -> Self {
        Self { kind: "msg", seq, ..Self::hello() }
    }

    pub(super) fn answer(seq: u64) -> Self {
        Self { signer: 3, owner: "bot".into(), ..Self::message(seq) }
    }

    /// Of the visitor whose key has this number.
    pub(super) fn by(self, number: u8) -> Self {
        let owner = key(number).public().thumbprint().to_string();
        Self { signer: number, owner, ..self }
    }

    pub(super) fn json(&self) -> String {
        let signer = key(self.signer);
        let mut header = json!({
            "v": 1, "suite": sigilo_protocol::SUITE, "t": self.kind, "conv": self.conv,
            "from": format!("{}:{}", self.owner, b64u(&[self.load; 8])), "seq": self.seq,
            "prev": Hash::of(b""), "rcpt": ["bot"], "mh": Hash::of(b""), "kc": Hash::of(b""), "ts": NOW,
        });
        if self.kind == "hello" {
            header["vsk"] = serde_json::to_value(signer.public()).unwrap();
            header["hello"] = json!([{"to": "bot", "kid": "k1", "box": "AAAA"}]);
        }
        let (p, c) = (b64u(header.to_string().as_bytes()), b64u(&self.content));
        let w = "bot~AAAA";
        let s = signer.sign(format!("SIG1.{p}.{w}.{c}").as_bytes());
        json!({"p": p, "w": [w], "c": c, "s": s}).to_string()
    }
}

pub(super) fn conversation(conv: ConvId) -> String {
    format!("{BASE}/conversations/{conv}/envelopes")
}

pub(super) fn proof(nonce: &str, key: &SigningKey) -> String {
    let sig = key.sign(&token_signing_input(SITE, nonce));
    json!({"nonce": nonce, "jwk": key.public(), "sig": sig}).to_string()
}

pub(super) fn get_request(path: &str, token: Option<&str>) -> Request<Body> {
    let request = Request::get(path);
    let request = match token {
        Some(token) => request.header("authorization", format!("Bearer {token}")),
        None => request,
    };
    request.body(Body::empty()).unwrap()
}

pub(super) fn json_request(method: &str, path: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::builder().method(method).uri(path);
    request.header("content-type", "application/json").body(body.into()).unwrap()
}

/// An answer, which is held against the description.
pub(super) async fn answer(app: Router, request: Request<Body>) -> Answer {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = app.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes().into();
    let answer = Answer { status: parts.status, headers: parts.headers, body };
    openapi::check(&method, &path, &answer);
    answer
}
