//! The start of a load: the screens on the page, the way to the host page, and the loop.

use futures::{StreamExt, channel::mpsc::unbounded};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use super::{Driver, Input, News, Phase, page};
use crate::{
    browser::{browser_languages, call, window},
    embed::{Host, HostMessage},
    state::{Age, Command, Connection, Dispatch, Screen, State, Words},
    text::{self, Lang, Part},
    ui, words,
};

/// Draws the screens and starts the loop.
pub(crate) fn start() {
    let state = State::new(browser_languages().first().copied().unwrap_or(Lang::En));
    let (inbox, mut inputs) = unbounded();
    // Closing does not wait for what the loop waits for.
    let (closing, mut closings) = unbounded::<()>();
    let (page, mut told) = unbounded::<News>();
    let from_screens = inbox.clone();
    let dispatch = Dispatch(Callback::new(move |command| {
        // Both loops live as long as the document: there is always somebody to tell.
        let _ = match command {
            Command::Close => closing.unbounded_send(()).is_ok(),
            command => from_screens.unbounded_send(Input::Command(command)).is_ok(),
        };
    }));
    let root = window().and_then(|window| window.document()?.get_element_by_id("sigilo"));
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
    let from_host = inbox.clone();
    let host = Host::connect(move |message| match message {
        HostMessage::Show => {
            state.visible.set(true);
            dispatch.send(Command::Seen);
        }
        HostMessage::Hide => state.visible.set(false),
        HostMessage::Open(tag, look) => {
            // Once: of a second one nothing counts.
            if state.look.with_untracked(Vec::is_empty) {
                state.look.set(look);
            }
            let _ = from_host.unbounded_send(Input::Open(tag));
        }
        HostMessage::Look(look) => state.look.set(look),
        HostMessage::Context(lines) => state.context.set(lines),
        HostMessage::Identity(token) => dispatch.send(Command::Introduce(token)),
        HostMessage::Logout => dispatch.send(Command::LogOut),
        HostMessage::Prefill(words) => state.put_back.set(vec![words]),
        HostMessage::External(external) => state.external.set(external.refused()),
    });
    let mut driver = Driver {
        state,
        inbox,
        page,
        setup: None,
        manifest: None,
        phase: Phase::Idle,
        chat: None,
        has_tried_anew: false,
        renewal: None,
        renewed_ms: 0,
        is_reconsidering: false,
        is_leaving: false,
    };
    let page_host = host.clone();
    if let Some(host) = host {
        let teller = host.clone();
        spawn_local(async move {
            while let Some(news) = told.next().await {
                match news {
                    News::Consent(state) => teller.consent(&state),
                    News::Who(jkt) => teller.ask_who(&jkt),
                    News::LoggedOut => teller.logged_out(),
                }
            }
        });
        spawn_local(async move {
            while closings.next().await.is_some() {
                host.close();
            }
        });
    }
    spawn_local(async move {
        // The page says at once what to open and in which language: nothing is drawn in another before.
        while page_host.is_some()
            && let Some(input) = inputs.next().await
        {
            if let Input::Open(tag) = input {
                driver.hear(tag).await;
                break;
            }
        }
        if !text::bring(state.lang.get_untracked(), Part::Text).await {
            // Without a sentence there is nothing to show: as if the program itself had not arrived.
            return sorry();
        }
        let _mounted = ui::mount(&root, state, dispatch);
        if let Some(host) = page_host {
            page::follow(state, &host, dispatch);
        }
        driver.begin().await;
        while let Some(input) = inputs.next().await {
            driver.step(input).await;
        }
    });
}

/// Says in place of the chat that it can't be opened, by the one sentence that is in the frame's own script.
fn sorry() {
    if let Some(window) = window() {
        // Without the script there is no frame either.
        let _ = call(&window, "sigiloSorry", &[]);
    }
}

impl State {
    fn new(lang: Lang) -> Self {
        Self {
            screen: RwSignal::new(Screen::Loading),
            lang: RwSignal::new(lang),
            langs: RwSignal::new(Vec::new()),
            notice: RwSignal::new(None),
            messages: RwSignal::new(Vec::new()),
            connection: RwSignal::new(Connection::Connecting),
            choices: RwSignal::new(Vec::new()),
            external: RwSignal::new(Vec::new()),
            age: RwSignal::new(Age::Untold),
            prompt: RwSignal::new(None),
            caution: RwSignal::new(None),
            put_back: RwSignal::new(Vec::new()),
            context: RwSignal::new(Vec::new()),
            has_look: RwSignal::new(false),
            panel: RwSignal::new(None),
            erased: RwSignal::new(None),
            look: RwSignal::new(Vec::new()),
            searching: RwSignal::new(false),
            is_late: RwSignal::new(false),
            begun: RwSignal::new(false),
            kept: RwSignal::new(true),
            words: RwSignal::new(if words::are_there() { Words::Hidden } else { Words::Absent }),
            missing: RwSignal::new(0),
            visible: RwSignal::new(true),
        }
    }
}
