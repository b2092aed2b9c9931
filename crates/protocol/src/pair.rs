//! A visitor's load and a recipient: how they come to a ratchet (§6.1), and what they wrap with it
//! (§5.4).

use alloc::vec::Vec;

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, KeyInit, Payload},
};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{
    SUITE,
    bytes::{Bytes, ConvId, Hash, lp},
    dh::{Curve, DhSecret, Provider, Secret},
    header::Sender,
    json::{Json, JsonObject},
    kem::{self, KemSecret},
    key::PublicKey,
    ratchet::{Place, Ratchet},
};

/// Length of a wrap: `pub 65 ‖ pn 4 ‖ n 4 ‖ salt 16 ‖ ct 48`.
const WRAP: usize = 137;

/// What both ends of a hello name, so that its seed is good for nothing else.
pub(crate) struct Occasion<'a> {
    pub(crate) site: &'a str,
    pub(crate) conv: ConvId,
    pub(crate) mh: Hash,
    pub(crate) from: &'a Sender,
    pub(crate) vsk: &'a PublicKey,
    pub(crate) id: &'a str,
    pub(crate) kid: &'a str,
}

impl Occasion<'_> {
    /// `info = lp("sigilo1 hello", suite, site, conv, mh, from, vsk, R.id, kid)`
    fn info(&self) -> Vec<u8> {
        lp(&[
            b"sigilo1 hello",
            SUITE.as_bytes(),
            self.site.as_bytes(),
            &self.conv.0,
            &self.mh.0,
            self.from.as_str().as_bytes(),
            &self.vsk.point(),
            self.id.as_bytes(),
            self.kid.as_bytes(),
        ])
    }
}

/// The private halves of a recipient's prekey.
#[derive(Debug)]
pub struct PrekeySecret {
    /// Its name.
    pub kid: alloc::string::String,
    /// For HPKE.
    pub kem: KemSecret,
    /// For the ratchet; an archive has none.
    pub dh: Option<DhSecret>,
}

/// One end of a session.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    sid: Hash,
    ratchet: Ratchet,
}

impl Pair {
    /// The visitor's end, and the box for the hello.
    pub(crate) fn offer(
        occasion: &Occasion<'_>,
        kem: &Bytes<65>,
        dh: Bytes<65>,
        by: &mut impl Provider,
    ) -> Option<(Self, Vec<u8>)> {
        let mut seed = Secret::default();
        by.random(seed.as_mut());
        let info = occasion.info();
        let sealed = kem::seal(kem, &info, seed.as_slice(), by)?;
        let (sid, root) = root(&info, &sealed, &seed);
        let ratchet = Ratchet::speak(root, dh, by)?;
        Some((Self { sid, ratchet }, sealed))
    }

    /// The recipient's end, of a box.
    pub(crate) fn accept(
        occasion: &Occasion<'_>,
        prekey: &PrekeySecret,
        sealed: &[u8],
    ) -> Option<Self> {
        let info = occasion.info();
        let opened = prekey.kem.open(&info, sealed)?;
        let mut seed = Secret::default();
        seed.copy_from_slice(opened.get(..32).filter(|_| opened.len() == 32)?);
        let (sid, root) = root(&info, sealed, &seed);
        Some(Self { sid, ratchet: Ratchet::listen(root, prekey.dh.clone()?) })
    }

    /// Wraps a content key for the other end:
    ///
    /// ```text
    /// key ‖ iv = HKDF(mk, salt, "sigilo1 wrap", 44)
    /// pub ‖ pn ‖ n ‖ salt ‖ AES-256-GCM(key, iv, CK, aad = sid ‖ D ‖ pub ‖ pn ‖ n)
    /// ```
    pub(crate) fn wrap(
        &mut self,
        ck: &Secret,
        digest: Hash,
        by: &mut impl Provider,
    ) -> Option<Vec<u8>> {
        let (place, mk) = self.ratchet.send(by)?;
        let mut salt = [0; 16];
        by.random(&mut salt);
        let (cipher, iv) = cipher(&mk, &salt)?;
        let payload = Payload { msg: ck.as_slice(), aad: &self.aad(digest, place) };
        let ct = cipher.encrypt(&iv.into(), payload).ok()?;
        Some([place.to_bytes().as_slice(), &salt, &ct].concat())
    }

    /// Opens with the content key of a wrap. The ratchet moves only if `open` gives something.
    pub(crate) fn unwrap<T>(
        &mut self,
        wrap: &[u8],
        digest: Hash,
        by: &mut impl Curve,
        open: impl FnOnce(&Secret) -> Option<T>,
    ) -> Option<T> {
        let wrap: &[u8; WRAP] = wrap.try_into().ok()?;
        let place = Place::read(wrap)?;
        let (salt, ct) = wrap[PLACE..].split_at(16);
        let aad = self.aad(digest, place);
        self.ratchet.receive(place, by, |mk| {
            let (cipher, iv) = cipher(mk, salt)?;
            let opened = cipher.decrypt(&iv.into(), Payload { msg: ct, aad: &aad }).ok()?;
            let opened = Zeroizing::new(opened);
            let mut ck = Secret::default();
            ck.copy_from_slice(opened.get(..32)?);
            open(&ck)
        })
    }

    /// Whether a wrap says that others came before it, where none was opened yet.
    pub(crate) fn skips_first(&self, wrap: &[u8]) -> bool {
        let is_first = |place: Place| place.n == 0 && place.pn == 0;
        !self.ratchet.has_heard() && !Place::read(wrap).is_some_and(is_first)
    }

    fn aad(&self, digest: Hash, place: Place) -> Vec<u8> {
        [self.sid.0.as_slice(), &digest.0, &place.to_bytes()].concat()
    }

    /// As it is kept; it holds secrets.
    pub(crate) fn to_json(&self) -> Json {
        let mut pair = JsonObject::new();
        pair.json("sid", self.sid.to_json());
        pair.json("ratchet", self.ratchet.to_json());
        pair.whole()
    }

    /// Reads what [`Pair::to_json`] wrote.
    pub(crate) fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let ratchet = members.one("ratchet", Ratchet::from_json)?;
        let pair = Self { sid: members.bytes("sid"), ratchet };
        members.done(pair)
    }
}

/// Length of a place: `pub 65 ‖ pn 4 ‖ n 4`.
const PLACE: usize = 73;

impl Place {
    fn to_bytes(self) -> [u8; PLACE] {
        let mut out = [0; PLACE];
        out[..65].copy_from_slice(&self.public.0);
        out[65..69].copy_from_slice(&self.pn.to_be_bytes());
        out[69..].copy_from_slice(&self.n.to_be_bytes());
        out
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self {
            public: Bytes(bytes.get(..65)?.try_into().ok()?),
            pn: u32::from_be_bytes(bytes.get(65..69)?.try_into().ok()?),
            n: u32::from_be_bytes(bytes.get(69..PLACE)?.try_into().ok()?),
        })
    }
}

/// `sid = H(lp("sigilo1 sid", info, box))`, `rk = HKDF(seed, sid, "sigilo1 root0", 32)`.
fn root(info: &[u8], sealed: &[u8], seed: &Secret) -> (Hash, Secret) {
    let sid = Hash::of(&lp(&[b"sigilo1 sid", info, sealed]));
    let mut root = Secret::default();
    let kdf = Hkdf::<Sha256>::new(Some(&sid.0), seed.as_slice());
    // HKDF-SHA256 refuses only outputs over 255 · 32 bytes (RFC 5869 §2.3).
    let _ = kdf.expand(b"sigilo1 root0", root.as_mut());
    (sid, root)
}

fn cipher(mk: &Secret, salt: &[u8]) -> Option<(Aes256Gcm, [u8; 12])> {
    let mut okm = Zeroizing::new([0; 44]);
    let kdf = Hkdf::<Sha256>::new(Some(salt), mk.as_slice());
    kdf.expand(b"sigilo1 wrap", okm.as_mut()).ok()?;
    let (key, iv) = okm.split_at(32);
    Some((Aes256Gcm::new_from_slice(key).ok()?, iv.try_into().ok()?))
}
