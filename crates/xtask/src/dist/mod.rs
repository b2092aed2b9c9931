//! `cargo xtask dist`: the folder of static files to host.

mod csp;
mod headers;
mod hosts;
mod minify;
mod origin;
mod page;
mod snippet;
mod texts;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use self::csp::Csp;
use self::headers::Headers;
use self::origin::{Backend, Origin};
use self::page::{Asset, Page};
use crate::args::{Accepted, Args};
use crate::hash::{integrity, short};
use crate::machine::{node, space};
use crate::paths::{root, target};
use crate::say::step;
use crate::toolchain;
use crate::widget::{self, Names, Part, Widget};

pub(crate) const HELP: &str = "\
cargo xtask dist --site ORIGIN… --backend BASE [--key PIN] [--widget ORIGIN] [--out FOLDER]

Builds the widget and writes the folder of static files to host, with the header files of common
hosts (_headers for Netlify and Cloudflare Pages, hosts/nginx.conf, hosts/Caddyfile), and prints
the script tag to paste.

  --site ORIGIN    a site that embeds the chat, e.g. https://shop.example; once for each
  --backend BASE   the relay, e.g. https://relay.example or https://relay.example/v1/sites/shop
  --key PIN        the thumbprint of the site identity key, for the printed tag
  --widget ORIGIN  where the folder will be hosted, for the printed tag
  --texts FOLDER   sentences of your own, in Fluent files as those of src/text: en.ftl with a line
                   for each that is to read otherwise
  --out FOLDER     where to write it (default: dist)
";

const ACCEPTED: Accepted = Accepted {
    flags: &[],
    options: &["--site", "--backend", "--key", "--widget", "--texts", "--out"],
};

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    let args = Args::parse(words, &ACCEPTED)?;
    let sites: Vec<&str> = args.all("--site").collect();
    let backend = args.last("--backend").context("--backend is missing: where is the relay?")?;
    let out = PathBuf::from(args.last("--out").unwrap_or("dist"));
    let texts = args.last("--texts").map(PathBuf::from);
    let plan = Plan { texts, ..Plan::new(&sites, backend, &out)? };
    let widget = args.last("--widget").unwrap_or("https://YOUR-WIDGET-HOST");
    let dist = build(&plan)?;
    println!("Written to {}. Host it as it is, then paste this into the pages:\n", out.display());
    println!("{}", snippet::snippet(widget, &dist.embed, &plan.backend, args.last("--key")));
    Ok(())
}

/// What to build for whom.
pub(crate) struct Plan {
    sites: Vec<Origin>,
    backend: Backend,
    /// The site owner's own sentences.
    texts: Option<PathBuf>,
    out: PathBuf,
}

impl Plan {
    /// Reads the origins; `out` is where the folder goes.
    pub(crate) fn new(sites: &[&str], backend: &str, out: &Path) -> Result<Self> {
        if sites.is_empty() {
            bail!(
                "--site is missing: which site embeds the chat? Without one, nothing may hold the frame"
            );
        }
        let sites = sites.iter().map(|site| site.parse()).collect::<Result<_>>()?;
        Ok(Self { sites, backend: backend.parse()?, texts: None, out: out.to_path_buf() })
    }
}

/// A written folder.
pub(crate) struct Dist {
    /// The `integrity` of embed.js.
    pub(crate) embed: String,
}

/// Builds the widget and writes the folder anew.
pub(crate) fn build(plan: &Plan) -> Result<Dist> {
    space::enough(&target()?)?;
    let toolchain = toolchain::ready()?;
    let packages = node::packages()?;
    let widget = widget::build(toolchain, &packages, Names::Stripped)?;
    step(&format!("Writing the widget's files to {}", plan.out.display()), || {
        write(plan, &packages, &widget)
    })
}

/// The folder for the end-to-end tests, whose site and relay have these ports.
pub(crate) fn for_tests() -> Result<PathBuf> {
    let folder = target()?.join("e2e/dist");
    let sites = ["http://localhost:4100", "http://127.0.0.1:4100"];
    build(&Plan::new(&sites, "http://localhost:4102", &folder)?)?;
    Ok(folder)
}

fn write(plan: &Plan, packages: &node::Packages, widget: &Widget) -> Result<Dist> {
    let (root, scratch) = (root(), widget.folder.as_path());
    let template =
        fs::read_to_string(root.join("index.html")).context("index.html can't be read")?;
    let csp = Csp { sites: &plan.sites, backend: &plan.backend.origin };

    let wasm = named("wasm", &widget.wasm);
    let part = |part: &Part| Asset {
        name: format!("sigilo-{}-{}.wasm", part.purpose(), short(&part.wasm)),
        integrity: integrity(&part.wasm),
    };
    let parts: Vec<Asset> = widget.parts.iter().map(part).collect();
    let located = widget.parts.iter().zip(&parts).map(|(part, Asset { name, integrity })| {
        widget::Located { stem: &part.stem, name, integrity }
    });
    let loader = widget::loader(&widget.folder, &located.collect::<Vec<_>>())?;
    // Beside the glue, which imports the loader and is imported by boot.js.
    let scripts = scratch.join("scripts");
    fs::create_dir_all(&scripts)?;
    fs::write(scripts.join(widget::LOADER), loader)?;
    fs::copy(scratch.join("sigilo.js"), scripts.join("sigilo.js"))?;
    fs::copy(root.join("src/boot.js"), scripts.join("boot.js"))?;
    let defined = [("WASM", wasm.name.as_str()), ("WASM_INTEGRITY", wasm.integrity.as_str())];
    let script = minify::bundle(packages, &scripts.join("boot.js"), &defined)?;
    let style = minify::styles(packages, &root, &page::styles(&template)?, scratch)?;
    let embed = fs::read_to_string(root.join("src/embed.js"))?;
    let embed = minify::embed(packages, &embed, scratch)?;

    let (mut linked, mut lists): (Vec<_>, Vec<String>) = words::lists().into_iter().unzip();
    let mut later = Vec::new();
    for own in texts::catalogues(plan.texts.as_deref())? {
        linked.push(own.linked);
        lists.push(own.text);
        later.extend(own.later);
    }
    let page = Page {
        csp: csp.meta(),
        script: named("js", script.as_bytes()),
        style: named("css", style.as_bytes()),
        backend: plan.backend.origin.to_string(),
        wasm,
        linked,
    };
    let named = page.linked.iter().map(|linked| &linked.asset);
    let named = named.chain(later.iter().map(|(asset, _)| asset));
    let hashed = [&page.script, &page.style, &page.wasm].into_iter().chain(&parts).chain(named);
    let hashed: Vec<String> = hashed.map(|asset| asset.name.clone()).collect();
    let headers = Headers { csp: csp.header() };

    let out = Folder::empty(&plan.out)?;
    out.put("index.html", page::render(&template, &page)?.as_bytes())?;
    out.put("embed.js", embed.as_bytes())?;
    out.put(&page.script.name, script.as_bytes())?;
    out.put(&page.style.name, style.as_bytes())?;
    out.put(&page.wasm.name, &widget.wasm)?;
    for (asset, part) in parts.iter().zip(&widget.parts) {
        out.put(&asset.name, &part.wasm)?;
    }
    for (linked, text) in page.linked.iter().zip(&lists) {
        out.put(&linked.asset.name, text.as_bytes())?;
    }
    for (asset, text) in &later {
        out.put(&asset.name, text.as_bytes())?;
    }
    out.put("_headers", hosts::netlify(&headers, &hashed).as_bytes())?;
    out.put("hosts/nginx.conf", hosts::nginx(&headers).as_bytes())?;
    out.put("hosts/Caddyfile", hosts::caddy(&headers).as_bytes())?;
    Ok(Dist { embed: integrity(embed.as_bytes()) })
}

/// A file whose name changes with its content.
fn named(extension: &str, bytes: &[u8]) -> Asset {
    Asset { name: format!("sigilo-{}.{extension}", short(bytes)), integrity: integrity(bytes) }
}

/// The folder that is written.
struct Folder<'a>(&'a Path);

impl<'a> Folder<'a> {
    /// Empties the folder of a former build; anything else in its place is left alone.
    fn empty(path: &'a Path) -> Result<Self> {
        let former = path.join("embed.js").exists();
        let occupied = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
        if occupied && !former {
            bail!(
                "{} is not empty and holds no former build; choose another --out",
                path.display()
            );
        }
        if occupied {
            fs::remove_dir_all(path)?;
        }
        fs::create_dir_all(path.join("hosts"))
            .with_context(|| format!("{} can't be made", path.display()))?;
        Ok(Self(path))
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let file = self.0.join(name);
        fs::write(&file, bytes).with_context(|| format!("{} can't be written", file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_something_else_in_it_is_left_alone() {
        let place = std::env::temp_dir().join(format!("sigilo-dist-{}", std::process::id()));
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("thesis.txt"), "years of work").unwrap();
        assert!(Folder::empty(&place).is_err());
        assert!(place.join("thesis.txt").exists());
        fs::write(place.join("embed.js"), "").unwrap();
        Folder::empty(&place).unwrap();
        assert!(!place.join("embed.js").exists());
        fs::remove_dir_all(place).unwrap();
    }
}
