//! What the host page says of the chat's looks, and what it is told of messages.

use leptos::prelude::*;

use crate::{
    embed::{self, Host},
    state::{Author, Command, Dispatch, State},
    text::Lang,
    ui::effect,
};

/// How many messages there are of each side.
#[derive(Clone, Copy, Default, PartialEq)]
struct Count {
    visitor: usize,
    recipient: usize,
}

/// Follows what the page says, and tells it what happens, as long as the document lives.
pub(super) fn follow(state: State, host: &Host, dispatch: Dispatch) {
    let (teller, mut before) = (host.clone(), Vec::new());
    effect(move || {
        let look = state.look.get();
        // Only what the page says anew: the visitor may have chosen another language since.
        if let (Some(before), Some(now)) = (before.first(), look.first())
            && before != now
            && let Some(lang) = Lang::from_tag(now)
        {
            dispatch.send(Command::Speak(lang));
        }
        if !embed::apply(&look) {
            teller.error("accent");
        }
        before = look;
    });
    let teller = host.clone();
    let (mut last, mut seen, mut unread) = (None::<Count>, 0, 0);
    effect(move || {
        let mut count = Count::default();
        state.messages.with(|messages| {
            for message in messages.iter().filter(|own| !own.live) {
                match message.author {
                    Author::Visitor(_) => count.visitor += 1,
                    Author::Recipient(_) => count.recipient += 1,
                    Author::Chat => {}
                }
            }
        });
        let before = last.replace(count).unwrap_or(count);
        // Many at once, where there was none, are those of an earlier visit.
        let is_restored = before == Count::default() && count.visitor + count.recipient > 1;
        if !is_restored && count.visitor > before.visitor {
            teller.message("visitor");
        }
        if !is_restored && count.recipient > before.recipient {
            teller.message("recipient");
        }
        seen = if state.visible.get() { count.recipient } else { seen.min(count.recipient) };
        if count.recipient - seen != unread {
            unread = count.recipient - seen;
            teller.unread(unread);
        }
    });
}
