use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};

use super::world::{
    Answer, BASE, CONV, Draft, WIDGET, World, bot, conversation, get_request, proof, visitor,
};
use crate::{
    relay::limits::{Rate, Settings},
    serve::{Client, Gate, Server},
};

/// Three at once, and one more every two seconds.
const FEW: Rate = Rate::new(30, 3);

/// Enough for one more of those.
const A_WHILE: Duration = Duration::from_millis(2_100);

fn from(peer: &str, mut request: Request<Body>) -> Request<Body> {
    request.extensions_mut().insert(Client::at(peer.parse().unwrap()));
    request
}

async fn manifest_from(world: &World, peer: &str) -> Answer {
    world.send(from(peer, get_request(&format!("{BASE}/manifest"), None))).await
}

/// Asserts that it is too much, and that the answer says when it is not.
#[track_caller]
fn is_too_many(answer: &Answer) {
    answer.is_problem(429, "too-many");
    let wait = answer.header("retry-after");
    assert!(["1", "2"].contains(&wait), "{wait}");
}

#[tokio::test]
async fn an_address_has_its_requests_and_a_while_later_more() {
    let world = World::limited(Settings { address: FEW, ..Settings::default() }).await;
    for _ in 0..3 {
        assert_eq!(manifest_from(&world, "192.0.2.1").await.status, StatusCode::OK);
    }
    is_too_many(&manifest_from(&world, "192.0.2.1").await);
    assert_eq!(manifest_from(&world, "192.0.2.2").await.status, StatusCode::OK, "another address");
    for _ in 0..9 {
        assert_eq!(manifest_from(&world, "127.0.0.1").await.status, StatusCode::OK, "this machine");
    }
    sleep(A_WHILE).await;
    assert_eq!(manifest_from(&world, "192.0.2.1").await.status, StatusCode::OK);
    let told = world.heard.of("limit.shed");
    assert_eq!(told.len(), 1);
    assert_eq!(
        (&*told[0].details["limit"], &*told[0].details["network"]),
        ("address", "192.0.2.0/24")
    );
}

#[tokio::test]
async fn a_network_has_its_requests_and_a_while_later_more() {
    let world = World::limited(Settings { network: FEW, ..Settings::default() }).await;
    for host in 1..4 {
        assert_eq!(manifest_from(&world, &format!("192.0.2.{host}")).await.status, StatusCode::OK);
    }
    is_too_many(&manifest_from(&world, "192.0.2.200").await);
    assert_eq!(manifest_from(&world, "192.0.3.1").await.status, StatusCode::OK, "another network");
    sleep(A_WHILE).await;
    assert_eq!(manifest_from(&world, "192.0.2.200").await.status, StatusCode::OK);
    assert_eq!(world.heard.of("limit.shed")[0].details["limit"], "network");
}

#[tokio::test]
async fn a_site_has_its_requests_and_another_site_others() {
    let site = Rate::new(30, 4);
    let world = World::limited(Settings { site, ..Settings::default() }).await;
    // One was the manifest's publication.
    for _ in 0..3 {
        assert_eq!(world.get(&format!("{BASE}/manifest"), None).await.status, StatusCode::OK);
    }
    is_too_many(&world.get(&format!("{BASE}/manifest"), None).await);
    let elsewhere = world.get("/v1/sites/other.example/manifest", None).await;
    elsewhere.is_problem(404, "manifest-missing");
    sleep(A_WHILE).await;
    assert_eq!(world.get(&format!("{BASE}/manifest"), None).await.status, StatusCode::OK);
    assert_eq!(world.heard.of("limit.shed")[0].details["limit"], "site");
}

#[tokio::test]
async fn a_key_has_its_envelopes_and_nobody_else_uses_them_up() {
    let world = World::limited(Settings { key: FEW, ..Settings::default() }).await;
    assert_eq!(world.post_envelope(&Draft::hello()).await.status, StatusCode::CREATED);
    // Not signed by the visitor: they cost the visitor nothing.
    for seq in 0..9 {
        let forged = Draft { signer: 9, ..Draft::message(seq + 2) };
        world.post_envelope(&forged).await.is_problem(403, "signature-invalid");
    }
    for seq in 2..4 {
        assert_eq!(world.post_envelope(&Draft::message(seq)).await.status, StatusCode::CREATED);
    }
    is_too_many(&world.post_envelope(&Draft::message(4)).await);
    let other = Draft { conv: sigilo_protocol::Bytes([8; 16]), ..Draft::hello() }.by(5);
    assert_eq!(world.post_envelope(&other).await.status, StatusCode::CREATED);
    sleep(A_WHILE).await;
    assert_eq!(world.post_envelope(&Draft::message(4)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_key_s_reading_counts_with_its_writing() {
    let world = World::limited(Settings { key: FEW, ..Settings::default() }).await;
    world.post_envelope(&Draft::hello()).await;
    let token = world.token(&visitor()).await;
    let path = format!("{}?after=0", conversation(CONV));
    assert_eq!(world.get(&path, Some(&token)).await.status, StatusCode::OK);
    is_too_many(&world.get(&path, Some(&token)).await);
    sleep(A_WHILE).await;
    assert_eq!(world.get(&path, Some(&token)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_conversation_has_its_envelopes_from_all_who_take_part() {
    let world = World::limited(Settings { conversation: FEW, ..Settings::default() }).await;
    world.post_envelope(&Draft::hello()).await;
    assert_eq!(world.post_envelope(&Draft::answer(1)).await.status, StatusCode::CREATED);
    assert_eq!(world.post_envelope(&Draft::message(2)).await.status, StatusCode::CREATED);
    is_too_many(&world.post_envelope(&Draft::answer(2)).await);
    sleep(A_WHILE).await;
    assert_eq!(world.post_envelope(&Draft::answer(2)).await.status, StatusCode::CREATED);
    assert_eq!(world.heard.of("limit.shed")[0].details["limit"], "conversation");
}

#[tokio::test]
async fn who_guesses_waits_and_is_heard_again() {
    let refusals = Rate::new(1, 3);
    let limits = Settings { refusals, refusals_pause: 60, ..Settings::default() };
    let world = World::limited(limits).await;
    let feed = format!("{BASE}/envelopes");
    for _ in 0..4 {
        let guess = from("192.0.2.1", get_request(&feed, Some("invented")));
        world.send(guess).await.is_problem(401, "token-invalid");
    }
    let refused = manifest_from(&world, "192.0.2.1").await;
    refused.is_problem(429, "too-many");
    assert_eq!(refused.header("retry-after"), "60");
    assert_eq!(manifest_from(&world, "192.0.2.2").await.status, StatusCode::OK);
    world.pass(60);
    assert_eq!(manifest_from(&world, "192.0.2.1").await.status, StatusCode::OK);
    let told = world.heard.of("access.refused");
    assert_eq!(told.len(), 4);
    let network = (&*told[0].details["reason"], &*told[0].details["network"]);
    assert_eq!(network, ("token-invalid", "192.0.2.0/24"));
}

#[tokio::test]
async fn of_who_is_denied_nothing_is_taken_until_the_list_says_otherwise() {
    let world = World::limited(Settings::default()).await;
    world.post_envelope(&Draft::hello()).await;
    let token = world.token(&visitor()).await;
    let denied = Settings {
        deny_addresses: vec!["192.0.2.0/24".parse().unwrap()],
        deny_keys: vec![visitor().public().thumbprint()],
        ..Settings::default()
    };
    world.relay.set_limits(denied);
    manifest_from(&world, "192.0.2.9").await.is_problem(403, "denied");
    assert_eq!(manifest_from(&world, "192.0.3.9").await.status, StatusCode::OK);
    world.post_envelope(&Draft::message(2)).await.is_problem(403, "denied");
    let listed = world.get(&conversation(CONV), Some(&token)).await;
    listed.is_problem(401, "token-invalid");
    let nonce = world.nonce().await;
    let asked = world.post(&format!("{BASE}/tokens"), proof(&nonce, &visitor())).await;
    asked.is_problem(403, "denied");
    world.token(&bot()).await;
    world.relay.set_limits(Settings::default());
    assert_eq!(manifest_from(&world, "192.0.2.9").await.status, StatusCode::OK);
    assert_eq!(world.post_envelope(&Draft::message(2)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn the_widget_s_scripts_may_read_when_to_come_again() {
    let world = World::limited(Settings { address: FEW, ..Settings::default() }).await;
    for _ in 0..3 {
        manifest_from(&world, "192.0.2.1").await;
    }
    let mut request = get_request(&format!("{BASE}/manifest"), None);
    request.headers_mut().insert("origin", WIDGET.parse().unwrap());
    let refused = world.send(from("192.0.2.1", request)).await;
    is_too_many(&refused);
    assert_eq!(refused.header("access-control-allow-origin"), WIDGET);
    assert!(refused.header("access-control-expose-headers").contains("retry-after"));
}

#[tokio::test]
async fn a_body_that_comes_slowly_is_refused_however_steadily_it_comes() {
    let world = World::limited(Settings { body_seconds: 1, ..Settings::default() }).await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    let app = world.app.clone();
    let server = Server { listeners: vec![listener], tls: None, app, gate: Gate::default() };
    tokio::spawn(server.run(stopped));
    let mut client = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {BASE}/tokens HTTP/1.1\r\nhost: relay\r\ncontent-type: application/json\r\n\
         content-length: 4000\r\n\r\n"
    );
    client.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..100 {
        let _ = client.write_all(b" ").await;
        if timeout(Duration::from_millis(100), client.readable()).await.is_ok() {
            break;
        }
    }
    let mut read = [0; 4_096];
    let count = timeout(Duration::from_secs(5), client.read(&mut read)).await.unwrap().unwrap();
    let answer = String::from_utf8_lossy(&read[..count]);
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("too-slow"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_acknowledged_is_there_and_what_is_shed_is_not() {
    let limits = Settings { queue: 1, batch: 1, site: Rate::new(30, 61), ..Settings::default() };
    let world = World::limited(limits).await;
    let world = Arc::new(world);
    let posts = (1..=120u8).map(|number| {
        let world = world.clone();
        tokio::spawn(async move {
            let conv = sigilo_protocol::Bytes([number; 16]);
            let draft = Draft { conv, ..Draft::hello() }.by(number);
            (conv.to_string(), world.post_envelope(&draft).await)
        })
    });
    let (mut acknowledged, mut shed) = (Vec::new(), 0);
    for post in posts.collect::<Vec<_>>() {
        let (conv, answer) = post.await.unwrap();
        match answer.status.as_u16() {
            201 => acknowledged.push(conv),
            429 | 503 => {
                assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 1);
                shed += 1;
            }
            other => panic!("{other}"),
        }
    }
    assert!(shed > 0 && !acknowledged.is_empty());
    let rows = crate::relay::rows(&world.folder.path().join("relay.sqlite")).unwrap();
    let mut stored: Vec<_> = rows.into_iter().map(|row| row.conv).collect();
    stored.sort();
    acknowledged.sort();
    assert_eq!(stored, acknowledged);
    sleep(A_WHILE).await;
    let late = Draft { conv: sigilo_protocol::Bytes([200; 16]), ..Draft::hello() }.by(200);
    assert_eq!(world.post_envelope(&late).await.status, StatusCode::CREATED, "it recovers");
}
