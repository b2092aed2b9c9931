//! What the host page says of the chat's looks, and what it is told of messages.

use leptos::prelude::*;

use crate::{
    embed::{Host, Look},
    state::{Author, Command, Dispatch, State},
    text::Lang,
};

/// How many messages there are of each side.
#[derive(Clone, Copy, Default, PartialEq)]
struct Count {
    visitor: usize,
    recipient: usize,
}

/// Follows what the page says, and tells it what happens, as long as the document lives.
pub(super) fn follow(state: State, look: RwSignal<Option<Look>>, host: &Host, dispatch: Dispatch) {
    let teller = host.clone();
    Effect::new(move |before: Option<Option<Look>>| {
        let look = look.get();
        if let Some(look) = &look {
            // Only what the page says anew: the visitor may have chosen another language since.
            if before.flatten().is_some_and(|before| before.lang != look.lang)
                && let Some(lang) = Lang::from_tag(&look.lang)
            {
                dispatch.send(Command::Speak(lang));
            }
            if !look.apply() {
                teller.error("accent");
            }
        }
        look
    });
    let teller = host.clone();
    Effect::new(move |before: Option<(Count, usize, usize)>| {
        let count = state.messages.with(|messages| {
            messages.iter().fold(Count::default(), |mut count, message| {
                match message.author {
                    Author::Visitor(_) => count.visitor += 1,
                    Author::Recipient(_) => count.recipient += 1,
                    Author::Chat => {}
                }
                count
            })
        });
        let Some((last, seen, unread)) = before else { return (count, count.recipient, 0) };
        for (author, more) in [
            ("visitor", count.visitor > last.visitor),
            ("recipient", count.recipient > last.recipient),
        ] {
            if more {
                teller.message(author);
            }
        }
        let seen = if state.visible.get() { count.recipient } else { seen.min(count.recipient) };
        let now = count.recipient - seen;
        if now != unread {
            teller.unread(now);
        }
        (count, seen, now)
    });
}
