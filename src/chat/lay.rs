//! What a recipient's message has beside plain words, and the parts that lay it out: fetched when the first
//! message needs them. Until they are here, and where they can't be fetched, the words are shown as they are.

use std::{cell::Cell, thread::LocalKey};

use futures::future::LocalBoxFuture;
use wasm_bindgen_futures::spawn_local;

use super::{parts, talk::Talk};
use crate::{
    browser::now_ms,
    driver::{Inbox, Input},
    kept::{Kept, KeptMessage},
    later::Event,
    state::{Author, Rich, State},
};

/// What the part does that lays out links, cards and ratings.
#[derive(Clone, Copy)]
pub(super) struct Laying {
    /// Lays out a recipient's message; in a conversation that is gone nothing can be said.
    pub(super) view: fn(&Talk, &Kept, &KeptMessage, bool) -> Rich,
    /// The visitor says how content they are: what asks, the score, words or none.
    pub(super) rate: for<'a> fn(&'a mut Talk, String, u64, String) -> LocalBoxFuture<'a, ()>,
}

/// How long after a part could not be fetched it may be fetched again, in milliseconds: it is wanted each
/// time that anything changes.
const PAUSE: u64 = 30_000;

thread_local! {
    static LAYING: Cell<Option<Laying>> = const { Cell::new(None) };
    /// From when each may be fetched: the part, and what reads Markdown.
    static FROM: Cell<u64> = const { Cell::new(0) };
    static READER_FROM: Cell<u64> = const { Cell::new(0) };
}

/// The part, if it is here.
pub(super) fn laying() -> Option<Laying> {
    LAYING.get()
}

/// The part, if this message needs it and it is here.
pub(super) fn laid(of: &KeptMessage, state: State, inbox: &Inbox) -> Option<Laying> {
    let is_recipient = matches!(of.view.author, Author::Recipient(_));
    let text = &of.view.text;
    let is_marked = of.rich.as_ref().is_some_and(|own| own.markdown) && has_markup(text);
    let is_more = of.rich.as_ref().is_some_and(|own| own.cards.is_some() || own.scale.is_some());
    if of.form.is_some() || !is_recipient || !(is_marked || is_more || has_address(text)) {
        return None;
    }
    if is_marked && is_due(&READER_FROM) {
        let inbox = inbox.clone();
        spawn_local(async move { settled(split::markdown().await.is_ok(), &READER_FROM, &inbox) });
    }
    if is_due(&FROM) {
        let inbox = inbox.clone();
        spawn_local(async move {
            if parts::bring_words(state).await {
                LAYING.set(split::rich().await.ok());
            }
            settled(laying().is_some(), &FROM, &inbox);
        });
    }
    laying()
}

pub(super) type From = LocalKey<Cell<u64>>;

/// Whether to fetch a part; that is done once, and again a while after it could not be.
pub(super) fn is_due(from: &'static From) -> bool {
    let is_due = from.get() <= now_ms();
    if is_due {
        from.set(u64::MAX);
    }
    is_due
}

/// It is here, of which the loop hears, or could not be fetched.
pub(super) fn settled(is_here: bool, from: &'static From, inbox: &Inbox) {
    if is_here {
        // The loop lives as long as the document.
        let _ = inbox.unbounded_send(Input::Chat(Event::Fetched));
    } else {
        from.set(now_ms() + PAUSE);
    }
}

/// Whether there may be something in it that Markdown reads otherwise than it is written.
fn has_markup(text: &str) -> bool {
    let is_list = |line: &str| {
        let line = line.trim_start();
        let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
        // What follows an empty line is a paragraph of its own.
        line.is_empty()
            || line.starts_with(['-', '+', '='])
            || (rest != line && rest.starts_with(['.', ')']))
    };
    text.bytes().any(|sign| b"*_`~[<#>|\\&".contains(&sign)) || text.lines().any(is_list)
}

/// Whether there may be an address in it.
fn has_address(text: &str) -> bool {
    let text = text.as_bytes();
    text.contains(&b'@')
        || text.contains(&b'+')
        || text.windows(2).any(|two| two == b"//")
        || text.windows(4).any(|four| four.eq_ignore_ascii_case(b"tel:"))
}

#[cfg(not(feature = "split"))]
mod split {
    use super::{super::rich, Laying};
    use crate::{later::LoadError, ui};

    pub(super) async fn rich() -> Result<Laying, LoadError> {
        Ok(rich::part())
    }

    pub(super) async fn markdown() -> Result<(), LoadError> {
        ui::bring_markdown();
        Ok(())
    }
}

#[cfg(feature = "split")]
mod split {
    use super::{super::rich, Laying};
    use crate::{later::LoadError, ui};

    #[wasm_split_helpers::wasm_split(rich, fallible)]
    pub(super) fn rich() -> Result<Laying, LoadError> {
        Ok(rich::part())
    }

    #[wasm_split_helpers::wasm_split(markdown, fallible)]
    pub(super) fn markdown() -> Result<(), LoadError> {
        ui::bring_markdown();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_fetched_for_what_needs_it_and_for_nothing_else() {
        for plain in ["Hola.", "¿Qué tal? Son 12,50 €.", "a: b; c", "2024-05-01", ""] {
            assert!(!has_markup(plain) && !has_address(plain), "{plain}");
        }
        for marked in [
            "**a**", "_a_", "`a`", "~~a~~", "[a](b)", "<b>", "# a", "a|b", "- a", "1. a", "2) a",
            "a\n===", "&amp;", "a\\*", "a\n\nb",
        ] {
            assert!(has_markup(marked), "{marked}");
        }
        for address in [
            "https://a.example",
            "HTTPS://A.EXAMPLE",
            "a@b.example",
            "+34 900 000 000",
            "TEL:900",
            "mailto:a@b.example",
        ] {
            assert!(has_address(address), "{address}");
        }
    }
}
