//! The driver: turns commands and arrivals into work, and work into what the screens show.
//!
//! One loop takes one input at a time, so that no two steps interleave. What waits on the network
//! runs beside it and comes back as an input.

mod deciding;
mod language;
mod opening;
mod page;
mod renewal;
mod start;

use std::sync::Weak;

use futures::{channel::mpsc::UnboundedSender, future::join};
use leptos::prelude::*;

use self::renewal::Renewal;
pub(crate) use self::{
    opening::{Offer, Setup, open},
    start::start,
};
use crate::{
    browser::{now_ms, subtle},
    embed::{ConsentState, Tag},
    later::{self, Chat, Event, LoadError, Setback},
    random::new_id,
    state::{
        Age, Author, Command, Connection, Delivery, Download, MessageView, Problem, Screen, State,
        Words,
    },
    tabs,
    text::{self, Lang, Part},
    transport::Asked,
};

/// What the driver reacts to.
pub(crate) enum Input {
    /// The host page says what to open.
    Open(Tag),
    /// A screen asks for something.
    Command(Command),
    /// Something happened in the conversation.
    Chat(Event),
    /// The same, if the conversation whose life this is still goes on.
    Of(Weak<()>, Event),
    /// What a new hello rests on was fetched and verified, behind the conversation.
    Renewed(Box<Result<Offer, Problem>>),
}

/// What the page's own code is told.
pub(crate) enum News {
    /// Where the purposes stand.
    Consent(ConsentState),
    /// Somebody has to say who the visitor is, for the key with this thumbprint.
    Who(String),
    /// What this browser had of the chat is gone.
    LoggedOut,
}

/// The way into the driver's loop.
pub(crate) type Inbox = UnboundedSender<Input>;

/// How far the visitor has come.
enum Phase {
    /// Nothing is open: not yet, or not after a problem.
    Idle,
    /// The visitor decides about this offer, for the first time.
    Asking(Box<Offer>),
    /// There is a record: the conversation is on, ended by the visitor, or its notice waits for an
    /// answer. The chat has the offer.
    Talking,
}

struct Driver {
    state: State,
    inbox: Inbox,
    /// The way to the page's own code.
    page: UnboundedSender<News>,
    setup: Option<Setup>,
    /// The first manifest, on its way while sentences are.
    manifest: Option<Asked>,
    phase: Phase,
    /// What loads once the visitor has allowed.
    chat: Option<Box<dyn Chat>>,
    /// A hello went unanswered, and another was tried on a fresh manifest.
    has_tried_anew: bool,
    /// A new hello is due, and what it rests on is being fetched.
    renewal: Option<Renewal>,
    /// When the last one was said.
    renewed_ms: u64,
    /// The visitor said no, and wants to be asked again.
    is_reconsidering: bool,
    /// The visitor has signed out of the page, and what is here is not gone yet.
    is_leaving: bool,
}

impl Driver {
    async fn step(&mut self, input: Input) {
        match input {
            // Once, before anything else: of a second one nothing counts.
            Input::Open(_) => {}
            Input::Command(command) => self.obey(command).await,
            Input::Of(life, _) if life.strong_count() == 0 => {}
            Input::Chat(event) | Input::Of(_, event) => {
                let is_change = matches!(event, Event::Changed);
                if let Some(chat) = self.talking() {
                    match chat.take(event).await {
                        Ok(()) => self.look_back(),
                        Err(Setback::Problem(problem)) => self.fail(problem),
                        Err(Setback::Unanswered) => self.try_anew().await,
                        Err(Setback::Anew) => self.renew(),
                        Err(Setback::Decided) => self.look_again().await,
                    }
                } else if is_change {
                    self.look_again().await;
                }
            }
            Input::Renewed(offer) => self.renewed(*offer).await,
        }
    }

    /// Once the recipients have answered, a hello that goes unanswered later is another matter.
    fn look_back(&mut self) {
        if self.state.connection.get_untracked() == Connection::Open {
            self.has_tried_anew = false;
        }
    }

    /// The conversation, while it is on.
    fn talking(&mut self) -> Option<&mut Box<dyn Chat>> {
        let is_on = matches!(self.phase, Phase::Talking);
        self.chat.as_mut().filter(|_| is_on)
    }

    /// The part that loads once the visitor has allowed.
    async fn chat(&mut self) -> Result<&mut Box<dyn Chat>, LoadError> {
        let chat = match self.chat.take() {
            Some(chat) => chat,
            None => {
                let words = text::bring(self.state.lang.get_untracked(), Part::Late);
                let chat = later::load(self.state, self.inbox.clone());
                let (has_words, chat) = join(words, chat).await;
                if !has_words {
                    return Err(LoadError);
                }
                chat?
            }
        };
        Ok(self.chat.insert(chat))
    }

    /// The page's word: what can be fetched already is on its way while the sentences are.
    async fn hear(&mut self, tag: Tag) {
        let lang = Lang::from_tag(&tag.lang);
        self.setup = Setup::new(tag, self.page.clone());
        if let Some(setup) = &self.setup {
            self.manifest = Some(setup.relay.manifest());
            let inbox = self.inbox.clone();
            tabs::join(&setup.shelf.line(), move || {
                // The loop lives as long as the document.
                let _ = inbox.unbounded_send(Input::Chat(Event::Changed));
            });
        }
        if let Some(lang) = lang {
            self.speak(lang).await;
        }
    }

    /// Opens what the page has named.
    async fn begin(&mut self) {
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
                if let Some(chat) = self.talking() {
                    // Where the relay has erased it, a new one begins.
                    chat.obey(command).await;
                }
                self.open().await;
            }
            // Has a way of its own.
            Command::Close => {}
            Command::Speak(lang) => self.speak(lang).await,
            Command::Words => match self.state.words.get_untracked() {
                Words::Absent => {}
                Words::Shown(_) => self.state.words.set(Words::Hidden),
                Words::Hidden | Words::Failed => self.show_words(),
            },
            Command::Allow => {
                if let Err(problem) = self.allow().await {
                    self.fail(problem);
                }
            }
            Command::Refuse => {
                if let Err(problem) = self.refuse().await {
                    self.fail(problem);
                }
            }
            Command::Reconsider => {
                self.state.panel.set(None);
                match self.phase {
                    Phase::Asking(_) => {
                        self.state.screen.set(Screen::Notice);
                        self.show_notice();
                    }
                    _ => {
                        self.is_reconsidering = true;
                        self.open().await;
                    }
                }
            }
            Command::Choose(purpose, is_on) => self.state.choices.update(|choices| {
                choices.retain(|own| *own != purpose);
                if is_on {
                    choices.push(purpose);
                }
            }),
            Command::OfAge(is_enough) => {
                self.state.age.set(if is_enough { Age::Enough } else { Age::Untold });
            }
            Command::Privacy(false) => self.state.panel.set(None),
            Command::Privacy(true) => self.open_panel().await,
            Command::Download(Download::Receipts) if matches!(self.phase, Phase::Asking(_)) => {
                if self.chat().await.is_ok()
                    && let (Phase::Asking(offer), Some(chat)) = (&self.phase, &self.chat)
                {
                    chat.keep_refusal(offer).await;
                }
            }
            Command::LogOut => {
                self.is_leaving = true;
                self.open().await;
            }
            Command::Send(text) if text.trim().is_empty() => {}
            command => match self.talking() {
                Some(chat) => chat.obey(command).await,
                None => self.hold(command),
            },
        }
    }

    /// A hello went unanswered: once, another is tried on a fresh manifest.
    async fn try_anew(&mut self) {
        if self.renewal.is_some() {
            return;
        }
        if std::mem::replace(&mut self.has_tried_anew, true) {
            self.fail(Problem::Unreachable);
        } else {
            self.open().await;
        }
    }

    /// A new hello is due. Until there is something to say it on, the conversation stays as it is,
    /// and what is written waits in the record.
    fn renew(&mut self) {
        if let Some(setup) = self.setup.clone().filter(|_| self.renewal.is_none()) {
            self.renewal = Some(Renewal::start(setup, self.inbox.clone(), self.renewed_ms));
        }
    }

    /// What a new hello rests on was fetched; nothing if the chat was opened anew meanwhile.
    async fn renewed(&mut self, offer: Result<Offer, Problem>) {
        let is_erased = self.state.screen.get_untracked() == Screen::Erased;
        if self.renewal.take().is_none() || is_erased {
            return;
        }
        self.renewed_ms = now_ms();
        self.end();
        let entered = match offer {
            Ok(offer) => self.enter(offer).await,
            Err(problem) => Err(problem),
        };
        if let Err(problem) = entered {
            self.fail(problem);
        }
    }

    /// Fetches and verifies what the chat rests on, then enters.
    async fn open(&mut self) {
        let Some(setup) = self.setup.clone() else { return };
        self.state.screen.set(Screen::Loading);
        if self.is_leaving && self.leave(&setup).await.is_err() {
            // What was said is not shown to whoever comes next.
            return self.fail(Problem::Unreachable);
        }
        self.state.screen.set(Screen::Loading);
        self.end();
        let manifest = self.manifest.take().unwrap_or_else(|| setup.relay.manifest());
        let opened = match opening::open(&setup, manifest).await {
            Ok(offer) => self.enter(offer).await,
            Err(problem) => Err(problem),
        };
        if let Err(problem) = opened {
            self.fail(problem);
        }
    }

    /// Destroys what this browser has of the chat.
    async fn leave(&mut self, setup: &Setup) -> Result<(), LoadError> {
        if self.chat.is_some() || !setup.shelf.is_empty().await {
            self.chat().await?.log_out(setup).await?;
        }
        self.is_leaving = false;
        let _ = self.page.unbounded_send(News::LoggedOut);
        Ok(())
    }

    /// The panel, on whatever screen. What it needs is static, and loads without a decision.
    async fn open_panel(&mut self) {
        if self.chat().await.is_err() {
            return self.fail(Problem::Unreachable);
        }
        let offer = match &self.phase {
            Phase::Asking(offer) => Some(&**offer),
            _ => None,
        };
        if let Some(chat) = &mut self.chat {
            chat.open_panel(offer).await;
        }
    }

    /// What is typed before the decision is held, in this page only.
    fn hold(&self, command: Command) {
        self.state.messages.update(|messages| match command {
            Command::Send(text) => messages.push(MessageView::typed(text).into()),
            Command::Discard(id) => messages.retain(|message| message.id != id),
            _ => {}
        });
    }

    fn fail(&mut self, problem: Problem) {
        self.end();
        if self.state.langs.with_untracked(Vec::is_empty) {
            self.state.langs.set(Lang::ALL.iter().map(|lang| String::from(lang.tag())).collect());
        }
        self.state.screen.set(Screen::Problem(problem));
    }

    /// Ends the phase; the record that the chat has stays for the next attempt.
    fn end(&mut self) {
        self.phase = Phase::Idle;
        self.renewal = None;
        self.state.prompt.set(None);
        self.state.caution.set(None);
        if let Some(chat) = &mut self.chat {
            chat.end();
        }
    }
}

impl MessageView {
    /// What the visitor has just typed.
    pub(crate) fn typed(text: String) -> Self {
        Self::new(new_id(), Author::Visitor(Delivery::Held), text, now_ms() as f64)
    }

    /// Whether it has not been sealed.
    pub(crate) fn is_held(&self) -> bool {
        matches!(self.author, Author::Visitor(Delivery::Held))
    }
}
