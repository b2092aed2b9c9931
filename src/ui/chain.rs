//! How far the chains of messages have come, and whether something is missing in them.

use leptos::prelude::*;

use super::facts::fact;
use super::node::{El, el, joined, part};
use crate::state::{Author, MessageView, Shared, State};
use crate::text::Text;

/// What was sent, delivered, received, and what is missing; told again as it changes.
pub(super) fn chain(text: &'static Text, state: State) -> El {
    part(move || {
        let count = |is: fn(&Author) -> bool| {
            let counts = |message: &&Shared<MessageView>| is(&message.author);
            state.messages.with(|messages| messages.iter().filter(counts).count() as u64)
        };
        let left = |author: &Author| matches!(author, Author::Visitor(own) if own.has_left());
        let delivered =
            |author: &Author| matches!(author, Author::Visitor(own) if own.has_arrived());
        let received = |author: &Author| matches!(author, Author::Recipient(_));
        let lines = vec![
            line(text.chain_sent, count(left), text.chain_delivered, count(delivered)),
            line(text.chain_received, count(received), text.chain_missing, state.missing.get()),
            el("dd", "facts__line").child(el("span", "").child(text.chain_note)),
        ];
        [el("dl", "facts facts--more").child(fact(text.chain, lines))]
    })
}

fn line(one: &str, count: u64, other: &str, of_them: u64) -> El {
    let words = [one, " ", &count.to_string(), ", ", other, " ", &of_them.to_string()];
    el("dd", "facts__line").child(joined(&words))
}
