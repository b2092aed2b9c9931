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
    /// Too much else looks like it.
    Broad,
}

impl Pattern {
    /// Reads a pattern.
    pub fn new(pattern: &str) -> Result<Self, PatternError> {
        if pattern.is_empty() || pattern.len() > 40 || !pattern.is_ascii() {
            return Err(PatternError::Form);
        }
        Ok(Self { signs: pattern.as_bytes().to_vec() })
    }

    /// Its signs.
    pub(crate) fn signs(&self) -> &[u8] {
        &self.signs
    }
}
