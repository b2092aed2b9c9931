//! What a person knows and has: a password (argon2id), a device that tells codes (TOTP, RFC 6238),
//! and recovery codes for the day it is lost.

use std::sync::OnceLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use getrandom::SysRng;
use rand_core::{Rng as _, UnwrapErr};
use sigilo_protocol::Hash;
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

/// Shortest password, in characters. A shorter one is guessed at a stolen file; a longer least is
/// written on paper.
pub const MIN_PASSWORD: usize = 12;

/// Longest, in bytes: hashing takes no longer for it.
pub(super) const MAX_PASSWORD: usize = 1_024;

/// Length of the shared secret, in bytes: SHA-1's block of output, as RFC 4226 §4 recommends.
const SECRET: usize = 20;

/// How many recovery codes an account gets.
const CODES: usize = 8;

/// Letters of recovery codes (RFC 4648's base 32, lower case): none is taken for another.
const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// What a person is given once, when the account is made or its device is lost.
pub struct Given {
    /// For the device: an `otpauth:` address.
    pub device: String,
    /// The same secret, to be typed.
    pub secret: String,
    /// For the day that the device is lost; each is good once.
    pub codes: Vec<String>,
    pub(super) bytes: Zeroizing<Vec<u8>>,
}

impl Given {
    pub(super) fn new(site: &str, account: &str) -> Option<Self> {
        let bytes = Zeroizing::new(random::<SECRET>().to_vec());
        let totp = totp(&bytes, site, account)?;
        let codes = (0..CODES).map(|_| code()).collect();
        Some(Self { device: totp.to_url().ok()?, secret: totp.secret().to_base32(), codes, bytes })
    }
}

impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Given({} codes)", self.codes.len())
    }
}

/// `argon2id` with the crate's parameters (19 MiB, 2 passes: OWASP's first choice), a fresh salt.
pub(super) fn hash(password: &str) -> Option<String> {
    let salt = random::<16>();
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    hash.ok().map(|hash: argon2::password_hash::phc::PasswordHash| hash.to_string())
}

/// Whether it is the password. Without a hash the same work is done, for nothing: the time does not
/// tell which names there are.
pub(super) fn is_password(password: &str, stored: Option<&str>) -> bool {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let nobody = NOBODY.get_or_init(|| hash("nobody's password").unwrap_or_default());
    let hash = PasswordHash::new(stored.unwrap_or(nobody));
    let fits = hash
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    fits && stored.is_some()
}

/// The step that a code is of, if it is one of now or of half a minute ago or ahead.
pub(super) fn step(secret: &[u8], code: &str, now: u64) -> Option<u64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| totp(secret, "desk", "staff")?.check(&code, now)).flatten()
}

/// The code that a device with this secret, as it is given to be typed, shows at a time.
#[cfg(feature = "demo")]
pub(crate) fn code_at(secret: &str, now: u64) -> Option<String> {
    let secret = totp_rs::Secret::try_from_base32(secret).ok()?;
    let totp = Builder::new().with_secret(secret).with_account_name("staff").build().ok()?;
    Some(totp.generate(now).to_string())
}

/// A recovery code's name in the database.
pub(super) fn code_name(code: &str) -> String {
    let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    Hash::of(bare.to_lowercase().as_bytes()).to_string()
}

/// A password that nobody has to think of: 100 bits.
pub fn new_password() -> String {
    letters(20)
}

/// What names a session: 256 random bits.
pub(super) fn token() -> String {
    sigilo_protocol::b64u(&random::<32>())
}

fn totp(secret: &[u8], site: &str, account: &str) -> Option<Totp> {
    // A colon separates the two.
    let plain = |text: &str| text.replace(':', " ");
    let builder = Builder::new().with_secret(secret.to_vec());
    builder.with_account_name(plain(account)).with_issuer(Some(plain(site))).build().ok()
}

fn code() -> String {
    letters(16)
}

/// Groups of four letters of 5 random bits each.
fn letters(count: usize) -> String {
    let mut bytes = vec![0; count];
    UnwrapErr(SysRng).fill_bytes(&mut bytes);
    let letters: Vec<u8> = bytes.iter().map(|byte| LETTERS[usize::from(byte % 32)]).collect();
    let groups = letters.chunks(4).map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join("-")
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    UnwrapErr(SysRng).fill_bytes(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_as_argon2id_and_no_other_fits() {
        let stored = hash("correct horse battery").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(is_password("correct horse battery", Some(&stored)));
        assert!(!is_password("correct horse batterz", Some(&stored)));
        assert!(!is_password("nobody's password", None));
        assert_ne!(hash("correct horse battery").unwrap(), stored, "the salt is new");
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, the last six of its eight digits.
        let secret = b"12345678901234567890";
        for (now, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(step(secret, code, now), Some(now / 30), "{now}");
            assert_eq!(step(secret, code, now + 30), Some(now / 30), "a clock may be behind");
            assert_eq!(step(secret, code, now + 61), None);
        }
        for bad in ["", "28708", "2870820", "28708a", "२८७०८२"] {
            assert_eq!(step(secret, bad, 59), None);
        }
        assert_eq!(step(secret, "287 082", 59), Some(1));
    }

    #[test]
    fn what_is_given_is_new_each_time_and_not_shown_by_debug() {
        let (one, other) = (Given::new("s", "a").unwrap(), Given::new("s", "a").unwrap());
        assert_ne!(one.secret, other.secret);
        assert_eq!(one.codes.len(), 8);
        assert!(one.codes.iter().all(|code| code.len() == 19 && !other.codes.contains(code)));
        assert!(one.device.starts_with("otpauth://totp/s:a?"), "{}", one.device);
        assert_eq!(format!("{one:?}"), "Given(8 codes)");
        assert_eq!(
            code_name(&one.codes[0]),
            code_name(&one.codes[0].to_uppercase().replace('-', " "))
        );
    }
}
