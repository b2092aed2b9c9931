//! Visitors and a bot, and what they have sealed: every step of the protocol, before anything is
//! measured.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::Bytes as Body_;
use getrandom::SysRng;
use rand_core::{Rng as _, UnwrapErr};
use serde_json::json;
use sigilo_protocol::{
    Body, Bytes, Content, ConvId, Conversation, Desk, DhSecret, Envelope, Hash, KemSecret,
    Manifest, Opened, Pins, PolicyRef, Prekey, PrekeySecret, Recipient, Role, Session, SigningKey,
    Start, Unsigned, VerifiedManifest, random_id,
};

use crate::serve::Relay;

pub(crate) const SITE: &str = "load.example";
const TEXT: &str = r#"{"v":1,"lang":"en"}"#;

/// What is said: about as long as what people write.
const WORDS: &str = "Good morning, I would like to know whether my policy covers water damage in the kitchen of a rented flat.";

/// The site, its bot, and the time.
pub(crate) struct World {
    rng: UnwrapErr<SysRng>,
    identity: SigningKey,
    pub(crate) bot: SigningKey,
    manifest: VerifiedManifest,
    desk: Desk,
    now: u64,
}

/// A conversation: its hello, and then what is said in it.
pub(crate) struct Sealed {
    pub(crate) conv: ConvId,
    pub(crate) visitor: SigningKey,
    pub(crate) hello: Post,
    messages: Vec<Post>,
}

/// An envelope, as it is posted.
#[derive(Clone)]
pub(crate) struct Post {
    pub(crate) path: String,
    pub(crate) body: Body_,
    /// Sender and sequence number.
    pub(crate) name: (String, u64),
}

impl World {
    pub(crate) fn new() -> Self {
        let mut rng = UnwrapErr(SysRng);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let [identity, bot] = [(); 2].map(|()| SigningKey::generate(&mut rng));
        let (kem, dh) = (KemSecret::generate(&mut rng), DhSecret::generate(&mut rng));
        let recipient = Recipient {
            id: "bot".into(),
            role: Role::Bot,
            name: "Assistant".into(),
            sig: Some(bot.public()),
            pre: vec![Prekey::new("k", kem.public(), Some(dh.public()), now + 80_000)],
            via: None,
        };
        let manifest = Manifest {
            site: SITE.into(),
            key: identity.public(),
            origins: vec!["https://load.example".into()],
            ver: 1,
            iat: now,
            exp: now + 80_000,
            recipients: vec![recipient],
            policy: PolicyRef { id: "p".into(), hash: Hash::of(policy().as_bytes()) },
            ws: true,
        };
        let pins = Pins::parse(&identity.public().thumbprint().to_string()).unwrap();
        let manifest = VerifiedManifest::verify(&manifest.sign(&identity), &pins, now).unwrap();
        let secret = PrekeySecret { kid: "k".into(), kem, dh: Some(dh) };
        let desk = Desk::new("bot", vec![secret], vec![manifest.clone()], &mut rng);
        Self { rng, identity, bot, manifest, desk, now }
    }

    pub(crate) fn pin(&self) -> String {
        self.identity.public().thumbprint().to_string()
    }

    pub(crate) async fn publish(&self, relay: &Relay) {
        let url = format!("http://{}/v1/sites/{SITE}/manifest", relay.address);
        let body = json!({"manifest": self.manifest.jws(), "documents": [policy(), TEXT]});
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = client.put(url).json(&body).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 204, "the manifest was not taken");
    }

    /// So many messages, in conversations of at most `turns`.
    pub(crate) fn seal(&mut self, messages: usize, turns: usize) -> Vec<Sealed> {
        let mut sealed = Vec::new();
        let mut left = messages;
        while left > 0 {
            let count = left.min(turns);
            sealed.push(self.conversation(count));
            left -= count;
        }
        sealed
    }

    /// A visitor who says hello, is answered, and then says so many things.
    pub(crate) fn conversation(&mut self, messages: usize) -> Sealed {
        let visitor = SigningKey::generate(&mut self.rng);
        let mut conv = Bytes([0; 16]);
        self.rng.fill_bytes(&mut conv.0);
        let start = Start {
            conv,
            visitor: visitor.public(),
            ends: vec![],
            body_id: random_id(&mut self.rng),
            receipt: "a receipt is some 1500 bytes long".repeat(45),
            now_ms: self.now * 1_000,
        };
        let Opened { session, hello } =
            Session::open(&self.manifest, start, &mut self.rng).unwrap();
        let hello = signed(&visitor, hello);
        let mut sealed = Sealed { conv, visitor, hello: post(conv, &hello), messages: vec![] };
        if messages > 0 {
            let mut session = session;
            let mut answerer = Conversation::begin(&self.desk, &hello).unwrap().0;
            for envelope in self.answer(&mut answerer) {
                session.receive(&envelope).unwrap();
            }
            let mut session = session.into_open().ok().unwrap();
            for _ in 0..messages {
                let body = Body::new(&random_id(&mut self.rng), Content::text(WORDS, "en"));
                let envelope = session.seal(&body, self.now * 1_000, &mut self.rng).unwrap();
                sealed.messages.push(post(conv, &signed(&sealed.visitor, envelope)));
            }
        }
        sealed
    }

    fn answer(&mut self, conversation: &mut Conversation) -> Vec<Envelope> {
        let body = Body::new(&random_id(&mut self.rng), Content::text(WORDS, "en"));
        let sealed = conversation.seal(&self.desk, &body, self.now * 1_000, &mut self.rng).unwrap();
        sealed.into_iter().map(|unsigned| signed(&self.bot, unsigned)).collect()
    }
}

/// Where to post in a conversation.
pub(crate) fn path(conv: ConvId) -> String {
    format!("/v1/sites/{SITE}/conversations/{conv}/envelopes")
}

pub(crate) fn hellos(sealed: &[Sealed]) -> Vec<Post> {
    sealed.iter().map(|sealed| sealed.hello.clone()).collect()
}

/// What is said, one of each conversation in turn.
pub(crate) fn messages(sealed: &[Sealed]) -> Vec<Post> {
    let longest = sealed.iter().map(|sealed| sealed.messages.len()).max().unwrap_or(0);
    let turn =
        |turn: usize| sealed.iter().filter_map(move |sealed| sealed.messages.get(turn).cloned());
    (0..longest).flat_map(turn).collect()
}

fn policy() -> String {
    json!({"v": 1, "texts": {"en": Hash::of(TEXT.as_bytes())}}).to_string()
}

fn signed(key: &SigningKey, unsigned: Unsigned) -> Envelope {
    let signature = key.sign(unsigned.signing_input());
    unsigned.attach(signature)
}

fn post(conv: ConvId, envelope: &Envelope) -> Post {
    let name = (envelope.header().from.to_string(), envelope.header().seq);
    Post { path: path(conv), body: envelope.to_json().into(), name }
}
