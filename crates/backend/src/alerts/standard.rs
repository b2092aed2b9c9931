//! The rules that hold unless an operator's rule has the same name. docs/monitoring.md tells what each
//! is for.

use std::collections::BTreeMap;

use super::{By, Hours, Level, Rule};
use crate::siem::Pattern;

/// Every standard rule.
pub(super) fn rules() -> Vec<Rule> {
    let every_second = rule("burst", &["limit.shed"], By::Site, Level::Warning);
    let guessing =
        rule("guessing", &["access.refused", "failure.signature"], By::Network, Level::Error);
    let reasons = only("reason", &["token-invalid", "nonce-invalid", "signature-invalid"]);
    let decryption = rule("decryption", &["failure.open", "failure.seal"], By::Site, Level::Error);
    let exports = [
        "access.archive",
        "access.consent",
        "access.files",
        "access.forms",
        "access.ratings",
        "access.rights",
    ];
    let work = [
        "staff.login",
        "staff.viewed",
        "staff.wrote",
        "staff.account",
        "handoff.taken",
        "admin.config",
    ];
    let own = ["agent", "supervisor", "auditor", "administrator"];
    vec![
        Rule { count: 20, window: 60, ..every_second },
        Rule { count: 15, window: 300, details: reasons, ..guessing },
        Rule {
            count: 5,
            window: 300,
            details: only("why", &["credentials", "too-many", "state", "nonce", "no-account"]),
            ..rule("sign-in", &["staff.refused"], By::Site, Level::Error)
        },
        // Who is signed in and tries what their role may not; not whoever comes before signing in.
        Rule {
            count: 5,
            window: 300,
            details: only("role", &own),
            ..rule("forbidden", &["staff.refused"], By::Actor, Level::Error)
        },
        Rule {
            cool_down: 60,
            ..rule("recipient-key", &["key.changed"], By::Site, Level::Critical)
        },
        Rule {
            count: 20,
            weigh: Some("opened".into()),
            ..rule("mass-export", &exports, By::Actor, Level::Critical)
        },
        Rule {
            count: 60,
            details: only("route", &["GET /talks/{talk}"]),
            ..rule("mass-reading", &["staff.viewed"], By::Actor, Level::Warning)
        },
        Rule {
            cool_down: 3_600,
            outside: Hours::all_days(6, 22),
            ..rule("out-of-hours", &[&exports[..], &work].concat(), By::Actor, Level::Warning)
        },
        Rule { count: 5, window: 300, ..decryption },
        rule("chain", &["failure.chain", "failure.audit"], By::Site, Level::Critical),
        Rule {
            count: 10,
            window: 300,
            ..rule("replay", &["failure.replay"], By::Site, Level::Error)
        },
    ]
}

/// Only events with one of these values for that detail.
fn only(name: &str, values: &[&str]) -> BTreeMap<String, Vec<String>> {
    [(name.into(), values.iter().map(|value| (*value).into()).collect())].into()
}

/// One event in ten minutes is an alarm, and the next one ten minutes later.
fn rule(name: &str, kinds: &[&str], by: By, level: Level) -> Rule {
    Rule {
        name: name.into(),
        kinds: kinds.iter().map(|kind| Pattern::new(kind)).collect(),
        details: Default::default(),
        by,
        count: 1,
        weigh: None,
        window: 600,
        cool_down: 600,
        outside: None,
        level,
        to: Vec::new(),
    }
}
