//! Links that carry what opens: `ftp://ana:secret@host`, `?access_token=…`.

use crate::{
    Kind,
    found::{Found, Strength},
    list::{has, trailing},
    lists,
    scene::Scene,
};

/// How far a link is read for what it carries, and how long one can be that carries something.
const LOOKED: usize = 384;
const LONGEST: usize = 1024;
/// How many parameters are looked at.
const PARAMETERS: usize = 12;

const SHORT: usize = 6;
const LONG: usize = 10;

fn is_of_link(sign: u8) -> bool {
    sign > b' ' && !matches!(sign, b'"' | b'<' | b'>' | b'`' | b'|')
}

/// Looks at a token that a colon follows.
pub(super) fn look(scene: &Scene<'_>, at: usize, found: &mut Found) {
    let Some(token) = scene.token(at) else { return };
    let (from, to) = (token.from as usize, token.to as usize);
    // Not inside another link.
    let is_inner = matches!(scene.plain.before(from), b'/' | b'?' | b'&' | b'@');
    if is_inner || from < found.link || scene.plain.low_part(to, to + 3) != b"://" {
        return;
    }
    let end = scene.plain.run(to + 3, LOOKED, is_of_link);
    let rest = scene.plain.low_part(to + 3, end);
    if !has_user(rest) && !has_secret(rest) {
        return;
    }
    let end = scene.plain.run(end, LONGEST, is_of_link);
    let signs = scene.plain.part(from, end);
    let trailing = trailing(signs, |sign| has(b".,;:!?)]}'", sign));
    found.link = end - trailing;
    found.formed(Kind::UrlCredentials, (from, found.link), Strength::Sure);
}

/// Whether a password stands before the host.
fn has_user(rest: &[u8]) -> bool {
    let host = rest.iter().position(|sign| matches!(sign, b'/' | b'?' | b'#'));
    let host = rest.get(..host.unwrap_or(rest.len())).unwrap_or_default();
    let Some(at) = host.iter().rposition(|sign| *sign == b'@') else { return false };
    let user = host.get(..at).unwrap_or_default();
    let colon = user.iter().position(|sign| *sign == b':');
    colon.is_some_and(|colon| colon + 1 < user.len())
}

/// Whether a parameter, of the query or after it, has a name that says so.
fn has_secret(rest: &[u8]) -> bool {
    let Some(from) = rest.iter().position(|sign| matches!(sign, b'?' | b'#' | b';')) else {
        return false;
    };
    let parameters = rest.get(from + 1..).unwrap_or_default();
    let all = parameters.split(|sign| matches!(sign, b'&' | b'#' | b'?' | b';'));
    for parameter in all.take(PARAMETERS) {
        let Some(equals) = parameter.iter().position(|sign| *sign == b'=') else { continue };
        let name = parameter.get(..equals).unwrap_or_default();
        let size = trailing(name, |sign| !matches!(sign, b'-' | b'_' | b'.'));
        let last = name.get(equals - size..).unwrap_or_default();
        let own = if name.ends_with(b"session_id") { b"session" } else { last };
        let least = match () {
            () if lists::LINK_CLEAR.has(own) => 1,
            () if lists::LINK_VAGUE.has(own) => LONG,
            () => SHORT,
        };
        if parameter.len() > equals + least && lists::LINK_NAMES.has(own) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Settings};

    fn sure(text: &str) -> Vec<String> {
        let own = Scanner::new(Settings::for_locale("es")).scan(text);
        let own = own.into_iter().filter(|own| own.kind == Kind::UrlCredentials && own.is_sure());
        own.map(|own| own.text(text).to_owned()).collect()
    }

    #[test]
    fn links_that_open_something_are_found_whole() {
        for link in [
            "https://ana:s3cr3t@example.com/panel",
            "postgres://app:p%40ss@10.0.0.1:5432/db",
            "https://example.com/r?id=3&access_token=ya29.a0AfH6SM",
            "https://example.com/#id_token=abcdef0123",
            "https://example.com/reset?password=x",
            "https://example.com/a;jsessionid=0123456789ABCDEF",
            "https://api.example.com/v1?api_key=0123456789abcdef",
            "https://b.example.com/o?X-Amz-Signature=0123456789abcdef&x=1",
            "http://example.com/?token=abc123xyz",
            "https://example.com/magic?session_id=abcd1234efgh",
        ] {
            let text = format!("mira ({link}). Gracias");
            assert_eq!(sure(&text), [link], "{text}");
        }
    }

    #[test]
    fn a_link_within_another_is_of_it_and_after_it_is_its_own() {
        let (outer, next) = ("https://a.es/?token=abc123xyz&to=https://u:p@b.es", "ftp://u:p@c.es");
        assert_eq!(sure(&format!("{outer} {next}")), [outer, next]);
    }

    #[test]
    fn other_links_are_left_alone() {
        for text in [
            "http://www.microsoft.com/",
            "https://example.com:8080/a?b=c",
            "https://user@example.com/",
            "https://example.com/?keyword=monkey&code=ES&page=2",
            "https://example.com/?sort_key=asc",
            "https://example.com/token/password",
            "https://example.com/a:b@c",
            "https://example.com/?token=",
            "la contraseña: va en https://example.com",
        ] {
            assert_eq!(sure(text), [""; 0], "{text}");
        }
    }
}
