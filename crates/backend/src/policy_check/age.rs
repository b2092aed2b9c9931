//! The age from which somebody may decide alone, against the laws that the policy names.

use sigilo_consent::{Core, Profile};
use sigilo_protocol::Hash;

use super::{document::Document, report::Report};

/// A core that can't be read has other findings.
pub(super) fn check(core: &Document, report: &mut Report) {
    let Ok(core) = Core::read(&core.bytes, Hash::of(&core.bytes)) else { return };
    let by_law = Profile::of(&core).minimum_age;
    if core.minimum_age < by_law {
        report.warning(
            "minimum_age",
            format!(
                "The policy lets people decide from {} years on; the laws that it names ask for \
                 {by_law}.",
                core.minimum_age
            ),
            &format!("Write {by_law}, or name the law that allows less."),
        );
    }
}
