//! The driver: turns commands and arrivals into work, and work into what the screens show.
//!
//! One loop takes one input at a time, so that no two steps interleave. What waits on the network
//! runs beside it and comes back as an input.

mod opening;
mod page;
mod renewal;
mod start;

use std::sync::Weak;

use futures::{channel::mpsc::UnboundedSender, future::join};
use leptos::prelude::*;
use sigilo_consent::{Premise, Standing, Status};
use wasm_bindgen_futures::spawn_local;

use self::renewal::Renewal;
pub(crate) use self::{
    opening::{Offer, Setup, open},
    start::start,
};
use crate::{
    browser::{browser_languages, now_ms, subtle},
    embed::{ConsentState, Tag},
    later::{self, Chat, Entry, Event, LoadError, Setback},
    random::new_id,
    state::{
        Age, Author, Command, Connection, Delivery, Download, MessageView, NoticeView, Problem,
        Screen, State, Why, Words,
    },
    tabs,
    text::{self, Lang, Part},
    transport::Asked,
    words,
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

    /// Says everything in `lang`, once its sentences are there; if they can't be had, nothing changes.
    async fn speak(&mut self, lang: Lang) {
        let is_offered =
            |langs: &Vec<String>| langs.is_empty() || langs.iter().any(|own| own == lang.tag());
        if !self.state.langs.with_untracked(is_offered) {
            return;
        }
        let is_there = text::bring(lang, Part::Text).await
            && (self.chat.is_none()
                || text::bring(lang, Part::Late).await && text::bring(lang, Part::More).await);
        if !is_there {
            return;
        }
        self.state.lang.set(lang);
        self.show_notice();
        if self.state.panel.with_untracked(Option::is_some) {
            self.open_panel().await;
        }
        if let Words::Shown(_) = self.state.words.get_untracked() {
            self.show_words();
        }
    }

    /// Offers the languages that the controller's sentences are in; one of them, if the visitor's is none.
    async fn offer_languages(&mut self, offer: &Offer) {
        let (mut langs, mut offered) = (Vec::new(), Vec::new());
        for (tag, _) in offer.policy.core.texts() {
            if let Some(lang) = Lang::from_tag(tag) {
                langs.push(lang);
                offered.push(String::from(lang.tag()));
            }
        }
        self.state.langs.set(offered);
        if let Some(first) = langs.first()
            && !langs.contains(&self.state.lang.get_untracked())
        {
            let own = browser_languages().into_iter().find(|own| langs.contains(own));
            self.speak(own.unwrap_or(*first)).await;
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

    /// Shows the notice, or the conversation if what was allowed still holds.
    async fn enter(&mut self, mut offer: Offer) -> Result<(), Problem> {
        self.offer_languages(&offer).await;
        let shelf = &offer.setup.shelf.clone();
        let earlier = if self.chat.is_some() || !shelf.is_empty().await {
            self.chat().await?.find(shelf).await
        } else {
            Ok(None)
        };
        if earlier.is_err() {
            offer.why = Why::Unread;
        }
        let earlier = earlier.unwrap_or_default();
        self.state.begun.set(earlier.is_some());
        self.state.choices.set(Vec::new());
        self.state.age.set(Age::Untold);
        if let Some(earlier) = earlier {
            let key = offer.manifest.key.thumbprint();
            let is_older = key == earlier.identity && offer.manifest.ver < earlier.ver;
            if is_older || shelf.pins().is_retired(key, earlier.identity) {
                return Err(Problem::Untrusted);
            }
            offer.ended = offer.gate.restore(&earlier.standings, now_ms());
            let asks_again = std::mem::take(&mut self.is_reconsidering);
            if offer.gate.chat().is_some() || (offer.gate.is_refused() && !asks_again) {
                return self.talk(offer, Entry::Resumed).await;
            }
            offer.why = why(&offer, &earlier.standings);
            return self.talk(offer, Entry::Asked).await;
        }
        offer.ask(self.state);
        self.phase = Phase::Asking(Box::new(offer));
        self.state.screen.set(Screen::Notice);
        Ok(())
    }

    /// The offer of a notice that asks again, out of the chat: the visitor answers it.
    fn take_back(&mut self) {
        if self.state.screen.get_untracked() == Screen::Notice
            && let Some(offer) = self.talking().and_then(|chat| chat.release())
        {
            self.phase = Phase::Asking(Box::new(offer));
        }
    }

    /// Another tab has decided about what this one asks: that is this one's record, too.
    async fn look_again(&mut self) {
        self.take_back();
        let Phase::Asking(offer) = &self.phase else { return };
        if offer.setup.shelf.is_empty().await {
            return;
        }
        if let Phase::Asking(mut offer) = std::mem::replace(&mut self.phase, Phase::Idle) {
            offer.gate.defer();
            if let Err(problem) = self.enter(*offer).await {
                self.fail(problem);
            }
        }
    }

    async fn allow(&mut self) -> Result<(), Problem> {
        if self.state.screen.get_untracked() != Screen::Notice {
            return Ok(());
        }
        let asks_age =
            |notice: &Option<NoticeView>| notice.as_ref().is_some_and(|own| own.age.is_some());
        if self.state.notice.with_untracked(asks_age)
            && self.state.age.get_untracked() != Age::Enough
        {
            self.state.age.set(Age::Wanted);
            return Ok(());
        }
        self.take_back();
        if !matches!(self.phase, Phase::Asking(_)) {
            return Ok(());
        }
        self.state.connection.set(Connection::Connecting);
        self.state.screen.set(Screen::Conversation);
        self.chat().await?;
        let decision = match &mut self.phase {
            Phase::Asking(offer) => offer.allow(self.state),
            _ => None,
        };
        match (decision, std::mem::replace(&mut self.phase, Phase::Idle)) {
            (Some(decision), Phase::Asking(offer)) => {
                self.talk(*offer, Entry::Decided(decision)).await
            }
            // Nothing was asked after all: it is, now.
            (_, Phase::Asking(offer)) => self.enter(*offer).await,
            _ => Ok(()),
        }
    }

    /// Of a first notice nothing is kept; of a later one, what was decided is told.
    async fn refuse(&mut self) -> Result<(), Problem> {
        self.take_back();
        let Phase::Asking(offer) = &mut self.phase else { return Ok(()) };
        let Some(decision) = offer.gate.refuse(now_ms()) else { return Ok(()) };
        self.state.screen.set(Screen::Refused);
        offer.refusal = Some(decision.clone());
        if !self.state.begun.get_untracked() {
            return Ok(());
        }
        match std::mem::replace(&mut self.phase, Phase::Idle) {
            Phase::Asking(offer) => self.talk(*offer, Entry::Decided(decision)).await,
            _ => Ok(()),
        }
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

    async fn talk(&mut self, offer: Offer, entry: Entry) -> Result<(), Problem> {
        let closed = match entry {
            Entry::Decided(_) => Screen::Refused,
            Entry::Resumed => Screen::Withdrawn,
            Entry::Asked => Screen::Notice,
        };
        // By what the record says by now: another tab may have decided meanwhile.
        let is_open = self.chat().await?.begin(offer, entry).await?;
        let screen = if is_open { Screen::Conversation } else { closed };
        self.phase = Phase::Talking;
        if self.state.screen.get_untracked() != screen {
            self.state.screen.set(screen);
        }
        Ok(())
    }

    /// What is typed before the decision is held, in this page only.
    fn hold(&self, command: Command) {
        self.state.messages.update(|messages| match command {
            Command::Send(text) => messages.push(MessageView::typed(text).into()),
            Command::Discard(id) => messages.retain(|message| message.id != id),
            _ => {}
        });
    }

    fn show_notice(&mut self) {
        match &mut self.phase {
            Phase::Asking(offer) => {
                if matches!(self.state.screen.get_untracked(), Screen::Notice | Screen::Loading) {
                    offer.ask(self.state);
                } else {
                    offer.present(self.state);
                }
            }
            Phase::Talking => {
                if let Some(chat) = &mut self.chat {
                    chat.present();
                }
            }
            Phase::Idle => {}
        }
    }

    /// Shows the safety code in words, once the list is there, if that is still what is asked for.
    fn show_words(&self) {
        let state = self.state;
        let asked = move || {
            let notice = state.notice.get_untracked();
            Some((notice?.safety.places, state.lang.get_untracked()))
        };
        let Some((places, lang)) = asked() else { return };
        spawn_local(async move {
            let words = words::at(&places, lang).await;
            if asked() == Some((places, lang)) {
                state.words.set(words.map_or(Words::Failed, Words::Shown));
            }
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

/// Why the visitor is asked again.
fn why(offer: &Offer, kept: &[Standing]) -> Why {
    let now = offer.gate.premise();
    let given = || kept.iter().filter(|kept| kept.status == Status::Given);
    let is_other =
        |other: fn(&Premise, &Premise) -> bool| given().any(|kept| other(&kept.premise, &now));
    let is_expired = |own: &Standing| own.status == Status::Expired;
    match () {
        () if is_other(|kept, now| kept.substance != now.substance) => Why::Changed,
        () if is_other(|kept, now| kept.readers != now.readers) => Why::Readers,
        () if offer.gate.standings().iter().any(is_expired) => Why::Expired,
        () => Why::First,
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
