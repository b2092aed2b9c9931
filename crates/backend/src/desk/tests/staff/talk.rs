//! A conversation at the pages, and the visitor at the other end.

use axum::http::StatusCode;
use sigilo_consent::{Act, Status};
use sigilo_protocol::{By, Content};

use super::super::world::SOON;
use super::house::House;

#[tokio::test]
async fn what_a_visitor_lets_be_seen_beside_their_words_is_on_the_page_and_what_it_tells_comes_to_them()
 {
    let mut house = House::new().await;
    let (marta, talk) = (house.enter("marta").await, house.talk().await);
    house.visitor.say("b1", "first", "en").await;
    house.visitor.hear(1).await;
    house.get(&marta, &talk).await;
    let answer = house.people.lines(&house.people.list().await.unwrap()[0]).await.unwrap();
    let upto = answer.last().unwrap().id.clone();
    house.visitor.decide_about("presence", Act::Allow, Status::Given).await;
    let receipt = house.visitor.hear(1).await;
    assert!(
        matches!(receipt[..], [Content::Receipt { .. }]),
        "opened before it was allowed: {receipt:?}"
    );
    let page = house.get(&marta, &talk).await.text;
    assert!(page.contains("id=\"beside\" role=\"status\""), "{page}");
    assert!(!page.contains(">The visitor is writing.<") && !page.contains(">Read<"), "{page}");
    assert_eq!(house.visitor.hear(1).await, [Content::Read { upto: "b1".into() }]);
    house.visitor.ask("r1", Content::Read { upto }).await;
    house.visitor.ask("t1", Content::Typing { on: true, by: None }).await;
    let page = async |house: &House, who| house.get(who, &talk).await.text;
    let wait = async {
        while !page(&house, &marta).await.contains(">The visitor is writing.<") {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(SOON, wait).await.unwrap();
    assert_eq!(page(&house, &marta).await.matches(">Read<").count(), 1);
    let live = house.get(&marta, &format!("{talk}/live")).await.text;
    assert!(live.contains("\"writes\":true"), "{live}");
    // Who may not read the words learns nothing beside them.
    let sofia = house.enter("sofia").await;
    let live = house.get(&sofia, &format!("{talk}/live")).await.text;
    assert!(live.contains("\"writes\":false") && live.contains("\"read\":null"), "{live}");

    house.post(&marta, &format!("{talk}/take"), &[]).await;
    house.visitor.hear(1).await;
    assert_eq!(
        house.post(&marta, &format!("{talk}/typing"), &[]).await.status,
        StatusCode::NO_CONTENT
    );
    let [Content::Typing { on: true, by: Some(by) }] = &house.visitor.hear(1).await[..] else {
        panic!()
    };
    assert_eq!(by.name.as_deref(), Some("Marta <M>"));
    house.visitor.say("b2", "second", "en").await;
    assert_eq!(house.visitor.hear(1).await, [Content::Ack], "nobody has looked");
    for nothing in ["", "nobody-said-that", answer.last().unwrap().id.as_str()] {
        house.post(&marta, &format!("{talk}/read"), &[("upto", nothing)]).await;
    }
    house.post(&marta, &format!("{talk}/read"), &[("upto", "b2")]).await;
    assert_eq!(house.visitor.hear(1).await, [Content::Read { upto: "b2".into() }]);
    // Who looks on without answering gives no sign of what they read.
    house.visitor.say("b3", "third", "en").await;
    house.visitor.hear(1).await;
    house.post(&sofia, &format!("{talk}/watch"), &[]).await;
    house.get(&sofia, &talk).await;
    house.visitor.say("b4", "fourth", "en").await;
    let heard = house.visitor.hear(2).await;
    assert!(matches!(heard[..], [Content::Recipients { .. }, Content::Ack]), "{heard:?}");
}

#[tokio::test]
async fn an_agent_reads_takes_over_answers_and_hands_back() {
    let mut house = House::new().await;
    let (marta, talk) = (house.enter("marta").await, house.talk().await);
    house.visitor.say("b1", "<script>alert(1)</script>", "en").await;
    house.visitor.hear(1).await;
    let list = house.get(&marta, "/talks").await.text;
    assert!(list.contains(&talk) && !list.contains("script&gt;"), "the list has no word of it");
    let page = house.get(&marta, &talk).await.text;
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(!page.contains(&format!("action=\"{talk}/say\"")), "first it has to be taken over");
    house.post(&marta, &format!("{talk}/take"), &[]).await;
    assert_eq!(house.visitor.hear(1).await, [Content::Handoff { to: "people".into() }]);
    house.visitor.say("b2", "are you a person?", "en").await;
    assert_eq!(house.visitor.hear(1).await, [Content::Ack]);
    let page = house.get(&marta, "/talks").await.text;
    assert!(page.contains("Waiting for"), "{page}");
    let text = [("text", "Yes, I am & here.")];
    house.accounts.set_picture("marta", Some("marta_m")).unwrap();
    let page = house.post(&marta, &format!("{talk}/say"), &text).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let [Content::Text { text, by, .. }] = &house.visitor.hear(1).await[..] else { panic!() };
    assert_eq!(text, "Yes, I am & here.");
    assert_eq!(*by, Some(By { id: "people".into(), name: Some("Marta <M>".into()) }));
    assert_eq!(house.visitor.last_picture.as_deref(), Some("marta_m"));
    house.post(&marta, &format!("{talk}/back"), &[]).await;
    assert_eq!(house.visitor.hear(1).await, [Content::Handoff { to: "bot".into() }]);
    let kinds: Vec<_> = house.heard.take().into_iter().map(|event| event.kind).collect();
    for kind in ["staff.viewed", "staff.wrote", "handoff.taken", "handoff.returned"] {
        assert!(kinds.iter().any(|own| own == kind), "{kind}: {kinds:?}");
    }
    let told = house.get(&house.enter("aldo").await, "/access").await.text;
    assert!(told.contains("handoff.taken") && !told.contains("I am &amp; here"));
}

#[tokio::test]
async fn a_supervisor_reads_nothing_until_the_visitor_is_told_of_it() {
    let mut house = House::new().await;
    let (sofia, talk) = (house.enter("sofia").await, house.talk().await);
    house.visitor.say("b1", "canary words", "en").await;
    house.visitor.hear(1).await;
    let reads = async |house: &House| {
        let page = house.get(&sofia, &talk).await.text.contains("canary words");
        let live = house.get(&sofia, &format!("{talk}/live")).await.text.contains("canary words");
        (page, live)
    };
    assert_eq!(reads(&house).await, (false, false));
    house.post(&sofia, &format!("{talk}/watch"), &[]).await;
    let present = Some(vec!["supervision".to_owned()]);
    let [Content::Recipients { present: told, .. }] = &house.visitor.hear(1).await[..] else {
        panic!()
    };
    assert_eq!(*told, present);
    assert_eq!(reads(&house).await, (true, true));
    // Read-only: neither takes it over nor says anything.
    for act in ["take", "say"] {
        let page = house.post(&sofia, &format!("{talk}/{act}"), &[("text", "x")]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{act}");
    }
    house.post(&sofia, &format!("{talk}/unwatch"), &[]).await;
    let gone = |content: &Content| matches!(content, Content::Recipients { present: Some(none), .. } if none.is_empty());
    assert!(gone(&house.visitor.hear(1).await[0]));
    assert_eq!(reads(&house).await, (false, false));
    // A page that is closed without a word ends it as well, and so does signing out.
    house.post(&sofia, &format!("{talk}/watch"), &[]).await;
    house.visitor.hear(1).await;
    house.world.pass(61);
    house.staff.sweep().await.unwrap();
    assert!(gone(&house.visitor.hear(1).await[0]));
    house.post(&sofia, &format!("{talk}/watch"), &[]).await;
    house.visitor.hear(1).await;
    house.post(&sofia, "/sign-out", &[]).await;
    assert!(gone(&house.visitor.hear(1).await[0]));
    let told = house.heard.take();
    let count = |kind: &str| told.iter().filter(|event| event.kind == kind).count();
    assert_eq!((count("staff.watch-began"), count("staff.watch-ended")), (3, 3));
}

#[tokio::test]
async fn where_the_visitor_has_signed_out_nobody_answers_and_nobody_begins_to_look_on() {
    let mut house = House::new().await;
    let (marta, sofia) = (house.enter("marta").await, house.enter("sofia").await);
    let talk = house.talk().await;
    house.visitor.say("b1", "canary words", "en").await;
    house.visitor.hear(1).await;
    house.post(&marta, &format!("{talk}/take"), &[]).await;
    house.visitor.hear(1).await;
    let before = house.get(&marta, "/talks/live").await.text;
    house.visitor.ask("bye", Content::Identify { jwt: String::new() }).await;
    let left = async {
        while house.people.list().await.unwrap()[0].left_at.is_none() {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(SOON, left).await.unwrap();
    assert_ne!(house.get(&marta, "/talks/live").await.text, before, "open lists are told");
    assert!(house.get(&marta, "/talks").await.text.contains("Has signed out"));
    let page = house.get(&marta, &talk).await.text;
    assert!(page.contains("Has signed out") && page.contains("canary words"), "{page}");
    assert!(!page.contains("<textarea") && !page.contains("type=\"file\""), "{page}");
    for act in ["take", "say", "back"] {
        let page = house.post(&marta, &format!("{talk}/{act}"), &[("text", "x")]).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{act}");
    }
    // Nobody could be told of it.
    let page = house.get(&sofia, &talk).await.text;
    assert!(!page.contains("canary words") && !page.contains("/watch"), "{page}");
    let watch = house.post(&sofia, &format!("{talk}/watch"), &[]).await;
    assert_eq!(watch.status, StatusCode::CONFLICT);
    assert!(!house.get(&sofia, &talk).await.text.contains("canary words"));
    assert!(house.visitor.rest().await.is_empty());
}

#[tokio::test]
async fn a_page_goes_on_by_itself_and_ends_with_its_session() {
    let mut house = House::new().await;
    let (marta, talk) = (house.enter("marta").await, house.talk().await);
    house.visitor.say("b1", "first", "en").await;
    house.visitor.hear(1).await;
    let live = house.get(&marta, &format!("{talk}/live")).await.text;
    assert!(live.starts_with("data: {") && live.contains("first in en"), "{live}");
    house.accounts.set_disabled("marta", true).unwrap();
    assert_eq!(house.get(&marta, &format!("{talk}/live")).await.status, StatusCode::SEE_OTHER);
}
