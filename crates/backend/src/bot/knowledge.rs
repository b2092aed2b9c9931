//! What the bot knows: one JSON file a language, parsed into what cannot be wrong.

use std::collections::{HashMap, HashSet};

use sigilo_consent::media_of;
use sigilo_protocol::MAX_FILE;
use thiserror::Error;

use super::{
    Language,
    asking::Asking,
    file::{File, RatingFile, TopicFile},
    stem::stem,
    typo::within_one_slip,
    words::words,
};
use crate::desk::{
    bot::{Form, Reply, ReplyFile},
    handover::{HandoverFault, HandoverFile},
    pictures::{PictureFault, check, in_cards},
};

/// Why a knowledge file cannot be used.
#[derive(Debug, Error)]
pub enum KnowledgeError {
    /// Not JSON, or a field is missing, unknown or of another type.
    #[error("the bot's knowledge file cannot be read: {0}")]
    Format(#[from] serde_json::Error),
    /// The file is in another language than the one it was given for.
    #[error(
        "the bot's knowledge file says that its language is \"{0}\", which is not the one wanted"
    )]
    OtherLanguage(String),
    /// A follow-up leads nowhere.
    #[error("the bot's knowledge file names the topic \"{0}\", which it does not have")]
    UnknownTopic(String),
    /// A topic asks by a form that is not there.
    #[error("the bot's knowledge file names the form \"{0}\", which it does not have")]
    UnknownForm(String),
    /// A form that no visitor could be asked by.
    #[error(
        "the form \"{0}\" of the bot's knowledge file has a field of a kind that is not known, a \
         name or a text that is too long, or none"
    )]
    BadForm(String),
    /// A topic sends a file that is not there, or of no type that can be told.
    #[error(
        "the bot's knowledge file names the file \"{0}\", which is not there, or is of no type that can be sent"
    )]
    UnknownFile(String),
    /// A topic has cards or asks for a rating in a way that no visitor could be shown.
    #[error(
        "the cards or the rating of the topic \"{0}\" of the bot's knowledge file are not as docs/protocol.md has them"
    )]
    BadCards(String),
    /// A topic shows a picture that can't be shown.
    #[error("a picture of the topic \"{0}\" of the bot's knowledge file can't be shown: {1}")]
    BadPicture(String, PictureFault),
    /// What a topic says to who asks for a person can't be said.
    #[error("`people` of the topic \"{0}\" of the bot's knowledge file can't be used: {1}")]
    BadPeople(String, HandoverFault),
    /// A topic would take the place of another.
    #[error("the bot's knowledge file has the topic \"{0}\" twice")]
    TwiceTold(String),
    /// A phrase without a letter would answer everything.
    #[error("the topic \"{0}\" of the bot's knowledge file has an empty phrase")]
    EmptyPhrase(String),
}

/// A stem that the file uses, by number.
pub(super) type WordId = usize;

/// One language's knowledge, ready to be searched.
#[derive(Debug)]
pub(super) struct Knowledge {
    pub(super) language: Language,
    pub(super) greeting: Reply,
    pub(super) unknown: Reply,
    /// Said of an answer to a form that is not known.
    pub(super) no_form: Option<Reply>,
    /// Said of a file of the visitor's that is here.
    pub(super) file_taken: Option<Reply>,
    pub(super) forms: Vec<Asking>,
    pub(super) topics: Vec<Topic>,
    pub(super) phrases: Vec<Phrase>,
    /// Phrases by their first word.
    pub(super) starts: HashMap<WordId, Vec<usize>>,
    vocabulary: HashMap<String, WordId>,
    /// Stems long enough to be guessed from a misspelling, by first letter.
    guessable: HashMap<char, Vec<(String, WordId)>>,
}

#[derive(Debug)]
pub(super) struct Topic {
    // Read by the tests, whose tables name topics.
    #[cfg_attr(not(test), expect(dead_code))]
    pub(super) id: String,
    pub(super) small_talk: bool,
    pub(super) alone: bool,
    pub(super) reply: Reply,
}

/// Words that speak for a topic when they stand together.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) topic: usize,
    pub(super) words: Vec<WordId>,
    pub(super) weight: u32,
}

/// Shorter stems have too many neighbours: "gato" is not a misspelt "gasto".
const SHORTEST_GUESS: usize = 5;

impl Knowledge {
    /// Reads a file; what it names to be sent, `files` has.
    pub(super) fn parse(
        language: Language,
        json: &str,
        files: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<Self, KnowledgeError> {
        let file: File = serde_json::from_str(json)?;
        if Language::of(&file.lang) != language {
            return Err(KnowledgeError::OtherLanguage(file.lang));
        }
        let mut asks = HashMap::new();
        for topic in &file.topics {
            if asks.insert(topic.id.as_str(), topic.ask.as_str()).is_some() {
                return Err(KnowledgeError::TwiceTold(topic.id.clone()));
            }
        }
        let reply = |text: &str, next: &[String]| {
            let suggestions = next
                .iter()
                .map(|id| match asks.get(id.as_str()) {
                    Some(ask) => Ok((*ask).to_owned()),
                    None => Err(KnowledgeError::UnknownTopic(id.clone())),
                })
                .collect::<Result<_, _>>()?;
            Ok::<_, KnowledgeError>(Reply { suggestions, ..Reply::plain(text) })
        };
        let forms: Vec<_> = file
            .forms
            .iter()
            .map(|form| Asking::parse(form, &|own| reply(&own.text, &own.next)))
            .collect::<Result<_, _>>()?;
        let no_form = file.no_form.as_ref().map(|own| reply(&own.text, &own.next)).transpose()?;
        let file_taken = file.file_taken.as_ref();
        let file_taken = file_taken.map(|own| reply(&own.text, &own.next)).transpose()?;
        let mut knowledge = Self {
            language,
            greeting: reply(&file.greeting.text, &file.greeting.next)?,
            unknown: reply(&file.unknown.text, &file.unknown.next)?,
            no_form,
            file_taken,
            forms,
            topics: Vec::new(),
            phrases: Vec::new(),
            starts: HashMap::new(),
            vocabulary: HashMap::new(),
            guessable: HashMap::new(),
        };
        for word in words(&file.common) {
            knowledge.learn(&word);
        }
        for topic in &file.topics {
            let mut reply = reply(&topic.answer, &topic.next)?;
            reply.form = topic.form.as_ref().map(|id| knowledge.form(id)).transpose()?;
            let reply_file = topic.file.as_ref();
            reply.file = reply_file.map(|name| sent(name, topic.alt.clone(), files)).transpose()?;
            reply.markdown = topic.markdown;
            let people = topic.people.clone().map(HandoverFile::configured).transpose();
            let bad = |fault| KnowledgeError::BadPeople(topic.id.clone(), fault);
            reply.handover = people.map_err(bad)?.map(Box::new);
            let bad = || KnowledgeError::BadCards(topic.id.clone());
            let find = |name: &str| files(name).map(Into::into);
            let read = |own| in_cards(own, topic.layout.as_deref(), &find).ok_or_else(bad);
            if let Some((cards, mut pictures)) = topic.cards.as_ref().map(read).transpose()? {
                for picture in &mut pictures {
                    let file = picture.what.clone().and_then(check);
                    let bad = |fault| KnowledgeError::BadPicture(topic.id.clone(), fault);
                    picture.what = Ok(file.map_err(bad)?);
                }
                (reply.cards, reply.pictures) = (Some(cards), pictures);
            }
            reply.rating =
                topic.rating.as_ref().map(RatingFile::read).transpose().map_err(|_| bad())?;
            knowledge.add(topic, reply)?;
        }
        Ok(knowledge)
    }

    fn form(&self, id: &str) -> Result<Form, KnowledgeError> {
        let asking = self.forms.iter().find(|asking| asking.id == id);
        let asking = asking.ok_or_else(|| KnowledgeError::UnknownForm(id.into()))?;
        Ok(asking.form.clone())
    }

    /// The number of a folded word, if it is known as it stands.
    pub(super) fn known(&self, word: &str) -> Option<WordId> {
        self.vocabulary.get(stem(word, self.language)).copied()
    }

    /// The number of a folded word, one slip forgiven.
    pub(super) fn guessed(&self, word: &str) -> Option<WordId> {
        let stem = stem(word, self.language);
        self.vocabulary.get(stem).copied().or_else(|| {
            let letter = stem.chars().next().filter(|_| stem.len() >= SHORTEST_GUESS)?;
            let near = self.guessable.get(&letter)?;
            near.iter().find(|(known, _)| within_one_slip(stem, known)).map(|(_, id)| *id)
        })
    }

    fn add(&mut self, topic: &TopicFile, reply: Reply) -> Result<(), KnowledgeError> {
        let index = self.topics.len();
        let mut told = HashSet::new();
        // The heaviest first: a lighter phrase of the same stems would count twice.
        for (weight, phrases) in topic.hears.iter().rev() {
            for phrase in phrases {
                let ids: Vec<_> = words(phrase).map(|word| self.learn_guessable(&word)).collect();
                let Some(first) = ids.first() else {
                    return Err(KnowledgeError::EmptyPhrase(topic.id.clone()));
                };
                if told.insert(ids.clone()) {
                    self.starts.entry(*first).or_default().push(self.phrases.len());
                    self.phrases.push(Phrase { topic: index, words: ids, weight: *weight });
                }
            }
        }
        self.topics.push(Topic {
            id: topic.id.clone(),
            small_talk: topic.small_talk,
            alone: topic.alone,
            reply,
        });
        Ok(())
    }

    fn learn(&mut self, word: &str) -> WordId {
        let next = self.vocabulary.len();
        *self.vocabulary.entry(stem(word, self.language).to_owned()).or_insert(next)
    }

    fn learn_guessable(&mut self, word: &str) -> WordId {
        let before = self.vocabulary.len();
        let id = self.learn(word);
        let stem = stem(word, self.language);
        if id == before
            && stem.len() >= SHORTEST_GUESS
            && let Some(letter) = stem.chars().next()
        {
            self.guessable.entry(letter).or_default().push((stem.to_owned(), id));
        }
        id
    }
}

/// A file that goes with an answer.
fn sent(
    name: &str,
    alt: Option<String>,
    files: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<Box<ReplyFile>, KnowledgeError> {
    let bytes = files(name).filter(|bytes| bytes.len() as u64 <= MAX_FILE);
    let media = bytes.as_ref().and_then(|bytes| media_of(bytes));
    let (Some(bytes), Some(media)) = (bytes, media) else {
        return Err(KnowledgeError::UnknownFile(name.into()));
    };
    let (name, media, bytes) = (name.into(), media.into(), bytes.into());
    Ok(Box::new(ReplyFile { name, media, bytes, alt }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(topics: &str) -> Result<Knowledge, KnowledgeError> {
        let json = format!(
            r#"{{"lang": "en", "common": "the", "greeting": {{"text": "Hi", "next": []}},
                "unknown": {{"text": "?", "next": []}}, "topics": [{topics}]}}"#
        );
        Knowledge::parse(Language::English, &json, &|_| None)
    }

    fn topic(id: &str, phrase: &str, next: &str) -> String {
        format!(
            r#"{{"id": "{id}", "ask": "{id}?", "hears": {{"4": ["{phrase}"]}}, "answer": "!", "next": [{next}]}}"#
        )
    }

    #[test]
    fn a_follow_up_becomes_the_words_to_ask_it_with() {
        let topics = [topic("a", "one", r#""b""#), topic("b", "two", "")].join(",");
        assert_eq!(parse(&topics).unwrap().topics[0].reply.suggestions, ["b?"]);
    }

    #[test]
    fn what_cannot_work_is_refused_by_name() {
        assert!(matches!(parse("{}"), Err(KnowledgeError::Format(_))));
        let swapped = Knowledge::parse(
            Language::Spanish,
            include_str!("../../demo/insurer/knowledge.en.json"),
            &|_| None,
        );
        assert!(matches!(swapped, Err(KnowledgeError::OtherLanguage(lang)) if lang == "en"));
        let dangling = parse(&topic("a", "one", r#""b""#));
        assert!(matches!(dangling, Err(KnowledgeError::UnknownTopic(id)) if id == "b"));
        let twice = [topic("a", "one", ""), topic("a", "two", "")].join(",");
        assert!(matches!(parse(&twice), Err(KnowledgeError::TwiceTold(id)) if id == "a"));
        assert!(matches!(parse(&topic("a", "¿?", "")), Err(KnowledgeError::EmptyPhrase(_))));
        let asks = topic("a", "one", "").replace("\"next\"", "\"form\": \"f\", \"next\"");
        assert!(matches!(parse(&asks), Err(KnowledgeError::UnknownForm(id)) if id == "f"));
        let form = |kind: &str, label: &str| {
            let field = format!(r#"{{"name": "n", "label": "{label}", "kind": "{kind}"}}"#);
            let said: String = ["taken", "corrected", "withdrawn", "not_allowed", "invalid"]
                .map(|event| format!(r#", "{event}": {{"text": "!", "next": []}}"#))
                .concat();
            let form = format!(
                r#"{{"id": "f", "purpose": "p", "title": "t", "fields": [{field}]{said}}}"#
            );
            parse(&format!(r#"{asks}], "forms": [{form}"#))
        };
        let asked = form("name", "l").unwrap();
        assert_eq!(asked.topics[0].reply.form.as_ref().unwrap().fields[0].name, "n");
        for (kind, label) in [("nickname", "l"), ("name", "")] {
            assert!(matches!(form(kind, label), Err(KnowledgeError::BadForm(id)) if id == "f"));
        }
    }

    #[test]
    fn cards_and_ratings_that_nobody_could_be_shown_are_refused() {
        let told = |more: &str| {
            parse(&topic("a", "one", "").replace("\"next\"", &format!("{more}, \"next\"")))
        };
        let good = r#""cards": [{"title": "One"}], "layout": "carousel",
            "rating": {"text": "How?", "scale": "thumbs"}, "markdown": true"#;
        let reply = told(good).unwrap().topics[0].reply.clone();
        assert!(reply.markdown && reply.cards.is_some() && reply.rating.is_some());
        for bad in [
            r#""cards": []"#,
            r#""cards": [{"text": "x"}]"#,
            r#""cards": [{"title": "t"}], "layout": "grid""#,
            r#""rating": {"text": "", "scale": "five"}"#,
            r#""rating": {"text": "How?", "scale": "ten"}"#,
        ] {
            assert!(matches!(told(bad), Err(KnowledgeError::BadCards(id)) if id == "a"), "{bad}");
        }
    }

    #[test]
    fn a_word_to_who_asks_for_a_person_that_is_no_word_is_refused() {
        let told = |people: &str| {
            let more = format!("\"people\": {people}, \"next\"");
            parse(&topic("a", "one", "").replace("\"next\"", &more))
        };
        let good = told(r#"{"there": "they come", "away": "nobody"}"#).unwrap();
        assert_eq!(good.topics[0].reply.handover.as_ref().unwrap().away, "nobody");
        for (bad, why) in [
            (r#"{"there": "t", "away": ""}"#, HandoverFault::Empty),
            (r#"{"there": "t", "away": "a", "then": "x"}"#, HandoverFault::Unknown("then".into())),
        ] {
            let fault = told(bad).unwrap_err();
            assert!(
                matches!(&fault, KnowledgeError::BadPeople(id, own) if id == "a" && *own == why)
            );
        }
    }

    #[test]
    fn a_picture_that_nobody_could_be_shown_is_refused() {
        let told = |picture: &str| {
            parse(&topic("a", "one", "").replace(
                "\"next\"",
                &format!(r#""cards": [{{"title": "One", "picture": {picture}}}], "next""#),
            ))
        };
        for (bad, why) in [
            (r#"{"file": "a.png", "alt": ""}"#, PictureFault::Missing),
            (r#"{"base64": "PHN2Zy8+", "alt": ""}"#, PictureFault::Kind),
            (r#"{"url": "https://a.example/b.png", "alt": ""}"#, PictureFault::Form),
            (r#"{"base64": "PHN2Zy8+"}"#, PictureFault::Alt),
        ] {
            let refused = told(bad);
            let is_it = matches!(&refused, Err(KnowledgeError::BadPicture(id, fault)) if id == "a" && *fault == why);
            assert!(is_it, "{bad}: {refused:?}");
        }
    }

    #[test]
    fn a_slip_is_forgiven_in_long_words_alone() {
        let known = parse(&topic("a", "encryption cat", "")).unwrap();
        assert_eq!(known.guessed("encrpytion"), known.known("encryption"));
        assert_eq!(known.known("encrpytion"), None);
        assert_eq!(known.guessed("car"), None);
    }
}
