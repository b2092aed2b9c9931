//! One message: who, what, when, and how far it came.

use super::clock;
use super::facts::role;
use super::icon::{self, icon};
use super::late::late_card;
use super::node::{El, button, el, joined};
use crate::state::{Author, Command, Delivery, Dispatch, MessageView, RecipientRole, Speaker};
use crate::text::{Lang, Text};

/// How the id of a message of the chat's own begins that leads to the privacy panel.
pub const OFFER: &str = "offer:";

/// How the id of a line begins that tells of the visitor's own decision.
pub const DECIDED: &str = "decided:";

/// How the id of a row begins; what follows comes from a recipient, and is no other element's.
pub(super) const ROW: &str = "message:";

/// What a message's looks depend on besides itself.
pub(super) struct Surroundings<'a> {
    /// The message before it.
    pub(super) before: Option<&'a MessageView>,
    /// The message after it.
    pub(super) after: Option<&'a MessageView>,
    /// The visitor has not decided yet.
    pub(super) undecided: bool,
    /// The recipients can be written to: what is held is being sealed.
    pub(super) is_open: bool,
    /// What waits for the visitor to say what becomes of the personal data in it: this, or one before it.
    pub(super) careful: Option<Careful>,
    /// From here on the visitor had not read.
    pub(super) is_new: bool,
}

/// Which message waits for the visitor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Careful {
    /// This one.
    This,
    /// One before it.
    Before,
}

/// The row of `of`.
pub(super) fn message(
    of: &MessageView,
    around: &Surroundings<'_>,
    lang: Lang,
    dispatch: Dispatch,
) -> El {
    let text = lang.text();
    let first_of_day = around.before.is_none_or(|before| !clock::same_day(before.at, of.at));
    let day = first_of_day.then(|| el("p", "message__day").child(clock::day(of.at, lang)));
    let new = around.is_new.then(|| el("p", "message__day message__new").child(text.new_messages));
    let follows =
        !first_of_day && !around.is_new && around.before.is_some_and(|before| together(before, of));
    let last = !around.after.is_some_and(|after| together(of, after));
    let class = [
        "message message--",
        kind(&of.author),
        if follows { " message--follows" } else { "" },
        if last { " message--last" } else { "" },
    ];
    let bubble = || match (of.live, of.text.is_empty()) {
        (false, _) => el("p", "message__bubble").attr("dir", "auto").child(of.text.clone()),
        // Another element than what it settles to, so that a screen reader hears that, and this never.
        (true, false) => live().attr("dir", "auto").child(of.text.clone()),
        (true, true) => live()
            .child(el("span", "message__dots"))
            .child(el("span", "unseen").child(text.writing)),
    };
    let time =
        el("time", "").attr("datetime", clock::machine(of.at)).child(clock::time(of.at, lang));
    el("li", "")
        .attr("id", joined(&[ROW, &of.id]))
        .attr("class", joined(&class))
        .child(day)
        .child(new)
        .child(author(&of.author, follows, text))
        .child(late_card(of, lang, dispatch).unwrap_or_else(bubble))
        .child(el("p", "message__meta").child(time).child(delivery(&of.author, text)))
        .child(action(of, around, text, dispatch))
}

/// The bubble of what is being written.
fn live() -> El {
    el("div", "message__bubble").attr("aria-live", "off")
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
fn author(author: &Author, follows: bool, text: &'static Text) -> El {
    let (name, recipient) = match author {
        Author::Visitor(_) => (text.you.to_owned(), None),
        Author::Recipient(recipient) => (recipient.name.clone(), Some(&**recipient)),
        Author::Chat => (text.chat.to_owned(), None),
    };
    let class = if follows { "message__author unseen" } else { "message__author" };
    let face = recipient.filter(|_| !follows).map(face);
    let told = |own: &Speaker| el("span", "message__role").child(" · ").child(role(own.role, text));
    el("p", class).child(face).child(el("bdi", "").child(name)).child(recipient.map(told))
}

/// A picture beside the name: the site's own for who answers by itself, a person's first letter. What is their own lies
/// over that, which is seen until it is here, and if it can't be had.
fn face(of: &Speaker) -> El {
    let face = el("span", "message__face").attr("aria-hidden", "true");
    let face = match of.role {
        RecipientRole::Person => {
            face.attr("data-name", of.name.chars().next().unwrap_or('·').to_string())
        }
        _ => face.child(icon(icon::SEAL)),
    };
    // A file beside the frame's own: the name was checked, and has no sign that leads elsewhere.
    let own = |name: &String| {
        let style = joined(&["background-image:url(./", name, ".webp)"]);
        el("span", "message__picture").attr("style", style)
    };
    face.child(of.picture.as_ref().map(own))
}

fn delivery(author: &Author, text: &'static Text) -> Option<El> {
    match author {
        Author::Visitor(delivery) => reached(*delivery, text),
        _ => None,
    }
}

/// How far something of the visitor's has come, once it is on its way.
pub(super) fn reached(delivery: Delivery, text: &'static Text) -> Option<El> {
    let (path, words) = match delivery {
        Delivery::Sending => (icon::CLOCK, text.sending),
        Delivery::Sent => (icon::TICK, text.sent),
        Delivery::Delivered => (icon::TICKS, text.delivered),
        Delivery::Read => (icon::TICKS, text.read),
        Delivery::Held | Delivery::Failed => return None,
    };
    // Good news step by step is for the eye; the log would read each of them out.
    let state = el("span", "message__state").attr("aria-live", "off");
    Some(state.child(icon(path)).child(words))
}

fn action(
    of: &MessageView,
    around: &Surroundings<'_>,
    text: &'static Text,
    dispatch: Dispatch,
) -> Option<El> {
    if of.author == Author::Chat && of.id.starts_with(OFFER) {
        let button = button("message__button", dispatch, Command::Privacy(true));
        return Some(el("p", "message__action").child(button.child(text.privacy)));
    }
    let is_failed = of.author == Author::Visitor(Delivery::Failed);
    let (path, words) = match around.careful {
        _ if is_failed => (icon::ALERT, text.failed),
        _ if of.author != Author::Visitor(Delivery::Held) => return None,
        Some(Careful::This) => (icon::LOCK, text.held_care),
        Some(Careful::Before) => (icon::LOCK, text.held_behind),
        None if around.undecided => (icon::LOCK, text.held_undecided),
        None if around.is_open => (icon::LOCK, text.encrypting),
        None => (icon::LOCK, text.held_connecting),
    };
    let why = el("span", "message__why").child(icon(path)).child(words);
    let press = |command, label| button("message__button", dispatch, command).child(label);
    let again = is_failed.then(|| press(Command::Resend(of.id.clone()), text.retry));
    let discard = press(Command::Discard(of.id.clone()), text.discard);
    Some(el("p", "message__action").child(why).child(again).child(discard))
}
