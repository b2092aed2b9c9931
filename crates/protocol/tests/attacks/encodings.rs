//! Other spellings, of points and of signatures; and what lengths and errors tell.

use std::{
    collections::BTreeSet,
    pin::pin,
    task::{Context, Poll, Waker},
};

use serde_json::{Value, json};
use sigilo_protocol::*;

use crate::{
    live::{NOW, desk_refuses, kept, load_refuses, pins, remade, resigned, world},
    world::Counter,
};

/// Spellings of `good` that other readers take for a point, and points that are none of the curve's.
fn bad_points(good: &[u8; 65]) -> Vec<(&'static str, Vec<u8>)> {
    let with = |at: usize, to: u8| {
        let mut point = good.to_vec();
        point[at] = to;
        point
    };
    let compressed = [&[2 + (good[64] & 1)], &good[1..33]].concat();
    let mut beyond = vec![0xff; 65];
    beyond[0] = 4;
    vec![
        ("invalid curve", with(64, good[64] ^ 1)),
        ("identity", vec![0]),
        ("identity, padded", vec![0; 65]),
        ("origin", [&[4][..], &[0; 64]].concat()),
        ("compressed", compressed),
        ("hybrid", with(0, 6 + (good[64] & 1))),
        ("hybrid of the other half", with(0, 7 - (good[64] & 1))),
        ("coordinates beyond the field", beyond),
        ("without its form", good[1..].to_vec()),
        ("none", vec![]),
    ]
}

/// `wrap` with `point` in the place of the one that it begins with.
fn repointed(wrap: &str, point: &[u8]) -> String {
    let (name, sealed) = wrap.rsplit_once('~').unwrap();
    format!("{name}~{}", b64u(&[point, &unb64u(sealed).unwrap()[65..]].concat()))
}

fn first_65(wrap: &str) -> [u8; 65] {
    unb64u(wrap.rsplit_once('~').unwrap().1).unwrap()[..65].try_into().unwrap()
}

#[test]
fn invalid_curve_identity_compressed_and_hybrid_encodings_in_envelopes() {
    let mut world = world();
    let (mut session, [mut bot, mut agent]) = world.begin();
    let (_, hello) = world.hello(vec![]);
    let sealed = hello.header().hello[0].sealed.clone();
    for (what, point) in bad_points(&sealed[..65].try_into().unwrap()) {
        let boxed = b64u(&[&point, &sealed[65..]].concat());
        let bad = resigned(&world.visitor, &hello, |header, _| {
            header["hello"][0]["box"] = boxed.into();
        });
        assert!(Conversation::begin(&world.desks[0], &bad).is_err(), "{what}");
        desk_refuses(&mut bot, &world.desks[0], &bad);
    }
    let (question, answer) =
        (world.say(&mut session, "question"), world.answer(&mut bot, "answer"));
    let wrap = |envelope: &Envelope, at: usize| -> String {
        let json: Value = serde_json::from_str(&envelope.to_json()).unwrap();
        json["w"][at].as_str().unwrap().into()
    };
    for (_, point) in bad_points(&first_65(&wrap(&question, 0))) {
        let bad = resigned(&world.visitor, &question, |_, w| w[0] = repointed(&w[0], &point));
        desk_refuses(&mut bot, &world.desks[0], &bad);
    }
    for (_, point) in bad_points(&first_65(&wrap(&answer, 0))) {
        let bad = resigned(&world.keys[0], &answer, |_, w| w[0] = repointed(&w[0], &point));
        load_refuses(&mut session, &bad);
    }
    for (_, point) in bad_points(&first_65(&wrap(&answer, 1))) {
        let bad = resigned(&world.keys[0], &answer, |_, w| w[1] = repointed(&w[1], &point));
        desk_refuses(&mut agent, &world.desks[1], &bad);
    }
    bot.receive(&world.desks[0], &hello).unwrap();
    bot.receive(&world.desks[0], &question).unwrap();
    agent.receive(&world.desks[1], &answer).unwrap();
    session.receive(&answer).unwrap();
}

/// Signed by the site itself: nothing is sealed to such a key.
#[test]
fn invalid_curve_identity_compressed_and_hybrid_encodings_in_manifests() {
    let world = world();
    let payload = world.manifest.jws().split('.').nth(1).unwrap();
    let payload: Value = serde_json::from_slice(&unb64u(payload).unwrap()).unwrap();
    let opens = |payload: &Value| {
        let text = payload.to_string();
        let jws = jws::sign("sigilo-manifest+jwt", text.as_bytes(), &world.site);
        let pins = pins(&world.site);
        let manifest = VerifiedManifest::verify(&jws, &pins, NOW);
        // Whoever has the signature checked elsewhere opens nothing either.
        let check = async |key: &PublicKey, input: &[u8], own: &Signature| key.verify(input, own);
        let mut by = pin!(VerifiedManifest::verify_by(&jws, &pins, NOW, check));
        let Poll::Ready(by) = by.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("nothing waits");
        };
        let by = by.ok()?;
        let is_same = manifest.is_ok();
        let manifest = manifest.unwrap_or(by);
        let start = Start {
            conv: Bytes([1; 16]),
            visitor: world.visitor.public(),
            ends: vec![],
            body_id: "b".into(),
            receipt: "r".into(),
            now_ms: NOW * 1000,
        };
        let opened = Session::open(&manifest, start, &mut Counter::new("open")).ok();
        assert!(is_same || opened.is_none());
        opened
    };
    assert!(opens(&payload).is_some());
    for (at, name) in [(0, "kem"), (0, "dh"), (1, "kem"), (2, "kem")] {
        let key = payload["recipients"][at]["pre"][0][name].as_str().unwrap();
        for (what, point) in bad_points(&unb64u(key).unwrap().try_into().unwrap()) {
            let mut bad = payload.clone();
            bad["recipients"][at]["pre"][0][name] = b64u(&point).into();
            assert!(opens(&bad).is_none(), "{name} {at}: {what}");
        }
    }
    let point = world.keys[0].public().point();
    assert!(PublicKey::from_point(&point).is_some());
    let is_taken = |bad: &[u8]| PublicKey::from_point(bad).is_some_and(|key| key.is_on_curve());
    assert!(bad_points(&point).iter().all(|(_, bad)| !is_taken(bad)));
    for (what, bad) in bad_points(&point).into_iter().filter(|(_, bad)| bad.len() == 65) {
        let jwk = json!({
            "kty": "EC", "crv": "P-256", "x": b64u(&bad[1..33]), "y": b64u(&bad[33..]),
        });
        let is_hybrid = what.starts_with("hybrid");
        let mut changed = payload.clone();
        changed["recipients"][0]["sig"] = jwk;
        // A JWK has no form of the point, so that a hybrid one is the point itself.
        assert_eq!(opens(&changed).is_some(), is_hybrid, "{what}");
    }
}

/// The other signature of the same: r and n − s.
fn other_form(signature: &[u8]) -> Vec<u8> {
    const N: &str = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";
    let n: Vec<u8> =
        (0..32).map(|i| u8::from_str_radix(&N[2 * i..2 * i + 2], 16).unwrap()).collect();
    let (mut out, mut borrow) = (signature.to_vec(), 0);
    for i in (0..32).rev() {
        let difference = i16::from(n[i]) - i16::from(signature[32 + i]) - borrow;
        borrow = i16::from(difference < 0);
        out[32 + i] = (difference + 256 * borrow) as u8;
    }
    out
}

/// A second form of a signature is valid, and makes nothing new: no name and no hash covers it.
#[test]
fn signature_malleability() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let one = world.say(&mut session, "once");
    let mut json: Value = serde_json::from_str(&one.to_json()).unwrap();
    let signature = unb64u(json["s"].as_str().unwrap()).unwrap();
    json["s"] = b64u(&other_form(&signature)).into();
    let other = Envelope::parse(json.to_string().as_bytes()).unwrap();
    assert!(other != one && other.verify(&world.visitor.public()));
    assert_eq!(other.eh(), one.eh());
    bot.receive(&world.desks[0], &one).unwrap();
    let before = kept(&bot);
    assert_eq!(bot.receive(&world.desks[0], &other), Err(ReceiveError::Duplicate));
    assert_eq!(kept(&bot), before);
    // Nor does a manifest become another one.
    let (signed, signature) = world.manifest.jws().rsplit_once('.').unwrap();
    let other = format!("{signed}.{}", b64u(&other_form(&unb64u(signature).unwrap())));
    let other = VerifiedManifest::verify(&other, &pins(&world.site), NOW).unwrap();
    assert_eq!(other.hash(), world.manifest.hash());
    // What is no number below the order is no form.
    for bad in [[0; 64], [0xff; 64]] {
        json["s"] = b64u(&bad).into();
        let bad = Envelope::parse(json.to_string().as_bytes()).unwrap();
        desk_refuses(&mut bot, &world.desks[0], &bad);
    }
}

/// Who watches lengths sees steps; who watches answers sees one. Times are not promised.
#[test]
fn length_and_timing() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let length = |envelope: &Envelope| {
        let json: Value = serde_json::from_str(&envelope.to_json()).unwrap();
        unb64u(json["c"].as_str().unwrap()).unwrap().len() - 16
    };
    let short: BTreeSet<usize> = ["no", "yes", "I have lost my card, and somebody is using it."]
        .map(|said| length(&world.say(&mut session, said)))
        .into();
    assert_eq!(short, [256].into());
    for size in (0..60_000).step_by(997) {
        let length = length(&world.say(&mut session, &"x".repeat(size)));
        let is_step = if length <= 4096 { length % 256 == 0 } else { length.is_power_of_two() };
        assert!(is_step && length <= 64 * 1024, "{size} bytes in {length}");
    }
    // Wherever it fails, the answer is one.
    let good = world.say(&mut session, "good");
    let hash = Hash::of(b"another").to_string();
    let bad = [
        remade(&world.site, &good, |_, _| ()),
        remade(&world.visitor, &good, |header, _| header["kc"] = hash.clone().into()),
        remade(&world.visitor, &good, |header, _| header["mh"] = hash.clone().into()),
        remade(&world.visitor, &good, |header, _| header["conv"] = b64u(&[9; 16]).into()),
        remade(&world.visitor, &good, |_, w| w[0] = format!("bot~{}", b64u(&[4; 137]))),
        remade(&world.visitor, &good, |_, w| w[0] = "bot~AAAA".into()),
    ];
    let answers = bad.map(|bad| bot.receive(&world.desks[0], &bad.unwrap()).unwrap_err());
    assert_eq!(answers, [ReceiveError::Refused; 6]);
    bot.receive(&world.desks[0], &good).unwrap();
}
