//! The sizes of files, their sums, and the budgets.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

/// What the host page loads before a click, in brotli bytes: 2 KB, so that nobody has to weigh it.
const EMBED: usize = 2048;
/// What loads up to a readable notice and an empty composer: below every peer that encrypts.
const FIRST: usize = 120 * 1024;
/// The aim for that: below the smallest peer, which does not encrypt.
const AIM: usize = 92 * 1024;
/// All that loads for a visitor who allows and converses, but for the detector.
const USUAL: usize = 220 * 1024;
/// What sees personal data, in gzip bytes: it loads once the visitor has allowed, beside the chat.
const DETECTOR: usize = 40 * 1024;
/// Its words, forms and plans, in gzip bytes: 4 KB of them came when new messages showed how much of what people take,
/// feel and have had done was missed.
const TABLES: usize = 27 * 1024;
/// What loads when it is used: the privacy panel with all that it saves, the first form, the first file, and
/// the safety code's words in one language. Nobody waits long for one of these.
/// The panel has its looks with it, 0.2 KB that nobody needs before.
const PANEL: usize = 17 * 1024 + 256;
/// Files were to be 18 KB and forms 12 before a form could ask for a file: choosing, sealing beside the answer and
/// taking to the relay cost 2 KB of the one, the control 1 KB of the other, and nobody meets both unasked; that sealing
/// waits for WebCrypto cost forms the last 0.2 KB. Files show the pictures of cards and messages, too: what looks whether one is seen, and its place until it is here, cost
/// 0.9 KB, and save fetching a conversation's pictures whole.
const FORMS: usize = 13 * 1024 + 256;
const FILES: usize = 21 * 1024 + 128;
const WORDS: usize = 5632;
/// What goes on beside the messages, or comes once: personal data in one, that somebody writes, a changed policy, the end.
/// That the end is told to the desk, also by who has the chat closed and has to say hello for it, cost 1.3 KB. A worker's
/// program for a relay's work is 2.2 KB of it, and what starts it 0.5 KB: in a part of its own its name and hash would be
/// in what everybody loads. What it shows brings its own looks, 0.2 KB.
const ASIDE: usize = 17 * 1024 + 768;
/// What a message has beside plain words: links, cards and ratings; and the reader of Markdown, half of which is
/// HTML's table of names for signs. What lays it out while it is being written is 2.3 KB of it.
const RICH: usize = 16 * 1024;
const MARKDOWN: usize = 52 * 1024 + 128;
/// The sentences of the panel, of forms, files, links and cards, and the search, in one language: with the first of these.
const MORE: usize = 2 * 1024 + 256;
/// What looks for words in the conversation.
const SEARCH: usize = 5 * 1024;

/// One shipped file.
#[derive(Debug)]
struct File {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Every shipped file.
pub(super) struct Sizes(Vec<File>);

impl Sizes {
    /// Measures the files of `folder`, but not those that only configure the host.
    pub(super) fn of(folder: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && name != "_headers" {
                files.push(measure(name, &fs::read(entry.path())?)?);
            }
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self(files))
    }

    /// The files, a line each.
    pub(super) fn table(&self) -> String {
        let mut text = format!("{:<24} {:>9} {:>9} {:>9}\n", "file", "raw", "gzip", "brotli");
        for File { name, raw, gzip, brotli } in &self.0 {
            let _ = writeln!(text, "{name:<24} {raw:>9} {gzip:>9} {brotli:>9}");
        }
        text
    }

    /// What loads up to notice and composer, in the language that is longest.
    fn first(&self) -> usize {
        self.brotli(is_first) + self.longest(|name| is("text", name))
    }

    /// All but the detector and what loads when it is used; a part that nobody has named here is in it. Of
    /// sentences, one language is fetched.
    fn usual(&self) -> usize {
        let is_apart = |name: &str| {
            let apart = [
                "detector", "tables", "panel", "forms", "files", "aside", "rich", "markdown",
                "search",
            ];
            apart.iter().any(|own| is(own, name))
        };
        let rest = self.brotli(|name| !name.ends_with(".txt") && !is_apart(name));
        rest + self.longest(|name| is("text", name)) + self.longest(|name| is("late", name))
    }

    /// What more of sentences is fetched when it is used, in the language that is longest.
    fn more(&self) -> usize {
        self.longest(|name| is("more", name))
    }

    fn longest(&self, counts: impl Fn(&str) -> bool) -> usize {
        self.0.iter().filter(|file| counts(&file.name)).map(|file| file.brotli).max().unwrap_or(0)
    }

    fn gzip(&self, part: &str) -> usize {
        self.0.iter().filter(|file| is(part, &file.name)).map(|file| file.gzip).sum()
    }

    /// The longest of the word lists: one is fetched, when somebody asks for it.
    fn words(&self) -> usize {
        let lists = self.0.iter().filter(|file| is_list(&file.name)).map(|file| file.brotli);
        lists.max().unwrap_or(0)
    }

    fn brotli(&self, counts: impl Fn(&str) -> bool) -> usize {
        self.0.iter().filter(|file| counts(&file.name)).map(|file| file.brotli).sum()
    }
}

/// The sums beside their budgets, and whether one is over.
pub(super) fn verdict(sizes: &Sizes) -> (String, bool) {
    let sums = [
        ("embed.js, before a click", sizes.brotli(|name| name == "embed.js"), EMBED),
        ("up to notice and composer", sizes.first(), FIRST),
        ("a usual conversation", sizes.usual(), USUAL),
        ("+ the detector, in gzip", sizes.gzip("detector"), DETECTOR),
        ("+ its tables, in gzip", sizes.gzip("tables"), TABLES),
        ("+ sentences for these", sizes.more(), MORE),
        ("+ the privacy panel", sizes.brotli(|name| is("panel", name)), PANEL),
        ("+ forms", sizes.brotli(|name| is("forms", name)), FORMS),
        ("+ files", sizes.brotli(|name| is("files", name)), FILES),
        ("+ what goes on beside it", sizes.brotli(|name| is("aside", name)), ASIDE),
        ("+ links, cards, ratings", sizes.brotli(|name| is("rich", name)), RICH),
        ("+ Markdown", sizes.brotli(|name| is("markdown", name)), MARKDOWN),
        ("+ search", sizes.brotli(|name| is("search", name)), SEARCH),
        ("+ the code's words", sizes.words(), WORDS),
    ];
    let mut text = String::from("\nbrotli bytes                 sum    budget\n");
    for (what, sum, budget) in sums {
        let mark = match sum.saturating_sub(budget) {
            0 => "ok".into(),
            over => format!("OVER by {over}"),
        };
        let _ = writeln!(text, "{what:<26} {sum:>6} {budget:>9}  {mark}");
    }
    let first = sizes.first();
    let _ = writeln!(text, "the aim up to the composer: {AIM}, {}", aim(first));
    (text, sums.iter().any(|(_, sum, budget)| sum > budget))
}

fn aim(first: usize) -> String {
    match first.checked_sub(AIM) {
        None | Some(0) => format!("held, with {} to spare", AIM - first),
        Some(over) => format!("missed by {over}"),
    }
}

/// Parts that are fetched later have names of their own; the rest is needed at once.
fn is_first(name: &str) -> bool {
    name == "embed.js" || name == "index.html" || is_main(name)
}

/// A list of words (docs/protocol.md, §9), in one language.
fn is_list(name: &str) -> bool {
    name.ends_with(".txt") && !["text", "late", "more"].iter().any(|own| is(own, name))
}

/// Whether it is the file of this part.
fn is(part: &str, name: &str) -> bool {
    let rest = name.strip_prefix("sigilo-").and_then(|rest| rest.strip_prefix(part));
    rest.is_some_and(|rest| rest.starts_with('-'))
}

fn is_main(name: &str) -> bool {
    let hash = name.strip_prefix("sigilo-").and_then(|rest| rest.split_once('.'));
    hash.is_some_and(|(hash, _)| {
        hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn measure(name: String, bytes: &[u8]) -> Result<File> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    Ok(File { name, raw: bytes.len(), gzip: gzip.finish()?.len(), brotli: brotli(bytes)? })
}

/// How long `bytes` are in brotli.
pub(super) fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    // Quality 11 and a window of 4 MiB: what hosts use for files that they compress once.
    brotli::CompressorWriter::new(&mut out, 4096, 11, 22).write_all(bytes)?;
    Ok(out.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(files: &[(&str, usize)]) -> Sizes {
        let file =
            |&(name, brotli): &(&str, usize)| File { name: name.into(), raw: 0, gzip: 0, brotli };
        Sizes(files.iter().map(file).collect())
    }

    #[test]
    fn a_part_counts_where_it_loads() {
        let sizes = sizes(&[
            ("embed.js", 10),
            ("index.html", 20),
            ("sigilo-0a1b2c3d.js", 30),
            ("sigilo-0a1b2c3d.wasm", 40),
            ("sigilo-chat-0a1b2c3d.wasm", 50),
            ("sigilo-en-0a1b2c3d.txt", 60),
            ("sigilo-es-0a1b2c3d.txt", 70),
            ("sigilo-text-en-0a1b2c3d.txt", 3),
            ("sigilo-text-es-0a1b2c3d.txt", 4),
            ("sigilo-late-en-0a1b2c3d.txt", 5),
            ("sigilo-late-es-0a1b2c3d.txt", 6),
            ("sigilo-more-en-0a1b2c3d.txt", 7),
            ("sigilo-more-es-0a1b2c3d.txt", 8),
            ("sigilo-panel-0a1b2c3d.wasm", 80),
            ("sigilo-forms-0a1b2c3d.wasm", 90),
            ("sigilo-rich-0a1b2c3d.wasm", 95),
            ("sigilo-markdown-0a1b2c3d.wasm", 96),
            ("sigilo-detector-0a1b2c3d.wasm", 100),
            ("sigilo-tables-0a1b2c3d.wasm", 101),
        ]);
        assert_eq!(sizes.first(), 104, "one language's sentences");
        assert_eq!(sizes.usual(), 160, "one language's sentences");
        assert_eq!(sizes.more(), 8, "one language's");
        assert_eq!(sizes.words(), 70, "one language's");
        assert_eq!(sizes.brotli(|name| is("panel", name)), 80);
        assert_eq!(sizes.brotli(|name| is("forms", name)), 90);
    }

    #[test]
    fn one_byte_over_any_budget_fails() {
        assert!(
            !verdict(&sizes(&[("embed.js", EMBED), ("sigilo-0a1b2c3d.wasm", FIRST - EMBED)])).1
        );
        assert!(verdict(&sizes(&[("embed.js", EMBED + 1)])).1);
        assert!(verdict(&sizes(&[("sigilo-0a1b2c3d.wasm", FIRST + 1)])).1);
        let late = [
            ("panel", PANEL),
            ("forms", FORMS),
            ("files", FILES),
            ("aside", ASIDE),
            ("rich", RICH),
            ("markdown", MARKDOWN),
            ("search", SEARCH),
        ];
        for (name, most) in late {
            let name = format!("sigilo-{name}-0a1b2c3d.wasm");
            let is_over = |over| verdict(&sizes(&[(&name, most + over)])).1;
            assert!(!is_over(0) && is_over(1), "{name}");
        }
        let words = |over| verdict(&sizes(&[("sigilo-es-0a1b2c3d.txt", WORDS + over)])).1;
        assert!(!words(0) && words(1));
        let all = |over| verdict(&sizes(&[("later.wasm", USUAL + over)]));
        assert!(!all(0).1 && all(1).1);
        for (part, most) in [("detector", DETECTOR), ("tables", TABLES)] {
            let is_over = |gzip| {
                let name = format!("sigilo-{part}-0a1b2c3d.wasm");
                verdict(&Sizes(vec![File { name, raw: 0, gzip, brotli: 2 * USUAL }])).1
            };
            assert!(!is_over(most) && is_over(most + 1), "{part}");
        }
    }

    #[test]
    fn compression_is_measured_not_guessed() {
        let file = measure("a".into(), &[b'x'; 10_000]).unwrap();
        assert_eq!(file.raw, 10_000);
        assert!(file.gzip < 100 && file.brotli < 30, "{file:?}");
    }

    #[test]
    fn the_aim_is_told_either_way() {
        assert_eq!(aim(AIM - 5), "held, with 5 to spare");
        assert_eq!(aim(AIM + 5), "missed by 5");
    }
}
