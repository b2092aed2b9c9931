//! A site with a bot, an agent and an archive, and a visitor.
#![allow(dead_code, reason = "each test program takes what it needs")]

use getrandom::{SysRng, rand_core::UnwrapErr};
use serde_json::Value;
use sigilo_protocol::*;

pub(crate) const NOW: u64 = 1_800_000_000;
pub(crate) const SITE: &str = "insurer.example";

/// Each recipient with a desk of its own.
pub(crate) struct World {
    pub(crate) rng: UnwrapErr<SysRng>,
    pub(crate) site: SigningKey,
    pub(crate) manifest: VerifiedManifest,
    pub(crate) visitor: SigningKey,
    pub(crate) keys: [SigningKey; 2],
    pub(crate) prekeys: [Secrets; 3],
    pub(crate) desks: [Desk; 2],
}

#[derive(Clone)]
pub(crate) struct Secrets {
    pub(crate) kem: [u8; 32],
    pub(crate) dh: [u8; 32],
}

impl Secrets {
    pub(crate) fn generate(rng: &mut UnwrapErr<SysRng>) -> Self {
        let kem = *KemSecret::generate(rng).to_bytes();
        Self { kem, dh: *DhSecret::generate(rng).to_bytes() }
    }

    pub(crate) fn prekey(&self) -> PrekeySecret {
        PrekeySecret {
            kid: "k1".into(),
            kem: KemSecret::from_bytes(&self.kem).unwrap(),
            dh: DhSecret::from_bytes(&self.dh),
        }
    }

    pub(crate) fn public(&self, has_dh: bool) -> Prekey {
        let PrekeySecret { kid, kem, dh } = self.prekey();
        Prekey::new(&kid, kem.public(), dh.filter(|_| has_dh).map(|dh| dh.public()), NOW + 3_600)
    }
}

pub(crate) const IDS: [&str; 3] = ["bot", "agent", "archive"];

pub(crate) fn world() -> World {
    let mut rng = UnwrapErr(SysRng);
    let site = SigningKey::generate(&mut rng);
    let keys = [(); 2].map(|()| SigningKey::generate(&mut rng));
    let prekeys = [(); 3].map(|()| Secrets::generate(&mut rng));
    let roles = [Role::Bot, Role::Agent, Role::Archive];
    let recipient = |i: usize| Recipient {
        id: IDS[i].into(),
        role: roles[i],
        name: IDS[i].into(),
        sig: keys.get(i).map(SigningKey::public),
        pre: vec![prekeys[i].public(i < 2)],
        via: None,
    };
    let manifest = Manifest {
        site: SITE.into(),
        key: site.public(),
        origins: vec![],
        ver: 1,
        iat: NOW,
        exp: NOW + 3_600,
        recipients: (0..3).map(recipient).collect(),
        policy: PolicyRef { id: "p".into(), hash: Hash::of(b"p") },
        ws: false,
        log: None,
    };
    let manifest = VerifiedManifest::verify(&manifest.sign(&site), &pins(&site), NOW).unwrap();
    let desks = [0, 1].map(|i| start(i, &prekeys, &manifest, &mut rng));
    let visitor = SigningKey::generate(&mut rng);
    World { rng, site, manifest, visitor, keys, prekeys, desks }
}

/// A page's pin of this identity key.
pub(crate) fn pins(site: &SigningKey) -> Pins {
    Pins::parse(&site.public().thumbprint().to_string()).unwrap()
}

/// A start of a desk's process.
pub(crate) fn start(
    i: usize,
    prekeys: &[Secrets],
    manifest: &VerifiedManifest,
    rng: &mut UnwrapErr<SysRng>,
) -> Desk {
    Desk::new(IDS[i], vec![prekeys[i].prekey()], vec![manifest.clone()], rng)
}

pub(crate) fn sign(key: &SigningKey, unsigned: Unsigned) -> Envelope {
    let signature = key.sign(unsigned.signing_input());
    let envelope = unsigned.attach(signature);
    // Everything that is received has been on the wire.
    Envelope::parse(envelope.to_json().as_bytes()).unwrap()
}

/// `envelope` with header and wraps changed, and the rest as it was, under a signature of `key`.
pub(crate) fn remade(
    key: &SigningKey,
    envelope: &Envelope,
    change: impl FnOnce(&mut Value, &mut Vec<String>),
) -> Result<Envelope, EnvelopeError> {
    let mut json: Value = serde_json::from_str(&envelope.to_json()).unwrap();
    let header = unb64u(json["p"].as_str().unwrap()).unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    let mut w: Vec<String> = serde_json::from_value(json["w"].take()).unwrap();
    let mut other = header.clone();
    change(&mut other, &mut w);
    // As it was sent if it is the same: its text is what the wraps are bound to.
    if other != header {
        json["p"] = b64u(other.to_string().as_bytes()).into();
    }
    json["w"] = w.into();
    Envelope::parse(signed(key, json).as_bytes())
}

/// As [`remade`], of what is still an envelope then.
pub(crate) fn resigned(
    key: &SigningKey,
    envelope: &Envelope,
    change: impl FnOnce(&mut Value, &mut Vec<String>),
) -> Envelope {
    remade(key, envelope, change).unwrap()
}

/// The line of these parts, signed anew.
pub(crate) fn signed(key: &SigningKey, mut json: Value) -> String {
    let w: Vec<&str> = json["w"].as_array().unwrap().iter().map(|w| w.as_str().unwrap()).collect();
    let [p, c] = ["p", "c"].map(|part| json[part].as_str().unwrap());
    let signature = key.sign(format!("SIG1.{p}.{}.{c}", w.join(",")).as_bytes());
    json["s"] = signature.to_string().into();
    json.to_string()
}

/// Refused by a recipient, who is as before.
pub(crate) fn desk_refuses(conversation: &mut Conversation, desk: &Desk, envelope: &Envelope) {
    let before = kept(conversation);
    assert_eq!(conversation.receive(desk, envelope).err(), Some(ReceiveError::Refused));
    assert_eq!(kept(conversation), before, "an error changes nothing");
}

/// Refused by a load, which is as before.
pub(crate) fn load_refuses<State>(session: &mut Session<State>, envelope: &Envelope) {
    let before = session.save().to_json();
    assert_eq!(session.receive(envelope).err(), Some(ReceiveError::Refused));
    assert_eq!(session.save().to_json(), before, "an error changes nothing");
}

/// A conversation as both desks keep it.
pub(crate) type Conversations = [Conversation; 2];

/// Through what is kept: what is compared, and what a restart reads.
pub(crate) fn kept(conversation: &Conversation) -> String {
    conversation.to_json().to_text()
}

impl World {
    pub(crate) fn pins(&self) -> Pins {
        pins(&self.site)
    }

    pub(crate) fn hello(&mut self, ends: Vec<Sender>) -> (Session<HelloSent>, Envelope) {
        self.hello_in(Bytes([1; 16]), ends)
    }

    pub(crate) fn hello_in(
        &mut self,
        conv: ConvId,
        ends: Vec<Sender>,
    ) -> (Session<HelloSent>, Envelope) {
        let start = Start {
            conv,
            visitor: self.visitor.public(),
            ends,
            body_id: random_id(&mut self.rng),
            receipt: "receipt".into(),
            now_ms: NOW * 1000,
        };
        let Opened { session, hello } =
            Session::open(&self.manifest, start, &mut self.rng).unwrap();
        (session, sign(&self.visitor, hello))
    }

    pub(crate) fn take(&mut self, conversations: &mut Conversations, envelope: &Envelope) {
        for (conversation, desk) in conversations.iter_mut().zip(&self.desks) {
            conversation.receive(desk, envelope).unwrap();
        }
    }

    /// Recipient `i` says something.
    pub(crate) fn say_as(
        &mut self,
        i: usize,
        conversation: &mut Conversation,
        text: &str,
    ) -> Vec<Envelope> {
        let body = Body::new(&random_id(&mut self.rng), Content::text(text, "en"));
        let sealed = conversation.seal(&self.desks[i], &body, NOW * 1000, &mut self.rng).unwrap();
        sealed.into_iter().map(|unsigned| sign(&self.keys[i], unsigned)).collect()
    }

    pub(crate) fn answer(&mut self, conversation: &mut Conversation, text: &str) -> Envelope {
        self.say_as(0, conversation, text).remove(0)
    }

    /// Both recipients answer a hello.
    pub(crate) fn welcome(
        &mut self,
        mut session: Session<HelloSent>,
        conversations: &mut Conversations,
    ) -> Session<Open> {
        for (i, conversation) in conversations.iter_mut().enumerate() {
            for envelope in self.say_as(i, conversation, "welcome") {
                session.receive(&envelope).unwrap();
            }
        }
        session.into_open().ok().unwrap()
    }

    pub(crate) fn begin(&mut self) -> (Session<Open>, Conversations) {
        self.begin_in(Bytes([1; 16]))
    }

    pub(crate) fn begin_in(&mut self, conv: ConvId) -> (Session<Open>, Conversations) {
        let (session, hello) = self.hello_in(conv, vec![]);
        let begin = |desk: &Desk| Conversation::begin(desk, &hello).unwrap().0;
        let mut conversations = [begin(&self.desks[0]), begin(&self.desks[1])];
        let session = self.welcome(session, &mut conversations);
        (session, conversations)
    }

    pub(crate) fn say(&mut self, session: &mut Session<Open>, text: &str) -> Envelope {
        let body = Body::new(&random_id(&mut self.rng), Content::text(text, "en"));
        sign(&self.visitor, session.seal(&body, NOW * 1000, &mut self.rng).unwrap())
    }

    /// The manifest after a change, signed by the site.
    pub(crate) fn publish(&self, change: impl FnOnce(&mut Manifest)) -> VerifiedManifest {
        let mut manifest = Manifest::clone(&self.manifest);
        change(&mut manifest);
        VerifiedManifest::verify(&manifest.sign(&self.site), &pins(&self.site), NOW).unwrap()
    }

    pub(crate) fn restart(&mut self, i: usize) {
        self.desks[i] = start(i, &self.prekeys, &self.manifest, &mut self.rng);
    }
}

pub(crate) fn text(body: impl Into<Option<Body>>) -> String {
    match content(body) {
        Some(Content::Text { text, .. }) => text,
        other => panic!("no text: {other:?}"),
    }
}

pub(crate) fn content(body: impl Into<Option<Body>>) -> Option<Content> {
    body.into().map(|body| body.content)
}
