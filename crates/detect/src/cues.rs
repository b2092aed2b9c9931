//! Words that say what a number near by is: "tarjeta", "date of birth", "pedido".

use crate::{Kind, families, plain::Plain, token::Token};

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u128);

impl Kinds {
    /// The set of all.
    pub(crate) const ALL: Self = Self(u128::MAX);

    /// The set of these.
    pub(crate) fn of(kinds: &[Kind]) -> Self {
        kinds.iter().fold(Self(0), |set, kind| Self(set.0 | 1 << (*kind as u8)))
    }

    /// Whether it has this one.
    pub(crate) fn has(self, kind: Kind) -> bool {
        self.0 & 1 << (kind as u8) != 0
    }

    /// Both sets.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Words and phrases with `|` between them, in small letters without accents, and the kinds that each
/// speaks for. One text for many words takes half the bytes of as many texts.
pub(crate) type Cue = (&'static str, &'static [Kind]);

/// Words before a number, or right after it, that say that it is something that nobody has to hide:
/// an order, a price, a version.
const OTHER: &[&str] = &[
    "articulo",
    "article",
    "art",
    "asunto",
    "build",
    "capitulo",
    "case",
    "caso",
    "chapter",
    "codigo postal",
    "commit",
    "edicion",
    "edition",
    "envio",
    "error",
    "euro",
    "euros",
    "expediente",
    "factura",
    "figure",
    "folio",
    "id de pedido",
    "incidencia",
    "invoice",
    "isbn",
    "issue",
    "item",
    "kb",
    "km",
    "lote",
    "mb",
    "model",
    "modelo",
    "nota",
    "order",
    "pagina",
    "page",
    "pagina",
    "part",
    "pedido",
    "pedidos",
    "precio",
    "price",
    "producto",
    "product",
    "ref",
    "reference",
    "referencia",
    "release",
    "seguimiento",
    "serial",
    "serie",
    "sku",
    "ticket",
    "tracking",
    "usd",
    "eur",
    "version",
    "albaran",
    "presupuesto n",
    "dolares",
    "dollars",
    "pounds",
];

/// Every cue, sorted, with the kinds that it speaks for; an empty set speaks against all.
#[derive(Clone, Debug)]
pub(crate) struct Cues(Vec<(&'static str, Kinds)>);

/// What the words of a text say.
#[derive(Debug)]
pub(crate) struct Said {
    /// For each token, 0 or the place of what it says in `sets`, from 1.
    at: Vec<u16>,
    sets: Vec<(&'static str, Kinds)>,
}

impl Cues {
    /// Those of all families.
    pub(crate) fn new() -> Self {
        let own = families::CUES.iter().flat_map(|cues| cues.iter());
        let own = own.map(|(words, kinds)| (*words, Kinds::of(kinds)));
        let other = OTHER.iter().map(|words| (*words, Kinds::default()));
        let mut all: Vec<(&'static str, Kinds)> = Vec::new();
        for (words, kinds) in own.chain(other) {
            for words in words.split('|') {
                // Put in its place at once: the sort of the standard library is larger than a family.
                let place = all.partition_point(|(own, _)| *own < words);
                match all.get_mut(place) {
                    // What speaks for something does not speak against all.
                    Some((own, set)) if *own == words => *set = set.and(kinds),
                    _ => all.insert(place, (words, kinds)),
                }
            }
        }
        Self(all)
    }

    /// Reads what the words of a text say.
    pub(crate) fn read(&self, plain: &Plain, tokens: &[Token]) -> Said {
        let at = (0..tokens.len()).map(|token| self.find(plain, tokens, token)).collect();
        Said { at, sets: self.0.clone() }
    }

    /// The longest cue that begins with a token: its place from 1, or 0.
    fn find(&self, plain: &Plain, tokens: &[Token], at: usize) -> u16 {
        let Some(word) = tokens.get(at).and_then(|token| plain.low.get(token.range())) else {
            return 0;
        };
        let first = self.0.partition_point(|(cue, _)| cue.as_bytes() < word);
        let mut best = 0;
        for (place, (cue, _)) in self.0.iter().enumerate().skip(first) {
            if !cue.as_bytes().starts_with(word) {
                break;
            }
            if is_said(cue, plain, tokens, at) {
                best = place + 1;
            } else if cue.as_bytes().get(word.len()).is_some_and(|sign| *sign != b' ') {
                // Longer words follow, and no phrase of this one.
                break;
            }
        }
        u16::try_from(best).unwrap_or(0)
    }
}

fn is_said(cue: &str, plain: &Plain, tokens: &[Token], at: usize) -> bool {
    cue.split(' ').enumerate().all(|(ahead, word)| {
        let token = tokens.get(at + ahead).and_then(|token| plain.low.get(token.range()));
        token == Some(word.as_bytes())
    })
}

impl Said {
    /// What a token says; nothing if it is no cue.
    pub(crate) fn by(&self, token: usize) -> Option<Kinds> {
        let place = usize::from(*self.at.get(token)?).checked_sub(1)?;
        self.sets.get(place).map(|(_, kinds)| *kinds)
    }
}
