//! Private keys in text (RFC 7468, and as SSH and PGP write them).

use crate::{
    Kind,
    found::{Found, Strength},
    scene::Scene,
};

/// How many tokens a key may have: one of 4,096 bits as PGP writes it has some two hundred lines.
const TOKENS: usize = 2000;

/// Looks at a token for the word that a key begins with.
pub(super) fn look(scene: &Scene<'_>, at: usize, found: &mut Found) {
    if scene.written(at) != b"BEGIN" || !is_ruled(scene.gap(at)) {
        return;
    }
    let named = at + 1..at + 6;
    let Some(private) = named.into_iter().find(|token| scene.written(*token) == b"PRIVATE") else {
        return;
    };
    if scene.written(private + 1) != b"KEY" {
        return;
    }
    let Some(first) = scene.tokens.get(at) else { return };
    let dashes = scene.gap(at).iter().rev().take_while(|sign| matches!(sign, b'-' | b' ')).count();
    let spaces =
        scene.gap(at).iter().rev().take(dashes).rev().take_while(|sign| **sign == b' ').count();
    let from = first.from as usize - dashes + spaces;
    let to = end(scene, private + 2).unwrap_or(scene.plain.len());
    found.formed(Kind::PrivateKey, (from, to), Strength::Sure);
}

/// Whether a gap ends with the dashes before BEGIN or END.
fn is_ruled(gap: &[u8]) -> bool {
    let gap = gap.strip_suffix(b" ").unwrap_or(gap);
    gap.ends_with(b"----")
}

/// Where a key ends whose label is read: with its END, or where it breaks off.
fn end(scene: &Scene<'_>, from: usize) -> Option<usize> {
    for at in from..from + TOKENS {
        let token = scene.tokens.get(at)?;
        let word = scene.written(at);
        if word == b"BEGIN" {
            return at
                .checked_sub(1)
                .and_then(|at| scene.tokens.get(at))
                .map(|own| own.to as usize);
        }
        if word == b"END" && is_ruled(scene.gap(at)) {
            let label = scene.plain.run(token.to as usize, 40, |sign| {
                sign.is_ascii_uppercase() || sign == b' ' || sign.is_ascii_digit()
            });
            return Some(scene.plain.run(label, 5, |sign| sign == b'-'));
        }
    }
    scene.tokens.get(from + TOKENS).map(|own| own.from as usize)
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
