use std::time::Duration;

use axum::http::StatusCode;
use serde_json::Value;
use sigilo_protocol::{Bytes, ConvId};

use super::world::{BASE, CONV, Draft, World, bot, conversation, key, visitor};

const FEED: &str = "/v1/sites/insurer.example/envelopes";
const OTHER: ConvId = Bytes([8; 16]);

/// Two conversations, one of them erased by its visitor.
async fn erased() -> (World, String) {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    world.post_envelope(&Draft::message(2)).await;
    world.post_envelope(&Draft::answer(1)).await;
    world.post_envelope(&Draft { conv: OTHER, ..Draft::hello() }.by(5)).await;
    let token = world.token(&visitor()).await;
    let answer = world.erase(CONV, Some(&token)).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0));
    (world, token)
}

#[tokio::test]
async fn an_erased_conversation_says_so_to_who_may_know_and_to_nobody_else() {
    let (world, token) = erased().await;
    let read = world.get(&conversation(CONV), Some(&token)).await;
    read.is_problem(410, "conversation-erased");
    let recipient = world.token(&bot()).await;
    let read = world.get(&conversation(CONV), Some(&recipient)).await;
    read.is_problem(410, "conversation-erased");
    let stranger = world.token(&key(5)).await;
    world.get(&conversation(CONV), Some(&stranger)).await.is_problem(403, "not-owner");
    world.erase(CONV, Some(&stranger)).await.is_problem(403, "not-owner");
}

#[tokio::test]
async fn nothing_that_is_posted_brings_it_back() {
    let (world, token) = erased().await;
    for draft in [
        Draft::hello(),
        Draft::message(2),
        Draft::message(3),
        Draft::answer(1),
        Draft::answer(2),
        Draft { load: 2, ..Draft::hello() },
        Draft::hello().by(5),
        Draft { signer: 5, ..Draft::message(4) },
    ] {
        world.post_envelope(&draft).await.is_problem(410, "conversation-erased");
    }
    let world = world.restarted();
    world.post_envelope(&Draft::hello()).await.is_problem(410, "conversation-erased");
    let fresh = world.token(&visitor()).await;
    assert_eq!(world.erase(CONV, Some(&fresh)).await.status, StatusCode::NO_CONTENT);
    world.erase(CONV, Some(&token)).await.is_problem(401, "token-invalid");
}

#[tokio::test]
async fn who_may_not_read_may_not_erase() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    world.erase(CONV, None).await.is_problem(401, "token-missing");
    let stranger = world.token(&key(5)).await;
    world.erase(CONV, Some(&stranger)).await.is_problem(403, "not-owner");
    world.erase(OTHER, Some(&stranger)).await.is_problem(404, "conversation-unknown");
    let path = format!("{BASE}/conversations/{CONV}").replace("insurer", "other");
    let mut request = super::world::get_request(&path, Some(&stranger));
    *request.method_mut() = axum::http::Method::DELETE;
    world.send(request).await.is_problem(401, "token-invalid");
    let token = world.token(&visitor()).await;
    let page = world.get(&conversation(CONV), Some(&token)).await.json();
    assert_eq!(page["envelopes"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_recipient_erases_and_its_feed_goes_on_where_it_was() {
    let world = World::published().await;
    let token = world.token(&bot()).await;
    world.post_envelope(&Draft::hello()).await;
    world.post_envelope(&Draft { conv: OTHER, ..Draft::hello() }.by(5)).await;
    world.post_envelope(&Draft::message(2)).await;
    for _ in 0..2 {
        assert_eq!(world.erase(CONV, Some(&token)).await.status, StatusCode::NO_CONTENT);
    }
    let listed = async |after: u64| {
        let page = world.get(&format!("{FEED}?after={after}"), Some(&token)).await.json();
        let cursors = page["envelopes"].as_array().unwrap().iter();
        let cursors: Vec<_> = cursors.map(|item| item["cursor"].as_u64().unwrap()).collect();
        (cursors, page["next"].as_u64().unwrap())
    };
    assert_eq!(listed(0).await, (vec![2], 2));
    // The relay has not begun anew: a reader behind what is gone is not sent back.
    assert_eq!(listed(3).await, (vec![], 3));
    world.post_envelope(&Draft { conv: OTHER, ..Draft::message(2) }.by(5)).await;
    assert_eq!(listed(3).await, (vec![4], 4));
}

#[tokio::test]
async fn who_waits_for_an_erased_conversation_is_told_at_once() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    let token = world.token(&visitor()).await;
    let path = format!("{}?after=1&wait=25", conversation(CONV));
    let erase = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        world.erase(CONV, Some(&token)).await
    };
    let both = async { tokio::join!(world.get(&path, Some(&token)), erase) };
    let (read, _) = tokio::time::timeout(Duration::from_secs(5), both).await.unwrap();
    read.is_problem(410, "conversation-erased");
}

#[tokio::test]
async fn of_an_erased_conversation_the_files_hold_hashes_and_places_only() {
    let world = World::published().await;
    let said = Draft { content: b"sealed words".to_vec(), ..Draft::message(2) };
    let long = Draft { content: vec![b'z'; 60_000], ..Draft::message(3) };
    let kept = Draft { conv: OTHER, content: b"other words".into(), ..Draft::hello() }.by(5);
    for draft in [&Draft::hello(), &said, &long, &kept] {
        assert_eq!(world.post_envelope(draft).await.status, StatusCode::CREATED);
    }
    let envelope = |draft: &Draft| serde_json::from_str::<Value>(&draft.json()).unwrap();
    let texts = |draft: &Draft, name: &str| envelope(draft)[name].as_str().unwrap().to_owned();
    let gone = [
        texts(&said, "c"),
        texts(&said, "s"),
        texts(&said, "p"),
        texts(&long, "p"),
        texts(&long, "c")[..200].to_owned(),
        serde_json::to_string(&visitor().public()).unwrap(),
        format!("{}:", Draft::hello().owner),
    ];
    for text in &gone {
        assert!(is_in_files(&world, text), "the search finds {text}");
    }
    let token = world.token(&visitor()).await;
    assert_eq!(world.erase(CONV, Some(&token)).await.status, StatusCode::NO_CONTENT);
    for text in &gone {
        assert!(!is_in_files(&world, text), "{text}");
    }
    let eh = sigilo_protocol::Envelope::parse(said.json().as_bytes()).unwrap().eh().to_string();
    for text in [texts(&kept, "c"), CONV.to_string(), eh] {
        assert!(is_in_files(&world, &text), "{text}");
    }
    let rows = crate::relay::rows(&world.folder.path().join("relay.sqlite")).unwrap();
    let brief: Vec<_> = rows.iter().map(|row| (row.cursor, row.envelope.is_empty())).collect();
    assert_eq!(brief, [(1, true), (2, true), (3, true), (4, false)]);
}

fn is_in_files(world: &World, text: &str) -> bool {
    let files = std::fs::read_dir(world.folder.path()).unwrap();
    let mut bytes = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
    bytes.any(|file| file.windows(text.len()).any(|window| window == text.as_bytes()))
}
