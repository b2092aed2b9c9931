//! A site with a bot, an agent, an archive and a processor, and a visitor: the same in every run.

use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};
use serde_json::{Value, json};
use sigilo_protocol::*;

pub(crate) const NOW: u64 = 1_800_000_000;
pub(crate) const SITE: &str = "insurer.example";
pub(crate) const IDS: [&str; 3] = ["bot", "agent", "archive"];

/// H(seed ‖ count as 8 bytes), one after the other. Good for vectors and nothing else.
pub(crate) struct Counter {
    seed: &'static str,
    count: u64,
    left: Vec<u8>,
}

impl Counter {
    pub(crate) fn new(seed: &'static str) -> Self {
        Self { seed, count: 0, left: Vec::new() }
    }
}

impl TryRng for Counter {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes).map(|()| u32::from_be_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes).map(|()| u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        while self.left.len() < out.len() {
            let block = [self.seed.as_bytes(), &self.count.to_be_bytes()].concat();
            self.left.extend(Hash::of(&block).0);
            self.count += 1;
        }
        out.copy_from_slice(&self.left[..out.len()]);
        self.left.drain(..out.len());
        Ok(())
    }
}

impl TryCryptoRng for Counter {}

pub(crate) struct World {
    pub(crate) site: SigningKey,
    pub(crate) visitor: SigningKey,
    pub(crate) keys: [SigningKey; 2],
    kems: [[u8; 32]; 3],
    dhs: [[u8; 32]; 2],
    pub(crate) manifest: VerifiedManifest,
}

impl World {
    pub(crate) fn new() -> Self {
        let mut rng = Counter::new("keys");
        let [site, visitor] = [(); 2].map(|()| SigningKey::generate(&mut rng));
        let keys = [(); 2].map(|()| SigningKey::generate(&mut rng));
        let kems = [(); 3].map(|()| *KemSecret::generate(&mut rng).to_bytes());
        let dhs = [(); 2].map(|()| *DhSecret::generate(&mut rng).to_bytes());
        let roles = [Role::Bot, Role::Agent, Role::Archive];
        let recipient = |i: usize| {
            let PrekeySecret { kid, kem, dh } = prekey(i, &kems, &dhs);
            Recipient {
                id: IDS[i].into(),
                role: roles[i],
                name: ["Asistente", "Team", "Archive"][i].into(),
                sig: keys.get(i).map(SigningKey::public),
                pre: vec![Prekey::new(
                    &kid,
                    kem.public(),
                    dh.map(|dh| dh.public()),
                    NOW + 7 * 86_400,
                )],
                via: None,
            }
        };
        let mut recipients: Vec<_> = (0..3).map(recipient).collect();
        recipients.push(Recipient {
            id: "crm".into(),
            role: Role::Processor,
            name: "Customer records".into(),
            sig: None,
            pre: vec![],
            via: Some("agent".into()),
        });
        let manifest = Manifest {
            site: SITE.into(),
            key: site.public(),
            origins: vec!["https://insurer.example".into()],
            ver: 7,
            iat: NOW,
            exp: NOW + 72 * 3_600,
            recipients,
            policy: PolicyRef { id: "p1".into(), hash: Hash::of(b"policy") },
            ws: true,
            log: None,
        };
        let manifest = VerifiedManifest::verify(&manifest.sign(&site), &pins(&site), NOW).unwrap();
        Self { site, visitor, keys, kems, dhs, manifest }
    }

    pub(crate) fn pins(&self) -> String {
        self.site.public().thumbprint().to_string()
    }

    pub(crate) fn prekey(&self, i: usize) -> PrekeySecret {
        prekey(i, &self.kems, &self.dhs)
    }

    /// A start of a desk.
    pub(crate) fn desk(&self, i: usize, rng: &mut Counter) -> Desk {
        Desk::new(IDS[i], vec![self.prekey(i)], vec![self.manifest.clone()], rng)
    }

    /// Everybody's private keys.
    pub(crate) fn secrets(&self) -> Value {
        let recipient = |i: usize| {
            let PrekeySecret { kid, kem, dh } = self.prekey(i);
            let mut prekey = json!({ "kid": kid, "kem": b64u(kem.to_bytes().as_slice()) });
            if let Some(dh) = dh {
                prekey["dh"] = b64u(dh.to_bytes().as_slice()).into();
            }
            let mut secrets = json!({ "prekeys": [prekey] });
            if let Some(key) = self.keys.get(i) {
                secrets["sig"] = secret(key).into();
            }
            (IDS[i].to_string(), secrets)
        };
        Value::Object((0..3).map(recipient).collect())
    }
}

fn prekey(i: usize, kems: &[[u8; 32]], dhs: &[[u8; 32]]) -> PrekeySecret {
    PrekeySecret {
        kid: format!("{}-1", IDS[i]),
        kem: KemSecret::from_bytes(&kems[i]).unwrap(),
        dh: dhs.get(i).and_then(|dh| DhSecret::from_bytes(dh)),
    }
}

fn pins(site: &SigningKey) -> Pins {
    Pins::parse(&site.public().thumbprint().to_string()).unwrap()
}

pub(crate) fn secret(key: &SigningKey) -> String {
    b64u(key.to_bytes().as_slice())
}

pub(crate) fn sign(key: &SigningKey, unsigned: Unsigned) -> Envelope {
    let signature = key.sign(unsigned.signing_input());
    let envelope = unsigned.attach(signature);
    Envelope::parse(envelope.to_json().as_bytes()).unwrap()
}

/// What is kept of a session or a conversation.
pub(crate) fn value(json: Json) -> Value {
    serde_json::from_str(&json.to_text()).unwrap()
}

pub(crate) fn body(body: &Body) -> Value {
    serde_json::from_slice(&body.to_padded().unwrap()).unwrap()
}
