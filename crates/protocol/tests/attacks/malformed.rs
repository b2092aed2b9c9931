//! What is no document of ours, in every place where one is read.

use serde_json::{Value, json};
use sigilo_protocol::*;

use crate::{
    live::{NOW, World, kept, pins, signed, world},
    world::Counter,
};

/// Each value of a document in turn replaced by others.
fn misshapen(document: &Value) -> Vec<Value> {
    let deep = (0..40).fold(json!(0), |inner, _| json!([inner]));
    let values = [
        json!(null),
        json!(false),
        json!(0),
        json!(9_007_199_254_740_991_u64),
        json!(-1),
        json!(0.5),
        json!(""),
        json!("\u{0}\u{202e}\u{10ffff}"),
        json!("A".repeat(5_000)),
        json!([]),
        json!({}),
        deep,
    ];
    pointers(document)
        .iter()
        .flat_map(|at| {
            values.iter().map(|value| {
                let mut changed = document.clone();
                *changed.pointer_mut(at).unwrap() = value.clone();
                changed
            })
        })
        .collect()
}

fn pointers(document: &Value) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match document {
        Value::Array(list) => list.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
        Value::Object(map) => map.iter().map(|(name, v)| (name.clone(), v)).collect(),
        _ => vec![],
    };
    let below = |(name, value): (String, &Value)| -> Vec<String> {
        pointers(value).into_iter().map(|at| format!("/{name}{at}")).collect()
    };
    [String::new()].into_iter().chain(inner.into_iter().flat_map(below)).collect()
}

/// What is read from outside meets every shape: a typed error, never a panic, and nothing moves.
#[test]
fn malformed_input_everywhere() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let question = world.say(&mut session, "question");
    let (_, hello) = world.hello(vec![]);
    let before = kept(&bot);
    for envelope in [&question, &hello] {
        let line: Value = serde_json::from_str(&envelope.to_json()).unwrap();
        let header = unb64u(line["p"].as_str().unwrap()).unwrap();
        let header: Value = serde_json::from_slice(&header).unwrap();
        // Under a good signature, so that the shape alone is wrong.
        let headers = misshapen(&header).into_iter().filter(|bad| *bad != header).map(|bad| {
            let mut line = line.clone();
            line["p"] = b64u(bad.to_string().as_bytes()).into();
            signed(&world.visitor, line)
        });
        let lines = misshapen(&line).into_iter().map(|bad| bad.to_string());
        for text in headers.chain(lines) {
            let Ok(bad) = Envelope::parse(text.as_bytes()) else { continue };
            assert_eq!(bot.receive(&world.desks[0], &bad).err(), Some(ReceiveError::Refused));
        }
        let text = envelope.to_json();
        assert!((0..text.len()).all(|end| Envelope::parse(&text.as_bytes()[..end]).is_err()));
    }
    assert_eq!(kept(&bot), before);
    bot.receive(&world.desks[0], &question).unwrap();
    manifests(&world);
    kept_states(&session, &bot);
    noise();
}

fn manifests(world: &World) {
    let jws = world.manifest.jws();
    let payload = unb64u(jws.split('.').nth(1).unwrap()).unwrap();
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    for bad in misshapen(&payload) {
        let jws = jws::sign("sigilo-manifest+jwt", bad.to_string().as_bytes(), &world.site);
        let Ok(read) = VerifiedManifest::verify(&jws, &pins(&world.site), NOW) else { continue };
        // A name, an origin or a number may be any: what is read is what was signed.
        let again = read.sign(&world.site);
        let again = again.split('.').nth(1).and_then(unb64u).unwrap();
        let again: Value = serde_json::from_slice(&again).unwrap();
        assert_eq!(again["recipients"], bad["recipients"]);
    }
    let cut = (0..jws.len()).step_by(5);
    assert!(
        cut.map(|end| &jws[..end])
            .all(|cut| { VerifiedManifest::verify(cut, &pins(&world.site), NOW).is_err() })
    );
}

/// What is kept is sealed where it lies; read without, it is a state or none.
fn kept_states(session: &Session<Open>, bot: &Conversation) {
    let session: Value = serde_json::from_str(&session.save().to_json().to_text()).unwrap();
    let bot: Value = serde_json::from_str(&kept(bot)).unwrap();
    let read = |json: &Value| Json::parse(json.to_string().as_bytes());
    let is_load = |json: &Value| read(json).and_then(SavedSession::from_json).is_some();
    let is_desk = |json: &Value| read(json).and_then(Conversation::from_json).is_some();
    assert!(is_load(&session) && is_desk(&bot) && !is_load(&bot) && !is_desk(&session));
    let refused = misshapen(&session).iter().filter(|bad| !is_load(bad)).count();
    assert!(refused > misshapen(&session).len() / 2);
    let refused = misshapen(&bot).iter().filter(|bad| !is_desk(bad)).count();
    assert!(refused > misshapen(&bot).len() / 2);
}

fn noise() {
    let mut rng = Counter::new("noise");
    for length in 0..600 {
        let mut bytes = vec![0; length];
        rand_core::Rng::fill_bytes(&mut rng, &mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        assert!(Envelope::parse(&bytes).is_err());
        assert!(PublicKey::from_point(&bytes).is_none());
        assert!(Pins::parse(&text).is_none() && Sender::parse(&text).is_none());
        assert!(jws::Unverified::parse(&text, "JWT").is_err());
        assert_eq!(KemSecret::from_bytes(&bytes).is_some(), length == 32);
        assert!(Json::parse(&bytes).is_none_or(|json| matches!(json, Json::Number(_))));
    }
}
