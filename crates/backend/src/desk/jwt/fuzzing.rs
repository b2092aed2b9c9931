//! JWTs and JWKS of others, as a fuzzer feeds them. Not part of any build but the fuzzer's and the tests'.

use jsonwebtoken::jwk::JwkSet;
use ring::hmac;
use serde_json::Value;
use sigilo_protocol::b64u;

use super::{Algorithm, DecodingKey, Expected, keys::pick};

const SECRET: &[u8] = &[b's'; 32];
const NOW: u64 = 1_800_000_000;

/// Data as a token, and as the claims of one that is signed: what counts is of the issuer, for this site, of now.
pub(crate) fn token(data: &[u8]) {
    let expected = Expected {
        algorithms: &[Algorithm::HS256],
        issuer: "https://insurer.example/login",
        audience: "insurer.example",
        within: 600,
    };
    let key = DecodingKey::from_secret(SECRET);
    let claims = |token: &str| {
        let header = expected.header(token).ok()?;
        expected.claims::<Value>(token, &header, &key, NOW).ok()
    };
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = claims(text);
    }
    let input = format!("{}.{}", b64u(br#"{"alg":"HS256"}"#), b64u(data));
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, SECRET), input.as_bytes());
    if let Some(claims) = claims(&format!("{input}.{}", b64u(tag.as_ref()))) {
        let exp = claims["exp"].as_u64();
        assert!(exp.is_some_and(|exp| exp > NOW && exp <= NOW + 600), "{claims}");
        assert_eq!(claims["iss"], "https://insurer.example/login");
    }
}

/// An issuer's keys: one that is picked is of the kind that its signatures have.
pub(crate) fn keys(data: &[u8]) {
    let Ok(set) = serde_json::from_slice::<JwkSet>(data) else { return };
    for algorithm in [Algorithm::ES256, Algorithm::EdDSA, Algorithm::RS256, Algorithm::HS256] {
        for kid in [None, Some("es"), Some("")] {
            let picked = pick(&set, kid, algorithm);
            assert!(
                picked.is_err() || algorithm != Algorithm::HS256,
                "a secret out of public keys"
            );
        }
    }
}
