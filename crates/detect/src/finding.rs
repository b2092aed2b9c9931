//! Something that was found.

use crate::Kind;

/// What a finding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A check digit, or a check over the whole, is right.
    Checksum,
    /// A word near by says what it is.
    Context,
    /// The form alone.
    Format,
}

/// Something that was found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where it begins, in bytes of UTF-8; on a character boundary.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// How sure, from 0.0 to 1.0; from [`Finding::SURE_ENOUGH`] on it is worth asking about.
    pub confidence: f32,
    /// What it rests on.
    pub evidence: Evidence,
    /// For [`Kind::Site`], which of the site's patterns: its place in [`Settings::patterns`](crate::Settings).
    pub pattern: Option<u16>,
}

impl Finding {
    /// The confidence from which on a finding is acted on.
    pub const SURE_ENOUGH: f32 = 0.5;

    /// What was found, in the text that it was found in.
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Where findings, as they come in a text, begin and end in code points, the end exclusive.
    pub fn points(text: &str, findings: &[Self]) -> Vec<(usize, usize)> {
        let count =
            |from: usize, to: usize| text.get(from..to).map_or(0, |piece| piece.chars().count());
        // None begins before the one before it, so that no sign is counted for all of them.
        let (mut byte, mut point) = (0, 0);
        let points = findings.iter().map(|own| {
            point += count(byte, own.start);
            byte = own.start;
            (point, point + count(own.start, own.end))
        });
        points.collect()
    }

    /// Whether it is sure enough to be acted on.
    pub fn is_sure(&self) -> bool {
        self.confidence >= Self::SURE_ENOUGH
    }
}
