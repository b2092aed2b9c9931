//! The driver: turns commands and arrivals into work, and work into what the screens show.
//!
//! One loop takes one input at a time, so that no two steps interleave. What waits on the network
//! runs beside it and comes back as an input.

mod arrival;
mod opening;
mod talk;
mod wire;

use futures::{
    StreamExt,
    channel::mpsc::{UnboundedSender, unbounded},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use self::{
    opening::{Offer, Setup},
    talk::Talk,
};
use crate::{
    browser::{now_ms, subtle, visitor_language, window},
    consent::gate::Shown,
    embed::{Host, HostMessage, Tag},
    kept::KeptMessage,
    state::{Author, Command, Connection, Delivery, Dispatch, MessageView, Problem, Screen, State},
    store::Store,
    text::Lang,
    transport::{Batch, RelayError},
    ui,
};

/// What the driver reacts to.
pub(crate) enum Input {
    /// The host page says what to open.
    Open(Tag),
    /// A screen asks for something.
    Command(Command),
    /// The relay has envelopes.
    Arrived(Batch),
    /// The relay has taken this envelope of the outbox, or refused it for good.
    Posted(String, Result<u64, RelayError>),
    /// Whether the relay answers.
    Reachable(bool),
    /// Another tab changed the record.
    Changed,
    /// The recipients had time to answer the hello.
    Overdue,
}

/// The way into the driver's loop.
pub(crate) type Inbox = UnboundedSender<Input>;

/// How far the visitor has come.
enum Phase {
    /// The host page has not said what to open.
    Idle,
    /// Something failed. A record that lives in this page only is kept for the next attempt.
    Failed(Option<Box<Store>>),
    /// The visitor decides about this offer. An earlier record is there when what it was about has
    /// changed.
    Asking(Box<(Offer, Option<Store>)>),
    /// The conversation is on.
    Talking(Box<Talk>),
}

struct Driver {
    state: State,
    inbox: Inbox,
    setup: Option<Setup>,
    phase: Phase,
    /// A hello went unanswered, and another was tried on a fresh manifest.
    has_tried_anew: bool,
}

/// Draws the screens and starts the loop.
pub(crate) fn start() {
    let state = State::new(visitor_language().unwrap_or(Lang::En));
    let (inbox, mut inputs) = unbounded();
    // Closing does not wait for what the loop waits for.
    let (closing, mut closings) = unbounded::<()>();
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
    let mounted = ui::mount(&root, state, dispatch);
    let from_host = inbox.clone();
    let host = Host::connect(move |message| match message {
        HostMessage::Show => state.visible.set(true),
        HostMessage::Hide => state.visible.set(false),
        HostMessage::Open(tag) => {
            let _ = from_host.unbounded_send(Input::Open(tag));
        }
    });
    match host {
        Some(host) => spawn_local(async move {
            while closings.next().await.is_some() {
                host.close();
            }
        }),
        None => state.screen.set(Screen::Problem(Problem::Setup)),
    }
    let mut driver =
        Driver { state, inbox, setup: None, phase: Phase::Idle, has_tried_anew: false };
    spawn_local(async move {
        let _mounted = mounted;
        while let Some(input) = inputs.next().await {
            driver.step(input).await;
        }
    });
}

impl State {
    fn new(lang: Lang) -> Self {
        Self {
            screen: RwSignal::new(Screen::Loading),
            lang: RwSignal::new(lang),
            notice: RwSignal::new(None),
            messages: RwSignal::new(Vec::new()),
            connection: RwSignal::new(Connection::Connecting),
            begun: RwSignal::new(false),
            kept: RwSignal::new(true),
            visible: RwSignal::new(true),
        }
    }
}

impl Driver {
    async fn step(&mut self, input: Input) {
        match input {
            Input::Open(tag) => self.hear(tag).await,
            Input::Command(command) => self.obey(command).await,
            Input::Arrived(batch) => {
                if let Phase::Talking(talk) = &mut self.phase {
                    talk.arrived(batch).await;
                }
            }
            Input::Posted(envelope, outcome) => {
                if let Phase::Talking(talk) = &mut self.phase
                    && let Err(problem) = talk.posted(envelope, outcome).await
                {
                    self.fail(problem);
                }
            }
            Input::Reachable(reachable) => {
                if let Phase::Talking(talk) = &mut self.phase {
                    talk.reachable(reachable);
                }
            }
            Input::Changed => {
                if let Phase::Talking(talk) = &mut self.phase {
                    talk.refresh().await;
                }
            }
            Input::Overdue => {
                if matches!(&self.phase, Phase::Talking(talk) if talk.is_waiting()) {
                    self.try_anew().await;
                }
            }
        }
    }

    async fn hear(&mut self, tag: Tag) {
        if self.setup.is_some() {
            return;
        }
        if let Some(lang) = Lang::from_tag(&tag.lang) {
            self.state.lang.set(lang);
        }
        self.setup = Setup::new(tag);
        match self.setup {
            Some(_) if subtle().is_none() => self.fail(Problem::Browser),
            Some(_) => self.open().await,
            None => self.fail(Problem::Setup),
        }
    }

    async fn obey(&mut self, command: Command) {
        match command {
            Command::Retry => {
                self.has_tried_anew = false;
                self.open().await;
            }
            // Has a way of its own.
            Command::Close => {}
            Command::Speak(lang) => {
                self.state.lang.set(lang);
                self.show_notice();
            }
            Command::Allow => self.allow().await,
            Command::Refuse => {
                if let Phase::Asking(asking) = &mut self.phase {
                    asking.0.gate.refuse();
                    self.state.screen.set(Screen::Refused);
                }
            }
            Command::Reconsider => {
                if matches!(self.phase, Phase::Asking(..)) {
                    self.state.screen.set(Screen::Notice);
                    self.show_notice();
                }
            }
            Command::Send(text) => self.say(text).await,
            Command::Discard(id) => {
                self.state.messages.update(|messages| messages.retain(|m| m.id != id));
                if let Phase::Talking(talk) = &mut self.phase {
                    talk.discard(id).await;
                }
            }
            Command::Resend(id) => {
                if let Phase::Talking(talk) = &mut self.phase {
                    talk.resend(id).await;
                }
            }
        }
    }

    /// A hello went unanswered: once, another is tried on a fresh manifest.
    async fn try_anew(&mut self) {
        if std::mem::replace(&mut self.has_tried_anew, true) {
            self.fail(Problem::Unreachable);
        } else {
            self.open().await;
        }
    }

    /// Fetches and verifies what the chat rests on, then shows the notice, or the conversation if
    /// what was allowed still holds.
    async fn open(&mut self) {
        let Some(setup) = self.setup.clone() else { return };
        self.state.screen.set(Screen::Loading);
        let in_page = self.take_store().filter(|store| !store.is_kept());
        let (mut offer, store) = match opening::open(&setup).await {
            Ok((offer, store)) => (offer, store.or(in_page)),
            Err(problem) => {
                self.phase = Phase::Failed(in_page.map(Box::new));
                self.state.screen.set(Screen::Problem(problem));
                return;
            }
        };
        self.state.begun.set(store.is_some());
        let grant = store
            .as_ref()
            .and_then(|store| store.read(|kept| offer.gate.resume(&kept.decision, now_ms())));
        match (grant, store) {
            (Some(grant), Some(store)) => {
                offer.present(self.state);
                store.update(&|kept| kept.add(&self.held())).await;
                self.talk(Talk::new(self.state, self.inbox.clone(), offer, grant, store)).await;
            }
            (_, store) => {
                self.phase = Phase::Asking(Box::new((offer, store)));
                self.show_notice();
                self.state.screen.set(Screen::Notice);
            }
        }
    }

    /// What was typed and is in this page only.
    fn held(&self) -> Vec<KeptMessage> {
        let is_held = |m: &&MessageView| matches!(m.author, Author::Visitor(Delivery::Held));
        self.state.messages.with_untracked(|messages| {
            messages.iter().filter(is_held).cloned().map(KeptMessage::from).collect()
        })
    }

    async fn allow(&mut self) {
        if !matches!(self.state.screen.get_untracked(), Screen::Notice) {
            return;
        }
        let Phase::Asking(asking) = std::mem::replace(&mut self.phase, Phase::Idle) else {
            return;
        };
        let (mut offer, store) = *asking;
        let Some(allowed) = offer.gate.allow(now_ms()) else { return };
        let lang = self.state.lang.get_untracked();
        match opening::accept(&offer, &allowed, store, self.held(), lang).await {
            Ok(store) => {
                self.state.begun.set(true);
                let talk = Talk::new(self.state, self.inbox.clone(), offer, allowed.grant, store);
                self.talk(talk).await;
            }
            Err(problem) => self.fail(problem),
        }
    }

    async fn talk(&mut self, talk: Talk) {
        let mut talk = Box::new(talk);
        match talk.begin().await {
            Ok(()) => {
                self.state.screen.set(Screen::Conversation);
                self.phase = Phase::Talking(talk);
            }
            Err(problem) => {
                self.phase = Phase::Talking(talk);
                self.fail(problem);
            }
        }
    }

    async fn say(&mut self, text: String) {
        if text.trim().is_empty() {
            return;
        }
        let message = MessageView {
            id: wire::new_id(),
            author: Author::Visitor(Delivery::Held),
            text,
            at: now_ms() as f64,
            suggestions: Vec::new(),
        };
        match &mut self.phase {
            Phase::Talking(talk) => talk.say(message).await,
            // In this page only: what is typed before the decision is held.
            _ => self.state.messages.update(|messages| messages.push(message)),
        }
    }

    fn show_notice(&mut self) {
        match &mut self.phase {
            Phase::Asking(asking) => {
                let offer = &mut asking.0;
                let lang = self.state.lang.get_untracked();
                if matches!(self.state.screen.get_untracked(), Screen::Notice | Screen::Loading) {
                    let (text, shown) = offer.policy.shown(lang);
                    offer.gate.show(Shown { text, lang: shown.tag() });
                }
                offer.present(self.state);
            }
            Phase::Talking(talk) => talk.present(),
            Phase::Idle | Phase::Failed(_) => {}
        }
    }

    fn fail(&mut self, problem: Problem) {
        self.phase = Phase::Failed(self.take_store().map(Box::new));
        self.state.screen.set(Screen::Problem(problem));
    }

    /// Ends the phase, and gives the record that it had.
    fn take_store(&mut self) -> Option<Store> {
        match std::mem::replace(&mut self.phase, Phase::Idle) {
            Phase::Idle => None,
            Phase::Failed(store) => store.map(|store| *store),
            Phase::Asking(asking) => asking.1,
            Phase::Talking(talk) => Some(talk.into_store()),
        }
    }
}
