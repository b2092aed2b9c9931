//! Google's and C2SP's Wycheproof vectors, through the calls of this crate: edge cases and known
//! attacks on what it is built from.

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, KeyInit as _, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use std::vec;
use wycheproof::{TestResult, aead, ecdh, ecdsa, hkdf as hkdf_vectors, mac};

use crate::{
    bytes::Bytes,
    dh::{Curve, DhSecret, Native},
    key::{PublicKey, Signature},
};

/// A scalar as Wycheproof writes it, with leading zeros or without some.
fn scalar(bytes: &[u8]) -> Option<[u8; 32]> {
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    let bytes = &bytes[start..];
    let mut out = [0; 32];
    out[32_usize.checked_sub(bytes.len())?..].copy_from_slice(bytes);
    Some(out)
}

#[test]
fn ecdh() {
    let set = ecdh::TestSet::load(ecdh::TestName::EcdhSecp256r1Ecpoint).unwrap();
    let (mut agreed, mut refused) = (0, 0);
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let secret = scalar(&test.private_key).and_then(|own| DhSecret::from_bytes(&own)).unwrap();
        let public = test.public_key.as_slice().try_into().ok().map(Bytes);
        let shared = public.and_then(|public| Native.agree(&secret, &public));
        match test.result {
            TestResult::Valid => {
                assert_eq!(shared.unwrap().as_slice(), &test.shared_secret[..], "{}", test.tc_id);
                agreed += 1;
            }
            // Among them compressed points, which are valid elsewhere.
            TestResult::Invalid | TestResult::Acceptable => {
                assert!(shared.is_none(), "{}: {}", test.tc_id, test.comment);
                refused += 1;
            }
        }
    }
    assert!(agreed > 100 && refused > 5, "{agreed} agreed, {refused} refused");
}

#[test]
fn ecdsa() {
    let set = ecdsa::TestSet::load(ecdsa::TestName::EcdsaSecp256r1Sha256P1363).unwrap();
    let (mut valid, mut refused) = (0, 0);
    for group in &set.test_groups {
        let key = PublicKey::from_point(&group.key.key).unwrap();
        for test in &group.tests {
            let signature: Option<Signature> = test.sig.as_slice().try_into().ok().map(Bytes);
            let is_good = signature.is_some_and(|signature| key.verify(&test.msg, &signature));
            assert_eq!(is_good, test.result == TestResult::Valid, "{}", test.tc_id);
            if is_good { valid += 1 } else { refused += 1 }
        }
    }
    assert!(valid > 100 && refused > 50, "{valid} valid, {refused} refused");
}

#[test]
fn aes_256_gcm_with_12_byte_nonces() {
    let set = aead::TestSet::load(aead::TestName::AesGcm).unwrap();
    let groups = set.test_groups.iter().filter(|g| g.key_size == 256 && g.nonce_size == 96);
    let mut seen = 0;
    for test in groups.flat_map(|group| &group.tests) {
        let cipher = Aes256Gcm::new_from_slice(&test.key).unwrap();
        let nonce: [u8; 12] = test.nonce.as_slice().try_into().unwrap();
        let sealed = [&test.ct[..], &test.tag].concat();
        let opened = cipher.decrypt(&nonce.into(), Payload { msg: &sealed, aad: &test.aad });
        assert_eq!(opened.is_ok(), test.result == TestResult::Valid, "{}", test.tc_id);
        if let Ok(opened) = opened {
            assert_eq!(opened, &test.pt[..]);
            let payload = Payload { msg: &test.pt[..], aad: &test.aad };
            assert_eq!(cipher.encrypt(&nonce.into(), payload).unwrap(), sealed);
        }
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn hkdf_sha256() {
    let set = hkdf_vectors::TestSet::load(hkdf_vectors::TestName::HkdfSha256).unwrap();
    let mut seen = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut okm = vec![0; test.size];
        let kdf = Hkdf::<Sha256>::new(Some(&test.salt), &test.ikm);
        let is_good = kdf.expand(&test.info, &mut okm).is_ok();
        assert_eq!(is_good, test.result == TestResult::Valid, "{}", test.tc_id);
        assert!(!is_good || okm == test.okm[..], "{}", test.tc_id);
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn hmac_sha256() {
    let set = mac::TestSet::load(mac::TestName::HmacSha256).unwrap();
    let mut seen = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut own = Hmac::<Sha256>::new_from_slice(&test.key).unwrap();
        own.update(&test.msg);
        let is_good = own.finalize().into_bytes()[..test.tag.len()] == test.tag[..];
        assert_eq!(is_good, test.result == TestResult::Valid, "{}", test.tc_id);
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
}
