//! A demonstration's policy with the owner in it, and rules that know nothing but whom to ask.

use sigilo_protocol::Hash;

use super::{Answers, Template};
use crate::{
    demo::{BANK, CLINIC, INSURER, Sector},
    policy_check::with_hash,
};

const RULES: [(&str, &str); 2] = [
    ("knowledge.es.json", include_str!("rules.es.json")),
    ("knowledge.en.json", include_str!("rules.en.json")),
];

/// Where the demonstration's company is, as its texts say it.
const COUNTRY: [&str; 3] = [", España", " (España)", ", Spain"];

/// Names and texts of the files of a policy; nothing if the template is not as it is thought to be.
pub(super) fn policy(answers: &Answers) -> Option<Vec<(&'static str, String)>> {
    let sector = match answers.template {
        Template::Insurance => &INSURER,
        Template::Finance => &BANK,
        Template::Health => &CLINIC,
    };
    let [core, spanish, english] = sector.documents();
    let fill = |text: &str| filled(text, sector, core, answers);
    let (spanish, english) =
        (fill(undemonstrated(spanish)?.as_str())?, fill(undemonstrated(english)?.as_str())?);
    let mut core = fill(&without_files(core)?)?;
    for (lang, text) in [("es", &spanish), ("en", &english)] {
        core = with_hash(&core, lang, Hash::of(text.as_bytes()))?;
    }
    Some(vec![("core.json", core), ("es.json", spanish), ("en.json", english)])
}

/// The rules' files.
pub(super) fn rules(answers: &Answers) -> Vec<(&'static str, String)> {
    let fill = |text: &str| {
        let text = text.replace("{owner}", &escaped(&answers.owner));
        let text = text.replace("{phone}", &escaped(&answers.phone));
        text.replace("{contact}", &escaped(&answers.contact))
    };
    RULES.iter().map(|(name, text)| (*name, fill(text))).collect()
}

/// The text with the owner's words in the place of the demonstration's.
fn filled(text: &str, sector: &Sector, core: &str, answers: &Answers) -> Option<String> {
    let demo: serde_json::Value = serde_json::from_str(core).ok()?;
    let of = |name: &str| demo["controller"][name].as_str();
    let (name, address) = (of("name")?, of("address")?);
    // "Seguros Aurora, S.A." is "Seguros Aurora" in a sentence.
    let short = name.split(',').next()?;
    let bare = COUNTRY.iter().find_map(|country| address.strip_suffix(country)).unwrap_or(address);
    let mut text = text.replace(name, &escaped(&answers.owner));
    for country in COUNTRY.iter().chain([&""]) {
        text = text.replace(&format!("{bare}{country}"), &escaped(&answers.address));
    }
    let contact = escaped(&answers.contact);
    for box_name in ["privacidad", "dpd", "hola"] {
        text = text.replace(&format!("{box_name}@{}", sector.site), &contact);
    }
    let dialled: String =
        answers.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let text = text.replace("tel:+34900000000", &format!("tel:{dialled}"));
    let text = text.replace("900 000 000", &escaped(&answers.phone));
    let text = text.replace(&format!("{}/contacto", sector.site), &answers.site);
    Some(text.replace(short, &escaped(&answers.owner)))
}

/// The core without files: who wants them sets up a scanner first (docs/scanning.md).
fn without_files(core: &str) -> Option<String> {
    let begin = core.find("\n  \"attachments\": {")?;
    let end = begin + core[begin..].find("\n  },")? + "\n  },".len();
    Some(format!("{}{}", &core[..begin], &core[end..]))
}

/// The text without its last section, which says that it is all a demonstration.
fn undemonstrated(text: &str) -> Option<String> {
    let begin = text.rfind(",\n    {\n      \"heading\"")?;
    let end = begin + text[begin..].find("\n    }")? + "\n    }".len();
    let section = text[begin..end].to_lowercase();
    let is_it = section.contains("demonstration") || section.contains("demostración");
    is_it.then(|| format!("{}{}", &text[..begin], &text[end..]))
}

/// As it stands between the quotes of a JSON string.
fn escaped(text: &str) -> String {
    let json = serde_json::Value::String(text.trim().to_owned()).to_string();
    json.trim_start_matches('"').strip_suffix('"').unwrap_or_default().to_owned()
}
