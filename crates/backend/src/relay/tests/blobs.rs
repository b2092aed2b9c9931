//! Sealed files: taken by pieces, found whole, gone with their conversation.

use std::sync::Arc;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use rusqlite::Connection;
use serde_json::json;
use sigilo_protocol::{Bytes, ConvId, Hash};

use super::world::{Answer, BASE, CONV, Draft, World, bot, get_request, key, visitor};
use crate::{
    events::Heard,
    relay::{MAX_BLOB, MAX_PIECE, SEALED_CHUNK},
    storage::{Quotas, RelayStorage},
};

const DAY: u64 = 24 * 3_600;
const OTHER: ConvId = Bytes([8; 16]);

/// Three chunks, the last of them short.
fn blob() -> Vec<u8> {
    let len = 2 * usize::try_from(SEALED_CHUNK).unwrap() + 1_000;
    (0..len).map(|at| (at * 31 % 251) as u8).collect()
}

fn path(blob: &[u8]) -> String {
    format!("{BASE}/conversations/{CONV}/blobs/{}", Hash::of(blob))
}

async fn began() -> (World, String) {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    let token = world.token(&visitor()).await;
    (world, token)
}

async fn put(world: &World, token: &str, path: &str, at: usize, of: usize, bytes: &[u8]) -> Answer {
    let request = Request::post(format!("{path}?at={at}&size={of}"))
        .header("content-type", "application/octet-stream")
        .header("authorization", format!("Bearer {token}"));
    world.send(request.body(Body::from(bytes.to_vec())).unwrap()).await
}

/// Puts all of it, in pieces of two chunks.
async fn put_all(world: &World, token: &str, blob: &[u8]) -> Answer {
    let mut at = 0;
    loop {
        let piece = &blob[at..blob.len().min(at + 2 * usize::try_from(SEALED_CHUNK).unwrap())];
        let answer = put(world, token, &path(blob), at, blob.len(), piece).await;
        at += piece.len();
        if at == blob.len() || !answer.status.is_success() {
            return answer;
        }
    }
}

#[tokio::test]
async fn a_file_comes_in_pieces_and_goes_out_whole_to_owner_and_recipient() {
    let (world, token) = began().await;
    let (blob, two) = (blob(), 2 * usize::try_from(SEALED_CHUNK).unwrap());
    let path = path(&blob);
    let upload = format!("{path}/upload");
    world.get(&upload, Some(&token)).await.is_problem(404, "blob-unknown");
    let first = put(&world, &token, &path, 0, blob.len(), &blob[..two]).await;
    assert_eq!(first.status, StatusCode::OK);
    let half = json!({"have": two, "size": blob.len(), "done": false});
    assert_eq!(first.json(), half);
    assert_eq!(world.get(&upload, Some(&token)).await.json(), half);
    world.get(&path, Some(&token)).await.is_problem(404, "blob-unknown");
    let last = put(&world, &token, &path, two, blob.len(), &blob[two..]).await;
    assert_eq!(last.status, StatusCode::CREATED);
    assert_eq!(last.json(), json!({"have": blob.len(), "size": blob.len(), "done": true}));
    for reader in [visitor(), bot()] {
        let token = world.token(&reader).await;
        let answer = world.get(&path, Some(&token)).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/octet-stream");
        assert_eq!(answer.header("content-length"), blob.len().to_string());
        assert!(answer.body == blob, "byte for byte");
    }
    assert_eq!(world.heard.of("blob.stored").len(), 1);
}

#[tokio::test]
async fn an_upload_goes_on_after_a_restart_and_what_is_there_is_not_taken_twice() {
    let (world, token) = began().await;
    let (blob, two) = (blob(), 2 * usize::try_from(SEALED_CHUNK).unwrap());
    put(&world, &token, &path(&blob), 0, blob.len(), &blob[..two]).await;
    let world = world.restarted();
    let token = world.token(&visitor()).await;
    let have = world.get(&format!("{}/upload", path(&blob)), Some(&token)).await.json();
    assert_eq!(have["have"], two);
    let again = put(&world, &token, &path(&blob), 0, blob.len(), &blob[..two]).await;
    again.is_problem(409, "offset-mismatch");
    let longer = two + 2 * usize::try_from(SEALED_CHUNK).unwrap();
    let other = put(&world, &token, &path(&blob), two, longer, &blob[..two]).await;
    other.is_problem(409, "offset-mismatch");
    let last = put(&world, &token, &path(&blob), two, blob.len(), &blob[two..]).await;
    assert_eq!(last.status, StatusCode::CREATED);
    let again = put_all(&world, &token, &blob).await;
    assert_eq!((again.status, again.json()["done"].as_bool()), (StatusCode::OK, Some(true)));
    assert!(world.get(&path(&blob), Some(&token)).await.body == blob);
}

#[tokio::test]
async fn a_part_is_handed_out_and_one_that_is_not_there_is_refused() {
    let (world, token) = began().await;
    let blob = blob();
    put_all(&world, &token, &blob).await;
    let ranged = async |range: &str| {
        let mut request = get_request(&path(&blob), Some(&token));
        request.headers_mut().insert("range", range.parse().unwrap());
        world.send(request).await
    };
    for (range, from, to) in [
        ("bytes=0-9", 0, 10),
        ("bytes=131100-131199", 131_100, 131_200),
        ("bytes=65000-", 65_000, blob.len()),
    ] {
        let answer = ranged(range).await;
        assert_eq!(answer.status, StatusCode::PARTIAL_CONTENT);
        let told = format!("bytes {from}-{}/{}", to - 1, blob.len());
        assert_eq!(answer.header("content-range"), told);
        assert!(answer.body == blob[from..to], "{range}");
    }
    ranged("bytes=9999999-").await.is_problem(416, "range-invalid");
    assert_eq!(ranged("bytes=-10").await.status, StatusCode::OK, "another form is passed over");
}

#[tokio::test]
async fn what_has_another_hash_is_refused_and_forgotten() {
    let (world, token) = began().await;
    let (blob, two) = (blob(), 2 * usize::try_from(SEALED_CHUNK).unwrap());
    put(&world, &token, &path(&blob), 0, blob.len(), &blob[..two]).await;
    let mut last = blob[two..].to_vec();
    last[0] ^= 1;
    let refused = put(&world, &token, &path(&blob), two, blob.len(), &last).await;
    refused.is_problem(422, "blob-invalid");
    world.get(&path(&blob), Some(&token)).await.is_problem(404, "blob-unknown");
    assert_eq!(
        put_all(&world, &token, &blob).await.status,
        StatusCode::CREATED,
        "from the beginning"
    );
}

#[tokio::test]
async fn pieces_have_their_length_and_files_theirs() {
    let (world, token) = began().await;
    let blob = blob();
    let path = path(&blob);
    let short = put(&world, &token, &path, 0, blob.len(), &blob[..1_000]).await;
    short.is_problem(422, "blob-invalid");
    let long = put(&world, &token, &path, 0, 1_000, &blob[..1_001]).await;
    long.is_problem(422, "blob-invalid");
    put(&world, &token, &path, 0, blob.len(), &vec![0; MAX_PIECE + 1])
        .await
        .is_problem(413, "body-too-large");
    let max = usize::try_from(MAX_BLOB).unwrap();
    put(&world, &token, &path, 0, max + 1, &blob).await.is_problem(400, "query-invalid");
    put(&world, &token, &path, 0, 15, &[0; 15]).await.is_problem(400, "query-invalid");
    put(&world, &token, &path, 17, 16, &[]).await.is_problem(400, "query-invalid");
    put(&world, &token, &path, 2, blob.len(), &blob[2..]).await.is_problem(409, "offset-mismatch");
    let mut request = get_request(&format!("{path}?size=20"), Some(&token));
    *request.method_mut() = Method::POST;
    world.send(request).await.is_problem(415, "media-type-unsupported");
}

#[tokio::test]
async fn who_may_not_read_a_conversation_neither_puts_nor_gets_its_files() {
    let (world, token) = began().await;
    let blob = blob();
    put_all(&world, &token, &blob).await;
    world.post_envelope(&Draft { conv: OTHER, ..Draft::hello() }.by(5)).await;
    let stranger = world.token(&key(5)).await;
    world.get(&path(&blob), Some(&stranger)).await.is_problem(403, "not-owner");
    world.get(&path(&blob), None).await.is_problem(401, "token-missing");
    put_all(&world, &stranger, &blob).await.is_problem(403, "not-owner");
    let elsewhere = path(&blob).replace(&CONV.to_string(), &OTHER.to_string());
    world.get(&elsewhere, Some(&stranger)).await.is_problem(404, "blob-unknown");
    let nowhere = path(&blob).replace(&CONV.to_string(), &Bytes([9; 16]).to_string());
    world.get(&nowhere, Some(&token)).await.is_problem(404, "conversation-unknown");
}

fn quotas(world: World, quotas: Quotas) -> (World, Arc<Heard>) {
    let heard = Arc::new(Heard::default());
    let storage = RelayStorage { quotas, ..RelayStorage::default() };
    (world.stored(storage, heard.clone()), heard)
}

fn usage(world: &World) -> i64 {
    let database = Connection::open(world.folder.path().join("relay.sqlite")).unwrap();
    database.query_row("SELECT sum(bytes) FROM usage", (), |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn files_are_limited_by_number_and_bytes_and_recipients_may_always_send_theirs() {
    let size = blob().len() as u64;
    for limits in [
        Quotas { conversation_files: 1, ..Quotas::default() },
        Quotas { conversation_file_bytes: 2 * size - 1, ..Quotas::default() },
        Quotas { site_bytes: 2 * size, ..Quotas::default() },
    ] {
        let (world, heard) = quotas(began().await.0, limits);
        let before = usage(&world);
        let token = world.token(&visitor()).await;
        assert_eq!(put_all(&world, &token, &blob()).await.status, StatusCode::CREATED);
        let mut other = blob();
        other[0] ^= 1;
        put_all(&world, &token, &other).await.is_problem(507, "quota-exceeded");
        assert!(heard.kinds().contains(&"quota.exceeded".into()));
        let desk = world.token(&bot()).await;
        assert_eq!(put_all(&world, &desk, &other).await.status, StatusCode::CREATED);
        let mut delete = get_request(&path(&blob()), Some(&token));
        *delete.method_mut() = Method::DELETE;
        assert_eq!(world.send(delete).await.status, StatusCode::NO_CONTENT);
        assert_eq!(usage(&world), before + i64::try_from(size).unwrap());
    }
}

#[tokio::test]
async fn an_erased_conversation_has_no_files_and_takes_none() {
    let (world, token) = began().await;
    let blob = blob();
    put_all(&world, &token, &blob).await;
    let needle = &blob[70_000..70_200];
    let is_there = |world: &World| {
        let files = std::fs::read_dir(world.folder.path()).unwrap();
        let mut bytes = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
        bytes.any(|file| file.windows(needle.len()).any(|window| window == needle))
    };
    assert!(is_there(&world), "the search finds it");
    world.erase(CONV, Some(&token)).await;
    assert!(!is_there(&world));
    assert_eq!(usage(&world), 0);
    world.get(&path(&blob), Some(&token)).await.is_problem(410, "conversation-erased");
    put_all(&world, &token, &blob).await.is_problem(410, "conversation-erased");
}

#[tokio::test]
async fn files_end_with_the_envelopes_time_and_what_was_only_begun_after_a_day() {
    let heard = Arc::new(Heard::default());
    let storage = RelayStorage { envelope_days: Some(30), ..RelayStorage::default() };
    let world = began().await.0.stored(storage, heard.clone());
    let token = world.token(&visitor()).await;
    let blob = blob();
    let mut other = blob.clone();
    other[0] ^= 1;
    put_all(&world, &token, &blob).await;
    let two = 2 * usize::try_from(SEALED_CHUNK).unwrap();
    put(&world, &token, &path(&other), 0, other.len(), &other[..two]).await;
    world.pass(DAY);
    world.relay.retain().await.unwrap();
    let token = world.token(&visitor()).await;
    let upload = format!("{}/upload", path(&other));
    world.get(&upload, Some(&token)).await.is_problem(404, "blob-unknown");
    assert_eq!(world.get(&path(&blob), Some(&token)).await.status, StatusCode::OK);
    world.pass(29 * DAY);
    // What is said keeps the conversation, and not its old files.
    world.post_envelope(&Draft::message(2)).await;
    world.relay.retain().await.unwrap();
    let token = world.token(&visitor()).await;
    world.get(&path(&blob), Some(&token)).await.is_problem(404, "blob-unknown");
    let told = heard.of("deletion.retention");
    let of_blobs: Vec<_> = told.iter().filter(|event| event.details["what"] == "blobs").collect();
    assert_eq!((of_blobs.len(), of_blobs[0].details["count"].as_str()), (1, "1"));
}
