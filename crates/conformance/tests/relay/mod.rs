//! The reference relay on a free port, with something published; it can be made to misbehave.
#![allow(dead_code, reason = "each test program takes what it needs")]

use std::path::PathBuf;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn},
    response::Response,
};
use getrandom::{SysRng, rand_core::UnwrapErr};
use serde_json::json;
use sigilo_backend::{Clock, relay};
use sigilo_protocol::{
    DhSecret, Hash, KemSecret, Manifest, Pins, PolicyRef, Prekey, Recipient, Role, SigningKey, b64u,
};
use tempfile::TempDir;
use tokio::net::TcpListener;

pub(crate) const SITE: &str = "insurer.example";
pub(crate) const WIDGET: &str = "https://widget.insurer.example";
const TEXT: &str = r#"{"v":1,"lang":"en"}"#;

/// What was asked, as far as a broken rule looks at it.
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: String,
}

/// An answer that can still be changed.
pub(crate) struct Given {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// A rule that a backend breaks.
pub(crate) type Rewrite = fn(&Asked, &mut Given);

/// A relay that listens until this is dropped with its runtime.
pub(crate) struct Served {
    pub(crate) base: String,
    /// `http://host`
    pub(crate) origin: String,
    pub(crate) identity: SigningKey,
    /// The recipient `echo`.
    pub(crate) recipient: SigningKey,
    pub(crate) kem: KemSecret,
    pub(crate) dh: DhSecret,
    pub(crate) folder: TempDir,
}

impl Served {
    pub(crate) async fn start(rewrite: Option<Rewrite>) -> Self {
        let mut rng = UnwrapErr(SysRng);
        let identity = SigningKey::generate(&mut rng);
        let folder = tempfile::tempdir().unwrap();
        let pins = Pins::parse(&identity.public().thumbprint().to_string()).unwrap();
        let site = relay::Site { site: SITE.into(), pins, widget_origins: vec![WIDGET.into()] };
        let database = folder.path().join("relay.sqlite");
        let config = relay::Config { sites: vec![site], database, ..relay::Config::default() };
        let app = relay::app(relay::Relay::open(config).unwrap());
        let app = match rewrite {
            Some(rewrite) => misbehaving(app, rewrite),
            None => app,
        };
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        let served = Self {
            base: format!("{origin}/v1/sites/{SITE}"),
            origin,
            identity,
            recipient: SigningKey::generate(&mut rng),
            kem: KemSecret::generate(&mut rng),
            dh: DhSecret::generate(&mut rng),
            folder,
        };
        served.publish().await;
        served
    }

    pub(crate) fn pin(&self) -> String {
        self.identity.public().thumbprint().to_string()
    }

    /// The identity key in a file, as the kit reads it.
    pub(crate) fn identity_file(&self) -> PathBuf {
        let path = self.folder.path().join("identity.json");
        let key = json!({"identity": b64u(self.identity.to_bytes().as_slice())});
        std::fs::write(&path, key.to_string()).unwrap();
        path
    }

    async fn publish(&self) {
        let policy = json!({"v": 1, "texts": {"en": Hash::of(TEXT.as_bytes())}}).to_string();
        let now = Clock::system().now();
        let (kem, dh) = (self.kem.public(), self.dh.public());
        let manifest = Manifest {
            site: SITE.into(),
            key: self.identity.public(),
            origins: vec!["https://insurer.example".into()],
            ver: 1,
            iat: now,
            exp: now + 3_600,
            recipients: vec![Recipient {
                id: "echo".into(),
                role: Role::Bot,
                name: "Echo".into(),
                sig: Some(self.recipient.public()),
                pre: vec![Prekey::new("k1", kem, Some(dh), now + 3_600)],
                via: None,
            }],
            policy: PolicyRef { id: "p1".into(), hash: Hash::of(policy.as_bytes()) },
            ws: true,
            log: None,
        };
        let body = json!({"manifest": manifest.sign(&self.identity), "documents": [policy, TEXT]});
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let put = http.put(format!("{}/manifest", self.base)).json(&body).send();
        assert!(put.await.unwrap().status().is_success());
    }
}

impl Given {
    /// Whether it is the problem of this code.
    pub(crate) fn says(&self, code: &str) -> bool {
        String::from_utf8_lossy(&self.body).contains(&format!("urn:sigilo:problem:{code}\""))
    }

    pub(crate) fn become_json(&mut self, status: u16, json: &str) {
        self.status = StatusCode::from_u16(status).unwrap();
        self.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.body = json.into();
    }

    pub(crate) fn replace(&mut self, from: &str, to: &str) {
        self.body = String::from_utf8_lossy(&self.body).replace(from, to).into();
    }
}

/// The relay behind somebody who changes its answers; sockets pass as they are.
fn misbehaving(app: Router, rewrite: Rewrite) -> Router {
    app.layer(from_fn(move |request: Request, next: Next| async move {
        let asked = Asked {
            method: request.method().clone(),
            path: request.uri().path().into(),
            query: request.uri().query().unwrap_or_default().into(),
        };
        let answer = next.run(request).await;
        if answer.status() == StatusCode::SWITCHING_PROTOCOLS {
            return answer;
        }
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let mut given = Given { status: parts.status, headers: parts.headers, body };
        rewrite(&asked, &mut given);
        given.headers.remove(header::CONTENT_LENGTH);
        let mut answer = Response::new(Body::from(given.body));
        *answer.status_mut() = given.status;
        *answer.headers_mut() = given.headers;
        answer
    }))
}
