//! A page to read and print: one file, no script, nothing fetched, every word escaped.

use sigilo_consent::{Controller, iso};

use super::export::pictures;
use crate::{
    browser::now_ms,
    kept::{Kept, KeptForm},
    state::{Author, PanelView, ReceiptAct, Standing},
    text::Lang,
};

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}\
    h2{margin-top:2rem}dt{font-weight:600}dd{margin:0 0 .5rem}small{color:#555}\
    li{margin-bottom:.75rem;white-space:pre-line}";

/// A page in the making.
pub(super) struct Page {
    lang: Lang,
    html: String,
}

impl Page {
    /// A page about the chat with this controller.
    pub(super) fn new(lang: Lang, controller: &str) -> Self {
        let text = lang.privacy();
        let title = [controller, " · ", text.data].concat();
        let mut page = Self { lang, html: String::new() };
        page.raw("<!doctype html><html lang=\"").words(lang.tag());
        page.raw("\"><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" ");
        page.raw("content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>").words(&title);
        page.raw("</title><style>").raw(STYLE).raw("</style><h1>").words(&title);
        page.raw("</h1><p><small>").words(&iso(now_ms())).raw("</small></p>");
        page
    }

    /// A page without a head.
    #[cfg(test)]
    pub(super) fn empty(lang: Lang) -> Self {
        Self { lang, html: String::new() }
    }

    /// Who decides, where each purpose stands, what was decided when, what was asked.
    pub(super) fn decisions(mut self, panel: &PanelView, controller: &Controller) -> Self {
        let (text, words) = (self.lang.privacy(), self.lang.text());
        self.raw("<dl>");
        self.pair(words.responsible, &[&controller.name, ", ", &controller.address].concat());
        self.pair(words.contact, &controller.contact);
        self.raw("</dl>").heading(text.purposes).raw("<dl>");
        for (purpose, standing) in &panel.purposes {
            let (stands, at) = match standing {
                Standing::Open => (text.open, 0.0),
                Standing::Given(at) if purpose.consent => (text.given, *at),
                Standing::Given(at) => (text.informed, *at),
                Standing::Refused(at) => (text.refused, *at),
                Standing::Withdrawn(at) if purpose.consent => (text.withdrawn, *at),
                Standing::Withdrawn(at) => (text.objected, *at),
                Standing::Over(at) => (text.over, *at),
            };
            let at = if at > 0.0 { iso(at as u64) } else { String::new() };
            self.pair(&purpose.name, &[stands, " ", &at, ". ", &purpose.description].concat());
        }
        self.raw("</dl>").heading(text.sent).raw("<ul>");
        for sent in &panel.sent {
            let count = sent.count.to_string();
            self.item(&[&sent.what, ": ", &count, ", ", text.to, " ", &sent.to].concat());
        }
        self.raw("</ul>").heading(text.receipts).raw("<ul>");
        for receipt in &panel.receipts {
            let act = match receipt.act {
                ReceiptAct::Allowed => text.act_allowed,
                ReceiptAct::Refused => text.act_refused,
                ReceiptAct::Withdrawn => text.act_withdrawn,
                ReceiptAct::Over => text.act_over,
            };
            let signed = if receipt.countersigned { text.countersigned } else { text.unsigned };
            let at = iso(receipt.at as u64);
            self.item(&[&at, " · ", act, ": ", &receipt.purposes, " · ", signed].concat());
        }
        self.raw("</ul>");
        self
    }

    /// The conversation.
    pub(super) fn conversation(mut self, kept: &Kept) -> Self {
        let words = self.lang.text();
        self.heading(words.conversation).raw("<ol>");
        for message in kept.messages.iter().filter(|message| message.told.is_none()) {
            let author = match &message.view.author {
                Author::Visitor(_) => words.you,
                Author::Recipient(recipient) => &recipient.name,
                Author::Chat => words.chat,
            };
            self.raw("<li><strong>").words(author).raw("</strong> <small>");
            if message.view.author.is_person() {
                self.words(words.role_person).raw(" · ");
            }
            self.words(&iso(message.view.at as u64)).raw("</small><br>");
            self.words(&message.view.text);
            for shown in pictures(message) {
                let image = self.lang.rich().image;
                self.raw("<br>").words(image).raw(": ").words(&shown);
            }
            let answer = kept.answer(&message.view.id);
            let asked = message.form.as_ref().and_then(KeptForm::asked);
            if let (Some(form), Some((_, answer))) = (asked, answer) {
                let labels = form.labels(answer);
                let filled = [self.lang.privacy().filled, " ", &labels].concat();
                self.raw("<br>").words(&filled);
            }
            self.raw("</li>");
        }
        self.raw("</ol>");
        self
    }

    /// The page.
    pub(super) fn text(self) -> String {
        self.html
    }

    fn heading(&mut self, words: &str) -> &mut Self {
        self.raw("<h2>").words(words).raw("</h2>")
    }

    fn pair(&mut self, name: &str, value: &str) {
        self.raw("<dt>").words(name).raw("</dt><dd>").words(value).raw("</dd>");
    }

    fn item(&mut self, words: &str) {
        self.raw("<li>").words(words).raw("</li>");
    }

    fn raw(&mut self, html: &str) -> &mut Self {
        self.html.push_str(html);
        self
    }

    /// Words are never markup.
    fn words(&mut self, words: &str) -> &mut Self {
        for char in words.chars() {
            match char {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' => self.html.push_str("&quot;"),
                '\'' => self.html.push_str("&#39;"),
                char => self.html.push(char),
            }
        }
        self
    }
}
