//! Files: cleaned, sealed by chunks and taken to the relay; fetched, opened and saved or shown.
//!
//! Only [`super::parts`] names this module, so that the wasm can be split there.

mod add;
mod enclosed;
mod flights;
mod open;
mod picture;
mod upload;

use std::{rc::Rc, sync::Arc};

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use sigilo_protocol::FileFault;

use self::flights::{Down, Up};
use super::{arrival::delivery, parts::Files, talk::Talk};
use crate::{
    browser::dress,
    channel::Channel,
    kept::{Kept, KeptFile, KeptMessage, Told},
    later::Event,
    state::{
        Author, Delivery, FileAct, FileStage, FileView, FormStage, FormView, MessageView, Shared,
    },
    transport::RelayError,
    ui,
};

/// What the rest of the chat asks of this part.
pub(super) fn part() -> Files {
    ui::bring_files();
    dress(ui::FILE_STYLE);
    Files {
        view,
        act: |talk, id, act| -> LocalBoxFuture<'_, ()> { Box::pin(talk.act_on_file(id, act)) },
        go_on: |talk| Box::pin(talk.go_on()),
        forget: flights::forget,
        enclosing: enclosed::part,
    }
}

/// Whether pictures of this media type can be shown.
fn is_picture(media: &str) -> bool {
    matches!(media, "image/jpeg" | "image/png" | "image/webp" | "image/gif")
}

/// A message that brings a file, with its card; bare if that can't be read.
fn view(message: &KeptMessage) -> MessageView {
    let mut shown = MessageView::clone(&message.view);
    let Some((kept, file)) =
        message.file.as_ref().and_then(|kept| Some((kept, kept.attachment()?)))
    else {
        return shown;
    };
    let id = &message.view.id;
    if id.starts_with(FileView::IN_CARD) {
        flights::meet(message);
    }
    let stage = match (kept.refused, delivery(&shown), flights::down(id)) {
        (Some(fault), ..) => FileStage::Refused(fault.name()),
        (None, Some(Delivery::Held), _) => match flights::up(id) {
            Some(Up::Going(percent)) => {
                // It is no longer held: it goes, a piece at a time.
                shown.author = Author::Visitor(Delivery::Sending);
                FileStage::Uploading(percent)
            }
            _ => FileStage::Waiting,
        },
        (None, _, Some(Down::Fetching(percent))) => FileStage::Fetching(percent),
        (None, _, Some(Down::Broken)) => FileStage::Broken,
        (None, Some(_), _) => FileStage::There,
        (None, None, Some(Down::Saved)) => FileStage::Saved,
        (None, None, None) => FileStage::Here,
    };
    let view = FileView {
        size: file.size,
        stage,
        is_picture: is_picture(&file.media),
        picture: flights::picture(id),
        alt: file.alt,
    };
    let stage = FormStage::File(Some(view));
    shown.form = Some(Arc::new(FormView { purpose: None, fields: Vec::new(), stage }));
    shown
}

/// What lies sealed in this browser: the files of messages, and those of forms' answers.
struct Lying {
    /// What its pieces are called by.
    id: String,
    message: Shared<KeptMessage>,
    file: KeptFile,
    /// The purpose of an answer.
    purpose: Option<String>,
}

fn lying(kept: &Kept) -> Vec<Lying> {
    let mut all = Vec::new();
    for message in &kept.messages {
        let id = &message.view.id;
        let mut lies = |id: String, file: &KeptFile, purpose: Option<&String>| {
            let (message, file) = (message.clone(), file.clone());
            all.push(Lying { id, message, file, purpose: purpose.cloned() });
        };
        if let Some(file) = &message.file {
            lies(id.clone(), file, None);
        }
        if let Some((_, answer)) = message.answer() {
            for (at, file) in KeptFile::from_line(&answer.files).iter().enumerate() {
                lies(enclosed::name_of(id, at), file, Some(&answer.purpose));
            }
        }
    }
    all
}

impl Talk {
    async fn act_on_file(&mut self, id: String, act: FileAct) {
        match act {
            FileAct::Add => {
                self.tick().await;
                add::add(self, ui::picked()).await;
            }
            FileAct::Save | FileAct::Show => {
                open::start(self, &id, act == FileAct::Show);
                self.publish();
            }
            FileAct::Choose(at) => {
                let chosen = ui::picked().pop().map(|file| (file, None));
                flights::choose(&enclosed::name_of(&id, at), chosen);
                self.publish();
            }
            // It is here.
            FileAct::Fetch => {}
        }
    }

    /// Takes in what came of files on their way, and takes others there.
    async fn go_on(&mut self) {
        for (id, outcome) in flights::landed() {
            match outcome {
                Ok(()) => self.change_file(&id, &|file| file.is_up = true).await,
                Err(RelayError::Gone) => self.wire.tell(Event::Gone),
                Err(_) => self.fail_file(&id).await,
            }
        }
        self.sweep().await;
        let lying = self.store.read(lying);
        let is_open = self.channel.as_ref().is_some_and(Channel::is_open);
        if self.offer.gate.chat().is_none() || !is_open {
            return;
        }
        for Lying { id, message, file, purpose } in &lying {
            let is_held = delivery(&message.view) == Some(Delivery::Held);
            if file.is_up || !is_held || flights::up(id).is_some() {
                continue;
            }
            if let Some(purpose) = purpose {
                // By the grant of what the form is for, and none other.
                if let Some(grant) = self.offer.gate.extra(purpose) {
                    upload::start(self, id, file, Rc::new(grant));
                }
                continue;
            }
            // One question at a time: another's is answered first.
            let asks =
                self.state.caution.with_untracked(|own| own.as_ref().map(|own| own.id.clone()));
            if asks.is_some_and(|id| id != message.view.id) || self.needs_care(message) {
                return;
            }
            let Some(grant) = self.offer.gate.chat() else { return };
            upload::start(self, id, file, Rc::new(grant));
        }
    }

    /// What has arrived, or was dropped, needs its pieces no longer.
    async fn sweep(&mut self) {
        let mut known = Vec::new();
        for Lying { id, message, file, purpose } in self.store.read(lying) {
            // An answer is sealed for this conversation: in another one its files are not needed again.
            let is_over = delivery(&message.view) == Some(Delivery::Delivered)
                || (purpose.is_some() && file.is_up);
            if file.pieces > 0 {
                known.push((id, file.pieces, is_over));
            }
        }
        for (id, pieces) in flights::gone(&known) {
            self.store.drop_pieces(&flights::keys(&id, pieces)).await;
        }
        for (id, pieces, _) in known.iter().filter(|(.., has_arrived)| *has_arrived) {
            self.change_file(id, &|file| file.pieces = 0).await;
            self.store.drop_pieces(&flights::keys(id, *pieces)).await;
        }
    }

    async fn change_file(&self, id: &str, change: &dyn Fn(&mut KeptFile)) {
        self.change(&|kept| {
            for message in &mut kept.messages {
                let has_files = message.answer().is_some_and(|(_, own)| !own.files.is_empty());
                if message.view.id != id && !has_files {
                    continue;
                }
                let KeptMessage { view, file, told, .. } = &mut **message;
                if view.id == id {
                    file.iter_mut().for_each(change);
                } else if let Some(Told::Answer(answer)) = told {
                    enclosed::change(&view.id, &mut answer.files, id, change);
                }
            }
        })
        .await;
    }

    async fn fail_file(&self, id: &str) {
        // Of an answer's file the answer.
        let whole = id.rsplit_once(':').map_or(id, |(answer, _)| answer);
        self.change(&|kept| {
            let held = |own: &&mut Shared<KeptMessage>| {
                (own.view.id == id || own.view.id == whole)
                    && delivery(&own.view) == Some(Delivery::Held)
            };
            for message in kept.messages.iter_mut().filter(held) {
                message.view.author = Author::Visitor(Delivery::Failed);
            }
        })
        .await;
    }
}

/// Why a file is not even tried.
#[derive(Clone, Copy)]
enum Why {
    /// As a recipient would say it.
    Fault(FileFault),
    /// A picture that can't be drawn anew.
    Picture,
    /// It can't be read.
    Unread,
}
