use getrandom::{SysRng, rand_core::UnwrapErr};
use std::{format, vec};

use super::*;
use crate::bytes::unb64u;

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}

/// Has one key pair, and Native arithmetic.
struct Ephemeral(Option<DhSecret>);

impl Curve for Ephemeral {
    fn agree(&mut self, own: &DhSecret, public: &Bytes<65>) -> Option<Secret> {
        Native.agree(own, public)
    }
}

impl Provider for Ephemeral {
    fn random(&mut self, _: &mut [u8]) {
        panic!("a box draws nothing but its key")
    }

    fn pair(&mut self) -> Option<DhSecret> {
        self.0.take()
    }
}

/// RFC 9180's own vector for our suite: `SealBase` and `OpenBase` as our calls make them, byte for byte, with
/// the vector's ephemeral key. Its later messages of one context, and its exports, are nothing that we have.
#[test]
fn rfc_9180_has_the_same_boxes() {
    let vector: serde_json::Value =
        serde_json::from_str(include_str!("../../vectors/rfc9180.json")).unwrap();
    let field = |name: &str| hex(vector[name].as_str().unwrap());
    let first = |name: &str| hex(vector["encryptions"][0][name].as_str().unwrap());
    let key = KemSecret::from_bytes(&field("skRm")).unwrap();
    assert_eq!(key.public().0.as_slice(), field("pkRm"));
    let (info, aad, pt) = (field("info"), first("aad"), first("pt"));
    let sealed = [field("enc"), first("ct")].concat();
    let by = &mut Ephemeral(DhSecret::from_bytes(&field("skEm")));
    assert_eq!(seal_with(&key.public(), &info, &aad, &pt, by).unwrap(), sealed);
    assert_eq!(key.open_with(&info, &aad, &sealed).unwrap().as_slice(), pt);
    assert!(key.open(&info, &sealed).is_none(), "its aad is not empty");
    assert!(seal_with(&key.public(), &info, &aad, &pt, by).is_none(), "there is no second key");
}

/// The same by the crate `hpke`, both ways.
#[test]
fn the_crate_hpke_opens_ours_and_we_open_its() {
    use hpke::{
        Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::AesGcm256, kdf::HkdfSha256,
        kem::DhP256HkdfSha256 as P256, single_shot_open, single_shot_seal_with_rng,
    };
    let rng = &mut UnwrapErr(SysRng);
    for round in 0..20 {
        let (info, text) = (vec![round; usize::from(round)], vec![7; usize::from(round) * 3]);
        let (theirs, public) = P256::gen_keypair_with_rng(rng);
        let public_bytes = Bytes(public.to_bytes().into());
        let sealed = seal(&public_bytes, &info, &text, rng).unwrap();
        let enc = Deserializable::from_bytes(&sealed[..ENC]).unwrap();
        let (base, ct) = (&OpModeR::Base, &sealed[ENC..]);
        let opened =
            single_shot_open::<AesGcm256, HkdfSha256, P256>(base, &theirs, &enc, &info, ct, b"");
        assert_eq!(opened.unwrap(), text);

        let own = KemSecret::from_bytes(&theirs.to_bytes()).unwrap();
        let base = &OpModeS::Base;
        let (enc, ct) = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, P256>(
            base, &public, &info, &text, b"", rng,
        )
        .unwrap();
        let sealed = [enc.to_bytes().as_slice(), &ct].concat();
        assert_eq!(own.open(&info, &sealed).unwrap().as_slice(), text);
    }
}

#[test]
fn what_is_sealed_is_opened_under_the_same_info_only() {
    let rng = &mut UnwrapErr(SysRng);
    let key = KemSecret::generate(rng);
    let sealed = seal(&key.public(), b"info", b"text", rng).unwrap();
    assert_eq!(key.open(b"info", &sealed).unwrap().as_slice(), b"text");
    assert!(key.open(b"inf0", &sealed).is_none());
    assert!(KemSecret::generate(rng).open(b"info", &sealed).is_none());
    for i in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[i] ^= 1;
        assert!(key.open(b"info", &changed).is_none(), "byte {i}");
        assert!(key.open(b"info", &sealed[..i]).is_none(), "length {i}");
    }
}

#[test]
fn what_another_implementation_sealed_is_opened() {
    // Made by vectors/hpke.py with Python's `cryptography` (OpenSSL).
    let vector: serde_json::Value =
        serde_json::from_str(include_str!("../../vectors/hpke.json")).unwrap();
    let field = |name: &str| unb64u(vector[name].as_str().unwrap()).unwrap();
    let key = KemSecret::from_bytes(&field("secret")).unwrap();
    assert_eq!(key.public().0.as_slice(), field("public"));
    let opened = key.open(&field("info"), &field("sealed")).unwrap();
    assert_eq!(opened.as_slice(), field("plaintext"));
}

#[test]
fn points_that_are_no_keys_are_refused() {
    let rng = &mut UnwrapErr(SysRng);
    let key = KemSecret::generate(rng).public();
    let mut off_curve = key;
    off_curve.0[64] ^= 1;
    let mut compressed = key;
    compressed.0[0] = 2;
    for bad in [off_curve, compressed, Bytes([0; 65]), Bytes([4; 65])] {
        assert!(seal(&bad, b"", b"", rng).is_none());
    }
    assert!(KemSecret::from_bytes(&hex(&"00".repeat(32))).is_none());
    assert!(KemSecret::from_bytes(&hex(&"ff".repeat(32))).is_none());
}

#[test]
fn debug_shows_the_public_half_only() {
    let key = KemSecret::generate(&mut UnwrapErr(SysRng));
    assert_eq!(format!("{key:?}"), format!("KemSecret(public {})", key.public()));
}
