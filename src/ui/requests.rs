//! The rights: what can be asked of the controller, and how far each request has come.

use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::clock;
use super::node::{El, button, el, joined};
use super::panel::part;
use crate::state::{Command, Dispatch, PanelView, RequestState, RequestView, RightKind};
use crate::text::{Lang, Privacy};

/// The id of the note that goes with a request.
const NOTE: &str = "note";

const RIGHTS: [RightKind; 6] = [
    RightKind::Access,
    RightKind::Portability,
    RightKind::Rectification,
    RightKind::Restriction,
    RightKind::Objection,
    RightKind::Review,
];

/// The rights to ask for, and what was asked.
pub(super) fn rights(panel: &PanelView, lang: Lang, dispatch: Dispatch) -> El {
    let text = lang.privacy();
    let ask = |right: RightKind| {
        el("button", "button button--small")
            .attr("type", "button")
            .on("click", move |_| dispatch.send(Command::Request(right, take_note())))
            .child(name(right, text))
    };
    let note = el("textarea", "panel__note-field")
        .attr("id", NOTE)
        .attr("rows", "2")
        .attr("maxlength", "2000")
        .attr("dir", "auto");
    let asked = (!panel.requests.is_empty()).then(|| {
        let line = |request: &RequestView| line(request, lang);
        el("ul", "panel__list").attr("role", "list").children(panel.requests.iter().map(line))
    });
    part(text.rights, [el("p", "panel__small").child(text.rights_note)])
        .child(el("label", "panel__small").attr("for", NOTE).child(text.note))
        .child(note)
        .child(el("div", "panel__rights").children(RIGHTS.map(ask)))
        .child(el("div", "").attr("aria-live", "polite").child(asked))
}

/// Erasing everything: what it does, and then the way to do it.
pub(super) fn erasing(panel: &PanelView, text: &'static Privacy, dispatch: Dispatch) -> El {
    let is_asked = panel.requests.iter().any(|request| {
        request.right == RightKind::Erasure && request.state != RequestState::Refused
    });
    let sure = button("button button--alert", dispatch, Command::Erase).child(text.erase_sure);
    let body = el("div", "full__text").child(el("p", "full__body").child(text.erase_note));
    let body = match is_asked {
        true => body.child(el("p", "full__body").attr("role", "status").child(text.erasing)),
        false => body.child(sure),
    };
    el("details", "full panel__erase")
        .child(el("summary", "full__summary").child(text.erase))
        .child(body)
}

fn line(request: &RequestView, lang: Lang) -> El {
    let text = lang.privacy();
    let state = match request.state {
        RequestState::Waiting => text.waiting,
        RequestState::Sent => text.on_its_way,
        RequestState::Received => text.received,
        RequestState::Done => text.done,
        RequestState::Refused => text.declined,
    };
    let due = request.due.map(|due| joined(&[" · ", text.due, " ", &clock::date_of(due, lang)]));
    el("li", "panel__line").child(el("strong", "").child(name(request.right, text))).child(joined(
        &[" · ", &clock::date_and_time(request.at, lang), " · ", state, &due.unwrap_or_default()],
    ))
}

fn name(right: RightKind, text: &'static Privacy) -> &'static str {
    match right {
        RightKind::Access => text.access,
        RightKind::Portability => text.portability,
        RightKind::Rectification => text.rectification,
        RightKind::Erasure => text.erasure,
        RightKind::Restriction => text.restriction,
        RightKind::Objection => text.objection,
        RightKind::Review => text.review,
    }
}

/// What is in the note's field, which is empty then.
fn take_note() -> String {
    let field = leptos::prelude::document().get_element_by_id(NOTE);
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return String::new();
    };
    let note = field.value();
    field.set_value("");
    note
}
