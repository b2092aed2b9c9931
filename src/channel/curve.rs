//! P-256 by WebCrypto, for sessions, which don't wait: what is not known yet fails, is found out, and the session
//! is asked again.

use sigilo_protocol::{Bytes, Curve, DhSecret, Provider, Secret};
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

use crate::{
    browser::object,
    keys::{KeyError, bytes, curve, generate, import, member, subtle_call},
    random,
};

/// A private key as WebCrypto has it (PKCS #8, RFC 5208, with RFC 5915's members): this, its 32-byte scalar, …
const BEFORE_SCALAR: [u8; 36] =
    *b"\x30\x81\x87\x02\x01\x00\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\
    \x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x04\x6d\x30\x6b\x02\x01\x01\x04\x20";

/// … this, and its 65-byte point.
const BEFORE_POINT: [u8; 5] = *b"\xa1\x44\x03\x42\x00";

/// What is known for one step of a session.
#[derive(Default)]
pub(crate) struct Known {
    /// Key pairs, and how many of them this try has had.
    pairs: Vec<DhSecret>,
    used: usize,
    /// The public halves of two, and what they agree on.
    agreed: Vec<([Bytes<65>; 2], Secret)>,
    asked: Option<Asked>,
}

enum Asked {
    Pair,
    Agreement(DhSecret, Bytes<65>),
}

/// Has `step` go on until all that it asks for is known.
///
/// # Errors
///
/// [`KeyError`] if WebCrypto fails: then nothing is known of the step, which has changed nothing.
pub(crate) async fn known(step: &mut dyn FnMut(&mut Known)) -> Result<(), KeyError> {
    let mut known = Known::default();
    loop {
        known.used = 0;
        step(&mut known);
        match known.asked.take() {
            Some(Asked::Pair) => known.pairs.push(pair().await?),
            Some(Asked::Agreement(own, public)) => {
                let secret = agree(&own, &public).await?;
                known.agreed.push(([own.public(), public], secret));
            }
            None => return Ok(()),
        }
    }
}

impl Curve for Known {
    fn agree(&mut self, own: &DhSecret, public: &Bytes<65>) -> Option<Secret> {
        let both = [own.public(), *public];
        if let Some((_, secret)) = self.agreed.iter().find(|(of, _)| *of == both) {
            return Some(secret.clone());
        }
        // WebKitGTK does not look, and takes what is none.
        if is_point(public) {
            self.asked = Some(Asked::Agreement(own.clone(), *public));
        }
        None
    }
}

impl Provider for Known {
    fn random(&mut self, out: &mut [u8]) {
        random::fill(out);
    }

    fn pair(&mut self) -> Option<DhSecret> {
        let pair = self.pairs.get(self.used).cloned();
        self.used += 1;
        if pair.is_none() {
            self.asked = Some(Asked::Pair);
        }
        pair
    }
}

/// The field's prime, and the curve's y² = x³ + ax + b (SP 800-186 §3.2.1.3); a is three less than the prime.
const P: [u8; 32] = *b"\xff\xff\xff\xff\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\
    \xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
const B: [u8; 32] = *b"\x5a\xc6\x35\xd8\xaa\x3a\x93\xe7\xb3\xeb\xbd\x55\x76\x98\x86\xbc\
    \x65\x1d\x06\xb0\xcc\x53\xb0\xf6\x3b\xce\x3c\x3e\x27\xd2\x60\x4b";

/// Whether it is an uncompressed point of the curve (SP 800-56A §5.6.2.3.4). By the browser's integers, since all of
/// it is public: `p256`'s field costs 5 KB.
fn is_point(public: &Bytes<65>) -> bool {
    let (sign, (x, y)) = (public.0[0], public.0[1..].split_at(32));
    if sign != 4 || x >= P.as_slice() || y >= P.as_slice() {
        return false;
    }
    let mut a = P;
    a[31] -= 3;
    let [x, y, p, a, b] = [x, y, &P, &a, &B].map(number);
    let right = &(&(&(&x * &x) + &a) * &x) + &b;
    &right % &p == &(&y * &y) % &p
}

/// A `BigInt`.
fn number(bytes: &[u8]) -> JsValue {
    let base = JsValue::from(256_u64);
    let digit = |number: JsValue, byte: &u8| &(&number * &base) + &JsValue::from(u64::from(*byte));
    bytes.iter().fold(JsValue::from(0_u64), digit)
}

async fn pair() -> Result<DhSecret, KeyError> {
    let pair = generate(&curve("ECDH"), true, &["deriveBits"]).await?;
    let whole = subtle_call("exportKey", &["pkcs8".into(), member(&pair, "privateKey")?]).await?;
    let whole = Zeroizing::new(bytes(&whole));
    let parts = || {
        let (scalar, rest) = whole.strip_prefix(&BEFORE_SCALAR)?.split_first_chunk()?;
        let point = rest.strip_prefix(&BEFORE_POINT)?.try_into().ok()?;
        Some(DhSecret::from_parts(Secret::new(*scalar), Bytes(point)))
    };
    parts().ok_or(KeyError)
}

async fn agree(own: &DhSecret, public: &Bytes<65>) -> Result<Secret, KeyError> {
    let (scalar, point) = (own.to_bytes(), own.public().0);
    let whole = [&BEFORE_SCALAR, scalar.as_slice(), &BEFORE_POINT, &point].concat();
    let whole = Zeroizing::new(whole);
    let own = import("pkcs8", &whole, "ECDH", &["deriveBits"]).await?;
    let public = import("raw", &public.0, "ECDH", &[]).await?;
    let with = object(&[("name", "ECDH".into()), ("public", public)]);
    let shared = subtle_call("deriveBits", &[with, own, 256.into()]).await?;
    let shared = Zeroizing::new(bytes(&shared));
    shared.as_slice().try_into().map(Secret::new).map_err(|_| KeyError)
}

#[cfg(target_family = "wasm")]
#[cfg(test)]
mod tests {
    use sigilo_protocol::{Native, b64u};
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;
    use crate::random::rng;

    wasm_bindgen_test_configure!(run_in_browser);

    /// What the browser's two know of a step that makes a key and agrees with `public`.
    async fn agreed(public: Bytes<65>) -> Option<(DhSecret, Secret)> {
        let mut agreed = None;
        let step = &mut |by: &mut Known| {
            let own = by.pair();
            agreed = own.and_then(|own| Some((own.clone(), by.agree(&own, &public)?)));
        };
        known(step).await.unwrap();
        agreed
    }

    #[wasm_bindgen_test]
    async fn the_browser_s_arithmetic_is_rust_crypto_s() {
        for _ in 0..20 {
            let other = DhSecret::generate(&mut rng());
            let (own, secret) = agreed(other.public()).await.unwrap();
            let again = DhSecret::from_bytes(own.to_bytes().as_slice()).unwrap();
            assert_eq!(again.public(), own.public());
            assert_eq!(Native.agree(&other, &own.public()).unwrap(), secret);
        }
    }

    #[wasm_bindgen_test]
    async fn what_is_no_point_is_refused_before_the_browser_is_asked() {
        let point = DhSecret::generate(&mut rng()).public();
        assert!(is_point(&point));
        let changed = |at: usize, to: &[u8]| {
            let mut point = point;
            point.0[at..at + to.len()].copy_from_slice(to);
            point
        };
        let [one, other] = [point.0[64] ^ 1, point.0[32] ^ 1];
        let hybrid = changed(0, &[6 + (point.0[64] & 1)]);
        let zero = changed(1, &[0; 64]);
        let beyond = changed(1, &[0xff; 64]);
        let prime = changed(33, &P);
        let bad = [
            changed(64, &[one]),
            changed(32, &[other]),
            changed(0, &[2]),
            hybrid,
            zero,
            beyond,
            prime,
        ];
        for bad in bad {
            assert!(!is_point(&bad), "{}", b64u(&bad.0));
            assert!(agreed(bad).await.is_none());
        }
    }
}
