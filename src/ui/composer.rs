//! Where the visitor writes.

use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::focus;
use super::icon::{self, icon};
use super::part::{Part, part};
use crate::state::{Command, Dispatch, Screen, State};
use crate::text::Text;

/// The longest message, in characters: in UTF-8 at most 32 KB, which leaves an envelope's 64 KiB
/// body room for the rest. More would be refused by the protocol, after it was written.
pub const LIMIT: usize = 8_000;
/// From this many characters before the limit the room left is shown: earlier it would distract.
const SOON: usize = 500;

/// The room that is left for the message.
#[derive(Clone, Copy, PartialEq)]
enum Room {
    Empty,
    Plenty,
    Left(usize),
    Over(usize),
}

/// The field and the send button. What is written and not sent is `draft`, which outlives the field.
pub(super) fn composer(state: State, dispatch: Dispatch, draft: RwSignal<String>) -> Part {
    let room = Memo::new(move |_| draft.with(|draft| room(draft)));
    let submit = move || {
        if matches!(room.get_untracked(), Room::Plenty | Room::Left(_)) {
            dispatch.send(Command::Send(draft.get_untracked().trim().to_owned()));
            write(draft, String::new());
        }
    };
    part(move || {
        let text = state.lang.get().text();
        let room = room.get();
        let early = (state.screen.get() == Screen::Notice)
            .then(|| view! { <p id="early" class="composer__early">{text.early}</p> });
        let barred = matches!(room, Room::Empty | Room::Over(_));
        let too_long = matches!(room, Room::Over(_));
        view! {
            <div class="composer">
                {early}
                <div class="composer__row">
                    <label class="unseen" for=focus::FIELD>{text.message}</label>
                    <div class="composer__grow" data-draft=draft.get_untracked()>
                        <textarea
                            id=focus::FIELD
                            class="composer__field"
                            rows="1"
                            dir="auto"
                            placeholder=text.placeholder
                            aria-describedby="early keys room"
                            aria-invalid=too_long.then_some("true")
                            prop:value=draft.get_untracked()
                            on:input=move |event: Event| typed(draft, &event)
                            on:keydown=move |event: KeyboardEvent| {
                                if sends(&event) {
                                    event.prevent_default();
                                    submit();
                                }
                            }
                        ></textarea>
                    </div>
                    <button
                        type="button"
                        class="composer__send"
                        aria-label=text.send
                        disabled=barred
                        on:click=move |_: MouseEvent| {
                            submit();
                            focus::write_on();
                        }
                    >
                        {icon(icon::SEND)}
                    </button>
                </div>
                <p id="keys" class="unseen">{text.keys}</p>
                <p id="room" class="composer__room" class:composer__room--over=too_long role="status">
                    {counted(room, text)}
                </p>
            </div>
        }
    })
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
        Room::Left(left) => [left.to_string().as_str(), " ", text.left].concat(),
        Room::Over(over) => [over.to_string().as_str(), " ", text.over].concat(),
        Room::Empty | Room::Plenty => String::new(),
    }
}

/// Enter without Shift sends; within an input method it takes the word (229 is what browsers
/// report for a key that the method keeps, Safari also after its last one).
fn sends(event: &KeyboardEvent) -> bool {
    let composing = event.is_composing() || event.key_code() == 229;
    event.key() == "Enter" && !event.shift_key() && !composing
}

fn typed(draft: RwSignal<String>, event: &Event) {
    if let Some(field) = event.target().and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok()) {
        mirror(&field);
        draft.set(field.value());
    }
}

/// Writes `words` into the field, which is the visitor's own otherwise: setting a value on every
/// key disturbs input methods.
fn write(draft: RwSignal<String>, words: String) {
    let field = document().get_element_by_id(focus::FIELD);
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) {
        field.set_value(&words);
        mirror(&field);
    }
    draft.set(words);
}

/// Hands the text to the style, which gives the field the height of it.
fn mirror(field: &HtmlTextAreaElement) {
    if let Some(parent) = field.parent_element() {
        // The name is a valid one, so this can't fail.
        let _ = parent.set_attribute("data-draft", &field.value());
    }
}
