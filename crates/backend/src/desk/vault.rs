//! Sealing at rest: what the database holds is worth nothing without the key file.

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, KeyInit, Payload},
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// A key for AES-256-GCM under random nonces (NIST SP 800-38D §8.2.2): good for 2³² seals.
#[derive(Clone)]
pub(crate) struct Vault(Zeroizing<[u8; 32]>);

impl Vault {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self(Zeroizing::new(key))
    }

    pub(crate) fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(key.as_mut());
        Self(key)
    }

    pub(crate) fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.0.clone()
    }

    /// `iv ‖ AES-256-GCM(key, iv, text, aad = label)`; nothing if the text is too long for GCM.
    pub(crate) fn seal(
        &self,
        label: &str,
        text: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Option<Vec<u8>> {
        let mut iv = [0; 12];
        rng.fill_bytes(&mut iv);
        let payload = Payload { msg: text, aad: label.as_bytes() };
        let sealed = self.cipher()?.encrypt(&iv.into(), payload).ok()?;
        Some([iv.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed under the same label.
    pub(crate) fn open(&self, label: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (iv, sealed) = sealed.split_first_chunk::<12>()?;
        let payload = Payload { msg: sealed, aad: label.as_bytes() };
        self.cipher()?.decrypt(&(*iv).into(), payload).ok().map(Zeroizing::new)
    }

    fn cipher(&self) -> Option<Aes256Gcm> {
        Aes256Gcm::new_from_slice(self.0.as_slice()).ok()
    }
}

#[cfg(test)]
mod tests {
    use getrandom::SysRng;
    use rand_core::UnwrapErr;

    use super::*;

    #[test]
    fn what_was_sealed_opens_with_its_key_and_label_only() {
        let rng = &mut UnwrapErr(SysRng);
        let vault = Vault::generate(rng);
        let sealed = vault.seal("a", b"text", rng).unwrap();
        assert_eq!(vault.open("a", &sealed).unwrap().as_slice(), b"text");
        assert!(vault.open("b", &sealed).is_none());
        assert!(Vault::generate(rng).open("a", &sealed).is_none());
        assert!(vault.open("a", &sealed[1..]).is_none());
        assert!(vault.open("a", &[]).is_none());
        assert_eq!(Vault::new(*vault.to_bytes()).open("a", &sealed).unwrap().as_slice(), b"text");
    }
}
