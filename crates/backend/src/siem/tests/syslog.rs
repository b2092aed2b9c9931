use std::{fs, path::Path, sync::Arc};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::json;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _},
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::aws_lc_rs, pki_types::PrivateKeyDer},
};

use super::{SOON, event, start};

async fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

async fn accept(listener: &TcpListener) -> TcpStream {
    timeout(SOON, listener.accept()).await.unwrap().unwrap().0
}

/// One message, by its count of octets.
async fn message(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let read = async {
        let mut length = 0;
        loop {
            match stream.read_u8().await.unwrap() {
                b' ' => break,
                digit => length = length * 10 + usize::from(digit - b'0'),
            }
        }
        let mut message = vec![0; length];
        stream.read_exact(&mut message).await.unwrap();
        String::from_utf8(message).unwrap()
    };
    timeout(SOON, read).await.unwrap()
}

#[tokio::test]
async fn a_message_has_the_form_of_rfc_5424_and_its_count_of_octets() {
    let folder = tempfile::tempdir().unwrap();
    let (listener, port) = listener().await;
    let peer = json!({"name": "log", "address": format!("127.0.0.1:{port}"), "tls": false, "hostname": "relay-1"});
    let told = start(&json!({"syslog": [peer]}).to_string(), folder.path());
    told.events.tell(&event(1).with("name", "Peña\n"));
    let mut stream = accept(&listener).await;
    let first = message(&mut stream).await;
    let (head, json) = first.split_once('\u{feff}').unwrap();
    let process = std::process::id();
    assert_eq!(
        head,
        format!("<86>1 2027-01-15T08:00:01Z relay-1 sigilo {process} consent.given - ")
    );
    let back: crate::events::Event = serde_json::from_str(json).unwrap();
    assert_eq!(back, event(1).with("name", "Peña\n"));
    told.events.tell(&event(2));
    assert!(message(&mut stream).await.contains(r#""number":"2""#));
    // The server ends: what comes then goes to its next connection.
    drop(stream);
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    told.events.tell(&event(3));
    let mut next = accept(&listener).await;
    assert!(message(&mut next).await.contains(r#""number":"3""#));
}

/// An authority's file, and what a server needs that it has signed for.
fn authority(folder: &Path, name: &str) -> (String, ServerConfig) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let path = folder.join(format!("{name}.pem"));
    fs::write(&path, issuer.pem()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap();
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config =
        ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = config
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key);
    (path.to_string_lossy().into(), config.unwrap())
}

#[tokio::test]
async fn tls_is_spoken_with_a_server_of_the_authority_and_with_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let (authorities, config) = authority(folder.path(), "ours");
    let (_, stranger) = authority(folder.path(), "theirs");
    let (listener, port) = listener().await;
    let peer =
        json!({"name": "log", "address": format!("localhost:{port}"), "authorities": authorities});
    let told = start(&json!({"syslog": [peer]}).to_string(), folder.path());
    told.events.tell(&event(1));
    let stranger = TlsAcceptor::from(Arc::new(stranger));
    assert!(stranger.accept(accept(&listener).await).await.is_err());
    let server = TlsAcceptor::from(Arc::new(config));
    let mut stream = server.accept(accept(&listener).await).await.unwrap();
    assert!(message(&mut stream).await.contains(r#""number":"1""#));
}
