use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{Router, routing::get};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::{sleep, timeout},
};

use super::{Gate, Server as Serving};

/// What is not cut by now is not cut.
const SOON: Duration = Duration::from_secs(8);

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nhost: relay\r\n\r\n";

struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
}

async fn server(gate: Gate) -> Server {
    let big = || async { vec![b'x'; 64 * 1024 * 1024] };
    let slow = || async {
        sleep(Duration::from_millis(300)).await;
        "done"
    };
    let router = Router::new()
        .route("/", get(|| async { "here" }))
        .route("/big", get(big))
        .route("/slow", get(slow));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    let serving = Serving { listeners: vec![listener], tls: None, app: router, gate };
    let task = tokio::spawn(serving.run(stopped));
    Server { address, stop, task }
}

fn hasty() -> Gate {
    let second = Duration::from_secs(1);
    Gate { head_patience: second, write_patience: second, ..Gate::default() }
}

/// What there is to read until the server hangs up.
async fn rest(client: &mut TcpStream) -> Vec<u8> {
    let mut read = Vec::new();
    // A reset is an end, too.
    let _ = timeout(SOON, client.read_to_end(&mut read)).await.expect("it was not cut");
    read
}

async fn answer(client: &mut TcpStream) -> String {
    let mut read = [0; 4_096];
    let count = timeout(SOON, client.read(&mut read)).await.unwrap().unwrap_or(0);
    String::from_utf8_lossy(&read[..count]).into()
}

#[tokio::test]
async fn a_head_that_comes_slowly_is_cut_however_steadily_it_comes() {
    let server = server(hasty()).await;
    let mut client = TcpStream::connect(server.address).await.unwrap();
    let began = Instant::now();
    for byte in REQUEST.iter().cycle().take(200) {
        if client.write_all(&[*byte]).await.is_err() {
            break;
        }
        if timeout(Duration::from_millis(100), client.readable()).await.is_ok() {
            break;
        }
    }
    rest(&mut client).await;
    let lasted = began.elapsed();
    assert!(lasted > Duration::from_millis(900) && lasted < Duration::from_secs(6), "{lasted:?}");
}

#[tokio::test]
async fn a_connection_without_a_request_ends_and_one_with_requests_does_not() {
    let server = server(hasty()).await;
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    assert!(rest(&mut idle).await.is_empty());
    let mut busy = TcpStream::connect(server.address).await.unwrap();
    for _ in 0..4 {
        busy.write_all(REQUEST).await.unwrap();
        assert!(answer(&mut busy).await.ends_with("here"));
        sleep(Duration::from_millis(500)).await;
    }
    assert!(rest(&mut busy).await.is_empty(), "idle after its last request");
}

#[tokio::test]
async fn a_reader_who_takes_nothing_is_cut() {
    let server = server(hasty()).await;
    let mut client = TcpStream::connect(server.address).await.unwrap();
    client.write_all(b"GET /big HTTP/1.1\r\nhost: relay\r\n\r\n").await.unwrap();
    sleep(Duration::from_secs(4)).await;
    let read = rest(&mut client).await;
    assert!(!read.is_empty() && read.len() < 64 * 1024 * 1024, "{} bytes", read.len());
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = server(hasty()).await;
    let mut client = TcpStream::connect(server.address).await.unwrap();
    let head = format!("GET / HTTP/1.1\r\nhost: relay\r\nx: {}\r\n\r\n", "x".repeat(20_000));
    client.write_all(head.as_bytes()).await.unwrap();
    assert!(answer(&mut client).await.starts_with("HTTP/1.1 431 "));
}

#[tokio::test]
async fn beyond_the_places_there_is_no_answer_until_one_is_free() {
    let server = server(Gate { max_connections: 1, ..Gate::default() }).await;
    let mut first = TcpStream::connect(server.address).await.unwrap();
    first.write_all(REQUEST).await.unwrap();
    assert!(answer(&mut first).await.ends_with("here"));
    let mut second = TcpStream::connect(server.address).await.unwrap();
    second.write_all(REQUEST).await.unwrap();
    assert!(timeout(Duration::from_millis(300), answer(&mut second)).await.is_err());
    drop(first);
    assert!(answer(&mut second).await.ends_with("here"));
}

#[tokio::test]
async fn what_is_under_way_ends_before_the_server_does() {
    let server = server(hasty()).await;
    let mut client = TcpStream::connect(server.address).await.unwrap();
    client.write_all(b"GET /slow HTTP/1.1\r\nhost: relay\r\n\r\n").await.unwrap();
    sleep(Duration::from_millis(100)).await;
    server.stop.send_replace(true);
    assert!(String::from_utf8_lossy(&rest(&mut client).await).ends_with("done"));
    timeout(SOON, server.task).await.unwrap().unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}
