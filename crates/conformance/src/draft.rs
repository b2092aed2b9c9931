//! An envelope as a relay sees one: header, wraps, ciphertext and signature, with nothing inside.

use serde_json::{Value, json};
use sigilo_protocol::{Bytes, ConvId, Hash, SUITE, SigningKey, b64u};

use crate::kit::random;

/// Somebody who sends: a key, as an owner of a load.
pub(crate) struct Party {
    pub(crate) key: SigningKey,
    pub(crate) from: String,
}

/// An envelope to be.
pub(crate) struct Draft<'a> {
    party: &'a Party,
    /// Written as it stands: a case may change any member.
    pub(crate) header: Value,
    pub(crate) content: Vec<u8>,
}

impl Party {
    pub(crate) fn visitor() -> Self {
        let key = SigningKey::generate(&mut crate::kit::rng());
        let owner = key.public().thumbprint().to_string();
        Self::new(key, &owner)
    }

    /// One that is called `owner`.
    pub(crate) fn new(key: SigningKey, owner: &str) -> Self {
        Self { key, from: format!("{owner}:{}", b64u(&random::<8>())) }
    }

    /// What begins a conversation.
    pub(crate) fn hello(&self, conv: ConvId) -> Draft<'_> {
        let mut draft = self.message(conv, 1);
        draft.header["t"] = "hello".into();
        draft.header["vsk"] = json!(self.key.public());
        draft.header["hello"] = json!([{"to": "bot", "kid": "k1", "box": "AAAA"}]);
        draft
    }

    /// One that acknowledges: a desk behind the relay answers nothing to that.
    pub(crate) fn message(&self, conv: ConvId, seq: u64) -> Draft<'_> {
        let header = json!({
            "v": 1, "suite": SUITE, "t": "ack", "conv": conv, "from": self.from, "seq": seq,
            "prev": Hash::of(b""), "rcpt": ["bot"], "mh": Hash::of(b""), "kc": Hash::of(b""),
            "ts": 1,
        });
        Draft { party: self, header, content: random::<48>().to_vec() }
    }
}

impl Draft<'_> {
    /// The envelope, signed by whose it is.
    pub(crate) fn json(&self) -> Value {
        let (p, c) = (b64u(self.header.to_string().as_bytes()), b64u(&self.content));
        let s = self.party.key.sign(format!("SIG1.{p}.bot~AAAA.{c}").as_bytes());
        json!({"p": p, "w": ["bot~AAAA"], "c": c, "s": s})
    }
}

/// A conversation that nobody has begun.
pub(crate) fn conv() -> ConvId {
    Bytes(random())
}
