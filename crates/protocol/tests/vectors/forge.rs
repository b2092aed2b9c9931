//! Envelopes as a visitor who breaks a rule would make them: everything else in them fits, so that
//! nothing but the rule can refuse them. Written from §5 and §6.3 apart from the crate's own sealing.

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, KeyInit, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use hpke::{
    Deserializable, OpModeS, Serializable, aead::AesGcm256, kdf::HkdfSha256, kem::DhP256HkdfSha256,
    single_shot_seal_with_rng,
};
use serde_json::{Value, json};
use sha2::Sha256;
use sigilo_protocol::*;

use crate::{
    good::Play,
    world::{Counter, IDS, NOW, SITE, World, value},
};

/// The content key, and another.
pub(crate) const CK: [u8; 32] = [5; 32];
pub(crate) const RIVAL: [u8; 32] = [6; 32];

/// How a reader is given the content key.
#[derive(Clone)]
pub(crate) enum Reader {
    /// In the session with this recipient, with the message key of this number.
    Ratchet(&'static str, u32),
    /// Under an id, for a prekey.
    Copy(&'static str, &'static str, Bytes<65>),
}

/// An envelope to be.
#[derive(Clone)]
pub(crate) struct Draft {
    /// Without `rcpt` and `kc`, which are filled in if they are not there.
    pub(crate) header: Value,
    /// What of the header's text is written otherwise.
    pub(crate) text: (&'static str, &'static str),
    pub(crate) body: Value,
    pub(crate) readers: Vec<Reader>,
    pub(crate) wraps: fn(&mut Vec<String>),
    /// Another key that the bot is given instead of the content key.
    pub(crate) rival: bool,
}

/// A visitor whose load has said hello and knows the ratchets' insides.
pub(crate) struct Forge {
    pub(crate) world: World,
    pub(crate) hello: Envelope,
    saved: Value,
}

impl Forge {
    pub(crate) fn new() -> Self {
        let mut play = Play::new();
        play.hello("hello", vec![]);
        let (hello, saved) = (play.sent["hello"].clone(), value(play.saved()));
        Self { world: play.world, hello, saved }
    }

    /// A message after the hello that nothing is wrong with.
    pub(crate) fn draft(&self) -> Draft {
        let header = self.hello.header();
        let header = json!({
            "v": 1, "suite": SUITE, "t": "msg", "conv": header.conv.to_string(),
            "from": header.from.as_str(), "seq": 2, "prev": self.hello.eh().to_string(),
            "mh": header.mh.to_string(), "ts": NOW * 1000,
        });
        let body = json!({ "v": 1, "id": "f1", "type": "text", "text": "hello" });
        self.with(header, body)
    }

    /// The hello made anew, with another content key.
    pub(crate) fn hello_draft(&self) -> Draft {
        let envelope: Value = serde_json::from_str(&self.hello.to_json()).unwrap();
        let header = unb64u(envelope["p"].as_str().unwrap()).unwrap();
        let mut header: Value = serde_json::from_slice(&header).unwrap();
        let members = header.as_object_mut().unwrap();
        members.retain(|name, _| name != "kc" && name != "rcpt");
        let body = json!({ "v": 1, "id": "hello", "type": "hello", "receipt": "a receipt" });
        self.with(header, body)
    }

    fn with(&self, header: Value, body: Value) -> Draft {
        let archive = self.world.prekey(2).kem.public();
        let readers = vec![
            Reader::Ratchet("bot", 1),
            Reader::Ratchet("agent", 1),
            Reader::Copy("archive", "archive-1", archive),
        ];
        Draft { header, text: ("", ""), body, readers, wraps: |_| (), rival: false }
    }

    pub(crate) fn seal(&self, draft: Draft) -> String {
        let Draft { mut header, text: (from, to), body, readers, wraps, rival } = draft;
        let ck = CK;
        if header.get("rcpt").is_none() {
            header["rcpt"] = readers.iter().map(Reader::id).collect();
        }
        if header.get("kc").is_none() {
            header["kc"] = commitment(&ck).into();
        }
        let text = header.to_string();
        assert!(text.contains(from), "{from}");
        let p = b64u(text.replacen(from, to, usize::from(from != to)).as_bytes());
        let c = content(&p, &ck, &body);
        let digest = Hash::of(format!("{p}.{c}").as_bytes());
        let wrap = |reader: &Reader| match reader {
            Reader::Ratchet(id, n) => {
                let ck = if rival && *id == "bot" { RIVAL } else { ck };
                format!("{id}~{}", b64u(&self.wrap(id, *n, &ck, digest)))
            }
            Reader::Copy(id, kid, kem) => copy_wrap(self.hello.header(), id, kid, kem, &ck, digest),
        };
        let mut w: Vec<String> = readers.iter().map(wrap).collect();
        wraps(&mut w);
        envelope(&self.world.visitor, &p, &w, &c)
    }

    fn wrap(&self, id: &str, n: u32, ck: &[u8], digest: Hash) -> Vec<u8> {
        let at = IDS.iter().position(|own| *own == id).unwrap();
        ratchet_wrap(&self.saved["recipients"][at]["pair"], n, ck, digest)
    }
}

impl Reader {
    fn id(&self) -> &'static str {
        match self {
            Self::Ratchet(id, _) | Self::Copy(id, ..) => id,
        }
    }
}

/// An envelope of these parts, signed.
pub(crate) fn envelope(key: &SigningKey, p: &str, w: &[String], c: &str) -> String {
    let s = key.sign(format!("SIG1.{p}.{}.{c}", w.join(",")).as_bytes());
    json!({ "p": p, "w": w, "c": c, "s": s.to_string() }).to_string()
}

/// `c`, of a body that is padded here.
pub(crate) fn content(p: &str, ck: &[u8], body: &Value) -> String {
    let mut body = body.to_string();
    body.extend(std::iter::repeat_n(' ', body.len().next_multiple_of(256) - body.len()));
    let content = okm::<44>(ck, &Hash::of(p.as_bytes()).0, b"sigilo1 content");
    b64u(&gcm(&content, body.as_bytes(), p.as_bytes()))
}

/// A wrap with the key of number `n` in the sending chain of a session as it is kept.
pub(crate) fn ratchet_wrap(pair: &Value, n: u32, ck: &[u8], digest: Hash) -> Vec<u8> {
    let bytes = |value: &Value| unb64u(value.as_str().unwrap()).unwrap();
    let sending = &pair["ratchet"]["sending"];
    let mut chain = bytes(&sending["key"]);
    for _ in sending["n"].as_u64().unwrap()..n.into() {
        chain = mac(&chain, 2);
    }
    let own = DhSecret::from_bytes(&bytes(&pair["ratchet"]["own"])).unwrap().public();
    let place = [own.0.as_slice(), &[0; 4], &n.to_be_bytes()].concat();
    let salt = [9; 16];
    let aad = [bytes(&pair["sid"]), digest.0.into(), place.clone()].concat();
    let ct = gcm(&okm::<44>(&mac(&chain, 1), &salt, b"sigilo1 wrap"), ck, &aad);
    [place, salt.into(), ct].concat()
}

/// A one-shot wrap in the conversation and under the manifest of `header`.
pub(crate) fn copy_wrap(
    header: &Header,
    id: &str,
    kid: &str,
    kem: &Bytes<65>,
    ck: &[u8],
    digest: Hash,
) -> String {
    let fields: [&[u8]; 8] = [
        b"sigilo1 copy",
        SUITE.as_bytes(),
        SITE.as_bytes(),
        &header.conv.0,
        &header.mh.0,
        id.as_bytes(),
        kid.as_bytes(),
        &digest.0,
    ];
    format!("{id}~{kid}~{}", b64u(&sealed(kem, &lp(&fields), ck)))
}

/// Each field after its length.
pub(crate) fn lp(fields: &[&[u8]]) -> Vec<u8> {
    let field = |field: &&[u8]| [&(field.len() as u32).to_be_bytes(), *field].concat();
    fields.iter().flat_map(field).collect()
}

/// `kc` of a content key, or of a form's.
pub(crate) fn commitment(ck: &[u8]) -> String {
    b64u(&okm::<32>(ck, &[], b"sigilo1 commit"))
}

/// `enc ‖ ct`.
pub(crate) fn sealed(kem: &Bytes<65>, info: &[u8], plaintext: &[u8]) -> Vec<u8> {
    let public = Deserializable::from_bytes(&kem.0).unwrap();
    let (enc, ct) = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
        &OpModeS::Base,
        &public,
        info,
        plaintext,
        b"",
        &mut Counter::new("forge"),
    )
    .unwrap();
    [enc.to_bytes().as_slice(), &ct].concat()
}

/// HKDF-SHA256.
pub(crate) fn okm<const N: usize>(ikm: &[u8], salt: &[u8], info: &[u8]) -> [u8; N] {
    let mut okm = [0; N];
    Hkdf::<Sha256>::new(Some(salt), ikm).expand(info, &mut okm).unwrap();
    okm
}

/// AES-256-GCM.
pub(crate) fn gcm(key_iv: &[u8; 44], plaintext: &[u8], aad: &[u8]) -> Vec<u8> {
    let iv: [u8; 12] = key_iv[32..].try_into().unwrap();
    let cipher = Aes256Gcm::new_from_slice(&key_iv[..32]).unwrap();
    cipher.encrypt(&iv.into(), Payload { msg: plaintext, aad }).unwrap()
}

fn mac(key: &[u8], label: u8) -> Vec<u8> {
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).unwrap();
    mac.update(&[label]);
    mac.finalize().into_bytes().to_vec()
}
