//! `cargo xtask npm`: the package for pages that are built from packages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::args::{Accepted, Args};
use crate::dist;
use crate::paths::root;

pub(crate) const HELP: &str = "\
cargo xtask npm --site ORIGIN… --backend BASE [--out FOLDER]

Writes an npm package: a loader with types, and under files/ what to host, as `cargo xtask dist`
makes it for these sites and this relay. `npm publish FOLDER` or `npm pack FOLDER` does the rest.

  --site ORIGIN    a site that embeds the chat; once for each
  --backend BASE   the relay
  --out FOLDER     where to write it (default: target/npm)
";

const ACCEPTED: Accepted = Accepted { flags: &[], options: &["--site", "--backend", "--out"] };

/// What the loader is made of: in the package under the same names.
const SOURCES: [&str; 3] = ["load.js", "load.d.ts", "embed.d.ts"];

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    let args = Args::parse(words, &ACCEPTED)?;
    let sites: Vec<&str> = args.all("--site").collect();
    let backend = args.last("--backend").context("--backend is missing: where is the relay?")?;
    let out = PathBuf::from(args.last("--out").unwrap_or("target/npm"));
    fs::create_dir_all(&out).with_context(|| format!("{} can't be made", out.display()))?;
    let dist = dist::build(&dist::Plan::new(&sites, backend, &out.join("files"))?)?;
    write(&out, &dist.embed)?;
    println!("Written to {}. Its README.md tells how it is used.", out.display());
    Ok(())
}

fn write(out: &Path, integrity: &str) -> Result<()> {
    let put = |name: &str, text: &str| {
        fs::write(out.join(name), text).with_context(|| format!("{name} can't be written"))
    };
    for name in SOURCES {
        put(name, &fs::read_to_string(root().join("src").join(name))?)?;
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        put(name, &fs::read_to_string(root().join(name))?)?;
    }
    put("package.json", &package())?;
    put("README.md", &readme(integrity))
}

fn package() -> String {
    format!(
        r#"{{
  "name": "sigilo",
  "version": "{}",
  "description": "The web chat that asks before it collects and encrypts before it sends",
  "license": "Apache-2.0 OR MIT",
  "type": "module",
  "exports": {{
    ".": {{ "types": "./load.d.ts", "default": "./load.js" }},
    "./files/*": "./files/*"
  }},
  "files": ["*.js", "*.d.ts", "files", "LICENSE-*"],
  "sideEffects": false
}}
"#,
        env!("CARGO_PKG_VERSION")
    )
}

fn readme(integrity: &str) -> String {
    format!(
        "# Sigilo

Host `files/` as it is, on an origin of its own: it was built for your sites and your relay. Then, in the page:

```js
import {{ load }} from \"sigilo\";

const sigilo = await load({{
  src: \"https://YOUR-WIDGET-HOST/embed.js\",
  integrity: \"{integrity}\",
  backend: \"https://YOUR-RELAY/v1/sites/YOUR-SITE\",
  key: \"YOUR-SITE-KEY\",
}});
sigilo.open();
```
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_names_files_that_are_written() {
        let folder = std::env::temp_dir().join(format!("sigilo-npm-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        write(&folder, "sha384-x").unwrap();
        let text = fs::read_to_string(folder.join("package.json")).unwrap();
        for name in ["load.js", "load.d.ts"] {
            assert!(
                text.contains(&format!("\"./{name}\"")) && folder.join(name).exists(),
                "{name}"
            );
        }
        assert!(fs::read_to_string(folder.join("README.md")).unwrap().contains("sha384-x"));
        fs::remove_dir_all(folder).unwrap();
    }
}
