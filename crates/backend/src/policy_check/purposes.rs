//! What a core says of each purpose, and of all of them.

use sigilo_consent::AGAINST_GPC;
use sigilo_protocol::Json;

use super::{
    core::{country, duration},
    countries,
    document::{get, is, items, text},
    place_of,
    report::Report,
    terms,
};

/// Whether a purpose names `id` among its recipients.
pub(super) fn is_used(core: &Json, id: &str) -> bool {
    let names = |purpose: &Json| items(purpose, "recipients").contains(&Json::text(id));
    items(core, "purposes").iter().any(names)
}

/// Checks every purpose.
pub(super) fn check(core: &Json, report: &mut Report) {
    let purposes = items(core, "purposes");
    if get(core, "purposes").is_some() && !purposes.iter().any(|purpose| is(purpose, "required")) {
        report.error(
            "purposes",
            "No purpose is required, so that Allow would allow nothing.",
            "Say which one the chat can't do without.",
        );
    }
    for (at, purpose) in purposes.iter().enumerate() {
        let place = place_of(purposes, at);
        let id = get(purpose, "id");
        if id.is_some() && purposes[..at].iter().any(|earlier| get(earlier, "id") == id) {
            let remedy = "Give each its own id: a receipt names the purpose by it.";
            report.error(&place, "Its id is another purpose's too.", remedy);
        }
        duration(purpose, "retention", &place, report);
        basis(purpose, &place, report);
        need(purpose, &place, report);
        data(purpose, &place, report);
        recipients(core, purpose, &place, report);
        transfers(core, purpose, &place, report);
    }
}

fn basis(purpose: &Json, place: &str, report: &mut Report) {
    let (basis, category) = (text(purpose, "basis"), text(purpose, "category"));
    if !basis.is_empty() {
        terms::check(basis, &["eu-gdpr:A6-", "eu-gdpr:A9-2-"], place, report);
    }
    if !category.is_empty() {
        terms::check(category, &["dpv:"], place, report);
    }
    let allows_a_decision = ["eu-gdpr:A6-1-a", "eu-gdpr:A6-1-b", "eu-gdpr:A9-2-a"];
    if is(purpose, "decides") && !allows_a_decision.iter().any(|own| basis.starts_with(own)) {
        report.warning(
            place,
            "A machine alone decides here, on a basis that does not allow it.",
            "Let a person decide, or ask for consent (Art. 22(2) GDPR).",
        );
    }
}

fn need(purpose: &Json, place: &str, report: &mut Report) {
    if !is(purpose, "required") {
        return;
    }
    let category = text(purpose, "category");
    let remedy = "Make it optional (\"required\": false): what is asked for as a condition is not \
                  freely given (Art. 7(4) GDPR).";
    if AGAINST_GPC.contains(&category) {
        report.error(
            place,
            format!("It is required, and the chat answers without {category}."),
            remedy,
        );
    } else if terms::is_beyond_the_chat(category) {
        report.warning(
            place,
            format!("It is required, and the chat answers without {category}."),
            remedy,
        );
    }
    if is(purpose, "trains_model") {
        report.warning(place, "It is required, and it trains a model.", remedy);
    }
    let is_adequate = |transfer: &Json| text(transfer, "basis") == "eu-gdpr:A45-3";
    if !items(purpose, "transfers").iter().all(is_adequate) {
        let what = "It is required, and sends data to a country without an adequacy decision.";
        report.warning(place, what, "Offer a way that keeps the data, or make it optional.");
    }
}

fn data(purpose: &Json, place: &str, report: &mut Report) {
    let data = items(purpose, "data");
    let is_special_basis = text(purpose, "basis").starts_with("eu-gdpr:A9-2-");
    if data.is_empty() && get(purpose, "data").is_some() {
        report.warning(place, "It names no data.", "Name each kind that it uses.");
    }
    for (at, datum) in data.iter().enumerate() {
        let here = format!("{place} data[{at}]");
        let (kind, necessity) = (text(datum, "kind"), text(datum, "necessity"));
        if !kind.is_empty() {
            terms::check(kind, &["pd:", "dpv:"], &here, report);
        }
        if !["", "dpv:Required", "dpv:Optional"].contains(&necessity) {
            let what = format!("\"{necessity}\" is no necessity.");
            report.warning(&here, what, "Write \"dpv:Required\" or \"dpv:Optional\".");
        }
        if terms::is_special(kind) && !is_special_basis {
            report.warning(
                &here,
                format!("{kind} is of a special category, and the basis is none of Art. 9(2) GDPR."),
                "Give it a purpose of its own on explicit consent, \"eu-gdpr:A9-2-a\", or leave it out.",
            );
        }
        if terms::is_criminal(kind) {
            let what = format!("{kind}: only a law lets a company use it (Art. 10 GDPR).");
            report.warning(&here, what, "Leave it out, unless there is such a law.");
        }
    }
}

fn recipients(core: &Json, purpose: &Json, place: &str, report: &mut Report) {
    let recipients = items(purpose, "recipients");
    if recipients.is_empty() && get(purpose, "recipients").is_some() {
        report.warning(
            place,
            "Nobody is named who reads.",
            "Name the bot, the people, the archive.",
        );
    }
    let is_at_home = countries::is_in_eea(text(get(core, "controller").unwrap_or(core), "country"));
    for processor in items(core, "processors") {
        let (id, abroad) = (text(processor, "id"), text(processor, "country"));
        let is_told = |transfer: &Json| text(transfer, "country") == abroad;
        if is_at_home
            && countries::is_code(abroad)
            && !countries::is_in_eea(abroad)
            && recipients.contains(&Json::text(id))
            && !items(purpose, "transfers").iter().any(is_told)
        {
            let what = format!("\"{id}\" reads in {abroad}, and no transfer there is told.");
            report.warning(place, what, "Add it to \"transfers\", with its ground.");
        }
    }
}

fn transfers(core: &Json, purpose: &Json, place: &str, report: &mut Report) {
    let home = text(get(core, "controller").unwrap_or(core), "country");
    for (at, transfer) in items(purpose, "transfers").iter().enumerate() {
        let here = format!("{place} transfers[{at}]");
        let (abroad, basis) = (text(transfer, "country"), text(transfer, "basis"));
        country(abroad, &here, report);
        if countries::is_in_eea(home) && countries::is_in_eea(abroad) {
            let what = format!("{abroad} is in the European Economic Area: that is no transfer.");
            report.warning(&here, what, "Remove it.");
        }
        if basis.is_empty() {
            continue;
        }
        let grounds = ["eu-gdpr:A45-", "eu-gdpr:A46-", "eu-gdpr:A49-"];
        terms::check(basis, &grounds, &here, report);
        if basis == "eu-gdpr:A45-3" && countries::is_code(abroad) && !countries::is_adequate(abroad)
        {
            let what = format!("No adequacy decision for {abroad} is known here.");
            let remedy =
                "See the Commission's list; without one, Art. 46 GDPR asks for safeguards.";
            report.warning(&here, what, remedy);
        }
        if basis.starts_with("eu-gdpr:A49-") {
            let what = "Art. 49 GDPR is for exceptions, and a chat is none.";
            report.warning(&here, what, "Use safeguards of Art. 46: standard clauses are A46-2-c.");
        }
    }
}
