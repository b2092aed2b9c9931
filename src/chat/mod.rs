//! What runs once the visitor has allowed: the record of the decision, and the conversation.
//!
//! Only [`crate::later`] names this module, so that the wasm can be split there.

mod arrival;
mod deciding;
mod reading;
mod talk;
mod wire;

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use sigilo_protocol::Sender;

use self::talk::Talk;
use crate::{
    consent::gate::Grant,
    driver::{Inbox, Offer},
    kept::KeptMessage,
    later::{self, Earlier, Entry, Event, Setback},
    state::{Command, MessageView, Problem, State},
    store::{Shelf, Store},
};

struct Chat {
    state: State,
    inbox: Inbox,
    store: Option<Rc<Store>>,
    talk: Option<Talk>,
    /// The loads that this frame was.
    loads: Vec<Sender>,
}

/// A chat that has not looked for its record yet.
pub(crate) fn chat(state: State, inbox: Inbox) -> Box<dyn later::Chat> {
    Box::new(Chat { state, inbox, store: None, talk: None, loads: Vec::new() })
}

impl Chat {
    async fn look(&mut self, shelf: &Shelf) -> Option<Earlier> {
        self.talk = None;
        let in_page = self.store.take().filter(|store| !store.is_kept());
        // A record that can't be read is no consent: the visitor is asked again.
        // What is in this page only is newer than what the browser could still keep.
        self.store = match in_page {
            Some(store) => Some(store),
            None => Store::find(shelf).await.map(Rc::new),
        };
        let store = self.store.as_ref()?;
        Some(store.read(|kept| Earlier {
            decision: kept.decision.clone(),
            identity: kept.identity,
            ver: kept.ver,
        }))
    }

    async fn enter(&mut self, offer: Offer, entry: Entry) -> Result<(), Problem> {
        let held = self.held();
        let (store, grant): (_, Grant) = match (entry, self.store.take()) {
            (Entry::Allowed(allowed), earlier) => {
                let lang = self.state.lang.get_untracked();
                let store = deciding::record(&offer, &allowed, earlier, held, lang).await?;
                (store, allowed.grant)
            }
            (Entry::Resumed(grant), Some(store)) => {
                store.update(&|kept| kept.add(&held)).await;
                (store, grant)
            }
            // Only a record resumes.
            (Entry::Resumed(_), None) => return Err(Problem::Browser),
        };
        self.store = Some(store.clone());
        self.state.begun.set(true);
        offer.present(self.state);
        let talk = Talk::new(self.state, self.inbox.clone(), offer, grant, store);
        self.talk.insert(talk).begin(&mut self.loads).await
    }

    /// What was typed and is in this page only.
    fn held(&self) -> Vec<KeptMessage> {
        self.state.messages.with_untracked(|messages| {
            messages.iter().filter(|m| m.is_held()).cloned().map(KeptMessage::from).collect()
        })
    }
}

impl later::Chat for Chat {
    fn find<'a>(&'a mut self, shelf: &'a Shelf) -> LocalBoxFuture<'a, Option<Earlier>> {
        Box::pin(self.look(shelf))
    }

    fn begin(&mut self, offer: Offer, entry: Entry) -> LocalBoxFuture<'_, Result<(), Problem>> {
        Box::pin(self.enter(offer, entry))
    }

    fn obey(&mut self, command: Command) -> LocalBoxFuture<'_, ()> {
        Box::pin(async move {
            let Some(talk) = &mut self.talk else { return };
            match command {
                Command::Send(text) => talk.say(MessageView::typed(text)).await,
                Command::Discard(id) => talk.discard(id).await,
                Command::Resend(id) => talk.resend(id).await,
                _ => {}
            }
        })
    }

    fn take(&mut self, event: Event) -> LocalBoxFuture<'_, Result<(), Setback>> {
        Box::pin(async move {
            let Some(talk) = &mut self.talk else { return Ok(()) };
            match event {
                Event::Arrived(batch) => {
                    if talk.arrived(batch).await {
                        return Err(Setback::Anew);
                    }
                }
                Event::Posted(envelope, outcome) => {
                    talk.posted(envelope, outcome).await.map_err(Setback::Problem)?;
                }
                Event::Reachable(reachable) => talk.reachable(reachable),
                Event::Changed => talk.refresh().await,
                Event::Over => return Err(Setback::Anew),
                Event::Overdue if talk.is_waiting() => return Err(Setback::Unanswered),
                Event::Overdue => {}
            }
            Ok(())
        })
    }

    fn present(&self) {
        if let Some(talk) = &self.talk {
            talk.present();
        }
    }

    fn end(&mut self) {
        self.talk = None;
    }
}
