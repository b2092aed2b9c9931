//! The words of a text as the files know them.

use super::{mark::Mark, slip};
use crate::{plain::SIGN, scene::Scene, token::Class};

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
pub(super) fn read(scene: &Scene<'_>) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut inside = 0;
    for at in 0..scene.tokens.len() {
        let mut mark = Mark::INSIDE;
        if inside > 0 {
            inside -= 1;
        } else {
            mark = Mark::NONE;
            if scene.class(at) != Class::Digits {
                mark = scene.said.mark(at);
                if mark.letter == 0 {
                    mark = slip::alike(scene.word(at));
                }
                inside = mark.tokens.saturating_sub(1);
            }
        }
        seen.push(Seen { mark, gap: Gap::of(scene.gap(at)) });
    }
    seen
}

impl Gap {
    /// What these signs are.
    pub(super) fn of(signs: &[u8]) -> Self {
        let mut gap = Self::Joined;
        for sign in signs {
            gap = gap.max(match sign {
                b' ' | b'-' | b'\'' => Self::Joined,
                b'!' | b'?' | b';' | b'\n' => Self::Broken,
                b'.' if signs.len() > 1 => Self::Broken,
                &SIGN => Self::Hidden,
                _ => Self::Parted,
            });
        }
        gap
    }
}
