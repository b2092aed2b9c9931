//! The rules that hold unless an operator's rule has the same name. docs/monitoring.md tells what each
//! is for.

use super::{By, Hours, Level, Rule};
use crate::siem::Pattern;

/// Every standard rule.
pub(super) fn rules() -> Vec<Rule> {
    let every_second = rule("burst", &["limit.shed"], By::Site, Level::Warning);
    let guessing =
        rule("guessing", &["access.refused", "failure.signature"], By::Network, Level::Error);
    let reasons = ["token-invalid", "nonce-invalid", "signature-invalid"].map(String::from).into();
    let decryption = rule("decryption", &["failure.open", "failure.seal"], By::Site, Level::Error);
    let exports = ["access.export", "access.archive", "archive.*", "audit.exported"];
    let access = [
        "access.read",
        "access.export",
        "access.archive",
        "archive.*",
        "admin.*",
        "staff.viewed",
        "handoff.taken",
    ];
    vec![
        Rule { count: 20, window: 60, ..every_second },
        Rule { count: 15, window: 300, details: [("reason".into(), reasons)].into(), ..guessing },
        Rule {
            count: 5,
            window: 300,
            ..rule("sign-in", &["staff.refused"], By::Actor, Level::Error)
        },
        Rule {
            cool_down: 60,
            ..rule("recipient-key", &["key.changed"], By::Site, Level::Critical)
        },
        Rule { count: 20, ..rule("mass-export", &exports, By::Actor, Level::Critical) },
        Rule {
            cool_down: 3_600,
            outside: Hours::all_days(6, 22),
            ..rule("out-of-hours", &access, By::Actor, Level::Warning)
        },
        Rule { count: 5, window: 300, ..decryption },
        rule("chain", &["failure.chain", "audit.broken"], By::Site, Level::Critical),
        Rule {
            count: 10,
            window: 300,
            ..rule("replay", &["failure.replay"], By::Site, Level::Error)
        },
    ]
}

/// One event in ten minutes is an alarm, and the next one ten minutes later.
fn rule(name: &str, kinds: &[&str], by: By, level: Level) -> Rule {
    Rule {
        name: name.into(),
        kinds: kinds.iter().map(|kind| Pattern::new(kind)).collect(),
        details: Default::default(),
        by,
        count: 1,
        window: 600,
        cool_down: 600,
        outside: None,
        level,
        to: Vec::new(),
    }
}
