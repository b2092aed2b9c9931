//! The frame's document, from the one template that trunk reads too.

use anyhow::{Result, bail};

/// A file that the page loads.
pub(super) struct Asset {
    /// Its name, with its hash.
    pub(super) name: String,
    /// Its `integrity`.
    pub(super) integrity: String,
}

/// A file of one language, which nothing loads by itself: the frame looks for its link.
pub(super) struct Linked {
    /// What it is: `words`, `text`, `late`.
    pub(super) rel: &'static str,
    /// Its BCP 47 tag.
    pub(super) lang: String,
    /// How the page names it.
    pub(super) asset: Asset,
}

/// What takes the place of trunk's links.
pub(super) struct Page {
    /// The policy of the meta tag.
    pub(super) csp: String,
    /// The relay's origin.
    pub(super) backend: String,
    /// The one script.
    pub(super) script: Asset,
    /// The program, which the script fetches.
    pub(super) wasm: Asset,
    /// The one stylesheet.
    pub(super) style: Asset,
    /// The word lists and the catalogues.
    pub(super) linked: Vec<Linked>,
}

/// The stylesheets that the template names, in its order.
pub(super) fn styles(template: &str) -> Result<Vec<String>> {
    let links = template.lines().filter(|line| rel(line) == Some("css"));
    let names: Vec<String> =
        links.filter_map(|line| attribute(line, "href")).map(Into::into).collect();
    if names.is_empty() {
        bail!("index.html names no stylesheet (<link data-trunk rel=\"css\" href=…>)");
    }
    Ok(names)
}

/// The template with its trunk links replaced by the built files, less indentation.
pub(super) fn render(template: &str, page: &Page) -> Result<String> {
    let mut lines = Vec::new();
    let (mut scripts, mut styled, mut charset) = (0, false, false);
    for line in template.lines().map(str::trim) {
        match rel(line) {
            Some("rust") => {
                scripts += 1;
                let Asset { name, integrity } = &page.script;
                lines.push(format!(
                    "<script type=\"module\" src=\"{name}\" integrity=\"{integrity}\" crossorigin></script>"
                ));
                // On its way with the script instead of after it, as the line to the relay is: each is a round trip.
                let Asset { name, integrity } = &page.wasm;
                lines.push(format!(
                    "<link rel=\"preload\" as=\"fetch\" href=\"{name}\" integrity=\"{integrity}\" crossorigin>"
                ));
                lines.push(format!(
                    "<link rel=\"preconnect\" href=\"{}\" crossorigin>",
                    page.backend
                ));
            }
            Some("css") if !styled => {
                styled = true;
                let Asset { name, integrity } = &page.style;
                lines.push(format!(
                    "<link rel=\"stylesheet\" href=\"{name}\" integrity=\"{integrity}\" crossorigin>"
                ));
            }
            Some("css" | "copy-file") => {}
            Some(other) => {
                bail!("index.html has a trunk link of a kind that dist can't write: {other}")
            }
            None if line == "</head>" => {
                lines.extend(page.linked.iter().map(link));
                lines.push(line.to_owned());
            }
            None => lines.push(line.to_owned()),
        }
        // Before anything that the policy rules.
        if line.starts_with("<meta charset") {
            charset = true;
            let csp = &page.csp;
            lines.push(format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{csp}\">"));
        }
    }
    if scripts != 1 || !styled || !charset {
        bail!("index.html must have one <meta charset>, one rust link and a css link");
    }
    Ok(lines.join("\n") + "\n")
}

fn link(Linked { rel, lang, asset: Asset { name, integrity } }: &Linked) -> String {
    format!("<link rel=\"{rel}\" hreflang=\"{lang}\" href=\"{name}\" integrity=\"{integrity}\">")
}

/// The `rel` of a trunk link.
fn rel(line: &str) -> Option<&str> {
    line.contains("data-trunk").then(|| attribute(line, "rel")).flatten()
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::words::lists;

    const TEMPLATE: &str = include_str!("../../../../index.html");

    fn page() -> Page {
        let asset = |name: &str| Asset { name: name.into(), integrity: format!("sha384-{name}") };
        let (script, style) = (asset("s.js"), asset("s.css"));
        Page {
            csp: "default-src 'none'".into(),
            backend: "https://relay.example".into(),
            script,
            style,
            wasm: asset("s.wasm"),
            linked: lists().map(|(linked, _)| linked).into(),
        }
    }

    #[test]
    fn the_tokens_come_first_since_the_others_use_them() {
        assert_eq!(styles(TEMPLATE).unwrap().first().map(String::as_str), Some("style/tokens.css"));
    }

    #[test]
    fn every_stylesheet_of_the_folder_is_named_once() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../style");
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        // In folders below it is what parts bring with them.
        let mut there: Vec<String> = names
            .map(|name| format!("style/{}", name.display()))
            .filter(|name| name.ends_with(".css"))
            .collect();
        let mut named = styles(TEMPLATE).unwrap();
        there.sort();
        named.sort();
        assert_eq!(named, there);
    }

    #[test]
    fn the_page_loads_one_script_and_one_style_with_their_hashes() {
        let html = render(TEMPLATE, &page()).unwrap();
        assert!(!html.contains("data-trunk"));
        assert_eq!(html.matches("<script").count(), 1);
        assert_eq!(html.matches("rel=\"stylesheet\"").count(), 1);
        assert_eq!(html.matches("rel=\"words\"").count(), 2);
        assert_eq!(html.matches("integrity=\"sha384-").count(), 3);
        assert_eq!(html.matches("integrity=\"sha256-").count(), 2);
        let (before, _) = html.split_once("Content-Security-Policy").unwrap();
        assert!(!before.contains("<script") && !before.contains("<link"));
    }

    #[test]
    fn a_template_that_lost_a_part_is_refused() {
        for part in ["rel=\"rust\"", "<meta charset", "rel=\"css\""] {
            assert!(render(&TEMPLATE.replace(part, "rel=\"gone\""), &page()).is_err(), "{part}");
        }
    }
}
