//! That somebody writes, and what was read, each way: where the visitor's purpose `presence` is given, and as long.

use sigilo_consent::{Act, PRESENCE, Status};
use sigilo_protocol::{By, Content};

use super::{
    super::people::{Beside, People, Person, Settings, Talk},
    visitor::Visitor,
    world::{Greeted, RunningDesk, SOON, World},
};

/// A desk with people that knows of presence, and a visitor who was greeted, who was asked nothing of it yet.
async fn sociable() -> (World, RunningDesk, People, Visitor) {
    let mut world = World::new().await;
    world.is_sociable = true;
    let Greeted { world, desk, people, visitor, .. } = world.with_people(Settings::default()).await;
    (world, desk, people, visitor)
}

fn marta() -> Person {
    let picture = Some("marta-2".into());
    Person { account: "marta".into(), name: "Marta".into(), picture }
}

async fn only(people: &People) -> Talk {
    people.list().await.unwrap().remove(0)
}

async fn beside(people: &People) -> Beside {
    people.beside(&only(people).await)
}

/// Waits until what people see beside the words is as it should be.
async fn until(people: &People, is_so: impl Fn(&Beside) -> bool) {
    let wait = async {
        while !is_so(&beside(people).await) {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(SOON, wait).await.unwrap();
}

/// Says something, and its answer: what was sent before has come then.
async fn past(visitor: &mut Visitor, id: &str) -> Vec<Content> {
    visitor.say(id, "price", "en").await;
    visitor.hear(1).await
}

fn writes(on: bool) -> Content {
    Content::Typing { on, by: None }
}

async fn allow(visitor: &mut Visitor) {
    visitor.decide_about(PRESENCE, Act::Allow, Status::Given).await;
    visitor.hear(1).await;
}

#[tokio::test]
async fn people_see_that_a_visitor_who_allows_it_writes_until_they_say_it_or_leave_it() {
    let (world, desk, people, mut visitor) = sociable().await;
    visitor.ask("t1", writes(true)).await;
    past(&mut visitor, "b1").await;
    visitor.ask("t2", writes(true)).await;
    visitor.decide_about("quote", Act::Allow, Status::Given).await;
    visitor.hear(1).await;
    assert_eq!(beside(&people).await, Beside::default(), "it was not allowed");
    allow(&mut visitor).await;
    visitor.ask("t3", writes(true)).await;
    until(&people, |own| own.writes == Some(15)).await;
    past(&mut visitor, "b2").await;
    assert_eq!(beside(&people).await.writes, None, "it is said");
    visitor.ask("t4", writes(true)).await;
    until(&people, |own| own.writes.is_some()).await;
    visitor.ask("t5", writes(false)).await;
    until(&people, |own| own.writes.is_none()).await;
    visitor.ask("t6", writes(true)).await;
    until(&people, |own| own.writes.is_some()).await;
    world.pass(15);
    assert_eq!(beside(&people).await.writes, None, "nobody writes for ever");
    desk.stop().await;
}

#[tokio::test]
async fn people_see_how_far_a_visitor_has_read_and_nothing_that_was_not_said() {
    let (_world, desk, people, mut visitor) = sociable().await;
    let greeting = people.lines(&only(&people).await).await.unwrap()[0].id.clone();
    visitor.ask("r1", Content::Read { upto: greeting.clone() }).await;
    past(&mut visitor, "b1").await;
    assert_eq!(beside(&people).await.read, None, "it was not allowed");
    allow(&mut visitor).await;
    let answer = visitor.last_body.clone();
    past(&mut visitor, "b2").await;
    let answer_2 = people.lines(&only(&people).await).await.unwrap().pop().unwrap().id;
    assert_ne!(answer, answer_2);
    visitor.ask("r2", Content::Read { upto: answer_2.clone() }).await;
    until(&people, |own| own.read.as_ref() == Some(&answer_2)).await;
    // An older tab, and one that makes something up.
    visitor.ask("r3", Content::Read { upto: greeting }).await;
    visitor.ask("r4", Content::Read { upto: "canary that nobody said".into() }).await;
    past(&mut visitor, "b3").await;
    assert_eq!(beside(&people).await.read, Some(answer_2));
    desk.stop().await;
}

#[tokio::test]
async fn a_visitor_who_allows_it_is_told_that_a_person_writes_and_what_they_have_read() {
    let (world, desk, people, mut visitor) = sociable().await;
    past(&mut visitor, "b1").await;
    let talk = only(&people).await;
    assert!(people.writes(&talk, &marta()).is_err(), "it was not taken over");
    people.take(&talk, &marta()).await.unwrap();
    visitor.hear(1).await;
    let talk = only(&people).await;
    people.reads(&talk, "b1");
    people.writes(&talk, &marta()).unwrap();
    assert_eq!(past(&mut visitor, "b2").await, [Content::Ack], "it was not allowed");
    world.pass(10);
    allow(&mut visitor).await;
    people.writes(&talk, &marta()).unwrap();
    let by = Some(By { id: "people".into(), name: Some("Marta".into()) });
    assert_eq!(visitor.hear(1).await, [Content::Typing { on: true, by: by.clone() }]);
    assert_eq!(visitor.last_picture.as_deref(), Some("marta-2"));
    people.reads(&talk, "b2");
    let read = |upto: &str| Content::Read { upto: upto.into() };
    assert_eq!(visitor.hear(1).await, [read("b2")]);
    assert_eq!(visitor.last_picture, None);
    // Once, and not at each key.
    people.reads(&talk, "b2");
    people.writes(&talk, &marta()).unwrap();
    assert_eq!(past(&mut visitor, "b3").await, [Content::Ack]);
    people.say(&talk, &marta(), "Here.").await.unwrap();
    visitor.hear(1).await;
    people.writes(&talk, &marta()).unwrap();
    assert_eq!(visitor.hear(1).await, [Content::Typing { on: true, by }], "something else");
    desk.stop().await;
}

#[tokio::test]
async fn a_withdrawal_ends_it_both_ways_and_leaves_nothing() {
    let (world, desk, people, mut visitor) = sociable().await;
    allow(&mut visitor).await;
    past(&mut visitor, "b1").await;
    people.take(&only(&people).await, &marta()).await.unwrap();
    visitor.hear(1).await;
    let greeting = people.lines(&only(&people).await).await.unwrap()[0].id.clone();
    visitor.ask("r1", Content::Read { upto: greeting.clone() }).await;
    visitor.ask("t1", writes(true)).await;
    until(&people, |own| own.read.is_some() && own.writes.is_some()).await;
    visitor.decide_about(PRESENCE, Act::Withdraw, Status::Withdrawn).await;
    visitor.hear(1).await;
    assert_eq!(beside(&people).await, Beside::default());
    visitor.ask("r2", Content::Read { upto: greeting }).await;
    visitor.ask("t2", writes(true)).await;
    let talk = only(&people).await;
    people.reads(&talk, "b1");
    people.writes(&talk, &marta()).unwrap();
    assert_eq!(past(&mut visitor, "b2").await, [Content::Ack], "nothing more is told");
    assert_eq!(visitor.rest().await, []);
    assert_eq!(beside(&people).await, Beside::default());
    // Nor does it come back with the purpose.
    allow(&mut visitor).await;
    assert_eq!(beside(&people).await, Beside::default());
    desk.stop().await;
    let _ = world;
}

#[tokio::test]
async fn a_restriction_ends_it_too() {
    let (_world, desk, people, mut visitor) = sociable().await;
    allow(&mut visitor).await;
    visitor.ask("t1", writes(true)).await;
    until(&people, |own| own.writes.is_some()).await;
    let right = sigilo_protocol::Right::Restriction;
    visitor.ask("x1", Content::Right { right, purpose: None, note: None }).await;
    visitor.hear(1).await;
    visitor.ask("t2", writes(true)).await;
    past(&mut visitor, "b1").await;
    assert_eq!(beside(&people).await, Beside::default());
    desk.stop().await;
}
