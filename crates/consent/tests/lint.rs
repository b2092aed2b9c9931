//! The lint catches every bad sentence of the lists, for what is wrong with it, and no good one.

#![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::path::{Path, PathBuf};

use serde_json::Value;
use sigilo_consent::{Finding, is_linted, lint};

/// A list's sentences, each with the name of the fault that it stands under.
fn sentences(list: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut under = "";
    let mut read = Vec::new();
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            Some(name) => under = name,
            None => read.push((under, line)),
        }
    }
    read
}

const BAD: [(&str, &str); 2] =
    [("es", include_str!("bad-sentences.es.txt")), ("en", include_str!("bad-sentences.en.txt"))];
const GOOD: [(&str, &str); 2] =
    [("es", include_str!("good-sentences.es.txt")), ("en", include_str!("good-sentences.en.txt"))];

#[test]
fn every_bad_sentence_is_caught_for_what_is_wrong_with_it() {
    let mut passed = Vec::new();
    for (lang, list) in BAD {
        let bad = sentences(list);
        assert!(bad.len() >= 30);
        for (fault, sentence) in bad {
            let found = lint(lang, sentence);
            if !found.iter().any(|finding| finding.fault.name() == fault) {
                passed.push(format!("{fault}: {sentence} {found:?}"));
            }
        }
    }
    assert!(passed.is_empty(), "{} not caught: {passed:#?}", passed.len());
}

#[test]
fn no_good_sentence_is_caught() {
    let mut caught = Vec::new();
    for (lang, list) in GOOD {
        let good = sentences(list);
        assert!(good.len() >= 40);
        for (_, sentence) in good {
            let told = |finding: &Finding| {
                format!("{}: “{}” in “{sentence}”", finding.fault, &sentence[finding.at.clone()])
            };
            caught.extend(lint(lang, sentence).iter().map(told));
        }
    }
    assert!(caught.is_empty(), "{} caught: {caught:#?}", caught.len());
}

#[test]
fn a_finding_names_its_place() {
    let text = "Tú decides. ¡Date prisa, quedan pocas plazas! Al escribir, das tu consentimiento.";
    let found = lint("es-ES", text);
    let places: Vec<_> =
        found.iter().map(|finding| (finding.fault.name(), &text[finding.at.clone()])).collect();
    assert_eq!(
        places,
        [("urgency", "Date prisa"), ("implied-consent", "Al escribir, das tu consentimiento")]
    );
}

#[test]
fn a_language_that_the_lint_does_not_speak_is_told_apart_from_a_clean_one() {
    assert!(is_linted("es-MX") && is_linted("EN_gb"));
    assert!(!is_linted("fr") && !is_linted("est") && !is_linted(""));
    assert!(lint("fr", "Hurry! Date prisa!").is_empty());
}

/// The demo's policy texts by their folders: whichever has a `core.json`, every language.
fn demo_texts() -> Vec<(PathBuf, Vec<(String, Value)>)> {
    fn look(folder: &Path, found: &mut Vec<(PathBuf, Vec<(String, Value)>)>) {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
        folders.iter().for_each(|one| look(one, found));
        if files.iter().any(|file| file.ends_with("core.json")) {
            let texts = files.iter().filter_map(|file| {
                let lang = file.file_stem()?.to_str()?.to_owned();
                let is_text = is_linted(&lang) && file.extension()? == "json";
                let read = || serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
                is_text.then(|| (lang, read()))
            });
            found.push((folder.to_owned(), texts.collect()));
        }
    }
    let mut found = Vec::new();
    look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../backend/demo"), &mut found);
    found
}

/// Every string of `value` with the way to it; a list's places by their number.
fn strings(value: &Value, way: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((way.to_owned(), text.clone())),
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(at, one)| strings(one, &format!("{way}/{at}"), found));
        }
        Value::Object(members) => {
            members.iter().for_each(|(name, one)| strings(one, &format!("{way}/{name}"), found));
        }
        _ => {}
    }
}

#[test]
fn the_demo_s_policies_say_the_same_things_in_each_language_and_none_that_is_caught() {
    let policies = demo_texts();
    assert!(!policies.is_empty());
    let mut caught = Vec::new();
    for (folder, texts) in policies {
        let said = texts.iter().map(|(lang, text)| {
            let mut said = Vec::new();
            strings(text, "", &mut said);
            (lang, said)
        });
        let said: Vec<_> = said.collect();
        assert!(said.len() >= 2, "{} lacks a language", folder.display());
        let ways = |said: &[(String, String)]| -> Vec<String> {
            said.iter().map(|(way, _)| way.clone()).collect()
        };
        for (lang, sentences) in &said {
            assert_eq!(ways(sentences), ways(&said[0].1), "{} {lang}", folder.display());
            for (way, sentence) in sentences {
                caught.extend(lint(lang, sentence).into_iter().map(|finding| {
                    let shown = &sentence[finding.at.clone()];
                    format!("{} {lang}{way}: {}: “{shown}”", folder.display(), finding.fault)
                }));
            }
        }
    }
    assert!(caught.is_empty(), "{caught:#?}");
}
