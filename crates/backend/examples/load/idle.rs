//! Visitors who wait for an answer: a socket each, as the widget has one.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use sigilo_protocol::{SigningKey, token_signing_input};
use tokio::{
    net::TcpStream,
    task::JoinSet,
    time::{Instant, sleep},
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest as _},
};

use crate::{
    CONNECTIONS, machine,
    post::{self, Pace},
    sealed::{self, SITE, Sealed, World},
    serve::Relay,
};

/// Files that neither process needs for visitors.
const SPARE: usize = 300;

/// Visitors who open at one time.
const AT_ONCE: usize = 64;

/// Holds so many, or as many as there may be files, and prints a row.
pub(crate) async fn hold(world: &mut World, wanted: usize) {
    let count = wanted.min(machine::files().saturating_sub(SPARE));
    if count < wanted {
        eprintln!(
            "{wanted} visitors need more open files than there may be (ulimit -n): {count} instead"
        );
    }
    eprintln!("sealing the hellos of {count} visitors …");
    let visitors: Vec<Sealed> =
        (0..count).map(|number| world.conversation(usize::from(number == 0))).collect();
    let relay = Relay::start(world, 256, 0).await;
    post::all(&relay, &sealed::hellos(&visitors), CONNECTIONS, Pace::Free).await.all_taken();
    sleep(Duration::from_secs(1)).await;
    let before = machine::memory(&relay.pid());
    let began = Instant::now();
    let sockets = open(&relay, &visitors).await;
    let opened = began.elapsed().as_secs_f64();
    sleep(Duration::from_secs(2)).await;
    let memory = machine::memory(&relay.pid());
    let milliseconds = reached(&relay, &visitors, sockets).await;
    println!(
        "| {count} | {:.0} | {:.1} | {opened:.1} | {milliseconds:.0} |",
        memory / 1_024.0,
        (memory - before) / count as f64,
    );
}

type Socket = WebSocketStream<TcpStream>;

/// Each by nonce, signature, token and socket.
async fn open(relay: &Relay, visitors: &[Sealed]) -> Vec<Socket> {
    let (mut opening, mut sockets) = (JoinSet::new(), Vec::new());
    let http =
        reqwest::Client::builder().no_proxy().pool_max_idle_per_host(AT_ONCE).build().unwrap();
    for visitor in visitors {
        if opening.len() >= AT_ONCE {
            sockets.extend(opening.join_next().await.map(Result::unwrap));
        }
        let key = SigningKey::from_bytes(&visitor.visitor.to_bytes()[..]).unwrap();
        let (http, address) = (http.clone(), relay.address.clone());
        let path = sealed::path(visitor.conv).replace("/envelopes", "/live");
        opening.spawn(async move { socket(&http, &address, &path, &key).await });
    }
    sockets.extend(opening.join_all().await);
    sockets
}

async fn socket(http: &reqwest::Client, address: &str, path: &str, key: &SigningKey) -> Socket {
    let base = format!("http://{address}/v1/sites/{SITE}");
    let ask = async |what: &str, body: Option<Value>| -> Value {
        let request = http.post(format!("{base}/{what}"));
        let request = if let Some(body) = body { request.json(&body) } else { request };
        request.send().await.unwrap().json().await.unwrap()
    };
    let nonce = ask("nonces", None).await["nonce"].as_str().unwrap().to_owned();
    let sig = key.sign(&token_signing_input(SITE, &nonce));
    let token = ask("tokens", Some(json!({"nonce": nonce, "jwk": key.public(), "sig": sig}))).await;
    let mut request = format!("ws://{address}{path}").into_client_request().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", "sigilo.1".parse().unwrap());
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut socket, _) = client_async(request, stream).await.unwrap();
    let opening = json!({"token": token["token"], "after": 1}).to_string();
    socket.send(Message::text(opening)).await.unwrap();
    socket.next().await.unwrap().unwrap();
    socket
}

/// A message of the first visitor, and how long until its socket has it, while all the others wait. A
/// socket whose relay has gone fails.
async fn reached(relay: &Relay, visitors: &[Sealed], mut sockets: Vec<Socket>) -> f64 {
    let message = sealed::messages(&visitors[..1]);
    let began = Instant::now();
    let posting = post::all(relay, &message, 1, Pace::Free);
    let mut waiting: futures_util::stream::FuturesUnordered<_> = sockets
        .iter_mut()
        .map(|socket| async move {
            loop {
                match socket.next().await.expect("a socket ended").expect("a socket failed") {
                    Message::Text(page) if page.contains("\"cursor\"") => return,
                    _ => {}
                }
            }
        })
        .collect();
    let (_, _) = tokio::join!(posting, waiting.next());
    began.elapsed().as_secs_f64() * 1_000.0
}
