//! A text that is still being written: what can't be told yet at its end waits, what is open there counts as closed, and
//! the blocks before the last stay as they were drawn.

use std::cell::Cell;
use std::ops::Range;

use leptos::prelude::document;
use pulldown_cmark::{Event, Tag};

use super::{ELEMENTS, Mark, Piece, parse, whole};
use crate::state::MessageView;
use crate::text::Lang;
use crate::ui::message::ROW;
use crate::ui::node::joined;

/// How often the end is looked at anew, once something of it waits. Each time reads the last block.
const TRIES: usize = 4;

/// Most signs that are closed: more than that is no text, and looking at each of them would take long.
const MOST: usize = 32;

/// How long a link's words may be without their end, in bytes, and what else waits for its own: longer is shown as it is
/// written.
const WORDS: usize = 200;
const LONGEST: usize = 2_000;

/// What stands between words.
const GAP: &[u8] = b" \t\r\n";

/// What is on the page of a text, but for its last block.
#[derive(Default)]
struct Drawn {
    /// Of which row, in which language.
    row: String,
    lang: Option<Lang>,
    text: String,
    blocks: usize,
    elements: usize,
}

thread_local! {
    /// Of one text: two that are written at once are drawn whole each time.
    static DRAWN: Cell<Drawn> = Cell::default();
}

/// The pieces of a message's text.
pub(super) fn read(of: &MessageView, lang: Lang) -> Vec<Piece> {
    let row = joined(&[ROW, &of.id]);
    let mut drawn = DRAWN.take();
    if drawn.row != row || drawn.lang != Some(lang) || blocks_of(&row) < drawn.blocks {
        drawn = Drawn { row, lang: Some(lang), ..Drawn::default() };
    }
    let pieces = grow(&mut drawn, &of.text);
    DRAWN.set(drawn);
    pieces
}

/// How many blocks the page has of what is written in this row.
fn blocks_of(row: &str) -> usize {
    let row = document().get_element_by_id(row);
    let bubble = row.and_then(|row| row.query_selector("section").ok()?);
    bubble.map_or(0, |bubble| bubble.child_element_count() as usize)
}

/// The pieces of `text`, and what stays of it.
fn grow(drawn: &mut Drawn, text: &str) -> Vec<Piece> {
    // What a link's name stands for may be told anywhere.
    let is_whole = text.as_bytes().windows(2).any(|two| two == b"]:");
    if is_whole || !text.as_bytes().starts_with(drawn.text.as_bytes()) {
        (drawn.blocks, drawn.elements) = (0, 0);
        drawn.text.clear();
    }
    let rest = &text[drawn.text.len()..];
    let own = whole(&closed(rest), drawn.elements);
    let mut pieces = Vec::new();
    for _ in 0..drawn.blocks {
        pieces.push(Piece::Drawn);
    }
    pieces.extend(own.pieces);
    hold_address(&mut pieces);
    // Beyond the last element that is shown there are words without a block of their own.
    if !is_whole && own.elements < ELEMENTS && own.last.start > 0 {
        drawn.text.push_str(&rest[..own.last.start]);
        drawn.blocks += own.last.blocks - 1;
        drawn.elements = own.last.elements;
    }
    pieces
}

/// An address that may go on leads nowhere yet.
fn hold_address(pieces: &mut Vec<Piece>) {
    let Some(at) = pieces.iter().rposition(|own| *own != Piece::Close) else { return };
    let Piece::Text(words) = &mut pieces[at] else { return };
    let start = words.bytes().rposition(|sign| is_of(sign, GAP)).map_or(0, |gap| gap + 1);
    if has(&words.as_bytes()[start..], b"@:") {
        let word = words.split_off(start);
        pieces.insert(at + 1, Piece::Close);
        pieces.insert(at + 1, Piece::Text(word));
        pieces.insert(at + 1, Piece::Open(Mark::Link(String::new())));
    }
}

/// `text` with what is open at its end closed, and without what can't be told yet.
fn closed(text: &str) -> String {
    let signs = text.as_bytes();
    let mut end = told(signs);
    let mut open = left_open(&text[..end]);
    for _ in 0..TRIES {
        let waits = open.iter().find(|own| matches!(signs[own.start], b'[' | b'!' | b'<'));
        let cut = match waits {
            Some(own) => own.start,
            None if open.is_empty() => break,
            None => without(&signs[..end], b"*_~` \t\r\n"),
        };
        if cut == end {
            break;
        }
        end = told(&signs[..cut]);
        open = left_open(&text[..end]);
    }
    let words = without(&signs[..end], GAP);
    let mut whole = text[..words].to_owned();
    // What is in code is no markup.
    let code = open.iter().position(|own| signs[own.start] == b'`');
    for own in open.iter().take(code.map_or(MOST, |at| at + 1)).rev() {
        whole.push_str(&text[own.clone()]);
    }
    whole.push_str(&text[words..end]);
    if !open.is_empty() && !left_open(&whole).is_empty() {
        whole.clear();
        whole.push_str(&text[..end]);
    }
    whole
}

/// Whether it is one of these.
fn is_of(sign: u8, which: &[u8]) -> bool {
    for own in which {
        if *own == sign {
            return true;
        }
    }
    false
}

/// Whether there is one of these in `signs`.
#[inline(never)]
fn has(signs: &[u8], which: &[u8]) -> bool {
    signs.iter().any(|sign| is_of(*sign, which))
}

/// How much is left of `signs` without those of `which` at their end.
#[inline(never)]
fn without(signs: &[u8], which: &[u8]) -> usize {
    signs.iter().rposition(|sign| !is_of(*sign, which)).map_or(0, |at| at + 1)
}

/// How much can be told: not a last line that may become another thing than it is, nor the first lines of a table.
fn told(signs: &[u8]) -> usize {
    let words = without(signs, GAP);
    let is_line = has(&signs[words..], b"\n");
    let mut end = without(&signs[..words], b"\\");
    // Signs that stand alone open nothing before something follows them.
    let before = without(&signs[..end], b"*_~`!");
    if before > 0 && is_of(signs[before - 1], GAP) {
        end = before;
    }
    // From the last line up: where those begin that may be a table's, and how many cells the rule below has.
    let (mut first, mut is_table, mut ruled) = (end, false, 0);
    let mut last = None;
    loop {
        let upto = if last.is_some() { first - 1 } else { end };
        let start = signs[..upto].iter().rposition(|sign| *sign == b'\n').map_or(0, |at| at + 1);
        let line = &signs[start..upto];
        if last.is_none() {
            last = Some(start);
        }
        if line.iter().find(|sign| !is_of(**sign, GAP)) != Some(&b'|') {
            break;
        }
        let pipes = line.iter().filter(|sign| **sign == b'|').count();
        is_table |= ruled >= pipes;
        ruled = if without(line, b"|-: \t\r") == 0 { pipes } else { 0 };
        first = start;
        if start == 0 {
            break;
        }
    }
    let start = last.unwrap_or_default();
    let line = &signs[start..end];
    let from = line.iter().position(|sign| !is_of(*sign, b" \t\r0123456789"));
    let line = &line[from.unwrap_or(line.len())..];
    let is_open = without(line, b"-=+*_#>~`:|.) \t\r") == 0
        || line.starts_with(b"```")
        || line.starts_with(b"~~~");
    if first == end {
        if is_open && !is_line { start } else { end }
    } else if !is_table {
        first
    } else if without(line, GAP) == 1 {
        start
    } else {
        end
    }
}

/// The signs in the words at the end that open something, and are not closed.
fn left_open(text: &str) -> Vec<Range<usize>> {
    let (mut open, mut within) = (Vec::new(), Vec::new());
    let (mut is_code, mut is_new, mut end) = (false, false, 0);
    parse(text, &mut |event, range| {
        let is_words = match &event {
            Event::Start(tag) => {
                let is_inline = matches!(
                    tag,
                    Tag::Emphasis
                        | Tag::Strong
                        | Tag::Strikethrough
                        | Tag::Link { .. }
                        | Tag::Image { .. }
                );
                if !is_inline {
                    is_code = matches!(tag, Tag::CodeBlock(_));
                    is_new = true;
                }
                within.push(is_inline);
                false
            }
            Event::End(_) => within.pop() == Some(true),
            _ => {
                // A row's cells that are not there yet have no words.
                if is_new {
                    open.clear();
                    is_new = false;
                }
                true
            }
        };
        if is_words {
            end = range.end;
        }
        let is_bare = matches!(event, Event::Text(_)) && within.last() == Some(&false);
        if is_bare && !is_code && open.len() < MOST && opens(text.as_bytes(), &range) {
            open.push(range);
        }
    });
    if end < without(text.as_bytes(), GAP) {
        open.clear();
    }
    open
}

/// Whether what stands there alone may open something.
fn opens(signs: &[u8], at: &Range<usize>) -> bool {
    let (ahead, sign, rest) = (&signs[..at.start], &signs[at.clone()], &signs[at.end..]);
    let Some(&first) = sign.first() else { return false };
    // A run of three at most is told sign by sign.
    let other = |own: &&u8| **own != first;
    let before = *ahead.iter().rev().take(3).find(other).unwrap_or(&b' ');
    let is_gap = |own: &u8| is_of(*own, GAP);
    let may_open =
        !before.is_ascii_alphanumeric() && !rest.iter().take(3).find(other).is_some_and(is_gap);
    let is_near = rest.len() < LONGEST;
    before != b'\\'
        && (sign == b"![" || without(sign, &[first]) == 0)
        && match first {
            b'*' | b'_' => may_open,
            // One alone says that something is so by half.
            b'~' => may_open && (rest.first() == Some(&b'~') || ahead.last() == Some(&b'~')),
            b'`' => is_near && !has(rest, b"\n"),
            b'<' => is_near && !has(rest, GAP),
            b'[' | b'!' if is_near => match rest.iter().position(|own| *own == b']') {
                None => rest.len() < WORDS,
                Some(end) => match &rest[end + 1..] {
                    [] => true,
                    [b'(', address @ ..] => !has(address, b")\n"),
                    _ => false,
                },
            },
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWERS: &str = include_str!("../../../tests/data/answers.txt");

    fn answers() -> impl Iterator<Item = &'static str> {
        ANSWERS.split("\n%\n").map(|own| own.trim_matches('\n'))
    }

    fn prefixes(text: &str) -> impl Iterator<Item = &str> {
        text.char_indices().map(|(at, _)| &text[..at]).chain([text])
    }

    fn at_once(text: &str) -> Vec<Piece> {
        grow(&mut Drawn::default(), text)
    }

    fn said(pieces: &[Piece]) -> String {
        let word = |own: &Piece| match own {
            Piece::Text(words) | Piece::Code(words) => words.clone(),
            // What is in two blocks or items is two words.
            Piece::Open(mark) if !is_inline(mark) => " ".into(),
            _ => String::new(),
        };
        let all: String = pieces.iter().map(word).collect();
        all.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn is_inline(mark: &Mark) -> bool {
        let inline = [Mark::Emphasis, Mark::Strong, Mark::Struck];
        inline.contains(mark) || matches!(mark, Mark::Link(_) | Mark::Image(_))
    }

    /// The blocks of pieces, those that stay taken from the page.
    fn page(before: &[Vec<Piece>], pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
        let (mut page, mut depth): (Vec<Vec<Piece>>, usize) = (Vec::new(), 0);
        for piece in pieces {
            if piece == Piece::Drawn {
                page.push(before[page.len()].clone());
                continue;
            }
            if depth == 0 {
                page.push(Vec::new());
            }
            match piece {
                Piece::Open(_) => depth += 1,
                Piece::Close => depth -= 1,
                _ => {}
            }
            page.last_mut().unwrap().push(piece);
        }
        page
    }

    /// Writes it sign by sign, and looks at the page and at how much of it stays.
    fn written(text: &str, look: impl Fn(&str, usize, &[Vec<Piece>])) {
        let (mut drawn, mut shown) = (Drawn::default(), Vec::new());
        for part in prefixes(text) {
            shown = page(&shown, grow(&mut drawn, part));
            look(part, drawn.blocks, &shown);
        }
    }

    /// Without what leads nowhere yet.
    fn plain(pieces: Vec<Piece>) -> Vec<Piece> {
        let (mut plain, mut skip): (Vec<Piece>, bool) = (Vec::new(), false);
        for piece in pieces {
            match (piece, plain.last_mut()) {
                (Piece::Open(Mark::Link(href)), _) if href.is_empty() => skip = true,
                (Piece::Close, _) if skip => skip = false,
                (Piece::Text(words), Some(Piece::Text(before))) => before.push_str(&words),
                (piece, _) => plain.push(piece),
            }
        }
        plain
    }

    #[test]
    fn what_is_whole_is_what_it_settles_to() {
        for answer in answers() {
            assert_eq!(plain(at_once(answer)), plain(whole(answer, 0).pieces), "{answer}");
        }
    }

    #[test]
    fn what_was_said_is_not_taken_back_and_no_sign_is_seen() {
        for answer in answers() {
            let all = said(&whole(answer, 0).pieces);
            for part in prefixes(answer) {
                let pieces = at_once(part);
                let words = said(&pieces);
                assert!(all.starts_with(&words), "{part:?}: {words}");
                let is_code = |own: &Piece| *own == Piece::Open(Mark::Lines);
                let is_seen = words.contains(['*', '`', '~', '[', ']', '|', '#', '\\']);
                assert!(!is_seen || pieces.iter().any(is_code), "{part:?}: {words}");
            }
        }
    }

    #[test]
    fn what_grows_is_what_is_drawn_at_once() {
        for answer in answers() {
            written(answer, |part, _, shown| {
                assert_eq!(shown, page(&[], at_once(part)), "{part:?}");
            });
        }
    }

    #[test]
    fn what_stays_is_what_it_settles_to_whatever_comes() {
        const BITS: [&str; 40] = [
            "a",
            "b ",
            "\n",
            "\n\n",
            "- ",
            "* ",
            "1. ",
            "2) ",
            "# ",
            "> ",
            "**",
            "*",
            "_",
            "`",
            "```",
            "~~",
            "~",
            "[",
            "](",
            "](https://a.example)",
            "!",
            "<",
            "<b>",
            "<div>\n",
            "</div>",
            "|",
            "|-|\n",
            "\n| a | b |\n|--|--|\n",
            "---",
            "===",
            "    ",
            "\t",
            "\\",
            "&amp;",
            "[a]: b\n",
            ")",
            ":",
            "@c.example",
            "<!--",
            "ñ\u{a0}",
        ];
        let mut seed = 7_u64;
        for _ in 0..3_000 {
            let mut text = String::new();
            for _ in 0..24 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push_str(BITS[(seed >> 33) as usize % BITS.len()]);
            }
            let settled = page(&[], whole(&text, 0).pieces);
            written(&text, |part, stays, shown| {
                // What a name stands for was not told yet.
                if !text.contains("]:") {
                    assert_eq!(shown[..stays], settled[..stays], "{part:?} of {text:?}");
                }
            });
        }
    }

    #[test]
    fn what_can_t_be_told_waits_and_what_is_open_counts_as_closed() {
        for (text, as_if) in [
            ("**bo", "**bo**"),
            ("**bold*", "**bold**"),
            ("a *b **c", "a *b **c***"),
            ("***a", "***a***"),
            ("a ~~b", "a ~~b~~"),
            ("cuesta ~5 €", "cuesta ~5 €"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("2*3", "2*3"),
            ("a *", "a "),
            ("Hola !", "Hola "),
            ("¡Hola!", "¡Hola!"),
            ("un snake_case", "un snake_case"),
            ("这是**重", "这是**重**"),
            ("a `b*c", "a `b*c`"),
            ("a ``b`c", "a ``b`c``"),
            ("**a `b", "**a `b`**"),
            ("a [b", "a"),
            ("a [b](https://c.exam", "a"),
            ("a ![b](https", "a"),
            ("a [1] b", "a [1] b"),
            ("a <https://b.exam", "a"),
            ("a < b", "a < b"),
            ("a\n\n- ", "a\n\n"),
            ("- a\n- **", "- a\n"),
            ("a\n--", "a\n"),
            ("a\n\n```ru", "a\n\n"),
            ("```\na **b", "```\na **b"),
            ("```\na\n``", "```\na\n"),
            ("a\n\n| b | c |", "a\n\n"),
            ("| b | c |\n|---|--", ""),
            ("| b | c |\n|---|---|", "| b | c |\n|---|---|"),
            ("| b |\n|---|\n| **c", "| b |\n|---|\n| **c**"),
            ("\\*a", "\\*a"),
            ("a\\", "a"),
            ("**", ""),
        ] {
            assert_eq!(closed(text), as_if, "{text:?}");
        }
    }

    #[test]
    fn an_address_that_may_go_on_leads_nowhere() {
        let nowhere = Piece::Open(Mark::Link(String::new()));
        for text in ["Mira https://bank.exam", "**hola@bank.exam", "- a\n- mailto:a"] {
            assert!(at_once(text).contains(&nowhere), "{text}");
        }
        assert!(!at_once("Mira https://bank.example y").contains(&nowhere));
    }

    #[test]
    fn it_takes_no_time_however_it_is_written() {
        for pattern in [
            "**a ", "[", "[a](", "`a", "``a` ", "~~a ", "<a", "![", "| a", "* *a ", "- ", "a\n\n",
            "a*", "*", "`a\n",
        ] {
            let text = pattern.repeat(60_000 / pattern.len());
            let begun = std::time::Instant::now();
            at_once(&text);
            assert!(begun.elapsed().as_secs() < 4, "{pattern:?} {:?}", begun.elapsed());
        }
    }
}
