//! A site with a bot, and a visitor: the same in every run, so that what was found is found again.

use std::convert::Infallible;
use std::sync::OnceLock;

use rand_core::{TryCryptoRng, TryRng};
use sigilo_protocol::*;

pub(super) const NOW: u64 = 1_800_000_000;

/// H(count), one after the other. Good for fuzzing and nothing else.
pub(super) struct Counter(u64);

impl Counter {
    /// Where the keys' own begin.
    pub(super) fn new() -> Self {
        Self(1 << 32)
    }
}

impl TryRng for Counter {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|number| number as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes).map(|()| u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        for part in out.chunks_mut(32) {
            self.0 += 1;
            part.copy_from_slice(&Hash::of(&self.0.to_be_bytes()).0[..part.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Counter {}

pub(super) struct Site {
    pub(super) identity: SigningKey,
    pub(super) bot: SigningKey,
    pub(super) visitor: SigningKey,
    kem: [u8; 32],
    dh: [u8; 32],
    pub(super) manifest: VerifiedManifest,
}

/// The site, made once.
pub(super) fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(Site::new)
}

impl Site {
    fn new() -> Self {
        let rng = &mut Counter(0);
        let [identity, bot, visitor] = [(); 3].map(|()| SigningKey::generate(rng));
        let (kem, dh) = (KemSecret::generate(rng), DhSecret::generate(rng));
        let recipient = Recipient {
            id: "bot".into(),
            role: Role::Bot,
            name: "Assistant".into(),
            sig: Some(bot.public()),
            pre: vec![Prekey::new("k1", kem.public(), Some(dh.public()), NOW + 3_600)],
            via: None,
        };
        let manifest = Manifest {
            site: "insurer.example".into(),
            key: identity.public(),
            origins: vec!["https://insurer.example".into()],
            ver: 1,
            iat: NOW,
            exp: NOW + 3_600,
            recipients: vec![recipient],
            policy: PolicyRef { id: "p1".into(), hash: Hash::of(b"policy") },
            ws: false,
            log: None,
        };
        let manifest = VerifiedManifest::verify(&manifest.sign(&identity), &pins(&identity), NOW);
        let manifest = manifest.expect("a manifest of our own");
        Self { identity, bot, visitor, kem: *kem.to_bytes(), dh: *dh.to_bytes(), manifest }
    }

    pub(super) fn pins(&self) -> Pins {
        pins(&self.identity)
    }

    /// A start of the bot's desk.
    pub(super) fn desk(&self, rng: &mut Counter) -> Desk {
        let prekey = PrekeySecret {
            kid: "k1".into(),
            kem: KemSecret::from_bytes(&self.kem).expect("its own bytes"),
            dh: DhSecret::from_bytes(&self.dh),
        };
        Desk::new("bot", vec![prekey], vec![self.manifest.clone()], rng)
    }

    /// A load of the visitor's frame.
    pub(super) fn hello(
        &self,
        ends: Vec<Sender>,
        rng: &mut Counter,
    ) -> (Session<HelloSent>, Envelope) {
        let start = Start {
            conv: Bytes([7; 16]),
            visitor: self.visitor.public(),
            ends,
            body_id: random_id(rng),
            receipt: "receipt".into(),
            now_ms: NOW * 1000,
        };
        let Opened { session, hello } =
            Session::open(&self.manifest, start, rng).expect("a manifest that is good now");
        (session, sign(&self.visitor, hello))
    }
}

fn pins(identity: &SigningKey) -> Pins {
    Pins::parse(&identity.public().thumbprint().to_string()).expect("a thumbprint")
}

pub(super) fn sign(key: &SigningKey, unsigned: Unsigned) -> Envelope {
    let signature = key.sign(unsigned.signing_input());
    unsigned.attach(signature)
}

/// A text under an id of its own.
pub(super) fn body(text: &str) -> Body {
    Body::new(text, Content::text(text, "en"))
}
