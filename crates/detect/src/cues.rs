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
        // No shift of 128 bits, which is a call.
        let half = if (kind as u8) < 64 { self.0 as u64 } else { (self.0 >> 64) as u64 };
        half >> (kind as u8 & 63) & 1 != 0
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
const OTHER: &str = "albaran|apartado|art|article|articulo|asin|asunto|batch|boleta|booking|build|capitulo|case|\
    caso|catalogo|catalogue|chapter|clause|clausula|codigo postal|codigo promocional|commit|\
    cotizacion|coupon|cupon|dolares|dollars|ean|edicion|edition|envio|error|eur|euro|euros|\
    expediente|factura|figure|firmware|flight|folio|gb|gtin|guia|id de pedido|incidencia|\
    invoice|isbn|issue|item|kb|km|kw|kwh|lectura|libras|localizador|locator|lote|mb|mbps|\
    minutes|minutos|model|modelo|nota|orden|order|page|pagina|paquete|parcel|part|patch|pedido|\
    pedidos|pesos|points|pounds|precio|presupuesto n|price|product|producto|promo|promo code|\
    promocion|puntos|purchase order|quote|radicado|reclamo|ref|reference|referencia|release|\
    reserva|reservation|seccion|section|seguimiento|serial|serie|sku|soles|solicitud|ticket|\
    tracking|turno|uds|unidades|units|upc|usd|version|voucher|vuelo";

/// Every cue, sorted, with the kinds that it speaks for; an empty set speaks against all.
#[derive(Clone, Debug)]
pub(crate) struct Cues {
    all: Vec<(&'static str, Kinds)>,
    /// Where each two first letters begin, and last, where all end.
    starts: Vec<u16>,
}

/// What the words of a text say.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    /// For each token, 0 or the place of what it says, from 1.
    at: Vec<u16>,
    cues: &'a Cues,
}

/// How many pairs of first letters there are, with no letter as one.
const PAIRS: usize = 27 * 27;

/// The pair of a word's first letters, in their order.
fn pair(word: &[u8]) -> usize {
    let letter = |nth: usize| match word.get(nth) {
        Some(sign @ b'a'..=b'z') => usize::from(sign - b'a' + 1),
        _ => 0,
    };
    match letter(0) {
        0 => 0,
        first => first * 27 + letter(1),
    }
}

impl Cues {
    /// Those of all families.
    #[inline(never)]
    pub(crate) fn new() -> Self {
        let own = families::CUES.iter().flat_map(|cues| cues.iter());
        let own = own.map(|(words, kinds)| (*words, Kinds::of(kinds)));
        let other = [(OTHER, Kinds::default())];
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
        let mut starts = vec![all.len() as u16; PAIRS + 1];
        for (place, (words, _)) in all.iter().enumerate().rev() {
            for start in starts.iter_mut().take(pair(words.as_bytes()) + 1).rev() {
                if usize::from(*start) <= place {
                    break;
                }
                *start = place as u16;
            }
        }
        Self { all, starts }
    }

    /// Reads what the words of a text say.
    #[inline(never)]
    pub(crate) fn read(&self, plain: &Plain, tokens: &[Token]) -> Said<'_> {
        let at = (0..tokens.len()).map(|token| self.find(plain, tokens, token)).collect();
        Said { at, cues: self }
    }

    /// The longest cue that begins with a token: its place from 1, or 0.
    fn find(&self, plain: &Plain, tokens: &[Token], at: usize) -> u16 {
        let Some(word) = tokens.get(at).and_then(|token| plain.low.get(token.range())) else {
            return 0;
        };
        let pair = pair(word);
        let start = |pair: usize| self.starts.get(pair).map_or(0, |start| usize::from(*start));
        let (from, to) = (start(pair), start(pair + 1));
        let alike = self.all.get(from..to).unwrap_or_default();
        let first = alike.partition_point(|(cue, _)| cue.as_bytes() < word);
        let mut best = 0;
        for (place, (cue, _)) in alike.iter().enumerate().skip(first) {
            if !cue.as_bytes().starts_with(word) {
                break;
            }
            if is_said(cue, plain, tokens, at) {
                best = from + place + 1;
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

impl Said<'_> {
    /// What a token says; nothing if it is no cue.
    pub(crate) fn by(&self, token: usize) -> Option<Kinds> {
        let place = usize::from(*self.at.get(token)?).checked_sub(1)?;
        self.cues.all.get(place).map(|(_, kinds)| *kinds)
    }
}
