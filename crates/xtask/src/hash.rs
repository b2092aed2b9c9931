//! Hashes: for integrity attributes, for file names, and to know what was built already.

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256, Sha384};

/// `sha384-…`, as `integrity` attributes and `fetch` want it.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", Base64::encode_string(&Sha384::digest(bytes)))
}

/// `sha256-…`, where many of them would weigh more than what they name: as strong against a second file.
pub(crate) fn short_integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", Base64::encode_string(&Sha256::digest(bytes)))
}

/// The whole SHA-256 in hex.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Eight hex digits: enough to tell the builds of one file apart in its name.
pub(crate) fn short(bytes: &[u8]) -> String {
    sha256_hex(bytes).chars().take(8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_browsers_compute() {
        // `printf "alert('Hello, world.');" | openssl dgst -sha384 -binary | base64`, the example
        // of the SRI specification.
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
        assert_eq!(short(b"abc"), "ba7816bf");
    }
}
