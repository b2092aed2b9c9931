//! What a desk reads that comes from others, beside what the protocol's crate reads: visitors' receipts and pages of
//! their log, the relay's pages, the site's server's word, answers of bots, what a scanner says, pictures. As a
//! fuzzer feeds it: not part of any build but the fuzzer's and the tests'.
#![allow(missing_docs, clippy::panic, reason = "a target panics at what does not hold")]

use sigilo_consent::{Bundle, Core, Log, Page, Receipt, media_of, receipt_signing_input, verify};
use sigilo_protocol::{Hash, PICTURES, SigningKey, jws};

use super::{client, jwt, pictures, scan};
use crate::connect;

/// The targets, by the names of their files.
pub const TARGETS: [&str; 11] = [
    "answer", "bundle", "feed", "jwks", "log", "model", "picture", "policy", "receipt", "scanned",
    "token",
];

/// Feeds one.
pub fn run(name: &str, data: &[u8]) {
    match name {
        "answer" => connect::fuzzing::answer(data),
        "bundle" => bundle(data),
        "feed" => feed(data),
        "jwks" => jwt::fuzzing::keys(data),
        "log" => log(data),
        "model" => connect::fuzzing::model(data),
        "picture" => picture(data),
        "policy" => policy(data),
        "receipt" => receipt(data),
        "scanned" => scanned(data),
        "token" => jwt::fuzzing::token(data),
        other => panic!("there is no target {other}"),
    }
}

/// Data as it came and, where it is text, signed by a visitor: as whoever has a key of their own can send it.
fn signed(data: &[u8], input: impl FnOnce(&str, &SigningKey) -> String) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(data) else { return Vec::new() };
    let Some(key) = SigningKey::from_bytes(&[7; 32]) else { return Vec::new() };
    let input = input(text, &key);
    let signature = key.sign(input.as_bytes());
    vec![text.to_owned(), jws::attach(input, &signature)]
}

/// A visitor's receipt; it never fits a policy that it does not name.
fn receipt(data: &[u8]) {
    let core = br#"{"v":2}"#;
    for jws in signed(data, |text, key| receipt_signing_input(text, &key.public())) {
        let _ = Receipt::claimed(&jws).map(|own| own.policy());
        let Ok(receipt) = Receipt::verify(&jws) else { continue };
        let _ = (receipt.fits_subject(), receipt.fits_controller("insurer.example"));
        let _ = (receipt.lang().map(str::len), receipt.decided_ms());
        if let Ok(core) = Core::read(core, Hash::of(core)) {
            assert!(receipt.fits_notice(&core, Hash::of(b"another")).is_err());
        }
    }
}

/// A page of a visitor's log: one that holds follows nothing but its own beginning.
fn log(data: &[u8]) {
    for jws in signed(data, |text, key| Log::signing_input(text, &key.public())) {
        if let Ok(page) = Page::verify(&jws) {
            let _ = page.follows(None);
            assert!(page.follows(Some(&page)).is_err(), "a page after itself");
        }
    }
}

/// A file that a visitor has saved, and shows.
fn bundle(data: &[u8]) {
    let _ = Bundle::parse(data);
    let _ = verify(data, None, None);
}

/// A policy's core, as a browser is handed it by a relay.
fn policy(data: &[u8]) {
    assert!(Core::read(data, Hash::of(b"another")).is_err(), "bytes of another hash");
    if let Ok(core) = Core::read(data, Hash::of(data)) {
        assert!(core.purposes.iter().any(|purpose| purpose.required));
        let _ = (core.attachments(), core.texts().len());
    }
}

/// A page of the relay's feed.
fn feed(data: &[u8]) {
    if let Ok(client::Page { envelopes, .. }) = serde_json::from_slice(data) {
        for client::Item { envelope, .. } in envelopes {
            let _ = sigilo_protocol::Envelope::parse(envelope.get().as_bytes());
        }
    }
}

/// What a scanner says: one reply alone is clean.
fn scanned(data: &[u8]) {
    let is_clean = matches!(scan::read_reply(data), scan::Verdict::Clean);
    let said = data.strip_suffix(&[0]).map(|said| said.strip_prefix(b"stream: ").unwrap_or(said));
    assert!(!is_clean || said.is_some_and(|said| said == b"OK"));
}

/// The bytes of a picture or a file: what may be shown is a picture by its beginning, too.
fn picture(data: &[u8]) {
    let media = media_of(data);
    if let Ok(shown) = pictures::look(data) {
        assert!(media == Some(shown) && PICTURES.contains(&shown));
    }
}
