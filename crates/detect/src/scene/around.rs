//! What the words around signs say of them.

use super::Scene;
use crate::{Kind, kinds::Kinds, lists};

/// How far before a number a word counts, in tokens, and how far after it. More would take the words of
/// another sentence, fewer would miss "my account at that bank is", "es mi número de pasaporte".
const BEFORE: usize = 8;
const AFTER: usize = 6;
/// How far before a number a word counts that speaks against it.
const NEAREST: usize = 3;

/// What is said around signs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around {
    /// The kinds that words near by say that they are.
    pub(crate) told: Kinds,
    /// Whether a word right beside them says that they are something else.
    pub(crate) is_other: bool,
    /// The kinds that a still nearer word says that they are.
    pub(crate) spared: Kinds,
    /// Whether the text says little else.
    pub(crate) is_alone: bool,
}

impl Scene<'_> {
    /// Whether a word near these signs says that they are of this kind.
    #[inline(never)]
    pub(crate) fn is_told(&self, kind: Kind, from: usize, to: usize) -> bool {
        self.told(from, to).has(kind)
    }

    /// The kinds that words near these signs say that they are.
    #[inline(never)]
    pub(crate) fn told(&self, from: usize, to: usize) -> Kinds {
        let (first, after) = (self.token_at(from), self.token_at(to));
        let mut told = Kinds::default();
        for token in first.saturating_sub(BEFORE)..after + AFTER {
            if token < first || token >= after {
                told = told.and(self.said.by(token).copied().unwrap_or_default());
            }
        }
        told
    }

    /// What is said around these signs.
    #[inline(never)]
    pub(crate) fn around(&self, from: usize, to: usize) -> Around {
        let (first, after) = (self.token_at(from), self.token_at(to));
        let mut nearest = Kinds::default();
        // "reserva con DNI 12": the nearer word counts.
        let mut is_before = false;
        for token in (first.saturating_sub(NEAREST)..first).rev() {
            let said = self.said.by(token);
            nearest = nearest.and(said.copied().unwrap_or_default());
            if said.is_some_and(|kinds| kinds.is_none()) {
                is_before = true;
                break;
            }
        }
        Around {
            told: self.told(from, to),
            is_other: is_before || self.is_said_other(from, to, after),
            spared: if is_before { nearest } else { Kinds::default() },
            is_alone: self.is_alone(from, to),
        }
    }

    /// Whether a word right before or after these signs says that they are something else: an order, a
    /// price. Three tokens before ("pedido n.º 12"), one after ("12 euros"), and what it says that they
    /// are ("12 es el número del pedido").
    #[inline(never)]
    pub(crate) fn is_other(&self, from: usize, to: usize) -> bool {
        let (first, after) = (self.token_at(from), self.token_at(to));
        let mut before = first.saturating_sub(NEAREST)..first;
        before.any(|token| self.is_against(token)) || self.is_said_other(from, to, after)
    }

    /// The same of what is after them, and of the signs beside them.
    fn is_said_other(&self, from: usize, to: usize, after: usize) -> bool {
        let is_price = |sign: u8| matches!(sign, b'$' | b'%');
        let beside = [self.plain.before(from), self.plain.sign(to)];
        (after..self.said_to_be(after)).any(|token| self.is_against(token))
            || beside.into_iter().any(is_price)
            || (self.plain.sign(to) == b' ' && is_price(self.plain.sign(to + 1)))
    }

    fn is_against(&self, token: usize) -> bool {
        self.said.by(token).is_some_and(|kinds| kinds.is_none())
    }

    /// After the last token that says what is before a token: after that itself, or of a clause that begins
    /// with "es".
    fn said_to_be(&self, after: usize) -> usize {
        if !self.is_in(after, lists::IS_SAID) || !self.is_gap(after, "_") {
            return after + 1;
        }
        let mut clause = after + 1..after + 7;
        clause.find(|token| !self.is_gap(*token, "_")).unwrap_or(after + 7)
    }

    /// Whether the text says little beside these signs: two short tokens at most.
    #[inline(never)]
    pub(crate) fn is_alone(&self, from: usize, to: usize) -> bool {
        let (first, after) = (self.token_at(from), self.token_at(to));
        first + self.tokens.len().saturating_sub(after) <= 2
    }
}
