//! A number of the site's own: a policy's, a claim's, a customer's.

/// How a site's own number is written, from its policy: `#` is a digit, `@` a letter, `*` either, and
/// every other sign stands for itself; letters in either case. `POL-######`, `SA#### ####`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    signs: Vec<u8>,
}

/// Why a pattern can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// It has no sign, more than 40, or one that is not ASCII.
    Form,
    /// Too much else looks like it: it needs two signs of its own, or seven places.
    Broad,
}
