//! The visitor's two keys, made and held by WebCrypto: neither can be taken out of the browser.

use js_sys::{Array, Reflect, Uint8Array};
use sigilo_protocol::{Bytes, PublicKey, Signature};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKey;

use crate::browser::{object, promised, subtle};

/// WebCrypto said no, or is not there.
#[derive(Debug)]
pub(crate) struct KeyError;

impl From<JsValue> for KeyError {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// An ES256 key that signs envelopes and receipts, and an AES-256-GCM key that seals what is kept.
#[derive(Clone)]
pub(crate) struct Keys {
    sign: CryptoKey,
    seal: CryptoKey,
    public: PublicKey,
}

impl Keys {
    /// New keys, neither extractable.
    pub(crate) async fn generate() -> Result<Self, KeyError> {
        let pair = generate(&curve("ECDSA"), false, &["sign", "verify"]).await?;
        let sign = member(&pair, "privateKey")?.dyn_into()?;
        // A public key can be exported, whatever its pair.
        let point = subtle_call("exportKey", &["raw".into(), member(&pair, "publicKey")?]).await?;
        let public = PublicKey::from_point(&bytes(&point)).ok_or(KeyError)?;
        let algorithm = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
        let seal = generate(&algorithm, false, &["encrypt", "decrypt"]).await?.dyn_into()?;
        Ok(Self { sign, seal, public })
    }

    /// The keys as IndexedDB keeps them: key objects, no key bytes, and the public point.
    pub(crate) fn to_js(&self) -> JsValue {
        object(&[
            ("sign", self.sign.clone().into()),
            ("seal", self.seal.clone().into()),
            ("point", Uint8Array::from(self.public.point().as_slice()).into()),
        ])
    }

    /// The keys that [`Keys::to_js`] kept.
    pub(crate) fn from_js(kept: &JsValue) -> Result<Self, KeyError> {
        Ok(Self {
            sign: member(kept, "sign")?.dyn_into()?,
            seal: member(kept, "seal")?.dyn_into()?,
            public: PublicKey::from_point(&bytes(&member(kept, "point")?)).ok_or(KeyError)?,
        })
    }

    /// The signing key's public half.
    pub(crate) fn public(&self) -> PublicKey {
        self.public
    }

    /// Signs with ES256, in P1363 form.
    pub(crate) async fn sign(&self, message: &[u8]) -> Result<Signature, KeyError> {
        let algorithm = object(&[("name", "ECDSA".into()), ("hash", "SHA-256".into())]);
        let args = [algorithm, self.sign.clone().into(), Uint8Array::from(message).into()];
        let signature = subtle_call("sign", &args).await?;
        bytes(&signature).try_into().map(Bytes).map_err(|_| KeyError)
    }

    /// Seals `text` under the label `aad`: iv ‖ AES-256-GCM(text), with a random 12-byte iv.
    pub(crate) async fn seal(&self, aad: &str, text: &[u8]) -> Result<Uint8Array, KeyError> {
        let mut iv = [0; 12];
        getrandom::fill(&mut iv).map_err(|_| KeyError)?;
        let args = [gcm(&iv, aad), self.seal.clone().into(), Uint8Array::from(text).into()];
        let sealed = bytes(&subtle_call("encrypt", &args).await?);
        Ok(Uint8Array::from([iv.as_slice(), &sealed].concat().as_slice()))
    }

    /// Opens what [`Keys::seal`] sealed under the same label.
    pub(crate) async fn open(&self, aad: &str, sealed: &JsValue) -> Result<Vec<u8>, KeyError> {
        let sealed = bytes(sealed);
        let (iv, sealed) = sealed.split_at_checked(12).ok_or(KeyError)?;
        let args = [gcm(iv, aad), self.seal.clone().into(), Uint8Array::from(sealed).into()];
        Ok(bytes(&subtle_call("decrypt", &args).await?))
    }
}

/// Whether `signature` is `key`'s over `message` (ES256): the browser's arithmetic, so that what loads at once
/// has none of its own.
pub(crate) async fn verify(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
    let check = async || -> Result<JsValue, KeyError> {
        let key = import("raw", &key.point(), "ECDSA", &["verify"]).await?;
        let algorithm = object(&[("name", "ECDSA".into()), ("hash", "SHA-256".into())]);
        let bytes = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
        subtle_call("verify", &[algorithm, key, bytes(&signature.0), bytes(message)]).await
    };
    check().await.is_ok_and(|holds| holds == JsValue::TRUE)
}

/// A key, or a pair of keys, for these usages; `is_open`: private halves can be taken out.
pub(crate) async fn generate(
    algorithm: &JsValue,
    is_open: bool,
    usages: &[&str],
) -> Result<JsValue, KeyError> {
    subtle_call("generateKey", &[algorithm.clone(), is_open.into(), names(usages)]).await
}

/// A key on P-256 for `algorithm`, and for these usages; an error if it is none.
pub(crate) async fn import(
    format: &str,
    key: &[u8],
    algorithm: &str,
    usages: &[&str],
) -> Result<JsValue, KeyError> {
    let key = Uint8Array::from(key).into();
    let args = [format.into(), key, curve(algorithm), false.into(), names(usages)];
    subtle_call("importKey", &args).await
}

/// `algorithm` on P-256.
pub(crate) fn curve(algorithm: &str) -> JsValue {
    object(&[("name", algorithm.into()), ("namedCurve", "P-256".into())])
}

fn names(usages: &[&str]) -> JsValue {
    usages.iter().map(|usage| JsValue::from_str(usage)).collect::<Array>().into()
}

/// A member of what WebCrypto made.
pub(crate) fn member(of: &JsValue, name: &str) -> Result<JsValue, KeyError> {
    Ok(Reflect::get(of, &name.into())?)
}

/// Calls one of WebCrypto's methods.
pub(crate) async fn subtle_call(method: &str, args: &[JsValue]) -> Result<JsValue, KeyError> {
    let subtle = subtle().ok_or(KeyError)?;
    Ok(promised(&subtle, method, args).await?)
}

fn gcm(iv: &[u8], aad: &str) -> JsValue {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(iv).into()),
        ("additionalData", Uint8Array::from(aad.as_bytes()).into()),
    ])
}

/// The bytes of an `ArrayBuffer`.
pub(crate) fn bytes(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}
