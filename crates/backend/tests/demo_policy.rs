//! The demo's policies, one a sector: consistent with themselves, in terms that exist, and the same in
//! both languages.
//!
//! Whoever changes a text runs `sigilo-backend policy check --fix` on the core beside it, which writes
//! the text's new hash. By hand it is
//! `openssl dgst -sha256 -binary es.json | openssl base64 | tr '+/' '-_' | tr -d '='`.

#![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::collections::HashSet;

use serde_json::Value;
use sigilo_backend::{
    demo::INSURER,
    policy_check::{Document, check},
};
use sigilo_consent::{Core, IDENTITY, PRESENCE, Profile};
use sigilo_protocol::Hash;

/// Language and text.
type Said = (&'static str, &'static str);

/// Sector, core, Spanish, English.
type Whole = (&'static str, &'static str, [Said; 2]);

/// The sectors' policies, and the insurer's with people beside the bot.
fn policies() -> [Whole; 4] {
    let [core, spanish, english] = INSURER.documents_with_people().unwrap();
    let kept = |text: String| -> &'static str { text.leak() };
    let texts = [("es", kept(spanish)), ("en", kept(english))];
    let [insurer, bank, clinic] = POLICIES;
    [insurer, bank, clinic, ("insurer with people", kept(core), texts)]
}

const POLICIES: [Whole; 3] = [
    (
        "insurer",
        include_str!("../demo/insurer/policy/core.json"),
        [
            ("es", include_str!("../demo/insurer/policy/es.json")),
            ("en", include_str!("../demo/insurer/policy/en.json")),
        ],
    ),
    (
        "bank",
        include_str!("../demo/bank/policy/core.json"),
        [
            ("es", include_str!("../demo/bank/policy/es.json")),
            ("en", include_str!("../demo/bank/policy/en.json")),
        ],
    ),
    (
        "clinic",
        include_str!("../demo/clinic/policy/core.json"),
        [
            ("es", include_str!("../demo/clinic/policy/es.json")),
            ("en", include_str!("../demo/clinic/policy/en.json")),
        ],
    ),
];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn strings<'a>(values: &'a Value, field: &str) -> Vec<&'a str> {
    values.as_array().unwrap().iter().map(|value| value[field].as_str().unwrap()).collect()
}

fn read(core: &str) -> Core {
    Core::read(core.as_bytes(), Hash::of(core.as_bytes())).unwrap()
}

#[test]
fn each_core_names_its_texts_by_their_hash() {
    for (sector, core, texts) in policies() {
        let core = json(core);
        assert_eq!(core["texts"].as_object().unwrap().len(), texts.len());
        for (lang, text) in texts {
            let hash = Hash::of(text.as_bytes()).to_string();
            assert_eq!(core["texts"][lang], hash.as_str(), "{sector} {lang}");
        }
    }
}

#[test]
fn every_term_exists_in_the_vocabulary() {
    let known: HashSet<_> = include_str!("../../consent/data/dpv-2.3.txt").lines().collect();
    for (sector, core, _) in policies() {
        let core = json(core);
        let purposes = &core["purposes"];
        let mut used = strings(purposes, "basis");
        used.extend(strings(purposes, "category"));
        used.extend(strings(&core["obligations"], "basis"));
        for purpose in purposes.as_array().unwrap() {
            used.extend(strings(&purpose["data"], "kind"));
            used.extend(strings(&purpose["data"], "necessity"));
            used.extend(strings(&purpose["transfers"], "basis"));
        }
        assert!(used.len() > 10);
        let unknown: Vec<_> = used.into_iter().filter(|term| !known.contains(term)).collect();
        assert!(unknown.is_empty(), "{sector}: {unknown:?}");
    }
}

/// What the demonstration has to have, so that every way of asking can be seen in it.
#[test]
fn the_sectors_show_what_a_policy_can_say() {
    let [insurer, bank, clinic] = POLICIES.map(|(_, core, _)| read(core));
    assert!(insurer.purposes.iter().any(|purpose| purpose.is_against_gpc() && !purpose.required));
    assert!(insurer.purposes.iter().any(|purpose| purpose.trains_model && !purpose.required));
    let other_basis = bank.purposes.iter().filter(|purpose| !purpose.rests_on_consent());
    assert_eq!(other_basis.count(), 2);
    assert!(bank.purposes.iter().any(|purpose| !purpose.transfers.is_empty()));
    assert_eq!((bank.processors.len(), bank.obligations.len()), (1, 2));
    assert!(clinic.purposes.iter().any(|purpose| purpose.is_special() && !purpose.required));
    assert!(clinic.age_gate && !insurer.age_gate);
    for core in [&insurer, &bank, &clinic] {
        assert_eq!(Profile::of(core).minimum_age, core.minimum_age);
        assert!(core.purposes[0].required && core.purposes[0].rests_on_consent());
    }
}

#[test]
fn each_language_says_all_that_the_core_holds() {
    for (sector, core, texts) in policies() {
        let core = json(core);
        for (lang, text) in texts {
            let text = json(text);
            assert_eq!((&text["v"], &text["lang"]), (&core["v"], &Value::from(lang)));
            let purposes = text["purposes"].as_object().unwrap();
            assert_eq!(purposes.len(), core["purposes"].as_array().unwrap().len());
            for id in strings(&core["purposes"], "id") {
                for field in ["name", "description", "basis"] {
                    let said = purposes[id][field].as_str().unwrap();
                    assert!(!said.is_empty(), "{sector} {lang} {id} {field}");
                }
            }
            let channels = text["channels"].as_object().unwrap();
            assert_eq!(channels.len(), core["channels"].as_array().unwrap().len());
            for kind in strings(&core["channels"], "kind") {
                assert!(channels.contains_key(kind), "{sector} {lang} {kind}");
            }
        }
    }
}

/// Art. 13 GDPR wants all of these told. A section's place is the same in both languages.
#[test]
fn the_second_layer_is_whole_in_both_languages() {
    for (sector, core, texts) in policies() {
        let [es, en] = texts.map(|(_, text)| json(text));
        let count = |text: &Value| text["sections"].as_array().unwrap().len();
        assert_eq!(count(&es), count(&en), "{sector}");
        let core = json(core);
        let controller = &core["controller"];
        for (text, button) in [(&es, "el botón Privacidad"), (&en, "the Privacy button")] {
            let bodies = strings(&text["sections"], "body").join("\n");
            for told in [&controller["name"], &controller["contact"], &controller["dpo"]] {
                assert!(bodies.contains(told.as_str().unwrap()), "{sector}: {told}");
            }
            for processor in strings(&core["processors"], "name") {
                assert!(bodies.contains(processor), "{sector}: {processor}");
            }
            assert!(bodies.contains("www.aepd.es"));
            for article in 15..=22 {
                assert!(bodies.contains(&format!("rt. {article})")), "{sector}: Art. {article}");
            }
            // Withdrawal, erasure and the rights are in the chat.
            assert!(bodies.matches(button).count() >= 2, "{sector}");
        }
    }
}

/// What the core says in figures the section on time says in words.
#[test]
fn every_retention_is_told() {
    for (sector, core, texts) in policies() {
        let core = read(core);
        let lives = core.purposes.iter().map(|purpose| &purpose.retention);
        for life in lives.chain(core.obligations.iter().map(|kept| &kept.retention)) {
            let figure = life.trim_matches(|c: char| !c.is_ascii_digit());
            for ((_, text), units) in texts.iter().zip([["día", "año"], ["day", "year"]]) {
                let told = format!("{figure} {}", units[usize::from(life.ends_with('Y'))]);
                assert!(text.contains(&told), "{sector}: {told}");
            }
        }
    }
}

/// Section by section: what one language promises, the other does too.
#[test]
fn numbers_and_addresses_agree_in_both_languages() {
    for (sector, _, texts) in policies() {
        let [es, en] = texts.map(|(_, text)| json(text));
        let facts = |text: &Value| -> Vec<Vec<String>> {
            strings(&text["sections"], "body").iter().map(|body| facts_of(body)).collect()
        };
        assert_eq!(facts(&es), facts(&en), "{sector}");
        for id in es["purposes"].as_object().unwrap().keys() {
            for field in ["name", "description", "basis"] {
                let said = |text: &Value| facts_of(text["purposes"][id][field].as_str().unwrap());
                assert_eq!(said(&es), said(&en), "{sector} {id} {field}");
            }
        }
    }
}

/// The figures and the addresses of a text, in an order of their own.
fn facts_of(text: &str) -> Vec<String> {
    let text = spanish_articles(text);
    let is_fact = |word: &&str| word.contains('@') || word.contains(|c: char| c.is_ascii_digit());
    let mut facts: Vec<_> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | ':'))
        .map(|word| word.trim_matches('.'))
        .filter(is_fact)
        .map(str::to_owned)
        .collect();
    facts.sort();
    facts
}

/// `6(1)(a)` is `6.1.a` in Spanish.
fn spanish_articles(text: &str) -> String {
    ["6(1)(a)", "6(1)(c)", "6(1)(f)", "9(2)(a)"].into_iter().fold(
        text.to_owned(),
        |text, english| {
            text.replace(english, &english.replace(")(", ".").replace('(', ".").replace(')', ""))
        },
    )
}

#[test]
fn the_policy_with_people_names_them_and_nothing_in_it_is_found_fault_with() {
    let [.., (_, core, texts)] = policies();
    let document = |name: &str, text: &str| Document { name: name.into(), bytes: text.into() };
    let said = texts.map(|(lang, text)| document(lang, text));
    assert_eq!(check(&document("core", core), &said), []);
    let core = read(core);
    let of = |id: &str| core.purpose(id).unwrap();
    assert_eq!(of("answer").recipients, ["bot", "people", "supervision"]);
    for id in [PRESENCE, IDENTITY] {
        assert!(!of(id).required && of(id).rests_on_consent(), "{id}");
    }
    // What is said of the assistant alone would not be true.
    for (lang, text) in texts {
        for untrue in ["no una persona", "not a person", "solo el asistente", "only the assistant"]
        {
            assert!(!text.contains(untrue), "{lang}: {untrue}");
        }
    }
}
