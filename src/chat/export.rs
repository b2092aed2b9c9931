//! Everything of the conversation as one file: for machines (docs/export.md), and to read and print.

use leptos::prelude::*;
use sigilo_protocol::Json;

use super::{page::Page, saving, talk::Talk};
use crate::{
    browser::{now_ms, save},
    kept::{Kept, KeptMessage, KeptRequest},
    state::{Author, Delivery, Download},
};

impl Talk {
    /// Saves what the visitor asks for.
    pub(super) fn download(&self, what: Download) {
        match what {
            Download::Receipts => self
                .store
                .read(|kept| saving::bundle(&kept.receipts, &kept.manifests, &kept.documents)),
            Download::Data => save("sigilo-data.json", "application/json", &self.data().to_text()),
            Download::ReceiptsPage => self.save_page("sigilo-receipts.html", false),
            Download::Page => self.save_page("sigilo-conversation.html", true),
            // There is none while there is a conversation.
            Download::Erasure => {}
        }
    }

    fn save_page(&self, name: &str, is_whole: bool) {
        let lang = self.state.lang.get_untracked();
        let page = self.store.read(|kept| {
            let controller = &self.offer.policy.core.controller;
            let page = Page::new(lang, &controller.name).decisions(&self.panel(), controller);
            match is_whole {
                true => page.conversation(kept).text(),
                false => page.text(),
            }
        });
        save(name, "text/html", &page);
    }

    fn data(&self) -> Json {
        let site = &self.offer.manifest.site;
        let visitor = self.store.keys().public().thumbprint();
        let standings = self.offer.gate.standings();
        let purposes = standings.iter().map(|own| {
            Json::object([
                ("id", Some(Json::text(&own.purpose))),
                ("status", Some(Json::text(own.status.name()))),
                ("at", (own.at_ms > 0).then_some(Json::Number(own.at_ms))),
            ])
        });
        self.store.read(|kept| {
            Json::object([
                ("v", Some(Json::Number(1))),
                ("type", Some(Json::text("sigilo-export"))),
                ("at", Some(Json::Number(now_ms()))),
                ("site", Some(Json::text(site))),
                ("controller", Some(Json::text(&self.offer.policy.core.controller.name))),
                ("conversation", Some(kept.conv.to_json())),
                ("visitor", Some(visitor.to_json())),
                ("purposes", Some(Json::list(purposes))),
                ("messages", Some(Json::list(messages(kept)))),
                ("forms", Some(Json::list(kept.messages.iter().filter_map(form)))),
                ("answers", Some(Json::list(kept.messages.iter().filter_map(answer)))),
                ("requests", Some(Json::list(kept.requests.iter().map(KeptRequest::to_json)))),
                ("log", Some(Json::list(pages(kept)))),
                (
                    "receipts",
                    Some(saving::to_json(&kept.receipts, &kept.manifests, &kept.documents)),
                ),
            ])
        })
    }
}

fn pages(kept: &Kept) -> impl Iterator<Item = Json> {
    kept.receipts.iter().filter_map(|receipt| receipt.page.as_deref()).map(Json::text)
}

fn messages(kept: &Kept) -> impl Iterator<Item = Json> {
    kept.messages.iter().filter(|message| message.told.is_none()).map(message)
}

fn message(message: &KeptMessage) -> Json {
    let view = &message.view;
    let (author, name, delivery) = match &view.author {
        Author::Visitor(delivery) => ("visitor", None, Some(reached(*delivery))),
        Author::Recipient(recipient) => ("recipient", Some(recipient.name.as_str()), None),
        Author::Chat => ("chat", None, None),
    };
    let suggestions = || Json::list(view.suggestions.iter().map(|own| Json::text(own)));
    Json::object([
        ("id", Some(Json::text(&view.id))),
        ("at", Some(Json::Number(view.at as u64))),
        ("author", Some(Json::text(author))),
        ("name", name.map(Json::text)),
        ("delivery", delivery.map(Json::text)),
        ("text", Some(Json::text(&view.text))),
        ("suggestions", (!view.suggestions.is_empty()).then(suggestions)),
    ])
}

/// A form as it was asked.
fn form(message: &KeptMessage) -> Option<Json> {
    let form = message.form.as_ref()?.to_json();
    Some(Json::object([("id", Some(Json::text(&message.view.id))), ("form", Some(form))]))
}

/// Which fields were sent when, and to whom; no value, which this browser does not have.
fn answer(own: &KeptMessage) -> Option<Json> {
    let answer = own.answer()?.1.to_json();
    Some(Json::object([("message", Some(message(own))), ("answer", Some(answer))]))
}

fn reached(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Held => "held",
        Delivery::Sending => "sending",
        Delivery::Sent => "sent",
        Delivery::Delivered => "delivered",
        Delivery::Failed => "failed",
    }
}
