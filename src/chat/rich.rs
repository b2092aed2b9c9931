//! What a recipient's message has beside its words, as the screens show it.
//!
//! Only [`super::parts`] names this module, so that the wasm can be split there.

use sigilo_protocol::{Act, Action, Card};

use super::{arrival::delivery, parts::Laid};
use crate::{
    kept::{Kept, KeptMessage, KeptRich},
    state::{CardAct, CardView, Delivery, RatingView, Rich, RichView},
    ui,
};

/// What the rest of the chat asks of this part.
pub(super) fn part() -> Laid {
    ui::bring_rich();
    view
}

fn view(kept: &Kept, message: &KeptMessage, closed: bool) -> Rich {
    let plain = KeptRich::default();
    let KeptRich { markdown, cards, scale } = message.rich.as_ref().unwrap_or(&plain);
    Rich::new(RichView {
        markdown: *markdown,
        carousel: cards.as_ref().is_some_and(|own| own.layout.name() == "carousel"),
        cards: cards.iter().flat_map(|own| own.cards.iter().map(card)).collect(),
        rating: scale.map(|most| RatingView { most, given: given(kept, &message.view.id) }),
        closed,
    })
}

/// The score that was given, unless it could not be sent.
fn given(kept: &Kept, id: &str) -> Option<(u64, Delivery)> {
    let (message, score) = kept.rating(id)?;
    Some((score, delivery(&message.view)?)).filter(|(_, delivery)| *delivery != Delivery::Failed)
}

fn card(card: &Card) -> CardView {
    let button = |Action { label, act }: &Action| {
        let act = match act {
            Act::Say(words) => CardAct::Say(words.clone()),
            Act::Open(url) => CardAct::Open(url.clone()),
        };
        (label.clone(), act)
    };
    CardView {
        title: card.title.clone(),
        text: card.text.clone(),
        buttons: card.actions.iter().map(button).collect(),
    }
}
