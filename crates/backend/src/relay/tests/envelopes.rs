use axum::http::StatusCode;
use serde_json::{Value, json};
use sigilo_protocol::{Bytes, ConvId, Manifest, b64u};

use super::world::{
    BASE, CONV, Draft, TEXT, World, bot, conversation, identity, key, manifest, policy, visitor,
};

const FEED: &str = "/v1/sites/insurer.example/envelopes";
const OTHER: ConvId = Bytes([8; 16]);

#[tokio::test]
async fn a_conversation_goes_both_ways() {
    let world = World::published().await;
    let drafts = [Draft::hello(), Draft::answer(1), Draft::message(2), Draft::answer(2)];
    for (i, draft) in drafts.iter().enumerate() {
        let answer = world.post_envelope(draft).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(answer.json(), json!({"cursor": i + 1}));
    }
    for reader in [visitor(), bot()] {
        let token = world.token(&reader).await;
        let page = world.get(&conversation(CONV), Some(&token)).await.json();
        assert_eq!(page["next"], 4);
        let envelopes = page["envelopes"].as_array().unwrap();
        assert_eq!(envelopes.len(), 4);
        for (i, (item, draft)) in envelopes.iter().zip(&drafts).enumerate() {
            let envelope: Value = serde_json::from_str(&draft.json()).unwrap();
            assert_eq!(item, &json!({"cursor": i + 1, "envelope": envelope}));
        }
    }
}

#[tokio::test]
async fn a_reader_goes_on_from_where_it_was() {
    let world = World::published().await;
    for draft in [Draft::hello(), Draft::message(2), Draft::message(3)] {
        world.post_envelope(&draft).await;
    }
    let token = world.token(&visitor()).await;
    let list = async |after: u64| {
        let page = world.get(&format!("{}?after={after}", conversation(CONV)), Some(&token)).await;
        let page = page.json();
        (page["envelopes"].as_array().unwrap().len(), page["next"].as_u64().unwrap())
    };
    assert_eq!(list(0).await, (3, 3));
    assert_eq!(list(2).await, (1, 3));
    assert_eq!(list(3).await, (0, 3));
    assert_eq!(list(99).await, (0, 99));
}

#[tokio::test]
async fn a_page_ends_and_the_next_goes_on() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    for seq in 2..=70 {
        world.post_envelope(&Draft::message(seq)).await;
    }
    for seq in 1..=12 {
        let answer = Draft { content: vec![0; 90_000], ..Draft::answer(seq) };
        assert_eq!(world.post_envelope(&answer).await.status, StatusCode::CREATED);
    }
    let token = world.token(&bot()).await;
    let (mut cursors, mut after, mut pages) = (Vec::new(), 0, 0);
    loop {
        let page = world.get(&format!("{FEED}?after={after}"), Some(&token)).await;
        assert!(page.body.len() < 700_000);
        let page = page.json();
        let envelopes = page["envelopes"].as_array().unwrap();
        if envelopes.is_empty() {
            break;
        }
        cursors.extend(envelopes.iter().map(|item| item["cursor"].as_u64().unwrap()));
        after = page["next"].as_u64().unwrap();
        pages += 1;
    }
    assert_eq!(cursors, (1..=82).collect::<Vec<_>>());
    assert!(pages >= 4, "{pages} pages");
}

#[tokio::test]
async fn the_feed_has_every_conversation_of_the_site_for_recipients_only() {
    let world = World::published().await;
    let second = Draft { conv: OTHER, ..Draft::hello() }.by(5);
    for draft in [&Draft::hello(), &second, &Draft::message(2)] {
        world.post_envelope(draft).await;
    }
    let token = world.token(&bot()).await;
    let page = world.get(FEED, Some(&token)).await.json();
    let convs: Vec<_> =
        page["envelopes"].as_array().unwrap().iter().map(|item| item["conv"].clone()).collect();
    assert_eq!(convs, [json!(CONV), json!(OTHER), json!(CONV)]);
    let token = world.token(&visitor()).await;
    world.get(FEED, Some(&token)).await.is_problem(403, "not-allowed");
}

async fn epoch(world: &World) -> Value {
    let token = world.token(&bot()).await;
    world.get(FEED, Some(&token)).await.json()["epoch"].clone()
}

#[tokio::test]
async fn the_feed_tells_whose_cursors_it_has() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    let epoch = epoch(&world).await;
    assert!(epoch.as_str().and_then(Bytes::<16>::parse).is_some(), "{epoch}");
    // It stays with the database, and another database has another.
    let world = world.restarted();
    assert_eq!(self::epoch(&world).await, epoch);
    assert_ne!(self::epoch(&World::published().await).await, epoch);
    // Nobody waits behind a cursor that was never given.
    let token = world.token(&bot()).await;
    let path = format!("{FEED}?after=2&wait=25");
    let answer = world.get(&path, Some(&token));
    let page =
        tokio::time::timeout(std::time::Duration::from_secs(5), answer).await.unwrap().json();
    assert_eq!(page, json!({"envelopes": [], "next": 1, "epoch": epoch}));
}

#[tokio::test]
async fn a_visitor_s_cursor_does_not_count_other_conversations() {
    let world = World::published().await;
    world.post_envelope(&Draft { conv: OTHER, ..Draft::hello() }.by(5)).await;
    assert_eq!(world.post_envelope(&Draft::hello()).await.json(), json!({"cursor": 1}));
}

#[tokio::test]
async fn a_repetition_is_the_same_row() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    world.post_envelope(&Draft::message(2)).await;
    let again = world.post_envelope(&Draft::hello()).await;
    assert_eq!((again.status, again.json()), (StatusCode::OK, json!({"cursor": 1})));
    assert_eq!(stored(&world), 2);
}

#[tokio::test]
async fn two_envelopes_never_share_a_sequence_number() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    world.post_envelope(&Draft::message(2)).await;
    let other = Draft { content: b"different".into(), ..Draft::message(2) };
    world.post_envelope(&other).await.is_problem(409, "sequence-taken");
    let other_load = Draft { load: 2, ..other };
    assert_eq!(world.post_envelope(&other_load).await.status, StatusCode::CREATED);
    assert_eq!(stored(&world), 3);
}

#[tokio::test]
async fn a_conversation_begins_with_a_hello() {
    let world = World::published().await;
    world.post_envelope(&Draft::message(2)).await.is_problem(404, "conversation-unknown");
    world.post_envelope(&Draft::answer(1)).await.is_problem(404, "conversation-unknown");
    let token = world.token(&visitor()).await;
    let read = world.get(&conversation(CONV), Some(&token)).await;
    read.is_problem(404, "conversation-unknown");
}

#[tokio::test]
async fn another_key_neither_writes_nor_reads() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    let intruder = Draft::hello().by(5);
    world.post_envelope(&intruder).await.is_problem(403, "not-owner");
    let silent = Draft { kind: "msg", seq: 2, ..intruder };
    world.post_envelope(&silent).await.is_problem(403, "not-owner");
    let token = world.token(&key(5)).await;
    world.get(&conversation(CONV), Some(&token)).await.is_problem(403, "not-owner");
    assert_eq!(stored(&world), 1);
}

#[tokio::test]
async fn a_later_load_of_the_owner_says_hello_again() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    let reload = Draft { load: 2, ..Draft::hello() };
    assert_eq!(world.post_envelope(&reload).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_signature_by_somebody_else_is_refused() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    for forged in [
        Draft { signer: 5, ..Draft::message(2) },
        Draft { signer: 5, ..Draft::answer(1) },
        Draft { signer: 4, ..Draft::answer(1) },
    ] {
        world.post_envelope(&forged).await.is_problem(403, "signature-invalid");
    }
    let mut changed: Value = serde_json::from_str(&Draft::message(2).json()).unwrap();
    changed["c"] = json!(b64u(b"changed"));
    let refused = world.post(&conversation(CONV), changed.to_string()).await;
    refused.is_problem(403, "signature-invalid");
    assert_eq!(stored(&world), 1);
}

#[tokio::test]
async fn a_recipient_that_left_the_manifest_is_nobody() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    let token = world.token(&bot()).await;
    let mut next = manifest(2);
    next.recipients[0].id = "other".into();
    next.recipients[0].sig = Some(key(6).public());
    world.publish(&next.sign(&identity()), &[&policy(), TEXT]).await;
    world.post_envelope(&Draft::answer(1)).await.is_problem(403, "not-owner");
    world.get(FEED, Some(&token)).await.is_problem(401, "token-invalid");
    let token = world.token(&bot()).await;
    world.get(FEED, Some(&token)).await.is_problem(403, "not-allowed");
    world.get(&conversation(CONV), Some(&token)).await.is_problem(403, "not-owner");
}

#[tokio::test]
async fn recipients_end_with_their_manifest_and_come_back_with_the_next() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    world.pass(72 * 3_600);
    let token = world.token(&bot()).await;
    world.get(FEED, Some(&token)).await.is_problem(403, "not-allowed");
    world.post_envelope(&Draft::answer(1)).await.is_problem(403, "not-owner");
    let world = world.restarted();
    let token = world.token(&bot()).await;
    world.get(FEED, Some(&token)).await.is_problem(403, "not-allowed");
    let old = manifest(2);
    let later = Manifest { iat: old.exp, exp: old.exp + 60, ..old };
    world.publish(&later.sign(&identity()), &[&policy(), TEXT]).await;
    assert_eq!(world.get(FEED, Some(&token)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn address_and_envelope_name_one_conversation() {
    let world = World::published().await;
    let hello = Draft::hello().json();
    let elsewhere = world.post(&conversation(OTHER), hello.clone()).await;
    elsewhere.is_problem(422, "conversation-mismatch");
    for bad in ["x", "AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAAAA", "%FF", "%2e%2e"] {
        let path = format!("{BASE}/conversations/{bad}/envelopes");
        world.post(&path, hello.clone()).await.is_problem(400, "path-invalid");
    }
}

#[tokio::test]
async fn what_is_no_envelope_is_refused() {
    let world = World::published().await;
    let good: Value = serde_json::from_str(&Draft::hello().json()).unwrap();
    let with = |field: &str, value: Value| {
        let mut bad = good.clone();
        bad[field] = value;
        bad.to_string()
    };
    let bad = [
        String::new(),
        "{}".into(),
        "[1]".into(),
        "<html>".into(),
        with("more", json!(1)),
        with("w", json!(["bot"])),
        with("w", json!(["ghost~AAAA"])),
        with("p", json!("AAAA")),
        with("s", json!("AAAA")),
        with("c", json!("not base64url!")),
    ];
    for bad in bad {
        world.post(&conversation(CONV), bad).await.is_problem(422, "envelope-invalid");
    }
    let huge = Draft { seq: u64::MAX, ..Draft::message(2) };
    world.post_envelope(&huge).await.is_problem(422, "envelope-invalid");
    assert_eq!(stored(&world), 0);
}

#[tokio::test]
async fn the_largest_envelope_passes_and_a_larger_one_does_not() {
    let world = World::published().await;
    let mut hello = Draft::hello();
    let rest = 128 * 1024 - hello.json().len();
    hello.content = vec![0; 6 + rest / 4 * 3];
    assert!(hello.json().len() > 128 * 1024 - 4);
    assert_eq!(world.post_envelope(&hello).await.status, StatusCode::CREATED);
    hello.content.extend([0; 6]);
    world.post_envelope(&hello).await.is_problem(413, "body-too-large");
}

#[tokio::test]
async fn sites_share_nothing() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    let path = conversation(CONV).replace("insurer", "other");
    let elsewhere = world.post(&path, Draft::message(2).json()).await;
    elsewhere.is_problem(404, "conversation-unknown");
}

#[tokio::test]
async fn the_rows_are_the_envelopes_and_survive_a_restart() {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    world.post_envelope(&Draft::answer(1)).await;
    let world = world.restarted();
    let rows = crate::relay::rows(&world.folder.path().join("relay.sqlite")).unwrap();
    let brief: Vec<_> = rows.iter().map(|row| (row.cursor, row.seq, &*row.conv)).collect();
    let conv = CONV.to_string();
    assert_eq!(brief, [(1, 1, &*conv), (2, 1, &*conv)]);
    let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(parse(&rows[0].envelope), parse(&Draft::hello().json()));
    assert_eq!(rows[1].sender, format!("bot:{}", b64u(&[1; 8])));
    let token = world.token(&visitor()).await;
    let page = world.get(&conversation(CONV), Some(&token)).await.json();
    assert_eq!(page["next"], 2);
}

fn stored(world: &World) -> usize {
    crate::relay::rows(&world.folder.path().join("relay.sqlite")).unwrap().len()
}
