//! docs/detector.md tells of every kind, and every term is DPV's.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::path::Path;

use sigilo_detect::Kind;

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join(path)).unwrap()
}

#[test]
fn every_kind_has_its_row_with_its_term() {
    let docs = read("docs/detector.md");
    for kind in Kind::ALL {
        let row = format!("| `{}` | `{}` |", kind.name(), kind.term());
        assert_eq!(docs.matches(&row).count(), 1, "{row}");
    }
}

#[test]
fn every_row_is_of_a_kind() {
    let docs = read("docs/detector.md");
    let (_, kinds) = docs.split_once("## Kinds").unwrap();
    let (kinds, _) = kinds.split_once("## The entities").unwrap();
    let rows = kinds.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let names: Vec<&str> = rows.map(|(name, _)| name).collect();
    assert_eq!(names.len(), Kind::ALL.len());
    assert!(names.iter().all(|name| Kind::from_name(name).is_some()), "{names:?}");
}

#[test]
fn every_term_is_one_of_dpv() {
    let terms = read("crates/consent/data/dpv-2.3.txt");
    for kind in Kind::ALL {
        assert!(terms.lines().any(|line| line == kind.term()), "{}", kind.term());
    }
}
