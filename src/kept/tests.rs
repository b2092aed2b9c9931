use sigilo_protocol::{Attachment, Body, Bytes, Content, Field, FieldKind, FileFault, FileKey};

use super::{message::ROLES, *};
use crate::state::{MessageView, RecipientRole, Speaker};

const LOAD: [&str; 3] = ["AAAAAAAAAAA", "AAAAAAAAAAE", "AAAAAAAAAAI"];

/// The session of a load, as of the step `at`.
fn session(load: &str, at: u8) -> SavedSession {
    let json = Json::object([
        ("conv", Some(Bytes([1; 16]).to_json())),
        ("from", Some(Json::text(&format!("visitor:{load}")))),
        ("mh", Some(Bytes([at; 32]).to_json())),
        ("recipients", Some(Json::list([]))),
        ("peers", Some(Json::list([]))),
    ]);
    SavedSession::from_json(json).unwrap()
}

/// A record with nothing in it.
pub(crate) fn kept() -> Kept {
    Kept {
        conv: Bytes([1; 16]),
        standings: Vec::new(),
        receipts: Vec::new(),
        manifests: Vec::new(),
        documents: Vec::new(),
        log: Log::default(),
        requests: Vec::new(),
        pins: vec![Bytes([4; 32])],
        identity: Bytes([4; 32]),
        ver: 1,
        loads: Vec::new(),
        messages: Vec::new(),
        outbox: Vec::new(),
        audit: KeptAudit::default(),
        draft: String::new(),
    }
}

fn sending(id: &str, until_ms: u64) -> (KeptMessage, Outgoing) {
    let author = Author::Visitor(Delivery::Sending);
    let view = MessageView::new(id.into(), author, "¿Hola?".into(), 0.0);
    let envelope = format!("envelope of {id}");
    (view.into(), Outgoing { message: id.into(), envelope, until_ms })
}

/// Each load with where it has read to, and the step that its session is as of.
fn places(kept: &Kept) -> Vec<(u64, String)> {
    let steps = kept.loads.iter().map(|load| (load.cursor, load.session.to_json().to_text()));
    steps.collect()
}

#[test]
fn each_load_has_a_cursor_of_its_own() {
    let mut kept = kept();
    for load in LOAD {
        kept.begin(session(load, 0));
    }
    kept.advance(&[session(LOAD[1], 1)], 7);
    let cursors: Vec<u64> = kept.loads.iter().map(|load| load.cursor).collect();
    assert_eq!(cursors, [0, 7, 0], "what was wrapped for the others is not read");
}

#[test]
fn a_new_load_begins_after_what_was_read_before_its_hello() {
    let mut kept = kept();
    kept.begin(session(LOAD[0], 0));
    kept.advance(&[session(LOAD[0], 1)], 9);
    kept.begin(session(LOAD[1], 0));
    assert_eq!(kept.loads[1].cursor, 9);
    kept.rewind(4);
    assert!(kept.loads.iter().all(|load| load.cursor == 4), "the relay counts anew");
}

#[test]
fn of_two_tabs_that_read_for_one_load_the_slower_does_not_set_it_back() {
    let mut kept = kept();
    kept.begin(session(LOAD[0], 0));
    kept.advance(&[session(LOAD[0], 2)], 20);
    let further = places(&kept);
    kept.advance(&[session(LOAD[0], 1)], 10);
    assert_eq!(places(&kept), further);
    // A load that another tab has dropped does not come back.
    kept.loads.clear();
    kept.advance(&[session(LOAD[0], 3)], 30);
    assert!(kept.loads.is_empty());
}

#[test]
fn what_ran_out_before_it_was_posted_was_not_sent() {
    let mut kept = kept();
    for (message, outgoing) in [sending("a", 100), sending("b", 101)] {
        kept.messages.push(message.into());
        kept.outbox.push(outgoing);
    }
    kept.expire(100);
    let stand =
        |kept: &Kept| kept.messages.iter().map(|m| m.view.author.clone()).collect::<Vec<_>>();
    let (failed, sending) = (Delivery::Failed, Delivery::Sending);
    assert_eq!(stand(&kept), [failed, sending].map(Author::Visitor));
    assert_eq!(kept.outbox.len(), 1);
    kept.settle("envelope of b", Delivery::Sent);
    assert_eq!(stand(&kept), [failed, Delivery::Sent].map(Author::Visitor));
    assert!(kept.outbox.is_empty());
}

#[test]
fn a_new_conversation_keeps_what_was_said_and_tells_again_what_has_to_be_told() {
    let mut kept = kept();
    kept.begin(session(LOAD[0], 0));
    let (words, outgoing) = sending("words", 100);
    let (mut right, _) = sending("right", 100);
    right.told = Some(Told::Request(crate::state::RightKind::Access, String::new()));
    let (mut read, _) = sending("read", 100);
    read.view.author = Author::Visitor(Delivery::Delivered);
    kept.messages.extend([words, right, read].map(Shared::from));
    kept.outbox.push(outgoing);
    kept.begin_anew(Bytes([2; 16]));
    assert_eq!(kept.conv, Bytes([2; 16]));
    assert!(kept.loads.is_empty() && kept.outbox.is_empty());
    let stand: Vec<_> = kept.messages.iter().map(|m| m.view.author.clone()).collect();
    let wanted = [Delivery::Failed, Delivery::Held, Delivery::Delivered];
    assert_eq!(stand, wanted.map(Author::Visitor));
}

/// The hello of the new conversation has the newest decision about what the chat can't do without; one that
/// was made after it is known to the old conversation alone.
#[test]
fn what_was_decided_since_is_told_again_in_a_new_conversation() {
    use sigilo_consent::{Act, Decision, Status};
    let mut kept = kept();
    for (at_ms, status, is_of_chat) in [(1, Status::Given, true), (2, Status::Withdrawn, false)] {
        let purposes = vec![("improve".to_owned(), status)];
        let decision = Decision { act: Act::Allow, at_ms, shown: None, purposes };
        let (policy, manifest) = (Bytes([1; 32]), Bytes([9; 32]));
        let receipt = KeptReceipt::new(at_ms.to_string(), &decision, is_of_chat, policy, manifest);
        let (mut told, _) = sending(&at_ms.to_string(), 100);
        told.told = Some(Told::Consent(receipt.hash()));
        told.view.author = Author::Visitor(Delivery::Delivered);
        kept.messages.push(told.into());
        kept.cite(receipt, "manifest", &[]);
    }
    kept.begin_anew(Bytes([2; 16]));
    let stand: Vec<_> = kept.messages.iter().map(|m| m.view.author.clone()).collect();
    assert_eq!(stand, [Delivery::Delivered, Delivery::Held].map(Author::Visitor));
    assert_eq!(kept.messages[1].sealed, None);
}

#[test]
fn what_was_agreed_to_is_what_was_last_allowed() {
    use sigilo_consent::{Act, Decision, Status};
    let mut kept = kept();
    for (at_ms, act, status, policy, is_of_chat) in [
        (1, Act::Allow, Status::Given, 1, true),
        (2, Act::Allow, Status::Given, 2, false),
        (3, Act::Refuse, Status::Refused, 3, true),
    ] {
        let purposes = vec![("answer".to_owned(), status)];
        let decision = Decision { act, at_ms, shown: None, purposes };
        let (policy, manifest) = (Bytes([policy; 32]), Bytes([9; 32]));
        let receipt = KeptReceipt::new(at_ms.to_string(), &decision, is_of_chat, policy, manifest);
        kept.cite(receipt, "manifest", &[]);
    }
    assert_eq!(kept.agreement().unwrap().policy, Some(Bytes([1; 32])));
}

#[test]
fn a_record_reads_as_it_was_written() {
    let mut kept = kept();
    kept.begin(session(LOAD[0], 0));
    kept.advance(&[session(LOAD[0], 1)], 9);
    let (message, outgoing) = sending("a", 100);
    kept.messages.push(message.into());
    kept.outbox.push(outgoing);
    let read = Kept::from_json(kept.to_json()).unwrap();
    assert_eq!(read.to_json(), kept.to_json());
    assert_eq!((read.loads[0].cursor, read.outbox), (9, kept.outbox));
}

/// A record with a form and an answer to it that is on its way.
fn asked() -> Kept {
    let mut kept = kept();
    let field = Field {
        name: "who".into(),
        label: "¿Quién?".into(),
        kind: FieldKind::Name,
        required: true,
        why: Some("Para el precio.".into()),
        autocomplete: None,
    };
    let (title, purpose) = ("Presupuesto".into(), "quote".into());
    let asks = Content::Form { title, purpose, fields: vec![field] };
    let form = KeptForm::new(&Body::new("b", asks)).unwrap();
    let recipient = Speaker { name: "Bot".into(), role: RecipientRole::Bot, picture: None };
    let (asks, _) = sending("bot:b", 0);
    let view = MessageView {
        author: Author::Recipient(recipient.into()),
        ..MessageView::clone(&asks.view)
    };
    kept.messages.push(KeptMessage { form: Some(form), ..view.into() }.into());
    let (message, outgoing) = sending("answer", 100);
    let answer = KeptAnswer {
        form: "bot:b".into(),
        purpose: "quote".into(),
        fields: vec!["who".into()],
        to: vec!["bot".into()],
        sealed: Some("{}".into()),
        files: String::new(),
        end: None,
    };
    kept.messages.push(KeptMessage { told: Some(Told::Answer(answer)), ..message }.into());
    kept.outbox.push(outgoing);
    kept
}

#[test]
fn a_form_and_its_answer_read_as_they_were_written() {
    let mut kept = asked();
    kept.end_answers(AnswerEnd::Withdrawn, Some("envelope of answer"), &|_, _| true);
    kept.decline("bot:b", true);
    let read = Kept::from_json(kept.to_json()).unwrap();
    assert_eq!(read.form("bot:b"), kept.form("bot:b"));
    assert_eq!(read.form("bot:b").unwrap().asked().unwrap().fields[0].label, "¿Quién?");
    assert!(read.form("bot:b").unwrap().is_declined);
    let answer = read.answer("bot:b").unwrap().1;
    assert_eq!((answer, answer.end), (kept.answer("bot:b").unwrap().1, Some(AnswerEnd::Withdrawn)));
}

#[test]
fn who_wrote_a_message_is_the_same_person_after_a_reload() {
    let mut kept = kept();
    for (role, picture) in ROLES.into_iter().zip([None, Some("marta")].into_iter().cycle()) {
        let picture = picture.map(Into::into);
        let author =
            Author::Recipient(Speaker { name: "Marta · Equipo".into(), role, picture }.into());
        let (said, _) = sending("said", 0);
        kept.messages.push(
            KeptMessage::from(MessageView { author, ..MessageView::clone(&said.view) }).into(),
        );
    }
    let read = Kept::from_json(kept.to_json()).unwrap();
    let authors = |kept: &Kept| kept.messages.iter().map(|m| m.view.author.clone()).collect();
    let read: Vec<Author> = authors(&read);
    assert_eq!(read, authors(&kept));
    let person = RecipientRole::Person;
    assert!(read.iter().any(|own| matches!(own, Author::Recipient(own) if own.role == person)));
}

#[test]
fn what_has_arrived_is_not_kept_even_sealed() {
    let mut kept = asked();
    assert!(kept.answer("bot:b").unwrap().1.sealed.is_some());
    kept.messages[1].arrived();
    assert_eq!(kept.answer("bot:b").unwrap().1.sealed, None);
    assert_eq!(kept.messages[1].view.author, Author::Visitor(Delivery::Delivered));
}

#[test]
fn an_answer_that_has_not_left_goes_with_its_purpose() {
    for posting in [None, Some("envelope of answer")] {
        let mut kept = asked();
        kept.end_answers(AnswerEnd::Purpose, posting, &|_, own| own.purpose == "quote");
        let left = kept.answer("bot:b").map(|(_, own)| (own.sealed.clone(), own.end));
        let is_posting = posting.is_some();
        assert_eq!(left, is_posting.then_some((None, Some(AnswerEnd::Purpose))));
        assert_eq!(kept.outbox.len(), usize::from(is_posting));
    }
    let mut kept = asked();
    kept.end_answers(AnswerEnd::Purpose, None, &|_, own| own.purpose == "other");
    assert_eq!(kept.answer("bot:b").unwrap().1.end, None);
}

#[test]
fn an_answer_that_is_discarded_leaves_its_form_unfilled() {
    let mut kept = asked();
    kept.settle("envelope of answer", Delivery::Failed);
    kept.discard("answer");
    assert!(kept.answer("bot:b").is_none());
    assert!(kept.form("bot:b").unwrap().is_declined);
}

#[test]
fn an_answer_waits_again_when_the_chat_is_over_and_a_decision_does_not() {
    let mut kept = asked();
    let (message, outgoing) = sending("decision", 100);
    kept.messages.push(KeptMessage { told: Some(Told::Delete("answer".into())), ..message }.into());
    kept.outbox.push(outgoing);
    kept.hold(None, &|_| true);
    let on_its_way: Vec<_> = kept.outbox.iter().map(|own| own.message.as_str()).collect();
    assert_eq!(on_its_way, ["decision"]);
    assert!(kept.answer("bot:b").unwrap().1.sealed.is_some(), "it can be sent later");
}

#[test]
fn what_lies_beside_a_message_and_a_score_read_as_they_were_written() {
    let mut kept = kept();
    let card =
        sigilo_protocol::Card { title: "One".into(), text: None, actions: vec![], picture: None };
    let cards = Some(sigilo_protocol::Cards::new(sigilo_protocol::Layout::Carousel, &[card]));
    for rich in [
        KeptRich { markdown: true, ..KeptRich::default() },
        KeptRich { cards, ..KeptRich::default() },
        KeptRich { scale: Some(5), ..KeptRich::default() },
    ] {
        let (message, _) = sending("bot:b", 0);
        kept.messages.push(KeptMessage { rich: Some(rich), ..message }.into());
    }
    let (message, _) = sending("score", 0);
    let told = Some(Told::Rating("bot:b".into(), 4));
    kept.messages.push(KeptMessage { told, ..message }.into());
    let mut read = Kept::from_json(kept.to_json()).unwrap();
    let beside = |kept: &Kept| kept.messages.iter().map(|own| own.rich.clone()).collect::<Vec<_>>();
    assert_eq!(beside(&read), beside(&kept));
    let (given, score) = read.rating("bot:b").unwrap();
    assert_eq!((given.view.text.as_str(), score), ("¿Hola?", 4));
    assert!(!given.is_owed(), "it waits for the chat's own permission");
    assert!(read.rating("bot:c").is_none());
    // Asked in a conversation that is gone.
    read.begin_anew(Bytes([9; 16]));
    assert!(read.rating("bot:b").is_none());
}

/// A file of the visitor's that waits, in pieces.
fn waiting_file(id: &str) -> KeptMessage {
    let (mut message, _) = sending(id, 1);
    message.view.author = Author::Visitor(Delivery::Held);
    let (name, media) = (String::new(), "image/png".into());
    let (key, alt) = (FileKey::from_bytes([7; 32]), Some("Una gotera".into()));
    let file = Attachment { name, media, size: 9, blob: Bytes([5; 32]), key, alt };
    let mut file = KeptFile::new(&file, 3);
    file.is_up = true;
    message.file = Some(file);
    message
}

#[test]
fn a_file_that_waits_is_read_as_it_was_written() {
    let mut kept = kept();
    let mut refused = waiting_file("b");
    if let Some(file) = &mut refused.file {
        file.refused = Some(FileFault::Unsafe);
    }
    kept.messages = vec![waiting_file("a").into(), refused.into()];
    let read = Kept::from_json(Json::parse(kept.to_json().to_text().as_bytes()).unwrap()).unwrap();
    let files = |kept: &Kept| kept.messages.iter().map(|own| own.file.clone()).collect::<Vec<_>>();
    assert_eq!(files(&read), files(&kept));
    let told = read.messages[0].file.as_ref().unwrap().attachment().unwrap();
    assert_eq!((told.size, told.alt.as_deref()), (9, Some("Una gotera")));
}

#[test]
fn a_form_s_file_is_kept_without_what_it_is_and_what_opens_it() {
    let mut kept = asked();
    let file = waiting_file("a").file.and_then(|own| own.attachment()).unwrap();
    let file = Attachment { name: "poliza.png".into(), ..file };
    for message in &mut kept.messages {
        if let Some(Told::Answer(answer)) = &mut message.told {
            answer.files = KeptFile::to_line(&[KeptFile::bare(&file, 2)]);
        }
    }
    let text = kept.to_json().to_text();
    let whole = file.to_text();
    let key = whole.split("\"key\":\"").nth(1).and_then(|rest| rest.get(..43)).unwrap();
    for secret in [key, "poliza.png", "image/png", "Una gotera"] {
        assert!(whole.contains(secret) && !text.contains(secret), "{secret}");
    }
    let read = Kept::from_json(Json::parse(text.as_bytes()).unwrap()).unwrap();
    let told = KeptFile::from_line(&read.answer("bot:b").unwrap().1.files).remove(0);
    assert_eq!((told.pieces, told.is_up), (2, false));
    let told = told.attachment().unwrap();
    assert_eq!((told.size, told.blob), (file.size, file.blob), "what takes it to the relay");
}

#[test]
fn a_file_is_taken_to_the_relay_again_in_a_new_conversation() {
    let mut kept = kept();
    kept.messages = vec![waiting_file("a").into()];
    kept.begin_anew(Bytes([2; 16]));
    let file = kept.messages[0].file.as_ref().unwrap();
    assert!(!file.is_up && file.pieces == 3);
}

#[test]
fn a_file_that_was_refused_says_why_and_only_the_visitor_s_own_can_be() {
    let mut kept = kept();
    let mut theirs = waiting_file("b");
    theirs.view.author = Author::Chat;
    kept.messages = vec![waiting_file("a").into(), theirs.into()];
    for id in ["a", "b"] {
        kept.refuse_file(id, FileFault::Kind);
    }
    let refused = |at: usize| kept.messages[at].file.as_ref().unwrap().refused;
    assert_eq!((refused(0), refused(1)), (Some(FileFault::Kind), None));
}

#[test]
fn a_page_is_sealed_anew_only_once_one_of_its_messages_changed() {
    let mut kept = kept();
    let count = 2 * pages::PAGE + 5;
    kept.messages.extend((0..count).map(|at| Shared::from(sending(&at.to_string(), 100).0)));
    let before = kept.messages.clone();
    let same = |kept: &Kept| -> Vec<bool> {
        let pages = kept.messages.chunks_exact(pages::PAGE).enumerate();
        pages.map(|(at, page)| pages::is_same(page, &before, at)).collect()
    };
    // Whoever looks for what to change leaves the rest as it was.
    kept.outbox.push(sending("130", 100).1);
    kept.settle("envelope of 130", Delivery::Sent);
    kept.decline("none", true);
    kept.refuse("none", sigilo_protocol::FormFault::parse("changed"));
    kept.hold(None, &|_| true);
    assert_eq!(same(&kept), [true, false]);

    let written = kept.to_json().to_text();
    let read = Kept::from_json(Json::parse(written.as_bytes()).unwrap()).unwrap();
    let ids: Vec<_> = read.messages.iter().map(|own| own.view.id.as_str()).collect();
    assert_eq!(ids, ["256", "257", "258", "259", "260"], "the record has what fills no page");
    let page = pages::to_json(&kept.messages[pages::PAGE..2 * pages::PAGE]);
    let page = pages::from_json(page).unwrap();
    assert_eq!(page[2].view.author, Author::Visitor(Delivery::Sent));
    assert!(pages::from_json(Json::list([])).is_none(), "a page is full");

    kept.discard("130");
    assert_eq!(same(&kept), [true, false], "it was sent");
    kept.messages.remove(0);
    assert_eq!(same(&kept), [false, false], "all that comes after it is moved");
}
