//! Screens that load when they are needed: what asks just in time, who answers, the privacy panel, forms,
//! links and cards.
//!
//! What loads at once does not name them, so that they are not in it; [`bring`], [`bring_panel`] and
//! the others do, and are called by what they load with.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

use super::attach::attach;
use super::awaited;
use super::caution::caution;
use super::erased::erased;
use super::find::{find, find_link};
use super::form::card;
use super::markdown::read;
use super::node::El;
use super::panel::panel;
use super::person::person;
use super::prompt::prompt;
use super::rich::{bring_reader, rich};
use super::scroll::Position;
use crate::state::{Dispatch, Look, Mark, MessageView, State};
use crate::text::Lang;

type Draw = fn(State, Dispatch) -> Option<El>;

type Card = fn(&MessageView, Lang, Dispatch) -> Option<El>;

type Find = fn(State, Position) -> El;

/// What draws them.
#[derive(Clone, Copy)]
struct Late {
    screens: [Draw; 6],
    card: Card,
}

thread_local! {
    static LATE: Cell<Option<Late>> = const { Cell::new(None) };
    static CAUTION: Cell<Option<Draw>> = const { Cell::new(None) };
    static PANEL: Cell<Option<Draw>> = const { Cell::new(None) };
    static CARD: Cell<Option<Card>> = const { Cell::new(None) };
    static FILE: Cell<Option<Card>> = const { Cell::new(None) };
    static FIND: Cell<Option<Find>> = const { Cell::new(None) };
    static RICH: Cell<Option<Card>> = const { Cell::new(None) };
    static LOOK: RefCell<Option<Look>> = const { RefCell::new(None) };
}

/// Brings the screens.
pub fn bring(state: State) {
    let screens = [awaited::panel, prompt, erased, person, attach, find_link];
    LATE.set(Some(Late { screens, card: awaited::card }));
    state.is_late.set(true);
}

/// Brings the privacy panel.
pub fn bring_panel() {
    PANEL.set(Some(panel));
}

/// Brings what asks about personal data in a message.
pub fn bring_aside() {
    CAUTION.set(Some(caution));
}

/// Brings the cards of forms.
pub fn bring_forms() {
    CARD.set(Some(card));
}

/// Brings what draws links, cards and ratings.
pub fn bring_rich() {
    RICH.set(Some(rich));
}

/// Brings what reads Markdown.
pub fn bring_markdown() {
    bring_reader(read);
}

/// Brings what looks for words in the conversation; tells whether it was not here.
pub fn bring_find() -> bool {
    FIND.replace(Some(find)).is_none()
}

/// What draws the panel, if it is there.
pub(super) fn drawn_panel(state: State, dispatch: Dispatch) -> Option<El> {
    PANEL.get()?(state, dispatch)
}

/// What draws a form's card, if it is there.
pub(super) fn drawn_card(of: &MessageView, lang: Lang, dispatch: Dispatch) -> Option<El> {
    CARD.get()?(of, lang, dispatch)
}

/// Brings the cards of files.
pub(super) fn set_file_card(card: Card) {
    FILE.set(Some(card));
}

/// What draws a file's card, if it is there.
pub(super) fn drawn_file(of: &MessageView, lang: Lang, dispatch: Dispatch) -> Option<El> {
    FILE.get()?(of, lang, dispatch)
}

/// What draws a message that has more than plain words, if it is there.
pub(super) fn drawn_rich(of: &MessageView, lang: Lang, dispatch: Dispatch) -> Option<El> {
    RICH.get()?(of, lang, dispatch)
}

/// Brings what sees personal data in what is being written.
pub fn bring_look(state: State, look: Look) {
    LOOK.set(Some(look));
    state.has_look.set(true);
}

/// The personal data in `words`; none while nothing sees it.
pub(super) fn look_at(words: &str) -> Vec<Mark> {
    let look = LOOK.with_borrow(Clone::clone);
    look.map(|look| look(words)).unwrap_or_default()
}

/// The panel, if it is there and open.
pub(super) fn late_panel(state: State, dispatch: Dispatch) -> Option<El> {
    draw(0, state, dispatch)
}

/// The prompt, if it is there and open.
pub(super) fn late_prompt(state: State, dispatch: Dispatch) -> Option<El> {
    draw(1, state, dispatch)
}

/// What a confirmed erasure did, if it is there.
pub(super) fn late_erased(state: State, dispatch: Dispatch) -> Option<El> {
    draw(2, state, dispatch)
}

/// What asks about personal data in a message, if it is there and open.
pub(super) fn late_caution(state: State, dispatch: Dispatch) -> Option<El> {
    // It may come after the question.
    state.caution.track();
    CAUTION.get()?(state, dispatch)
}

/// That a person answers, if one does.
pub(super) fn late_person(state: State, dispatch: Dispatch) -> Option<El> {
    draw(3, state, dispatch)
}

/// The button that lets files in, if it is there.
pub(super) fn late_attach(state: State, dispatch: Dispatch) -> Option<El> {
    draw(4, state, dispatch)
}

/// The way to looking for words, if it is there.
pub(super) fn late_find_link(state: State, dispatch: Dispatch) -> Option<El> {
    draw(5, state, dispatch)
}

/// What looks for words, while it is open.
pub(super) fn late_find(state: State, position: Position) -> Option<El> {
    let is_open = state.searching.get();
    FIND.get().filter(|_| is_open).map(|find| find(state, position))
}

/// What takes the place of a message's bubble.
pub(super) fn late_card(of: &MessageView, lang: Lang, dispatch: Dispatch) -> Option<El> {
    (LATE.get()?.card)(of, lang, dispatch)
}

fn draw(which: usize, state: State, dispatch: Dispatch) -> Option<El> {
    if !state.is_late.get() {
        return None;
    }
    LATE.get()?.screens[which](state, dispatch)
}
