//! `ring` behind the `jsonwebtoken` crate: signatures are checked with it, none is made.

use std::sync::Once;

use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey, DecodingKeyKind, EncodingKey,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{Error, ErrorKind},
    signature,
};
use ring::{
    hmac,
    signature::{
        ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
        RsaPublicKeyComponents, UnparsedPublicKey,
    },
};

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: no_signer,
    verifier_factory: verifier,
    key_utils: KeyUtils::new_unimplemented(),
};

/// Makes the crate use this; whoever was first stays.
pub(super) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if PROVIDER.install_default().is_err() {
            tracing::debug!("another part of this process has chosen how JWTs are checked");
        }
    });
}

struct Verifier(Algorithm, DecodingKey);

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, Error> {
    let family = match algorithm {
        Algorithm::HS256 => AlgorithmFamily::Hmac,
        Algorithm::ES256 => AlgorithmFamily::Ec,
        Algorithm::EdDSA => AlgorithmFamily::Ed,
        Algorithm::RS256 | Algorithm::PS256 => AlgorithmFamily::Rsa,
        _ => return Err(ErrorKind::InvalidAlgorithm.into()),
    };
    if key.family() != family {
        return Err(ErrorKind::InvalidKeyFormat.into());
    }
    Ok(Box::new(Verifier(*algorithm, key.clone())))
}

fn no_signer(_: &Algorithm, _: &EncodingKey) -> Result<Box<dyn JwtSigner>, Error> {
    Err(ErrorKind::InvalidAlgorithm.into())
}

impl signature::Verifier<Vec<u8>> for Verifier {
    fn verify(&self, message: &[u8], signed: &Vec<u8>) -> Result<(), signature::Error> {
        let Self(algorithm, key) = self;
        let bytes = || key.try_get_as_bytes().map_err(|_| ring::error::Unspecified);
        let checked = match algorithm {
            Algorithm::HS256 => bytes().and_then(|secret| {
                hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, secret), message, signed)
            }),
            Algorithm::ES256 => bytes().and_then(|point| {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signed)
            }),
            Algorithm::EdDSA => bytes()
                .and_then(|point| UnparsedPublicKey::new(&ED25519, point).verify(message, signed)),
            _ => match key.kind() {
                DecodingKeyKind::RsaModulusExponent { n, e } => {
                    let parameters = match algorithm {
                        Algorithm::PS256 => &RSA_PSS_2048_8192_SHA256,
                        _ => &RSA_PKCS1_2048_8192_SHA256,
                    };
                    RsaPublicKeyComponents { n, e }.verify(parameters, message, signed)
                }
                DecodingKeyKind::SecretOrDer(_) => Err(ring::error::Unspecified),
            },
        };
        checked.map_err(|_| signature::Error::new())
    }
}

impl JwtVerifier for Verifier {
    fn algorithm(&self) -> Algorithm {
        self.0
    }
}
