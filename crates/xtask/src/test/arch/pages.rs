//! The pages name files: each has to be there. docs/compliance.md names, for each duty, the tests that show it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::paths::root;

/// Where each row has to name a test.
const DUTIES: &str = "docs/compliance.md";
/// Pages beside those of `docs`.
const OTHERS: [&str; 3] = ["ARCHITECTURE.md", "README.md", "SECURITY.md"];
/// How a path begins that is a file's or a folder's of ours.
const BEGINNINGS: [&str; 8] =
    [".ci/", "crates/", "desk/", "docs/", "examples/", "relay/", "src/", "tests/"];
/// Where such a path may begin that is not the root's: the pages speak of a crate of their own.
const PLACES: [&str; 7] = [
    "",
    "crates/backend",
    "crates/backend/src",
    "crates/detect",
    "crates/protocol",
    "crates/xtask",
    "tests/e2e/tests/widget",
];
/// What stands in a page for what is too long to say, and what it stands for.
const SHORT: (&str, [&str; 2]) = ("/…/", ["/tests/widget/", "/tests/"]);

/// Every path that leads nowhere, and every duty that no test shows.
pub(super) fn findings() -> Result<Vec<String>> {
    let root = root();
    let mut pages: Vec<PathBuf> = OTHERS.iter().map(|name| root.join(name)).collect();
    for entry in fs::read_dir(root.join("docs"))? {
        let path = entry?.path();
        pages.extend(Some(path).filter(|path| path.extension().is_some_and(|kind| kind == "md")));
    }
    pages.sort();
    let mut found = Vec::new();
    for page in pages {
        let name = page.strip_prefix(&root).unwrap_or(&page).display().to_string();
        let text = fs::read_to_string(&page).with_context(|| format!("{name}: unreadable"))?;
        let gone = named(&text).into_iter().filter(|path| find(&root, path).is_none());
        found.extend(gone.map(|path| format!("{name} names {path}, which is not there")));
        if name == DUTIES {
            let unshown = duties(&text).filter(|row| !is_shown(&root, row));
            found.extend(unshown.map(|row| format!("{name} names no test in: {row}")));
        }
    }
    Ok(found)
}

/// The paths in backticks, but for patterns.
fn named(text: &str) -> Vec<&str> {
    let words = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let is_path = |word: &&str| {
        BEGINNINGS.iter().any(|start| word.starts_with(start))
            && !word.contains(['*', '{', '<', ' ', '='])
    };
    words.filter(is_path).collect()
}

fn find(root: &Path, path: &str) -> Option<PathBuf> {
    let (short, long) = SHORT;
    let written: Vec<String> = match path.contains(short) {
        true => long.iter().map(|long| path.replacen(short, long, 1)).collect(),
        false => vec![path.to_owned()],
    };
    let places = PLACES.iter().flat_map(|place| written.iter().map(move |own| (place, own)));
    let mut paths = places.map(|(place, own)| root.join(place).join(own));
    paths.find(|path| path.exists())
}

/// The rows of the page's tables.
fn duties(text: &str) -> impl Iterator<Item = &str> {
    let is_row = |line: &&str| {
        line.starts_with('|') && !line.starts_with("|---") && !line.contains("| shown by |")
    };
    text.lines().filter(is_row)
}

/// Whether the third cell names a test, or says that another row does.
fn is_shown(root: &Path, row: &str) -> bool {
    let cell = row.split('|').nth(3).unwrap_or_default();
    let mut files = named(cell).into_iter().filter_map(|path| find(root, path));
    cell.trim() == "as there" || files.any(|file| has_tests(&file))
}

/// What is run by hand or in CI is no Rust; a folder is of tests if something in it is.
fn has_tests(path: &Path) -> bool {
    if path.is_dir() {
        let mut inside = fs::read_dir(path).into_iter().flatten().flatten();
        return inside.any(|entry| has_tests(&entry.path()));
    }
    let is_rust = path.extension().is_some_and(|kind| kind == "rs");
    !is_rust || fs::read_to_string(path).is_ok_and(|text| text.contains("test]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_other_words_and_from_patterns() {
        let text =
            "`crates/a/b.rs` and `docs/c.md`, `cargo xtask test`, `src/text/*.ftl`,\n`tests/d.rs`";
        assert_eq!(named(text), ["crates/a/b.rs", "docs/c.md", "tests/d.rs"]);
    }

    #[test]
    fn a_path_is_found_where_its_page_may_mean_it() {
        let is_there = |path: &str| find(&root(), path).is_some();
        assert!(is_there("crates/xtask/src/test/arch/pages.rs"));
        assert!(is_there("desk/tests/consent.rs") && is_there("tests/e2e/…/silence.rs"));
        assert!(!is_there("desk/tests/nothing.rs") && !is_there("tests/e2e/…/nothing.rs"));
    }

    #[test]
    fn a_duty_without_a_test_is_found() {
        let shown = |cell: &str| is_shown(&root(), &format!("| a | b | {cell} | c |"));
        assert!(shown("`crates/xtask/src/test/arch/pages.rs`") && shown("as there"));
        assert!(shown("docs/a.md, `crates/backend/src/desk/tests/`") && shown("`.ci/run`"));
        assert!(!shown("") && !shown("docs/audit.md") && !shown("`crates/work/src/exports.rs`"));
        let page =
            "| duty | does | shown by | yours |\n|---|---|---|---|\n| a | b | c | d |\n\nx | y\n";
        assert_eq!(duties(page).collect::<Vec<_>>(), ["| a | b | c | d |"]);
    }
}
