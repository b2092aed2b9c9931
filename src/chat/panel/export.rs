//! Everything of the conversation as one file: for machines (docs/export.md), and to read and print.

use leptos::prelude::*;
use sigilo_protocol::{Json, JsonObject};

use super::{page::Page, saving};
use crate::{
    browser::{now_ms, save as put},
    chat::talk::{Talk, shown},
    kept::{Kept, KeptMessage, KeptRequest},
    state::{Author, Download},
};

/// Saves what the visitor asks for.
pub(super) fn save(talk: &Talk, what: Download) {
    match what {
        Download::Receipts => {
            talk.store.read(|kept| saving::bundle(&kept.receipts, &kept.manifests, &kept.documents))
        }
        Download::Data => put("sigilo-data.json", "application/json", &talk.data().to_text()),
        Download::ReceiptsPage => talk.save_page("sigilo-receipts.html", false),
        Download::Page => talk.save_page("sigilo-conversation.html", true),
        // There is none while there is a conversation.
        Download::Erasure => {}
    }
}

impl Talk {
    fn save_page(&self, name: &str, is_whole: bool) {
        let lang = self.state.lang.get_untracked();
        let page = self.store.read(|kept| {
            let controller = &self.offer.policy.core.controller;
            let panel = super::panel(&self.offer, Some(kept), self.is_asking(), lang);
            let page = Page::new(lang, &controller.name).decisions(&panel, controller);
            match is_whole {
                true => page.conversation(kept).text(),
                false => page.text(),
            }
        });
        put(name, "text/html", &page);
    }

    fn data(&self) -> Json {
        let site = &self.offer.manifest.site;
        let visitor = self.store.keys().public().thumbprint();
        let standings = self.offer.gate.standings();
        let purposes = standings.iter().map(|own| {
            let mut purpose = JsonObject::new();
            purpose.text("id", &own.purpose);
            purpose.text("status", own.status.name());
            if own.at_ms > 0 {
                purpose.number("at", own.at_ms);
            }
            purpose.whole()
        });
        let mut data = JsonObject::new();
        data.number("v", 1);
        data.text("type", "sigilo-export");
        data.number("at", now_ms());
        data.text("site", site);
        data.text("controller", &self.offer.policy.core.controller.name);
        self.store.read(|kept| {
            data.json("conversation", kept.conv.to_json());
            data.json("visitor", visitor.to_json());
            data.json("purposes", Json::list(purposes));
            data.json("messages", Json::list(messages(kept)));
            data.json("forms", Json::list(kept.messages.iter().filter_map(|own| form(own))));
            data.json("answers", Json::list(kept.messages.iter().filter_map(|own| answer(own))));
            data.json("requests", Json::list(kept.requests.iter().map(KeptRequest::to_json)));
            data.json("log", Json::list(pages(kept)));
            let receipts = saving::to_json(&kept.receipts, &kept.manifests, &kept.documents);
            data.json("receipts", receipts);
        });
        data.whole()
    }
}

fn pages(kept: &Kept) -> impl Iterator<Item = Json> {
    kept.receipts.iter().filter_map(|receipt| receipt.page.as_deref()).map(Json::text)
}

fn messages(kept: &Kept) -> impl Iterator<Item = Json> {
    shown(kept).map(message)
}

fn message(message: &KeptMessage) -> Json {
    let view = &message.view;
    let (author, name, delivery) = match &view.author {
        Author::Visitor(delivery) => ("visitor", None, Some(delivery.name())),
        Author::Recipient(recipient) => ("recipient", Some(recipient.name.as_str()), None),
        Author::Chat => ("chat", None, None),
    };
    let mut said = JsonObject::new();
    said.text("id", &view.id);
    said.number("at", view.at as u64);
    said.text("author", author);
    said.maybe_text("name", name);
    said.maybe_text("role", view.author.is_person().then_some("person"));
    said.maybe_text("delivery", delivery);
    said.text("text", &view.text);
    let pictures = pictures(message);
    if !pictures.is_empty() {
        said.json("pictures", Json::list(pictures.iter().map(|own| Json::text(own))));
    }
    if !view.suggestions.is_empty() {
        said.json("suggestions", Json::list(view.suggestions.iter().map(|own| Json::text(own))));
    }
    said.whole()
}

/// What the pictures of a message show, as far as that is said.
pub(super) fn pictures(message: &KeptMessage) -> Vec<String> {
    let mut said = Vec::new();
    gather(message.to_json(), &mut said);
    said
}

/// Every alternative text in what is kept of a message.
fn gather(kept: Json, said: &mut Vec<String>) {
    match kept {
        Json::List(list) => list.into_iter().for_each(|own| gather(own, said)),
        Json::Object(members) => {
            for (name, own) in members {
                match (&*name, own) {
                    ("alt", Json::Text(alt)) if !alt.is_empty() => said.push(alt),
                    // Of a file, as text.
                    ("about", Json::Text(file)) => {
                        Json::parse(file.as_bytes()).into_iter().for_each(|own| gather(own, said));
                    }
                    (_, own) => gather(own, said),
                }
            }
        }
        _ => {}
    }
}

/// A form as it was asked.
fn form(message: &KeptMessage) -> Option<Json> {
    let form = message.form.as_ref()?.to_json();
    let mut asked = JsonObject::new();
    asked.text("id", &message.view.id);
    asked.json("form", form);
    Some(asked.whole())
}

/// Which fields were sent when, and to whom; no value, which this browser does not have.
fn answer(own: &KeptMessage) -> Option<Json> {
    let answer = own.answer()?.1.to_json();
    let mut sent = JsonObject::new();
    sent.json("message", message(own));
    sent.json("answer", answer);
    Some(sent.whole())
}

#[cfg(test)]
mod tests {
    use sigilo_protocol::{Cards, Layout};

    use super::*;
    use crate::{
        kept::KeptRich,
        state::{MessageView, RecipientRole, Speaker},
        text::Lang,
    };

    /// What is saved of a message by somebody of this role, for machines and to read.
    fn saved(role: RecipientRole) -> (String, String) {
        let name = "Marta <M> · Equipo".into();
        let author = Author::Recipient(Speaker { name, role, picture: None }.into());
        let view = MessageView::new("bot:a".into(), author, "Hola".into(), 0.0);
        let mut kept = crate::kept::tests::kept();
        kept.messages.push(KeptMessage::from(view).into());
        let page = Page::empty(Lang::Es).conversation(&kept).text();
        (message(&kept.messages[0]).to_text(), page)
    }

    #[test]
    fn what_a_picture_shows_is_saved_in_its_place() {
        let author = Author::Recipient(
            Speaker { name: "Bot".into(), role: RecipientRole::Bot, picture: None }.into(),
        );
        let view = MessageView::new("bot:a".into(), author, "Alba y Aurora".into(), 0.0);
        let list = r#"[{"title":"Alba","picture":{},"alt":"Una <casa>"},{"title":"Aurora","picture":{},"alt":""}]"#;
        let cards = Cards::from_json(Layout::List, Json::parse(list.as_bytes()).unwrap());
        let mut kept = crate::kept::tests::kept();
        let mut own = KeptMessage::from(view);
        own.rich = Some(KeptRich { cards, ..KeptRich::default() });
        kept.messages.push(own.into());
        let data = message(&kept.messages[0]).to_text();
        assert!(data.contains(r#""pictures":["Una <casa>"]"#), "{data}");
        let page = Page::empty(Lang::Es).conversation(&kept).text();
        assert!(page.contains("Alba y Aurora<br>Imagen: Una &lt;casa&gt;</li>"), "{page}");
    }

    #[test]
    fn what_a_person_wrote_is_saved_as_a_person_s() {
        let (data, page) = saved(RecipientRole::Person);
        assert!(data.contains(r#""name":"Marta <M> · Equipo""#), "{data}");
        assert!(data.contains(r#""role":"person""#), "{data}");
        let label = ["<strong>Marta &lt;M&gt; · Equipo</strong>", Lang::Es.text().role_person]
            .map(|own| page.find(own).unwrap_or_else(|| panic!("{own} in {page}")));
        assert!(label[0] < label[1]);
        let (data, page) = saved(RecipientRole::Bot);
        assert!(!data.contains("role") && !page.contains(Lang::Es.text().role_person));
    }
}
