//! Visitors who speak all the time, and post until they are answered, the same bytes.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use getrandom::SysRng;
use rand_core::{Rng as _, UnwrapErr};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sigilo_consent::{
    Act, Circumstances, Core, Decision, Policy, Prompt, Shown, Status, receipt_signing_input,
};
use sigilo_protocol::{
    Body, Bytes, Content, ConvId, Envelope, Hash, HelloSent, Open, Opened, Pins, Sender, Session,
    SigningKey, Start, VerifiedManifest, jws, random_id, token_signing_input,
};

/// How long after a failed request the next is sent.
const AGAIN: Duration = Duration::from_millis(30);

/// Most that is said before it is answered: more would try the relay alone.
const AHEAD: u64 = 6;

/// What all visitors were told: what the relay took, and what the desk answered.
#[derive(Default)]
pub(crate) struct Told {
    acknowledged: Mutex<Vec<(String, String, u64)>>,
    bodies: Mutex<HashSet<String>>,
    /// What each visitor waits for: said, heard, why new hellos were asked for, whether one is open.
    open: Mutex<BTreeMap<String, String>>,
}

impl Told {
    /// Conversation, `eh`, cursor.
    pub(crate) fn acknowledged(&self) -> Vec<(String, String, u64)> {
        self.acknowledged.lock().unwrap().clone()
    }

    pub(crate) fn envelopes(&self) -> u64 {
        self.acknowledged.lock().unwrap().len() as u64
    }

    /// What visitors wait for.
    pub(crate) fn open(&self) -> String {
        format!("{:?}", self.open.lock().unwrap())
    }

    pub(crate) fn answers(&self) -> u64 {
        self.bodies.lock().unwrap().len() as u64
    }
}

enum State {
    Closed,
    Greeting(Session<HelloSent>),
    Talking(Session<Open>),
}

pub(crate) struct Visitor {
    key: SigningKey,
    conv: ConvId,
    base: String,
    site: String,
    pins: Pins,
    http: reqwest::Client,
    state: State,
    receipt: Option<String>,
    cursor: u64,
    /// What was said, and how many words came back.
    said: u64,
    heard: u64,
    last: String,
    /// How often a new hello was asked for, by reason.
    resets: BTreeMap<String, u64>,
    told: Arc<Told>,
}

impl Visitor {
    /// Of a site, at the relay's address for it, whose key has this thumbprint.
    pub(crate) fn new(
        number: u8,
        (site, base, pin): (&str, String, &str),
        told: Arc<Told>,
    ) -> Self {
        let (key, conv) = (SigningKey::from_bytes(&[number; 32]).unwrap(), Bytes([number; 16]));
        let timeout = Duration::from_secs(10);
        let http = reqwest::Client::builder().no_proxy().timeout(timeout).build().unwrap();
        Self {
            key,
            conv,
            base,
            site: site.into(),
            pins: Pins::parse(pin).unwrap(),
            http,
            state: State::Closed,
            receipt: None,
            cursor: 0,
            said: 0,
            heard: 0,
            last: String::new(),
            resets: BTreeMap::new(),
            told,
        }
    }

    /// Speaks until `stop`, then listens until everything is answered.
    pub(crate) async fn visit(mut self, stop: Arc<AtomicBool>, done: Arc<AtomicU64>) {
        self.greet().await;
        while !stop.load(Ordering::SeqCst) {
            for _ in 0..=UnwrapErr(SysRng).next_u32() % 3 {
                let is_ahead = self.said > self.heard + AHEAD;
                if matches!(self.state, State::Talking(_)) && !is_ahead {
                    self.say("¿Qué tal el tiempo?").await;
                    done.fetch_add(1, Ordering::SeqCst);
                }
            }
            self.listen().await;
            self.note();
        }
        // The greeting is one more.
        self.hear(self.said + 1).await;
        // And nothing comes after.
        for _ in 0..2 {
            self.listen().await;
        }
        assert_eq!(self.heard, self.said + 1, "an answer too many");
    }

    /// Says hello for the first time.
    pub(crate) async fn greet(&mut self) {
        self.hello(vec![]).await;
    }

    /// Listens until so many words have come in all; what came last.
    pub(crate) async fn hear(&mut self, count: u64) -> &str {
        while self.heard < count {
            self.listen().await;
            self.note();
        }
        &self.last
    }

    fn note(&self) {
        let Self { said, heard, resets, state, .. } = self;
        let is_greeting = matches!(state, State::Greeting(_));
        let note = format!("said {said}, heard {heard}, asked {resets:?}, greets {is_greeting}");
        self.told.open.lock().unwrap().insert(self.conv.to_string(), note);
    }

    /// Says something, once the load is open.
    pub(crate) async fn say(&mut self, text: &str) {
        let rng = &mut UnwrapErr(SysRng);
        let body = Body::new(&random_id(rng), Content::text(text, "es"));
        let State::Talking(session) = &mut self.state else { return };
        let unsigned = session.seal(&body, now() * 1_000, rng).unwrap();
        let signature = self.key.sign(unsigned.signing_input());
        let envelope = unsigned.attach(signature).to_json();
        self.said += 1;
        self.post(&envelope).await;
    }

    async fn hello(&mut self, ends: Vec<Sender>) {
        let manifest = self.manifest().await;
        let receipt = match &self.receipt {
            Some(receipt) => receipt.clone(),
            None => self.sign_receipt(&manifest).await,
        };
        self.receipt = Some(receipt.clone());
        let rng = &mut UnwrapErr(SysRng);
        let start = Start {
            conv: self.conv,
            visitor: self.key.public(),
            ends,
            body_id: random_id(rng),
            receipt,
            now_ms: now() * 1_000,
        };
        let Opened { session, hello } = Session::open(&manifest, start, rng).unwrap();
        let signature = self.key.sign(hello.signing_input());
        self.state = State::Greeting(session);
        self.post(&hello.attach(signature).to_json()).await;
    }

    /// Posts until the relay has taken it.
    async fn post(&self, envelope: &str) {
        let url = format!("{}/conversations/{}/envelopes", self.base, self.conv);
        loop {
            let request = self.http.post(&url).header("content-type", "application/json");
            if let Ok(answer) = request.body(envelope.to_owned()).send().await {
                let status = answer.status();
                // An answer that was cut off acknowledges nothing.
                if let Ok(answer) = answer.json::<Value>().await {
                    assert!(matches!(status, StatusCode::OK | StatusCode::CREATED), "{answer}");
                    let eh = Envelope::parse(envelope.as_bytes()).unwrap().eh().to_string();
                    let told = (self.conv.to_string(), eh, answer["cursor"].as_u64().unwrap());
                    self.told.acknowledged.lock().unwrap().push(told);
                    return;
                }
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    /// Takes in what has come, if the relay is there.
    async fn listen(&mut self) {
        let page = match self.token().await {
            Some(token) => self.page(&token).await,
            None => None,
        };
        let Some(page) = page else { return tokio::time::sleep(AGAIN).await };
        for item in page["envelopes"].as_array().unwrap() {
            let envelope = Envelope::parse(item["envelope"].to_string().as_bytes()).unwrap();
            if envelope.header().from.owner() == "bot" {
                self.receive(&envelope).await;
            }
        }
        self.cursor = page["next"].as_u64().unwrap();
    }

    async fn page(&self, token: &str) -> Option<Value> {
        let (base, conv, after) = (&self.base, self.conv, self.cursor);
        let url = format!("{base}/conversations/{conv}/envelopes?after={after}&wait=1");
        let answer = self.http.get(url).bearer_auth(token).send().await.ok()?;
        if answer.status() == StatusCode::OK { answer.json().await.ok() } else { None }
    }

    /// The session checks signature and chain of what it takes in.
    async fn receive(&mut self, envelope: &Envelope) {
        let event = match &mut self.state {
            State::Greeting(session) => session.receive(envelope),
            State::Talking(session) => session.receive(envelope),
            State::Closed => panic!("no load"),
        };
        let event = event.unwrap();
        let (load, state) = match std::mem::replace(&mut self.state, State::Closed) {
            State::Greeting(session) => {
                let load = session.from().clone();
                (load, session.into_open().map_or_else(State::Greeting, State::Talking))
            }
            State::Talking(session) => (session.from().clone(), State::Talking(session)),
            State::Closed => panic!("no load"),
        };
        self.state = state;
        if let Some(reason) = event.reset {
            *self.resets.entry(format!("{reason:?}")).or_default() += 1;
            self.hello(vec![load]).await;
        }
        let Some(body) = event.body else { return };
        let is_new = self.told.bodies.lock().unwrap().insert(format!("{} {}", self.conv, body.id));
        assert!(is_new, "an answer came twice");
        match body.content {
            Content::Text { text, .. } => {
                self.heard += 1;
                self.last = text;
            }
            Content::Receipt { .. } => {}
            other => panic!("nobody expected {other:?}"),
        }
    }

    async fn manifest(&self) -> VerifiedManifest {
        let url = format!("{}/manifest", self.base);
        loop {
            if let Ok(answer) = self.http.get(&url).send().await
                && let Ok(text) = answer.text().await
                && let Ok(manifest) = VerifiedManifest::verify(&text, &self.pins, now())
            {
                return manifest;
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    async fn token(&self) -> Option<String> {
        let nonce = self.ask("nonces", json!({})).await?;
        let nonce = nonce["nonce"].as_str()?;
        let sig = self.key.sign(&token_signing_input(&self.site, nonce));
        let proof = json!({"nonce": nonce, "jwk": self.key.public(), "sig": sig});
        Some(self.ask("tokens", proof).await?["token"].as_str()?.to_owned())
    }

    async fn ask(&self, path: &str, body: Value) -> Option<Value> {
        let request = self.http.post(format!("{}/{path}", self.base)).json(&body);
        request.send().await.ok()?.json().await.ok()
    }

    /// A document of the policy; it is there whenever the relay is.
    async fn document(&self, hash: Hash) -> String {
        let url = format!("{}/policies/{hash}", self.base);
        loop {
            if let Ok(answer) = self.http.get(&url).send().await
                && answer.status() == StatusCode::OK
                && let Ok(text) = answer.text().await
            {
                return text;
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    async fn sign_receipt(&self, manifest: &VerifiedManifest) -> String {
        let hash = manifest.policy.hash;
        let core = Core::read(self.document(hash).await.as_bytes(), hash).unwrap();
        let mut texts = Vec::new();
        for (lang, hash) in core.texts() {
            texts.push((lang.clone(), self.document(*hash).await.into_bytes()));
        }
        let purposes = core.purposes.iter().filter(|purpose| purpose.required);
        let purposes = purposes.map(|purpose| (purpose.id.clone(), Status::Given)).collect();
        let (lang, text) = core.texts().first().map(|(lang, hash)| (lang.clone(), *hash)).unwrap();
        let shown = Shown { prompt: Prompt::Notice, text, lang };
        let decision =
            Decision { act: Act::Allow, at_ms: now() * 1_000, shown: Some(shown), purposes };
        let policy = Policy::read(core, hash, &texts).unwrap();
        let about = Circumstances {
            manifest,
            policy: &policy,
            subject: self.key.public().thumbprint(),
            id: &random_id(&mut UnwrapErr(SysRng)),
            origin: &manifest.origins[0],
            gpc: false,
            button: "Permitir",
            widget: "0",
            previous: None,
        };
        let receipt = sigilo_consent::receipt(&decision, &about);
        let input = receipt_signing_input(&receipt, &self.key.public());
        let signature = self.key.sign(input.as_bytes());
        jws::attach(input, &signature)
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
