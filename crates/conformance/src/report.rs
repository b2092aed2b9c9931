//! What came of each case.

use std::fmt;

/// What came of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As the docs have it.
    Ok,
    /// What was expected, and what came.
    Failed(String),
    /// What the case would have needed.
    Skipped(String),
}

/// Every case with its outcome, printed as they come.
#[derive(Debug, Default)]
pub struct Report(Vec<(String, Outcome)>);

impl Outcome {
    pub(crate) fn of(result: anyhow::Result<()>) -> Self {
        result.map_or_else(|error| Self::Failed(format!("{error:#}")), |()| Self::Ok)
    }
}

impl Report {
    pub(crate) fn add(&mut self, name: &str, outcome: Outcome) {
        match &outcome {
            Outcome::Ok => println!("ok      {name}"),
            Outcome::Failed(why) => println!("FAILED  {name}: {why}"),
            Outcome::Skipped(what) => println!("skipped {name}: needs {what}"),
        }
        self.0.push((name.into(), outcome));
    }

    /// What came of the case of this name.
    pub fn outcome(&self, name: &str) -> Option<&Outcome> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, outcome)| outcome)
    }

    /// The names of the cases that failed.
    pub fn failed(&self) -> Vec<&str> {
        let failed = self.0.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Failed(_)));
        failed.map(|(name, _)| name.as_str()).collect()
    }

    /// The names of the cases that were skipped.
    pub fn skipped(&self) -> Vec<&str> {
        let skipped = self.0.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Skipped(_)));
        skipped.map(|(name, _)| name.as_str()).collect()
    }

    /// Whether something was asked, and nothing failed.
    pub fn is_good(&self) -> bool {
        self.0.iter().any(|(_, outcome)| *outcome == Outcome::Ok) && self.failed().is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (failed, skipped) = (self.failed().len(), self.skipped().len());
        write!(f, "{} ok, {failed} failed, {skipped} skipped", self.0.len() - failed - skipped)
    }
}
