//! What a relay reads from the network beside envelopes, as a fuzzer feeds it. Not part of any build but the
//! fuzzer's and the tests'. Envelopes, keys and manifests have targets in the protocol's crate.
#![allow(missing_docs, clippy::panic, reason = "a target panics at what does not hold")]

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderValue, Uri};
use ipnet::IpNet;
use sigilo_protocol::token_signing_input;

use super::{
    MAX_BLOB, MAX_WAIT,
    access::Proof,
    blobs::range,
    live::Opening,
    manifests::{Publication, named_documents},
    paths::{Part, Since},
    work::reads,
};
use crate::{serve::Client, settings::ForwardedBy};

/// The targets, by the names of their files.
pub const TARGETS: [&str; 6] = ["forwarded", "opening", "proof", "publication", "query", "work"];

/// Feeds one.
pub fn run(name: &str, data: &[u8]) {
    match name {
        "forwarded" => forwarded(data),
        "opening" => opening(data),
        "proof" => proof(data),
        "publication" => publication(data),
        "query" => query(data),
        "work" => work(data),
        other => panic!("there is no target {other}"),
    }
}

/// A header that anybody writes changes nothing for who is no proxy.
fn forwarded(data: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(data) else { return };
    let mut headers = HeaderMap::new();
    for name in ["x-forwarded-for", "forwarded"] {
        headers.insert(name, value.clone());
    }
    let trusted = [IpNet::from(IpAddr::from([127, 0, 0, 1]))];
    for by in [ForwardedBy::XForwardedFor, ForwardedBy::Forwarded] {
        let seen = |peer: [u8; 4]| {
            Client::of(SocketAddr::from((peer, 9)), &headers, &trusted, by, false).address
        };
        let _ = seen([127, 0, 0, 1]);
        assert_eq!(seen([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 1]));
    }
}

/// What a socket's client says first.
fn opening(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data)
        && let Ok(opening) = Opening::parse(text)
    {
        assert!(i64::try_from(opening.after).is_ok());
    }
}

/// A request for a token.
fn proof(data: &[u8]) {
    if let Ok(proof) = serde_json::from_slice::<Proof>(data) {
        let input = token_signing_input("insurer.example", &proof.nonce);
        let _ = proof.jwk.verify(&input, &proof.sig);
        let back = serde_json::to_value(proof.jwk).ok();
        let back = back.and_then(|jwk| serde_json::from_value(jwk).ok());
        assert_eq!(back, Some(proof.jwk));
    }
}

/// What a site's owner publishes; the manifest in it has a target of its own.
fn publication(data: &[u8]) {
    if let Ok(Publication { documents, .. }) = serde_json::from_slice(data)
        && let Some(policy) = documents.first()
    {
        let hash = sigilo_protocol::Hash::of(policy.as_bytes());
        if let Ok(named) = named_documents(hash, documents.clone()) {
            assert!(
                named
                    .iter()
                    .all(|(hash, body)| *hash == sigilo_protocol::Hash::of(body.as_bytes()))
            );
        }
    }
}

/// What comes with a hello under load: whatever it says, it solves no challenge that was never given.
fn work(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        assert!(!reads(text), "a solution of nothing");
    }
}

/// From where to list; which part of a file comes, and which is wanted.
fn query(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(uri) = format!("/envelopes?{text}").parse::<Uri>()
        && let Ok(since) = Since::parse(&uri)
    {
        assert!(since.wait <= MAX_WAIT && i64::try_from(since.after).is_ok());
    }
    if let Ok(uri) = format!("/blobs?{text}").parse::<Uri>()
        && let Ok(part) = Part::parse(&uri)
    {
        assert!(part.at <= part.size && part.size <= MAX_BLOB);
        let _ = part.check(part.size - part.at);
    }
    if let Ok(value) = HeaderValue::from_str(text)
        && let Some(Ok((first, end))) = range(&value, 1_000)
    {
        assert!(first < end && end <= 1_000);
    }
}
