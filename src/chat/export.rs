//! Everything of the conversation as one file: for machines (docs/export.md), and to read and print.

use leptos::prelude::*;
use sigilo_protocol::{Field, Json};

use super::{arrival::delivery, page::Page, saving, talk::Talk};
use crate::{
    browser::{now_ms, save},
    kept::{Kept, KeptAnswer, KeptMessage, KeptRequest},
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
                ("forms", Some(Json::list(kept.messages.iter().filter_map(|own| form(kept, own))))),
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

/// A form, with which fields were sent when, and to whom; no value, which this browser does not have.
fn form(kept: &Kept, message: &KeptMessage) -> Option<Json> {
    let (id, form) = (&message.view.id, message.form.as_ref()?);
    let text = |text: &str| Some(Json::text(text));
    let texts = |texts: &[String]| Some(Json::list(texts.iter().map(|own| Json::text(own))));
    let field = |own: &Field| {
        Json::object([
            ("name", text(&own.name)),
            ("label", text(&own.label)),
            ("kind", text(own.kind.name())),
            ("required", Some(Json::Bool(own.required))),
        ])
    };
    let answer = |(message, own): (&KeptMessage, &KeptAnswer)| {
        Json::object([
            ("id", text(&message.view.id)),
            ("at", Some(Json::Number(message.view.at as u64))),
            ("delivery", delivery(&message.view).map(|own| Json::text(reached(own)))),
            ("fields", texts(&own.fields)),
            ("to", texts(&own.to)),
            ("end", own.end.map(|end| Json::text(end.name()))),
        ])
    };
    let answers = kept.messages.iter().filter_map(KeptMessage::answer);
    let answers = answers.filter(|(_, own)| own.form == *id);
    Some(Json::object([
        ("id", text(id)),
        ("title", text(&form.title)),
        ("purpose", text(&form.purpose)),
        ("fields", Some(Json::list(form.fields.iter().map(field)))),
        ("answers", Some(Json::list(answers.map(answer)))),
    ]))
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
