//! What the sources may name: read as text, without their tests and comments.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::paths::root;

/// What `src/ui` may take from the rest of the widget: view data, sentences, and itself.
const UI_MAY_NAME: &[&str] = &["js", "state", "text", "ui"];
/// Crates that `src/ui` has no business with: keys, sessions, storage, requests.
const UI_MAY_NOT_USE: &[&str] = &["sigilo_protocol", "gloo_net", "idb", "SubtleCrypto"];
/// A clock, a network, a file system, randomness of its own.
const PROTOCOL_MAY_NOT_USE: &[&str] = &[
    "SystemTime",
    "Instant",
    "std::net",
    "std::fs",
    "std::env",
    "getrandom",
    "SysRng",
    "OsRng",
    "web_sys",
    "js_sys",
];

/// Everything in the sources that an invariant forbids.
pub(super) fn findings() -> Result<Vec<String>> {
    let root = root();
    let mut found = Vec::new();
    for file in rust_files(&root.join("src"))? {
        let (name, code) = read(&root, &file)?;
        if name != "src/embed.rs" && code.contains("#[wasm_bindgen") {
            found.push(format!("{name}: only src/embed.rs carries #[wasm_bindgen]"));
        }
        if !name.starts_with("src/chat/") && name != "src/later.rs" && names_chat(&code) {
            found.push(format!("{name}: only src/later.rs names crate::chat, which loads later"));
        }
        if name.starts_with("src/ui/") || name == "src/ui.rs" {
            found.extend(ui_findings(&name, &code));
        }
    }
    for file in rust_files(&root.join("crates/protocol/src"))? {
        let (name, code) = read(&root, &file)?;
        let named = PROTOCOL_MAY_NOT_USE.iter().filter(|word| has_word(&code, word));
        found.extend(
            named.map(|word| format!("{name}: the protocol is sans-I/O and may not name {word}")),
        );
    }
    Ok(found)
}

fn names_chat(code: &str) -> bool {
    crate_paths(code).iter().any(|module| module == "chat")
}

fn ui_findings(name: &str, code: &str) -> Vec<String> {
    let modules =
        crate_paths(code).into_iter().filter(|module| !UI_MAY_NAME.contains(&module.as_str()));
    let mut found: Vec<String> =
        modules.map(|module| format!("{name}: ui may not name crate::{module}")).collect();
    let words = UI_MAY_NOT_USE.iter().filter(|word| has_word(code, word));
    found.extend(words.map(|word| format!("{name}: ui may not name {word}")));
    // The one way to name a module of the crate without saying `crate`.
    if code.contains("super::super") {
        found
            .push(format!("{name}: ui names what lies outside it by crate::, not by super::super"));
    }
    found
}

/// The modules that follow `crate::` in `code`, those in braces included.
fn crate_paths(code: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        if code[..at].ends_with('$') {
            continue;
        }
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(list) => modules.extend(first_words(list)),
            None => modules.push(word(rest)),
        }
    }
    modules
}

/// The first word of each entry of a `use` list, at its top level.
fn first_words(list: &str) -> Vec<String> {
    let (mut depth, mut words, mut entry) = (0_usize, Vec::new(), true);
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => entry = true,
            _ if entry && !letter.is_whitespace() => {
                words.push(word(&list[at..]));
                entry = false;
            }
            _ => {}
        }
    }
    words
}

fn word(text: &str) -> String {
    text.chars().take_while(|letter| is_word(*letter)).collect()
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// Whether `code` has `wanted` as a word of its own.
fn has_word(code: &str, wanted: &str) -> bool {
    code.match_indices(wanted).any(|(at, _)| {
        let before = code[..at].chars().next_back().is_some_and(is_word);
        let after = code[at + wanted.len()..].chars().next().is_some_and(is_word);
        !before && !after
    })
}

/// A file's path from the root, and its code without comments and without its tests.
fn read(root: &Path, file: &Path) -> Result<(String, String)> {
    let text =
        fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?;
    let name = file.strip_prefix(root).unwrap_or(file).to_string_lossy().into_owned();
    Ok((name, code_of(&text)))
}

/// Tests come last in a file, so what follows their mark is theirs.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

pub(super) fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !is_test(&path) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Tests that have a file of their own.
fn is_test(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ui_that_names_more_than_it_may_is_found() {
        let names = |code| ui_findings("src/ui/x.rs", code).len();
        assert_eq!(names("use crate::state::{State, Command};\nuse crate::text::Text;"), 0);
        assert_eq!(names("use crate::session::Session;"), 1);
        assert_eq!(
            names("use crate::{\n    keys,\n    state::{a, b},\n    transport::Relay,\n};"),
            2
        );
        assert_eq!(names("fn f() { crate::app::driver::go() }"), 1);
        assert_eq!(names("use sigilo_protocol::Jwk;"), 1);
        assert_eq!(names("use super::super::keys;"), 1);
    }

    #[test]
    fn what_loads_later_is_named_at_the_seam_alone() {
        assert!(names_chat("use crate::{\n    chat::Talk,\n};"));
        assert!(!names_chat("use crate::later::Chat;"));
    }

    #[test]
    fn words_count_only_whole() {
        assert!(has_word("let t = Instant::now();", "Instant"));
        assert!(!has_word("struct InstantAnswer;", "Instant"));
    }

    #[test]
    fn comments_and_tests_are_not_code() {
        let text = "//! SystemTime\nfn a() {}\n#[cfg(test)]\nmod tests { use std::fs; }\n";
        assert_eq!(code_of(text), "fn a() {}\n");
    }

    #[test]
    fn an_attribute_elsewhere_would_be_found() {
        let code = code_of("#[wasm_bindgen]\npub fn start() {}\n");
        assert!(code.contains("#[wasm_bindgen"));
    }
}
