//! Diffie-Hellman on P-256 (NIST SP 800-56A §5.7.1.2), for the ratchet.

use core::fmt;

use p256::{
    PublicKey, SecretKey,
    ecdh::diffie_hellman,
    elliptic_curve::{Generate, sec1::ToSec1Point},
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::bytes::Bytes;

/// A private ratchet key. It is no KEM key: a key has one use.
#[derive(Clone)]
pub struct DhSecret(SecretKey);

impl DhSecret {
    /// A new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(SecretKey::generate_from_rng(rng))
    }

    /// Reads the 32-byte scalar.
    pub fn from_bytes(scalar: &[u8]) -> Option<Self> {
        // `SecretKey::from_slice` would fill up a shorter one.
        SecretKey::from_bytes(scalar.try_into().ok()?).ok().map(Self)
    }

    /// The 32-byte scalar.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    /// The public half, SEC1 uncompressed.
    pub fn public(&self) -> Bytes<65> {
        let mut out = [0; 65];
        out.copy_from_slice(self.0.public_key().to_sec1_point(false).as_bytes());
        Bytes(out)
    }

    /// The x-coordinate of the shared point; nothing if `public` is no uncompressed point of the
    /// curve.
    pub(crate) fn agree(&self, public: &Bytes<65>) -> Option<Zeroizing<[u8; 32]>> {
        let public = (public.0[0] == 4).then(|| PublicKey::from_sec1_bytes(&public.0).ok())??;
        let shared = diffie_hellman(self.0.to_nonzero_scalar(), public.as_affine());
        Some(Zeroizing::new((*shared.raw_secret_bytes()).into()))
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
        assert_eq!(a.agree(&b.public()), b.agree(&a.public()));
        assert_ne!(a.agree(&b.public()), a.agree(&c.public()));
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
            assert!(a.agree(&bad).is_none());
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
