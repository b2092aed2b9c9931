//! What a core says of personal data in what is being written.

use sigilo_consent::{MAX_KEEP, MAX_PATTERNS};
use sigilo_detect::{Kind, Pattern, PatternError};
use sigilo_protocol::Json;

use super::{
    core::country,
    document::{get, items, text},
    report::Report,
};

/// Checks how what is written is screened.
pub(super) fn check(core: &Json, report: &mut Report) {
    let Some(own) = get(core, "detection") else { return };
    country(text(own, "region"), "detection.region", report);
    for list in ["never", "ask"] {
        for (at, kind) in items(own, list).iter().enumerate() {
            if let Json::Text(kind) = kind
                && Kind::from_name(kind).is_none_or(|own| own.name() != kind)
            {
                let what = format!("\"{kind}\" is no kind that the widget can find.");
                let place = format!("detection.{list}[{at}]");
                report.error(&place, what, "docs/detector.md lists the kinds.");
            }
        }
    }
    if !items(own, "never").contains(&Json::text(Kind::CardCode.name())) {
        report.warning(
            "detection.never",
            "The security code of a card may be sent.",
            "Add \"card_code\": after a payment nobody may keep it (PCI DSS 3.3.1).",
        );
    }
    if let Some(Json::Number(keep)) = get(own, "keep")
        && *keep > MAX_KEEP
    {
        let what = format!("A mask would leave {keep} signs; at most {MAX_KEEP} tell nothing.");
        report.error("detection.keep", what, "Write 4 or fewer.");
    }
    patterns(core, items(own, "patterns"), report);
}

fn patterns(core: &Json, patterns: &[Json], report: &mut Report) {
    if patterns.len() > MAX_PATTERNS {
        let what =
            format!("There are {} patterns; at most {MAX_PATTERNS} are read.", patterns.len());
        report.error("detection.patterns", what, "Join those that are alike.");
    }
    for (at, own) in patterns.iter().enumerate() {
        let place = format!("detection.patterns[{at}]");
        match Pattern::new(text(own, "pattern")) {
            Ok(_) => {}
            Err(PatternError::Form) => {
                let what = "The pattern has no sign, more than 40, or one that is not ASCII.";
                report.error(&place, what, "Write it as \"POL-######\".");
            }
            Err(PatternError::Broad) => {
                let what = "Too much else looks like this pattern.";
                report.error(&place, what, "Add the letters that your numbers begin with.");
            }
        }
        let kind = text(own, "kind");
        let lists =
            |purpose: &Json| items(purpose, "data").iter().any(|own| text(own, "kind") == kind);
        if !items(core, "purposes").iter().any(lists) {
            let what = format!("No purpose lists \"{kind}\", so it is asked about each time.");
            report.warning(&place, what, "Name a term that a purpose lists.");
        }
    }
}
