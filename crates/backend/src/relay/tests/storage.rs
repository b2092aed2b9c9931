//! Files of earlier programs, limits of what is stored, and its time.

use std::sync::Arc;

use axum::http::StatusCode;
use rusqlite::Connection;
use sigilo_protocol::{Bytes, ConvId};

use crate::{
    Clock,
    events::Heard,
    relay::{Relay, rows, store::Store},
    storage::{Quotas, RelayStorage},
};

use super::world::{CONV, Draft, NOW, World, config, conversation, visitor};

const DAY: u64 = 24 * 3_600;
const OTHER: ConvId = Bytes([8; 16]);

/// A relay's database as the program wrote it before quotas.
const V1: &str = include_str!("../store/earlier/v1.sql");
/// The same of a program before that one.
const BEFORE: &str = "DROP INDEX manifests_by_hash; ALTER TABLE manifests DROP COLUMN mh;
                      DROP TABLE erasures; DROP TABLE epoch;";

#[tokio::test]
async fn a_file_of_version_1_opens_with_all_that_was_in_it() {
    for sql in [V1.to_owned(), format!("{V1}{BEFORE}")] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relay.db");
        Connection::open(&path).unwrap().execute_batch(&sql).unwrap();
        let before = rows(&path).unwrap();
        assert_eq!(before.len(), 14);
        let store = Store::open(&path, 16, 4).unwrap();
        let name = store.epoch();
        assert_eq!(Store::open(&path, 16, 4).unwrap().epoch(), name);
        assert_eq!(rows(&path).unwrap(), before);
        assert_eq!(store.head().await.unwrap(), 14);
        let database = Connection::open(&path).unwrap();
        let mh: String =
            database.query_row("SELECT mh FROM manifests", (), |row| row.get(0)).unwrap();
        assert_eq!(mh, "LHOi15IWzWIeSz3eYQQsVT3O_oJaDBQzG1BQA1Hnwqg");
        let bytes: usize = before.iter().map(|row| row.envelope.len()).sum();
        let counted =
            "SELECT c.envelopes, c.bytes, u.bytes FROM conversations c JOIN usage u USING (site)";
        let counted = database.query_row(counted, (), |row| {
            Ok((row.get::<_, usize>(0)?, row.get::<_, usize>(1)?, row.get::<_, usize>(2)?))
        });
        assert_eq!(counted.unwrap(), (14, bytes, bytes));
        drop(store);
        assert!(Relay::open(config(path, Clock::new(|| NOW))).is_ok());
    }
}

/// What the database counts, and what there is: of the site, in bytes.
fn counted(world: &World) -> (usize, usize) {
    let path = world.folder.path().join("relay.sqlite");
    let is = rows(&path).unwrap().iter().map(|row| row.envelope.len()).sum();
    let sql = "SELECT bytes FROM usage";
    (Connection::open(path).unwrap().query_row(sql, (), |row| row.get(0)).unwrap(), is)
}

#[tokio::test]
async fn a_conversation_that_is_full_takes_answers_and_repetitions_and_nothing_more() {
    let quotas = Quotas { conversation_envelopes: 3, ..Quotas::default() };
    let storage = RelayStorage { quotas, ..RelayStorage::default() };
    let heard = Arc::new(Heard::default());
    let world = World::published().await.stored(storage, heard.clone());
    for draft in [Draft::hello(), Draft::message(2), Draft::message(3)] {
        assert_eq!(world.post_envelope(&draft).await.status, StatusCode::CREATED);
    }
    world.post_envelope(&Draft::message(4)).await.is_problem(507, "quota-exceeded");
    assert!(heard.kinds().contains(&"quota.exceeded".into()));
    assert_eq!(world.post_envelope(&Draft::message(3)).await.status, StatusCode::OK);
    assert_eq!(world.post_envelope(&Draft::answer(1)).await.status, StatusCode::CREATED);
    let other = Draft { conv: OTHER, ..Draft::hello() }.by(5);
    assert_eq!(world.post_envelope(&other).await.status, StatusCode::CREATED);
    let (counted, is) = counted(&world);
    assert_eq!(counted, is);
}

#[tokio::test]
async fn bytes_are_limited_by_conversation_and_by_site_and_an_erasure_makes_room() {
    let size = Draft::hello().json().len() as u64;
    let message = Draft::message(2).json().len() as u64;
    let of_conversation = Quotas { conversation_bytes: size + message - 1, ..Quotas::default() };
    let of_site = Quotas { site_bytes: size + message - 1, ..Quotas::default() };
    for (quotas, is_site) in [(of_conversation, false), (of_site, true)] {
        let storage = RelayStorage { quotas, ..RelayStorage::default() };
        let world = World::published().await.stored(storage, Arc::default());
        assert_eq!(world.post_envelope(&Draft::hello()).await.status, StatusCode::CREATED);
        world.post_envelope(&Draft::message(2)).await.is_problem(507, "quota-exceeded");
        let other = Draft { conv: OTHER, ..Draft::hello() }.by(5);
        let answer = world.post_envelope(&other).await;
        if !is_site {
            assert_eq!(answer.status, StatusCode::CREATED);
            continue;
        }
        answer.is_problem(507, "quota-exceeded");
        let token = world.token(&visitor()).await;
        world.erase(CONV, Some(&token)).await;
        assert_eq!(counted(&world), (0, 0));
        assert_eq!(world.post_envelope(&other).await.status, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn envelopes_end_in_time_and_the_hello_of_who_still_speaks_stays() {
    let storage = RelayStorage { envelope_days: Some(30), ..RelayStorage::default() };
    let heard = Arc::new(Heard::default());
    let world = World::published().await.stored(storage, heard.clone());
    for draft in [Draft::hello(), Draft::message(2), Draft::answer(1)] {
        world.post_envelope(&draft).await;
    }
    world.post_envelope(&Draft { conv: OTHER, ..Draft::hello() }.by(5)).await;
    world.pass(20 * DAY);
    world.relay.retain().await.unwrap();
    world.post_envelope(&Draft::message(3)).await;
    assert!(!heard.kinds().contains(&"deletion.retention".into()), "nothing was due");
    world.pass(15 * DAY);
    world.relay.retain().await.unwrap();
    let events = heard.all();
    let event = events.iter().find(|event| event.kind == "deletion.retention").unwrap();
    let detail = |name: &str| event.details[name].as_str();
    assert_eq!((detail("count"), detail("conversations"), detail("left")), ("3", "1", "0"));
    let token = world.token(&visitor()).await;
    let page = world.get(&conversation(CONV), Some(&token)).await.json();
    let cursors = page["envelopes"].as_array().unwrap().iter();
    let cursors: Vec<_> = cursors.map(|item| item["cursor"].as_u64().unwrap()).collect();
    assert_eq!(cursors, [1, 4]);
    let again = world.post_envelope(&Draft::message(2)).await;
    assert_eq!(again.status, StatusCode::OK, "it is known, and does not come back");
    let other = world.token(&super::world::key(5)).await;
    world.get(&conversation(OTHER), Some(&other)).await.is_problem(410, "conversation-erased");
    let (counted, is) = counted(&world);
    assert_eq!(counted, is);
    // Who says nothing of retention keeps: the policy of these tests has no purpose.
    let world = world.stored(RelayStorage::default(), Arc::default());
    world.pass(4_000 * DAY);
    world.relay.retain().await.unwrap();
    assert_eq!(rows(&world.folder.path().join("relay.sqlite")).unwrap()[0].cursor, 1);
}
