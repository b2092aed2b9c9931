//! Wallets of crypto currencies, and keys to them.
//!
//! Addresses of Base58Check are known by alphabet, version and size: their check is SHA-256, which this
//! crate does not have. Those of Bech32 have a check that is made sure of.

mod base58;
mod bech32;

use crate::{
    Kind,
    found::{Found, Strength},
    reading::Reading,
    scene::Scene,
    token::{Class, variety},
};

/// The shortest address that is looked at, and the longest: an extended key has 111 signs.
const SIZES: std::ops::RangeInclusive<usize> = 25..=112;

/// Looks at a token.
pub(super) fn look(scene: &Scene<'_>, at: usize, _reading: Option<&Reading>, found: &mut Found) {
    let Some(token) = scene.token(at) else { return };
    if token.class == Class::Digits || !SIZES.contains(&token.len()) {
        return;
    }
    let span = (token.from as usize, token.to as usize);
    let signs = scene.written(at);
    if is_ethereum(signs) {
        found.formed(Kind::Crypto, span, Strength::Sure);
    } else if bech32::is_checked(signs) {
        found.checked(Kind::Crypto, span, Strength::Sure);
    } else if let Some((kind, strength)) = base58::of(signs) {
        found.formed(kind, span, strength);
    }
}

/// Twenty bytes in hexadecimal digits, not all of a few.
fn is_ethereum(signs: &[u8]) -> bool {
    let Some(rest) = signs.strip_prefix(b"0x").or_else(|| signs.strip_prefix(b"0X")) else {
        return false;
    };
    rest.len() == 40 && rest.iter().all(u8::is_ascii_hexdigit) && variety(rest) >= 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Settings};

    fn sure(text: &str, kind: Kind) -> Vec<String> {
        let own = Scanner::new(Settings::for_locale("en")).scan(text);
        let own = own.into_iter().filter(|own| own.kind == kind && own.is_sure());
        own.map(|own| own.text(text).to_owned()).collect()
    }

    #[test]
    fn addresses_of_the_usual_currencies_are_found() {
        for address in [
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ",
            "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
            "1111111111111111111114oLvT2",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            "bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297",
            "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
            "0x52908400098527886E0F7030069857D2E4169EE7",
            "0xde709f2102306220921060314715629080e2fb77",
            "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
            "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L",
            "LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9",
            "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
            "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
        ] {
            assert_eq!(sure(address, Kind::Crypto), [address]);
            let text = format!("my wallet is {address}, ok?");
            assert_eq!(sure(&text, Kind::Crypto), [address]);
        }
        let text = "solana: 7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV";
        assert_eq!(sure(text, Kind::Crypto).len(), 1);
    }

    #[test]
    fn a_wrong_size_sign_or_check_is_no_address() {
        for text in [
            "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2",
            "my wallet address is: 16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2",
            "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1Bo0Z",
            "3J98t1WpEZ73CNmQviecrnyiWrnqRhWN",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdz",
            "bc1Qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "8f953371d3e85eddb89b05ed6b9e680791055315c73e1025ab5dba7bb2aee189",
            "0x52908400098527886E0F7030069857D2E4169EE",
            "0x0000000000000000000000000000000000000000",
            "supercalifragilisticoespialidoso1",
        ] {
            assert_eq!(sure(text, Kind::Crypto), [""; 0], "{text}");
        }
    }

    #[test]
    fn keys_of_wallets_are_private_keys() {
        let key = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ";
        assert_eq!(sure(key, Kind::PrivateKey), [key]);
        let key = "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi";
        assert_eq!(sure(key, Kind::PrivateKey), [key]);
    }
}
