//! A visitor: the protocol library and an HTTP client, nothing of the desk.

use getrandom::SysRng;
use rand_core::UnwrapErr;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sigilo_consent::{
    Act, Circumstances, Core, Decision, Policy, Prompt, Shown, Status, receipt_signing_input,
};
use sigilo_protocol::{
    Answering, Body, Content, ConvId, Envelope, FormAnswer, Hash, HelloSent, Open, Opened, Pins,
    PublicKey, ResetReason, Sender, Session, SigningKey, Start, Values, VerifiedManifest, jws,
    random_id, token_signing_input,
};

use crate::Clock;

use super::world::{NOW, SITE, SOON, TEXT, World, core};

pub(super) struct Visitor {
    pub(super) key: SigningKey,
    pub(super) conv: ConvId,
    /// The newest; a hello makes the first, if there is none.
    pub(super) receipt: String,
    pub(super) cursor: u64,
    pub(super) base: String,
    /// Why the desk asked for new hellos.
    pub(super) resets: Vec<ResetReason>,
    http: reqwest::Client,
    clock: Clock,
    state: State,
    manifest: Option<VerifiedManifest>,
    /// What came with something that was waited for.
    unheard: Vec<Content>,
    /// The policy: its core, then its texts, the Spanish one first.
    pub(super) documents: Vec<String>,
    /// The id of the body that came last.
    pub(super) last_body: String,
    /// The picture of who said it.
    pub(super) last_picture: Option<String>,
    /// The ids of the forms that came.
    pub(super) forms: Vec<String>,
}

enum State {
    Closed,
    Greeting(Session<HelloSent>),
    Talking(Session<Open>),
}

/// What the visitor decides at the notice, or in the panel.
pub(super) fn decision(act: Act, status: Status) -> Decision {
    let shown =
        Shown { prompt: Prompt::Notice, text: Hash::of(TEXT.as_bytes()), lang: "es".into() };
    Decision {
        act,
        at_ms: NOW * 1_000,
        shown: Some(shown),
        purposes: vec![("answer".into(), status)],
    }
}

/// A receipt as the widget makes one.
pub(super) fn receipt(
    manifest: &VerifiedManifest,
    decision: &Decision,
    key: &SigningKey,
    previous: Option<Hash>,
) -> Value {
    receipt_of(&[core(), TEXT.into()], manifest, decision, key, previous)
}

fn receipt_of(
    documents: &[String],
    manifest: &VerifiedManifest,
    decision: &Decision,
    key: &SigningKey,
    previous: Option<Hash>,
) -> Value {
    let hash = Hash::of(documents[0].as_bytes());
    let core = Core::read(documents[0].as_bytes(), hash).unwrap();
    let texts = core.texts().iter().zip(&documents[1..]);
    let texts: Vec<_> =
        texts.map(|((lang, _), text)| (lang.clone(), text.clone().into_bytes())).collect();
    let policy = Policy::read(core, hash, &texts).unwrap();
    let about = Circumstances {
        manifest,
        policy: &policy,
        subject: key.public().thumbprint(),
        id: &random_id(&mut UnwrapErr(SysRng)),
        origin: "https://insurer.example",
        gpc: false,
        button: "Permitir",
        widget: "0",
        previous,
    };
    serde_json::from_str(&sigilo_consent::receipt(decision, &about)).unwrap()
}

pub(super) fn sign_receipt(receipt: &Value, key: &SigningKey) -> String {
    let input = receipt_signing_input(&receipt.to_string(), &key.public());
    let signature = key.sign(input.as_bytes());
    jws::attach(input, &signature)
}

impl Visitor {
    pub(super) fn new(world: &World, number: u8) -> Self {
        let key = SigningKey::from_bytes(&[number; 32]).unwrap();
        let receipt = String::new();
        let base = format!("http://{}/v1/sites/{SITE}", world.address);
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let conv = sigilo_protocol::Bytes([number; 16]);
        let (state, manifest, clock) = (State::Closed, None, world.clock());
        let (resets, unheard, forms) = (vec![], vec![], vec![]);
        let cursor = 0;
        let documents = world.policy().documents().to_vec();
        Self {
            documents,
            key,
            conv,
            receipt,
            cursor,
            base,
            resets,
            http,
            clock,
            state,
            manifest,
            unheard,
            last_body: String::new(),
            last_picture: None,
            forms,
        }
    }

    /// The manifest, once it is published and holds at `now`.
    pub(super) async fn manifest(&self, pins: &Pins, now: u64) -> VerifiedManifest {
        self.newer_manifest(pins, now, 0).await
    }

    /// The manifest, once one above `ver` is published.
    pub(super) async fn newer_manifest(&self, pins: &Pins, now: u64, ver: u64) -> VerifiedManifest {
        let url = format!("{}/manifest", self.base);
        let fetch = async {
            loop {
                if let Ok(answer) = self.http.get(&url).send().await
                    && answer.status() == StatusCode::OK
                    && let Ok(manifest) =
                        VerifiedManifest::verify(&answer.text().await.unwrap(), pins, now)
                    && manifest.ver > ver
                {
                    return manifest;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(SOON, fetch).await.unwrap()
    }

    /// Says hello with a new load, which ends `ends`.
    pub(super) async fn hello(&mut self, manifest: &VerifiedManifest, ends: Vec<Sender>) {
        if self.receipt.is_empty() {
            let allowed = self.seen(decision(Act::Allow, Status::Given));
            let said = receipt_of(&self.documents, manifest, &allowed, &self.key, None);
            self.receipt = sign_receipt(&said, &self.key);
        }
        let rng = &mut UnwrapErr(SysRng);
        let start = Start {
            conv: self.conv,
            visitor: self.key.public(),
            ends,
            body_id: random_id(rng),
            receipt: self.receipt.clone(),
            now_ms: self.clock.now() * 1_000,
        };
        let Opened { session, hello } = Session::open(manifest, start, rng).unwrap();
        let signature = self.key.sign(hello.signing_input());
        self.state = State::Greeting(session);
        self.manifest = Some(manifest.clone());
        assert_eq!(self.post(&hello.attach(signature).to_json()).await, StatusCode::CREATED);
    }

    /// The key that the bot signs with.
    pub(super) fn desk_key(&self) -> PublicKey {
        self.manifest.as_ref().unwrap().recipient("bot").unwrap().sig.unwrap()
    }

    pub(super) fn load(&self) -> Sender {
        match &self.state {
            State::Greeting(session) => session.from().clone(),
            State::Talking(session) => session.from().clone(),
            State::Closed => panic!("no load"),
        }
    }

    /// Sends words, as a new envelope.
    pub(super) async fn say(&mut self, id: &str, text: &str, lang: &str) {
        self.ask(id, Content::text(text, lang)).await;
    }

    /// Decides something else than before, and tells the desk; its receipt is the newest then.
    pub(super) async fn decide(&mut self, act: Act, status: Status, log: Option<String>) {
        self.decide_as(&decision(act, status), log).await;
    }

    /// Decides about one purpose beside the chat's.
    pub(super) async fn decide_about(&mut self, purpose: &str, act: Act, status: Status) {
        let purposes = vec![(purpose.into(), status)];
        self.decide_as(&Decision { purposes, ..decision(act, status) }, None).await;
    }

    /// A decision on the text of this policy.
    fn seen(&self, decision: Decision) -> Decision {
        let text = Hash::of(self.documents[1].as_bytes());
        let shown = decision.shown.map(|shown| Shown { text, ..shown });
        Decision { shown, ..decision }
    }

    async fn decide_as(&mut self, decision: &Decision, log: Option<String>) {
        let manifest = self.manifest.clone().unwrap();
        let previous = Some(Hash::of(self.receipt.as_bytes()));
        let decision = self.seen(decision.clone());
        let said = receipt_of(&self.documents, &manifest, &decision, &self.key, previous);
        self.receipt = sign_receipt(&said, &self.key);
        let consent = Content::Consent { receipt: self.receipt.clone(), log };
        self.ask(&random_id(&mut UnwrapErr(SysRng)), consent).await;
    }

    /// Values sealed to the bot, as the answer `id` to a form of the purpose.
    pub(super) fn sealed(
        &self,
        id: &str,
        form: &str,
        purpose: &str,
        values: &[(&str, &str)],
    ) -> FormAnswer {
        let text = |(name, value): &(&str, &str)| ((*name).into(), (*value).into());
        let values = Values::new(values.iter().map(text).collect()).unwrap();
        let visitor = &self.key.public().thumbprint().to_string();
        let answering = Answering { conv: self.conv, visitor, body: id, form, purpose };
        let (manifest, rng) = (self.manifest.as_ref().unwrap(), &mut UnwrapErr(SysRng));
        answering.seal(manifest, &["bot"], &values, self.clock.now(), rng).unwrap()
    }

    /// Sends whatever it is, as a new envelope.
    pub(super) async fn ask(&mut self, id: &str, content: Content) {
        self.send(&Body::new(id, content)).await;
    }

    /// Seals a body and posts it.
    pub(super) async fn send(&mut self, body: &Body) {
        let envelope = self.seal(body);
        assert_eq!(self.post(&envelope).await, StatusCode::CREATED);
    }

    /// Seals a body, for a post to come.
    pub(super) fn seal(&mut self, body: &Body) -> String {
        let State::Talking(session) = &mut self.state else { panic!("not open") };
        let unsigned =
            session.seal(body, self.clock.now().min(NOW) * 1_000, &mut UnwrapErr(SysRng)).unwrap();
        let signature = self.key.sign(unsigned.signing_input());
        unsigned.attach(signature).to_json()
    }

    pub(super) async fn post(&self, envelope: &str) -> StatusCode {
        let url = format!("{}/conversations/{}/envelopes", self.base, self.conv);
        let request = self.http.post(url).header("content-type", "application/json");
        request.body(envelope.to_owned()).send().await.unwrap().status()
    }

    /// Takes sealed bytes to the relay.
    pub(super) async fn put(&self, blob: &[u8], hash: Hash) -> StatusCode {
        let url =
            format!("{}/conversations/{}/blobs/{hash}?size={}", self.base, self.conv, blob.len());
        let request = self.http.post(url).header("content-type", "application/octet-stream");
        let request = request.bearer_auth(self.token().await).body(blob.to_vec());
        request.send().await.unwrap().status()
    }

    /// A sealed file of the relay's; nothing if it has none.
    pub(super) async fn get(&self, hash: Hash) -> Option<Vec<u8>> {
        let url = format!("{}/conversations/{}/blobs/{hash}", self.base, self.conv);
        let answer = self.http.get(url).bearer_auth(self.token().await).send().await.unwrap();
        let is_there = answer.status().is_success();
        let bytes = answer.bytes().await.unwrap();
        is_there.then(|| bytes.to_vec())
    }

    /// Whether the relay has a sealed file.
    pub(super) async fn finds(&self, hash: Hash) -> bool {
        let url = format!("{}/conversations/{}/blobs/{hash}/upload", self.base, self.conv);
        let request = self.http.get(url).bearer_auth(self.token().await);
        request.send().await.unwrap().status().is_success()
    }

    /// Reads or erases the conversation at the relay, without taking in what comes.
    pub(super) async fn ask_relay(&self, method: reqwest::Method) -> StatusCode {
        let list = if method == reqwest::Method::GET { "/envelopes" } else { "" };
        let url = format!("{}/conversations/{}{list}", self.base, self.conv);
        let token = self.token().await;
        self.http.request(method, url).bearer_auth(token).send().await.unwrap().status()
    }

    /// The next `count` things that the desk says. What comes with them is for the next time.
    pub(super) async fn hear(&mut self, count: usize) -> Vec<Content> {
        let listen = async {
            while self.unheard.len() < count {
                let news = self.poll(5).await;
                self.unheard.extend(news);
            }
        };
        tokio::time::timeout(SOON, listen).await.unwrap();
        self.unheard.drain(..count).collect()
    }

    /// What else the desk has said.
    pub(super) async fn rest(&mut self) -> Vec<Content> {
        let news = self.poll(0).await;
        self.unheard.drain(..).chain(news).collect()
    }

    /// What the desk said since the last look, waiting up to `wait` seconds for it.
    async fn poll(&mut self, wait: u64) -> Vec<Content> {
        let token = self.token().await;
        let (base, conv, after) = (&self.base, self.conv, self.cursor);
        let url = format!("{base}/conversations/{conv}/envelopes?after={after}&wait={wait}");
        let request = self.http.get(url).bearer_auth(token);
        let page: Value = request.send().await.unwrap().json().await.unwrap();
        self.cursor = page["next"].as_u64().unwrap();
        let mut heard = Vec::new();
        for item in page["envelopes"].as_array().unwrap() {
            let envelope = Envelope::parse(item["envelope"].to_string().as_bytes()).unwrap();
            if envelope.header().from.owner() == "bot" {
                heard.extend(self.receive(&envelope).await);
            }
        }
        heard
    }

    async fn token(&self) -> String {
        let nonce = self.ask_json("nonces", json!({})).await;
        let nonce = nonce["nonce"].as_str().unwrap().to_owned();
        let sig = self.key.sign(&token_signing_input(SITE, &nonce));
        let proof = json!({"nonce": nonce, "jwk": self.key.public(), "sig": sig});
        let token = self.ask_json("tokens", proof).await;
        token["token"].as_str().unwrap().into()
    }

    /// Opens an envelope; a reset is answered with a new hello, under the newest manifest.
    async fn receive(&mut self, envelope: &Envelope) -> Option<Content> {
        let event = match &mut self.state {
            State::Greeting(session) => session.receive(envelope),
            State::Talking(session) => session.receive(envelope),
            State::Closed => panic!("no load"),
        };
        self.state = match std::mem::replace(&mut self.state, State::Closed) {
            State::Greeting(session) => {
                session.into_open().map_or_else(State::Greeting, State::Talking)
            }
            other => other,
        };
        let event = event.unwrap();
        if let Some(reason) = event.reset {
            self.resets.push(reason);
            let held = self.manifest.clone().unwrap();
            let pins = Pins::parse(&held.key.thumbprint().to_string()).unwrap();
            let (manifest, load) = (self.manifest(&pins, self.clock.now()).await, self.load());
            self.hello(&manifest, vec![load]).await;
        }
        let body = event.body?;
        self.last_body.clone_from(&body.id);
        self.last_picture.clone_from(&body.picture);
        if matches!(body.content, Content::Form { .. }) {
            self.forms.push(body.id);
        }
        Some(body.content)
    }

    async fn ask_json(&self, path: &str, body: Value) -> Value {
        let request = self.http.post(format!("{}/{path}", self.base)).json(&body);
        request.send().await.unwrap().json().await.unwrap()
    }
}

impl Drop for Visitor {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.unheard, [], "nobody expected that");
        }
    }
}
