//! What a recipient's message has beside its words, as the screens show it.
//!
//! Only [`super::lay`] names this module, so that the wasm can be split there.

use sigilo_protocol::{Act, Action, Card, Cards, Layout};

use super::{arrival::delivery, deciding::told, lay::Laying, talk::Talk};
use crate::{
    kept::{Kept, KeptFile, KeptMessage, KeptRich, Told},
    state::{
        Author, CardAct, CardView, Delivery, FileView, MessageView, RatingView, Rich, RichView,
    },
    ui,
};

/// What the rest of the chat asks of this part.
pub(super) fn part() -> Laying {
    ui::bring_rich();
    Laying { view, rate: |talk, id, score, words| Box::pin(rate(talk, id, score, words)) }
}

/// How content the visitor is: held until it may go, and once in the place of one that could not.
async fn rate(talk: &mut Talk, id: String, score: u64, comment: String) {
    let mut message = told(Told::Rating(id.clone(), score));
    message.view.text = comment.trim().into();
    talk.change(&|kept| {
        let failed = Author::Visitor(Delivery::Failed);
        kept.messages.retain(|own| {
            !matches!(&own.told, Some(Told::Rating(of, _)) if *of == id)
                || own.view.author != failed
        });
        if kept.rating(&id).is_none() {
            kept.add(std::slice::from_ref(&message));
        }
    })
    .await;
    talk.flush().await;
}

fn view(talk: &Talk, kept: &Kept, message: &KeptMessage, closed: bool) -> Rich {
    let card = |own| card(talk, kept, message, own);
    let plain = KeptRich::default();
    let KeptRich { markdown, cards, scale } = message.rich.as_ref().unwrap_or(&plain);
    Rich::new(RichView {
        markdown: *markdown,
        carousel: cards.as_ref().is_some_and(|own| own.layout == Layout::Carousel),
        // What is no card is not there: the words say as much.
        cards: cards.iter().filter_map(Cards::read).flatten().map(card).collect(),
        rating: scale.map(|most| RatingView { most, given: given(kept, &message.view.id) }),
        closed,
    })
}

/// The score that was given, unless it could not be sent.
fn given(kept: &Kept, id: &str) -> Option<(u64, Delivery)> {
    let (message, score) = kept.rating(id)?;
    Some((score, delivery(&message.view)?)).filter(|(_, delivery)| *delivery != Delivery::Failed)
}

fn card(talk: &Talk, kept: &Kept, of: &KeptMessage, card: Card) -> CardView {
    let button = |Action { label, act }: Action| match act {
        Act::Say(words) => (label, CardAct::Say(words)),
        Act::Open(url) => (label, CardAct::Open(url)),
    };
    let Card { title, text, actions, picture } = card;
    let picture = picture.map(|own| {
        let file = own.file();
        // One that several cards have is fetched once.
        let id = [FileView::IN_CARD, &file.blob.to_string()].concat();
        let alt = file.alt.clone().unwrap_or_default();
        let view = MessageView::new(id, of.view.author.clone(), alt, of.view.at);
        let own = KeptMessage { file: Some(KeptFile::new(file, 0)), ..view.into() };
        MessageView::clone(&talk.message(kept, &own))
    });
    CardView { title, text, picture, buttons: actions.into_iter().map(button).collect() }
}
