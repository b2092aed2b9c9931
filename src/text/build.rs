//! Checks the catalogues against each other and makes of `es.ftl` the types that name their sentences: a sentence that
//! a language lacks ends the build. Beside them it puts the program that works for a relay ([`work`]).

mod catalogue;
#[path = "../chat/aside/work/build.rs"]
mod work;

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

use catalogue::{Sentence, packed, read};

/// The catalogue that says which sentences there are.
const REFERENCE: &str = "es";

/// Prefix of ids, name of the type, what it is.
const TYPES: [(&str, &str, &str); 6] = [
    ("text-", "Text", "The sentences of one language, for what loads at once."),
    ("asking-", "Asking", "The sentences of one language, for the prompts and what comes of them."),
    (
        "privacy-",
        "Privacy",
        "The sentences of one language, for the panel and what is saved there.",
    ),
    ("rich-", "Rich", "The sentences of one language, for links, cards, ratings and the search."),
    ("forms-", "Forms", "The sentences of one language, for forms."),
    ("files-", "Files", "The sentences of one language, for files."),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("src/text");
    println!("cargo::rerun-if-changed=src/text");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let catalogue = |lang: &str| -> Result<Vec<Sentence>, String> {
        let source = fs::read_to_string(folder.join(format!("{lang}.ftl")))
            .map_err(|error| error.to_string())?;
        read(&source)
    };
    let named = |lang: &str, wrong: String| format!("src/text/{lang}.ftl: {wrong}");
    let reference = catalogue(REFERENCE).map_err(|wrong| named(REFERENCE, wrong))?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|kind| kind != "ftl") {
            continue;
        }
        let lang = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let files = catalogue(lang)
            .and_then(|own| packed(&reference, &own))
            .map_err(|wrong| named(lang, wrong))?;
        for (part, text) in ["text", "late", "more"].into_iter().zip(files) {
            fs::write(out.join(format!("{lang}.{part}.txt")), text)?;
        }
    }
    fs::write(out.join("catalogue.rs"), types(&reference))?;
    let styles = "style/late";
    println!("cargo::rerun-if-changed={styles}");
    for entry in fs::read_dir(styles)? {
        let entry = entry?;
        fs::write(out.join(entry.file_name()), squeezed(&fs::read_to_string(entry.path())?))?;
    }
    work::bring(out)
}

/// Styles without comments, indentation and what else says nothing: they go into the wasm as they are.
fn squeezed(css: &str) -> String {
    let (mut squeezed, mut rest) = (String::new(), css);
    while let Some((before, after)) = rest.split_once("/*") {
        squeezed.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    squeezed.push_str(rest);
    let line = |line: &str| match line.trim() {
        own if own.ends_with(';') => own.replacen(": ", ":", 1),
        own if own.ends_with(['{', '}', ',']) || own.is_empty() => own.replace(" {", "{"),
        // It goes on in the next.
        own => format!("{own} "),
    };
    squeezed.lines().map(line).collect::<String>().replace(";}", "}")
}

fn types(reference: &[Sentence]) -> String {
    let mut code = String::new();
    for (prefix, name, about) in TYPES {
        let counts = |own: &&Sentence| own.id.starts_with(prefix) && own.words.contains('\t');
        let lang = if reference.iter().any(|own| counts(&own)) { "lang" } else { "_" };
        let own = || reference.iter().filter_map(|own| Some((own.id.strip_prefix(prefix)?, own)));
        let _ = writeln!(code, "/// {about}\n#[derive(Debug)]\npub struct {name} {{");
        for (id, Sentence { about, words, .. }) in own() {
            let kind = if words.contains('\t') { "Counted" } else { "&'static str" };
            let _ = writeln!(code, "    /// {about}\n    pub {}: {kind},", field(id));
        }
        let _ = writeln!(
            code,
            "}}\n\nimpl {name} {{\n    fn read({lang}: Lang, lines: &mut Lines) -> Self {{\n        Self {{"
        );
        for (id, Sentence { words, .. }) in own() {
            let made = if words.contains('\t') {
                "Counted { lang, words: next(lines) }"
            } else {
                "next(lines)"
            };
            let _ = writeln!(code, "            {}: {made},", field(id));
        }
        let _ = writeln!(
            code,
            "        }}\n    }}\n\n    /// Every sentence with the name of its key, for checks over the whole catalogue.\n    \
             pub fn each(&self) -> Vec<(&'static str, &'static str)> {{\n        vec!["
        );
        for (id, Sentence { words, .. }) in own() {
            let value = if words.contains('\t') { ".words" } else { "" };
            let _ = writeln!(code, "            (\"{id}\", self.{}{value}),", field(id));
        }
        code.push_str("        ]\n    }\n}\n\n");
    }
    let found: Vec<String> = reference
        .iter()
        .filter_map(|own| own.id.strip_prefix("found-"))
        .map(|term| format!("\"{term}\""))
        .collect();
    let _ = writeln!(code, "/// What can be seen in a message, by DPV term without its prefix.");
    let _ = writeln!(code, "static FOUND: [&str; {}] = [{}];", found.len(), found.join(", "));
    code
}

fn field(id: &str) -> String {
    id.replace('-', "_")
}
