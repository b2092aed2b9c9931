//! What was found.

/// Something that is missing, wrong, or looks unlawful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Which file.
    pub document: String,
    /// Where in it: `purposes[1] "marketing"`; empty for the whole file.
    pub place: String,
    /// What it is, in a sentence.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A widget or a desk refuses the policy.
    Error,
    /// It looks unlawful, or dishonest.
    Warning,
}

/// Findings about one file after another.
pub(super) struct Report {
    document: String,
    pub(super) findings: Vec<Finding>,
}

impl Report {
    pub(super) fn new(document: &str) -> Self {
        Self { document: document.into(), findings: Vec::new() }
    }

    /// What follows is about this file.
    pub(super) fn turn_to(&mut self, document: &str) {
        self.document = document.into();
    }

    /// The file that what follows is about.
    pub(super) fn document(&self) -> &str {
        &self.document
    }

    pub(super) fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// What a widget or a desk refuses.
    pub(super) fn error(&mut self, place: &str, what: impl Into<String>, remedy: &str) {
        self.add(Severity::Error, place, what.into(), remedy);
    }

    /// What looks unlawful.
    pub(super) fn warning(&mut self, place: &str, what: impl Into<String>, remedy: &str) {
        self.add(Severity::Warning, place, what.into(), remedy);
    }

    fn add(&mut self, severity: Severity, place: &str, what: String, remedy: &str) {
        let (document, place) = (self.document.clone(), place.into());
        self.findings.push(Finding { severity, document, place, what, remedy: remedy.into() });
    }
}
