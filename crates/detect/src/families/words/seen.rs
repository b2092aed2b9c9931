//! The words of a text as the files know them.

use super::{lexicon::Lexicon, mark::Mark};
use crate::{
    plain::SIGN,
    scene::Scene,
    token::{Class, Token},
};

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// A space, a hyphen or an apostrophe, as within a phrase.
    #[default]
    Joined,
    /// A comma, a bracket, a colon.
    Parted,
    /// The end of a sentence; or of the text, after the last token.
    Broken,
    /// A picture, "¿", or what was masked: nobody knows what is behind it.
    Hidden,
}

/// A token as the files know it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) mark: Mark,
    pub(super) gap: Gap,
}

impl Seen {
    /// What comes after the last token.
    pub(super) const END: Self = Self { mark: Mark::NONE, gap: Gap::Broken };
}

/// Looks up every token of a text. Of a phrase the first has the mark.
#[inline(never)]
pub(super) fn read(lexicon: &Lexicon, scene: &Scene<'_>) -> Vec<Seen> {
    let mut seen: Vec<Seen> = Vec::with_capacity(scene.tokens.len());
    // The text once more with `_` where words are joined, and a space where they are not.
    let mut text = Vec::with_capacity(scene.plain.len() + 1);
    let mut starts = Vec::with_capacity(scene.tokens.len());
    for (at, token) in scene.tokens.iter().enumerate() {
        let gap = gap(scene.gap(at));
        seen.push(Seen { mark: Mark::NONE, gap });
        text.push(if gap == Gap::Joined { b'_' } else { b' ' });
        starts.push(text.len());
        text.extend_from_slice(scene.plain.low.get(token.range()).unwrap_or_default());
    }
    let mut inside = 0;
    for ((own, start), token) in seen.iter_mut().zip(starts).zip(scene.tokens) {
        if inside > 0 {
            inside -= 1;
            own.mark = Mark::INSIDE;
        } else if is_known(token) {
            own.mark = lexicon.find(text.get(start..).unwrap_or_default());
            inside = own.mark.tokens.saturating_sub(1);
        }
    }
    seen
}

fn is_known(token: &Token) -> bool {
    token.class != Class::Digits
}

fn gap(signs: &[u8]) -> Gap {
    let is_stop = |sign: &u8| matches!(*sign, b'!' | b'?' | b';' | b'\n');
    match signs {
        b" " | b"" => Gap::Joined,
        _ if signs.contains(&SIGN) => Gap::Hidden,
        _ if signs.iter().any(is_stop) || (signs.len() > 1 && signs.contains(&b'.')) => Gap::Broken,
        _ if signs.iter().all(|sign| matches!(sign, b' ' | b'-' | b'\'')) => Gap::Joined,
        _ => Gap::Parted,
    }
}
