//! Looking for words in the conversation: a line over it, and the way from one find to the next.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};

use super::focus;
use super::icon::{self, icon};
use super::message::ROW;
use super::node::{El, el, joined};
use super::page::next_frame;
use super::scroll::Position;
use crate::js::{call, object};
use crate::state::{Command, Dispatch, MessageView, Shared, State};

/// The id of the way here; focus goes back to it.
const LINK: &str = "search";

/// The id of the field.
const WORDS: &str = "words";

/// What the browser calls the ranges that are marked (CSS Custom Highlight API); `find.css` gives them their looks.
const MARKED: &str = "found";

/// Its looks.
pub const FIND_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/find.css"));

/// The way to the search.
pub(super) fn find_link(state: State, dispatch: Dispatch) -> Option<El> {
    let link = super::node::button("composer__withdraw", dispatch, Command::Search);
    Some(link.attr("id", LINK).child(state.lang.get().asking().search))
}

/// What is looked for, and where it was found.
#[derive(Default)]
struct Found {
    /// Folded.
    words: String,
    /// The ids of the messages that have it, oldest first.
    ids: Vec<String>,
    /// The one that is shown.
    at: usize,
    /// What that says.
    said: String,
}

/// The line over the conversation.
pub(super) fn find(state: State, position: Position) -> El {
    let found = Rc::new(RefCell::new(Found::default()));
    let seen = RwSignal::new(0_u64);
    // `None` begins at the newest; else so many finds up or down.
    let go = {
        let found = Rc::clone(&found);
        Rc::new(move |words: Option<String>, step: isize| {
            let mut found = found.borrow_mut();
            state.messages.with_untracked(|messages| {
                found.look(words, step, messages);
                found.show(messages, position);
            });
            seen.update(|seen| *seen += 1);
        })
    };
    let close = move || {
        mark(Array::new());
        state.searching.set(false);
        next_frame(|| focus::focus(LINK));
    };
    next_frame(|| focus::focus(WORDS));
    let keys = Rc::clone(&go);
    let heard = move |event: &Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        match (&*event.key(), event.is_composing()) {
            ("Enter", false) if is_field(event) => {
                event.prevent_default();
                keys(None, if event.shift_key() { 1 } else { -1 });
            }
            ("Escape", false) => {
                // It closes the search, not the chat.
                event.stop_propagation();
                close();
            }
            _ => {}
        }
    };
    el("div", "find").attr("role", "search").on("keydown", heard).drawn(move || {
        let lang = state.lang.get();
        let (label, text) = (lang.asking().search, lang.rich());
        let typing = Rc::clone(&go);
        let field = el("input", "find__words")
            .attr("id", WORDS)
            .attr("type", "text")
            .attr("enterkeyhint", "search")
            .attr("autocomplete", "off")
            .attr("aria-label", label)
            .attr("placeholder", label)
            .on("input", move |event| {
                let field = event.target().and_then(|own| own.dyn_into::<HtmlInputElement>().ok());
                typing(field.map(|own| own.value()), 0);
            });
        let told = Rc::clone(&found);
        let count = el("p", "find__count").attr("role", "status").drawn(move || {
            seen.track();
            let found = told.borrow();
            let words = match found.ids.len() {
                _ if found.words.is_empty() => String::new(),
                0 => text.unfound.into(),
                all => joined(&[&(found.at + 1).to_string(), " / ", &all.to_string()]),
            };
            // Who can't see which message it is hears it.
            let said = el("span", "unseen").child(joined(&[": ", &found.said]));
            let said = (!found.ids.is_empty()).then_some(said);
            [el("span", "").child(words).child(said)]
        });
        let step = |path, label: &'static str, step: isize| {
            let go = Rc::clone(&go);
            pressed(path, label).on("click", move |_| go(None, step))
        };
        [
            field,
            count,
            step(icon::UP, text.older, -1),
            step(icon::DOWN, text.newer, 1),
            pressed(icon::CLOSE, text.end_search).on("click", move |_| close()),
        ]
    })
}

fn pressed(path: &'static str, label: &'static str) -> El {
    el("button", "header__button")
        .attr("type", "button")
        .attr("aria-label", label)
        .child(icon(path))
}

fn is_field(event: &Event) -> bool {
    event.target().is_some_and(|own| own.has_type::<HtmlInputElement>())
}

impl Found {
    /// Looks for `words`, or for the same again, as there may be more by now.
    fn look(&mut self, words: Option<String>, step: isize, messages: &[Shared<MessageView>]) {
        let before = self.ids.get(self.at).cloned();
        let is_new = words.is_some();
        if let Some(words) = words {
            self.words = folded(words.trim());
        }
        // One text for the browser to fold rather than thousands; no message has this sign.
        let texts: Vec<_> = messages.iter().map(|of| searched(of)).collect();
        let texts = folded(&texts.join("\0"));
        let has = |(of, text): (&Shared<MessageView>, &str)| {
            (!of.live && text.contains(&*self.words)).then(|| of.id.clone())
        };
        self.ids = match self.words.is_empty() {
            true => Vec::new(),
            false => messages.iter().zip(texts.split('\0')).filter_map(has).collect(),
        };
        let last = self.ids.len().saturating_sub(1);
        let kept = before.and_then(|before| self.ids.iter().position(|id| *id == before));
        self.at = match kept.filter(|_| !is_new) {
            Some(at) if step < 0 => at.checked_sub(1).unwrap_or(last),
            Some(at) if at == last => 0,
            Some(at) => at + 1,
            None => last,
        };
    }

    /// Brings the find that is to be read, and marks the words in it.
    fn show(&mut self, messages: &[Shared<MessageView>], position: Position) {
        let id = self.ids.get(self.at);
        let Some(place) = id.and_then(|id| messages.iter().position(|of| of.id == *id)) else {
            mark(Array::new());
            return;
        };
        self.said.clone_from(&messages[place].text);
        position.show(place, messages.len());
        let (row, words) = (joined(&[ROW, &messages[place].id]), self.words.clone());
        // Once it is drawn.
        next_frame(move || {
            if let Some(row) = document().get_element_by_id(&row) {
                // Without these it is found, and not seen as well.
                let _ = call(&row, "scrollIntoView", &[object(&[("block", "center".into())])]);
                mark(ranges(&row, &words).unwrap_or_default());
            }
        });
    }
}

/// The words of a message, as they are looked for.
fn searched(of: &MessageView) -> String {
    let mut words = vec![&*of.text];
    let rich = of.rich.as_ref().and_then(|rich| rich.view());
    for card in rich.iter().flat_map(|rich| &rich.cards) {
        words.push(&card.title);
        words.extend(card.text.as_deref());
        words.extend(card.picture.as_ref().map(|of| &*of.text));
    }
    words.join("\n")
}

/// In small letters, without the marks that letters have.
fn folded(text: &str) -> String {
    // The methods are those of an object.
    let on = |text: JsValue, method, args: &[JsValue]| {
        call(&call(&js_sys::global(), "Object", &[text])?, method, args)
    };
    let fold = || on(on(text.into(), "normalize", &["NFKD".into()])?, "toLowerCase", &[]);
    let text = fold().ok().and_then(|text| text.as_string()).unwrap_or_default();
    let is_mark =
        |own: char| matches!(own, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{65f}');
    text.chars().filter(|own| !is_mark(*own)).collect()
}

/// Where `words` stand in what is written under `row`.
fn ranges(row: &Element, words: &str) -> Result<Array, JsValue> {
    const TEXT: u32 = 4;
    let ranges = Array::new();
    let document: JsValue = document().into();
    let walk = call(&document, "createTreeWalker", &[row.into(), TEXT.into()])?;
    loop {
        let node = call(&walk, "nextNode", &[])?;
        if node.is_null() {
            return Ok(ranges);
        }
        let data = Reflect::get(&node, &"data".into())?.as_string().unwrap_or_default();
        let parent = Reflect::get(&node, &"parentElement".into())?;
        if !call(&parent, "closest", &[".message__author, .message__meta, .message__day".into()])?
            .is_null()
        {
            continue;
        }
        // Each byte of the folded text, and where its letter begins in the written one.
        let (mut text, mut from, mut at) = (String::new(), Vec::new(), 0_u32);
        for letter in data.chars() {
            if letter.is_ascii() {
                text.push(letter.to_ascii_lowercase());
            } else {
                text.push_str(&folded(letter.encode_utf8(&mut [0; 4])));
            }
            from.resize(text.len(), at);
            at += if letter > '\u{ffff}' { 2 } else { 1 };
        }
        from.push(at);
        for (start, _) in text.match_indices(words) {
            let range = call(&document, "createRange", &[])?;
            call(&range, "setStart", &[node.clone(), from[start].into()])?;
            call(&range, "setEnd", &[node.clone(), from[start + words.len()].into()])?;
            ranges.push(&range);
        }
    }
}

/// Marks these ranges, and no others; nothing where the browser can't.
fn mark(ranges: Array) {
    let mark = || -> Result<JsValue, JsValue> {
        let global = js_sys::global();
        let css = Reflect::get(&global, &"CSS".into())?;
        let marks = Reflect::get(&css, &"highlights".into())?;
        let class: Function = Reflect::get(&global, &"Highlight".into())?.dyn_into()?;
        let found = Reflect::construct(&class, &ranges)?;
        call(&marks, "set", &[MARKED.into(), found])
    };
    // The row is in sight all the same.
    let _ = mark();
}
