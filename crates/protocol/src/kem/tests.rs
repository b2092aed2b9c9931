use core::convert::Infallible;
use getrandom::{SysRng, rand_core::UnwrapErr};
use rand_core::{TryCryptoRng, TryRng};
use std::format;

use super::*;
use crate::bytes::unb64u;

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}

/// Gives these 32 bytes, once.
struct Ikm(Option<Vec<u8>>);

impl TryRng for Ikm {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        panic!("only whole seeds are drawn")
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        panic!("only whole seeds are drawn")
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        out.copy_from_slice(&self.0.take().unwrap());
        Ok(())
    }
}

impl TryCryptoRng for Ikm {}

/// RFC 9180's own vector for our suite: `GenerateKeyPair`, `SealBase` and `OpenBase` as our calls
/// make them, byte for byte, with what they would draw drawn from the vector. Its later messages of
/// one context, and its exports, are nothing that we have.
#[test]
fn rfc_9180_has_the_same_keys_and_boxes() {
    let vector: serde_json::Value =
        serde_json::from_str(include_str!("../../vectors/rfc9180.json")).unwrap();
    let field = |name: &str| hex(vector[name].as_str().unwrap());
    let first = |name: &str| hex(vector["encryptions"][0][name].as_str().unwrap());
    let key = KemSecret::generate(&mut Ikm(Some(field("ikmR"))));
    assert_eq!(key.to_bytes().as_slice(), field("skRm"));
    assert_eq!(key.public().0.as_slice(), field("pkRm"));
    let (info, aad, pt) = (field("info"), first("aad"), first("pt"));
    let sealed = [field("enc"), first("ct")].concat();
    let rng = &mut Ikm(Some(field("ikmE")));
    assert_eq!(seal_with(&key.public(), &info, &aad, &pt, rng).unwrap(), sealed);
    assert_eq!(key.open_with(&info, &aad, &sealed).unwrap().as_slice(), pt);
    assert!(key.open(&info, &sealed).is_none(), "its aad is not empty");
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
