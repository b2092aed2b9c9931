//! The compiled widget in parts: what loads at once, and what is fetched later.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use super::join::join;
use crate::machine::node::Packages;

/// What the linker has to leave in the wasm for it to be split.
pub(super) const LINKING: &str = "-Clink-args=--emit-relocs";
/// The script that fetches the parts; the glue imports it.
pub(crate) const LOADER: &str = "parts.js";
/// What the result depends on besides the input; a change here builds anew.
pub(super) const RECIPE: &str = "shared code in the first part, called directly; ";

/// The stem of the part that is there before every other: what several share is in it.
const FIRST: &str = "split_chat";
/// The stem of the part whose constants are a file of their own, and of that file (apart.rs).
pub(super) const DETECTOR: &str = "split_detector";
pub(super) const TABLES: &str = "split_tables";

/// The wasm files before wasm-bindgen and wasm-opt.
pub(super) struct Split {
    /// What loads at once.
    pub(super) main: PathBuf,
    /// What is fetched later.
    pub(super) parts: Vec<PathBuf>,
}

/// Writes the parts of `compiled`, and the script that fetches them, to `folder`.
pub(super) fn split(packages: &Packages, compiled: &[u8], folder: &Path) -> Result<Split> {
    let main = folder.join("main.wasm");
    let loader = format!("./{LOADER}");
    let mut options = Options::new(compiled);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = &loader;
    options.main_module = "./sigilo.js";
    let split = transform(options).map_err(|reason| anyhow!("{reason:?}"))?;
    let is_part = |path: &PathBuf| stem(path).starts_with("split_");
    let (parts, shared): (Vec<_>, Vec<_>) = split.split_modules.into_iter().partition(is_part);
    let first = parts.iter().find(|path| stem(path) == FIRST);
    let first = first.with_context(|| format!("no part is {FIRST}"))?;
    // A file of its own for what each set of parts shares would be a request more for each set.
    join(packages, first, &shared)?;
    Ok(Split { parts, main })
}

pub(super) fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}

/// The script that fetches the parts, each from its file and only if its bytes have their hash; the
/// first before any other, and what the detector knows before the detector.
///
/// # Errors
///
/// If what splitting left is not as expected: no part may load unchecked.
pub(crate) fn loader(folder: &Path, parts: &[Located<'_>]) -> Result<String> {
    let script = fs::read_to_string(folder.join(LOADER))?;
    // How each file is fetched comes last.
    let ends = ["\n/* ", "\nconst __chunk_", "\nexport const __wasm_split_load_"];
    let end = ends.iter().filter_map(|mark| script.find(mark)).min();
    let (runtime, fetched) = script.split_at(end.context("the loader loads nothing")?);
    if runtime.contains("fetch(") || !runtime.contains("function makeLoad(fetcher, deps)") {
        bail!("the loader is not as it used to be");
    }
    let mut own = format!("{runtime}\n{FETCH}");
    let mut parts: Vec<_> = parts.iter().collect();
    parts.sort_by_key(|part| match part.stem {
        FIRST => 0,
        TABLES => 1,
        _ => 2,
    });
    let stems: Vec<&str> = parts.iter().map(|part| part.stem).collect();
    if stems.contains(&DETECTOR) && stems.get(1) != Some(&TABLES) {
        bail!("nothing has what the detector knows");
    }
    let mut loaded = 0;
    for (at, Located { stem, name, integrity }) in parts.into_iter().enumerate() {
        let before = match *stem {
            FIRST | TABLES => "",
            DETECTOR => "part0, part1",
            _ => "part0",
        };
        let _ = writeln!(own, "const part{at} = part(\"{name}\", \"{integrity}\", [{before}]);");
        if *stem == TABLES {
            continue;
        }
        let purpose = stem.strip_prefix("split_").unwrap_or(stem);
        let load = format!("export const __wasm_split_load_{purpose} = ");
        if !fetched.contains(&load) {
            bail!("nothing loads {stem}");
        }
        let _ = writeln!(own, "{load}wrapAsyncCb(part{at});");
        loaded += 1;
    }
    match fetched.matches("export const __wasm_split_load_").count() {
        count if count == loaded => Ok(own),
        count => Err(anyhow!("the loader loads {count} parts, and {loaded} are known")),
    }
}

/// Nothing else fetches. What fails is for those who wait for all of it; and what came broken once is not
/// taken from the browser's cache again.
const FETCH: &str = "const part = (name, integrity, before) => {
    let cache = \"default\";
    return makeLoad(() => {
        const source = fetch(name, { integrity, cache });
        cache = \"reload\";
        source.catch(() => {});
        return (imports) => WebAssembly.instantiateStreaming(source, imports);
    }, before);
};
";

/// Where a part is.
pub(crate) struct Located<'a> {
    /// As the splitting named it.
    pub(crate) stem: &'a str,
    /// Its file.
    pub(crate) name: &'a str,
    /// Its hash, as `integrity` has it.
    pub(crate) integrity: &'a str,
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const PANEL: Located<'static> =
        Located { stem: "split_panel", name: "sigilo-panel-00.wasm", integrity: "sha384-x" };
    const CHAT: Located<'static> =
        Located { stem: "split_chat", name: "sigilo-chat-00.wasm", integrity: "sha384-y" };

    const KNOWN: Located<'static> =
        Located { stem: TABLES, name: "sigilo-tables-00.wasm", integrity: "sha384-t" };
    const READER: Located<'static> =
        Located { stem: DETECTOR, name: "sigilo-detector-00.wasm", integrity: "sha384-d" };

    const USUAL: &str = "function makeLoad(fetcher, deps) {}\n\
        /* chat, panel */\nconst __chunk_1 = makeLoad(() => fetch(a), []);\n\
        export const __wasm_split_load_panel = wrapAsyncCb(makeLoad(() => fetch(b), [__chunk_1]));\n\
        export const __wasm_split_load_chat = wrapAsyncCb(makeLoad(() => fetch(c), [__chunk_1]));\n";

    fn loaded(script: &str, parts: &[Located<'_>]) -> Result<String> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let nth = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("sigilo-loader-{}-{nth}", std::process::id()));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(LOADER), script)?;
        let loader = loader(&folder, parts);
        fs::remove_dir_all(folder)?;
        loader
    }

    #[test]
    fn a_part_is_fetched_with_its_hash_and_after_the_first() {
        let script = loaded(USUAL, &[PANEL, CHAT]).unwrap();
        assert!(script.contains(
            "const part0 = part(\"sigilo-chat-00.wasm\", \"sha384-y\", []);\n\
             export const __wasm_split_load_chat = wrapAsyncCb(part0);\n\
             const part1 = part(\"sigilo-panel-00.wasm\", \"sha384-x\", [part0]);\n\
             export const __wasm_split_load_panel = wrapAsyncCb(part1);\n"
        ));
        assert_eq!(script.matches("fetch(").count(), 1);
    }

    #[test]
    fn the_detector_waits_for_what_it_knows() {
        let usual = USUAL.replace("panel", "detector");
        let script = loaded(&usual, &[READER, KNOWN, CHAT]).unwrap();
        assert!(script.contains(
            "const part1 = part(\"sigilo-tables-00.wasm\", \"sha384-t\", []);\n\
             const part2 = part(\"sigilo-detector-00.wasm\", \"sha384-d\", [part0, part1]);\n\
             export const __wasm_split_load_detector = wrapAsyncCb(part2);\n"
        ));
        assert!(loaded(&usual, &[READER, CHAT]).is_err());
    }

    #[test]
    fn a_loader_that_loads_something_else_is_refused() {
        assert!(loaded(USUAL, &[CHAT]).is_err());
        assert!(loaded("import(\"./split_chat.wasm\");", &[CHAT]).is_err());
        let other = USUAL.replace("load_panel", "load_other");
        assert!(loaded(&other, &[PANEL, CHAT]).is_err());
        assert!(loaded(&format!("fetch(other);\n{USUAL}"), &[PANEL, CHAT]).is_err());
    }
}
