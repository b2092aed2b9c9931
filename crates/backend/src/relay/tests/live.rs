use std::time::Duration;

use axum::http::StatusCode;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{advance, pause, resume, timeout},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        Message,
        client::IntoClientRequest as _,
        handshake::client::{Request, Response},
    },
};

use super::world::{
    Answer, BASE, CONV, Draft, WIDGET, World, bot, conversation, get_request, key, visitor,
};
use crate::relay::{HEARTBEAT, MAX_WAITING, seats::MAX_OF_KEY};

/// Long enough for what must come.
const SOON: Duration = Duration::from_secs(5);

/// A relay that listens, with a conversation that has begun.
struct Served {
    world: World,
    address: String,
}

struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

async fn served() -> Served {
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("ws://{}{BASE}", listener.local_addr().unwrap());
    let app = world.app.clone();
    tokio::spawn(async move { axum::serve(listener, app).await });
    Served { world, address }
}

fn live() -> String {
    format!("/conversations/{CONV}/live")
}

impl Served {
    fn request(&self, path: &str) -> Request {
        let mut request = format!("{}{path}", self.address).into_client_request().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", "sigilo.1".parse().unwrap());
        request
    }

    async fn open(&self, path: &str) -> Client {
        let (socket, answer): (_, Response) = connect_async(self.request(path)).await.unwrap();
        assert_eq!(answer.headers()["sec-websocket-protocol"], "sigilo.1");
        Client(socket)
    }

    /// A socket that has said who reads.
    async fn opened(&self, path: &str, number: u8, after: u64) -> Client {
        let token = self.world.token(&key(number)).await;
        let mut client = self.open(path).await;
        client.say(&json!({"token": token, "after": after}).to_string()).await;
        client
    }
}

impl Client {
    async fn say(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    /// The next page: the cursors in it, and `next`.
    async fn page(&mut self) -> (Vec<u64>, u64) {
        let page = self.json().await;
        let cursors = page["envelopes"].as_array().unwrap().iter();
        let cursors = cursors.map(|item| item["cursor"].as_u64().unwrap()).collect();
        (cursors, page["next"].as_u64().unwrap())
    }

    async fn json(&mut self) -> Value {
        loop {
            match timeout(SOON, self.0.next()).await.unwrap().unwrap().unwrap() {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) => {}
                other => panic!("no page: {other:?}"),
            }
        }
    }

    /// The close code and its reason, unless a page came first.
    async fn page_or_end(&mut self) -> Option<(u16, String)> {
        match timeout(SOON, self.0.next()).await.unwrap().unwrap().unwrap() {
            Message::Close(Some(frame)) => Some((frame.code.into(), frame.reason.to_string())),
            Message::Text(_) => None,
            other => panic!("neither: {other:?}"),
        }
    }

    /// The close code and its reason.
    async fn end(&mut self) -> (u16, String) {
        let end = timeout(SOON, self.0.next()).await.unwrap().unwrap().unwrap();
        let Message::Close(Some(frame)) = end else { panic!("not closed: {end:?}") };
        (frame.code.into(), frame.reason.to_string())
    }
}

const VISITOR: u8 = 4;
const BOT: u8 = 3;

#[tokio::test]
async fn a_socket_has_a_page_at_once_and_then_what_comes() {
    let served = served().await;
    let mut visitor = served.opened(&live(), VISITOR, 0).await;
    let mut feed = served.opened("/live", BOT, 1).await;
    assert_eq!(visitor.page().await, (vec![1], 1));
    assert_eq!(feed.page().await, (vec![], 1));
    served.world.post_envelope(&Draft::answer(1)).await;
    let posted: Value = serde_json::from_str(&Draft::answer(1).json()).unwrap();
    let page = visitor.json().await;
    assert_eq!((&page["next"], page["envelopes"][0].get("conv")), (&json!(2), None));
    assert_eq!(page["envelopes"][0]["envelope"]["p"], posted["p"]);
    let page = feed.json().await;
    assert_eq!((&page["next"], &page["envelopes"][0]["conv"]), (&json!(2), &json!(CONV)));
}

#[tokio::test]
async fn many_envelopes_come_in_as_many_pages_as_the_poll_s() {
    let served = served().await;
    for seq in 2..=70 {
        served.world.post_envelope(&Draft::message(seq)).await;
    }
    let mut visitor = served.opened(&live(), VISITOR, 0).await;
    let (cursors, next) = visitor.page().await;
    assert_eq!((cursors.len(), next), (64, 64));
    assert_eq!(visitor.page().await, ((65..=70).collect(), 70));
}

#[tokio::test]
async fn who_may_not_poll_may_not_listen() {
    let served = served().await;
    let unbegun = format!("/conversations/{}/live", "A".repeat(22));
    let refused = [
        (live(), 9, 4_403, "not-owner"),
        ("/live".into(), VISITOR, 4_403, "not-allowed"),
        (unbegun, VISITOR, 4_404, "conversation-unknown"),
    ];
    for (path, number, code, reason) in refused {
        let mut client = served.opened(&path, number, 0).await;
        assert_eq!(client.end().await, (code, reason.into()), "{path}");
    }
    let mut client = served.open(&live()).await;
    client.say(r#"{"token":"invented"}"#).await;
    assert_eq!(client.end().await, (4_401, "token-invalid".into()));
}

#[tokio::test]
async fn a_socket_ends_with_its_conversation() {
    let served = served().await;
    let mut open = served.opened(&live(), VISITOR, 1).await;
    open.page().await;
    let token = served.world.token(&visitor()).await;
    assert_eq!(served.world.erase(CONV, Some(&token)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(open.end().await, (4_410, "conversation-erased".into()));
    let mut late = served.opened(&live(), VISITOR, 0).await;
    assert_eq!(late.end().await, (4_410, "conversation-erased".into()));
}

#[tokio::test]
async fn a_client_says_one_small_frame_of_one_form() {
    let served = served().await;
    let token = served.world.token(&visitor()).await;
    let long = json!({"token": "x".repeat(1_024)}).to_string();
    let more = json!({"token": token, "wait": 1}).to_string();
    let huge = json!({"token": token, "after": 1_u64 << 63}).to_string();
    for bad in ["", "{}", "[]", r#"{"token":1}"#, &long, &more, &huge] {
        let mut client = served.open(&live()).await;
        client.say(bad).await;
        assert_eq!(client.end().await, (4_400, "body-invalid".into()), "{bad}");
    }
    let mut client = served.open(&live()).await;
    client.0.send(Message::binary(format!(r#"{{"token":"{token}"}}"#))).await.unwrap();
    assert_eq!(client.end().await, (4_400, "body-invalid".into()));
    let mut client = served.opened(&live(), VISITOR, 1).await;
    client.page().await;
    client.say("{}").await;
    assert_eq!(client.end().await, (4_400, "body-invalid".into()));
}

#[tokio::test]
async fn a_socket_ends_with_its_token() {
    let served = served().await;
    let mut client = served.opened(&live(), VISITOR, 1).await;
    client.page().await;
    served.world.pass(899);
    served.world.post_envelope(&Draft::answer(1)).await;
    assert_eq!(client.page().await, (vec![2], 2));
    served.world.pass(1);
    // It may just have looked at the token, and still hand out what comes then; not what comes after.
    served.world.post_envelope(&Draft::answer(2)).await;
    let end = match client.page_or_end().await {
        Some(end) => end,
        None => {
            served.world.post_envelope(&Draft::answer(3)).await;
            client.end().await
        }
    };
    assert_eq!(end, (4_401, "token-invalid".into()));
}

#[tokio::test]
async fn a_socket_ends_at_once_when_its_token_is_taken_back() {
    let served = served().await;
    let mut client = served.opened(&live(), VISITOR, 1).await;
    client.page().await;
    assert_eq!(served.world.relay.forget_tokens(|_, _| true), 1);
    assert_eq!(client.end().await, (4_401, "token-invalid".into()));
}

#[tokio::test]
async fn a_relay_that_stops_or_is_full_says_so() {
    let served = served().await;
    let mut client = served.opened(&live(), VISITOR, 1).await;
    client.page().await;
    let left = u32::try_from(MAX_WAITING - 1).unwrap();
    let taken = served.world.relay.waiting.try_acquire_many(left).unwrap();
    let mut refused = served.opened(&live(), VISITOR, 1).await;
    assert_eq!(refused.end().await, (4_503, "busy".into()));
    drop(taken);
    served.world.relay.close();
    assert_eq!(client.end().await, (1_001, String::new()));
}

#[tokio::test]
async fn one_key_does_not_take_every_place() {
    let served = served().await;
    let mut held = Vec::new();
    for _ in 0..MAX_OF_KEY {
        let mut client = served.opened(&live(), VISITOR, 1).await;
        client.page().await;
        held.push(client);
    }
    let mut refused = served.opened(&live(), VISITOR, 1).await;
    assert_eq!(refused.end().await, (4_429, "too-many".into()));
    let token = served.world.token(&key(VISITOR)).await;
    let envelopes = format!("{}?after=1&wait=25", conversation(CONV));
    let refused = served.world.get(&envelopes, Some(&token)).await;
    refused.is_problem(429, "too-many");
    assert_eq!(refused.header("retry-after"), "5");
    // Others have theirs, and so has who gives one back.
    served.opened(&live(), BOT, 1).await.page().await;
    held.pop();
    let let_in =
        async { while served.opened(&live(), VISITOR, 1).await.page_or_end().await.is_some() {} };
    timeout(SOON, let_in).await.unwrap();
}

#[tokio::test]
async fn a_quiet_socket_has_an_empty_page_now_and_then() {
    let served = served().await;
    let mut client = served.opened(&live(), VISITOR, 1).await;
    assert_eq!(client.page().await, (vec![], 1));
    pause();
    advance(HEARTBEAT).await;
    resume();
    assert_eq!(client.page().await, (vec![], 1));
}

#[tokio::test]
async fn who_gives_no_sign_of_life_loses_the_place() {
    let served = served().await;
    let mut client = served.opened(&live(), VISITOR, 1).await;
    client.page().await;
    assert_eq!(served.world.relay.waiting.available_permits(), MAX_WAITING - 1);
    pause();
    let gone = async {
        while served.world.relay.waiting.available_permits() < MAX_WAITING {
            tokio::time::sleep(HEARTBEAT / 10).await;
        }
    };
    timeout(HEARTBEAT * 3, gone).await.unwrap();
}

#[tokio::test]
async fn only_the_widget_s_pages_open_a_socket() {
    let served = served().await;
    let from = |origin: &str| {
        let mut request = served.request(&live());
        request.headers_mut().insert("origin", origin.parse().unwrap());
        connect_async(request)
    };
    assert!(from(WIDGET).await.is_ok());
    for origin in ["https://insurer.example", "https://evil.example", "null"] {
        refused(from(origin).await.unwrap_err()).is_problem(403, "origin-not-allowed");
    }
}

#[tokio::test]
async fn the_addresses_of_sockets_are_for_sockets_of_this_protocol() {
    let served = served().await;
    for path in [conversation(CONV).replace("/envelopes", "/live"), format!("{BASE}/live")] {
        let refused = served.world.send(get_request(&path, None)).await;
        refused.is_problem(426, "upgrade-required");
        assert_eq!(refused.header("upgrade"), "websocket");
    }
    let mut request = served.request(&live());
    request.headers_mut().insert("sec-websocket-protocol", "sigilo.2".parse().unwrap());
    refused(connect_async(request).await.unwrap_err()).is_problem(426, "upgrade-required");
    let elsewhere = served.request("/conversations/x/live");
    refused(connect_async(elsewhere).await.unwrap_err()).is_problem(400, "path-invalid");
    let token = served.world.token(&bot()).await;
    let fed = served.world.get(&format!("{BASE}/envelopes"), Some(&token)).await;
    assert_eq!(fed.status, StatusCode::OK);
}

/// What was answered in place of a socket.
fn refused(error: tokio_tungstenite::tungstenite::Error) -> Answer {
    let tokio_tungstenite::tungstenite::Error::Http(answer) = error else { panic!("{error}") };
    let (parts, body) = answer.into_parts();
    Answer { status: parts.status, headers: parts.headers, body: body.unwrap_or_default() }
}
