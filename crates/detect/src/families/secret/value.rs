//! What a word says the value of: "mi contraseña del banco es …", "password: …".

use crate::{
    list::{has, has_pair, have_any, trailing},
    lists,
    plain::SIGN,
    scene::Scene,
    token::is_word,
};

/// How far after its word a value may be, in tokens, and how long it is at most, in signs.
const FAR: usize = 9;
const LONGEST: usize = 128;
/// More colons than these before it, and it is a list of something else.
const ASSIGNED: usize = 2;
/// How many words a name may be joined of, beside the first.
const JOINED: usize = 3;
/// How long it is in quotes, where it may have spaces.
const QUOTED: usize = 64;

/// A value, as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value {
    /// Its signs.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Its first token.
    pub(super) token: usize,
    /// How many tokens after the word it stands; 1 for right after.
    pub(super) distance: usize,
    /// Whether a colon, an equals sign or a verb is before it.
    pub(super) is_linked: bool,
    /// Whether a colon or an equals sign is.
    pub(super) is_assigned: bool,
    /// Whether it stands in quotes.
    pub(super) is_quoted: bool,
}

impl Value {
    /// Its signs.
    pub(super) fn signs<'a>(&self, scene: &Scene<'a>) -> &'a [u8] {
        scene.plain.part(self.from, self.to)
    }

    /// Where it stands.
    pub(super) fn span(&self) -> (usize, usize) {
        (self.from, self.to)
    }
}

/// The value that the word at a token speaks of, if `fits` takes it for one.
pub(super) fn after(
    scene: &Scene<'_>,
    word: usize,
    fits: fn(&Scene<'_>, &Value) -> bool,
) -> Option<Value> {
    let (mut is_linked, mut assigned) = (false, 0);
    let mut address = 0;
    for token in word + 1..word + FAR {
        let gap = scene.gap(token);
        if token >= scene.tokens.len() || is_apart(gap) || ends_sentence(gap) && !is_assigning(gap)
        {
            return None;
        }
        assigned += usize::from(is_assigning(gap));
        is_linked |= assigned > 0;
        if assigned > ASSIGNED {
            return None;
        }
        let own = scene.token(token)?;
        if scene.word(token) == scene.word(word) {
            // It speaks for itself.
            return None;
        }
        let is_link = scene.is_in(token, lists::VALUE_LINKS);
        let is_plain = !is_linked && scene.plain.sign(own.to as usize) == b' ';
        if (own.from as usize) < address
            || is_plain && !is_link && scene.is_in(token, lists::VALUE_BETWEEN)
        {
            continue;
        }
        // What is joined to the word before it is part of a name: API_KEY.
        if gap.iter().any(|sign| is_outer(*sign)) {
            let value = value(scene, token, word, is_linked, assigned > 0)?;
            if is_address(value.signs(scene)) {
                // Whose it is, or where it is asked for.
                address = value.to;
                continue;
            }
            if fits(scene, &value) {
                return Some(value);
            }
        } else if !matches!(gap, b"_" | b"-") || token > word + JOINED {
            return None;
        }
        if is_link {
            is_linked = true;
        } else if !scene.is_in(token, lists::VALUE_BETWEEN) {
            return None;
        }
    }
    None
}

/// The run of signs that a token is in, without what stands around it.
fn value(
    scene: &Scene<'_>,
    token: usize,
    word: usize,
    is_linked: bool,
    is_assigned: bool,
) -> Option<Value> {
    let own = scene.token(token)?;
    let gap = scene.gap(token);
    // Signs that stand right before it are of it: $ecret.
    let inner = trailing(gap, |sign| !is_outer(sign));
    let from = own.from as usize - inner;
    let opening = scene.plain.before(from);
    if matches!(opening, b'<' | b'{' | b'[') {
        // Something to be filled in.
        return None;
    }
    let is_quote = matches!(opening, b'"' | b'\'' | b'`')
        && !is_word(scene.plain.before(from.saturating_sub(1)));
    let quoted = if is_quote { QUOTED } else { 0 };
    let close = scene.plain.part(from, scene.plain.len().min(from + quoted));
    let close = close.iter().position(|sign| *sign == opening);
    let to = close.map_or_else(|| run(scene, from), |close| from + close);
    let to = to.max(own.to as usize);
    Some(Value {
        from,
        to,
        token,
        distance: token - word,
        is_linked,
        is_assigned,
        is_quoted: close.is_some(),
    })
}

fn is_outer(sign: u8) -> bool {
    has(b":=,;\"'`([{<>|", sign) || !sign.is_ascii_graphic()
}

/// Where a run of signs ends, without what ends the sentence.
fn run(scene: &Scene<'_>, from: usize) -> usize {
    let to = scene.plain.run(from, LONGEST, |sign| !matches!(sign, b' ' | b'\n'));
    let signs = scene.plain.part(from, to);
    to - trailing(signs, |sign| has(b".,;:?)]}\"'`>|", sign))
}

fn is_assigning(gap: &[u8]) -> bool {
    have_any(gap, b":=") || has_pair(gap, |first, second| first == b'-' && second == b'>')
}

/// Whether a question begins in a gap, or something hidden is in it. One picture between spaces points to
/// what follows.
fn is_apart(gap: &[u8]) -> bool {
    let signs = gap.iter().filter(|sign| **sign == SIGN).count();
    signs > 0 && !(signs == 1 && gap.ends_with(&[SIGN, b' ']))
}

/// Whether a sentence ends in a gap.
fn ends_sentence(gap: &[u8]) -> bool {
    let has_stop =
        has_pair(gap, |first, second| matches!(first, b'.' | b'!' | b',') && second == b' ');
    has_stop || have_any(gap, b"\n?;")
}

/// Whether nothing more is said in this clause after a place.
pub(super) fn ends_clause(scene: &Scene<'_>, to: usize) -> bool {
    let end = scene.plain.run(to, 4, |sign| !is_word(sign));
    let after = scene.plain.part(to, end);
    end >= scene.plain.len() || have_any(after, b".,\n;/\"")
}

/// Whether it is an e-mail address or a link.
fn is_address(signs: &[u8]) -> bool {
    let at = signs.iter().position(|sign| *sign == b'@');
    let host = at.and_then(|at| signs.get(at + 1..)).unwrap_or_default();
    let dot = host.iter().rposition(|sign| *sign == b'.');
    let end = dot.and_then(|dot| host.get(dot + 1..)).unwrap_or_default();
    let is_mail = end.len() >= 2 && end.iter().all(u8::is_ascii_lowercase);
    is_mail || signs.windows(3).any(|three| three == b"://")
}
