//! A JWS that says how it wants to be checked. The payload is what the attacker would have signed.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;
use sigilo_protocol::*;

use crate::live::{NOW, World, pins, world};

const HONEST: &str = r#"{"alg":"ES256","typ":"sigilo-manifest+jwt"}"#;

/// What comes of the manifest's payload under `header`, signed by `sign`.
fn verdict(world: &World, header: &str, sign: impl Fn(&[u8]) -> Vec<u8>) -> Option<ManifestError> {
    let payload = world.manifest.jws().split('.').nth(1).unwrap();
    let input = format!("{}.{payload}", b64u(header.as_bytes()));
    let jws = format!("{input}.{}", b64u(&sign(input.as_bytes())));
    VerifiedManifest::verify(&jws, &pins(&world.site), NOW).err()
}

fn by(key: &SigningKey) -> impl Fn(&[u8]) -> Vec<u8> {
    |input| key.sign(input).0.to_vec()
}

/// The honest header passes with the site's signature and with no other; `header` with neither.
fn must_refuse(header: &str) {
    let mut world = world();
    let mallory = SigningKey::generate(&mut world.rng);
    assert_eq!(verdict(&world, HONEST, by(&world.site)), None);
    assert_eq!(verdict(&world, HONEST, by(&mallory)), Some(ManifestError::Signature));
    for key in [&mallory, &world.site] {
        assert_eq!(verdict(&world, header, by(key)), Some(ManifestError::Format), "{header}");
    }
}

fn with(name: &str, value: serde_json::Value) -> String {
    let mut header: serde_json::Value = serde_json::from_str(HONEST).unwrap();
    header[name] = value;
    header.to_string()
}

#[test]
fn jws_confusion_none() {
    let world = world();
    for alg in ["none", "None", "NONE", ""] {
        let header = with("alg", alg.into());
        must_refuse(&header);
        assert_eq!(verdict(&world, &header, |_| vec![]), Some(ManifestError::Format));
    }
    assert_eq!(verdict(&world, HONEST, |_| vec![]), Some(ManifestError::Format));
    let nothing = verdict(&world, HONEST, |_| vec![0; 64]);
    assert_eq!(nothing, Some(ManifestError::Signature));
}

/// The public key, which everybody has, as the secret of a MAC.
#[test]
fn jws_confusion_hs256() {
    let world = world();
    let public = world.site.public();
    for secret in [public.point().to_vec(), public.to_json().to_text().into_bytes()] {
        let mac = |input: &[u8]| {
            let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
            mac.update(input);
            mac.finalize().into_bytes().to_vec()
        };
        let header = with("alg", "HS256".into());
        assert_eq!(verdict(&world, &header, mac), Some(ManifestError::Format));
        assert_eq!(verdict(&world, HONEST, mac), Some(ManifestError::Format));
    }
    must_refuse(&with("alg", "HS256".into()));
}

#[test]
fn jws_confusion_jwk() {
    let mut world = world();
    let mallory = SigningKey::generate(&mut world.rng);
    let jwk = serde_json::to_value(mallory.public()).unwrap();
    let header = with("jwk", jwk);
    assert_eq!(verdict(&world, &header, by(&mallory)), Some(ManifestError::Format));
    must_refuse(&header);
}

#[test]
fn jws_confusion_jku() {
    must_refuse(&with("jku", "https://mallory.example/keys".into()));
    must_refuse(&with("kid", "../../dev/null".into()));
}

#[test]
fn jws_confusion_x5u() {
    must_refuse(&with("x5u", "https://mallory.example/chain".into()));
    must_refuse(&with("x5c", json!(["MIIB"])));
    must_refuse(&with("crit", json!([])));
}

/// What the site has signed for another use.
#[test]
fn jws_confusion_typ() {
    for typ in ["sigilo-receipt+jwt", "JWT", "SIGILO-MANIFEST+JWT", ""] {
        must_refuse(&with("typ", typ.into()));
    }
    must_refuse(r#"{"alg":"ES256"}"#);
}

/// Two readers of one JWS see two headers.
#[test]
fn jws_confusion_duplicate_keys() {
    for twice in [
        r#"{"alg":"none","alg":"ES256","typ":"sigilo-manifest+jwt"}"#,
        r#"{"alg":"ES256","alg":"none","typ":"sigilo-manifest+jwt"}"#,
        r#"{"alg":"ES256","alg":"ES256","typ":"sigilo-manifest+jwt"}"#,
        r#"{"alg":"ES256","typ":"JWT","typ":"sigilo-manifest+jwt"}"#,
        r#"{"alg":"ES256","\u0061lg":"none","typ":"sigilo-manifest+jwt"}"#,
    ] {
        must_refuse(twice);
    }
}
