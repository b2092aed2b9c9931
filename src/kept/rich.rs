//! What a recipient's message has beside its words, as it is kept.

use sigilo_protocol::{Cards, Json, JsonObject, Layout};

use super::{Kept, KeptMessage, Told};

/// What a recipient's message has beside its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct KeptRich {
    /// The words are Markdown.
    pub(crate) markdown: bool,
    pub(crate) cards: Option<Cards>,
    /// It asks for a score, of so many.
    pub(crate) scale: Option<u64>,
}

impl Kept {
    /// The score that answers the question of this id, given last.
    pub(crate) fn rating(&self, id: &str) -> Option<(&KeptMessage, u64)> {
        self.messages.iter().rev().find_map(|own| match &own.told {
            Some(Told::Rating(of, score)) if of == id => Some((&**own, *score)),
            _ => None,
        })
    }
}

impl KeptRich {
    pub(super) fn to_json(&self) -> Json {
        let mut kept = JsonObject::new();
        if self.markdown {
            kept.flag("markdown", true);
        }
        if let Some(cards) = &self.cards {
            kept.json("cards", cards.to_json());
            kept.text("layout", cards.layout.name());
        }
        kept.maybe("scale", self.scale.map(Json::Number));
        kept.whole()
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut kept = json.into_members();
        let layout = kept.maybe_parsed("layout", Layout::parse);
        let read = Self {
            markdown: kept.maybe("markdown", Some).is_some(),
            cards: kept.maybe("cards", |own| Cards::from_json(layout.unwrap_or_default(), own)),
            scale: kept.maybe("scale", Json::into_number),
        };
        kept.done(read)
    }
}
