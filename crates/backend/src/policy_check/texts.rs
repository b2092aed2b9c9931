//! The texts: each is there, is the one that was named, and says all that the core holds.

use sigilo_protocol::{Hash, Json};

use super::{
    articles,
    document::{Document, get, is, items, members, text},
    form,
    report::Report,
    wording,
};

/// Laws under which the second layer has to be that of Art. 13 GDPR.
const NOT_GDPR: &[&str] = &["CCPA", "CPRA", "CCPA/CPRA", "LGPD"];

/// Checks every text of `core`.
pub(super) fn check(core: &Json, texts: &[Document], report: &mut Report) {
    let named = get(core, "texts").map(members).unwrap_or_default();
    let core_name = report.document().to_owned();
    let mut sections = Vec::new();
    let mut found = Vec::new();
    for document in texts {
        report.turn_to(&document.name);
        let Some(json) = document.read(report) else {
            found.push(stem(&document.name).to_owned());
            continue;
        };
        form::check(&json, form::TEXT, report);
        let lang = text(&json, "lang").to_owned();
        self::hash(named, &lang, document, &core_name, report);
        sentences(core, &json, report);
        wording::check(&lang, &json, report);
        if is_under_gdpr(core) {
            second_layer(core, &json, report);
        }
        sections.push((lang.clone(), items(&json, "sections").len()));
        found.push(lang);
    }
    report.turn_to(&core_name);
    for (lang, _) in named {
        if !found.contains(lang) {
            let what = format!("There is no text for \"{lang}\".");
            let remedy = format!("Write {lang}.json, or give its file with --text.");
            report.error("texts", what, &remedy);
        }
    }
    if let [(first, count), rest @ ..] = sections.as_slice() {
        for (lang, other) in rest.iter().filter(|(_, other)| other != count) {
            report.warning(
                "texts",
                format!("\"{first}\" has {count} sections and \"{lang}\" has {other}."),
                "Say the same in every language.",
            );
        }
    }
}

fn stem(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name).trim_end_matches(".json")
}

fn is_under_gdpr(core: &Json) -> bool {
    let laws = items(core, "laws");
    let is_other = |law: &Json| matches!(law, Json::Text(law) if NOT_GDPR.contains(&law.as_str()));
    laws.is_empty() || !laws.iter().all(is_other)
}

fn hash(
    named: &[(String, Json)],
    lang: &str,
    document: &Document,
    core: &str,
    report: &mut Report,
) {
    let hash = Hash::of(&document.bytes);
    match named.iter().find(|(own, _)| own == lang) {
        None if lang.is_empty() => {}
        None => {
            let what = format!("{core} names no text for \"{lang}\".");
            let remedy = format!("Add \"{lang}\": \"{hash}\" to the \"texts\" of {core}.");
            report.error("lang", what, &remedy);
        }
        Some((_, Json::Text(own))) if Hash::parse(own) == Some(hash) => {}
        Some(_) => {
            let what = format!("It is not the text that {core} names: its SHA-256 is another.");
            let remedy =
                format!("Write \"{lang}\": \"{hash}\" into the \"texts\" of {core} (--fix does).");
            report.error("", what, &remedy);
        }
    }
}

/// A sentence for all that the core holds, and for nothing else.
fn sentences(core: &Json, said: &Json, report: &mut Report) {
    let ids = |list: &str, name: &str| -> Vec<String> {
        items(core, list).iter().map(|item| text(item, name).to_owned()).collect()
    };
    let data = items(core, "purposes").iter().flat_map(|purpose| items(purpose, "data"));
    for (member, wanted) in [
        ("purposes", ids("purposes", "id")),
        ("data", data.map(|datum| text(datum, "kind").to_owned()).collect()),
        ("processors", ids("processors", "id")),
        ("obligations", ids("obligations", "id")),
        ("channels", ids("channels", "kind")),
    ] {
        let Some(there) = get(said, member).map(members) else { continue };
        let mut missing: Vec<_> =
            wanted.iter().filter(|id| !there.iter().any(|(own, _)| own == *id)).collect();
        missing.sort();
        missing.dedup();
        for id in missing {
            let what = format!("There is no sentence for \"{id}\".");
            report.error(member, what, "Say what it is, in words for everybody.");
        }
        for (id, _) in there.iter().filter(|(id, _)| !wanted.contains(id)) {
            let what = format!("\"{id}\" is nothing that the core holds.");
            match member {
                "purposes" => report.error(member, what, "Remove it, or add it to the core."),
                _ => report.warning(member, what, "Remove it, or add it to the core."),
            }
        }
    }
}

/// Art. 13 GDPR: what people are told before their data is taken.
fn second_layer(core: &Json, said: &Json, report: &mut Report) {
    let sections = items(said, "sections").iter();
    let told: String =
        sections.flat_map(|own| [text(own, "heading"), "\n", text(own, "body"), "\n"]).collect();
    let controller = get(core, "controller").unwrap_or(&Json::Null);
    let authority = get(core, "authority").unwrap_or(&Json::Null);
    for (what, value, article) in [
        ("the controller's name", text(controller, "name"), "13(1)(a)"),
        ("the address for privacy matters", text(controller, "contact"), "13(1)(a)"),
        ("the representative", text(controller, "representative"), "13(1)(a)"),
        ("the data protection officer", text(controller, "dpo"), "13(1)(b)"),
        ("the authority to complain to", host(text(authority, "url")), "13(2)(d)"),
    ] {
        if !value.is_empty() && !told.contains(value) {
            let what = format!("No section names {what}, {value} (Art. {article} GDPR).");
            report.warning("sections", what, "Add it to a section.");
        }
    }
    let missing: Vec<_> = (15..=22).filter(|own| !articles::names(&told, *own)).collect();
    if !missing.is_empty() {
        let list = missing.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        let what = format!("No section names the rights of Art. {list} GDPR.");
        report.warning(
            "sections",
            what,
            "Say each right and its article, even where it has no use here.",
        );
    }
    for purpose in items(core, "purposes").iter().filter(|purpose| is(purpose, "decides")) {
        let id = text(purpose, "id");
        let own = get(said, "purposes").and_then(|all| get(all, id)).unwrap_or(&Json::Null);
        if !articles::names(&told, 22) && !articles::names(text(own, "description"), 22) {
            let what =
                format!("\"{id}\" lets a machine decide, and nothing says so (Art. 22 GDPR).");
            report.warning(
                "purposes",
                what,
                "Say how it decides, and how to have a person look at it.",
            );
        }
    }
}

fn host(url: &str) -> &str {
    let rest = url.strip_prefix("https://").unwrap_or(url);
    rest.split('/').next().unwrap_or(rest)
}
