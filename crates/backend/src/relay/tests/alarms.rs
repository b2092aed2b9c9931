//! What somebody does to a relay that an operator has to hear of, done, and heard of at a webhook.

use std::net::IpAddr;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::world::{
    BASE, CONV, Draft, TEXT, World, bot, conversation, get_request, identity, key, manifest,
    policy, proof, visitor,
};
use crate::{
    alerts::tests::arrives,
    relay::limits::{Rate, Settings},
    serve::Client,
};

/// A request of somebody's at an address of documentation's.
async fn asks(world: &World, path: &str, token: Option<&str>) -> StatusCode {
    let mut request = get_request(path, token);
    request.extensions_mut().insert(Client::at(IpAddr::from([192, 0, 2, 7])));
    world.send(request).await.status
}

#[tokio::test]
async fn who_asks_without_end_raises_the_alarm_of_bursts() {
    let address = Rate::new(30, 3);
    let world = World::limited(Settings { address, ..Settings::default() }).await;
    let path = format!("{BASE}/manifest");
    for _ in 0..3 {
        asks(&world, &path, None).await;
    }
    for _ in 0..20 {
        world.pass(1);
        // The limit's own clock is not the test's: one of them may be let through.
        let both = [asks(&world, &path, None).await, asks(&world, &path, None).await];
        assert!(both.contains(&StatusCode::TOO_MANY_REQUESTS), "{both:?}");
    }
    assert_eq!(arrives(&world.heard.all()).await, ["alert.burst"]);
}

#[tokio::test]
async fn who_guesses_tokens_nonces_or_signatures_raises_the_alarm_of_guessing() {
    let world = World::published().await;
    for number in 0..14 {
        let guess = format!("guess number {number}");
        assert_eq!(asks(&world, &conversation(CONV), Some(&guess)).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(
        arrives(&world.heard.all()).await,
        [""; 0],
        "a slow clock and a lost token are none"
    );
    let mut forged: Value = serde_json::from_str(&proof(&world.nonce().await, &key(9))).unwrap();
    forged["jwk"] = json!(visitor().public());
    let path = format!("{BASE}/tokens");
    let mut request = super::world::json_request("POST", &path, forged.to_string());
    request.extensions_mut().insert(Client::at(IpAddr::from([192, 0, 2, 99])));
    world.send(request).await.is_problem(403, "signature-invalid");
    assert_eq!(arrives(&world.heard.all()).await, ["alert.guessing"], "of one network");
}

#[tokio::test]
async fn a_recipient_with_another_key_raises_its_alarm_and_a_new_prekey_does_not() {
    let world = World::published().await;
    let publish = async |manifest: &sigilo_protocol::Manifest| {
        let answer = world.publish(&manifest.sign(&identity()), &[&policy(), TEXT]).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        arrives(&world.heard.all()).await
    };
    let mut next = manifest(2);
    next.recipients[0].pre[0].kid = "k2".into();
    assert_eq!(publish(&next).await, [""; 0]);
    let mut other = manifest(3);
    assert_eq!(other.recipients[0].sig, Some(bot().public()));
    other.recipients[0].sig = Some(key(7).public());
    assert_eq!(publish(&other).await, ["alert.recipient-key"]);
}

#[tokio::test]
async fn who_posts_again_under_numbers_that_are_taken_raises_the_alarm_of_replays() {
    let world = World::published().await;
    assert_eq!(world.post_envelope(&Draft::hello()).await.status, StatusCode::CREATED);
    for number in 0..10_u8 {
        assert_eq!(world.post_envelope(&Draft::hello()).await.status, StatusCode::OK, "the same");
        let other = Draft { content: vec![number], ..Draft::hello() };
        world.post_envelope(&other).await.is_problem(409, "sequence-taken");
    }
    assert_eq!(arrives(&world.heard.all()).await, ["alert.replay"]);
}
