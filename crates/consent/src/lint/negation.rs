//! One negation inside another, in one clause.
//!
//! A clause may say no once. Spanish says it in several words («no se guarda nada», «a nadie»): those
//! are one. Verbs that deny (to untick, to refuse, to stop) count where another negation governs them
//! or they govern one: “do not untick”, “untick if you do not”; «si rechazas no se envía» is neither.

use super::pattern::is_one;
use super::words::Word;
use super::{Fault, Finding, Tongue};

/// The words that make the rule, in one language.
struct Rule {
    /// Say no by themselves.
    no: &'static str,
    /// Verbs that deny.
    deny: &'static str,
    /// Open a clause that a verb before it governs.
    governed: &'static str,
    /// After «no»: what a verb governs without such a word («rechazar no usar», “refuse not to use”).
    bare: fn(&str) -> bool,
    /// Join two clauses as equals.
    joins: &'static str,
}

const ES: Rule = Rule {
    no: "no|nunca|jamas|nadie|nada",
    deny: "desmarc*|desmarqu*|desactiv*|deshabilit*|impedir*|impid*|evitar*|evite*|evita|evitas|evitamos|rechac*|rechaz*|\
           deneg*|denieg*|renunci*|opone*|opong*|prohib*|dej*|niego|niegas|niega|negar*|negamos",
    governed: "si|que|de|a",
    bare: |next| next.ends_with("ar") || next.ends_with("er") || next.ends_with("ir"),
    joins: "y|e|o|u|pero|sino|porque|aunque",
};

const EN: Rule = Rule {
    no: "no|not|never|cannot|nothing|nobody|none|neither|nor|don't|doesn't|didn't|won't|can't|couldn't|\
         shouldn't|wouldn't|isn't|aren't|wasn't|weren't|haven't|hasn't|hadn't|mustn't|needn't",
    deny: "uncheck*|untick*|unselect*|deselect*|disabl*|refus*|declin*|reject*|object*|prevent*|stop*|avoid*|deny|\
           denies|off|out",
    governed: "if|that|of|unless",
    bare: |next| next == "to" || next.ends_with("ing"),
    joins: "and|or|but|because|although",
};

/// Between a «no» and the verb that it denies: «no me opongo», “do not ever refuse”.
const REACH: usize = 2;

/// The double negatives of a sentence.
pub(super) fn find(tongue: Tongue, sentence: &[Word]) -> Vec<Finding> {
    let rule = if tongue == Tongue::Es { &ES } else { &EN };
    sentence
        .split_inclusive(Word::ends_clause)
        .flat_map(|clause| clause.split(|word| is_one(word, rule.joins)))
        .filter_map(|clause| rule.find(clause))
        .collect()
}

impl Rule {
    fn find(&self, clause: &[Word]) -> Option<Finding> {
        let says: Vec<usize> = self.places(clause, |at| self.says_no(clause, at));
        let denies: Vec<usize> = self.places(clause, |at| self.denies(clause, at));
        let twice = says.first().zip(says.get(1)).map(|(first, second)| (*first, *second));
        let mut pairs = denies.iter().flat_map(|deny| says.iter().map(|no| (*no, *deny)));
        let (first, last) = twice.or_else(|| {
            pairs.find_map(|(no, deny)| {
                let is_denied = no < deny && deny - no <= REACH;
                if is_denied {
                    Some((no, deny))
                } else {
                    self.governs(clause, deny, no).then_some((deny, no))
                }
            })
        })?;
        Finding::of(Fault::DoubleNegative, clause.get(first..=last)?)
    }

    fn places(&self, clause: &[Word], is_one: impl Fn(usize) -> bool) -> Vec<usize> {
        (0..clause.len()).filter(|at| is_one(*at)).collect()
    }

    fn says_no(&self, clause: &[Word], at: usize) -> bool {
        let word = |at: usize| clause.get(at).map(|word| word.folded.as_str()).unwrap_or_default();
        let before = at.checked_sub(1).map(word).unwrap_or_default();
        let is_idiom = match word(at) {
            // Not only; nevertheless; unless («a no ser que»).
            "no" => {
                matches!(word(at + 1), "solo" | "obstante")
                    || (before == "a" && word(at + 1) == "ser")
            }
            "not" => matches!(word(at + 1), "only"),
            // «No … a nadie» is one; «nadie … no» is two.
            "nadie" | "nada" => !clause.iter().skip(at).any(|word| word.folded == "no"),
            // “Neither … nor” is one.
            "nor" => clause.iter().any(|word| word.folded == "neither"),
            _ => false,
        };
        clause.get(at).is_some_and(|word| is_one(word, self.no)) && !is_idiom
    }

    fn denies(&self, clause: &[Word], at: usize) -> bool {
        let word = |at: usize| clause.get(at).map(|word| word.folded.as_str()).unwrap_or_default();
        let near = at.saturating_sub(REACH)..at;
        let is_whole = match word(at) {
            // To leave is not to leave off: «dejes de».
            verb if verb.starts_with("dej") => word(at + 1) == "de",
            "out" => near.clone().any(|at| word(at).starts_with("opt")),
            "off" => near.clone().any(|at| word(at) == "turn" || word(at) == "switch"),
            _ => true,
        };
        is_whole && clause.get(at).is_some_and(|word| is_one(word, self.deny))
    }

    /// Whether the verb at `deny` governs the «no» at `no`.
    fn governs(&self, clause: &[Word], deny: usize, no: usize) -> bool {
        let Some(between) = clause.get(deny + 1..no) else { return false };
        let next = clause.get(no + 1).map(|word| word.folded.as_str()).unwrap_or_default();
        let is_bare = between.is_empty() && (self.bare)(next);
        is_bare || between.iter().any(|word| is_one(word, self.governed))
    }
}
