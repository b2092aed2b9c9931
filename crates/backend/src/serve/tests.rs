//! Listeners as a client meets them: TLS with a certificate of ours, its renewal, the end.

use std::{fs, path::Path, sync::Arc, time::Duration};

use axum::{Router, routing::get};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::{Certificate, Client as Http, tls::TlsInfo};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use super::{Certificates, Gate, Server, address::Client};
use crate::settings::Tls;

/// Long enough for what must come, on a machine with other work.
const SOON: Duration = Duration::from_secs(20);

/// Writes a new certificate for `localhost`, and gives it.
fn certify(folder: &Path) -> (Tls, Certificate, Vec<u8>) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (certificate, key) = (folder.join("chain.pem"), folder.join("key.pem"));
    fs::write(&certificate, cert.pem()).unwrap();
    fs::write(&key, signing_key.serialize_pem()).unwrap();
    let root = Certificate::from_pem(cert.pem().as_bytes()).unwrap();
    (Tls { certificate, key, hsts_seconds: 600 }, root, cert.der().to_vec())
}

struct Served {
    url: String,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

async fn serve(app: Router, tls: Option<&Arc<Certificates>>, gate: Gate) -> Served {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let scheme = if tls.is_some() { "https" } else { "http" };
    let tls = tls.map(|tls| Arc::clone(tls).acceptor().unwrap());
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(Server { listeners: vec![listener], tls, app, gate }.run(stopped));
    Served { url: format!("{scheme}://localhost:{port}"), stop, task }
}

fn hello() -> Router {
    Router::new().route("/", get(|| async { "hello" }))
}

fn trusting(root: Certificate) -> Http {
    Http::builder().no_proxy().tls_certs_only([root]).tls_info(true).build().unwrap()
}

#[tokio::test]
async fn a_certificate_is_served_with_hsts_and_replaced_while_it_runs() {
    let folder = tempfile::tempdir().unwrap();
    let (files, root, _) = certify(folder.path());
    let certificates = Certificates::open(&files).unwrap();
    let gate = Gate { hsts_seconds: 600, ..Gate::default() };
    let served = serve(hello(), Some(&certificates), gate).await;
    let answer = trusting(root.clone()).get(&served.url).send().await.unwrap();
    assert_eq!(answer.headers()["strict-transport-security"], "max-age=600");
    assert_eq!(answer.text().await.unwrap(), "hello");
    assert!(!certificates.refresh().unwrap(), "nothing has changed");
    let (_, renewed, der) = certify(folder.path());
    let keeping = tokio::spawn(Arc::clone(&certificates).keep_fresh(Duration::from_millis(20)));
    let fresh = async {
        loop {
            if let Ok(answer) = trusting(renewed.clone()).get(&served.url).send().await {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let answer = tokio::time::timeout(SOON, fresh).await.unwrap();
    let shown = answer.extensions().get::<TlsInfo>().unwrap();
    assert_eq!(shown.peer_certificate().unwrap(), der);
    assert!(trusting(root).get(&served.url).send().await.is_err(), "the old one is gone");
    keeping.abort();
}

#[test]
fn a_renewal_that_is_half_written_changes_nothing() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (files, ..) = certify(one.path());
    let (another, ..) = certify(other.path());
    let certificates = Certificates::open(&files).unwrap();
    fs::copy(&another.key, &files.key).unwrap();
    let said = certificates.refresh().unwrap_err().to_string();
    assert!(said.contains("give the key of this certificate"), "{said}");
    fs::copy(&another.certificate, &files.certificate).unwrap();
    assert!(certificates.refresh().unwrap());
}

#[test]
fn files_that_are_no_certificates_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let (files, ..) = certify(folder.path());
    let said = |files: &Tls| Certificates::open(files).unwrap_err().to_string();
    let missing = Tls { key: folder.path().join("none"), ..files.clone() };
    assert!(said(&missing).contains("none can't be read"));
    let swapped = Tls { certificate: files.key.clone(), key: files.key.clone(), ..files.clone() };
    assert!(said(&swapped).starts_with("tls.certificate"));
    let swapped = Tls { key: files.certificate.clone(), ..files };
    assert!(said(&swapped).starts_with("tls.key"));
}

#[tokio::test]
async fn what_is_under_way_is_answered_and_nothing_new_is_taken() {
    let (began, mut has_begun) = watch::channel(false);
    let slow = Router::new().route(
        "/",
        get(move || async move {
            began.send_replace(true);
            tokio::time::sleep(Duration::from_millis(300)).await;
            "done"
        }),
    );
    let served = serve(slow, None, Gate::default()).await;
    let http = Http::builder().no_proxy().build().unwrap();
    let request = tokio::spawn(http.get(&served.url).send());
    has_begun.wait_for(|began| *began).await.unwrap();
    served.stop.send_replace(true);
    assert_eq!(request.await.unwrap().unwrap().text().await.unwrap(), "done");
    tokio::time::timeout(SOON, served.task).await.unwrap().unwrap();
    assert!(http.get(&served.url).send().await.is_err());
}

#[tokio::test]
async fn what_takes_longer_than_the_grace_time_is_cut() {
    let (began, mut has_begun) = watch::channel(false);
    let never = Router::new().route(
        "/",
        get(move || async move {
            began.send_replace(true);
            std::future::pending::<()>().await;
        }),
    );
    let gate = Gate { grace: Duration::from_millis(50), ..Gate::default() };
    let served = serve(never, None, gate).await;
    let http = Http::builder().no_proxy().build().unwrap();
    let request = tokio::spawn(http.get(&served.url).send());
    has_begun.wait_for(|began| *began).await.unwrap();
    served.stop.send_replace(true);
    tokio::time::timeout(SOON, served.task).await.unwrap().unwrap();
    assert!(request.await.unwrap().is_err());
}

#[tokio::test]
async fn connections_beyond_the_most_wait_for_a_place() {
    let gate = Gate { max_connections: 1, ..Gate::default() };
    let served = serve(hello(), None, gate).await;
    let address = served.url.replace("http://localhost", "127.0.0.1");
    let idle = tokio::net::TcpStream::connect(&address).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let http = Http::builder().no_proxy().build().unwrap();
    let waits = http.get(&served.url).timeout(Duration::from_millis(300)).send().await;
    assert!(waits.unwrap_err().is_timeout());
    drop(idle);
    assert!(http.get(&served.url).timeout(SOON).send().await.is_ok());
}

#[tokio::test]
async fn a_handler_is_told_who_asks() {
    let app = Router::new().route(
        "/",
        get(|request: axum::extract::Request| async move {
            request.extensions().get::<Client>().unwrap().address.to_string()
        }),
    );
    let gate = Gate { trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()], ..Gate::default() };
    let served = serve(app, None, gate).await;
    let http = Http::builder().no_proxy().build().unwrap();
    let url = served.url.replace("localhost", "127.0.0.1");
    let ask = http.get(&url).header("x-forwarded-for", "203.0.113.9").send().await.unwrap();
    assert_eq!(ask.text().await.unwrap(), "203.0.113.9");
    assert_eq!(http.get(&url).send().await.unwrap().text().await.unwrap(), "127.0.0.1");
}
