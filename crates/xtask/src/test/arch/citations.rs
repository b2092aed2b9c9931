//! The code cites the protocol's spec by section: each has to be there.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};

use super::sources::rust_files;
use crate::paths::root;

/// The spec.
const SPEC: &str = "docs/protocol.md";

/// Every citation of a section that the spec does not have.
pub(super) fn findings() -> Result<Vec<String>> {
    let root = root();
    let spec =
        fs::read_to_string(root.join(SPEC)).with_context(|| format!("{SPEC}: unreadable"))?;
    let sections = sections(&spec);
    let mut found = Vec::new();
    let mut files = rust_files(&root.join("crates/protocol/src"))?;
    files.extend(rust_files(&root.join("src"))?);
    let cites: Vec<(String, String)> = files
        .iter()
        .map(|file| {
            let name = file.strip_prefix(&root).unwrap_or(file).display().to_string();
            Ok((name, fs::read_to_string(file)?))
        })
        .collect::<Result<_>>()?;
    for (name, text) in cites.iter().chain([&(SPEC.to_owned(), spec.clone())]) {
        let gone = citations(text).into_iter().filter(|cited| !sections.contains(cited));
        found.extend(gone.map(|cited| format!("{name} cites §{cited}, which {SPEC} has not")));
    }
    Ok(found)
}

/// The numbers of the headings.
fn sections(spec: &str) -> BTreeSet<String> {
    let headings = spec.lines().filter_map(|line| line.trim_start_matches('#').strip_prefix(' '));
    let number = |heading: &str| {
        let word = heading.split(' ').next()?.trim_end_matches('.').to_owned();
        word.starts_with(|first: char| first.is_ascii_digit()).then_some(word)
    };
    headings.filter_map(number).collect()
}

/// The sections that a text cites without naming another document: `§6.1`, but not `RFC 9180 §6.1`.
fn citations(text: &str) -> Vec<String> {
    let mut cited = Vec::new();
    for (at, _) in text.match_indices('§') {
        let before = text[..at].split_whitespace().next_back().unwrap_or_default();
        let is_other = text[..at].ends_with(' ')
            && before.chars().next_back().is_some_and(|last| last.is_ascii_alphanumeric())
            && before.chars().any(|letter| letter.is_ascii_digit());
        let rest = &text[at + '§'.len_utf8()..];
        let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
        let number = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
        if !is_other && !number.is_empty() {
            cited.push(number.to_owned());
        }
    }
    cited
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_sections_are_told_from_others() {
        let text =
            "A hello (§6.1), see §7.2. As RFC 9180 §5.1 and NIST SP 800-38D §8.2.2 have it; §5.4.";
        assert_eq!(citations(text), ["6.1", "7.2", "5.4"]);
    }

    #[test]
    fn headings_are_sections() {
        let spec = "# Title\n\n## 1. Parts\n\n### 1.2 What\n\nSee §9.\n";
        assert_eq!(sections(spec), ["1", "1.2"].map(String::from).into());
    }
}
