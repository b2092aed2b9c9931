use alloc::{format, string::ToString, vec};
use std::collections::BTreeSet;

use super::*;
use crate::{
    bytes::{Bytes, Hash, b64u},
    file::{FileKey, MAX_FILE},
    header::{HelloBox, Kind},
};

fn attachment(size: u64, alt: Option<&str>) -> Content {
    Content::Attachment(Attachment {
        name: "póliza.pdf".into(),
        media: "application/pdf".into(),
        size,
        blob: Hash::of(b"chunks"),
        key: FileKey::from_bytes([7; 32]),
        alt: alt.map(Into::into),
    })
}

fn form(fields: usize) -> Content {
    let field = |i: usize| Field {
        name: format!("f{i}"),
        label: "¿Cuándo?".into(),
        kind: FieldKind::ALL[i % 10],
        required: i.is_multiple_of(2),
        why: (i % 3 == 1).then(|| "Sin ella no hay precio.".into()),
        autocomplete: (i % 3 == 2).then(|| "section-a postal-code".into()),
    };
    Content::Form {
        title: "Claim".into(),
        purpose: "claims:2026".into(),
        fields: (0..fields).map(field).collect(),
    }
}

fn answer(boxes: usize, sealed: usize) -> FormAnswer {
    let boxed =
        |i: usize| HelloBox { to: format!("r{i}"), kid: "k1".into(), sealed: vec![7; 65 + 48] };
    FormAnswer {
        form: "b1".into(),
        mh: Hash::of(b"a manifest"),
        kc: Hash::of(b"a key"),
        to: (0..boxes).map(boxed).collect(),
        sealed: vec![9; sealed],
    }
}

fn cards(count: usize, layout: Layout) -> Content {
    let action = |i: usize| Action {
        label: format!("Button {i}"),
        act: match i % 2 {
            0 => Act::Say("¿Cuánto cuesta?".into()),
            _ => Act::Open("https://insurer.example/home?a=b#c".into()),
        },
    };
    let card = |i: usize| Card {
        title: format!("Card {i}"),
        text: (!i.is_multiple_of(3)).then(|| "From **5 €**\na month".into()),
        actions: (0..i % 5).map(action).collect(),
        picture: (i % 4 == 3).then(picture),
    };
    let cards = Some(Cards::new(layout, &(0..count).map(card).collect::<Vec<_>>()));
    Content::Text {
        text: "All that we have".into(),
        lang: None,
        suggestions: vec![],
        format: Format::Plain,
        by: None,
        cards,
    }
}

/// A picture as a card has it.
fn picture() -> Picture {
    let Content::Attachment(file) = attachment(5, None) else { panic!("no file") };
    let file = Attachment { media: "image/webp".into(), ..file };
    Picture::new(file, "A house at night".into()).unwrap()
}

fn refused(reason: FormFault) -> Content {
    Content::FormRefused { of: "b1".into(), reason }
}

fn right_state(state: RequestState, statement: Option<&str>) -> Content {
    Content::RightState {
        of: "b1".into(),
        state,
        due: 1_800_000_000,
        statement: statement.map(Into::into),
    }
}

fn proofs(entries: usize, hashes: usize) -> Proofs {
    let proven = |i: usize| Proven {
        index: i as u64,
        salt: Bytes([7; 16]),
        entry: "{\"kind\":\"consent.given\"}".into(),
        path: vec![8; 32 * hashes],
    };
    Proofs {
        of: "b1".into(),
        checkpoint: "site.example/audit\n9\n".into(),
        entries: (0..entries).map(proven).collect(),
        consistency: vec![9; 32 * hashes],
    }
}

/// Every type with its `type` and `t` as §8 lists them, and what may be absent, absent and present.
fn contents() -> Vec<(&'static str, Kind, Content)> {
    let of = || "b1".into();
    let rich = Content::Text {
        text: "**yes**\n\"\\\u{1}".into(),
        lang: None,
        suggestions: vec!["and?".into(), "".into()],
        format: Format::Markdown,
        by: Some(By { id: "people".into(), name: Some("Marta".into()) }),
        cards: None,
    };
    let people = Content::Text {
        text: "t".into(),
        lang: None,
        suggestions: vec![],
        format: Format::Plain,
        by: Some(By { id: "people".into(), name: None }),
        cards: None,
    };
    let rating = |score, comment: Option<&str>| {
        let comment = comment.map(Into::into);
        Content::Rating { of: "b1".into(), score, comment }
    };
    let request = |scale, lang: Option<&str>| {
        let lang = lang.map(Into::into);
        Content::RatingRequest { text: "¿Qué tal?".into(), lang, scale }
    };
    let present = Some(vec!["people".into(), "supervision".into()]);
    let bodies = Scope::Bodies(vec!["b1".into(), "b2".into()]);
    vec![
        ("hello", Kind::Hello, Content::Hello { receipt: "r".into() }),
        ("text", Kind::Msg, Content::text("¿Qué cubre?", "es")),
        ("text", Kind::Msg, rich),
        ("text", Kind::Msg, people),
        ("text", Kind::Msg, cards(1, Layout::List)),
        ("text", Kind::Msg, cards(12, Layout::Carousel)),
        ("rating-request", Kind::Msg, request(Scale::Five, None)),
        ("rating-request", Kind::Msg, request(Scale::Thumbs, Some("es"))),
        ("rating", Kind::Msg, rating(1, None)),
        ("rating", Kind::Msg, rating(5, Some("Bien"))),
        ("form", Kind::Msg, form(1)),
        ("form", Kind::Msg, form(10)),
        ("form-answer", Kind::Msg, Content::FormAnswer(answer(1, 17))),
        ("form-answer", Kind::Msg, Content::FormAnswer(answer(8, 300))),
        ("form-refused", Kind::Ctl, refused(FormFault::Unknown)),
        ("form-refused", Kind::Ctl, refused(FormFault::NotAllowed)),
        ("form-refused", Kind::Ctl, refused(FormFault::Restricted)),
        ("form-refused", Kind::Ctl, refused(FormFault::Late)),
        ("form-refused", Kind::Ctl, refused(FormFault::Invalid)),
        ("attachment", Kind::Msg, attachment(0, None)),
        ("attachment", Kind::Msg, attachment(MAX_FILE, Some("a policy"))),
        (
            "receipt",
            Kind::Ctl,
            Content::Receipt { receipt: "r".into(), countersignature: "c".into() },
        ),
        ("typing", Kind::Ctl, Content::Typing { on: true, by: None }),
        (
            "typing",
            Kind::Ctl,
            Content::Typing { on: false, by: Some(By { id: "people".into(), name: None }) },
        ),
        ("read", Kind::Ctl, Content::Read { upto: of() }),
        ("edit", Kind::Ctl, Content::Edit { of: of(), text: "no".into() }),
        ("delete", Kind::Ctl, Content::Delete { of: of() }),
        (
            "chunk",
            Kind::Ctl,
            Content::Chunk { of: of(), index: 4, text: " and".into(), last: false },
        ),
        ("handoff", Kind::Ctl, Content::Handoff { to: "claims-team".into() }),
        ("recipients", Kind::Ctl, Content::Recipients { ver: 9, present: None }),
        ("recipients", Kind::Ctl, Content::Recipients { ver: 9, present: Some(vec![]) }),
        ("recipients", Kind::Ctl, Content::Recipients { ver: 9, present }),
        ("identify", Kind::Ctl, Content::Identify { jwt: "a.b.c".into() }),
        ("erase", Kind::Ctl, Content::Erase { scope: Scope::Conversation }),
        ("erase", Kind::Ctl, Content::Erase { scope: bodies }),
        ("consent", Kind::Ctl, Content::Consent { receipt: "r".into(), log: None }),
        ("consent", Kind::Ctl, Content::Consent { receipt: "r".into(), log: Some("l".into()) }),
        ("right", Kind::Ctl, Content::Right { right: Right::Access, purpose: None, note: None }),
        (
            "right",
            Kind::Ctl,
            Content::Right {
                right: Right::Objection,
                purpose: Some("marketing".into()),
                note: Some("no me llaméis".into()),
            },
        ),
        ("right-state", Kind::Ctl, right_state(RequestState::Received, None)),
        ("right-state", Kind::Ctl, right_state(RequestState::Done, Some("a.b.c"))),
        ("audit", Kind::Ctl, Content::Audit { size: 0, of: vec![] }),
        ("audit", Kind::Ctl, Content::Audit { size: 9, of: vec![Hash::of(b"r"); 16] }),
        ("audit-proof", Kind::Ctl, Content::AuditProof(proofs(0, 0))),
        ("audit-proof", Kind::Ctl, Content::AuditProof(proofs(32, 20))),
        ("ack", Kind::Ack, Content::Ack),
        ("poll", Kind::Msg, Content::Unknown { kind: "poll".into() }),
    ]
}

fn json(content: &Content) -> serde_json::Map<String, serde_json::Value> {
    let padded = Body::new("b9", content.clone()).to_padded().unwrap();
    serde_json::from_slice(&padded).unwrap()
}

fn parse(json: impl serde::Serialize) -> Result<Content, BodyError> {
    Body::parse(&serde_json::to_vec(&json).unwrap()).map(|body| body.content)
}

#[test]
fn every_type_survives_the_way_under_its_name_and_shows_only_its_step() {
    for (name, kind, content) in contents() {
        let body = Body::new("b9", content);
        let padded = body.to_padded().unwrap();
        assert_eq!(padded.len() % 256, 0);
        assert_eq!(Body::parse(&padded).unwrap(), body);
        assert_eq!(json(&body.content)["type"], name);
        assert_eq!(body.content.kind(), kind, "{name}");
    }
    // As many as §8 has, and one that it has not.
    let names: BTreeSet<_> = contents().into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names.len(), 24 + 1);
}

#[test]
fn a_body_is_written_as_the_spec_has_it() {
    let cases = [
        (
            form(1),
            r#""type":"form","title":"Claim","purpose":"claims:2026","fields":[{"name":"f0","label":"¿Cuándo?","kind":"name","required":true}]}"#,
        ),
        (
            Content::FormAnswer(answer(1, 17)),
            r#""type":"form-answer","form":"b1","mh":"5ZYlqCJJfBZNYHBes_1pdcN1yiE7gUATeoJqd3kJhqk","kc":"#,
        ),
        (
            refused(FormFault::NotAllowed),
            r#""type":"form-refused","of":"b1","reason":"not-allowed"}"#,
        ),
        (
            attachment(5, Some("x")),
            r#""type":"attachment","name":"póliza.pdf","media":"application/pdf","size":5,"blob":"#,
        ),
        (
            Content::Erase { scope: Scope::Bodies(vec!["b1".into()]) },
            r#""type":"erase","scope":["b1"]}"#,
        ),
        (
            Content::Right {
                right: Right::Restriction,
                purpose: Some("p".into()),
                note: Some("n".into()),
            },
            r#""type":"right","right":"restriction","purpose":"p","note":"n"}"#,
        ),
        (
            right_state(RequestState::Refused, Some("s")),
            r#""type":"right-state","of":"b1","state":"refused","due":1800000000,"statement":"s"}"#,
        ),
        (
            Content::Consent { receipt: "r".into(), log: Some("l".into()) },
            r#""type":"consent","receipt":"r","log":"l"}"#,
        ),
        (Content::Audit { size: 9, of: vec![] }, r#""type":"audit","size":9,"of":[]}"#),
        (
            Content::AuditProof(proofs(1, 0)),
            r#""type":"audit-proof","of":"b1","checkpoint":"site.example/audit\u000a9\u000a","entries":[{"index":0,"salt":"BwcHBwcHBwcHBwcHBwcHBw","entry":"{\"kind\":\"consent.given\"}","path":""}],"consistency":""}"#,
        ),
        (Content::text("t", "en"), r#""type":"text","text":"t","lang":"en"}"#),
        (
            cards(3, Layout::Carousel),
            r#""type":"text","text":"All that we have","layout":"carousel","cards":[{"title":"Card 0"},{"title":"Card 1","text":"From **5 €**\u000aa month","actions":[{"label":"Button 0","say":"¿Cuánto cuesta?"}]},"#,
        ),
        (
            Content::RatingRequest { text: "t".into(), lang: None, scale: Scale::Thumbs },
            r#""type":"rating-request","text":"t","scale":"thumbs"}"#,
        ),
        (
            Content::Rating { of: "b1".into(), score: 4, comment: None },
            r#""type":"rating","of":"b1","score":4}"#,
        ),
    ];
    for (content, expected) in cases {
        let padded = Body::new("b9", content).to_padded().unwrap();
        let text = core::str::from_utf8(&padded).unwrap();
        let rest = text.strip_prefix(r#"{"v":1,"id":"b9","#).unwrap();
        assert!(rest.starts_with(expected), "{rest}");
    }
    assert_eq!(json(&attachment(5, None))["key"], b64u(&[7; 32]));
}

#[test]
fn a_type_without_a_member_that_it_needs_is_refused() {
    const MAY_BE_ABSENT: [&str; 14] = [
        "layout",
        "cards",
        "comment",
        "lang",
        "suggestions",
        "format",
        "by",
        "name",
        "present",
        "alt",
        "log",
        "purpose",
        "note",
        "statement",
    ];
    const NEEDED: [(&str, &str); 2] = [("form", "purpose"), ("attachment", "name")];
    for (name, _, content) in contents() {
        for member in json(&content).keys() {
            let mut without = json(&content);
            without.remove(member);
            let read = parse(&without);
            // A body without its type is none; of an unknown type only its type is known.
            if MAY_BE_ABSENT.contains(&member.as_str())
                && !NEEDED.contains(&(name, member.as_str()))
            {
                assert!(read.is_ok(), "{name} without {member}");
            } else {
                assert_eq!(read, Err(BodyError::Format), "{name} without {member}");
            }
        }
    }
}

#[test]
fn a_member_of_another_type_is_refused() {
    let wrong = [
        serde_json::json!(null),
        serde_json::json!({}),
        serde_json::json!([7]),
        serde_json::json!("?"),
        serde_json::json!(true),
        serde_json::json!(1),
    ];
    for (name, _, content) in contents() {
        for (member, right) in &json(&content) {
            let same = |value: &serde_json::Value| {
                core::mem::discriminant(value) == core::mem::discriminant(right)
            };
            // Whatever is a value of the right JSON type may be right.
            for value in wrong.iter().filter(|value| !same(value)) {
                // An erasure's scope is a text or a list.
                if member == "scope" && value.is_string() {
                    continue;
                }
                let mut changed = json(&content);
                changed.insert(member.clone(), value.clone());
                assert_eq!(parse(&changed), Err(BodyError::Format), "{name}.{member} = {value}");
            }
        }
    }
}

#[test]
fn what_a_type_does_not_have_is_passed_over() {
    for (name, _, content) in contents() {
        for extra in [serde_json::json!(null), serde_json::json!([{"deep": 1}])] {
            let mut wider = json(&content);
            wider.insert("from-a-later-version".into(), extra.clone());
            if let Some(field) = wider.get_mut("fields").and_then(|fields| fields.get_mut(0)) {
                field["hint"] = extra;
            }
            assert_eq!(parse(&wider).as_ref(), Ok(&content), "{name}");
        }
    }
}

#[test]
fn a_value_that_is_not_in_the_spec_is_refused() {
    let id = "x".repeat(81);
    let key = b64u(&[7; 31]);
    let note = "é".repeat(2001);
    let too_large = MAX_FILE + 1;
    for bad in [
        r#""type":"text","text":"t","format":"html"}"#,
        r#""type":"text","text":"t","suggestions":[1]}"#,
        r#""type":"form","title":"t","purpose":"p","fields":[]}"#,
        r#""type":"form","title":"t","purpose":"p","fields":["name"]}"#,
        r#""type":"form","title":"t","purpose":"p","fields":[{"name":"n","label":"l","kind":"k"}]}"#,
        r#""type":"text","text":"t","layout":"grid"}"#,
        r#""type":"text","text":"t","layout":"grid","cards":[{"title":"t"}]}"#,
        r#""type":"rating-request","text":"t","scale":"ten"}"#,
        r#""type":"rating","of":"b","score":0}"#,
        r#""type":"rating","of":"b","score":6}"#,
        r#""type":"rating","of":"b","score":3,"comment":""}"#,
        r#""type":"typing","on":"true"}"#,
        r#""type":"typing","on":1}"#,
        r#""type":"read","upto":""}"#,
        &format!(r#""type":"edit","of":"{id}","text":"t"}}"#),
        &format!(r#""type":"delete","of":"{id}"}}"#),
        r#""type":"chunk","of":"b","index":-1,"text":"t","last":true}"#,
        r#""type":"chunk","of":"b","index":1.0,"text":"t","last":true}"#,
        r#""type":"handoff","to":"the team"}"#,
        r#""type":"handoff","to":""}"#,
        r#""type":"recipients","ver":"1"}"#,
        r#""type":"erase","scope":"everything"}"#,
        r#""type":"erase","scope":[""]}"#,
        r#""type":"erase","scope":[1]}"#,
        &format!(r#""type":"erase","scope":["{id}"]}}"#),
        r#""type":"consent","receipt":"r","log":null}"#,
        r#""type":"right","right":"forgetting"}"#,
        r#""type":"right","right":"Access"}"#,
        r#""type":"right","right":"access","purpose":"two words"}"#,
        r#""type":"right","right":"access","note":7}"#,
        &format!(r#""type":"right","right":"access","note":"{note}"}}"#),
        r#""type":"form-refused","of":"","reason":"late"}"#,
        r#""type":"form-refused","of":"b","reason":1}"#,
        r#""type":"form-refused","of":"b"}"#,
        r#""type":"right-state","of":"","state":"done","due":1}"#,
        r#""type":"right-state","of":"b","state":"maybe","due":1}"#,
        r#""type":"right-state","of":"b","state":"done","due":-1}"#,
        r#""type":"right-state","of":"b","state":"done","due":1,"statement":null}"#,
    ] {
        let bad = format!(r#"{{"v":1,"id":"b",{bad}"#);
        assert_eq!(Body::parse(bad.as_bytes()), Err(BodyError::Format), "{bad}");
    }
    for (member, value) in [
        ("size", serde_json::json!(too_large)),
        ("key", key.as_str().into()),
        ("key", (b64u(&[7; 32]) + "=").into()),
        ("blob", key.as_str().into()),
    ] {
        let mut changed = json(&attachment(5, None));
        changed.insert(member.into(), value);
        assert_eq!(parse(&changed), Err(BodyError::Format), "{member}");
    }
}

#[test]
fn what_is_no_body_of_this_version_is_refused() {
    for bad in [
        r#"{"v":2,"id":"b","type":"ack"}"#,
        r#"{"v":"1","id":"b","type":"ack"}"#,
        r#"{"v":1,"id":"b","id":"c","type":"ack"}"#,
        r#"{"v":1,"id":"b","type":"ack"} x"#,
        r#"{"v":1,"id":"b","type":7}"#,
        "[]",
        "",
    ] {
        assert_eq!(Body::parse(bad.as_bytes()), Err(BodyError::Format), "{bad}");
    }
}

#[test]
fn whoever_says_something_may_have_a_picture_of_a_plain_name_and_no_other() {
    let shown = |picture: serde_json::Value| {
        let body = serde_json::json!({ "v": 1, "id": "b", "type": "text", "text": "t", "picture": picture });
        let read = Body::parse(body.to_string().as_bytes()).unwrap();
        assert_eq!(read.content, parse(body.as_object().unwrap()).unwrap(), "the words stand");
        read.picture
    };
    let longest = "a".repeat(80);
    for name in ["ana", "ana-2_B", "0", &longest] {
        assert_eq!(shown(name.into()).as_deref(), Some(name));
        let body = Body { picture: Some(name.into()), ..Body::new("b", Content::text("t", "en")) };
        assert_eq!(Body::parse(&body.to_padded().unwrap()), Ok(body));
    }
    let long = "a".repeat(81);
    for hostile in [
        "",
        " ",
        "ana.webp",
        ".",
        "..",
        "../ana",
        "a/b",
        "/ana",
        "//host",
        "a\\b",
        "https:host",
        "data:x",
        "a:b",
        "a%2fb",
        "a?b",
        "a#b",
        "a b",
        "a)b",
        "a\"b",
        "a'b",
        "a;b",
        "a\nb",
        "a\u{202e}b",
        "ána",
        &long,
    ] {
        assert_eq!(shown(hostile.into()), None, "{hostile:?}");
    }
    for other in [serde_json::json!(null), serde_json::json!(7), serde_json::json!(["ana"])] {
        assert_eq!(shown(other), None);
    }
}

#[test]
fn a_type_to_come_is_unknown() {
    let body = br#"{"v":1,"id":"b","type":"poll","text":1,"options":[{"a":null}]}"#;
    let content = Body::parse(body).unwrap().content;
    assert_eq!(content, Content::Unknown { kind: "poll".into() });
}

#[test]
fn a_note_has_up_to_2000_characters() {
    for (count, is_note) in [(0, true), (2000, true), (2001, false)] {
        let note = Some("💧".repeat(count));
        let content = Content::Right { right: Right::Review, purpose: None, note };
        assert_eq!(Body::new("b", content).to_padded().is_ok(), is_note, "{count}");
    }
}

/// Whether `content` is taken with `member` of its object at `place` changed to `value`.
fn takes(
    content: &Content,
    place: &str,
    member: &str,
    value: impl Into<serde_json::Value>,
) -> bool {
    let mut changed = serde_json::Value::Object(json(content));
    changed.pointer_mut(place).unwrap()[member] = value.into();
    parse(&changed).is_ok()
}

#[test]
fn a_form_has_the_lengths_and_names_of_the_spec() {
    let is_form = |place: &str, member: &str, value: String| takes(&form(2), place, member, value);
    for (place, member, most) in
        [("", "title", 200), ("/fields/0", "label", 200), ("/fields/1", "why", 500)]
    {
        for (count, is_good) in [(0, false), (1, true), (most, true), (most + 1, false)] {
            assert_eq!(is_form(place, member, "ñ".repeat(count)), is_good, "{member} {count}");
        }
    }
    for (name, is_good) in [
        ("a".repeat(40), true),
        ("a".repeat(41), false),
        (String::new(), false),
        ("two words".into(), false),
        ("f1".into(), false), // the other field's
    ] {
        assert_eq!(is_form("/fields/0", "name", name.clone()), is_good, "{name}");
    }
    for (tokens, is_good) in [
        ("section-a postal-code", true),
        ("address-line1", true),
        ("", false),
        ("Name", false),
        ("name;off", false),
        (&"a".repeat(81), false),
    ] {
        assert_eq!(is_form("/fields/0", "autocomplete", tokens.into()), is_good, "{tokens}");
    }
    for purpose in ["two words", ""] {
        assert!(!is_form("", "purpose", purpose.into()), "{purpose}");
    }
    for wrong in [1, 0] {
        assert!(!takes(&form(2), "/fields/0", "required", wrong));
    }
    for (count, is_good) in [(1, true), (32, true), (33, false)] {
        assert_eq!(Body::new("b", form(count)).to_padded().is_ok(), is_good, "{count}");
    }
}

/// The cards of a text with `member` of its object at `place` changed to `value`; nothing if they are none.
fn read_cards(
    content: &Content,
    place: &str,
    member: &str,
    value: impl Into<serde_json::Value>,
) -> Option<Vec<Card>> {
    let mut changed = serde_json::Value::Object(json(content));
    changed.pointer_mut(place).unwrap()[member] = value.into();
    let Ok(Content::Text { text, cards, .. }) = parse(&changed) else { panic!("no text") };
    assert_eq!(text, "All that we have", "the text is there in any case");
    cards.unwrap().read()
}

#[test]
fn cards_have_the_numbers_and_lengths_of_the_spec_and_the_text_is_there_without_them() {
    let one = serde_json::json!({"title": "t"});
    for (count, is_good) in [(0, false), (1, true), (12, true), (13, false)] {
        let list = vec![one.clone(); count];
        let read = read_cards(&cards(1, Layout::List), "", "cards", list);
        assert_eq!(read.is_some(), is_good, "{count}");
    }
    let content = cards(5, Layout::Carousel);
    for (place, member, most) in [
        ("/cards/0", "title", 200),
        ("/cards/1", "text", 1000),
        ("/cards/2/actions/0", "label", 80),
        ("/cards/2/actions/0", "say", 500),
    ] {
        for (count, is_good) in [(0, false), (1, true), (most, true), (most + 1, false)] {
            let read = read_cards(&content, place, member, "ñ".repeat(count));
            assert_eq!(read.is_some(), is_good, "{member} {count}");
        }
    }
    let url = |url: &str| read_cards(&content, "/cards/4/actions/1", "url", url).is_some();
    assert!(url(&format!("https://{}", "a".repeat(1992))));
    for bad in
        [&format!("https://{}", "a".repeat(1993)), "http://a.example", "javascript:alert(1)", ""]
    {
        assert!(!url(bad), "{bad}");
    }
    let both = read_cards(&content, "/cards/4/actions/1", "say", "and this");
    assert_eq!(both, None, "a button does one thing");
    let five = vec![serde_json::json!({"label": "l", "say": "s"}); 5];
    assert_eq!(read_cards(&content, "/cards/4", "actions", five), None, "five buttons");
    for bad in [serde_json::json!("card"), serde_json::json!({"text": "t"})] {
        assert_eq!(read_cards(&content, "", "cards", vec![bad]), None);
    }
}

#[test]
fn a_picture_has_an_alternative_text_a_type_and_a_size_of_the_spec() {
    let content = cards(4, Layout::List);
    let read = |place: &str, member: &str, value: serde_json::Value| {
        read_cards(&content, place, member, value).is_some()
    };
    let alone = &json(&content)["cards"][3];
    assert_eq!((&alone["alt"], alone["picture"].get("alt")), (&"A house at night".into(), None));
    for (alt, is_good) in [
        ("".into(), true),
        ("ñ".repeat(500).into(), true),
        ("ñ".repeat(501).into(), false),
        (serde_json::Value::Null, false),
        (5.into(), false),
    ] {
        assert_eq!(read("/cards/3", "alt", alt), is_good);
    }
    let own = "/cards/3/picture";
    for media in PICTURES {
        assert!(read(own, "media", media.into()), "{media}");
    }
    for media in ["image/svg+xml", "image/gif", "image/avif", "text/html", "image/PNG", ""] {
        assert!(!read(own, "media", media.into()), "{media}");
    }
    for (size, is_good) in [(0, false), (1, true), (MAX_PICTURE, true), (MAX_PICTURE + 1, false)] {
        assert_eq!(read(own, "size", size.into()), is_good, "{size}");
    }
    for (member, bad) in [("key", "AA"), ("blob", ""), ("key", "https://a.example/b.png")] {
        assert!(!read(own, member, bad.into()), "{member}");
    }
    for bad in ["https://a.example/b.png".into(), serde_json::json!({})] {
        assert!(!read("/cards/3", "picture", bad));
    }
    assert!(read(own, "more", 1.into()), "a member to come is passed over");

    let mut bare = serde_json::Value::Object(json(&content));
    bare.pointer_mut("/cards/3").unwrap().as_object_mut().unwrap().remove("alt");
    let Ok(Content::Text { cards: Some(cards), .. }) = parse(&bare) else { panic!("no text") };
    assert_eq!(cards.read(), None, "a picture without an alternative text");
}

#[test]
fn a_card_reads_the_same_to_whoever_knows_no_pictures() {
    let mut older = serde_json::Value::Object(json(&cards(4, Layout::List)));
    let card = older.pointer_mut("/cards/3").unwrap().as_object_mut().unwrap();
    let known = ["title", "text", "actions"];
    card.retain(|name, _| known.contains(&name.as_str()));
    let Ok(Content::Text { cards: Some(older), .. }) = parse(&older) else { panic!("no text") };
    let Content::Text { cards: Some(own), .. } = cards(4, Layout::List) else { panic!("no cards") };
    let (mut own, older) = (own.read().unwrap(), older.read().unwrap());
    assert_eq!(own[3].picture.take(), Some(picture()));
    assert_eq!(own, older);
}

#[test]
fn every_text_of_cards_that_people_read_can_be_changed() {
    // As an address it leads somewhere, too.
    const NEW: &str = "https://x.example";
    let Content::Text { cards: Some(mut cards), .. } = cards(4, Layout::List) else {
        panic!("no cards")
    };
    cards.change(&|text| *text = NEW.into());
    let read = cards.read().unwrap();
    assert!(
        read.iter().all(|own| own.title == NEW && own.text.as_deref().is_none_or(|own| own == NEW))
    );
    assert_eq!(read[1].actions, [Action { label: NEW.into(), act: Act::Say(NEW.into()) }]);
    let changed = read[3].picture.as_ref().unwrap().file();
    let file = picture().into_file();
    assert_eq!(*changed, Attachment { alt: Some(NEW.into()), ..file }, "what opens it stays");
}

#[test]
fn a_comment_has_up_to_1000_characters() {
    for (count, is_good) in [(1, true), (1000, true), (1001, false)] {
        let content =
            Content::Rating { of: "b".into(), score: 2, comment: Some("ñ".repeat(count)) };
        assert_eq!(Body::new("b", content).to_padded().is_ok(), is_good, "{count}");
    }
}

#[test]
fn every_kind_of_field_has_a_name_and_one_to_come_is_text() {
    for kind in FieldKind::ALL {
        assert_eq!(FieldKind::parse(kind.name()), kind);
    }
    let names: BTreeSet<_> = FieldKind::ALL.into_iter().map(FieldKind::name).collect();
    assert_eq!(names.len(), 10);
    let mut to_come = serde_json::Value::Object(json(&form(1)));
    to_come["fields"][0]["kind"] = "passport".into();
    let Ok(Content::Form { fields, .. }) = parse(&to_come) else { unreachable!("a form") };
    assert_eq!(fields[0].kind, FieldKind::Text);
}

#[test]
fn an_answer_has_boxes_for_others_and_sealed_values_of_a_size() {
    let is_answer = |boxes, sealed| {
        Body::new("b", Content::FormAnswer(answer(boxes, sealed))).to_padded().is_ok()
    };
    for (boxes, is_good) in [(0, false), (1, true), (8, true), (9, false)] {
        assert_eq!(is_answer(boxes, 300), is_good, "{boxes}");
    }
    for (sealed, is_good) in [(16, false), (17, true), (16_400, true), (16_401, false)] {
        assert_eq!(is_answer(1, sealed), is_good, "{sealed}");
    }
    let content = Content::FormAnswer(answer(2, 300));
    for (place, member, value) in [
        ("", "form", ""),
        ("", "mh", "AAAA"),
        ("", "kc", "AAAA"),
        ("", "sealed", "not base64url"),
        ("/to/0", "to", "r1"), // the other's
        ("/to/0", "to", "two words"),
        ("/to/0", "kid", ""),
        ("/to/0", "box", "="),
    ] {
        assert!(!takes(&content, place, member, value), "{place} {member} {value}");
    }
    assert!(takes(&content, "", "values", "in clear"), "what an answer has not is passed over");
}

#[test]
fn a_file_is_a_text_as_the_value_of_a_field() {
    let Content::Attachment(file) = attachment(5, Some("x")) else { unreachable!("a file") };
    assert_eq!(Attachment::parse(&file.to_text()), Some(file));
    for bad in ["", "{}", "x", "/etc/passwd"] {
        assert_eq!(Attachment::parse(bad), None, "{bad}");
    }
}

#[test]
fn every_right_and_state_has_a_name_of_its_own() {
    for right in Right::ALL {
        assert_eq!(Right::parse(right.name()), Some(right));
    }
    for state in RequestState::ALL {
        assert_eq!(RequestState::parse(state.name()), Some(state));
    }
}

#[test]
fn an_id_has_1_to_80_characters() {
    for sign in ["x", "é", "🙂", "\\\""] {
        for count in 0..=100 {
            let id = sign.repeat(count);
            let padded = Body::new(&id, Content::Ack).to_padded();
            let is_id = (1..=80).contains(&id.chars().count());
            assert_eq!(padded.is_ok(), is_id, "{sign} {count}");
            if let Ok(padded) = padded {
                assert_eq!(Body::parse(&padded).unwrap().id, id);
            }
        }
    }
}

#[test]
fn what_its_reader_would_refuse_is_not_made() {
    for content in [
        form(33),
        Content::FormAnswer(answer(9, 17)),
        Content::Handoff { to: "the team".into() },
        Content::Read { upto: String::new() },
        attachment(MAX_FILE + 1, None),
        Content::Unknown { kind: "text".into() },
    ] {
        assert_eq!(Body::new("b", content).to_padded(), Err(BodyError::Format));
    }
}

#[test]
fn a_text_of_any_length_survives_up_to_the_limit() {
    for len in (0..4_400).chain((60_000..66_000).step_by(97)) {
        let body = Body::new("b", Content::text(&"x".repeat(len), "en"));
        match body.to_padded() {
            Ok(padded) => assert_eq!(Body::parse(&padded), Ok(body)),
            Err(error) => assert!(error == BodyError::Size && len > 65_000, "{len}"),
        }
    }
}

#[test]
fn a_body_cut_short_is_refused_at_every_place() {
    for (name, _, content) in contents() {
        let text = serde_json::to_vec(&json(&content)).unwrap();
        for end in 0..text.len() {
            assert_eq!(Body::parse(&text[..end]), Err(BodyError::Format), "{name} {end}");
        }
    }
}

#[test]
fn padding_grows_in_steps_then_in_powers() {
    let cases = [(1, 256), (256, 256), (257, 512), (4096, 4096), (4097, 8192), (40_000, 65_536)];
    for (len, padded) in cases {
        assert_eq!(padded_len(len), padded);
    }
}

#[test]
fn a_body_that_is_too_long_is_refused() {
    let long = Body::new("b", Content::text(&"x".repeat(MAX_BODY), "en"));
    assert_eq!(long.to_padded(), Err(BodyError::Size));
    assert_eq!(Body::parse(&vec![b' '; MAX_BODY + 1]), Err(BodyError::Size));
}

#[test]
fn a_file_s_key_is_not_in_the_debug_text() {
    let shown = format!("{:?}", attachment(5, None));
    assert!(shown.contains("FileKey(…)"), "{shown}");
    assert!(!shown.contains("7, 7") && !shown.contains(&b64u(&[7; 32])), "{shown}");
}

#[test]
fn proofs_are_of_whole_hashes_and_no_more_is_asked_or_answered_than_fits() {
    let change = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut body = serde_json::Value::Object(json(&Content::AuditProof(proofs(1, 1))));
        change(&mut body);
        parse(body).is_ok()
    };
    assert!(change(&|_| {}));
    assert!(!change(&|body| body["consistency"] = b64u(&[9; 33]).into()));
    assert!(!change(&|body| body["consistency"] = b64u(&[9; 65 * 32]).into()));
    assert!(!change(&|body| body["entries"][0]["path"] = b64u(&[9; 31]).into()));
    assert!(!change(&|body| body["entries"][0]["salt"] = b64u(&[9; 15]).into()));
    assert!(!change(&|body| {
        let one = body["entries"][0].clone();
        body["entries"] = vec![one; 33].into();
    }));
    let mut asked = json(&Content::Audit { size: 0, of: vec![] });
    asked["of"] = vec![Hash::of(b"r").to_string(); 17].into();
    assert!(parse(asked).is_err());
}

#[test]
fn a_file_that_is_not_taken_is_said_why_and_an_unknown_reason_is_read_as_invalid() {
    for reason in ["not-allowed", "kind", "size", "count", "missing", "invalid", "unsafe"] {
        let refused =
            Content::AttachmentRefused { of: "f1".into(), reason: FileFault::parse(reason) };
        let body = Body::new("b1", refused.clone());
        let bytes = body.to_padded().unwrap();
        assert!(String::from_utf8_lossy(&bytes).contains(&format!("\"reason\":\"{reason}\"")));
        assert_eq!(Body::parse(&bytes).unwrap().content, refused);
        assert_eq!(refused.kind(), Kind::Ctl);
    }
    let other = br#"{"v":1,"id":"b1","type":"attachment-refused","of":"f1","reason":"mood"}"#;
    let read = Body::parse(other).unwrap().content;
    assert_eq!(read, Content::AttachmentRefused { of: "f1".into(), reason: FileFault::Invalid });
    assert!(
        Body::parse(br#"{"v":1,"id":"b1","type":"attachment-refused","reason":"kind"}"#).is_err()
    );
}
