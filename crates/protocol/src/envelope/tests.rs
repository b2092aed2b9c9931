use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};

use super::*;
use crate::{
    bytes::{Bytes, b64u},
    header::{HelloBox, Kind, Reset, ResetReason, Seen, Sender},
    key::SigningKey,
};

fn key() -> SigningKey {
    SigningKey::from_bytes(&[5; 32]).unwrap()
}

fn header() -> Header {
    let public = key().public();
    Header {
        v: 1,
        suite: crate::SUITE.into(),
        t: Kind::Hello,
        conv: Bytes([1; 16]),
        from: Sender::new(&public.thumbprint().to_string(), [2; 8]),
        seq: 1,
        prev: Bytes([3; 32]),
        seen: Seen::default(),
        rcpt: vec!["bot".into()],
        mh: Bytes([3; 32]),
        kc: Some(Bytes([4; 32])),
        ts: 0,
        vsk: Some(public),
        hello: vec![HelloBox { to: "bot".into(), kid: "k1".into(), sealed: vec![1, 2, 3] }],
        ends: vec![],
        reset: None,
    }
}

fn wire(header: &str, w: &[&str], c: &str) -> String {
    let p = b64u(header.as_bytes());
    let w: Vec<String> = w.iter().map(ToString::to_string).collect();
    let s = key().sign(&signing_input(&p, &w, c));
    serde_json::json!({ "p": p, "w": w, "c": c, "s": s }).to_string()
}

fn of(header: &Header) -> Result<Envelope, EnvelopeError> {
    let header = header.to_json().to_text();
    Envelope::parse(wire(&header, &["bot~k1~AAAA"], "AAAA").as_bytes())
}

#[test]
fn what_was_signed_is_read_and_verifies() {
    let envelope = of(&header()).unwrap();
    assert_eq!(envelope.header(), &header());
    assert!(envelope.verify(&key().public()));
    assert!(!envelope.verify(&SigningKey::from_bytes(&[6; 32]).unwrap().public()));
    assert_eq!(Envelope::parse(envelope.to_json().as_bytes()), Ok(envelope.clone()));
    assert_eq!(envelope.wraps().next(), Some(Wrap { id: "bot", kid: Some("k1"), sealed: "AAAA" }));
}

#[test]
fn every_part_is_under_the_signature_and_in_the_name() {
    let json = header().to_json().to_text();
    let original = of(&header()).unwrap();
    let mut later = header();
    later.ts = 1;
    let later = later.to_json().to_text();
    for (header, w, c) in [
        (&later, "bot~k1~AAAA", "AAAA"),
        (&json, "bot~k2~AAAA", "AAAA"),
        (&json, "bot~k1~BBBB", "AAAA"),
        (&json, "bot~k1~AAAA", "BBBB"),
    ] {
        let other = Envelope::parse(wire(header, &[w], c).as_bytes()).unwrap();
        assert_ne!(other.eh(), original.eh());
        let spliced = Envelope { s: original.s, ..other };
        assert!(!spliced.verify(&key().public()));
    }
}

#[test]
fn more_less_or_double_fields_are_refused() {
    let json = header().to_json().to_text();
    let good = wire(&json, &["bot~k1~AAAA"], "AAAA");
    let parse = |text: &str| Envelope::parse(text.as_bytes()).err();
    assert_eq!(parse(&good), None);
    for bad in [
        good.replacen('{', r#"{"x":1,"#, 1),
        good.replacen('{', r#"{"c":"AAAA","#, 1),
        good.replace(r#""c":"AAAA","#, ""),
        String::new(),
        "null".into(),
        "<html>".into(),
    ] {
        assert_eq!(parse(&bad), Some(EnvelopeError::Format), "{bad}");
    }
    for bad in [
        json.replacen('{', r#"{"x":1,"#, 1),
        json.replacen('{', r#"{"v":1,"#, 1),
        json.replace(r#""v":1,"#, ""),
        json.replace("hello", "hallo"),
    ] {
        let bad = wire(&bad, &["bot~k1~AAAA"], "AAAA");
        assert_eq!(parse(&bad), Some(EnvelopeError::Format), "{bad}");
    }
}

#[test]
fn parts_that_contradict_each_other_are_refused() {
    let bad = |change: fn(&mut Header)| {
        let mut header = header();
        change(&mut header);
        assert_eq!(of(&header).err(), Some(EnvelopeError::Consistency), "{header:?}");
    };
    bad(|h| h.v = 2);
    bad(|h| h.suite = "X".into());
    bad(|h| h.seq = 0);
    bad(|h| h.seq = 2);
    bad(|h| h.rcpt = vec![]);
    bad(|h| h.rcpt = vec!["boat".into()]);
    bad(|h| h.vsk = None);
    bad(|h| h.hello = vec![]);
    bad(|h| h.kc = None);
    bad(|h| h.ends = vec![h.from.clone(); 17]);
    bad(|h| h.reset = Some(reset()));
    bad(|h| h.t = Kind::Msg);
    bad(|h| h.from = Sender::new("bot", [2; 8]));
    bad(|h| h.vsk = Some(SigningKey::from_bytes(&[6; 32]).unwrap().public()));
    bad(|h| {
        h.t = Kind::Msg;
        (h.vsk, h.hello, h.seq) = (None, vec![], 2);
        h.ends = vec![h.from.clone()];
    });
}

fn reset() -> Reset {
    Reset { to: vec![Sender::new("v", [1; 8])], reason: ResetReason::Restart }
}

#[test]
fn a_reset_has_no_content_and_nothing_else_has_none() {
    let header = Header {
        t: Kind::Reset,
        from: Sender::new("bot", [2; 8]),
        rcpt: vec![],
        kc: None,
        vsk: None,
        hello: vec![],
        reset: Some(reset()),
        ..header()
    };
    let parse = |header: &Header, w: &[&str], c: &str| {
        Envelope::parse(wire(&header.to_json().to_text(), w, c).as_bytes()).map(drop)
    };
    assert_eq!(parse(&header, &[], ""), Ok(()));
    let refused = Err(EnvelopeError::Consistency);
    assert_eq!(parse(&header, &[], "AAAA"), refused);
    assert_eq!(parse(&header, &["bot~k1~AAAA"], ""), refused);
    let with_readers = Header { rcpt: vec!["bot".into()], ..header.clone() };
    assert_eq!(parse(&with_readers, &["bot~k1~AAAA"], ""), refused);
    assert_eq!(parse(&Header { kc: Some(Bytes([4; 32])), ..header }, &[], ""), refused);
    assert_eq!(parse(&super::tests::header(), &["bot~k1~AAAA"], ""), refused);
}

#[test]
fn a_reader_is_named_once() {
    let header = Header { rcpt: vec!["bot".into(); 2], ..header() };
    let json = header.to_json().to_text();
    let verdict = Envelope::parse(wire(&json, &["bot~k1~AAAA"; 2], "AAAA").as_bytes()).err();
    assert_eq!(verdict, Some(EnvelopeError::Consistency));
}

#[test]
fn junk_wraps_and_sizes_are_refused() {
    let json = header().to_json().to_text();
    for bad in ["bot", "bot~", "bot~AB", "bot~k1~AAAA~x", "bot~k 1~AAAA", "bot~k1~A+A="] {
        let verdict = Envelope::parse(wire(&json, &[bad], "AAAA").as_bytes()).err();
        assert_eq!(verdict, Some(EnvelopeError::Format), "{bad}");
    }
    let many = vec!["bot~k1~AAAA"; 17];
    let mut header = header();
    header.rcpt = vec!["bot".into(); 17];
    let json = header.to_json().to_text();
    let verdict = Envelope::parse(wire(&json, &many, "AAAA").as_bytes()).err();
    assert_eq!(verdict, Some(EnvelopeError::Format));
    let large = "A".repeat(MAX_ENVELOPE);
    let verdict = Envelope::parse(wire(&json, &[], &large).as_bytes()).err();
    assert_eq!(verdict, Some(EnvelopeError::Size));
    let padded = format!("{json}{}", " ".repeat(8 * 1024));
    let verdict = Envelope::parse(wire(&padded, &many, "AAAA").as_bytes()).err();
    assert_eq!(verdict, Some(EnvelopeError::Size));
}
