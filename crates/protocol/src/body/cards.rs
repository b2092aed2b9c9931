//! Cards beside a text (§8.2), and a rating that is asked for (§8.3).
//!
//! Not here: how they look, and whether an address is what it seems. That is for the reader's end.

use alloc::{string::String, vec::Vec};

use super::{form::is_label, read::checked};
use crate::json::{Json, JsonObject};

/// Most cards of a text. Nobody looks at more of them one by one.
const MAX_CARDS: usize = 12;

/// Most buttons of a card.
const MAX_ACTIONS: usize = 4;

/// Longest text of a card, label of a button, words that it sends, and address, in characters.
const MAX_TEXT: usize = 1000;
const MAX_NAME: usize = 80;
const MAX_SAY: usize = 500;
const MAX_URL: usize = 2000;

/// Longest comment of a rating, in characters.
const MAX_COMMENT: usize = 1000;

/// Cards, and how they lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cards {
    /// How they lie.
    pub layout: Layout,
    /// 1 to 12 of them.
    pub cards: Vec<Card>,
}

/// How cards lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// One below the other.
    #[default]
    List,
    /// Side by side, one after the other.
    Carousel,
}

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it is called, 1 to 200 characters.
    pub title: String,
    /// What it says, 1 to 1000 characters.
    pub text: Option<String>,
    /// Its buttons, at most 4.
    pub actions: Vec<Action>,
}

/// A button of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it reads, 1 to 80 characters.
    pub label: String,
    /// What pressing it does.
    pub act: Act,
}

/// What pressing a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// It says this for the visitor, 1 to 500 characters.
    Say(String),
    /// It leads to this address: `https://`, up to 2000 characters.
    Open(String),
}

/// How a rating is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// From 1, not at all satisfied, to 5, very.
    Five,
    /// 1, no, or 2, yes.
    Thumbs,
}

impl Scale {
    /// Its name in a body.
    pub fn name(self) -> &'static str {
        match self {
            Self::Five => "five",
            Self::Thumbs => "thumbs",
        }
    }

    /// The scale of a name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Five, Self::Thumbs].into_iter().find(|scale| scale.name() == name)
    }

    /// The highest score.
    pub fn most(self) -> u64 {
        match self {
            Self::Five => 5,
            Self::Thumbs => 2,
        }
    }
}

impl Layout {
    /// Its name in a body.
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Carousel => "carousel",
        }
    }

    /// The layout of a name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "list" => Some(Self::List),
            "carousel" => Some(Self::Carousel),
            _ => None,
        }
    }
}

impl Cards {
    /// Its cards, as a body has them.
    pub fn to_json(&self) -> Json {
        Json::list(self.cards.iter().map(|card| {
            let mut out = JsonObject::new();
            out.text("title", &card.title);
            out.maybe_text("text", card.text.as_deref());
            if !card.actions.is_empty() {
                out.json("actions", Json::list(card.actions.iter().map(action_to_json)));
            }
            out.whole()
        }))
    }

    /// Reads cards.
    pub fn from_json(cards: Json, layout: Layout) -> Option<Self> {
        let cards = cards.into_list(card)?;
        (1..=MAX_CARDS).contains(&cards.len()).then_some(Self { layout, cards })
    }
}

fn card(json: Json) -> Option<Card> {
    let mut members = json.into_members();
    let actions = |list: Json| {
        let actions = list.into_list(action)?;
        (actions.len() <= MAX_ACTIONS).then_some(actions)
    };
    let card = Card {
        title: checked(&mut members, "title", is_label),
        text: members.maybe("text", |text| up_to(text, MAX_TEXT)),
        actions: members.maybe("actions", actions).unwrap_or_default(),
    };
    members.read(card)
}

fn action_to_json(action: &Action) -> Json {
    let mut out = JsonObject::new();
    out.text("label", &action.label);
    match &action.act {
        Act::Say(text) => out.text("say", text),
        Act::Open(url) => out.text("url", url),
    }
    out.whole()
}

/// A button does one thing.
fn action(json: Json) -> Option<Action> {
    let mut members = json.into_members();
    let label = members.one("label", |text| up_to(text, MAX_NAME))?;
    let say = members.maybe("say", |text| up_to(text, MAX_SAY)).map(Act::Say);
    let is_secure = |url: &String| url.starts_with("https://");
    let url = members.maybe("url", |url| up_to(url, MAX_URL).filter(is_secure)).map(Act::Open);
    let act = match (say, url) {
        (Some(act), None) | (None, Some(act)) => act,
        _ => return None,
    };
    members.read(Action { label, act })
}

/// A comment of a rating.
pub(super) fn comment(json: Json) -> Option<String> {
    up_to(json, MAX_COMMENT)
}

fn up_to(json: Json, most: usize) -> Option<String> {
    json.into_text().filter(|text| (1..=most).contains(&text.chars().count()))
}
