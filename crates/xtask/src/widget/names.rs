//! Short names between the wasm and its glue, and nothing between them that nobody uses.
//!
//! wasm-bindgen's names carry hashes, which do not compress, in both files: 5 KB of brotli. And
//! it exports the classes of every crate in the tree, with all that they need, used or not: the
//! streams of leptos's server functions, another 2 KB.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

/// How the names of wasm-bindgen begin that only the glue and the wasm know.
const OWN: [&str; 2] = ["__wb", "wasm_bindgen_"];

/// The glue without the classes that it exports: nobody has it import one.
///
/// # Errors
///
/// If a class does not look as expected.
pub(super) fn without_classes(glue: &str) -> Result<String> {
    const OPEN: &str = "\nexport class ";
    let mut rest = glue.to_owned();
    while let Some((before, class)) = rest.split_once(OPEN) {
        let (name, _) = class.split_once(" {\n").context("a class without a body")?;
        let (_, after) = class.split_once("\n}\n").context("a class without an end")?;
        let disposed = format!(
            "if (Symbol.dispose) {name}.prototype[Symbol.dispose] = {name}.prototype.free;\n"
        );
        let after = after.strip_prefix(&disposed).unwrap_or(after);
        let finalizer = format!("const {name}Finalization = ");
        let (middle, after) =
            after.split_once(&finalizer).context("a class without a finalizer")?;
        let (_, after) = after.split_once(";\n").context("a finalizer without an end")?;
        rest = [before, "\n", middle, after].concat();
    }
    Ok(rest)
}

/// The words of a script, names and what is between them, in their order.
pub(super) fn words(script: &str) -> impl Iterator<Item = &str> {
    let is_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '_' || sign == '$';
    script.split_inclusive(move |sign| !is_name(sign)).flat_map(move |piece| {
        let (name, sign) = piece.split_at(piece.trim_end_matches(|sign| !is_name(sign)).len());
        [name, sign]
    })
}

/// Shortens those of the wasm's `names` that are wasm-bindgen's own and in `glue`; gives the short
/// ones by the long ones.
pub(super) fn shorten<'a>(
    glue: &str,
    names: impl Iterator<Item = &'a mut String>,
) -> BTreeMap<String, String> {
    let used: BTreeSet<&str> = words(glue).collect();
    let mut short = BTreeMap::new();
    for name in names {
        if OWN.iter().any(|own| name.starts_with(own)) && used.contains(name.as_str()) {
            // A sign that no other name in the glue begins with.
            let next = format!("${}", letters(short.len()));
            let long = name.clone();
            name.clone_from(short.entry(long).or_insert(next));
        }
    }
    short
}

/// `script` with the names of `short`.
pub(super) fn renamed(script: &str, short: &BTreeMap<String, String>) -> String {
    words(script).map(|word| short.get(word).map_or(word, String::as_str)).collect()
}

/// A number in letters.
fn letters(number: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let last = char::from(LETTERS[number % LETTERS.len()]);
    match number / LETTERS.len() {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_goes_with_all_that_is_its_own() {
        let glue = "\
import \"a\"

export class Sink {
    free() {
        wasm.__wbg_sink_free(0);
    }
}
if (Symbol.dispose) Sink.prototype[Symbol.dispose] = Sink.prototype.free;
function kept() {}
const SinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_sink_free(ptr, 1));
const ClosureFinalization = 1;
";
        let left = without_classes(glue).unwrap();
        assert_eq!(left, "import \"a\"\n\nfunction kept() {}\nconst ClosureFinalization = 1;\n");
        assert!(without_classes("\nexport class A {\n}\n").is_err(), "it has no finalizer");
    }

    #[test]
    fn a_name_is_renamed_as_a_whole_and_nothing_else_is() {
        let glue = "{ __wbg_a_1: x => wasm.__wbg_a_12(x), start: wasm.start, é: `__wbg_a_1` }";
        let mut names = ["__wbg_a_1", "__wbg_a_12", "__wbg_b", "start"].map(String::from);
        let short = shorten(glue, names.iter_mut());
        assert_eq!(names, ["$a", "$b", "__wbg_b", "start"]);
        let renamed = renamed(glue, &short);
        assert_eq!(renamed, "{ $a: x => wasm.$b(x), start: wasm.start, é: `$a` }");
    }

    #[test]
    fn no_two_numbers_have_the_same_letters() {
        let all: BTreeSet<String> = (0..10_000).map(letters).collect();
        assert_eq!(all.len(), 10_000);
    }
}
