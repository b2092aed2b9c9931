//! Which kinds of events are meant.

use serde::{Deserialize, Serialize};

/// A kind (`consent.given`), all below a name (`consent.*`), or all (`*`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern(String);

impl Pattern {
    /// As it is written.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Whether it means `kind`.
    pub fn matches(&self, kind: &str) -> bool {
        match self.0.strip_suffix('*') {
            Some(start) => kind.starts_with(start),
            None => self.0 == kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_means_a_kind_or_what_begins_so() {
        let means = |pattern, kind| Pattern::new(pattern).matches(kind);
        assert!(means("*", "a.b") && means("a.*", "a.b") && means("a.b", "a.b"));
        assert!(!means("a.*", "ab.c") && !means("a.b", "a.bc") && !means("", "a.b"));
    }
}
