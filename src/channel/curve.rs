//! P-256 by WebCrypto, for sessions, which don't wait: what is not known yet fails, is found out, and the session
//! is asked again.

use sigilo_protocol::{Bytes, Curve, DhSecret, Provider, Secret};

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
    /// The public halves of two, and what they agree on: nothing if there is no such point.
    agreed: Vec<([Bytes<65>; 2], Option<Secret>)>,
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
/// [`KeyError`] if WebCrypto makes no keys.
pub(crate) async fn known(step: &mut dyn FnMut(&mut Known)) -> Result<(), KeyError> {
    let mut known = Known::default();
    loop {
        known.used = 0;
        step(&mut known);
        match known.asked.take() {
            Some(Asked::Pair) => known.pairs.push(pair().await?),
            Some(Asked::Agreement(own, public)) => {
                let secret = agree(&own, &public).await.ok();
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
            return secret.clone();
        }
        self.asked = Some(Asked::Agreement(own.clone(), *public));
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

async fn pair() -> Result<DhSecret, KeyError> {
    let pair = generate(&curve("ECDH"), true, &["deriveBits"]).await?;
    let whole = subtle_call("exportKey", &["pkcs8".into(), member(&pair, "privateKey")?]).await?;
    let whole = bytes(&whole);
    let parts = || {
        let (scalar, rest) = whole.strip_prefix(&BEFORE_SCALAR)?.split_first_chunk()?;
        let point = rest.strip_prefix(&BEFORE_POINT)?.try_into().ok()?;
        Some(DhSecret::from_parts(Secret::new(*scalar), Bytes(point)))
    };
    parts().ok_or(KeyError)
}

async fn agree(own: &DhSecret, public: &Bytes<65>) -> Result<Secret, KeyError> {
    let whole =
        [&BEFORE_SCALAR, own.to_bytes().as_slice(), &BEFORE_POINT, &own.public().0].concat();
    let own = import("pkcs8", &whole, "ECDH", &["deriveBits"]).await?;
    let public = import("raw", &public.0, "ECDH", &[]).await?;
    let with = object(&[("name", "ECDH".into()), ("public", public)]);
    let shared = subtle_call("deriveBits", &[with, own, 256.into()]).await?;
    bytes(&shared).try_into().map(Secret::new).map_err(|_| KeyError)
}
