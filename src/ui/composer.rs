//! Where the visitor writes.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlTextAreaElement, KeyboardEvent};

use super::context::context;
use super::focus;
use super::icon::{self, icon};
use super::late::{late_attach, late_find_link, look_at};
use super::node::{El, button, el, joined, part};
use super::page::{effect, next_frame};
use super::scroll::Position;
use crate::state::{Command, Dispatch, Mark, Screen, State};
use crate::text::Text;

/// The longest message, in characters: in UTF-8 at most 32 KB, which leaves an envelope's 64 KiB
/// body room for the rest. More would be refused by the protocol, after it was written.
pub const LIMIT: usize = 8_000;
/// From this many characters before the limit the room left is shown: earlier it would distract.
const SOON: usize = 500;

/// What is written and not sent. It outlives the field, and leaves it only by sending.
#[derive(Clone)]
pub(super) struct Draft {
    words: Rc<RefCell<String>>,
    room: RwSignal<Room>,
    /// The personal data that is seen in it, and how often it was other.
    marks: Rc<RefCell<Vec<Mark>>>,
    seen: RwSignal<u64>,
    dispatch: Dispatch,
}

/// The room that is left for the message.
#[derive(Clone, Copy, PartialEq)]
enum Room {
    Empty,
    Plenty,
    Left(usize),
    Over(usize),
}

/// The field and the send button; `position` keeps to the end of the log while the field grows.
pub(super) fn composer(state: State, dispatch: Dispatch, draft: Draft, position: Position) -> El {
    part(move || {
        let text = state.lang.get().text();
        let room = draft.room.get();
        let (typing, entering, pressing) = (draft.clone(), draft.clone(), draft.clone());
        let early = (state.screen.get() == Screen::Notice)
            .then(|| el("p", "composer__early").attr("id", "early").child(text.early));
        let field = el("textarea", "composer__field")
            .attr("id", focus::FIELD)
            .attr("rows", "1")
            .attr("dir", "auto")
            .attr("placeholder", text.placeholder)
            .attr("aria-describedby", "early keys seen room")
            .attr("aria-invalid", if matches!(room, Room::Over(_)) { "true" } else { "false" })
            .on("input", move |event| {
                typed(&typing, event);
                // The counter may take room too, and is drawn by then.
                next_frame(move || position.keep());
            })
            .on("scroll", |event| {
                let field = event.target().and_then(|field| field.dyn_into::<Element>().ok());
                let marks = field.as_ref().and_then(Element::previous_element_sibling);
                if let (Some(field), Some(marks)) = (field, marks) {
                    marks.set_scroll_top(field.scroll_top());
                }
            })
            .on("keydown", move |event| {
                if sends(event) {
                    event.prevent_default();
                    entering.submit();
                }
            })
            // What it begins with; from then on what is in it is the visitor's.
            .child(draft.words.borrow().clone());
        let send = el("button", "composer__send")
            .attr("type", "button")
            .attr("aria-label", text.send)
            .flag("disabled", matches!(room, Room::Empty | Room::Over(_)))
            .on("click", move |_| {
                pressing.submit();
                focus::write_on();
            })
            .child(icon(icon::SEND));
        let marked = draft.clone();
        let marks = el("div", "composer__marks").attr("aria-hidden", "true").drawn(move || {
            marked.seen.track();
            underlined(&marked.words.borrow(), &marked.marks.borrow())
        });
        let told = draft.clone();
        let seen =
            el("p", "composer__seen").attr("id", "seen").attr("role", "status").drawn(move || {
                told.seen.track();
                summed(&told.marks.borrow(), text)
            });
        let grow = el("div", "composer__grow").attr("data-draft", draft.words.borrow().clone());
        let row = el("div", "composer__row")
            .child(el("label", "unseen").attr("for", focus::FIELD).child(text.message))
            .child(late_attach(state, dispatch))
            .child(grow.child(marks).child(field))
            .child(send);
        let counter = if matches!(room, Room::Over(_)) {
            "composer__room composer__room--over"
        } else {
            "composer__room"
        };
        // As many presses as Allow takes, from wherever the chat is opened.
        let foot = (state.screen.get() == Screen::Conversation).then(|| {
            let withdraw = button("composer__withdraw", dispatch, Command::WithdrawAll);
            el("p", "composer__foot")
                .child(withdraw.child(text.withdraw))
                .child(late_find_link(state, dispatch))
        });
        let screen = el("footer", "composer")
            .child(early)
            .child(context(state, draft.clone()))
            .child(row)
            .child(seen)
            .child(foot)
            .child(el("p", "unseen").attr("id", "keys").child(text.keys))
            .child(
                el("p", counter)
                    .attr("id", "room")
                    .attr("role", "status")
                    .child(counted(room, text)),
            );
        [screen]
    })
}

impl Draft {
    /// Nothing written.
    pub(super) fn new(state: State, dispatch: Dispatch) -> Self {
        let draft = Self {
            words: Rc::default(),
            room: RwSignal::new(Room::Empty),
            marks: Rc::default(),
            seen: RwSignal::new(0),
            dispatch,
        };
        let back = draft.clone();
        effect(move || {
            if let Some(words) = state.put_back.get().pop() {
                state.put_back.set(Vec::new());
                back.put(words);
            }
        });
        // What was written before the detector was there is looked at once it is.
        let early = draft.clone();
        effect(move || {
            state.has_look.track();
            // Its names are those of a language.
            state.lang.track();
            early.see();
        });
        draft
    }

    /// Puts words before what is written, to be written otherwise.
    pub(super) fn put(&self, mut words: String) {
        if !self.words.borrow().is_empty() {
            words = joined(&[&words, "\n", &self.words.borrow()]);
        }
        if let Some(field) = focus::field() {
            field.set_value(&words);
            mirror(&field);
        }
        self.take(words);
        focus::write_on();
    }

    fn see(&self) {
        let marks = look_at(&self.words.borrow());
        // The same again where nothing is: then nothing is drawn.
        if !marks.is_empty() || !self.marks.borrow().is_empty() {
            self.marks.replace(marks);
            self.seen.update(|seen| *seen += 1);
        }
    }

    fn submit(&self) {
        if matches!(self.room.get_untracked(), Room::Plenty | Room::Left(_)) {
            self.dispatch.send(Command::Send(self.words.borrow().trim().to_owned()));
            // The field is the visitor's own otherwise: setting a value on every key disturbs
            // input methods.
            if let Some(field) = focus::field() {
                field.set_value("");
                mirror(&field);
            }
            self.take(String::new());
        }
    }

    fn take(&self, words: String) {
        let room = room(&words);
        self.dispatch.send(Command::Draft(words.clone()));
        self.words.replace(words);
        if self.room.get_untracked() != room {
            self.room.set(room);
        }
        self.see();
    }
}

/// The text once more, with what is seen in it underlined; nothing while there is nothing.
fn underlined(words: &str, marks: &[Mark]) -> Vec<El> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for mark in marks {
        let (before, piece) = (words.get(from..mark.from), words.get(mark.from..mark.to));
        let (Some(before), Some(piece)) = (before, piece) else { break };
        pieces.push(el("span", "").child(before.to_owned()));
        pieces.push(el("mark", "composer__mark").child(piece.to_owned()));
        from = mark.to;
    }
    // Without what follows it would be shorter than the field, and not scroll as far.
    if !pieces.is_empty() {
        pieces.push(el("span", "").child(words.get(from..).unwrap_or_default().to_owned()));
    }
    pieces
}

fn summed(marks: &[Mark], text: &'static Text) -> Option<El> {
    (!marks.is_empty()).then(|| el("span", "").child(summary(marks, text)))
}

/// What is seen, each kind of it once.
pub(super) fn summary(marks: &[Mark], text: &'static Text) -> String {
    let mut names: Vec<&str> = Vec::new();
    for mark in marks {
        if !names.contains(&mark.what.as_str()) {
            names.push(&mark.what);
        }
    }
    joined(&[text.seen, " ", &names.join(", "), "."])
}

fn room(draft: &str) -> Room {
    let length = draft.trim().chars().count();
    match LIMIT.checked_sub(length) {
        None => Room::Over(length - LIMIT),
        Some(LIMIT) => Room::Empty,
        Some(left) if left <= SOON => Room::Left(left),
        Some(_) => Room::Plenty,
    }
}

fn counted(room: Room, text: &'static Text) -> String {
    match room {
        Room::Left(left) => text.left.of(left as u64),
        Room::Over(over) => text.over.of(over as u64),
        Room::Empty | Room::Plenty => String::new(),
    }
}

/// Enter without Shift sends; within an input method it takes the word (229 is what browsers
/// report for a key that the method keeps, Safari also after its last one).
fn sends(event: &Event) -> bool {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return false };
    let composing = event.is_composing() || event.key_code() == 229;
    event.key() == "Enter" && !event.shift_key() && !composing
}

fn typed(draft: &Draft, event: &Event) {
    if let Some(field) = event.target().and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok()) {
        mirror(&field);
        draft.take(field.value());
    }
}

/// Hands the text to the style, which gives the field the height of it.
fn mirror(field: &HtmlTextAreaElement) {
    if let Some(parent) = field.parent_element() {
        // The name is a valid one, so this can't fail.
        let _ = parent.set_attribute("data-draft", &field.value());
    }
}
