//! A visitor who signs out at the page, as the desk's database and people see it.

use std::sync::atomic::Ordering;

use rusqlite::Connection;

use super::*;
use crate::desk::people::{PeopleError, Person};

impl Place {
    /// The visitor's own word that they have signed out, which nobody answers.
    async fn leave(&mut self) {
        self.visitor.ask("bye", Content::Identify { jwt: String::new() }).await;
        assert_eq!(self.told().await, ("identify.ended".into(), "signed-out".into()));
        let left = async {
            while self.left_at().is_none() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(SOON, left).await.unwrap();
    }

    fn left_at(&self) -> Option<u64> {
        self.row("SELECT left_at FROM talks")
    }

    fn row<T: rusqlite::types::FromSql>(&self, sql: &str) -> T {
        let database = Connection::open(self.world.folder.path().join("desk/desk.db")).unwrap();
        database.query_row(sql, (), |row| row.get(0)).unwrap()
    }
}

#[tokio::test]
async fn who_signs_out_is_forgotten_and_what_was_said_stays_without_a_name() {
    let mut place = Place::with(Algorithm::Es256).await;
    place.visitor.say("b1", "price", "en").await;
    place.visitor.hear(1).await;
    let token = es256(&place.claims());
    assert_eq!(place.send(&token).await.0, "identify.accepted");
    place.until(known()).await;
    assert!(place.row::<Option<Vec<u8>>>("SELECT identity FROM talks").is_some());
    let said: u64 = place.row("SELECT count(*) FROM history");

    place.leave().await;
    assert_eq!(place.left_at(), Some(NOW));
    assert_eq!(place.row::<Option<Vec<u8>>>("SELECT identity FROM talks"), None);
    assert_eq!(place.row::<Vec<u8>>("SELECT state FROM conversations"), b"", "the session's keys");
    assert_eq!(place.row::<u64>("SELECT count(*) FROM history"), said, "what was said");
    assert_eq!(place.row::<u64>("SELECT count(*) FROM receipts"), 2, "what was agreed to");
    assert_eq!(place.row::<u64>("SELECT count(*) FROM identify_used WHERE token LIKE '%.%'"), 0);
    assert!(place.visitor.rest().await.is_empty(), "nobody is answered");
    place.desk.stop().await;
}

#[tokio::test]
async fn people_see_that_the_visitor_has_signed_out_and_can_say_nothing_more() {
    let mut place = Place::with(Algorithm::Es256).await;
    place.visitor.say("b1", "price", "en").await;
    place.visitor.hear(1).await;
    let marta = Person { account: "marta".into(), name: "Marta".into(), picture: None };
    let talk = place.people.list().await.unwrap().remove(0);
    place.people.take(&talk, &marta).await.unwrap();
    place.leave().await;
    let talk = place.people.list().await.unwrap().remove(0);
    assert_eq!((talk.left_at, talk.taken_by.as_deref()), (Some(NOW), None));
    assert!(talk.is_open && talk.is_lost && talk.waiting.is_none());
    let refused = place.people.say(&talk, &marta, "Are you there?").await;
    assert!(matches!(refused, Err(PeopleError::Closed)), "{refused:?}");
    assert!(matches!(place.people.take(&talk, &marta).await, Err(PeopleError::Closed)));
    place.desk.stop().await;
}

#[tokio::test]
async fn who_was_not_heard_of_for_as_long_as_the_settings_say_is_forgotten() {
    let mut place = Place::with(Algorithm::Es256).await;
    place.world.pass(3_600);
    assert_eq!(place.send(&es256(&place.claims())).await.0, "identify.accepted");
    place.until(known()).await;
    place.world.pass(71 * 3_600);
    let Place { world, desk, people, heard, .. } = place;
    desk.stop().await;
    let desk = world.start_desk();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(people.list().await.unwrap()[0].identity.is_some(), "not yet");
    desk.stop().await;
    world.pass(2 * 3_600);
    let desk = world.start_desk();
    let ended = || {
        let heard = heard.0.lock().unwrap();
        heard.iter().find(|event| event.kind == "identify.ended").cloned()
    };
    let gone = async {
        while ended().is_none() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(SOON, gone).await.unwrap();
    desk.stop().await;
    let talk = people.list().await.unwrap().remove(0);
    assert!(talk.identity.is_none() && talk.left_at.is_none());
    let ended = ended().unwrap();
    assert_eq!((ended.actor.as_str(), ended.details["why"].as_str()), ("desk", "silent"));
}

#[tokio::test]
async fn a_word_that_waits_for_its_issuer_s_keys_does_not_bring_back_who_has_signed_out() {
    let issuer = Issuer::default();
    issuer.is_slow.store(true, Ordering::SeqCst);
    let mut place = Place::of(Algorithm::Es256, issuer.clone()).await;
    place.post(&es256(&place.claims())).await;
    assert_eq!(place.people.waiting_tokens(), 1);
    place.leave().await;
    assert_eq!(place.people.waiting_tokens(), 0);
    issuer.is_slow.store(false, Ordering::SeqCst);
    // By the time that another visitor is answered, the desk has gone on.
    let mut other = Visitor::new(&place.world, 2);
    let manifest = other.manifest(&place.pins, NOW).await;
    other.hello(&manifest, vec![]).await;
    other.hear(2).await;
    assert_eq!(place.row::<u64>("SELECT count(*) FROM talks WHERE identity IS NOT NULL"), 0);
    place.desk.stop().await;
}
