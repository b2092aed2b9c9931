//! What the visitor writes: held until it may go, kept while it is a draft, sealed anew where it failed.

use leptos::prelude::*;
use sigilo_consent::wants_privacy;

use super::{STANDS, Talk};
use crate::{
    chat::{arrival::delivery, aside::Note},
    kept::KeptMessage,
    later::Event,
    state::{Author, Delivery, MessageView, Shared},
    ui,
};

impl Talk {
    /// A message of the visitor's: held until it may go.
    pub(in crate::chat) async fn say(&mut self, message: MessageView) {
        let offer = wants_privacy(&message.text).then(|| MessageView {
            id: format!("{}{}", ui::OFFER, message.id),
            author: Author::Chat,
            text: self.state.lang.get_untracked().asking().offer.into(),
            ..message.clone()
        });
        // It is seen at once, as held; the longer the conversation, the longer it takes to seal it with the rest.
        self.state.messages.update(|shown| shown.push(message.clone().into()));
        let mut messages = vec![KeptMessage::from(message)];
        if let Some(offer) = offer {
            messages.push(offer.into());
        }
        self.change(&|kept| {
            kept.add(&messages);
            kept.draft.clear();
        })
        .await;
        self.flush().await;
    }

    /// Keeps what is being written once it stands, and tells that it is where that is allowed.
    pub(in crate::chat) async fn draft(&mut self, words: String) {
        let writes = !words.is_empty();
        if self.draft.replace(words).is_none() {
            self.wire.later(STANDS, Event::Drafted);
        }
        if writes {
            self.beside(Note::Writes).await;
        }
    }

    /// Keeps the draft as it is now; the record alone has it, and no other tab hears of that.
    pub(in crate::chat) async fn keep_draft(&mut self) {
        let words = self.draft.take();
        if let Some(words) = words.filter(|_| self.offer.gate.chat().is_some()) {
            self.store.update(&|kept| kept.draft.clone_from(&words)).await;
        }
    }

    /// Drops a message that did not go out.
    pub(in crate::chat) async fn discard(&mut self, id: String) {
        self.change(&|kept| kept.discard(&id)).await;
        self.settle_care();
        // What was written after it may have waited behind it.
        self.flush().await;
    }

    /// Seals a message that failed anew, under its old id: a recipient that has it drops the second.
    pub(in crate::chat) async fn resend(&mut self, id: String) {
        self.change(&|kept| {
            let failed = |m: &&mut Shared<KeptMessage>| {
                m.view.id == id && delivery(&m.view) == Some(Delivery::Failed)
            };
            for message in kept.messages.iter_mut().filter(failed) {
                message.view.author = Author::Visitor(Delivery::Held);
                message.sealed = None;
            }
        })
        .await;
        self.flush().await;
    }
}
