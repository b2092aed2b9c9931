//! The glue's functions for the wasm, without those that no finished wasm asks for any more.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload};

/// What the result depends on besides the input; a change here builds anew.
pub(super) const RECIPE: &str = "no unused imports; ";

/// How the list of them begins, ends, and how one of them begins.
const LIST: &str = "    const import0 = {\n";
const END: &str = "\n    };";
const ONE: &str = "        $";

/// Writes `script` without what `wasm` does not import: the optimiser has dropped who called it.
pub(super) fn lean(script: &Path, wasm: &Path) -> Result<()> {
    let wasm = fs::read(wasm)?;
    let glue = fs::read_to_string(script)?;
    Ok(fs::write(script, without(&glue, &imported(&wasm)?)?)?)
}

fn imported(wasm: &[u8]) -> Result<BTreeSet<&str>> {
    let mut names = BTreeSet::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(imports) = payload? {
            for import in imports.into_imports() {
                names.insert(import?.name);
            }
        }
    }
    Ok(names)
}

fn without(glue: &str, imported: &BTreeSet<&str>) -> Result<String> {
    let (before, rest) =
        glue.split_once(LIST).context("the glue's list is not as it used to be")?;
    let (list, after) = rest.split_once(END).context("the glue's list has no end")?;
    let mut lean = String::new();
    let mut is_kept = true;
    for line in list.split_inclusive('\n') {
        if let Some(own) = line.strip_prefix(ONE) {
            let name = own.split(':').next().unwrap_or_default();
            is_kept = imported.contains(["$", name].concat().as_str());
        }
        if is_kept {
            lean.push_str(line);
        }
    }
    Ok([before, LIST, lean.trim_end(), END, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "a\n    const import0 = {\n        __proto__: null,\n        $a: function() {\n            \
        return { a: 1\n            };\n        },\n        $b: function() { return 2; },\n        $c: f,\n    };\nb\n";

    #[test]
    fn what_nobody_imports_is_left_out_and_the_rest_is_as_it_was() {
        let lean = |names: &[&str]| without(GLUE, &names.iter().copied().collect()).unwrap();
        assert_eq!(lean(&["$a", "$b", "$c"]), GLUE);
        let some = lean(&["$a", "$c"]);
        assert!(some.contains("$a: ") && some.contains("$c: f,") && !some.contains("$b"), "{some}");
        assert!(some.starts_with("a\n") && some.ends_with("    };\nb\n"));
        assert!(!lean(&["$c"]).contains("return { a: 1"));
        assert!(without("{}", &BTreeSet::new()).is_err());
    }
}
