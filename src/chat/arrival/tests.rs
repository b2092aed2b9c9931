use sigilo_protocol::{By, FieldKind, Format};

use super::*;
use crate::{detector::Seen, state::RecipientRole};

struct Blind;

impl Detector for Blind {
    fn seen(&self, _: &str) -> Vec<Seen> {
        Vec::new()
    }

    fn masked(&self, text: &str, _: &[Seen]) -> String {
        text.into()
    }

    fn takes(&self, _: FieldKind, _: &str) -> bool {
        true
    }

    fn echoed(&self, text: &str) -> String {
        text.into()
    }
}

/// What the bot's body shows; nothing if it is of a kind that can't be shown.
fn shown(id: &str, content: Content) -> Option<MessageView> {
    let manifest = people::tests::manifest();
    let body = Body::new(id, content);
    match said(&manifest, &manifest.recipients[0], &body, 7, Lang::Es, &Blind) {
        Ok(Some(Change::Message(message))) => Some(message),
        _ => None,
    }
}

#[test]
fn a_takeover_is_a_line_of_the_chat_and_its_words_are_a_person_s() {
    let handoff = |to: &str| shown("a", Content::Handoff { to: to.into() });
    let taken = handoff("people").unwrap();
    assert_eq!((taken.id.as_str(), taken.at), ("+bot:a", 7.0));
    assert_eq!((&taken.author, taken.tells_person()), (&Author::Chat, Some(true)));
    assert!(taken.text.contains("PEOPLE"), "{}", taken.text);
    let back = handoff("bot").unwrap();
    assert!(back.text.contains("BOT"));
    assert_eq!((back.tells_person(), handoff("bot").unwrap().id), (Some(false), "-bot:a".into()));
    assert_eq!(handoff("other"), None);

    let by = Some(By { id: "people".into(), name: Some("Marta".into()) });
    let (text, format) = ("Hola".into(), Format::Plain);
    let said = Content::Text { text, lang: None, suggestions: Vec::new(), format, by, cards: None };
    let said = shown("b", said).unwrap();
    assert_eq!(said.tells_person(), Some(true));
    let Author::Recipient(marta) = said.author else { panic!("{said:?}") };
    assert_eq!((marta.name.as_str(), marta.role), ("Marta · PEOPLE", RecipientRole::Person));
}

#[test]
fn who_looks_on_is_a_line_of_the_chat() {
    let present = |ids: Option<&[&str]>| {
        let present = ids.map(|ids| ids.iter().map(|id| (*id).into()).collect());
        shown("a", Content::Recipients { ver: 0, present })
    };
    let looks = present(Some(&["watch"])).unwrap();
    assert_eq!((&looks.author, looks.tells_person()), (&Author::Chat, None));
    assert!(looks.text.contains("WATCH"), "{}", looks.text);
    assert_eq!(present(Some(&[])).unwrap().text, Lang::Es.asking().unwatched);
    assert_eq!(present(Some(&["nobody"])), None);
    assert_eq!(present(None), None, "only the manifest is newer");
}
