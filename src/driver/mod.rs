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
    embed::{Host, HostMessage},
    state::{Author, Command, Connection, Delivery, Dispatch, MessageView, Problem, Screen, State},
    store::Store,
    text::Lang,
    transport::{Batch, RelayError},
    ui, view,
};

/// What the driver reacts to.
pub(crate) enum Input {
    /// The host page said something.
    Host(HostMessage),
    /// A screen asks for something.
    Command(Command),
    /// The relay has envelopes.
    Arrived(Batch),
    /// The relay has taken the first envelope of the outbox, or refused it for good.
    Posted(String, Result<(), RelayError>),
    /// Whether the relay answers.
    Reachable(bool),
    /// Another tab changed the record.
    Changed,
}

/// The way into the driver's loop.
pub(crate) type Inbox = UnboundedSender<Input>;

/// How far the visitor has come.
enum Phase {
    /// The host page has not said what to open.
    Idle,
    /// Manifest and policy could not be had.
    Failed,
    /// The visitor decides about this offer. An earlier record is there when what it was about has
    /// changed.
    Asking(Box<(Offer, Option<Store>)>),
    /// The conversation is on.
    Talking(Box<Talk>),
}

struct Driver {
    state: State,
    inbox: Inbox,
    host: Option<Host>,
    setup: Option<Setup>,
    phase: Phase,
}

/// Draws the screens and starts the loop.
pub(crate) fn start() {
    let state = State::new(visitor_language().unwrap_or(Lang::En));
    let (inbox, mut inputs) = unbounded();
    let from_screens = inbox.clone();
    let dispatch = Dispatch(Callback::new(move |command| {
        // The loop lives as long as the document: there is always somebody to tell.
        let _ = from_screens.unbounded_send(Input::Command(command));
    }));
    let root = window().and_then(|window| window.document()?.get_element_by_id("sigilo"));
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
    let mounted = ui::mount(&root, state, dispatch);
    let from_host = inbox.clone();
    let host = Host::connect(move |message| {
        let _ = from_host.unbounded_send(Input::Host(message));
    });
    if host.is_none() {
        state.screen.set(Screen::Problem(Problem::Setup));
    }
    let mut driver = Driver { state, inbox, host, setup: None, phase: Phase::Idle };
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
            typing: RwSignal::new(false),
            kept: RwSignal::new(true),
            visible: RwSignal::new(true),
        }
    }
}

impl Driver {
    async fn step(&mut self, input: Input) {
        match input {
            Input::Host(message) => self.hear(message).await,
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
        }
    }

    async fn hear(&mut self, message: HostMessage) {
        match message {
            HostMessage::Open { backend, key, lang, origin } => {
                if self.setup.is_some() {
                    return;
                }
                if let Some(lang) = Lang::from_tag(&lang) {
                    self.state.lang.set(lang);
                }
                self.setup = Setup::new(&backend, &key, origin);
                match self.setup {
                    Some(_) if subtle().is_none() => self.fail(Problem::Browser),
                    Some(_) => self.open().await,
                    None => self.fail(Problem::Setup),
                }
            }
            HostMessage::Show => self.state.visible.set(true),
            HostMessage::Hide => self.state.visible.set(false),
        }
    }

    async fn obey(&mut self, command: Command) {
        match command {
            Command::Retry => self.open().await,
            Command::Close => {
                if let Some(host) = &self.host {
                    host.close();
                }
            }
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

    /// Fetches and verifies what the chat rests on, then shows the notice, or the conversation if
    /// what was allowed still holds.
    async fn open(&mut self) {
        let Some(setup) = self.setup.clone() else { return };
        self.state.screen.set(Screen::Loading);
        match opening::open(&setup).await {
            Ok((mut offer, store)) => {
                let grant = store.as_ref().and_then(|store| {
                    store.read(|kept| offer.gate.resume(&kept.decision, now_ms()))
                });
                match (grant, store) {
                    (Some(grant), Some(store)) => {
                        self.phase = Phase::Idle;
                        self.present(&offer);
                        self.talk(Talk::new(self.state, self.inbox.clone(), offer, grant, store))
                            .await;
                    }
                    (_, store) => {
                        self.phase = Phase::Asking(Box::new((offer, store)));
                        self.show_notice();
                        self.state.screen.set(Screen::Notice);
                    }
                }
            }
            Err(problem) => self.fail(problem),
        }
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
        let held = self.state.messages.get_untracked();
        match opening::accept(&offer, &allowed, store, held, self.state.lang.get_untracked()).await
        {
            Ok(store) => {
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
            Err(problem) => self.fail(problem),
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
                let notice = view::notice(&offer.manifest, &offer.policy, lang);
                self.state.notice.set(Some(notice));
            }
            Phase::Talking(talk) => talk.present(),
            Phase::Idle | Phase::Failed => {}
        }
    }

    fn present(&self, offer: &Offer) {
        let lang = self.state.lang.get_untracked();
        self.state.notice.set(Some(view::notice(&offer.manifest, &offer.policy, lang)));
    }

    fn fail(&mut self, problem: Problem) {
        self.phase = Phase::Failed;
        self.state.screen.set(Screen::Problem(problem));
    }
}
