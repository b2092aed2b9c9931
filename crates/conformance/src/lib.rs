//! The conformance kit: what docs/http.md says, asked of a backend case by case, and what
//! docs/protocol.md says, asked of a recipient behind one.
//!
//! A backend is driven as a visitor drives it, and with the site's identity key as an owner does
//! too. Every case begins conversations and keys of its own, so that it stands for itself and a
//! backend can be asked again. It leaves behind what a relay keeps: conversations that nobody reads,
//! and with the identity key a manifest that names the kit as recipient. So: a site for tests.

mod answer;
mod backend;
mod cases;
mod draft;
mod kit;
mod live;
mod publication;
mod recipient;
mod report;

pub use cases::{Case, Need, all};
pub use kit::{Kit, Options};
pub use recipient::ask as ask_recipient;
pub use report::{Outcome, Report};

/// Asks every case of `kit`'s backend whose name contains `only`.
pub async fn ask(kit: &Kit, only: &str) -> Report {
    let mut report = Report::default();
    for case in all().iter().filter(|case| case.name.contains(only)) {
        let outcome = match kit.lacks(case.need) {
            Some(what) => Outcome::Skipped(what.into()),
            None => Outcome::of((case.run)(kit).await),
        };
        report.add(case.name, outcome);
    }
    report
}
