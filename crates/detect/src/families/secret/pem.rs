//! Private keys in text (RFC 7468, and as SSH and PGP write them).

use crate::{Kind, found::Found, list::trailing, scene::Scene};

/// How many tokens a key may have: one of 4,096 bits as PGP writes it has some two hundred lines.
const TOKENS: usize = 2000;

/// Looks at a token for the word that a key begins with.
pub(super) fn look(scene: &Scene<'_>, at: usize, found: &mut Found) {
    if !scene.is_written(at, "BEGIN") || !is_ruled(scene, at) {
        return;
    }
    let is_private = (at + 1..at + 5)
        .any(|token| scene.is_written(token, "PRIVATE") && scene.is_written(token + 1, "KEY"));
    let Some(first) = scene.token(at).filter(|_| is_private) else { return };
    let dashes = trailing(scene.gap(at), |sign| sign == b'-');
    let to = end(scene, at + 1);
    // Surer than what is found within it, whatever sticks to it.
    found.weighed(Kind::PrivateKey, (first.from as usize - dashes, to), 99);
}

/// Whether a gap ends with the dashes before BEGIN or END.
fn is_ruled(scene: &Scene<'_>, token: usize) -> bool {
    scene.gap(token).ends_with(b"-----")
}

/// Where a key ends whose label begins at a token: after its END, or where it breaks off.
fn end(scene: &Scene<'_>, from: usize) -> usize {
    for at in from..from + TOKENS {
        let Some(token) = scene.token(at) else { break };
        if scene.is_written(at, "BEGIN") {
            // Another begins.
            return scene.token(at - 1).map_or(0, |own| own.to as usize);
        }
        if scene.is_written(at, "END") && is_ruled(scene, at) {
            let is_label = |sign: u8| sign.is_ascii_uppercase() || sign == b' ';
            let label = scene.plain.run(token.to as usize, 48, is_label);
            let ruled = scene.plain.run(label, 5, |sign| sign == b'-');
            // The dashes may be those before another.
            let next = (at + 1..at + 10).find(|next| scene.is_written(*next, "BEGIN"));
            let next = next.and_then(|next| scene.token(next)).map(|own| own.from as usize);
            return if next == Some(ruled) { label } else { ruled };
        }
    }
    let last = scene.token(from + TOKENS).map(|own| own.from as usize);
    last.unwrap_or(scene.plain.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Settings};

    fn sure(text: &str) -> Vec<String> {
        let own = Scanner::new(Settings::for_locale("es")).scan(text);
        let own = own.into_iter().filter(|own| own.kind == Kind::PrivateKey && own.is_sure());
        own.map(|own| own.text(text).to_owned()).collect()
    }

    fn block(label: &str) -> String {
        let line = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE/bm9uZQAAAAA+AAAABAAAAMwAAAAtz\n";
        format!("-----BEGIN {label}-----\n{}-----END {label}-----", line.repeat(6))
    }

    #[test]
    fn private_keys_are_found_from_their_first_dash_to_their_last() {
        for label in [
            "PRIVATE KEY",
            "RSA PRIVATE KEY",
            "ENCRYPTED PRIVATE KEY",
            "OPENSSH PRIVATE KEY",
            "PGP PRIVATE KEY BLOCK",
        ] {
            let key = block(label);
            let text = format!("mira:\n{key}\nya está");
            assert_eq!(sure(&text), [key], "{label}");
        }
        // Another may begin where the first one's label goes on.
        let (key, other) = (block("PRIVATE KEY"), block("PGP PRIVATE KEY BLOCK"));
        let cut = key.trim_end_matches('-').to_owned() + " BL";
        assert_eq!(sure(&format!("{cut}{other}")), [cut, other]);
        // A word that sticks to it leaves it whole.
        let key = block("PRIVATE KEY");
        assert_eq!(sure(&format!("mi private key: {key}gracias")), [key]);
        let cut = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIIGj";
        assert_eq!(sure(cut), [cut]);
    }

    #[test]
    fn what_is_public_is_left_alone() {
        for label in ["PUBLIC KEY", "CERTIFICATE", "PGP PUBLIC KEY BLOCK"] {
            assert_eq!(sure(&block(label)), [""; 0], "{label}");
        }
        assert_eq!(sure("the private key BEGIN and END"), [""; 0]);
    }
}
