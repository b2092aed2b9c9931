//! What a core says beside its purposes.

use sigilo_consent::days;
use sigilo_protocol::Json;

use super::{
    countries,
    document::{get, items, members, text},
    purposes::is_used,
    report::Report,
    terms,
};

/// A decision is asked for again after two years at most: the AEPD's guide on cookies says so, and
/// nobody remembers longer.
const LONGEST_GRANT: u32 = 731;

/// Most people among whom an archive's keys are split: `archive keygen` makes no more shares.
const MOST_APPROVERS: u64 = 16;

/// Laws that `sigilo_consent::Profile` knows.
const LAWS: &[&str] =
    &["GDPR", "LOPDGDD", "UK GDPR", "DPA 2018", "CCPA", "CPRA", "CCPA/CPRA", "LGPD"];

/// Checks all but the purposes.
pub(super) fn check(core: &Json, report: &mut Report) {
    laws(core, report);
    if let Some(controller) = get(core, "controller") {
        self::controller(controller, report);
    }
    grant_lifetime(core, report);
    archive_approvers(core, report);
    authority(core, report);
    channels(core, report);
    processors(core, report);
    obligations(core, report);
    if get(core, "texts").is_some_and(|texts| members(texts).is_empty()) {
        let remedy = "Write one text a language, and name it here by its SHA-256.";
        report.error("texts", "There is no text in any language.", remedy);
    }
}

fn laws(core: &Json, report: &mut Report) {
    let named = items(core, "laws");
    if named.is_empty() && get(core, "laws").is_some() {
        let remedy = "Name the laws of the places where the company and its visitors are.";
        report.warning("laws", "No law is named, so the strictest counts: the GDPR.", remedy);
    }
    for (at, law) in named.iter().enumerate() {
        if let Json::Text(law) = law
            && !LAWS.contains(&law.as_str())
        {
            let what = format!("\"{law}\" is no law that is known here; it counts as the GDPR.");
            report.warning(&format!("laws[{at}]"), what, &format!("Known: {}.", LAWS.join(", ")));
        }
    }
}

fn archive_approvers(core: &Json, report: &mut Report) {
    if let Some(Json::Number(people)) = get(core, "archive_approvers")
        && !(1..=MOST_APPROVERS).contains(people)
    {
        let what = format!("{people} people can't open an archive together.");
        let remedy = format!("Write 2, or as many as have to agree, {MOST_APPROVERS} at most.");
        report.error("archive_approvers", what, &remedy);
    }
}

fn controller(controller: &Json, report: &mut Report) {
    for name in ["name", "address", "contact"] {
        if get(controller, name).is_some() && text(controller, name).trim().is_empty() {
            let what = format!("\"{name}\" is empty; Art. 13(1)(a) GDPR asks for it.");
            report.warning("controller", what, "Write it.");
        }
    }
    country(text(controller, "country"), "controller.country", report);
    let country = text(controller, "country");
    if countries::is_code(country)
        && !countries::is_in_eea(country)
        && text(controller, "representative").is_empty()
    {
        report.warning(
            "controller",
            format!("It is established in {country} and names no representative in the Union."),
            "If the GDPR applies, add \"representative\" (Art. 27 GDPR).",
        );
    }
}

pub(super) fn country(code: &str, place: &str, report: &mut Report) {
    if !code.is_empty() && !countries::is_code(code) {
        let what = format!("\"{code}\" is no country's code.");
        report.warning(place, what, "Write two capital letters, as \"ES\" (ISO 3166-1 alpha-2).");
    }
}

fn grant_lifetime(core: &Json, report: &mut Report) {
    let lifetime = text(core, "grant_lifetime");
    duration(core, "grant_lifetime", "grant_lifetime", report);
    if days(lifetime).is_some_and(|days| days > LONGEST_GRANT) {
        let what = format!("A decision would hold for {lifetime}, longer than anybody remembers.");
        report.warning("grant_lifetime", what, "Ask again after two years at most.");
    }
}

/// Says so if a duration is there and can't be read.
pub(super) fn duration(json: &Json, name: &str, place: &str, report: &mut Report) {
    let Some(Json::Text(duration)) = get(json, name) else { return };
    if days(duration).is_none() {
        report.error(
            place,
            format!("\"{name}\" is \"{duration}\", which is no time that can be read."),
            "Write whole years, months, weeks or days: \"P90D\", \"P1Y\".",
        );
    }
}

fn authority(core: &Json, report: &mut Report) {
    let Some(authority) = get(core, "authority") else { return };
    if get(authority, "url").is_some() && !text(authority, "url").starts_with("https://") {
        report.error(
            "authority.url",
            "It does not begin with https://.",
            "Give the page's address.",
        );
    }
}

fn channels(core: &Json, report: &mut Report) {
    for (at, channel) in items(core, "channels").iter().enumerate() {
        let (kind, href) = (text(channel, "kind"), text(channel, "href"));
        let start = match kind {
            "phone" => "tel:",
            "email" => "mailto:",
            _ => "https://",
        };
        if get(channel, "href").is_some() && !href.starts_with(start) {
            let what = format!("The link of \"{kind}\" does not begin with {start}");
            report.error(&format!("channels[{at}].href"), what, "Correct it.");
        }
    }
    if items(core, "channels").is_empty() && get(core, "channels").is_some() {
        report.warning(
            "channels",
            "Whoever says no to the chat is offered no other way.",
            "Add a phone number, an e-mail address or a page: consent is free only if there is one.",
        );
    }
}

fn processors(core: &Json, report: &mut Report) {
    for (at, processor) in items(core, "processors").iter().enumerate() {
        let place = format!("processors[{at}]");
        country(text(processor, "country"), &place, report);
        if !is_used(core, text(processor, "id")) {
            let what =
                format!("No purpose names \"{}\" among its recipients.", text(processor, "id"));
            report.warning(&place, what, "Name it where it reads, or remove it.");
        }
    }
}

fn obligations(core: &Json, report: &mut Report) {
    for (at, kept) in items(core, "obligations").iter().enumerate() {
        let place = format!("obligations[{at}]");
        duration(kept, "retention", &place, report);
        if let Some(Json::Text(basis)) = get(kept, "basis") {
            let starts = ["eu-gdpr:JustificationA17", "eu-gdpr:A6-1-c"];
            terms::check(basis, &starts, &place, report);
        }
    }
}
