//! The schema agrees with the reader, as far as a schema can see.

use jsonschema::Validator;
use serde_json::Value;
use sigilo_consent::AGAINST_GPC;

use super::{EXAMPLES, Sample, faults};

const SCHEMA: &str = include_str!("../../../../docs/policy.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).unwrap()
}

#[test]
fn the_schema_is_one() {
    jsonschema::draft202012::meta::validate(&schema()).unwrap();
}

#[test]
fn every_example_is_valid() {
    let validator = validator();
    for documents in EXAMPLES {
        for document in documents {
            let document = serde_json::from_str(document).unwrap();
            let found = validator.validate(&document);
            assert!(found.is_ok(), "{:?}", found.err());
        }
    }
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let validator = validator();
    for fault in faults::refused() {
        let mut sample = Sample::insurer();
        sample.set(fault.document, fault.pointer, fault.value.clone());
        let spoilt = if fault.document == 0 { &sample.core } else { &sample.texts[0] };
        let is_refused = !validator.is_valid(spoilt);
        assert_eq!(is_refused, fault.by_schema, "{} {}", fault.pointer, fault.says);
    }
}

#[test]
fn what_the_reader_takes_the_schema_takes() {
    let validator = validator();
    for fault in faults::doubtful() {
        let mut sample = Sample::insurer();
        sample.set(fault.document, fault.pointer, fault.value.clone());
        let doubtful = if fault.document == 0 { &sample.core } else { &sample.texts[0] };
        assert!(validator.is_valid(doubtful), "{} {}", fault.pointer, fault.says);
    }
}

#[test]
fn the_schema_lists_what_global_privacy_control_speaks_against() {
    assert_eq!(schema()["$defs"]["against_gpc"]["enum"], serde_json::json!(AGAINST_GPC));
}
