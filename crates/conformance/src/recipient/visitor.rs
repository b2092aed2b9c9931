//! A visitor of the kit's.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use sigilo_protocol::{
    Body, Content, ConvId, Envelope, HelloSent, Kind, Open, Opened, Session, SigningKey, Start,
    VerifiedManifest, b64u, jws, random_id, unb64u,
};

use crate::{
    backend::{Backend, envelopes},
    draft::conv,
    kit::rng,
    publication::now,
};

/// How long a recipient may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long silence has to last to be one.
const SILENCE: u64 = 3;

pub(super) struct Visitor {
    backend: Backend,
    manifest: VerifiedManifest,
    /// Who has to answer.
    recipient: String,
    key: SigningKey,
    conv: ConvId,
    state: State,
    token: String,
    after: u64,
    /// The last good envelope that was posted.
    last: Option<Value>,
}

enum State {
    Closed,
    Greeting(Session<HelloSent>),
    Talking(Session<Open>),
}

/// What is wrong with an envelope.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spoilt {
    /// One bit of what is sealed.
    Ciphertext,
    /// One bit of what gives the recipient the key.
    Wrap,
    /// The time in the header, to which the wraps are bound.
    Header,
    /// What was answered before, as if it were new.
    Replay,
    /// Somebody else is among the readers.
    Reader,
}

impl Visitor {
    pub(super) fn new(backend: Backend, manifest: VerifiedManifest, recipient: &str) -> Self {
        Self {
            backend,
            manifest,
            recipient: recipient.into(),
            key: SigningKey::generate(&mut rng()),
            conv: conv(),
            state: State::Closed,
            token: String::new(),
            after: 0,
            last: None,
        }
    }

    /// Says hello, and waits until every bot and agent has answered.
    pub(super) async fn hello(&mut self) -> Result<()> {
        let receipt = json!({"@type": "dpv:ConsentReceipt"}).to_string();
        let start = Start {
            conv: self.conv,
            visitor: self.key.public(),
            ends: vec![],
            body_id: random_id(&mut rng()),
            receipt: jws::sign("sigilo-receipt+jws", receipt.as_bytes(), &self.key),
            now_ms: now() * 1_000,
        };
        let Opened { session, hello } = Session::open(&self.manifest, start, &mut rng())?;
        self.state = State::Greeting(session);
        let signature = self.key.sign(hello.signing_input());
        self.post(serde_json::from_str(&hello.attach(signature).to_json())?).await?;
        self.token = self.backend.token(&self.key).await?;
        let began = Instant::now();
        while !matches!(self.state, State::Talking(_)) {
            ensure!(began.elapsed() < PATIENCE, "expected an answer to the hello, came none");
            self.hear(5).await?;
        }
        // What else it has to say to begin with is no answer to what comes.
        self.hear(SILENCE).await.map(drop)
    }

    /// Says `text`, and has to hear words.
    pub(super) async fn is_answered(&mut self, text: &str) -> Result<()> {
        let said = self.seal(text)?;
        self.post(said).await?;
        let began = Instant::now();
        loop {
            let heard = self.hear(5).await?;
            if heard.iter().any(|content| matches!(content, Content::Text { .. })) {
                return Ok(());
            }
            ensure!(began.elapsed() < PATIENCE, "expected an answer to {text:?}, came none");
        }
    }

    /// Posts something bad, has to hear nothing, and then to be answered as before.
    pub(super) async fn is_not_answered(&mut self, spoilt: Spoilt) -> Result<()> {
        let bad = self.spoil(spoilt)?;
        self.post(bad).await?;
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(SILENCE) {
            let heard = self.hear(1).await?;
            ensure!(heard.is_empty(), "expected no answer, came {heard:?}");
        }
        self.is_answered("And now?").await.context("after it")
    }

    fn seal(&mut self, text: &str) -> Result<Value> {
        let State::Talking(session) = &mut self.state else { bail!("the hello was not answered") };
        let body = Body::new(&random_id(&mut rng()), Content::text(text, "en"));
        let unsigned = session.seal(&body, now() * 1_000, &mut rng())?;
        let signature = self.key.sign(unsigned.signing_input());
        let envelope = serde_json::from_str(&unsigned.attach(signature).to_json())?;
        self.last = Some(envelope);
        Ok(self.last.clone().unwrap_or_default())
    }

    /// An envelope that nobody may take but a relay: what is wrong with it is signed.
    fn spoil(&mut self, spoilt: Spoilt) -> Result<Value> {
        let earlier = self.last.clone().context("nothing was said")?;
        let mut envelope = self.seal("This is not to be read.")?;
        let mut header: Value = serde_json::from_slice(&bytes(&envelope["p"])?)?;
        let (seq, prev) = (header["seq"].clone(), header["prev"].clone());
        match spoilt {
            Spoilt::Ciphertext => {
                let mut sealed = bytes(&envelope["c"])?;
                flip(&mut sealed);
                envelope["c"] = b64u(&sealed).into();
            }
            Spoilt::Wrap => {
                let wrap = self.wrap(&envelope)?;
                let (id, sealed) = wrap.split_once('~').context("expected a wrap")?;
                let mut sealed = unb64u(sealed).context("expected a ratchet wrap")?;
                flip(&mut sealed);
                self.replace(&mut envelope, &wrap, format!("{id}~{}", b64u(&sealed)));
            }
            Spoilt::Header => header["ts"] = (now() * 1_000 + 1).into(),
            Spoilt::Replay => {
                envelope = earlier;
                header = serde_json::from_slice(&bytes(&envelope["p"])?)?;
                header["seq"] = seq;
                header["prev"] = prev;
            }
            Spoilt::Reader => {
                let wrap = self.wrap(&envelope)?;
                let spy = wrap.replacen(&self.recipient, "spy", 1);
                for (list, item) in [(&mut header["rcpt"], "spy"), (&mut envelope["w"], &*spy)] {
                    list.as_array_mut().context("expected a list")?.push(item.into());
                }
            }
        }
        envelope["p"] = b64u(header.to_string().as_bytes()).into();
        Ok(self.signed(envelope))
    }

    fn wrap(&self, envelope: &Value) -> Result<String> {
        let begins = format!("{}~", self.recipient);
        let wraps = envelope["w"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let wrap = wraps.filter(|wrap| wrap.starts_with(&begins)).map(Into::into).next();
        wrap.context("expected a wrap for the recipient")
    }

    fn replace(&self, envelope: &mut Value, old: &str, new: String) {
        let wraps = envelope["w"].as_array_mut().into_iter().flatten();
        wraps.filter(|wrap| *wrap == old).for_each(|wrap| *wrap = new.clone().into());
    }

    fn signed(&self, mut envelope: Value) -> Value {
        let part = |name: &str| envelope[name].as_str().unwrap_or_default().to_owned();
        let wraps = envelope["w"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let wraps = wraps.collect::<Vec<_>>().join(",");
        let input = format!("SIG1.{}.{wraps}.{}", part("p"), part("c"));
        envelope["s"] = self.key.sign(input.as_bytes()).to_string().into();
        envelope
    }

    async fn post(&self, envelope: Value) -> Result<()> {
        let posted = self.backend.post(&envelopes(self.conv), envelope).await?;
        posted.must_be(201).map(drop)
    }

    /// What was said since the last time, waiting up to `wait` seconds for it. Acknowledgements and
    /// what is not for people are left out.
    async fn hear(&mut self, wait: u64) -> Result<Vec<Content>> {
        let path = format!("{}?after={}&wait={wait}", envelopes(self.conv), self.after);
        let page = self.backend.read(&path, &self.token).await?.must_be(200)?.json()?;
        self.after = page["next"].as_u64().context("expected next")?;
        let mut heard = Vec::new();
        for item in page["envelopes"].as_array().into_iter().flatten() {
            let envelope = Envelope::parse(item["envelope"].to_string().as_bytes())?;
            let owner = envelope.header().from.owner().to_owned();
            if self.manifest.recipient(&owner).is_none() {
                continue;
            }
            let is_words = owner == self.recipient && envelope.header().t == Kind::Msg;
            let content = self.receive(&envelope)?;
            heard.extend(content.filter(|_| is_words));
        }
        Ok(heard)
    }

    fn receive(&mut self, envelope: &Envelope) -> Result<Option<Content>> {
        let event = match &mut self.state {
            State::Greeting(session) => session.receive(envelope),
            State::Talking(session) => session.receive(envelope),
            State::Closed => bail!("no hello was said"),
        };
        let event = event.ok().context("expected an answer that opens, came one that does not")?;
        ensure!(event.reset.is_none(), "expected an answer, came a reset");
        self.state = match std::mem::replace(&mut self.state, State::Closed) {
            State::Greeting(session) => {
                session.into_open().map_or_else(State::Greeting, State::Talking)
            }
            other => other,
        };
        Ok(event.body.map(|body| body.content))
    }
}

fn bytes(text: &Value) -> Result<Vec<u8>> {
    text.as_str().and_then(unb64u).context("expected base64url")
}

/// Changes one bit in the middle.
fn flip(bytes: &mut [u8]) {
    let middle = bytes.len() / 2;
    if let Some(byte) = bytes.get_mut(middle) {
        *byte ^= 1;
    }
}
