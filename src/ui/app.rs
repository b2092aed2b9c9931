//! The frame: header, what scrolls, composer.

use leptos::prelude::*;

use super::banner::banners;
use super::composer::{Draft, composer};
use super::header::header;
use super::late::{late_caution, late_erased, late_find, late_panel, late_prompt};
use super::loading::loading;
use super::log::log;
use super::newer::newer;
use super::node::{El, el, part};
use super::notice::notice;
use super::problem::problem_screen;
use super::refused::refused;
use super::scroll::{self, Position};
use super::seal::seal;
use super::suggestions::suggestions;
use super::withdrawn::withdrawn;
use super::{focus, page};
use crate::state::{Dispatch, Screen, State};

/// The whole chat.
pub(super) fn app(state: State, dispatch: Dispatch) -> El {
    let position = Position::new();
    page::follow_language(state);
    page::close_on_escape(state, dispatch);
    page::follow_panel(state);
    focus::follow_screen(state);
    focus::follow_panel(state);
    scroll::follow_messages(state, position);

    let screen = Memo::new(move |_| state.screen.get());
    let talking = Memo::new(move |_| screen.get() == Screen::Conversation);
    // While the visitor decides, what is typed is held and shown under the notice.
    let writing = Memo::new(move |_| talking.get() || screen.get() == Screen::Notice);
    let reading = Memo::new(move |_| writing.get() || screen.get() == Screen::Gone);
    let draft = Draft::new(state, dispatch);

    let shown = move || match screen.get() {
        Screen::Loading => Some(loading(state)),
        Screen::Notice => Some(notice(state, dispatch)),
        Screen::Conversation => None,
        Screen::Refused => Some(refused(state, dispatch)),
        Screen::Erased | Screen::Gone => late_erased(state, dispatch),
        Screen::Withdrawn => Some(withdrawn(state, dispatch)),
        Screen::Problem(problem) => Some(problem_screen(state, dispatch, problem)),
    };
    let area = el("main", "chat__scroll")
        .attr("id", scroll::AREA)
        .attr("tabindex", "0")
        .attr("aria-labelledby", focus::TITLE)
        .on("scroll", move |_| position.scrolled(state))
        .child(part(shown))
        .child(part(move || reading.get().then(|| log(state, dispatch, position))))
        .child(part(move || talking.get().then(|| suggestions(state, dispatch))));

    let body = el("div", "chat__body")
        .child(part(move || talking.get().then(|| seal(state, dispatch))))
        .child(part(move || talking.get().then(|| banners(state))))
        .child(part(move || talking.get().then(|| late_find(state, position)).flatten()))
        .child(area)
        .child(part(move || reading.get().then(|| newer(state, position))))
        .child(part(move || {
            let asks = || late_prompt(state, dispatch).or_else(|| late_caution(state, dispatch));
            talking.get().then(asks).flatten()
        }))
        .child(part(move || {
            writing.get().then(|| composer(state, dispatch, draft.clone(), position))
        }))
        .child(el("div", "chat__over").drawn(move || late_panel(state, dispatch)));
    el("div", "chat").child(header(state, dispatch)).child(body)
}
