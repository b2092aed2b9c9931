//! The compiled widget in parts: what loads at once, and what `src/later.rs` fetches.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

/// What the linker has to leave in the wasm for it to be split.
pub(super) const LINKING: &str = "-Clink-args=--emit-relocs";
/// The script that fetches the parts; the glue imports it.
pub(crate) const LOADER: &str = "parts.js";

/// The wasm files before wasm-bindgen and wasm-opt.
pub(super) struct Split {
    /// What loads at once.
    pub(super) main: PathBuf,
    /// What is fetched later.
    pub(super) parts: Vec<PathBuf>,
}

/// Writes the parts of `compiled`, and the script that fetches them, to `folder`.
pub(super) fn split(compiled: &[u8], folder: &Path) -> Result<Split> {
    let main = folder.join("main.wasm");
    let loader = format!("./{LOADER}");
    let mut options = Options::new(compiled);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = &loader;
    options.main_module = "./sigilo.js";
    let split = transform(options).map_err(|reason| anyhow!("{reason:?}"))?;
    Ok(Split { parts: split.split_modules, main })
}

/// The script that fetches the parts, each from `name` and only if its bytes have `integrity`.
///
/// # Errors
///
/// If the script does not fetch every part as expected: none may load unchecked.
pub(crate) fn loader(folder: &Path, parts: &[Located<'_>]) -> Result<String> {
    let mut script = fs::read_to_string(folder.join(LOADER))?;
    for Located { stem, name, integrity } in parts {
        let unchecked = format!("fetch(new URL(\"./{stem}.wasm\", import.meta.url))");
        let checked = format!("fetch(\"{name}\", {{ integrity: \"{integrity}\" }})");
        let (before, after) = script
            .split_once(&unchecked)
            .with_context(|| format!("the loader does not fetch {stem} as it used to"))?;
        script = [before, &checked, after].concat();
    }
    match script.matches("fetch(").count() {
        count if count == parts.len() => Ok(script),
        count => Err(anyhow!("the loader fetches {count} files, and {} are known", parts.len())),
    }
}

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
    use super::*;

    const PART: Located<'static> =
        Located { stem: "split_chat", name: "sigilo-chat-00.wasm", integrity: "sha384-x" };

    fn loaded(script: &str) -> Result<String> {
        let folder = std::env::temp_dir().join(format!(
            "sigilo-loader-{}-{}",
            std::process::id(),
            script.len()
        ));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(LOADER), script)?;
        let loader = loader(&folder, &[PART]);
        fs::remove_dir_all(folder)?;
        loader
    }

    #[test]
    fn a_part_is_fetched_with_its_hash_or_not_at_all() {
        let usual = "const a = fetch(new URL(\"./split_chat.wasm\", import.meta.url));";
        let script = loaded(usual).unwrap();
        assert!(script.contains(r#"fetch("sigilo-chat-00.wasm", { integrity: "sha384-x" })"#));
        assert!(loaded("import(\"./split_chat.wasm\");").is_err());
        let further = format!("{usual} fetch(other);");
        assert!(loaded(&further).is_err());
    }
}
