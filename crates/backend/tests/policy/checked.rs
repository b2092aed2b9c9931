//! Every fault is found, in its place, and nothing is found where nothing is.

use serde_json::json;
use sigilo_backend::policy_check::{Document, Finding, Severity, check, with_hash};
use sigilo_protocol::Hash;

use super::{
    EXAMPLES, Sample,
    faults::{self, Fault},
};

fn spoilt(fault: &Fault) -> Sample {
    let mut sample = Sample::insurer();
    sample.rehash();
    sample.set(fault.document, fault.pointer, fault.value.clone());
    if fault.document > 0 {
        sample.rehash();
    }
    sample
}

fn must_be_found(found: &[Finding], fault: &Fault, severity: Severity) {
    let is_it = |own: &&Finding| {
        own.severity == severity && own.place.contains(fault.place) && own.what.contains(fault.says)
    };
    let remedy = found.iter().find(is_it).map(|own| own.remedy.as_str());
    let is_told = remedy.is_some_and(|remedy| !remedy.is_empty());
    assert!(is_told, "{} {}: {found:#?}", fault.pointer, fault.says);
}

#[test]
fn the_examples_are_without_a_fault() {
    for documents in EXAMPLES {
        let [core, es, en] =
            documents.map(|text| Document { name: "x".into(), bytes: text.into() });
        assert_eq!(check(&core, &[es, en]), []);
    }
}

#[test]
fn what_a_reader_refuses_is_an_error_with_its_place() {
    for fault in faults::refused() {
        let sample = spoilt(&fault);
        assert!(!sample.is_readable(), "{} {}", fault.pointer, fault.says);
        must_be_found(&sample.findings(), &fault, Severity::Error);
    }
}

#[test]
fn what_looks_unlawful_is_a_warning_and_no_error() {
    for fault in faults::doubtful() {
        let mut sample = spoilt(&fault);
        sample.speak();
        let found = sample.findings();
        must_be_found(&found, &fault, Severity::Warning);
        assert!(sample.is_readable(), "{} {}", fault.pointer, fault.says);
        let is_error = |own: &Finding| own.severity == Severity::Error;
        assert!(!found.iter().any(is_error), "{} {}", fault.pointer, fault.says);
    }
}

#[test]
fn a_text_that_is_not_there_or_not_the_one_that_was_named_is_an_error() {
    let mut sample = Sample::insurer();
    sample.rehash();
    sample.texts[1]["lead"] = "Other.".into();
    let found = sample.findings();
    assert_eq!(found.len(), 1);
    let right = Hash::of(sample.texts[1].to_string().as_bytes()).to_string();
    assert!(found[0].document == "en.json" && found[0].remedy.contains(&right), "{found:?}");
    sample.texts.remove(1);
    let found = sample.findings();
    assert_eq!(found.len(), 1);
    assert!(found[0].what.contains("no text for \"en\""), "{found:?}");
}

#[test]
fn a_kind_that_the_widget_can_t_find_and_a_pattern_of_no_use_are_errors() {
    let own = |pattern: &str| json!([{"pattern": pattern, "kind": "pd:Insurance"}]);
    for (pointer, value, place) in [
        ("/detection/never/0", "card_cod".into(), "detection.never[0]"),
        ("/detection/ask", json!(["dni"]), "detection.ask[0]"),
        ("/detection/patterns", own(""), "detection.patterns[0]"),
        ("/detection/patterns", own("ñ-####"), "detection.patterns[0]"),
        ("/detection/patterns", own("####"), "detection.patterns[0]"),
    ] {
        let mut sample = Sample::insurer();
        sample.rehash();
        sample.set(0, pointer, Some(value));
        let found = sample.findings();
        let is_it = |own: &Finding| own.severity == Severity::Error && own.place.contains(place);
        assert!(found.iter().any(is_it), "{pointer}: {found:#?}");
    }
}

#[test]
fn an_archive_is_opened_by_one_to_sixteen_people() {
    for (people, is_fine) in [(0, false), (1, true), (16, true), (17, false)] {
        let mut sample = Sample::insurer();
        sample.set(0, "/archive_approvers", Some(people.into()));
        sample.rehash();
        let found = sample.findings();
        let is_it = |own: &Finding| own.place.contains("archive_approvers");
        assert_eq!(!found.iter().any(is_it), is_fine, "{people}: {found:?}");
    }
}

#[test]
fn a_machine_that_decides_has_to_be_told_of_and_needs_a_basis() {
    let mut sample = Sample::insurer();
    sample.set(0, "/purposes/1/decides", Some(true.into()));
    sample.rehash();
    assert_eq!(sample.findings(), []);
    sample.set(0, "/purposes/1/basis", Some("eu-gdpr:A6-1-f".into()));
    for text in [1, 2] {
        sample.set(text, "/sections/11/body", Some("arts. 15 - 21".into()));
    }
    sample.rehash();
    let found = sample.findings();
    for says in ["a basis that does not allow it", "\"quote\" lets a machine decide"] {
        assert!(found.iter().any(|own| own.what.contains(says)), "{says}: {found:?}");
    }
}

#[test]
fn a_processor_abroad_is_a_transfer() {
    let mut sample = Sample::insurer();
    sample.set(0, "/processors/-", Some(json!({"id": "p", "name": "P", "country": "IN"})));
    sample.set(0, "/purposes/1/recipients/-", Some("p".into()));
    for text in [1, 2] {
        sample.set(text, "/processors/p", Some("Reads.".into()));
    }
    sample.rehash();
    let found = sample.findings();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].what.contains("\"p\" reads in IN"), "{found:?}");
}

#[test]
fn what_is_no_document_is_told_by_its_reason() {
    let findings =
        |bytes: &[u8]| check(&Document { name: "core.json".into(), bytes: bytes.into() }, &[]);
    let big = vec![b' '; 10 * 1024 * 1024];
    let many = format!(r#"{{"purposes":[{}]}}"#, vec!["{}"; 10_000].join(","));
    for (bytes, says) in [
        (&big[..], "more than 65536 bytes"),
        (b"", "JSON"),
        (b"hello", "JSON"),
        (b"\xff\xfe", "JSON"),
        (br#"{"v": 2, "v": 2}"#, "\"v\" stands there twice"),
        (br#"{"v": 2.5}"#, "whole numbers"),
        (br#"{"v": -2}"#, "whole numbers"),
        (&vec![b'['; 60_000], "JSON"),
        (b"[]", "has to be an object"),
        (many.as_bytes(), "There are 10000 purposes"),
    ] {
        let found = findings(bytes);
        let is_it = |own: &Finding| own.severity == Severity::Error && own.what.contains(says);
        assert!(found.iter().any(is_it), "{says}: {:?}", found.first());
    }
}

#[test]
fn a_hash_is_written_and_nothing_else_is_touched() {
    let [core, es, en] = EXAMPLES[0];
    let spoilt = core.replace(&Hash::of(es.as_bytes()).to_string(), "soon");
    let mended = with_hash(&spoilt, "es", Hash::of(es.as_bytes())).unwrap();
    assert_eq!(mended, core);
    let other = with_hash(core, "en", Hash::of(es.as_bytes())).unwrap();
    assert_eq!(other.matches(&Hash::of(es.as_bytes()).to_string()).count(), 2);
    assert!(!other.contains(&Hash::of(en.as_bytes()).to_string()));
    assert_eq!(with_hash(core, "fr", Hash::of(b"")), None);
    assert_eq!(with_hash("[]", "es", Hash::of(b"")), None);
}
