use sigilo_protocol::{By, Format, Hash, PolicyRef, Prekey, SigningKey};

use super::*;

/// A bot with two teams and a company behind it, and another bot.
pub(in crate::chat) fn manifest() -> Manifest {
    let key = SigningKey::from_bytes(&[2; 32]).unwrap().public();
    let own = |id: &str, role, via: Option<&str>| Recipient {
        id: id.into(),
        role,
        name: id.to_uppercase(),
        sig: via.is_none().then_some(key),
        pre: Vec::<Prekey>::new(),
        via: via.map(Into::into),
    };
    Manifest {
        site: "insurer.example".into(),
        key,
        origins: Vec::new(),
        ver: 1,
        iat: 0,
        exp: 1,
        recipients: vec![
            own("bot", Role::Bot, None),
            own("other", Role::Bot, None),
            own("people", Role::Agent, Some("bot")),
            own("watch", Role::Agent, Some("bot")),
            own("vendor", Role::Processor, Some("bot")),
        ],
        policy: PolicyRef { id: "p".into(), hash: Hash::of(b"p") },
        ws: false,
        log: None,
    }
}

/// Who is shown where `sender` says that `id` speaks, under a name or none: in a text, and before it.
fn shown(sender: &str, id: &str, name: Option<&str>) -> (String, RecipientRole) {
    let manifest = manifest();
    let by = Some(By { id: id.into(), name: name.map(Into::into) });
    let text = Content::Text {
        text: "Hola".into(),
        lang: None,
        suggestions: Vec::new(),
        format: Format::Plain,
        by: by.clone(),
        cards: None,
    };
    let [said, writes] = [text, Content::Typing { on: true, by }].map(|content| {
        let body = Body { picture: Some("face".into()), ..Body::new("b", content) };
        author(&manifest, manifest.recipient(sender).unwrap(), &body)
    });
    // What was being written goes with what comes of it.
    assert_eq!(said, writes);
    assert_eq!(said.picture.as_deref(), Some("face"));
    (said.name.clone(), said.role)
}

#[test]
fn a_person_is_named_with_their_team_and_is_no_bot() {
    let named = ("Marta · PEOPLE".to_owned(), RecipientRole::Person);
    assert_eq!(shown("bot", "people", Some("Marta")), named);
    let unnamed = ("PEOPLE".to_owned(), RecipientRole::Person);
    assert_eq!(shown("bot", "people", None), unnamed);
}

#[test]
fn a_name_of_somebody_who_is_not_behind_the_sender_counts_as_none() {
    for id in ["bot", "other", "vendor", "nobody"] {
        assert_eq!(shown("bot", id, Some("Marta")), ("BOT".into(), RecipientRole::Bot), "{id}");
    }
    assert_eq!(shown("other", "people", Some("Marta")).0, "OTHER");
}

#[test]
fn the_visitor_is_told_who_answers() {
    let manifest = manifest();
    let says = |sender: &str, to: &str| {
        handed(&manifest, manifest.recipient(sender).unwrap(), to, Lang::Es)
    };
    let text = Lang::Es.asking();
    let taken = format!("{} \u{2068}PEOPLE\u{2069}.", text.taken_over);
    assert_eq!(says("bot", "people"), Some(taken));
    let back = format!("{} \u{2068}BOT\u{2069}.", text.handed_back);
    assert_eq!(says("bot", "bot"), Some(back));
    assert_eq!(
        [says("bot", "other"), says("bot", "vendor"), says("other", "people")],
        [None, None, None]
    );
}

#[test]
fn the_visitor_is_told_who_looks_on_and_that_nobody_does_any_longer() {
    let manifest = manifest();
    let says = |ids: &[&str]| {
        let ids: Vec<String> = ids.iter().map(|id| (*id).into()).collect();
        present(&manifest, &manifest.recipients[0], &ids, Lang::En)
    };
    let text = Lang::En.asking();
    let two = format!("{} \u{2068}WATCH, PEOPLE\u{2069}.", text.watched);
    assert_eq!(says(&["watch", "people"]), Some(two));
    assert_eq!(says(&[]).as_deref(), Some(text.unwatched));
    assert_eq!(says(&["watch", "nobody"]), None);
}
