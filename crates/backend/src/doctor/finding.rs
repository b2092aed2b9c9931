//! What was found.

use serde::Serialize;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It is as it should be.
    Fine,
    /// It works, and could be better.
    Warning,
    /// Something does not work, or protects nobody.
    Fault,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub level: Level,
    /// What was looked at: `tls`, `hsts`, `cors`…
    pub check: &'static str,
    /// What was found.
    pub what: String,
    /// What to do; empty if nothing.
    pub remedy: String,
}

#[derive(Default)]
pub(super) struct Report {
    pub(super) findings: Vec<Finding>,
}

impl Report {
    pub(super) fn fine(&mut self, check: &'static str, what: impl Into<String>) {
        self.add(Level::Fine, check, what.into(), "");
    }

    pub(super) fn warning(&mut self, check: &'static str, what: impl Into<String>, remedy: &str) {
        self.add(Level::Warning, check, what.into(), remedy);
    }

    pub(super) fn fault(&mut self, check: &'static str, what: impl Into<String>, remedy: &str) {
        self.add(Level::Fault, check, what.into(), remedy);
    }

    fn add(&mut self, level: Level, check: &'static str, what: String, remedy: &str) {
        self.findings.push(Finding { level, check, what, remedy: remedy.into() });
    }
}
