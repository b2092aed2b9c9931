//! Markdown, read into pieces that can be nothing but what is listed here.
//!
//! A wasm file of its own, which loads with the first message that has markup: the parser is large. Not
//! here: what becomes of the pieces; see `rich`.

mod growing;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::state::MessageView;
use crate::text::Lang;

/// Deepest nesting that is shown; what lies deeper is shown at this depth. Deeper would be no layout in a
/// chat, and drawing goes into itself once a level.
const DEPTH: usize = 16;

/// Most elements of a message; what comes after them is words alone. A message has 64 KiB at most, and each
/// two bytes of it could be an element.
const ELEMENTS: usize = 3_000;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// What follows up to its [`Piece::Close`] is in this.
    Open(Mark),
    /// The end of what was opened last.
    Close,
    /// Words.
    Text(String),
    /// Words as a machine writes them.
    Code(String),
    /// A line across.
    Rule,
    /// A block that is on the page, and stays as it is.
    Drawn,
}

/// What pieces can be in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Paragraph,
    Heading,
    Quote,
    /// Without a number, or from this one on.
    List(Option<u64>),
    Item,
    Lines,
    Table,
    Head,
    Row,
    Cell,
    Emphasis,
    Strong,
    Struck,
    /// It leads somewhere.
    Link(String),
    /// A picture, whose words stand for it.
    Image(String),
}

/// The pieces of a message's text; while it is being written, as if it ended here.
pub(super) fn read(of: &MessageView, lang: Lang) -> Vec<Piece> {
    if of.live { growing::read(of, lang) } else { whole(&of.text, 0).pieces }
}

/// The pieces of `text`, after so many elements. Raw HTML is words; what ends in the middle of its markup is closed.
fn whole(text: &str, elements: usize) -> Pieces {
    let mut own = Pieces { elements, ..Pieces::default() };
    parse(text, &mut |event, range| {
        if own.open.is_empty() {
            // The lines before it are whole.
            let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
            own.last = Last { start, elements: own.elements, blocks: own.last.blocks + 1 };
        }
        match event {
            Event::Start(tag) => own.open(mark(tag)),
            Event::End(_) => own.close(),
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => own.say(&words),
            Event::SoftBreak | Event::HardBreak => own.say("\n"),
            Event::Code(words) => own.pieces.push(Piece::Code(words.into_string())),
            Event::Rule => own.pieces.push(Piece::Rule),
            // Of extensions that are not switched on.
            _ => {}
        }
    });
    own
}

/// Tells what is in `text`, and where. The parser's step is large, and so is there once.
#[inline(never)]
fn parse(text: &str, tell: &mut dyn FnMut(Event<'_>, Range<usize>)) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        tell(event, range);
    }
}

/// Nothing for what has no element of its own.
fn mark(tag: Tag<'_>) -> Option<Mark> {
    Some(match tag {
        Tag::Paragraph | Tag::HtmlBlock => Mark::Paragraph,
        Tag::Heading { .. } => Mark::Heading,
        Tag::BlockQuote(_) => Mark::Quote,
        Tag::CodeBlock(_) => Mark::Lines,
        Tag::List(start) => Mark::List(start),
        Tag::Item => Mark::Item,
        Tag::Table(_) => Mark::Table,
        Tag::TableHead => Mark::Head,
        Tag::TableRow => Mark::Row,
        Tag::TableCell => Mark::Cell,
        Tag::Emphasis => Mark::Emphasis,
        Tag::Strong => Mark::Strong,
        Tag::Strikethrough => Mark::Struck,
        Tag::Link { dest_url, .. } => Mark::Link(dest_url.into_string()),
        Tag::Image { dest_url, .. } => Mark::Image(dest_url.into_string()),
        _ => return None,
    })
}

#[derive(Default)]
struct Pieces {
    pieces: Vec<Piece>,
    /// Of what is open, what has an element.
    open: Vec<bool>,
    elements: usize,
    last: Last,
}

/// Where the last block begins: in the text, and after so many elements; and how many blocks there are.
#[derive(Default)]
struct Last {
    start: usize,
    elements: usize,
    blocks: usize,
}

impl Pieces {
    fn open(&mut self, mark: Option<Mark>) {
        let mark = mark.filter(|_| self.open.len() < DEPTH && self.elements < ELEMENTS);
        self.open.push(mark.is_some());
        if let Some(mark) = mark {
            self.elements += 1;
            self.pieces.push(Piece::Open(mark));
        }
    }

    fn close(&mut self) {
        if self.open.pop() == Some(true) {
            self.pieces.push(Piece::Close);
        }
    }

    /// The parser breaks words up where markup could have been.
    fn say(&mut self, words: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(text)) => text.push_str(words),
            _ => self.pieces.push(Piece::Text(words.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    /// Every `Close` closes something, and all is closed.
    fn is_whole(pieces: &[Piece]) -> bool {
        let mut open = 0;
        for piece in pieces {
            match piece {
                Piece::Open(_) => open += 1,
                Piece::Close if open == 0 => return false,
                Piece::Close => open -= 1,
                _ => {}
            }
        }
        open == 0
    }

    const ALL: &str = "# Head\n\n**strong** *em* ~~no~~ `code` [link](https://a.example \"t\") \
        ![alt](https://b.example/c.png)\n\n> quote\n\n1. one\n2. two\n   - three\n\n```rust\nfn main() {}\n```\n\n\
        | a | b |\n|---|---|\n| 1 | <b>2</b> |\n\n---\n\n<script>alert(1)</script>\n\n<https://c.example> &amp; \\* end";

    #[test]
    fn every_mark_is_read() {
        let pieces = whole(ALL, 0).pieces;
        let has = |mark| pieces.contains(&Piece::Open(mark));
        for mark in [
            Mark::Heading,
            Mark::Strong,
            Mark::Emphasis,
            Mark::Struck,
            Mark::Link("https://a.example".into()),
            Mark::Image("https://b.example/c.png".into()),
            Mark::Quote,
            Mark::List(Some(1)),
            Mark::List(None),
            Mark::Lines,
            Mark::Table,
            Mark::Head,
            Mark::Row,
            Mark::Cell,
            Mark::Link("https://c.example".into()),
        ] {
            assert!(has(mark.clone()), "{mark:?}");
        }
        let said: String = pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text(words) | Piece::Code(words) => Some(words.as_str()),
                _ => None,
            })
            .collect();
        assert!(said.contains("<script>alert(1)</script>") && said.contains("<b>2</b>"), "{said}");
        assert!(said.ends_with("https://c.example & * end"), "{said}");
    }

    #[test]
    fn what_ends_anywhere_is_read_to_its_end() {
        for (end, _) in ALL.char_indices() {
            assert!(is_whole(&whole(&ALL[..end], 0).pieces), "{end}");
        }
    }

    #[test]
    fn nothing_takes_long_or_goes_deep_however_it_is_written() {
        let large = |pattern: &str| pattern.repeat(60_000 / pattern.len());
        for pattern in [
            "*",
            "_",
            "**a ",
            "[",
            "![",
            "](",
            "[](",
            "`",
            "``a`",
            "> ",
            ">",
            "- ",
            "1. ",
            "<",
            "<a ",
            "<!--",
            "&",
            "&#x",
            "\\",
            "|",
            "~~",
            "#",
            "a\n=",
            "```\n",
            "[a]: b\n",
            "[a][",
            "<https:",
            "*a_ ",
            "***",
            "- a\n  ",
            "\u{202e}",
            "*[",
            "a|b\n-|-\n",
            "![[]()",
            "<?",
            "<![CDATA[",
        ] {
            let text = large(pattern);
            let begun = Instant::now();
            let pieces = whole(&text, 0).pieces;
            assert!(begun.elapsed() < Duration::from_secs(2), "{pattern:?} {:?}", begun.elapsed());
            assert!(is_whole(&pieces), "{pattern:?}");
            let elements = pieces.iter().filter(|own| matches!(own, Piece::Open(_))).count();
            assert!(elements <= ELEMENTS, "{pattern:?}");
            let mut depth = 0_usize;
            for piece in &pieces {
                match piece {
                    Piece::Open(_) => depth += 1,
                    Piece::Close => depth -= 1,
                    _ => {}
                }
                assert!(depth <= DEPTH, "{pattern:?}");
            }
        }
        let bomb = format!("[a]: https://{}\n\n{}", "x".repeat(20_000), "[a] ".repeat(10_000));
        let told: usize = whole(&bomb, 0)
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Open(Mark::Link(href)) => href.len(),
                _ => 0,
            })
            .sum();
        assert!(told < 1_000_000, "{told}");
    }
}
