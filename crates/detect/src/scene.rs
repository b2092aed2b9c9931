//! A text as recognisers see it: signs, tokens, what words near by say.

mod around;

pub(crate) use self::around::Around;
use crate::{
    Kind, Settings,
    list::{entries, have_any},
    lists::List,
    plain::Plain,
    reading::Reading,
    said::Said,
    token::{Class, Token},
};

/// The longest gap that is looked at sign by sign.
const GAP: usize = 3;

/// A text to be looked at.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) plain: &'a Plain,
    pub(crate) tokens: &'a [Token],
    pub(crate) said: &'a Said,
    pub(crate) settings: &'a Settings,
}

impl Scene<'_> {
    /// A token; none beyond the end.
    #[inline(never)]
    pub(crate) fn token(&self, token: usize) -> Option<&Token> {
        self.tokens.get(token)
    }

    /// A token of digits alone; none if it has a letter.
    #[inline(never)]
    pub(crate) fn number(&self, token: usize) -> Option<&Token> {
        self.tokens.get(token).filter(|own| own.class == Class::Digits)
    }

    /// The signs of the tokens from one to another, which is one of them; none if there is no such token.
    #[inline(never)]
    pub(crate) fn span(&self, first: usize, last: usize) -> (usize, usize) {
        match (self.tokens.get(first), self.tokens.get(last)) {
            (Some(first), Some(last)) => (first.from as usize, last.to as usize),
            _ => (0, 0),
        }
    }

    /// How many signs a token has; none beyond the end.
    #[inline(never)]
    pub(crate) fn size(&self, token: usize) -> usize {
        self.tokens.get(token).map_or(0, Token::len)
    }

    /// A token in small letters without accents; empty beyond the end.
    #[inline(never)]
    pub(crate) fn word(&self, token: usize) -> &[u8] {
        let token = self.tokens.get(token);
        token.map_or(b"", |token| self.plain.low_within(token.from as usize, token.to as usize))
    }

    /// A token as it is written, without accents; empty beyond the end.
    #[inline(never)]
    pub(crate) fn written(&self, token: usize) -> &[u8] {
        let token = self.tokens.get(token);
        token.map_or(b"", |token| self.plain.part(token.from as usize, token.to as usize))
    }

    /// Whether a token is a word.
    #[inline(never)]
    pub(crate) fn is_word(&self, token: usize, word: &str) -> bool {
        self.word(token) == word.as_bytes()
    }

    /// Whether a token is written so.
    #[inline(never)]
    pub(crate) fn is_written(&self, token: usize, word: &str) -> bool {
        self.written(token) == word.as_bytes()
    }

    /// Whether a token begins with a capital letter.
    #[inline(never)]
    pub(crate) fn is_capital(&self, token: usize) -> bool {
        self.written(token).first().is_some_and(u8::is_ascii_uppercase)
    }

    /// Whether a token is one of a list's words.
    #[inline(never)]
    pub(crate) fn is_in(&self, token: usize, list: List) -> bool {
        self.said.is_in(token, list)
    }

    /// Whether one of the tokens from one up to another is one of a list's words.
    #[inline(never)]
    pub(crate) fn has_word(&self, from: usize, to: usize, list: List) -> bool {
        (from..to).any(|token| self.is_in(token, list))
    }

    /// Whether one of the tokens from one up to another is a word that speaks for a kind.
    #[inline(never)]
    pub(crate) fn has_cue(&self, from: usize, to: usize, kind: Kind) -> bool {
        (from..to).any(|token| self.says(token, kind))
    }

    /// Whether a token is a word that speaks for a kind.
    #[inline(never)]
    pub(crate) fn says(&self, token: usize, kind: Kind) -> bool {
        self.said.by(token).is_some_and(|kinds| kinds.has(kind))
    }

    /// Whether what parts a token from the one before it is one of these, with spaces between them: `_`
    /// stands for a space, and a space before them all for nothing.
    #[inline(never)]
    pub(crate) fn is_gap(&self, token: usize, gaps: &str) -> bool {
        let gap = self.gap(token);
        let is_own = |own: &[u8]| {
            own.len() == gap.len()
                && own.iter().zip(gap).all(|(own, sign)| match own {
                    b'_' => *sign == b' ',
                    own => own == sign,
                })
        };
        gap.len() <= GAP && entries(gaps.as_bytes()).any(is_own)
    }

    /// What a token is made of; letters beyond the end.
    #[inline(never)]
    pub(crate) fn class(&self, token: usize) -> Class {
        self.tokens.get(token).map_or(Class::Letters, |token| token.class)
    }

    /// The number that is read from a token on.
    pub(crate) fn reading(&self, token: usize) -> Reading {
        Reading::at(self.plain, self.tokens, token)
    }

    /// The signs between a token and the one before it.
    #[inline(never)]
    pub(crate) fn gap(&self, token: usize) -> &[u8] {
        let before = token.checked_sub(1).and_then(|before| self.tokens.get(before));
        let from = before.map_or(0, |before| before.to as usize);
        let to = self.tokens.get(token).map_or(self.plain.len(), |token| token.from as usize);
        self.plain.within(from, to)
    }

    /// Whether one of the signs between a token and the one before it is one of these.
    #[inline(never)]
    pub(crate) fn gap_has(&self, token: usize, signs: &[u8]) -> bool {
        have_any(self.gap(token), signs)
    }

    /// How many signs there are between a token and the one before it.
    #[inline(never)]
    pub(crate) fn gap_size(&self, token: usize) -> usize {
        self.gap(token).len()
    }

    /// The token that a sign of it belongs to, or the first after it.
    #[inline(never)]
    pub(crate) fn token_at(&self, sign: usize) -> usize {
        self.tokens.partition_point(|token| token.to as usize <= sign)
    }

    /// Whether a region is one of those whose numbers are written without a country code.
    pub(crate) fn is_home(&self, region: &[u8; 2]) -> bool {
        self.settings.regions.contains(region)
    }
}
