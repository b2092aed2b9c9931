//! Networks in the log, under another name: entries stay for years, and an IPv6 /48 is often one home.

use std::{fmt, path::Path};

use hmac::{Hmac, KeyInit as _, Mac as _};
use rand_core::CryptoRng;
use sha2::Sha256;
use sigilo_protocol::{Bytes, b64u};
use zeroize::Zeroizing;

use crate::{
    events::Event,
    private::{self, PrivateFileError},
};

/// The detail of an event that has a network.
const DETAIL: &str = "network";

/// The key of the names, in a file beside the database: whoever deletes it, with the desk stopped, leaves
/// nobody who could tell whose they were.
#[derive(Clone)]
pub(super) struct NetworkKey(Zeroizing<[u8; 32]>);

impl NetworkKey {
    /// Reads the file, or makes a key and writes it.
    pub(super) fn open(path: &Path, rng: &mut impl CryptoRng) -> Result<Self, PrivateFileError> {
        if let Some(text) = private::read(path)?.map(Zeroizing::new) {
            let text = std::str::from_utf8(&text).ok().and_then(|text| Bytes::parse(text.trim()));
            let key = text.ok_or_else(|| PrivateFileError::Format(path.into()))?;
            return Ok(Self(Zeroizing::new(key.0)));
        }
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(key.as_mut());
        private::create(path, Zeroizing::new(b64u(key.as_ref())).as_bytes())?;
        Ok(Self(key))
    }

    /// `b64u(HMAC-SHA256(key, network)[..12])`: the same each time, and nothing without the key.
    fn name(&self, network: &str) -> String {
        // HMAC takes keys of any length: a key that it refused would name nothing.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.0.as_ref()) else {
            return String::new();
        };
        mac.update(network.as_bytes());
        let tag = mac.finalize().into_bytes();
        b64u(tag.get(..12).unwrap_or_default())
    }

    /// An event as it is kept.
    pub(super) fn hide(&self, event: &Event) -> Event {
        let mut event = event.clone();
        if let Some(network) = event.details.get_mut(DETAIL) {
            *network = self.name(network);
        }
        event
    }
}

impl fmt::Debug for NetworkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NetworkKey(…)")
    }
}
