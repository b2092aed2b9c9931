//! Forms: asked, answered, corrected, taken back; and values that lie nowhere in clear.

use rusqlite::Connection;
use serde_json::{Value, json};
use sigilo_consent::{Act, Status};
use sigilo_protocol::{
    Body, Bytes, Content, FormAnswer, FormFault, Pins, Right, Scope, b64u, jws::Unverified,
};

use super::{
    super::{FormState, Forms, FormsError},
    visitor::Visitor,
    world::{World, form},
};

const VALUES: &[(&str, &str)] = &[
    ("name", "Canaria Zx81-Nombre"),
    ("address", "Calle Zx82-Mayor, 1\n28013 Madrid"),
    ("policy", "ZX83-4455667"),
];
const OTHERS: &[(&str, &str)] = &[("name", "Canaria Zx84-Otra"), ("address", "Zx85-Plaza, 2")];

/// A visitor whom the bot has asked by a form, for a purpose that is given.
async fn asked(world: &World, pins: &Pins, number: u8) -> Visitor {
    let mut visitor = Visitor::new(world, number);
    let manifest = visitor.manifest(pins, world.clock().now()).await;
    visitor.hello(&manifest, vec![]).await;
    visitor.hear(2).await;
    ask(&mut visitor).await;
    visitor.decide_about("quote", Act::Allow, Status::Given).await;
    assert!(matches!(&visitor.hear(1).await[..], [Content::Receipt { .. }]));
    visitor
}

async fn ask(visitor: &mut Visitor) {
    visitor.say("ask", "form for quote", "en").await;
    let super::super::bot::Form { title, purpose, fields } = form("quote");
    let form = Content::Form { title, purpose, fields };
    assert_eq!(visitor.hear(2).await, [Content::text("please", "en"), form]);
}

/// Answers the form that came last.
pub(super) async fn answer(visitor: &mut Visitor, id: &str, values: &[(&str, &str)]) -> String {
    let form = visitor.forms.last().unwrap().clone();
    let sealed = visitor.sealed(id, &form, "quote", values);
    say(visitor, id, sealed).await
}

async fn say(visitor: &mut Visitor, id: &str, answer: FormAnswer) -> String {
    visitor.ask(id, Content::FormAnswer(answer)).await;
    heard(visitor).await
}

/// Answers, and expects this answer to be refused for this reason; gives what the bot says to that.
async fn refused(visitor: &mut Visitor, id: &str, answer: FormAnswer, reason: FormFault) -> String {
    visitor.ask(id, Content::FormAnswer(answer)).await;
    assert_eq!(visitor.hear(1).await, [Content::FormRefused { of: id.into(), reason }]);
    heard(visitor).await
}

/// The values for the form that came last, sealed.
fn filled(visitor: &mut Visitor, id: &str, values: &[(&str, &str)]) -> FormAnswer {
    let form = visitor.forms.last().unwrap().clone();
    visitor.sealed(id, &form, "quote", values)
}

pub(super) async fn heard(visitor: &mut Visitor) -> String {
    match visitor.hear(1).await.remove(0) {
        Content::Text { text, .. } => text,
        other => format!("{other:?}"),
    }
}

pub(super) fn book(world: &World) -> Forms {
    Forms::open(&world.folder.path().join("desk")).unwrap()
}

fn kept(world: &World) -> Vec<(String, String)> {
    let [form] = &book(world).list().unwrap()[..] else { panic!("one form") };
    book(world).show(&form.id).unwrap()
}

pub(super) fn state(world: &World) -> FormState {
    book(world).list().unwrap()[0].state
}

fn blob(world: &World, column: &str) -> Option<Vec<u8>> {
    let database = Connection::open(world.desk_database()).unwrap();
    database.query_row(&format!("SELECT {column} FROM forms"), (), |row| row.get(0)).unwrap()
}

/// Every file of relay and desk but the keys.
pub(super) fn files(world: &World) -> Vec<Vec<u8>> {
    let databases = [world.desk_database(), world.relay_database()];
    let paths = databases
        .iter()
        .flat_map(|path| ["", "-wal", "-shm"].map(|suffix| format!("{}{suffix}", path.display())));
    let files: Vec<_> = paths.filter_map(|path| std::fs::read(path).ok()).collect();
    assert!(files.iter().map(Vec::len).sum::<usize>() > 50_000, "they are read");
    files
}

pub(super) fn is_in(files: &[Vec<u8>], needle: &[u8]) -> bool {
    files.iter().any(|file| file.windows(needle.len()).any(|window| window == needle))
}

/// As it is, and as base64 at each of three places, without what its neighbours decide.
pub(super) fn spellings(value: &str) -> Vec<Vec<u8>> {
    let base64 = |lead: usize| {
        let text = b64u(&[vec![0; lead], value.as_bytes().to_vec()].concat());
        text[(lead * 8).div_ceil(6)..text.len() - 2].to_owned()
    };
    let url: Vec<String> = (0..3).map(base64).collect();
    let plain = url.iter().map(|text| text.replace('-', "+").replace('_', "/"));
    let hex: String = value.bytes().map(|byte| format!("{byte:02x}")).collect();
    let utf16 = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let texts = plain.chain(url.clone()).chain([hex.to_uppercase(), hex, value.into()]);
    texts.map(String::into_bytes).chain([utf16]).collect()
}

fn no_value_is_in(files: &[Vec<u8>]) {
    for (name, value) in VALUES.iter().chain(OTHERS) {
        for line in value.lines() {
            for spelling in spellings(line) {
                assert!(!is_in(files, &spelling), "{name}: {}", String::from_utf8_lossy(&spelling));
            }
        }
    }
}

#[test]
fn a_value_would_be_found_in_every_spelling() {
    let inside = format!("ab{{\"name\":\"{}\"}}", VALUES[0].1);
    for text in [inside.clone(), b64u(inside.as_bytes()), b64u(&inside.as_bytes()[1..])] {
        let file = [text.into_bytes()];
        assert!(spellings(VALUES[0].1).iter().any(|spelling| is_in(&file, spelling)));
    }
}

#[tokio::test]
async fn values_go_from_the_bot_s_question_to_the_desk_and_lie_in_no_file_but_sealed() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    let [listed] = &book(&world).list().unwrap()[..] else { panic!("one form") };
    assert_eq!((listed.state, listed.until, &*listed.title), (FormState::Asked, None, "Quote"));
    assert!(matches!(book(&world).show(&listed.id), Err(FormsError::Empty(_, FormState::Asked))));
    assert_eq!(answer(&mut visitor, "a1", VALUES).await, "Taken for quote in es");
    let said = VALUES.iter().map(|(name, value)| (format!("Your {name}"), (*value).to_owned()));
    assert_eq!(kept(&world), said.collect::<Vec<_>>());
    let [listed] = &book(&world).list().unwrap()[..] else { panic!("one form") };
    assert_eq!(listed.until, Some(world.clock().now() + 30 * 24 * 3_600), "as its purpose says");
    no_value_is_in(&files(&world));
    // The same envelope's body again is one that was here.
    let form = visitor.forms[0].clone();
    let again = visitor.sealed("a1", &form, "quote", OTHERS);
    assert_eq!(say(&mut visitor, "a1", again).await, "Ack");
    assert_eq!(kept(&world)[0].1, VALUES[0].1);
    desk.stop().await;
    world.closed(&world.desk_database()).await;
    no_value_is_in(&files(&world));
    // Who has the database and other keys has nothing.
    let thief = tempfile::tempdir().unwrap();
    std::fs::copy(world.desk_database(), thief.path().join("desk.db")).unwrap();
    let own = World::new().await;
    drop(own.open_desk().unwrap());
    std::fs::copy(own.folder.path().join("desk/keys.json"), thief.path().join("keys.json"))
        .unwrap();
    let stolen = Forms::open(thief.path()).err().unwrap();
    assert!(stolen.to_string().contains("master key"), "{stolen}");
    assert!(matches!(Forms::open(own.folder.path()), Err(FormsError::Folder(_))));
}

/// From the bot's question to the record, with the demonstration's own policy, bot and sentences.
#[tokio::test]
async fn the_insurer_asks_for_a_quote_and_keeps_it_sealed() {
    let (world, desk, pins) = World::running_as(&crate::demo::INSURER).await;
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, world.clock().now()).await;
    visitor.hello(&manifest, vec![]).await;
    visitor.hear(2).await;
    visitor.say("b1", "Quiero un presupuesto", "es").await;
    let asked = visitor.hear(2).await;
    let [Content::Text { text, .. }, Content::Form { purpose, fields, .. }] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert!(text.contains("va cifrado") && purpose == "quote");
    let names: Vec<_> = fields.iter().map(|own| (own.name.as_str(), own.required)).collect();
    assert_eq!(names, [("name", true), ("address", true), ("policy", false)]);
    let own = filled(&mut visitor, "a1", VALUES);
    let said = refused(&mut visitor, "a1", own, FormFault::NotAllowed).await;
    assert!(said.starts_with("No he guardado esos datos"));
    visitor.decide_about("quote", Act::Allow, Status::Given).await;
    visitor.hear(1).await;
    assert!(answer(&mut visitor, "a2", VALUES).await.starts_with("Gracias."));
    let shown: Vec<_> = kept(&world).into_iter().map(|(_, value)| value).collect();
    assert_eq!(shown, VALUES.iter().map(|(_, value)| *value).collect::<Vec<_>>());
    assert!(answer(&mut visitor, "a3", OTHERS).await.starts_with("Corregido:"));
    no_value_is_in(&files(&world));
    visitor.ask("d1", Content::Delete { of: "a3".into() }).await;
    assert!(heard(&mut visitor).await.starts_with("Hecho:"));
    assert_eq!(state(&world), FormState::Withdrawn);
    desk.stop().await;
    world.closed(&world.desk_database()).await;
    no_value_is_in(&files(&world));
}

#[tokio::test]
async fn a_later_answer_takes_the_place_of_the_earlier_one() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    answer(&mut visitor, "a1", VALUES).await;
    let [before, key] = ["record", "key"].map(|column| blob(&world, column).unwrap());
    assert!(is_in(&files(&world), &before), "what is looked for would be found");
    assert_eq!(answer(&mut visitor, "a2", OTHERS).await, "Corrected for quote in es");
    assert_eq!(kept(&world).len(), 2, "whole, not field by field");
    assert_eq!(kept(&world)[0].1, OTHERS[0].1);
    // What replaced it can't be taken back by the name of the first.
    visitor.ask("d1", Content::Delete { of: "a1".into() }).await;
    visitor.say("b1", "still?", "en").await;
    assert_eq!(heard(&mut visitor).await, "still? in en");
    assert_eq!(state(&world), FormState::Answered);
    desk.stop().await;
    world.closed(&world.desk_database()).await;
    let files = files(&world);
    assert!(!is_in(&files, &before) && !is_in(&files, &key), "overwritten");
    no_value_is_in(&files);
}

#[tokio::test]
async fn what_is_taken_back_is_destroyed_and_may_be_told_anew() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    answer(&mut visitor, "a1", VALUES).await;
    let [before, key] = ["record", "key"].map(|column| blob(&world, column).unwrap());
    visitor.ask("d1", Content::Delete { of: "a1".into() }).await;
    assert_eq!(heard(&mut visitor).await, "Withdrawn for quote in es");
    assert_eq!((blob(&world, "record"), blob(&world, "key")), (None, None));
    assert_eq!(state(&world), FormState::Withdrawn);
    let id = book(&world).list().unwrap()[0].id.clone();
    assert!(matches!(book(&world).show(&id), Err(FormsError::Empty(..))));
    assert_eq!(answer(&mut visitor, "a2", OTHERS).await, "Taken for quote in es");
    assert_eq!(kept(&world)[0].1, OTHERS[0].1);
    desk.stop().await;
    world.closed(&world.desk_database()).await;
    let files = files(&world);
    assert!(!is_in(&files, &before) && !is_in(&files, &key), "overwritten");
}

#[tokio::test]
async fn what_was_taken_back_before_it_came_is_not_taken() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    visitor.ask("d1", Content::Delete { of: "a1".into() }).await;
    assert_eq!(answer(&mut visitor, "a1", VALUES).await, "Ack");
    assert_eq!(state(&world), FormState::Asked);
    desk.stop().await;
}

/// A relay turns the order of an answer and its correction, or hands the answer out after the
/// correction was taken back.
#[tokio::test]
async fn what_was_replaced_before_it_came_is_not_taken() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    let form = visitor.forms[0].clone();
    let mut seal = |id: &str, values| {
        let answer = visitor.sealed(id, &form, "quote", values);
        visitor.seal(&Body::new(id, Content::FormAnswer(answer)))
    };
    let [first, second, third] =
        [("a1", VALUES), ("a2", VALUES), ("a3", OTHERS)].map(|(id, values)| seal(id, values));
    assert_eq!(visitor.post(&third).await, reqwest::StatusCode::CREATED);
    assert_eq!(heard(&mut visitor).await, "Taken for quote in es");
    assert_eq!(visitor.post(&first).await, reqwest::StatusCode::CREATED);
    assert_eq!(heard(&mut visitor).await, "Ack");
    assert_eq!(kept(&world)[0].1, OTHERS[0].1);
    visitor.ask("d1", Content::Delete { of: "a3".into() }).await;
    assert_eq!(heard(&mut visitor).await, "Withdrawn for quote in es");
    assert_eq!(visitor.post(&second).await, reqwest::StatusCode::CREATED);
    assert_eq!(heard(&mut visitor).await, "Ack");
    assert_eq!(state(&world), FormState::Withdrawn);
    assert_eq!(answer(&mut visitor, "a4", VALUES).await, "Taken for quote in es");
    desk.stop().await;
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_refused_and_changes_nothing() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    let form = visitor.forms[0].clone();
    let invalid = "Refused(Invalid) for quote in es";
    let mut count = 0;
    let mut next = || {
        count += 1;
        format!("x{count}")
    };
    for values in [
        &[("name", "Ana")][..],
        &[("name", "Ana"), ("address", "x"), ("iban", "ES91")],
        &[("name", "Ana\nDíaz"), ("address", "x")],
        &[("name", "Ana"), ("address", " ")],
        &[("name", "Ana"), ("address", "x"), ("policy", "<script>")],
    ] {
        let id = next();
        let own = filled(&mut visitor, &id, values);
        let said = refused(&mut visitor, &id, own, FormFault::Invalid).await;
        assert_eq!(said, invalid, "{values:?}");
    }
    // Sealed for another purpose, or for another answer.
    let id = next();
    let sealed = visitor.sealed(&id, &form, "answer", VALUES);
    assert_eq!(refused(&mut visitor, &id, sealed, FormFault::Invalid).await, invalid);
    let (id, other) = (next(), next());
    let sealed = visitor.sealed(&other, &form, "quote", VALUES);
    assert_eq!(refused(&mut visitor, &id, sealed, FormFault::Invalid).await, invalid);
    // To somebody else as well, or to nobody that the policy names.
    let id = next();
    let mut sealed = visitor.sealed(&id, &form, "quote", VALUES);
    let mut more = sealed.to[0].clone();
    more.to = "somebody".into();
    sealed.to.push(more.clone());
    let own = sealed.clone();
    assert_eq!(refused(&mut visitor, &id, own, FormFault::Invalid).await, invalid);
    sealed.to = vec![more];
    let id = next();
    assert_eq!(refused(&mut visitor, &id, sealed, FormFault::Invalid).await, invalid);
    assert_eq!(state(&world), FormState::Asked);
    assert_eq!(answer(&mut visitor, &next(), VALUES).await, "Taken for quote in es");
    let id = next();
    let own = filled(&mut visitor, &id, &VALUES[..1]);
    assert_eq!(refused(&mut visitor, &id, own, FormFault::Invalid).await, invalid);
    assert_eq!(kept(&world).len(), 3, "as it was");
    desk.stop().await;
}

/// Its manifest is forgotten after 14 days, and the prekeys of the form's answer with it.
#[tokio::test]
async fn an_answer_whose_key_is_erased_is_refused_as_late() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    let form = visitor.forms[0].clone();
    let late = "Refused(Late) for quote in es";
    let sealed = visitor.sealed("x1", &form, "quote", VALUES);
    let forgotten = FormAnswer { mh: Bytes([7; 32]), ..sealed };
    assert_eq!(refused(&mut visitor, "x1", forgotten, FormFault::Late).await, late);
    let mut sealed = visitor.sealed("x2", &form, "quote", VALUES);
    sealed.to[0].kid = "erased".into();
    assert_eq!(refused(&mut visitor, "x2", sealed, FormFault::Late).await, late);
    assert_eq!(state(&world), FormState::Asked);
    desk.stop().await;
}

#[tokio::test]
async fn a_form_that_was_not_asked_here_has_no_answer() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    let mut other = asked(&world, &pins, 2).await;
    let elsewhere = other.forms[0].clone();
    for (id, form) in [("a1", "made-up"), ("a2", &elsewhere)] {
        let sealed = visitor.sealed(id, form, "quote", VALUES);
        let said = refused(&mut visitor, id, sealed, FormFault::Unknown).await;
        assert_eq!(said, "Refused(Unknown) for nothing in es");
    }
    // Nor does anybody take back what another said.
    assert_eq!(answer(&mut other, "b1", OTHERS).await, "Taken for quote in es");
    visitor.ask("d1", Content::Delete { of: "b1".into() }).await;
    visitor.say("b2", "well?", "en").await;
    assert_eq!(heard(&mut visitor).await, "well? in en");
    assert_eq!(blob_count(&world), 1);
    desk.stop().await;
}

fn blob_count(world: &World) -> u64 {
    let database = Connection::open(world.desk_database()).unwrap();
    let sql = "SELECT count(*) FROM forms WHERE record IS NOT NULL";
    database.query_row(sql, (), |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn a_purpose_that_is_not_given_or_not_any_more_takes_nothing_and_keeps_nothing() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, world.clock().now()).await;
    visitor.hello(&manifest, vec![]).await;
    visitor.hear(2).await;
    ask(&mut visitor).await;
    let not_allowed = "Refused(NotAllowed) for quote in es";
    let own = filled(&mut visitor, "a1", VALUES);
    assert_eq!(refused(&mut visitor, "a1", own, FormFault::NotAllowed).await, not_allowed);
    visitor.decide_about("quote", Act::Allow, Status::Given).await;
    visitor.hear(1).await;
    assert_eq!(answer(&mut visitor, "a2", VALUES).await, "Taken for quote in es");
    let before = blob(&world, "record").unwrap();
    visitor.decide_about("quote", Act::Withdraw, Status::Withdrawn).await;
    visitor.hear(1).await;
    assert_eq!((state(&world), blob(&world, "record")), (FormState::Withdrawn, None));
    let own = filled(&mut visitor, "a3", VALUES);
    assert_eq!(refused(&mut visitor, "a3", own, FormFault::NotAllowed).await, not_allowed);
    visitor.decide_about("quote", Act::Allow, Status::Given).await;
    visitor.hear(1).await;
    assert_eq!(answer(&mut visitor, "a4", VALUES).await, "Taken for quote in es");
    // The whole chat is withdrawn from: nobody reads, and what was told goes with its purpose alone.
    visitor.decide(Act::Withdraw, Status::Withdrawn, None).await;
    visitor.hear(1).await;
    assert_eq!(state(&world), FormState::Answered);
    let own = filled(&mut visitor, "a5", OTHERS);
    visitor.ask("a5", Content::FormAnswer(own)).await;
    let (of, reason) = ("a5".into(), FormFault::NotAllowed);
    assert_eq!(visitor.hear(1).await, [Content::FormRefused { of, reason }]);
    visitor.say("b5", "still?", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::Ack], "no word of the bot's");
    assert_eq!(kept(&world)[0].1, VALUES[0].1);
    desk.stop().await;
    world.closed(&world.desk_database()).await;
    assert!(!is_in(&files(&world), &before), "overwritten");
}

#[tokio::test]
async fn a_form_of_no_purpose_is_not_posted() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    visitor.say("b1", "form for nothing", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("please", "en")]);
    visitor.say("b2", "else", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("else in en", "en")]);
    assert_eq!(book(&world).list().unwrap().len(), 1);
    desk.stop().await;
}

fn says(content: &Content, typ: &str, visitor: &Visitor) -> Value {
    let Content::RightState { statement: Some(statement), .. } = content else {
        panic!("{content:?}")
    };
    let payload = Unverified::parse(statement, typ).unwrap().verify(&visitor.desk_key()).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

#[tokio::test]
async fn access_tells_of_values_and_erasure_destroys_and_counts_them() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    answer(&mut visitor, "a1", VALUES).await;
    let access = Content::Right { right: Right::Access, purpose: None, note: None };
    visitor.ask("r1", access).await;
    let told = says(&visitor.hear(2).await[1], "sigilo-right+jws", &visitor);
    assert_eq!(told["holds"][4], json!({"what": "form-answers", "count": 1}));
    assert_eq!(told["forms"][0]["fields"], json!(["name", "address", "policy"]));
    assert_eq!(
        (&told["forms"][0]["purpose"], told["forms"].as_array().unwrap().len()),
        (&json!("quote"), 1)
    );
    assert_eq!(told["forms"][0]["form"], visitor.forms[0]);
    assert!(VALUES.iter().all(|(_, value)| !told.to_string().contains(value)));
    // One body, then everything.
    visitor.ask("r2", Content::Erase { scope: Scope::Bodies(vec!["a1".into()]) }).await;
    let told = says(&visitor.hear(2).await[1], "sigilo-erasure+jws", &visitor);
    assert_eq!(told["deleted"][1], json!({"what": "form-answers", "count": 1}));
    assert_eq!(state(&world), FormState::Withdrawn);
    assert_eq!(answer(&mut visitor, "a2", OTHERS).await, "Taken for quote in es");
    let before = blob(&world, "record").unwrap();
    visitor.ask("r3", Content::Erase { scope: Scope::Conversation }).await;
    let told = says(&visitor.hear(2).await[1], "sigilo-erasure+jws", &visitor);
    assert_eq!(told["deleted"][4], json!({"what": "form-answers", "count": 1}));
    assert_eq!(book(&world).list().unwrap(), []);
    desk.stop().await;
    world.closed(&world.desk_database()).await;
    assert!(!is_in(&files(&world), &before), "overwritten");
}

#[tokio::test]
async fn what_is_restricted_or_objected_to_is_kept_and_not_shown() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    answer(&mut visitor, "a1", VALUES).await;
    let id = book(&world).list().unwrap()[0].id.clone();
    let objection = |purpose: &str| {
        let purpose = Some(purpose.into());
        Content::Right { right: Right::Objection, purpose, note: None }
    };
    visitor.ask("r1", objection("marketing")).await;
    visitor.hear(1).await;
    assert!(book(&world).show(&id).is_ok());
    visitor.ask("r2", objection("quote")).await;
    visitor.hear(1).await;
    assert!(matches!(book(&world).show(&id), Err(FormsError::Restricted(_))));
    assert!(book(&world).list().unwrap()[0].restricted);
    let own = filled(&mut visitor, "a2", OTHERS);
    let said = refused(&mut visitor, "a2", own, FormFault::Restricted).await;
    assert_eq!(said, "Refused(Restricted) for quote in es");
    visitor.decide_about("quote", Act::Allow, Status::Given).await;
    visitor.hear(1).await;
    assert_eq!(book(&world).show(&id).unwrap()[0].1, VALUES[0].1, "allowed anew");
    desk.stop().await;
}

/// Art. 18 GDPR: the chat is kept and not used, and so is what was told; nothing looks added to it.
#[tokio::test]
async fn after_a_restriction_an_answer_is_refused_and_not_kept() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    assert_eq!(answer(&mut visitor, "a1", VALUES).await, "Taken for quote in es");
    let restriction = Content::Right { right: Right::Restriction, purpose: None, note: None };
    visitor.ask("r1", restriction).await;
    visitor.hear(1).await;
    let own = filled(&mut visitor, "a2", OTHERS);
    visitor.ask("a2", Content::FormAnswer(own)).await;
    let (of, reason) = ("a2".into(), FormFault::Restricted);
    assert_eq!(visitor.hear(1).await, [Content::FormRefused { of, reason }]);
    let id = book(&world).list().unwrap()[0].id.clone();
    assert!(matches!(book(&world).show(&id), Err(FormsError::Restricted(_))));
    assert_eq!(blob_count(&world), 1, "what was told before is there, and nothing was added");
    desk.stop().await;
}

#[tokio::test]
async fn values_are_destroyed_when_the_time_of_their_purpose_is_over() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    answer(&mut visitor, "a1", VALUES).await;
    desk.stop().await;
    for (days, expected) in [(29, FormState::Answered), (1, FormState::Expired)] {
        world.pass(days * 24 * 3_600);
        world.open_desk().unwrap().expire_forms().await.unwrap();
        assert_eq!(state(&world), expected);
    }
    assert_eq!((blob(&world, "record"), blob(&world, "key")), (None, None));
}

#[tokio::test]
async fn only_so_many_forms_are_remembered_without_an_answer() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    answer(&mut visitor, "a1", VALUES).await;
    for i in 0..18 {
        world.pass(1);
        visitor.say(&format!("b{i}"), "form for quote", "en").await;
        visitor.hear(2).await;
    }
    let all = book(&world).list().unwrap();
    assert_eq!(all.len(), 17);
    assert_eq!(all[0].state, FormState::Answered, "what has values is not forgotten");
    assert_eq!(answer(&mut visitor, "a2", OTHERS).await, "Taken for quote in es");
    let oldest = visitor.forms[1].clone();
    let sealed = visitor.sealed("a3", &oldest, "quote", OTHERS);
    let said = refused(&mut visitor, "a3", sealed, FormFault::Unknown).await;
    assert_eq!(said, "Refused(Unknown) for nothing in es");
    // What was taken before stays.
    assert_eq!(blob_count(&world), 2);
    desk.stop().await;
}

#[tokio::test]
async fn what_becomes_of_a_form_is_told_without_its_values() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = asked(&world, &pins, 1).await;
    answer(&mut visitor, "a1", VALUES).await;
    answer(&mut visitor, "a2", OTHERS).await;
    visitor.ask("d1", Content::Delete { of: "a2".into() }).await;
    heard(&mut visitor).await;
    desk.stop().await;
    let events = world.heard.all();
    let of_forms = events.iter().filter(|event| event.kind.starts_with("form."));
    let told: Vec<_> = of_forms.map(|event| (&*event.kind, &*event.actor)).collect();
    let expected = [
        ("form.asked", "desk"),
        ("form.stored", "visitor"),
        ("form.changed", "visitor"),
        ("form.withdrawn", "visitor"),
    ];
    assert_eq!(told, expected);
    let all = serde_json::to_string(&events).unwrap();
    assert!(!VALUES.iter().chain(OTHERS).any(|(_, value)| all.contains(value)), "{all}");
}
