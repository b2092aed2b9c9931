//! Cards beside a text (§8.2), and a rating that is asked for (§8.3).
//!
//! Not here: how they look, and whether an address is what it seems. That is for the reader's end.

use alloc::{string::String, vec::Vec};

use super::{
    Attachment,
    form::is_label,
    read::{attachment, checked},
    write::attachment_alone,
};
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

/// Longest alternative text of a picture, in characters: who listens to it can't skim.
pub const MAX_ALT: usize = 500;

/// The most bytes of a card's picture. Larger ones are sent as an attachment, which the reader chooses to see.
pub const MAX_PICTURE: u64 = 1024 * 1024;

/// What a card's picture may be: what every browser draws, and nothing that runs or that moves by itself.
pub const PICTURES: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// The member of a card that is for machines: no text in it is read by people.
const PICTURE: &str = "picture";

/// Longest comment of a rating, in characters.
const MAX_COMMENT: usize = 1000;

/// Cards, and how they lie. They are read where they are shown: a text says as much without them.
#[derive(Clone, Debug)]
pub struct Cards {
    /// How they lie.
    pub layout: Layout,
    list: Json,
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
    /// What it shows above its words.
    pub picture: Option<Picture>,
}

/// A picture of a card, sealed like an attachment (§11), with what it shows for who can't see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture(Attachment);

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

impl Picture {
    /// A picture, of one of [`PICTURES`] and at most [`MAX_PICTURE`] bytes; `alt` is what it shows, up to 500
    /// characters, and empty only for one that shows nothing that the card does not say.
    pub fn new(mut file: Attachment, alt: String) -> Option<Self> {
        let is_good = PICTURES.contains(&&*file.media)
            && (1..=MAX_PICTURE).contains(&file.size)
            && alt.chars().count() <= MAX_ALT;
        file.alt = Some(alt);
        is_good.then_some(Self(file))
    }

    /// Where it lies, what opens it, and, as `alt`, what it shows.
    pub fn file(&self) -> &Attachment {
        &self.0
    }

    /// The same, taken.
    pub fn into_file(self) -> Attachment {
        self.0
    }
}

/// Cards that read alike are alike.
impl PartialEq for Cards {
    fn eq(&self, other: &Self) -> bool {
        let (own, others) = (self.read(), other.read());
        let is_list_alike = || self.list == other.list;
        self.layout == other.layout && own == others && (own.is_some() || is_list_alike())
    }
}

impl Eq for Cards {}

impl Cards {
    /// These cards.
    pub fn new(layout: Layout, cards: &[Card]) -> Self {
        let list = cards.iter().map(|card| {
            let mut out = JsonObject::new();
            out.text("title", &card.title);
            out.maybe_text("text", card.text.as_deref());
            if !card.actions.is_empty() {
                out.json("actions", Json::list(card.actions.iter().map(action_to_json)));
            }
            if let Some(Picture(file)) = &card.picture {
                out.json(PICTURE, attachment_alone(&Attachment { alt: None, ..file.clone() }));
                out.maybe_text("alt", file.alt.as_deref());
            }
            out.whole()
        });
        Self { layout, list: Json::list(list) }
    }

    /// What may be cards: a list.
    pub fn from_json(layout: Layout, list: Json) -> Option<Self> {
        matches!(list, Json::List(_)).then_some(Self { layout, list })
    }

    /// As a body has them.
    pub fn to_json(&self) -> Json {
        self.list.clone()
    }

    /// The cards; nothing, if there are none, too many, or one is not as §8.2 has it.
    pub fn read(&self) -> Option<Vec<Card>> {
        let cards = self.to_json().into_list(card)?;
        (1..=MAX_CARDS).contains(&cards.len()).then_some(cards)
    }

    /// Changes every text in them that people read.
    pub fn change(&mut self, change: &dyn Fn(&mut String)) {
        changed(&mut self.list, change);
    }
}

fn changed(json: &mut Json, change: &dyn Fn(&mut String)) {
    match json {
        Json::Text(text) => change(text),
        Json::List(list) => list.iter_mut().for_each(|item| changed(item, change)),
        Json::Object(members) => {
            for (name, item) in members {
                if name != PICTURE {
                    changed(item, change);
                }
            }
        }
        _ => {}
    }
}

fn card(json: Json) -> Option<Card> {
    let mut members = json.into_members();
    let actions = |list: Json| {
        let actions = list.into_list(action)?;
        (actions.len() <= MAX_ACTIONS).then_some(actions)
    };
    let file = members.take(PICTURE);
    let alt = members.maybe("alt", Json::into_text);
    let picture = match file {
        Some(file) => {
            let mut file = file.into_members();
            let own = attachment(&mut file);
            // It has one, even if it says nothing.
            Some(Picture::new(file.read(own)?, alt?)?)
        }
        None => None,
    };
    let card = Card {
        title: checked(&mut members, "title", is_label),
        text: members.maybe("text", |text| up_to(text, MAX_TEXT)),
        actions: members.maybe("actions", actions).unwrap_or_default(),
        picture,
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
