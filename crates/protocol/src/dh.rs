//! P-256: key pairs, Diffie-Hellman (NIST SP 800-56A §5.7.1.2), and who computes them.

use core::fmt;

use p256::{
    PublicKey, SecretKey,
    ecdh::diffie_hellman,
    elliptic_curve::{Generate, sec1::ToSec1Point},
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::bytes::Bytes;

/// A secret of 32 bytes.
pub type Secret = Zeroizing<[u8; 32]>;

/// Who computes on the curve: [`Native`], or a browser's WebCrypto, so that a page ships no arithmetic.
///
/// One that has to wait for a result may give nothing, find out what was asked, and have the session asked
/// again: whatever lacks a result fails, and changes nothing.
pub trait Curve {
    /// The x-coordinate of the shared point; nothing if `public` is no uncompressed point of the curve.
    fn agree(&mut self, own: &DhSecret, public: &Bytes<65>) -> Option<Secret>;
}

/// What sealing draws on. Every [`CryptoRng`] is one, by [`Native`] arithmetic.
pub trait Provider: Curve {
    /// Fills `out` with random bytes.
    fn random(&mut self, out: &mut [u8]);

    /// A new key pair.
    fn pair(&mut self) -> Option<DhSecret>;
}

/// RustCrypto's arithmetic.
#[derive(Debug)]
pub struct Native;

impl Curve for Native {
    fn agree(&mut self, own: &DhSecret, public: &Bytes<65>) -> Option<Secret> {
        let own = SecretKey::from_bytes(&(*own.scalar).into()).ok()?;
        let public = (public.0[0] == 4).then(|| PublicKey::from_sec1_bytes(&public.0).ok())??;
        let shared = diffie_hellman(own.to_nonzero_scalar(), public.as_affine());
        Some(Zeroizing::new((*shared.raw_secret_bytes()).into()))
    }
}

impl<R: CryptoRng> Curve for R {
    fn agree(&mut self, own: &DhSecret, public: &Bytes<65>) -> Option<Secret> {
        Native.agree(own, public)
    }
}

impl<R: CryptoRng> Provider for R {
    fn random(&mut self, out: &mut [u8]) {
        self.fill_bytes(out);
    }

    fn pair(&mut self) -> Option<DhSecret> {
        Some(DhSecret::generate(self))
    }
}

/// A private key, for the ratchet, with its public half. It is no KEM key: a key has one use.
#[derive(Clone)]
pub struct DhSecret {
    scalar: Secret,
    public: Bytes<65>,
}

impl DhSecret {
    /// A new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self::of(&SecretKey::generate_from_rng(rng))
    }

    /// Reads the 32-byte scalar.
    pub fn from_bytes(scalar: &[u8]) -> Option<Self> {
        // `SecretKey::from_slice` would fill up a shorter one.
        SecretKey::from_bytes(scalar.try_into().ok()?).ok().map(|own| Self::of(&own))
    }

    /// The scalar with the public half that a [`Provider`] or [`DhSecret::public`] gave for it.
    pub fn from_parts(scalar: Secret, public: Bytes<65>) -> Self {
        Self { scalar, public }
    }

    /// As [`DhSecret::from_parts`], of a key that may have been kept before public halves were: then nothing where
    /// there is no arithmetic.
    pub(crate) fn kept(scalar: Secret, public: Option<Bytes<65>>) -> Option<Self> {
        match public {
            Some(public) => Some(Self::from_parts(scalar, public)),
            None if cfg!(target_family = "wasm") => None,
            None => Self::from_bytes(scalar.as_slice()),
        }
    }

    fn of(own: &SecretKey) -> Self {
        let mut public = [0; 65];
        public.copy_from_slice(own.public_key().to_sec1_point(false).as_bytes());
        Self { scalar: Zeroizing::new(own.to_bytes().into()), public: Bytes(public) }
    }

    /// The 32-byte scalar.
    pub fn to_bytes(&self) -> Secret {
        self.scalar.clone()
    }

    /// The public half, SEC1 uncompressed.
    pub fn public(&self) -> Bytes<65> {
        self.public
    }
}

impl fmt::Debug for DhSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DhSecret(public {})", self.public())
    }
}

#[cfg(test)]
mod tests {
    use getrandom::{SysRng, rand_core::UnwrapErr};
    use std::format;

    use super::*;

    #[test]
    fn both_sides_agree_and_a_third_does_not() {
        let rng = &mut UnwrapErr(SysRng);
        let [a, b, c] = [(); 3].map(|()| DhSecret::generate(rng));
        assert_eq!(Native.agree(&a, &b.public()), Native.agree(&b, &a.public()));
        assert_ne!(Native.agree(&a, &b.public()), Native.agree(&a, &c.public()));
    }

    #[test]
    fn invalid_curve_identity_compressed_and_hybrid_points_are_refused() {
        let rng = &mut UnwrapErr(SysRng);
        let (a, point) = (DhSecret::generate(rng), DhSecret::generate(rng).public());
        let changed = |at: usize, to: u8| {
            let mut point = point;
            point.0[at] = to;
            point
        };
        let hybrid = changed(0, 6 + (point.0[64] & 1));
        for bad in [changed(64, point.0[64] ^ 1), changed(0, 2), hybrid, Bytes([0; 65])] {
            assert!(Native.agree(&a, &bad).is_none());
        }
    }

    #[test]
    fn scalars_of_another_length_or_outside_the_order_are_refused() {
        for bad in [[1; 31].as_slice(), &[1; 33], &[], &[0; 32], &[0xff; 32]] {
            assert!(DhSecret::from_bytes(bad).is_none());
        }
        assert!(DhSecret::from_bytes(&[1; 32]).is_some());
    }

    #[test]
    fn debug_shows_the_public_half_only() {
        let key = DhSecret::generate(&mut UnwrapErr(SysRng));
        assert_eq!(format!("{key:?}"), format!("DhSecret(public {})", key.public()));
    }
}
