//! What lies in a relay's folder after all that it does: nothing of who came, and from where.

use std::path::Path;

use axum::{body::Body, http::Request};

use super::world::{Answer, BASE, CONV, Draft, World, bot, conversation, get_request, visitor};
use crate::serve::Client;

/// The visitor's address and what its browser says of itself, each with what would be left of it in
/// another form.
const PEERS: [&str; 2] = ["203.0.113.77", "2001:db8:beef:77::1234"];
const SAID: [(&str, &str); 5] = [
    ("user-agent", "canary-agent/5.0"),
    ("cookie", "canary-cookie=1"),
    ("referer", "https://insurer.example/canary-page"),
    ("accept-language", "tlh-canary"),
    ("x-forwarded-for", "198.51.100.99"),
];

fn from(peer: &str, mut request: Request<Body>) -> Request<Body> {
    request.extensions_mut().insert(Client::at(peer.parse().unwrap()));
    for (name, value) in SAID {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    request
}

async fn posted(world: &World, peer: &str, path: &str, body: String) -> Answer {
    let request = Request::post(path).header("content-type", "application/json");
    world.send(from(peer, request.body(Body::from(body)).unwrap())).await
}

/// Every byte of every file below a folder.
fn all_of(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        all.extend(if path.is_dir() { all_of(&path) } else { std::fs::read(path).unwrap() });
    }
    all
}

fn has(all: &[u8], what: &[u8]) -> bool {
    all.windows(what.len()).any(|own| own == what)
}

#[tokio::test]
async fn no_file_of_the_relay_has_an_address_a_browser_s_word_a_token_or_a_nonce() {
    let world = World::published().await;
    let envelopes = conversation(CONV);
    let mut tokens = Vec::new();
    for peer in PEERS {
        let taken = posted(&world, peer, &envelopes, Draft::hello().json()).await;
        assert!(taken.status.is_success(), "{}", taken.status);
        posted(&world, peer, &envelopes, r#"{"canary": "in a bad body"}"#.into()).await;
        let token = world.token(&visitor()).await;
        let own = get_request(&format!("{envelopes}?after=0"), Some(&token));
        assert!(world.send(from(peer, own)).await.status.is_success());
        let wrong = get_request(&format!("{envelopes}?after=0"), Some("canary-token"));
        assert!(world.send(from(peer, wrong)).await.status.is_client_error());
        let nowhere = get_request(&format!("{BASE}/canary?canary=1"), Some("canary-token"));
        world.send(from(peer, nowhere)).await;
        tokens.push(token);
    }
    tokens.push(world.token(&bot()).await);
    assert!(!world.heard.all().is_empty(), "it was noticed all the same");
    let all = all_of(world.folder.path());
    assert!(has(&all, CONV.to_string().as_bytes()), "what is looked through is the relay's");
    let mut canaries: Vec<Vec<u8>> =
        SAID.iter().map(|(_, value)| value.as_bytes().into()).collect();
    canaries
        .extend(["canary", "203.0.113", "2001:db8", "198.51.100"].map(|own| own.as_bytes().into()));
    for token in &tokens {
        canaries.push(token.as_bytes().into());
        // Nor its hash, in which the relay finds it.
        canaries.push(sigilo_protocol::Hash::of(token.as_bytes()).as_bytes().to_vec());
        canaries.push(sigilo_protocol::Hash::of(token.as_bytes()).to_string().into_bytes());
    }
    for peer in PEERS {
        match peer.parse().unwrap() {
            std::net::IpAddr::V4(own) => canaries.push(own.octets().into()),
            std::net::IpAddr::V6(own) => canaries.push(own.octets().into()),
        }
    }
    for canary in &canaries {
        assert!(!has(&all, canary), "{} is stored", String::from_utf8_lossy(canary));
    }
    // The one name of the visitor that is there is the key that was made for this conversation:
    // envelopes are handed out by it, and it stands in their headers.
    assert!(has(&all, visitor().public().thumbprint().to_string().as_bytes()));
}
