//! The spec's table of attacks names the tests that carry them out: each has to be there, and each test
//! that is an attack has to be in the table.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};

use super::sources::rust_files;
use crate::paths::root;

/// Where the table is.
const SPEC: &str = "docs/protocol.md";
const HEADING: &str = "## 14. Attacks";
/// Where a file without a folder is, and every test has a line in the table.
const FOLDER: &str = "crates/protocol/tests/attacks";

/// Every line of the table that no test carries out, and every attack that has no line.
pub(super) fn findings() -> Result<Vec<String>> {
    let root = root();
    let read = |path: &str| fs::read_to_string(root.join(path)).ok();
    let spec = read(SPEC).with_context(|| format!("{SPEC}: unreadable"))?;
    let (named, mut found) = table(&spec);
    for (path, test) in &named {
        match read(path) {
            None => found.push(format!("{SPEC} names {path}, which is not there")),
            Some(text) if !tests(&text).contains(test.as_str()) => {
                found.push(format!("{SPEC} names the test {test}, which {path} has not"));
            }
            Some(_) => {}
        }
    }
    for file in rust_files(&root.join(FOLDER))? {
        let path = file.strip_prefix(&root).unwrap_or(&file).display().to_string();
        let text = fs::read_to_string(&file)?;
        let is_named = |test: &str| named.contains(&(path.clone(), test.to_owned()));
        let unnamed = tests(&text).into_iter().filter(|test| !is_named(test));
        found.extend(unnamed.map(|test| format!("{path}: {test} is not in the table of {SPEC}")));
    }
    Ok(found)
}

/// File and test of each that the table names; and the lines that name none.
fn table(spec: &str) -> (BTreeSet<(String, String)>, Vec<String>) {
    let section = spec.split_once(HEADING).map_or("", |(_, section)| section);
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    let (mut all, mut empty) = (BTreeSet::new(), Vec::new());
    for row in rows {
        let named = row_tests(row);
        if named.is_empty() {
            empty.push(format!("{SPEC} names no test in: {row}"));
        }
        all.extend(named);
    }
    if all.is_empty() {
        empty.push(format!("{SPEC} has no table under “{HEADING}”"));
    }
    (all, empty)
}

/// What the last cell names in backticks: a file, then its tests, and so on.
fn row_tests(row: &str) -> Vec<(String, String)> {
    let cell = row.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
    let (mut file, mut named) = (String::new(), Vec::new());
    for word in cell.split('`').skip(1).step_by(2) {
        match (word.ends_with(".rs"), word.contains('/')) {
            (true, true) => file = word.to_owned(),
            (true, false) => file = format!("{FOLDER}/{word}"),
            (false, _) => named.push((file.clone(), word.to_owned())),
        }
    }
    named
}

/// The functions under an attribute that makes a test of them.
fn tests(text: &str) -> BTreeSet<&str> {
    let (mut names, mut is_test) = (BTreeSet::new(), false);
    let lines = text.lines().map(str::trim_start);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with("//")) {
        if line.starts_with("#[") {
            is_test |= line.contains("test");
            continue;
        }
        if let Some((_, name)) = line.split_once("fn ").filter(|_| is_test) {
            names.extend(name.split('(').next());
        }
        is_test = false;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_names_files_and_their_tests() {
        let pair = |file: &str, test: &str| (file.to_owned(), test.to_owned());
        let row = "| relay lies | §4.2 | `jws.rs`: `none`, `typ`; `src/a.rs`: `b` |";
        let jws = format!("{FOLDER}/jws.rs");
        assert_eq!(row_tests(row), [pair(&jws, "none"), pair(&jws, "typ"), pair("src/a.rs", "b")]);
        let spec = format!("{HEADING}\n\n| a | b | c |\n|---|---|---|\n{row}\n| x | §1 | |\n");
        let (named, empty) = table(&spec);
        assert_eq!((named.len(), empty.len()), (3, 1));
        assert_eq!(table("## 13. Errors\n").1.len(), 1);
    }

    #[test]
    fn tests_are_told_from_their_helpers() {
        let text = "#[test]\nfn a() {}\nfn b() {}\n#[tokio::test]\n// fn c()\nasync fn d() {}\n\
            #[cfg(test)]\nmod tests {\n    fn e() {}\n";
        assert_eq!(tests(text), ["a", "d"].into());
    }
}
