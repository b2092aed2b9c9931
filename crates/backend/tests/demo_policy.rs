//! The demo's policy documents: consistent with each other, and in terms that exist.
//!
//! Whoever changes `demo/insurer/policy/es.json` or `en.json` writes the text's new hash, which the failing
//! test prints, into `demo/insurer/policy/core.json`. By hand it is
//! `openssl dgst -sha256 -binary es.json | openssl base64 | tr '+/' '-_' | tr -d '='`.

#![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::collections::HashSet;

use serde_json::Value;
use sigilo_protocol::Hash;

const CORE: &str = include_str!("../demo/insurer/policy/core.json");
const TEXTS: [(&str, &str); 2] = [
    ("es", include_str!("../demo/insurer/policy/es.json")),
    ("en", include_str!("../demo/insurer/policy/en.json")),
];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn strings<'a>(values: &'a Value, field: &str) -> Vec<&'a str> {
    values.as_array().unwrap().iter().map(|value| value[field].as_str().unwrap()).collect()
}

#[test]
fn the_core_names_the_texts_by_their_hash() {
    let hashes: Vec<_> =
        TEXTS.iter().map(|(lang, text)| (*lang, Hash::of(text.as_bytes()).to_string())).collect();
    let core = json(CORE);
    assert_eq!(core["texts"].as_object().unwrap().len(), hashes.len());
    for (lang, hash) in &hashes {
        assert_eq!(core["texts"][lang], hash.as_str(), "core.json wants {hashes:?}");
    }
}

#[test]
fn every_term_exists_in_the_vocabulary() {
    let known: HashSet<_> = include_str!("../../consent/data/dpv-2.3.txt").lines().collect();
    let core = json(CORE);
    let purposes = &core["purposes"];
    let mut used = strings(purposes, "basis");
    used.extend(strings(purposes, "category"));
    for purpose in purposes.as_array().unwrap() {
        used.extend(strings(&purpose["data"], "kind"));
        used.extend(strings(&purpose["data"], "necessity"));
    }
    assert!(used.len() > 4);
    let unknown: Vec<_> = used.into_iter().filter(|term| !known.contains(term)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn each_language_says_all_that_the_core_holds() {
    let core = json(CORE);
    for (lang, text) in TEXTS {
        let text = json(text);
        assert_eq!((&text["v"], &text["lang"]), (&core["v"], &Value::from(lang)));
        let purposes = text["purposes"].as_object().unwrap();
        assert_eq!(purposes.len(), core["purposes"].as_array().unwrap().len());
        for id in strings(&core["purposes"], "id") {
            for field in ["name", "description", "basis"] {
                assert!(!purposes[id][field].as_str().unwrap().is_empty(), "{lang} {id} {field}");
            }
        }
        let channels = text["channels"].as_object().unwrap();
        assert_eq!(channels.len(), core["channels"].as_array().unwrap().len());
        for kind in strings(&core["channels"], "kind") {
            assert!(channels.contains_key(kind), "{lang} {kind}");
        }
    }
}

/// Art. 13 GDPR wants all of these told. A section's place is the same in both languages.
#[test]
fn the_second_layer_is_whole_in_both_languages() {
    let [es, en] = TEXTS.map(|(_, text)| json(text));
    let count = |text: &Value| text["sections"].as_array().unwrap().len();
    assert_eq!(count(&es), count(&en));
    let core = json(CORE);
    let controller = &core["controller"];
    for text in [&es, &en] {
        let bodies = strings(&text["sections"], "body").join("\n");
        for told in [&controller["name"], &controller["contact"], &controller["dpo"]] {
            assert!(bodies.contains(told.as_str().unwrap()), "{told}");
        }
        assert!(bodies.contains("www.aepd.es"));
        for article in 15..=22 {
            assert!(bodies.contains(&format!("rt. {article})")), "Art. {article}");
        }
    }
}

/// Section by section: what one language promises, the other does too.
#[test]
fn numbers_and_addresses_agree_in_both_languages() {
    let [es, en] = TEXTS.map(|(_, text)| json(text));
    let facts = |text: &Value| -> Vec<Vec<String>> {
        strings(&text["sections"], "body").iter().map(|body| facts_of(body)).collect()
    };
    assert_eq!(facts(&es), facts(&en));
}

/// The figures and the addresses of a text, in an order of their own.
fn facts_of(text: &str) -> Vec<String> {
    let text = text.replace("6(1)(a)", "6.1.a");
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
