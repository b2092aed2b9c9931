use axum::http::StatusCode;
use serde_json::{Value, json};
use sigilo_protocol::{Envelope, b64u};

use super::world::{
    BASE, CONV, Draft, NOW, World, bot, conversation, get_request, key, proof, visitor,
};

const TOKENS: &str = "/v1/sites/insurer.example/tokens";
const FEED: &str = "/v1/sites/insurer.example/envelopes";

#[tokio::test]
async fn nonce_and_token_say_how_long_they_live() {
    let world = World::published().await;
    let nonce = world.post(&format!("{BASE}/nonces"), "").await.json();
    assert_eq!(nonce["exp"], NOW + 60);
    let body = proof(nonce["nonce"].as_str().unwrap(), &visitor());
    let answer = world.post(TOKENS, body).await;
    assert_eq!((answer.status, &answer.json()["exp"]), (StatusCode::CREATED, &json!(NOW + 900)));
}

#[tokio::test]
async fn a_nonce_is_used_once() {
    let world = World::published().await;
    let nonce = world.nonce().await;
    assert_eq!(world.post(TOKENS, proof(&nonce, &visitor())).await.status, StatusCode::CREATED);
    world.post(TOKENS, proof(&nonce, &visitor())).await.is_problem(403, "nonce-invalid");
}

#[tokio::test]
async fn a_failed_attempt_uses_the_nonce_up() {
    let world = World::published().await;
    let nonce = world.nonce().await;
    let mut forged: Value = serde_json::from_str(&proof(&nonce, &key(9))).unwrap();
    forged["jwk"] = json!(visitor().public());
    world.post(TOKENS, forged.to_string()).await.is_problem(403, "signature-invalid");
    world.post(TOKENS, proof(&nonce, &visitor())).await.is_problem(403, "nonce-invalid");
}

#[tokio::test]
async fn a_nonce_is_good_for_its_time_and_its_site_only() {
    let world = World::published().await;
    let late = world.nonce().await;
    world.pass(60);
    world.post(TOKENS, proof(&late, &visitor())).await.is_problem(403, "nonce-invalid");
    let nonce = world.nonce().await;
    let elsewhere = world.post("/v1/sites/other.example/tokens", proof(&nonce, &visitor())).await;
    elsewhere.is_problem(403, "nonce-invalid");
    let invented = b64u(&[1; 32]);
    world.post(TOKENS, proof(&invented, &visitor())).await.is_problem(403, "nonce-invalid");
}

#[tokio::test]
async fn a_signature_for_something_else_is_no_proof() {
    let world = World::published().await;
    let hello = Draft::hello().json();
    let s = serde_json::from_str::<Value>(&hello).unwrap()["s"].clone();
    assert!(Envelope::parse(hello.as_bytes()).unwrap().verify(&visitor().public()));
    let body = json!({"nonce": world.nonce().await, "jwk": visitor().public(), "sig": s});
    world.post(TOKENS, body.to_string()).await.is_problem(403, "signature-invalid");
}

#[tokio::test]
async fn a_token_request_has_one_form() {
    let world = World::published().await;
    let good: Value = serde_json::from_str(&proof("n", &visitor())).unwrap();
    let mut more = good.clone();
    more["more"] = json!(1);
    let mut private = good.clone();
    private["jwk"]["d"] = json!(b64u(&[4; 32]));
    let mut off_curve = good.clone();
    off_curve["jwk"]["x"] = json!(b64u(&[1; 32]));
    let mut short = good;
    short["sig"] = json!(b64u(&[1; 63]));
    for bad in [more, private, off_curve, short, json!([]), json!("x")] {
        world.post(TOKENS, bad.to_string()).await.is_problem(400, "body-invalid");
    }
    for bad in ["", "{", "\u{0}", r#"{"nonce":"a","nonce":"b"}"#] {
        world.post(TOKENS, bad).await.is_problem(400, "body-invalid");
    }
    world.post(TOKENS, "x".repeat(4_097)).await.is_problem(413, "body-too-large");
}

#[tokio::test]
async fn a_reader_needs_a_token_that_lives() {
    let world = World::published().await;
    world.get(FEED, None).await.is_problem(401, "token-missing");
    world.get(&conversation(CONV), None).await.is_problem(401, "token-missing");
    let refused = world.get(FEED, Some("invented")).await;
    refused.is_problem(401, "token-invalid");
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    let token = world.token(&bot()).await;
    assert_eq!(world.get(FEED, Some(&token)).await.status, StatusCode::OK);
    world.pass(899);
    assert_eq!(world.get(FEED, Some(&token)).await.status, StatusCode::OK);
    world.pass(1);
    world.get(FEED, Some(&token)).await.is_problem(401, "token-invalid");
}

#[tokio::test]
async fn a_token_is_of_its_site_and_its_scheme() {
    let world = World::published().await;
    let token = world.token(&bot()).await;
    let elsewhere = world.get("/v1/sites/other.example/envelopes", Some(&token)).await;
    elsewhere.is_problem(401, "token-invalid");
    for value in [format!("Basic {token}"), token.clone(), "Bearer".into()] {
        let mut request = get_request(FEED, None);
        request.headers_mut().insert("authorization", value.parse().unwrap());
        world.send(request).await.is_problem(401, "token-invalid");
    }
}
