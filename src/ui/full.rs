//! The second layer of a notice: everything, to unfold; the safety code last.

use leptos::prelude::*;

use super::link::link;
use super::node::{El, Node, button, el, joined, part};
use crate::state::{Command, Dispatch, NoticeView, State, Words};
use crate::text::Text;

/// The controller's whole text, its addresses and the authority.
pub(super) fn full(
    notice: &NoticeView,
    text: &'static Text,
    state: State,
    dispatch: Dispatch,
) -> El {
    let NoticeView { controller, authority, safety, .. } = notice;
    let mailto = joined(&["mailto:", &controller.contact]);
    let mut parts = Vec::new();
    for section in &notice.full {
        parts.extend(headed(section.heading.clone(), section.body.clone()));
    }
    parts.extend(headed(text.address, controller.address.clone()));
    parts.extend(headed(text.contact, link(&mailto, &controller.contact, text)));
    parts.extend(headed(text.authority, link(&authority.href, &authority.name, text)));
    let digits = el("span", "full__code").attr("dir", "ltr").child(safety.digits.clone());
    parts.extend(headed(text.safety, digits));
    parts.push(
        el("div", "full__body").attr("aria-live", "polite").child(words(text, state, dispatch)),
    );
    parts.push(el("p", "full__body").child(text.safety_note));
    el("details", "full")
        .child(el("summary", "full__summary").child(text.full))
        .child(el("div", "full__text").children(parts))
}

/// The safety code in words, or the way to them.
fn words(text: &'static Text, state: State, dispatch: Dispatch) -> El {
    part(move || {
        let (is_open, said) = match state.words.get() {
            Words::Absent => return None,
            Words::Hidden => (false, None),
            Words::Failed => (false, Some(el("span", "").child(text.no_words))),
            Words::Shown(words) => (true, Some(el("span", "full__words").child(words))),
        };
        let more = button("full__more", dispatch, Command::Words)
            .attr("aria-expanded", if is_open { "true" } else { "false" })
            .child(text.in_words);
        Some(el("div", "").child(more).child(said))
    })
}

fn headed(heading: impl Into<Node>, body: impl Into<Node>) -> [El; 2] {
    [
        el("h3", "full__heading").attr("dir", "auto").child(heading),
        el("p", "full__body").attr("dir", "auto").child(body),
    ]
}
