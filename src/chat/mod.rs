//! What runs once the visitor has allowed: the record of the decision, and the conversation.
//!
//! Only [`crate::later`] names this module, so that the wasm can be split there.

mod arrival;
mod aside;
mod asking;
mod care;
mod compare;
mod deciding;
mod files;
mod forms;
mod lay;
mod panel;
mod parts;
mod people;
mod reading;
mod rich;
mod sending;
mod standing;
mod talk;
mod wire;
mod wording;

use std::{cell::RefCell, rc::Rc};

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use sigilo_protocol::Sender;

use self::{
    aside::{Confirmation, Note},
    talk::{Filling, Talk},
};
use crate::{
    browser::{now_ms, save},
    detector,
    driver::{Inbox, Offer, Setup},
    kept::{Kept, KeptMessage},
    later::{self, Earlier, Entry, Event, LoadError, Looked, Setback, Unread},
    state::{Command, Download, FormAct, MessageView, PanelView, Problem, Screen, State},
    store::{Shelf, Store},
    ui,
};

struct Chat {
    state: State,
    inbox: Inbox,
    store: Option<Rc<Store>>,
    talk: Option<Talk>,
    /// The loads that this frame was.
    loads: Vec<Sender>,
    /// The confirmation of an erasure, in this page only.
    erased: Option<Confirmation>,
    /// The form that is being filled in, in this page only.
    filling: Rc<RefCell<Filling>>,
}

/// A chat that has not looked for its record yet.
pub(crate) fn chat(state: State, inbox: Inbox) -> Box<dyn later::Chat> {
    ui::bring(state);
    Box::new(Chat {
        state,
        inbox,
        store: None,
        talk: None,
        loads: Vec::new(),
        erased: None,
        filling: Rc::default(),
    })
}

impl Chat {
    async fn look(&mut self, shelf: &Shelf) -> Result<Option<Earlier>, Unread> {
        self.talk = None;
        let in_page = self.store.take().filter(|store| !store.is_kept());
        // A record that can't be read is no consent: the visitor is asked again.
        // What is in this page only is newer than what the browser could still keep.
        self.store = match in_page {
            Some(store) => Some(store),
            None => Store::find(shelf).await.map_err(|_| Unread)?.map(Rc::new),
        };
        let earlier = |kept: &Kept| Earlier {
            standings: kept.standings.clone(),
            identity: kept.identity,
            ver: kept.ver,
        };
        Ok(self.store.as_ref().map(|store| store.read(earlier)))
    }

    async fn enter(&mut self, mut offer: Offer, entry: Entry) -> Result<bool, Problem> {
        let held = self.held();
        let earlier = self.store.take();
        if let Some(store) = &earlier {
            store.refresh().await;
        }
        // What another tab has erased is not gone on with.
        let earlier = earlier.filter(|store| !store.is_gone());
        let (is_asked, is_told) =
            (matches!(entry, Entry::Asked), matches!(entry, Entry::Decided(_)));
        // Only a record resumes, or asks again.
        if earlier.is_none() && !is_told {
            return Err(Problem::Browser);
        }
        let lang = self.state.lang.get_untracked();
        let store = match earlier {
            Some(store) if is_asked => store,
            earlier => {
                let decided =
                    if let Entry::Decided(decision) = entry { Some(decision) } else { None };
                let decisions = offer.decided(decided);
                deciding::record(&offer, &decisions, earlier, held, lang).await?
            }
        };
        self.store = Some(store.clone());
        if !is_asked {
            // The record has the last word: another tab may have decided since this one looked.
            let _ = offer.gate.restore(&store.read(|kept| kept.standings.clone()), now_ms());
            self.state.begun.set(true);
            offer.events.clear();
            offer.tell_page();
            wording::note(&offer, &store, lang).await;
            offer.present(self.state);
        }
        let is_open = offer.gate.chat().is_some();
        if is_asked {
            // Who is asked again reads what is other than before.
            parts::bring_aside().await.ok_or(LoadError)?;
        }
        let detector = detector::load(&offer.policy.core, lang.tag()).await?;
        let (inbox, filling) = (self.inbox.clone(), self.filling.clone());
        let talk = Talk::new(self.state, inbox, offer, store, detector, filling);
        let talk = self.talk.insert(talk.ok_or(Problem::Browser)?);
        if is_asked {
            talk.ask();
        }
        let is_first = self.loads.is_empty();
        talk.begin(&mut self.loads, is_told).await?;
        // What was being written when the page was left.
        let draft = Some(talk.store.read(|kept| kept.draft.clone()));
        if let Some(draft) = draft.filter(|draft| is_first && is_open && !draft.is_empty()) {
            self.state.put_back.set(vec![draft]);
        }
        Ok(is_open)
    }

    /// The record is gone, here or by another tab.
    fn gone(&mut self) {
        ui::forget();
        if let Some(part) = parts::files() {
            (part.forget)();
        }
        self.talk = None;
        self.store = None;
        self.state.begun.set(false);
        self.state.panel.set(None);
        self.state.prompt.set(None);
        self.state.caution.set(None);
        self.state.messages.set(Vec::new());
        self.state.screen.set(Screen::Erased);
    }

    /// What was asked for needs the panel's part.
    fn fetch_panel(&self, wanted: Command) {
        parts::fetch_panel(self.state, self.inbox.clone(), wanted);
    }

    /// What was typed and not sent: of that, the record has what it has already.
    fn held(&self) -> Vec<KeptMessage> {
        let mut held = Vec::new();
        self.state.messages.with_untracked(|messages| {
            for message in messages.iter().filter(|m| m.is_held()) {
                held.push(message.clone().into());
            }
        });
        held
    }
}

impl later::Chat for Chat {
    fn find<'a>(&'a mut self, shelf: &'a Shelf) -> Looked<'a> {
        Box::pin(self.look(shelf))
    }

    fn begin(&mut self, offer: Offer, entry: Entry) -> LocalBoxFuture<'_, Result<bool, Problem>> {
        Box::pin(self.enter(offer, entry))
    }

    fn release(&mut self) -> Option<Offer> {
        self.talk.take().map(|talk| talk.offer)
    }

    fn open_panel<'a>(&'a mut self, offer: Option<&'a Offer>) -> LocalBoxFuture<'a, ()> {
        Box::pin(async move {
            let Some(part) = parts::panel() else {
                return self.fetch_panel(Command::Privacy(true));
            };
            let panel = match (&self.talk, offer) {
                (Some(talk), _) => talk.panel(part),
                (None, Some(offer)) => {
                    (part.view)(offer, None, true, self.state.lang.get_untracked())
                }
                (None, None) => PanelView::default(),
            };
            self.state.panel.set(Some(panel));
            if let Some(talk) = &mut self.talk {
                (part.ask)(talk).await;
            }
        })
    }

    fn keep_refusal<'a>(&'a self, offer: &'a Offer) -> LocalBoxFuture<'a, ()> {
        Box::pin(async move {
            match parts::panel() {
                Some(part) => (part.keep_refusal)(offer, self.state.lang.get_untracked()).await,
                None => self.fetch_panel(Command::Download(Download::Receipts)),
            }
        })
    }

    fn obey(&mut self, command: Command) -> LocalBoxFuture<'_, ()> {
        Box::pin(async move {
            if let (Command::Download(Download::Erasure), Some(erased)) = (&command, &self.erased) {
                return save("sigilo-erasure.json", "application/json", &erased.to_text());
            }
            let Some(talk) = &mut self.talk else { return };
            match command {
                Command::Send(text) => talk.say(MessageView::typed(text)).await,
                Command::Discard(id) => talk.discard(id).await,
                Command::Resend(id) => talk.resend(id).await,
                Command::Give(purpose) => talk.give(purpose).await,
                Command::Withdraw(purposes) => talk.withdraw(&purposes).await,
                Command::WithdrawAll => talk.withdraw_all().await,
                Command::Answer(is_yes) => talk.answer(is_yes).await,
                Command::Step => talk.step(),
                Command::Care(care) => {
                    if let Some(part) = parts::aside() {
                        (part.care)(talk, care).await;
                    }
                }
                Command::Download(what) => match parts::panel() {
                    Some(part) => (part.save)(talk, what),
                    None => return self.fetch_panel(command),
                },
                Command::Request(right, note) => talk.request(right, note).await,
                Command::Form(id, FormAct::File(act)) => talk.file(id, act).await,
                Command::Form(id, act) => talk.form(id, act).await,
                Command::Rate(id, score, words) => {
                    if let Some(part) = lay::laying() {
                        (part.rate)(talk, id, score, words).await;
                    }
                }
                Command::Search => parts::fetch_search(self.state),
                Command::Erase => talk.erase().await,
                Command::Draft(words) => talk.draft(words).await,
                Command::Seen => talk.beside(Note::Seen).await,
                Command::Introduce(jwt) => talk.beside(Note::Is(jwt)).await,
                Command::Retry if self.state.screen.get_untracked() == Screen::Gone => {
                    talk.begin_anew().await;
                }
                _ => {}
            }
            talk.speak_up(&mut self.loads).await;
        })
    }

    fn take(&mut self, event: Event) -> LocalBoxFuture<'_, Result<(), Setback>> {
        Box::pin(async move {
            let Some(talk) = &mut self.talk else { return Ok(()) };
            let screen = self.state.screen.get_untracked();
            match event {
                Event::Arrived(_) | Event::Fetched => {
                    let is_anew = match event {
                        Event::Arrived(batch) => talk.arrived(batch).await,
                        _ => talk.fetched().await,
                    };
                    if let Some(confirmation) = talk.erased().await {
                        self.erased = Some(confirmation);
                        self.gone();
                        return Ok(());
                    }
                    if is_anew {
                        return Err(Setback::Anew);
                    }
                }
                Event::Posted(envelope, outcome) => {
                    talk.posted(envelope, outcome).await.map_err(Setback::Problem)?;
                }
                Event::Away(why) => talk.away(why),
                Event::Drafted => talk.keep_draft().await,
                Event::Changed => match talk.refresh().await {
                    None => self.gone(),
                    Some(true) => return Err(Setback::Decided),
                    Some(false) => {}
                },
                Event::Over => return Err(Setback::Anew),
                // By another tab's wish, or by what the visitor asked for in an earlier load.
                Event::Gone if talk.is_erasure_known() => {
                    talk.forget().await;
                    self.gone();
                }
                Event::Gone => match screen {
                    Screen::Conversation | Screen::Gone => {
                        talk.end_care();
                        self.state.prompt.set(None);
                        self.state.screen.set(Screen::Gone);
                        // Its forms are closed.
                        talk.publish();
                    }
                    // Nothing of it is on screen, and a decision or a request has to be told.
                    _ => {
                        talk.begin_anew().await;
                        return Err(Setback::Anew);
                    }
                },
                // What is told beside them can wait for the next load.
                Event::Overdue if matches!(screen, Screen::Notice | Screen::Gone) => {}
                Event::Overdue if talk.is_waiting() => return Err(Setback::Unanswered),
                Event::Overdue => {}
            }
            Ok(())
        })
    }

    fn present(&mut self) {
        if let Some(talk) = &mut self.talk {
            talk.present();
        }
    }

    fn log_out<'a>(&'a mut self, setup: &'a Setup) -> LocalBoxFuture<'a, Result<(), LoadError>> {
        Box::pin(async move {
            let part = parts::bring_aside().await.ok_or(LoadError)?;
            (part.leave)(self, setup).await;
            Ok(())
        })
    }

    fn end(&mut self) {
        self.talk = None;
    }
}
