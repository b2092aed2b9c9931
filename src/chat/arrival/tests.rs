use sigilo_protocol::{
    Act, Action, Attachment, By, Card, Cards, Field, FieldKind, FileKey, Format, Layout, Picture,
    Scale,
};

use super::*;
use crate::{detector::Seen, state::RecipientRole};

struct Blind;

impl Detector for Blind {
    fn seen(&self, _: &str) -> Vec<Seen> {
        Vec::new()
    }

    fn seen_in_name(&self, _: &str) -> Vec<Seen> {
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
    let mut body = Body::new(id, content);
    match said(&manifest, &manifest.recipients[0], &mut body, 7, Lang::Es, &Blind) {
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
fn whatever_a_bot_says_comes_with_its_picture() {
    let manifest = people::tests::manifest();
    let (title, purpose) = ("?".into(), "p".into());
    let (name, label) = ("who".into(), "?".into());
    let field = Field {
        name,
        label,
        kind: FieldKind::Name,
        required: false,
        why: None,
        autocomplete: None,
    };
    let file = Attachment {
        name: "a.pdf".into(),
        media: "application/pdf".into(),
        size: 1,
        blob: Hash::of(b"a"),
        key: FileKey::from_bytes([7; 32]),
        alt: None,
    };
    let scale = Scale::Five;
    let (of, text) = ("b".to_owned(), "?".to_owned());
    for content in [
        Content::text("Hola", "es"),
        Content::Form { title, purpose, fields: vec![field] },
        Content::Attachment(file),
        Content::RatingRequest { text: text.clone(), lang: None, scale },
        Content::Chunk { of, index: 0, text, last: false, format: Format::Plain },
    ] {
        let named = |picture: Option<&str>| {
            let mut body =
                Body { picture: picture.map(Into::into), ..Body::new("a", content.clone()) };
            let change = said(&manifest, &manifest.recipients[0], &mut body, 7, Lang::Es, &Blind);
            match change.ok().flatten() {
                Some(
                    Change::Message(own)
                    | Change::Rich(own, _)
                    | Change::Form(own, _)
                    | Change::File(own, _),
                ) => match own.author {
                    Author::Recipient(own) => own.picture.clone(),
                    _ => None,
                },
                Some(Change::Moment(own, _)) => own.picture.clone(),
                _ => panic!("{content:?}"),
            }
        };
        assert_eq!(named(Some("aurora")).as_deref(), Some("aurora"), "{content:?}");
        assert_eq!(named(None), None);
    }
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

/// Masks what a card's number begins with.
struct Masking;

impl Detector for Masking {
    fn seen(&self, _: &str) -> Vec<Seen> {
        Vec::new()
    }

    fn seen_in_name(&self, _: &str) -> Vec<Seen> {
        Vec::new()
    }

    fn masked(&self, text: &str, _: &[Seen]) -> String {
        text.into()
    }

    fn takes(&self, _: FieldKind, _: &str) -> bool {
        true
    }

    fn echoed(&self, text: &str) -> String {
        text.replace("4111", "····")
    }
}

#[test]
fn what_lies_beside_a_text_is_kept_with_it_and_masked_like_it() {
    let manifest = people::tests::manifest();
    let shown = |content: Content| {
        let mut body = Body::new("a", content);
        match said(&manifest, &manifest.recipients[0], &mut body, 7, Lang::Es, &Masking) {
            Ok(Some(Change::Rich(message, rich))) => Some((message.text, rich)),
            _ => None,
        }
    };
    let text = |format, cards| Content::Text {
        text: "**4111**".into(),
        lang: None,
        suggestions: Vec::new(),
        format,
        by: None,
        cards,
    };
    assert_eq!(shown(text(Format::Plain, None)), None, "plain words have nothing beside them");
    let (words, rich) = shown(text(Format::Markdown, None)).unwrap();
    assert_eq!((words.as_str(), rich.markdown, &rich.cards), ("**····**", true, &None));

    let act = |act| Action { label: "4111".into(), act };
    let actions = vec![act(Act::Say("say 4111".into()))];
    let file = Attachment {
        name: "4111".into(),
        media: "image/png".into(),
        size: 4111,
        blob: Hash::of(b"4111"),
        key: FileKey::from_bytes([7; 32]),
        alt: Some("c 4111".into()),
    };
    let picture = Picture::new(file.clone(), "c 4111".into());
    let card = Card { title: "a 4111".into(), text: Some("b 4111".into()), actions, picture };
    let (_, rich) = shown(text(Format::Plain, Some(Cards::new(Layout::List, &[card])))).unwrap();
    let mut cards = rich.cards.unwrap().read().unwrap();
    let picture = cards[0].picture.take().unwrap();
    let masked = Attachment { alt: Some("c ····".into()), ..file.clone() };
    assert_eq!(*picture.file(), masked, "what opens a picture stays as it was");
    let kept = format!("{cards:?}");
    assert!(!kept.contains("4111") && kept.matches("····").count() == 4, "{kept}");

    let mut body = Body::new("a", Content::Attachment(file));
    let change = said(&manifest, &manifest.recipients[0], &mut body, 7, Lang::Es, &Masking);
    let Ok(Some(Change::File(message, kept))) = change else { panic!("no file") };
    let kept = kept.attachment().unwrap();
    let read = (message.text.as_str(), kept.name.as_str(), kept.alt.as_deref());
    assert_eq!(read, ("····", "", Some("c ····")));

    let asks = Content::RatingRequest { text: "4111?".into(), lang: None, scale: Scale::Thumbs };
    let (words, rich) = shown(asks).unwrap();
    assert_eq!((words.as_str(), rich.scale), ("····?", Some(2)));
    let answer = Content::Rating { of: "a".into(), score: 1, comment: None };
    assert_eq!(shown(answer), None, "that is the visitor's to say");
}

#[test]
fn a_form_and_a_statement_are_kept_masked() {
    let manifest = people::tests::manifest();
    let read = |content| {
        let mut body = Body::new("a", content);
        said(&manifest, &manifest.recipients[0], &mut body, 7, Lang::Es, &Masking).ok().flatten()
    };
    let field = Field {
        name: "who".into(),
        label: "a 4111".into(),
        kind: FieldKind::Name,
        required: false,
        why: Some("b 4111".into()),
        autocomplete: None,
    };
    let (title, purpose) = ("c 4111".into(), "p".into());
    let asked = read(Content::Form { title, purpose, fields: vec![field] });
    let Some(Change::Form(message, form)) = asked else { panic!("no form") };
    assert_eq!(message.text, "c ····");
    let kept = form.to_json().to_text();
    assert!(!kept.contains("4111") && kept.matches("····").count() == 3, "{kept}");

    let (of, statement) = ("b".into(), Some("d 4111".into()));
    let settled = Content::RightState { of, state: protocol::Done, due: 1, statement };
    let Some(Change::Request { statement, .. }) = read(settled) else { panic!("no request") };
    assert_eq!(statement.as_deref(), Some("d ····"));
    let (of, signed) = ("b".into(), "eyJhbGciOi4111");
    let settled =
        Content::RightState { of, state: protocol::Done, due: 1, statement: Some(signed.into()) };
    let Some(Change::Request { statement, .. }) = read(settled) else { panic!("no request") };
    assert_eq!(statement.as_deref(), Some(signed), "what is signed stays as it is");
}

#[test]
fn what_was_read_before_stays_in_a_page_that_is_not_sealed_anew() {
    use crate::kept::{pages, tests::kept};
    let mut kept = kept();
    for at in 0..pages::PAGE + 3 {
        let author = Author::Visitor(Delivery::Delivered);
        let view = MessageView::new(at.to_string(), author, "Hola".into(), 0.0);
        kept.add(&[view.into()]);
    }
    let read = |kept: &mut Kept, upto: usize| {
        Change::Read(upto.to_string()).apply(kept);
        kept.messages.clone()
    };
    let before = read(&mut kept, pages::PAGE);
    let after = read(&mut kept, pages::PAGE + 1);
    assert!(pages::is_same(&after[..pages::PAGE], &before, 0));
    let stands = |at: usize| after[at].view.author.clone();
    assert_eq!(stands(0), Author::Visitor(Delivery::Read));
    assert_eq!(stands(pages::PAGE + 1), Author::Visitor(Delivery::Read));
    assert_eq!(stands(pages::PAGE + 2), Author::Visitor(Delivery::Delivered));
}
