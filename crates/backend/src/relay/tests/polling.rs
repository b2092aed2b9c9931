use std::time::Duration;

use axum::http::StatusCode;
use sigilo_protocol::Bytes;
use tokio::time::timeout;

use super::world::{Answer, CONV, Draft, World, answer, bot, conversation, get_request, visitor};

const FEED: &str = "/v1/sites/insurer.example/envelopes";

/// Long enough for what must come, short against the 25 s that a reader asks for.
const SOON: Duration = Duration::from_secs(5);

fn begin(world: &World, path: String, token: &str) -> tokio::task::JoinHandle<Answer> {
    tokio::spawn(answer(world.app.clone(), get_request(&path, Some(token))))
}

/// Lets a spawned request come to where it waits.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(50)).await;
}

#[tokio::test]
async fn who_waits_hears_of_news_at_once() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    let mine = world.token(&visitor()).await;
    let recipients = world.token(&bot()).await;
    let conversation = begin(&world, format!("{}?after=1&wait=25", conversation(CONV)), &mine);
    let feed = begin(&world, format!("{FEED}?after=1&wait=25"), &recipients);
    settle().await;
    assert!(!conversation.is_finished() && !feed.is_finished());
    world.post_envelope(&Draft::answer(1)).await;
    for waiting in [conversation, feed] {
        let page = timeout(SOON, waiting).await.unwrap().unwrap().json();
        assert_eq!(page["envelopes"].as_array().unwrap().len(), 1);
        assert_eq!(page["next"], 2);
    }
}

#[tokio::test]
async fn news_of_another_conversation_does_not_wake() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    let token = world.token(&visitor()).await;
    let waiting = begin(&world, format!("{}?after=1&wait=25", conversation(CONV)), &token);
    settle().await;
    world.post_envelope(&Draft { conv: Bytes([8; 16]), ..Draft::hello() }).await;
    settle().await;
    assert!(!waiting.is_finished());
    world.relay.close();
    let page = timeout(SOON, waiting).await.unwrap().unwrap().json();
    assert_eq!((page["envelopes"].as_array().unwrap().len(), &page["next"]), (0, &1.into()));
}

#[tokio::test]
async fn a_wait_ends_with_its_time() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    let token = world.token(&visitor()).await;
    let began = std::time::Instant::now();
    let path = format!("{}?after=1&wait=1", conversation(CONV));
    let page = timeout(SOON, world.get(&path, Some(&token))).await.unwrap();
    assert_eq!((page.status, page.json()["next"].as_u64()), (StatusCode::OK, Some(1)));
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_relay_that_stops_lets_nobody_wait() {
    let world = World::published().await;
    let token = world.token(&bot()).await;
    let waiting = begin(&world, format!("{FEED}?wait=25"), &token);
    settle().await;
    world.relay.close();
    assert_eq!(timeout(SOON, waiting).await.unwrap().unwrap().status, StatusCode::OK);
    let late = begin(&world, format!("{FEED}?wait=25"), &token);
    assert_eq!(timeout(SOON, late).await.unwrap().unwrap().status, StatusCode::OK);
}

#[tokio::test]
async fn when_too_many_wait_the_next_is_told_to_come_again() {
    let world = World::published().await;
    let token = world.token(&bot()).await;
    let places = u32::try_from(crate::relay::MAX_WAITING).unwrap();
    let taken = world.relay.waiting.try_acquire_many(places).unwrap();
    let refused = world.get(&format!("{FEED}?wait=25"), Some(&token)).await;
    refused.is_problem(503, "busy");
    assert_eq!(refused.header("retry-after"), "5");
    assert_eq!(world.get(FEED, Some(&token)).await.status, StatusCode::OK);
    drop(taken);
}

#[tokio::test]
async fn a_query_has_one_form() {
    let world = World::published().await;
    let token = world.token(&bot()).await;
    for bad in [
        "after=-1",
        "after=x",
        "after=1&after=2",
        "wait=26",
        "wait=1.5",
        "before=3",
        "after=9223372036854775808",
        "after=99999999999999999999999",
    ] {
        world.get(&format!("{FEED}?{bad}"), Some(&token)).await.is_problem(400, "query-invalid");
    }
}
