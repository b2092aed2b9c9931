//! The example that reads JSON lines: one answer a line, whatever the line is.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "../examples/scan.rs"]
#[allow(dead_code, reason = "its main is the example's")]
mod scan;

use serde_json::{Value, json};

fn answers(lines: &[u8]) -> Vec<Value> {
    let mut out = Vec::new();
    scan::answer_all(lines, &mut out).unwrap();
    String::from_utf8(out)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn places_are_code_points_and_the_end_is_exclusive() {
    let told =
        answers("{\"text\": \"🙂 ñ 4111 1111 1111 1111.\", \"locale\": \"es\"}\n".as_bytes());
    let [own] = told.as_slice() else { panic!("{told:?}") };
    let finding = &own["findings"][0];
    assert_eq!((&finding["kind"], &finding["start"]), (&json!("credit_card"), &json!(4)));
    assert_eq!(finding["end"], 23);
    let sure = finding["confidence"].as_f64().unwrap();
    assert!((0.5..=1.0).contains(&sure), "{sure}");
}

#[test]
fn a_bad_line_is_told_and_the_next_is_read() {
    let lines =
        b"{\"text\": \"hola\", \"locale\": \"es\"}\nnonsense\n{\"locale\": \"es\"}\n\xff\xfe\n\n\
        {\"text\": \"my card is 4111 1111 1111 1111\"}";
    let told = answers(lines);
    assert_eq!(told.len(), 6);
    assert_eq!(told[0], json!({"findings": []}));
    assert!(told[1..5].iter().all(|own| own["error"].is_string()), "{told:?}");
    assert_eq!(told[5]["findings"][0]["kind"], "credit_card");
}

#[test]
fn without_a_locale_the_numbers_of_spanish_and_of_english_are_read() {
    let numbers = ["mi movil es 612345678", "my cell is (212) 555-2368", "ring me on 07400 123456"];
    for locale in [None, Some(""), Some("zz")] {
        for text in numbers {
            let line = json!({"text": text, "locale": locale}).to_string();
            let told = answers(line.as_bytes());
            assert_eq!(told[0]["findings"][0]["kind"], "phone_number", "{locale:?} {text}");
        }
    }
}

#[test]
fn lang_is_a_locale_too_and_the_sites_numbers_come_along() {
    let told = answers(
        br#####"{"text": "poliza pol-123456", "lang": "es", "patterns": ["POL-######"]}"#####,
    );
    assert_eq!(told[0]["findings"][0]["kind"], "site");
    let told = answers(br#####"{"text": "poliza 1234", "patterns": ["####"]}"#####);
    assert!(told[0]["error"].is_string());
}
