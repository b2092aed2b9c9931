//! What a recipient's message has beside plain words: links, markup, cards, a question how content the
//! visitor is.
//!
//! Everything is built of elements and text, as all screens are: no string is markup here.

mod address;
mod blocks;
mod cards;
mod link;
mod linked;
mod rating;
mod sheet;

use std::cell::Cell;

use super::markdown::Piece;
use super::node::{El, Node, el};
use crate::state::{Dispatch, MessageView, RichView};
use crate::text::Lang;

/// What reads Markdown.
type Read = fn(&MessageView, Lang) -> Vec<Piece>;

const BUBBLE: &str = "message__bubble rich";

thread_local! {
    static READ: Cell<Option<Read>> = const { Cell::new(None) };
}

/// Brings what reads Markdown.
pub(super) fn bring_reader(read: Read) {
    READ.set(Some(read));
}

/// What takes the place of a message's bubble.
pub(super) fn rich(of: &MessageView, lang: Lang, dispatch: Dispatch) -> Option<El> {
    let view = of.rich.as_ref()?.view()?;
    sheet::adopt();
    if of.live {
        return written(of, lang);
    }
    if let Some(rating) = &view.rating {
        return Some(rating::rating(of, rating, view.closed, lang, dispatch));
    }
    let bubble = (!of.text.is_empty()).then(|| bubble(of, view, lang));
    if view.cards.is_empty() {
        return bubble;
    }
    Some(el("div", "part").child(bubble).child(cards::cards(&of.id, view, lang, dispatch)))
}

/// Until what reads Markdown is here, and where it can't be fetched, its words are shown as they are.
fn bubble(of: &MessageView, view: &RichView, lang: Lang) -> El {
    match READ.get().filter(|_| view.markdown) {
        Some(read) => el("div", BUBBLE).children(blocks::blocks(read(of, lang), lang)),
        None => el("p", "message__bubble").attr("dir", "auto").children(words(&of.text, lang)),
    }
}

/// What is being written, laid out as it will be: another element than that, so that a screen reader hears that alone.
fn written(of: &MessageView, lang: Lang) -> Option<El> {
    let blocks = blocks::blocks((READ.get()?)(of, lang), lang);
    let dots = blocks.is_empty().then(|| el("span", "message__dots"));
    Some(el("section", BUBBLE).attr("aria-live", "off").children(blocks).children(dots))
}

/// Words, and the addresses in them as links.
fn words(text: &str, lang: Lang) -> Vec<Node> {
    linked::linked(text, lang)
}
