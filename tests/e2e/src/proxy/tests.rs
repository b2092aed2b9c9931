use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

use super::gate::Gate;
use super::*;
use crate::canary::Canary;

async fn relay() -> String {
    let count = Arc::new(AtomicU64::new(0));
    let heard = count.clone();
    let app = Router::new()
        .route("/v1/manifest", get(|| async { "e30.eyJ2IjoxfQ.c2lnbmF0dXJl" }))
        .route("/v1/heard", get(async move || heard.load(Ordering::Relaxed).to_string()))
        .route(
            "/v1/echo",
            post(async move |body: String| {
                count.fetch_add(1, Ordering::Relaxed);
                body
            }),
        );
    let listener = listen(0).await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    origin
}

async fn proxy() -> (Proxy, String) {
    let proxy = Proxy::start(0, &relay().await).await.unwrap();
    let origin = proxy.origin();
    (proxy, origin)
}

async fn text(url: String) -> String {
    reqwest::get(url).await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn what_passes_is_unchanged_and_written_down() {
    let (proxy, origin) = proxy().await;
    let client = reqwest::Client::new();
    let sent = client.post(format!("{origin}/v1/echo?x=1")).header("x-of", "ours").body("a body");
    assert_eq!(sent.send().await.unwrap().text().await.unwrap(), "a body");
    let all = proxy.record().all();
    assert_eq!((all.len(), all[0].uri.as_str(), all[0].path()), (1, "/v1/echo?x=1", "/v1/echo"));
    assert_eq!(all[0].headers["x-of"], "ours");
    assert_eq!(all[0].answer, Some((StatusCode::OK, Bytes::from("a body"))));
}

#[tokio::test]
async fn a_canary_is_found_in_each_place_of_an_exchange() {
    let (proxy, origin) = proxy().await;
    let canary = Canary::new("canary-47Hq").unwrap();
    let post = |path: &str| reqwest::Client::new().post(format!("{origin}{path}"));
    let places = [
        ("URL", post("/v1/nowhere?q=CANARY-47hq")),
        ("header x-word", post("/v1/nowhere").header("x-word", "Y2FuYXJ5LTQ3SHE=")),
        ("body", post("/v1/nowhere").body(b"\0c\0a\0n\0a\0r\0y\0-\x004\x007\0H\0q".to_vec())),
        ("body", post("/v1/echo").body("63616E6172792D34374871")),
    ];
    for (place, request) in places {
        let mark = proxy.record().mark();
        request.send().await.unwrap();
        let exchange = proxy.record().since(mark).remove(0);
        let leak = exchange.must_not_contain(&canary).unwrap_err().to_string();
        assert!(leak.contains(place), "{leak}");
    }
    let mark = proxy.record().mark();
    post("/v1/echo?q=other").header("x-word", "other").body("other").send().await.unwrap();
    proxy.record().since(mark).remove(0).must_not_contain(&canary).unwrap();
}

#[tokio::test]
async fn each_fault_shows_and_passes() {
    let (proxy, origin) = proxy().await;
    let manifest = || text(format!("{origin}/v1/manifest"));
    let honest = "e30.eyJ2IjoxfQ.c2lnbmF0dXJl";
    let faults = [
        (Fault::ManifestPayload, "e30.eyJleHAiOjg2NDAwLCJ2IjoxfQ.c2lnbmF0dXJl"),
        (Fault::ManifestSignature, "e30.eyJ2IjoxfQ.c2lnbmA0dXJl"),
        (Fault::Manifest("other".into()), "other"),
        (Fault::Slow(Duration::from_millis(5)), honest),
    ];
    for (fault, answer) in faults {
        proxy.set(fault);
        assert_eq!(manifest().await, answer);
    }
    for (fault, status) in [(Fault::Html, 200), (Fault::ServerError, 500), (Fault::Garbage, 200)] {
        proxy.set(fault);
        let answer = reqwest::get(format!("{origin}/v1/manifest")).await.unwrap();
        assert_eq!(answer.status(), status);
        assert_ne!(answer.bytes().await.unwrap(), honest);
    }
    proxy.set(Fault::Deaf);
    assert_eq!(manifest().await, honest);
    let echo = reqwest::Client::new().post(format!("{origin}/v1/echo")).body("heard");
    assert_eq!(echo.send().await.unwrap().status(), 500);
    let heard = proxy.record().all().pop().unwrap();
    assert_eq!(heard.answer, Some((StatusCode::OK, Bytes::from("heard"))));
    proxy.set(Fault::None);
    assert_eq!(manifest().await, honest);
}

#[tokio::test]
async fn each_mishap_is_what_it_is_called() {
    let (proxy, origin) = proxy().await;
    let bad = |kind: &'static [Mishap]| {
        proxy.set(Fault::Line(Line { kinds: kind, share: 100, seed: 1 }));
    };
    let post = async || {
        let client = reqwest::Client::new();
        let answer = client.post(format!("{origin}/v1/echo")).body("a body").send().await?;
        answer.text().await
    };
    let came = || -> usize {
        let all = proxy.record().all();
        all.iter().filter(|one| one.answer.is_some()).count()
    };
    bad(&[Mishap::CutBefore]);
    assert!(post().await.is_err());
    assert_eq!(came(), 0);
    bad(&[Mishap::CutAfter]);
    assert!(post().await.is_err());
    assert_eq!(came(), 1);
    bad(&[Mishap::Truncate]);
    assert!(post().await.is_err());
    assert_eq!(came(), 2);
    bad(&[Mishap::Twice]);
    assert_eq!(post().await.unwrap(), "a body");
    // Cut after, truncated, and twice.
    proxy.set(Fault::None);
    assert_eq!(text(format!("{origin}/v1/heard")).await, "4");
    bad(&[Mishap::Delay]);
    let started = std::time::Instant::now();
    assert_eq!(post().await.unwrap(), "a body");
    assert!(started.elapsed() >= mishap::DELAY);
    // What is held back goes on once another has passed it.
    bad(&[Mishap::HoldBack]);
    let started = std::time::Instant::now();
    let held = async { post().await.map(|_| started.elapsed()) };
    let overtaking = async {
        sleep(Duration::from_millis(300)).await;
        proxy.set(Fault::None);
        post().await
    };
    let (held, overtaking) = tokio::join!(held, overtaking);
    overtaking.unwrap();
    let took = held.unwrap();
    assert!(took >= Duration::from_millis(300) && took < mishap::HELD, "{took:?}");
    assert_eq!(proxy.mishaps(), 6);
}

#[tokio::test]
async fn a_shut_gate_refuses_and_cuts() {
    let listener = listen(0).await.unwrap();
    let mut gate = Gate::open(0, listener.local_addr().unwrap(), Cutter::default()).await.unwrap();
    let mut open = TcpStream::connect(gate.address()).await.unwrap();
    gate.shut().await;
    assert_eq!(open.read(&mut [0]).await.unwrap_or(0), 0);
    assert!(TcpStream::connect(gate.address()).await.is_err());
    gate.reopen().await.unwrap();
    TcpStream::connect(gate.address()).await.unwrap();
}
