//! One message: who, what, when, and how far it came.

use leptos::prelude::*;

use super::clock;
use super::facts::role;
use super::icon::{self, icon};
use super::part::press;
use crate::state::{Author, Command, Delivery, Dispatch, MessageView};
use crate::text::{Lang, Text};

/// What a message's looks depend on besides itself.
pub(super) struct Surroundings<'a> {
    /// The message before it.
    pub(super) before: Option<&'a MessageView>,
    /// The message after it.
    pub(super) after: Option<&'a MessageView>,
    /// The visitor has not decided yet.
    pub(super) undecided: bool,
}

/// The row of `of`.
pub(super) fn message(
    of: &MessageView,
    around: &Surroundings<'_>,
    lang: Lang,
    dispatch: Dispatch,
) -> AnyView {
    let text = lang.text();
    let first_of_day = around.before.is_none_or(|before| !clock::same_day(before.at, of.at));
    let day = first_of_day.then(|| view! { <p class="message__day">{clock::day(of.at, lang)}</p> });
    let follows = !first_of_day && around.before.is_some_and(|before| together(before, of));
    let last = !around.after.is_some_and(|after| together(of, after));
    let class = [
        "message message--",
        kind(&of.author),
        if follows { " message--follows" } else { "" },
        if last { " message--last" } else { "" },
    ];
    view! {
        <li class=class.concat()>
            {day}
            {author(&of.author, follows, text)}
            <p class="message__bubble" dir="auto">{of.text.clone()}</p>
            <p class="message__meta">
                <time class="message__time" datetime=clock::machine(of.at)>{clock::time(of.at)}</time>
                {delivery(&of.author, text)}
            </p>
            {action(of, around.undecided, text, dispatch)}
        </li>
    }
    .into_any()
}

/// Messages of one author within these many milliseconds stand together: five minutes, after which
/// the time is worth telling again.
const TOGETHER: f64 = 300_000.0;

fn together(before: &MessageView, after: &MessageView) -> bool {
    let same = match (&before.author, &after.author) {
        // A message that still needs the visitor's eye keeps its own line.
        (Author::Visitor(a), Author::Visitor(b)) => a == b,
        (Author::Recipient(a), Author::Recipient(b)) => a == b,
        _ => false,
    };
    same && after.at - before.at < TOGETHER && clock::same_day(before.at, after.at)
}

fn kind(author: &Author) -> &'static str {
    match author {
        Author::Visitor(Delivery::Held) => "visitor message--held",
        Author::Visitor(Delivery::Failed) => "visitor message--failed",
        Author::Visitor(_) => "visitor",
        Author::Recipient(_) => "recipient",
        Author::Chat => "chat",
    }
}

/// Every message names its author; one that follows its author's last names it to screen readers only.
fn author(author: &Author, follows: bool, text: &'static Text) -> AnyView {
    let (name, role) = match author {
        Author::Visitor(_) => (text.you.to_owned(), None),
        Author::Recipient(recipient) => (recipient.name.clone(), Some(role(recipient.role, text))),
        Author::Chat => (text.chat.to_owned(), None),
    };
    let class = if follows { "message__author unseen" } else { "message__author" };
    let role = role.map(|role| view! { <span class="message__role">" · "{role}</span> });
    view! { <p class=class><bdi>{name}</bdi>{role}</p> }.into_any()
}

fn delivery(author: &Author, text: &'static Text) -> Option<AnyView> {
    let (path, words) = match author {
        Author::Visitor(Delivery::Sending) => (icon::CLOCK, text.sending),
        Author::Visitor(Delivery::Sent) => (icon::TICK, text.sent),
        Author::Visitor(Delivery::Delivered) => (icon::TICKS, text.delivered),
        _ => return None,
    };
    // Good news step by step is for the eye; the log would read each of them out.
    let view = view! { <span class="message__state" aria-live="off">{icon(path)}{words}</span> };
    Some(view.into_any())
}

fn action(
    of: &MessageView,
    undecided: bool,
    text: &'static Text,
    dispatch: Dispatch,
) -> Option<AnyView> {
    let (path, words, label, command) = match of.author {
        Author::Visitor(Delivery::Held) if undecided => {
            (icon::LOCK, text.held_undecided, text.discard, Command::Discard(of.id.clone()))
        }
        Author::Visitor(Delivery::Held) => {
            (icon::LOCK, text.held_connecting, text.discard, Command::Discard(of.id.clone()))
        }
        Author::Visitor(Delivery::Failed) => {
            (icon::ALERT, text.failed, text.retry, Command::Resend(of.id.clone()))
        }
        _ => return None,
    };
    let view = view! {
        <p class="message__action">
            <span class="message__why">{icon(path)}{words}</span>
            <button type="button" class="message__button" on:click=press(dispatch, command)>
                {label}
            </button>
        </p>
    };
    Some(view.into_any())
}
