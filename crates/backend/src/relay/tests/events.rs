use serde_json::{Value, json};

use super::world::{
    BASE, CONV, Draft, TEXT, World, bot, conversation, identity, key, manifest, policy, proof,
    visitor,
};

/// What was told last: its kind, actor and reason.
fn last(world: &World) -> (String, String, String) {
    let event = world.heard.all().pop().unwrap();
    let reason = event.details.get("reason").cloned().unwrap_or_default();
    (event.kind, event.actor, reason)
}

fn told(kind: &str, actor: &str, reason: &str) -> (String, String, String) {
    (kind.into(), actor.into(), reason.into())
}

#[tokio::test]
async fn what_is_published_stored_read_and_erased_is_told() {
    let world = World::published().await;
    assert_eq!(last(&world), told("manifest.stored", "desk", ""));
    world.post_envelope(&Draft::hello()).await;
    assert_eq!(last(&world), told("envelope.stored", "relay", ""));
    let stored = world.heard.all().len();
    world.post_envelope(&Draft::hello()).await;
    assert_eq!(world.heard.all().len(), stored, "the same bytes are no news");
    world.token(&bot()).await;
    assert_eq!(last(&world), told("access.token", "desk", ""));
    let token = world.token(&visitor()).await;
    assert_eq!(last(&world), told("access.token", "visitor", ""));
    world.erase(CONV, Some(&token)).await;
    assert_eq!(last(&world), told("deletion.envelopes", "visitor", ""));
    let all = serde_json::to_string(&world.heard.all()).unwrap();
    let owner = visitor().public().thumbprint().to_string();
    for secret in [token, CONV.to_string(), owner, Draft::hello().json()] {
        assert!(!all.contains(&secret), "{secret} is in {all}");
    }
}

#[tokio::test]
async fn every_refusal_is_told_with_its_reason() {
    let world = World::published().await;
    let nonce = world.nonce().await;
    let tokens = format!("{BASE}/tokens");
    let mut forged: Value = serde_json::from_str(&proof(&nonce, &key(9))).unwrap();
    forged["jwk"] = json!(visitor().public());
    world.post(&tokens, forged.to_string()).await;
    assert_eq!(last(&world), told("failure.signature", "relay", "signature-invalid"));
    world.post(&tokens, proof(&nonce, &visitor())).await;
    assert_eq!(last(&world), told("access.refused", "relay", "nonce-invalid"));
    world.get(&conversation(CONV), Some("guessed")).await;
    assert_eq!(last(&world), told("access.refused", "relay", "token-invalid"));
    world.get(&conversation(CONV), None).await;
    assert_eq!(last(&world), told("access.refused", "relay", "token-missing"));
    world.post_envelope(&Draft::hello()).await;
    world.post_envelope(&Draft { content: b"other".into(), ..Draft::hello() }).await;
    assert_eq!(last(&world), told("failure.replay", "relay", "sequence-taken"));
    let stranger = world.token(&key(8)).await;
    world.get(&conversation(CONV), Some(&stranger)).await;
    assert_eq!(last(&world), told("access.refused", "relay", "not-owner"));
    world.publish(&manifest(2).sign(&key(9)), &[&policy(), TEXT]).await;
    assert_eq!(last(&world), told("manifest.refused", "relay", "manifest-invalid"));
    world.publish(&manifest(1).sign(&identity()), &[]).await;
    assert_eq!(last(&world), told("manifest.refused", "relay", "document-missing"));
}

#[tokio::test]
async fn a_site_that_is_not_served_is_nobody_s_event() {
    let world = World::published().await;
    let before = world.heard.all().len();
    world.get("/v1/sites/elsewhere.example/envelopes", Some("guessed")).await;
    assert_eq!(world.heard.all().len(), before);
}
