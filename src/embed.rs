//! The frame's border: how the widget starts, and what it and the host page say to each other.
//!
//! The only file with `#[wasm_bindgen]`. Messages are those of ARCHITECTURE.md; a message counts
//! only if the parent window sent it, and the first `open` fixes the origin of all that follow.

mod consent;
mod context;
mod look;

use std::{cell::RefCell, rc::Rc};

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{MessageEvent, Window};

pub(crate) use consent::{ConsentState, External};
pub(crate) use look::apply;

use crate::{
    browser::{object, window},
    driver,
};

/// What the host page says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum HostMessage {
    /// What to open.
    Open(Tag, Vec<String>),
    /// What the chat has to look like from now on, and in which language.
    Look(Vec<String>),
    /// Words for the field, which the visitor sends or not.
    Prefill(String),
    /// What the page knows, in lines, for the visitor to share or not.
    Context(Vec<String>),
    /// The site's server says who the visitor is, by a JWT.
    Identity(String),
    /// The visitor has signed out of the page.
    Logout,
    /// The chat is on screen.
    Show,
    /// The chat was closed.
    Hide,
    /// What the page's own consent manager was told.
    External(External),
}

/// The script tag's attributes, and the origin that the browser vouches for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tag {
    pub(crate) backend: String,
    pub(crate) key: String,
    pub(crate) lang: String,
    pub(crate) origin: String,
}

/// The way to the host page.
#[derive(Clone)]
pub(crate) struct Host {
    window: Window,
    origin: Rc<RefCell<Option<String>>>,
}

/// Starts the widget. Called once, by the frame's own script.
#[wasm_bindgen(start)]
#[expect(unreachable_pub, reason = "wasm-bindgen exports public functions only")]
pub fn start() {
    driver::start();
}

impl Host {
    /// The host page; nothing if the frame was opened on its own.
    pub(crate) fn connect(on_message: impl Fn(HostMessage) + 'static) -> Option<Self> {
        let window = window()?;
        let parent = window.parent().ok()??;
        if parent == window {
            return None;
        }
        let host = Self { window: window.clone(), origin: Rc::default() };
        let origin = host.origin.clone();
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let parent = JsValue::from(parent.clone());
            let from_parent = event.source().is_some_and(|source| JsValue::from(source) == parent);
            if let Some(message) = from_parent.then(|| read(&event)).flatten() {
                let mut known = origin.borrow_mut();
                if known.get_or_insert_with(|| event.origin()) == &event.origin() {
                    drop(known);
                    on_message(message);
                }
            }
        });
        window
            .add_event_listener_with_callback("message", listener.as_ref().unchecked_ref())
            .ok()?;
        // The listener lives as long as the frame's document.
        listener.forget();
        host.post("ready", &[], "*");
        Some(host)
    }

    /// Asks the host page to hide the frame.
    pub(crate) fn close(&self) {
        if let Some(origin) = self.origin.borrow().as_deref() {
            self.post("close", &[], origin);
        }
    }

    /// Tells the host page where the purposes stand; before the page has said who it is, nobody.
    pub(crate) fn consent(&self, state: &ConsentState) {
        if let Some(origin) = self.origin.borrow().as_deref() {
            self.post("consent", &[("state", state.to_js())], origin);
        }
    }

    /// Asks the host page who the visitor is, for the key with this thumbprint.
    pub(crate) fn ask_who(&self, jkt: &str) {
        self.tell("identify", &[("jkt", jkt.into())]);
    }

    /// Tells the host page that what this browser had of the chat is gone.
    pub(crate) fn logged_out(&self) {
        self.tell("logout", &[]);
    }

    /// Tells the host page how many messages came unseen.
    pub(crate) fn unread(&self, count: usize) {
        self.tell("unread", &[("count", (count as f64).into())]);
    }

    /// Tells the host page that a message is there: by whom, and nothing of what it says.
    pub(crate) fn message(&self, author: &str) {
        self.tell("message", &[("author", author.into())]);
    }

    /// Tells the host page's developer what does not work as it was asked for.
    pub(crate) fn error(&self, code: &str) {
        self.tell("error", &[("code", code.into())]);
    }

    fn tell(&self, kind: &str, state: &[(&str, JsValue)]) {
        if let Some(origin) = self.origin.borrow().as_deref() {
            self.post(kind, &[("state", object(state))], origin);
        }
    }

    fn post(&self, kind: &str, members: &[(&str, JsValue)], origin: &str) {
        let head = [("sigilo", 1.into()), ("type", kind.into())];
        let message = object(&[&head, members].concat());
        if let Ok(Some(parent)) = self.window.parent() {
            // A parent that is gone has nobody to tell.
            let _ = parent.post_message(&message, origin);
        }
    }
}

fn read(event: &MessageEvent) -> Option<HostMessage> {
    let data = event.data();
    let member = |name: &str| Reflect::get(&data, &JsValue::from_str(name)).ok();
    let text = |name: &str| member(name).and_then(|value| value.as_string());
    if member("sigilo")?.as_f64()? != 1.0 {
        return None;
    }
    let string = |name: &str| text(name).unwrap_or_default();
    let look = || look::MEMBERS.map(string).into();
    match text("type")?.as_str() {
        "open" => {
            let tag = Tag {
                backend: string("backend"),
                key: string("key"),
                lang: string("lang"),
                origin: event.origin(),
            };
            Some(HostMessage::Open(tag, look()))
        }
        "look" => Some(HostMessage::Look(look())),
        "context" => Some(HostMessage::Context(context::lines(&member("data")?))),
        "identity" => Some(HostMessage::Identity(text("token")?)),
        "logout" => Some(HostMessage::Logout),
        "prefill" => Some(HostMessage::Prefill(text("text")?)),
        "show" => Some(HostMessage::Show),
        "hide" => Some(HostMessage::Hide),
        "external" => Some(HostMessage::External(External::from_js(&member("purposes")?))),
        _ => None,
    }
}
