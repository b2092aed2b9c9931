//! What is missing in a policy, or looks unlawful, in plain words: `sigilo-backend policy check`.
//!
//! An error is what a widget or a desk refuses; a warning is for people to think about. It is no
//! legal advice: that nothing is found does not make a policy lawful.

mod age;
mod articles;
mod attachments;
mod core;
mod countries;
mod detection;
mod document;
mod form;
mod purposes;
mod report;
mod terms;
mod texts;
mod wording;

use sigilo_consent::{Core, MAX_PURPOSES, Policy};
use sigilo_protocol::{Hash, Json};

pub use document::{Document, with_hash};
pub use report::{Finding, Severity};

use document::{get, items};
use report::Report;

/// Looks through a core and the texts that are there, one document a language.
pub fn check(core: &Document, texts: &[Document]) -> Vec<Finding> {
    let mut report = Report::new(&core.name);
    let Some(mut json) = core.read(&mut report) else { return report.findings };
    cut(&mut json, &mut report);
    form::check(&json, form::CORE, &mut report);
    core::check(&json, &mut report);
    purposes::check(&json, &mut report);
    detection::check(&json, &mut report);
    attachments::check(&json, &mut report);
    age::check(core, &mut report);
    texts::check(&json, texts, &mut report);
    if !report.has_errors() {
        net(core, texts, &mut report);
    }
    report.findings
}

/// A policy with far too many purposes is told so once, and looked at no further than that.
fn cut(core: &mut Json, report: &mut Report) {
    let count = items(core, "purposes").len();
    if count <= MAX_PURPOSES {
        return;
    }
    report.error(
        "purposes",
        format!("There are {count} purposes; at most {MAX_PURPOSES} can be decided one by one."),
        "Join what belongs together, and leave out what the chat does not do.",
    );
    let Json::Object(members) = core else { return };
    for (name, value) in members {
        if let (true, Json::List(purposes)) = (name == "purposes", value) {
            purposes.truncate(MAX_PURPOSES);
        }
    }
}

/// The reader has the last word: what it refuses never passes here, whatever the rules above missed.
fn net(core: &Document, texts: &[Document], report: &mut Report) {
    let hash = Hash::of(&core.bytes);
    let read = Core::read(&core.bytes, hash).and_then(|core| {
        let found = core.texts().iter().filter_map(|(lang, hash)| {
            let text = texts.iter().find(|text| Hash::of(&text.bytes) == *hash)?;
            Some((lang.clone(), text.bytes.clone()))
        });
        let found: Vec<_> = found.collect();
        Policy::read(core, hash, &found)
    });
    if let Err(error) = read {
        report.error(
            "",
            format!("The reader that widget and desk share refuses it: {error:?}."),
            "Compare it with docs/policy.md and with docs/policy.schema.json.",
        );
    }
}

/// `purposes[1] "marketing"`.
fn place_of(purposes: &[Json], at: usize) -> String {
    match purposes.get(at).and_then(|purpose| get(purpose, "id")) {
        Some(Json::Text(id)) => format!("purposes[{at}] \"{id}\""),
        _ => format!("purposes[{at}]"),
    }
}
