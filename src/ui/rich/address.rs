//! Where a link leads, as the browser reads its address, and whether it may be another place than it seems.

use js_sys::{Array, Function, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

/// Where a link leads.
#[derive(Debug)]
pub(super) struct Address {
    /// The address, as the browser writes it: `https:`, `mailto:` or `tel:`.
    pub(super) href: String,
    /// The host, the mail address or the number: what the visitor is shown.
    pub(super) place: String,
    /// What speaks against it.
    pub(super) doubts: Vec<Doubt>,
}

/// What speaks against a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The host's name has letters of other alphabets, which may look like those of another name.
    Letters,
    /// The words name another host.
    Name,
    /// What comes before an `@` is no host, and may read like one.
    User,
    /// Signs that are not seen turn or hide what is read.
    Hidden,
}

/// Where `href` leads under these words; nothing if that is no place where a chat may lead.
pub(super) fn address(href: &str, words: &str) -> Option<Address> {
    let url = parse(href)?;
    let part = |name| part(&url, name);
    let (host, place, is_named);
    match part("protocol").as_str() {
        "https:" => {
            host = part("hostname");
            place = host.clone();
            is_named = names_another(words, &host);
        }
        "mailto:" => {
            place = part("pathname");
            host = place.rsplit('@').next().unwrap_or_default().to_owned();
            is_named = names_another(words, &host);
        }
        "tel:" => {
            place = part("pathname").replace("%20", " ");
            // A code that a telephone would carry out is no number.
            let is_number = |sign: char| sign.is_ascii_digit() || "+-.() ".contains(sign);
            if place.is_empty() || !place.chars().all(is_number) {
                return None;
            }
            host = String::new();
            is_named = false;
        }
        _ => return None,
    }
    let has_user = !part("username").is_empty() || !part("password").is_empty();
    let is_foreign = host.split('.').any(|label| label.starts_with("xn--")) || host.contains('%');
    let is_hidden = [href, words].iter().any(|text| text.chars().any(is_turning))
        || href.chars().any(is_invisible)
        || hides(&part("href"));
    let doubts = [
        (is_foreign, Doubt::Letters),
        (is_named, Doubt::Name),
        (has_user, Doubt::User),
        (is_hidden, Doubt::Hidden),
    ];
    Some(Address {
        href: part("href"),
        place,
        doubts: doubts.into_iter().filter(|(holds, _)| *holds).map(|(_, doubt)| doubt).collect(),
    })
}

/// The browser's own reading.
fn parse(href: &str) -> Option<JsValue> {
    let url: Function = Reflect::get(&global(), &"URL".into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&url, &Array::of1(&href.into())).ok()
}

fn part(url: &JsValue, name: &str) -> String {
    Reflect::get(url, &name.into()).ok().and_then(|part| part.as_string()).unwrap_or_default()
}

/// Whether there is a host's name in `words` that is neither `host` nor above it.
fn names_another(words: &str, host: &str) -> bool {
    let is_gap = |sign: char| sign.is_whitespace() || "()[]{}<>\"'«»“”,;|→".contains(sign);
    words.split(is_gap).filter_map(named).any(|name| {
        let url = parse(&["https://", &name].concat());
        let name = url.map(|url| part(&url, "hostname")).unwrap_or_default();
        let name = name.strip_prefix("www.").unwrap_or(&name);
        let host = host.strip_prefix("www.").unwrap_or(host);
        let is_above = host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
        !name.is_empty() && host != name && !is_above
    })
}

/// Endings of files, which are no host's.
const FILES: [&str; 14] = [
    "pdf", "doc", "docx", "xls", "xlsx", "csv", "txt", "html", "htm", "php", "js", "jpg", "jpeg",
    "png",
];

/// The name of a host that a word is or begins with.
fn named(word: &str) -> Option<String> {
    let word = word.split_once("://").map_or(word, |(_, rest)| rest);
    let word = word.split(['/', '?', '#', '\\']).next()?;
    let word = word.rsplit('@').next()?.split(':').next()?;
    // What browsers take for a full stop in a host.
    let word = word.replace(['。', '．', '｡'], ".");
    let word = word.trim_matches(|sign: char| sign.is_ascii() && !sign.is_ascii_alphanumeric());
    let (rest, last) = word.rsplit_once('.')?;
    let is_letter = |sign: char| sign.is_ascii_alphabetic() || !sign.is_ascii();
    let is_host = last.chars().count() >= 2
        && (last.starts_with("xn--") || last.chars().all(is_letter))
        && !FILES.contains(&last.to_ascii_lowercase().as_str())
        && !rest.is_empty()
        && !rest.split('.').any(str::is_empty);
    is_host.then(|| word.to_owned())
}

/// Signs that turn what follows them round.
fn is_turning(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{61c}' | '\u{ad}' | '\u{feff}' | '\u{2060}'..='\u{2064}')
        || sign.is_control()
}

/// The same signs, as an address has them.
fn hides(href: &str) -> bool {
    let href = href.to_ascii_lowercase();
    let codes = |start: &str, lasts: &str| {
        href.match_indices(start).any(|(at, _)| {
            href[at + start.len()..].chars().next().is_some_and(|last| lasts.contains(last))
        })
    };
    codes("%e2%80%a", "abcde") || codes("%e2%81%a", "6789") || href.contains("%00")
}
