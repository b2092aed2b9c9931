//! What the site identity signs.

use sigilo_protocol::{jws::Unverified, *};

use super::site::{NOW, site};

const TYP: &str = "sigilo-manifest+jwt";

/// Nothing is believed that the key did not sign: the one manifest that it did is a seed.
pub(super) fn jws(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let site = site();
    if let Ok(unverified) = Unverified::parse(text, TYP)
        && let Ok(payload) = unverified.verify(&site.identity.public())
    {
        let signed = Unverified::parse(site.manifest.jws(), TYP).expect("it was verified");
        assert_eq!(payload, signed.unverified_payload());
    }
    if let Ok(manifest) = VerifiedManifest::verify(text, &site.pins(), NOW) {
        assert_eq!(manifest.hash(), site.manifest.hash());
    }
}

/// The bytes as a payload that the pinned key has signed, so that the fuzzer need not forge.
pub(super) fn manifest(data: &[u8]) {
    let site = site();
    if Json::parse(data).is_none() {
        return;
    }
    let jws = jws::sign(TYP, data, &site.identity);
    let Ok(manifest) = VerifiedManifest::cited(&jws, &site.pins()) else { return };
    assert_eq!(manifest.key, site.identity.public(), "only the pinned key is believed");
    assert!((1..=8).contains(&manifest.recipients.len()));
    assert!(manifest.recipients.iter().any(|recipient| recipient.sig.is_some()));
    let again = VerifiedManifest::cited(&manifest.sign(&site.identity), &site.pins());
    assert_eq!(*again.expect("its own text"), *manifest);
    let code = SafetyCode::of(&manifest);
    assert!(code.digits().len() == 35 && code.bits().iter().all(|word| *word < 2048));
}
