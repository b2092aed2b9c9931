//! The conversation as it is shown, and what the visitor does with forms and files in it.

use std::sync::Arc;

use leptos::prelude::*;

use super::Talk;
use crate::{
    channel::Channel,
    chat::{
        lay,
        parts::{self, Panel},
    },
    kept::{Kept, KeptMessage},
    state::{Command, Connection, FileAct, FormAct, MessageView, PanelView, Screen, Shared},
};

impl Talk {
    /// The panel as things stand.
    pub(in crate::chat) fn panel(&self, part: Panel) -> PanelView {
        let lang = self.state.lang.get_untracked();
        self.store.read(|kept| (part.view)(&self.offer, Some(kept), self.is_asking(), lang))
    }

    /// What the visitor does with a form.
    pub(in crate::chat) async fn form(&mut self, id: String, act: FormAct) {
        match parts::forms() {
            Some(part) => (part.act)(self, id, act).await,
            None => {
                self.state.panel.set(None);
                parts::retry_forms();
                self.publish();
            }
        }
    }

    /// What the visitor does with a file.
    pub(in crate::chat) async fn file(&mut self, id: String, act: FileAct) {
        match parts::files() {
            Some(part) => (part.act)(self, id, act).await,
            None => {
                parts::fetch_files(
                    self.state,
                    self.wire.inbox.clone(),
                    Some(Command::Form(id, FormAct::File(act))),
                );
                self.publish();
            }
        }
    }

    /// The visitor said no to what a form is for, or not now.
    pub(in crate::chat) async fn leave_form(&mut self) {
        let id = self.filling.borrow().form.clone();
        self.form(id, FormAct::Skip).await;
    }

    /// A message as it is shown.
    pub(in crate::chat) fn message(
        &self,
        kept: &Kept,
        message: &KeptMessage,
    ) -> Shared<MessageView> {
        let view = &message.view;
        if message.file.is_some() {
            let shown = match parts::files() {
                Some(part) => (part.view)(message),
                None => {
                    let form = Some(Arc::new(parts::awaited_file(self.state, &self.wire.inbox)));
                    MessageView { form, ..MessageView::clone(view) }
                }
            };
            return shown.into();
        }
        let form = message.form.as_ref().and_then(|form| match parts::forms() {
            Some(part) => (part.view)(self, kept, &view.id, form),
            None => Some(parts::awaited_form(self.state, &self.wire.inbox)),
        });
        let is_gone = self.state.screen.get_untracked() == Screen::Gone;
        let rich = lay::laid(message, self.state, &self.wire.inbox);
        let rich = rich.map(|part| (part.view)(self, kept, message, is_gone));
        // Plain words are shown as they are kept: of ten thousand none is copied.
        if form.is_none() && rich.is_none() {
            return view.clone();
        }
        MessageView { form: form.map(Arc::new), rich, ..MessageView::clone(view) }.into()
    }

    pub(in crate::chat) fn publish(&self) {
        let is_open = self.channel.as_ref().is_some_and(Channel::is_open);
        let on = if is_open { Connection::Open } else { Connection::Connecting };
        self.state.connection.set(self.away.unwrap_or(on));
        self.state.kept.set(self.store.is_kept());
        self.state.missing.set(self.channel.as_ref().map_or(0, Channel::missing));
        let messages = self.store.read(|kept| {
            let mut said = Vec::new();
            for message in shown(kept) {
                said.push(self.message(kept, message));
            }
            if let Some(part) = parts::aside() {
                said.extend((part.writing)(self, kept).into_iter().map(Shared::from));
            }
            said
        });
        self.state.messages.set(messages);
        if let Some(part) =
            parts::panel().filter(|_| self.state.panel.with_untracked(Option::is_some))
        {
            let panel = Some(self.panel(part));
            // Drawn anew it would lose what is being typed and unfolded in it.
            if self.state.panel.with_untracked(|shown| *shown != panel) {
                self.state.panel.set(panel);
            }
        }
    }
}

/// What is shown in the conversation.
pub(in crate::chat) fn shown(kept: &Kept) -> impl Iterator<Item = &KeptMessage> {
    kept.messages.iter().map(|own| &**own).filter(|message| message.told.is_none())
}
