use std::time::Duration;

use axum::http::{Method, StatusCode};
use sigilo_protocol::{Manifest, SigningKey};
use tokio::time::timeout;

use super::world::{
    Answer, BASE, CONV, Draft, TEXT, World, bot, conversation, get_request, identity, key,
    manifest, policy, visitor,
};
/// Well before a long poll would end by itself.
const AT_ONCE: Duration = Duration::from_secs(5);

async fn world() -> World {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    world
}

async fn sign_out(world: &World, token: &str) -> Answer {
    let mut request = get_request(&format!("{BASE}/tokens"), Some(token));
    *request.method_mut() = Method::DELETE;
    world.send(request).await
}

/// The manifest of version 2, with the bot's key replaced.
fn replaced(by: &SigningKey) -> Manifest {
    let mut manifest = manifest(2);
    manifest.recipients[0].sig = Some(by.public());
    manifest
}

#[tokio::test]
async fn signing_out_ends_every_token_of_the_key_and_no_other() {
    let world = world().await;
    let tokens = [world.token(&visitor()).await, world.token(&visitor()).await];
    let other = world.token(&bot()).await;
    assert_eq!(sign_out(&world, &tokens[0]).await.status, StatusCode::NO_CONTENT);
    for token in &tokens {
        world.get(&conversation(CONV), Some(token)).await.is_problem(401, "token-invalid");
    }
    sign_out(&world, &tokens[1]).await.is_problem(401, "token-invalid");
    assert_eq!(world.get(&conversation(CONV), Some(&other)).await.status, StatusCode::OK);
    let fresh = world.token(&visitor()).await;
    assert_eq!(world.get(&conversation(CONV), Some(&fresh)).await.status, StatusCode::OK);
    let told = world.heard.of("access.revoked");
    assert_eq!((&*told[0].actor, &*told[0].details["count"]), ("visitor", "2"));
}

#[tokio::test]
async fn who_waits_by_a_token_that_ends_hears_so_at_once() {
    let world = world().await;
    let token = world.token(&visitor()).await;
    let path = format!("{}?after=1&wait=25", conversation(CONV));
    let signing_out = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        sign_out(&world, &token).await
    };
    let both = async { tokio::join!(world.get(&path, Some(&token)), signing_out) };
    let (waited, _) = timeout(AT_ONCE, both).await.unwrap();
    waited.is_problem(401, "token-invalid");
}

#[tokio::test]
async fn a_recipient_who_is_left_out_has_no_token_from_then_on() {
    let world = world().await;
    let token = world.token(&bot()).await;
    let feed = format!("{BASE}/envelopes?after=1&wait=25");
    let publishing = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        world.publish(&replaced(&key(9)).sign(&identity()), &[&policy(), TEXT]).await
    };
    let both = async { tokio::join!(world.get(&feed, Some(&token)), publishing) };
    let (waited, published) = timeout(AT_ONCE, both).await.unwrap();
    assert_eq!(published.status, StatusCode::NO_CONTENT);
    waited.is_problem(401, "token-invalid");
    world.get(&feed, Some(&token)).await.is_problem(401, "token-invalid");
    assert_eq!(world.heard.of("access.revoked")[0].details["reason"], "recipient-removed");
    assert_eq!(world.heard.of("key.changed")[0].details["recipient"], "bot");
}

#[tokio::test]
async fn a_recipient_who_stays_keeps_the_token() {
    let world = world().await;
    let token = world.token(&bot()).await;
    world.publish(&manifest(2).sign(&identity()), &[&policy(), TEXT]).await;
    assert_eq!(world.get(&format!("{BASE}/envelopes"), Some(&token)).await.status, StatusCode::OK);
    assert!(
        world.heard.of("access.revoked").is_empty() && world.heard.of("key.changed").is_empty()
    );
}
