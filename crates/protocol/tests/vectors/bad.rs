//! What has to be refused.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sigilo_protocol::*;

use crate::{
    forge::{Draft, Forge, Reader, envelope},
    world::{Counter, NOW, World, sign},
};

const TYP: &str = "sigilo-manifest+jwt";

pub(crate) fn all() -> BTreeMap<String, Value> {
    manifests().into_iter().chain(envelopes()).collect()
}

/// Everything bad is refused, and what it was made of is accepted.
pub(crate) fn check() {
    let forge = Forge::new();
    let hello = [forge.hello.to_json()];
    assert!(receive(&forge.world, &hello, &forge.seal(forge.draft())).is_ok());
    assert!(receive(&forge.world, &[], &forge.seal(forge.hello_draft())).is_ok());
    for (name, case) in all() {
        let text = |member: &str| case[member].as_str().unwrap();
        if case["what"] == "manifest" {
            let pins = Pins::parse(text("pins")).unwrap();
            let now = case["now"].as_u64().unwrap();
            assert!(VerifiedManifest::verify(text("jws"), &pins, now).is_err(), "{name}");
        } else {
            let after = case["after"].as_array().unwrap().iter();
            let after: Vec<_> = after.map(|line| line.as_str().unwrap().into()).collect();
            let refused = receive(&forge.world, &after, text("envelope"));
            assert_eq!(refused, Err(Some(ReceiveError::Refused)), "{name}");
        }
    }
}

/// As the bot takes an envelope after others.
fn receive(world: &World, after: &[String], line: &str) -> Result<Received, Option<ReceiveError>> {
    let desk = world.desk(0, &mut Counter::new("bad"));
    let mut conversation = None;
    let mut take = |line: &str| {
        let refused = ReceiveError::Refused;
        let envelope = Envelope::parse(line.as_bytes()).map_err(|_| Some(refused))?;
        match &mut conversation {
            Some(known) => Conversation::receive(known, &desk, &envelope).map_err(Some),
            None => {
                let (new, received) = Conversation::begin(&desk, &envelope).map_err(Some)?;
                conversation = Some(new);
                Ok(received)
            }
        }
    };
    for line in after {
        take(line).unwrap();
    }
    take(line)
}

fn manifests() -> BTreeMap<String, Value> {
    let world = World::new();
    let good = world.manifest.jws();
    let payload = good.split('.').nth(1).unwrap();
    let payload = String::from_utf8(unb64u(payload).unwrap()).unwrap();
    let next = SigningKey::generate(&mut Counter::new("next"));
    let pins = format!("{} {}", world.pins(), next.public().thumbprint());
    let mut all = BTreeMap::new();
    let mut add = |name: &str, why: &str, jws: String, pins: &str, now: u64| {
        let case = json!({
            "what": "manifest", "why": why, "jws": jws, "pins": pins, "now": now,
            "site": world.manifest.site,
        });
        assert!(all.insert(format!("bad/manifest-{name}.json"), case).is_none());
    };
    let with = |from: &str, to: &str| {
        assert!(payload.contains(from), "{from}");
        jws::sign(TYP, payload.replacen(from, to, 1).as_bytes(), &world.site)
    };
    let headed = |header: &str| {
        let input = format!("{}.{}", b64u(header.as_bytes()), b64u(payload.as_bytes()));
        let signature = world.site.sign(input.as_bytes());
        jws::attach(input, &signature)
    };
    let good = || good.to_string();
    let other = next.public().thumbprint().to_string();
    add("pin", "no pin is its key's", good(), &other, NOW);
    add("expired", "`exp` was more than 5 min ago", good(), &pins, NOW + 72 * 3_600 + 300);
    add("future", "`iat` is more than 5 min ahead", good(), &pins, NOW - 301);
    let signed_by_next = jws::sign(TYP, payload.as_bytes(), &next);
    add("signer", "signed by another pinned key than `key`", signed_by_next, &pins, NOW);
    let unsigned =
        |header: &str| format!("{}.{}.", b64u(header.as_bytes()), b64u(payload.as_bytes()));
    let none = unsigned(r#"{"alg":"none","typ":"sigilo-manifest+jwt"}"#);
    add("alg-none", "`alg` is none, and there is no signature", none, &pins, NOW);
    for (name, why, header) in [
        (
            "jwk",
            "a key in the JWS's header",
            r#"{"alg":"ES256","typ":"sigilo-manifest+jwt","jwk":{}}"#,
        ),
        ("typ", "a JWS of another type", r#"{"alg":"ES256","typ":"sigilo-receipt+jwt"}"#),
        (
            "alg-twice",
            "a name twice in the JWS's header",
            r#"{"alg":"none","alg":"ES256","typ":"sigilo-manifest+jwt"}"#,
        ),
    ] {
        add(name, why, headed(header), &pins, NOW);
    }
    let long = format!(r#""exp":{}"#, NOW + 72 * 3_600 + 1);
    let exp = format!(r#""exp":{}"#, NOW + 72 * 3_600);
    let twice = format!(r#"{exp},"exp":{}"#, NOW + 60);
    let bot = payload.split_once(r#""recipients":["#).unwrap().1;
    let bot = bot.split_once(r#",{"id":"agent""#).unwrap().0;
    let again = format!("{bot},{bot}");
    let many: Vec<_> =
        (0..6).map(|i| bot.replacen(r#""id":"bot""#, &format!(r#""id":"b{i}""#), 1)).collect();
    let many = format!("{},{bot}", many.join(","));
    let dh = bot.split_once(r#","dh":"#).unwrap().1.split_once(",\"exp\"").unwrap().0;
    let dh = format!(r#","dh":{dh}"#);
    let pre = bot.split_once(r#""pre":["#).unwrap().1.split_once(']').unwrap().0;
    let kid_twice = format!("{pre},{pre}");
    let of_another_suite = format!("{pre},{}", pre.replace(SUITE, "P256-CHACHA"));
    let long_id = format!(r#""id":"{}""#, "b".repeat(41));
    let sig = bot.split_once(r#","sig":"#).unwrap().1.split_once(",\"pre\"").unwrap().0;
    let archive = format!(r#""name":"Archive","sig":{sig}"#);
    for (name, why, from, to) in [
        ("v", "`v` is 2", r#""v":1"#, r#""v":2"#),
        ("member", "a member that is not named", r#""ver":7"#, r#""ver":7,"more":1"#),
        ("number-fraction", "a number with a fraction", r#""ver":7"#, r#""ver":7.0"#),
        ("number-exponent", "a number with an exponent", r#""ver":7"#, r#""ver":7e0"#),
        ("number-negative", "a number with a sign", r#""ver":7"#, r#""ver":-7"#),
        ("number-zero", "a number with a leading zero", r#""ver":7"#, r#""ver":07"#),
        ("number-large", "a number above 2^53 - 1", r#""ver":7"#, r#""ver":9007199254740992"#),
        ("name-twice", "a name twice", &exp, &twice),
        ("life", "more than 72 h", &exp, &long),
        ("suites", "no known suite", r#""suites":["P256-A256GCM-SHA256"]"#, r#""suites":["x"]"#),
        ("recipient-twice", "an id twice", bot, &again),
        ("recipients", "more than 8 recipients", bot, &many),
        ("kid-twice", "two prekeys of a recipient under one kid", pre, &kid_twice),
        ("kid-of-another-suite", "a kid twice, once of a suite to come", pre, &of_another_suite),
        ("no-dh", "a bot's prekey without `dh`", &dh, ""),
        ("archive-sig", "an archive with `sig`", r#""name":"Archive""#, &archive),
        ("id-colon", "a recipient's id with a colon", r#""id":"bot""#, r#""id":"b:t""#),
        ("id-long", "a recipient's id of 41 characters", r#""id":"bot""#, &long_id),
        ("role", "a role that is not named", r#""role":"processor""#, r#""role":"partner""#),
    ] {
        add(name, why, with(from, to), &pins, NOW);
    }
    let changed = good().replacen(
        &b64u(payload.as_bytes()),
        &b64u(payload.replace(":7", ":8").as_bytes()),
        1,
    );
    add("changed", "changed after it was signed", changed, &pins, NOW);
    add("padding", "base64url with padding", format!("{}=", good()), &pins, NOW);
    all
}

fn envelopes() -> BTreeMap<String, Value> {
    let forge = Forge::new();
    let mut all = BTreeMap::new();
    let mut add = |name: &str, why: &str, after: &[&Envelope], line: String| {
        let after: Vec<_> = after.iter().map(|envelope| envelope.to_json()).collect();
        let case = json!({
            "what": "envelope", "why": why, "to": "bot", "after": after, "envelope": line,
        });
        assert!(all.insert(format!("bad/envelope-{name}.json"), case).is_none());
    };
    let hello = &forge.hello;
    let msg = |change: &dyn Fn(&mut Draft)| {
        let mut draft = forge.draft();
        change(&mut draft);
        forge.seal(draft)
    };
    let greeting = |change: &dyn Fn(&mut Draft)| {
        let mut draft = forge.hello_draft();
        change(&mut draft);
        forge.seal(draft)
    };
    let ghost = KemSecret::generate(&mut Counter::new("ghost")).public();
    let bot = forge.world.prekey(0).kem.public();
    type Change<'a> = &'a dyn Fn(&mut Draft);
    let cases: [(&str, &str, Change<'_>); 25] = [
        ("ghost", "a reader that the manifest does not name", &|draft| {
            draft.readers.push(Reader::Copy("ghost", "k1", ghost));
        }),
        ("left-out", "the archive is left out", &|draft| draft.readers.truncate(2)),
        ("order", "`rcpt` is not in the manifest's order", &|draft| draft.readers.swap(0, 1)),
        ("one-shot", "a one-shot wrap for a reader with a session", &|draft| {
            draft.readers[0] = Reader::Copy("bot", "bot-1", bot);
        }),
        ("rcpt", "the wraps are not in the order of `rcpt`", &|draft| {
            draft.header["rcpt"] = json!(["agent", "bot", "archive"]);
        }),
        ("kc", "`kc` commits to another key", &|draft| {
            draft.header["kc"] = Hash::of(b"another").to_string().into();
        }),
        ("two-keys", "the bot is given another key than the others", &|draft| draft.rival = true),
        ("swapped", "the bot's and the agent's wraps are swapped", &|draft| {
            draft.wraps = |w| {
                let data = |wrap: &str| wrap.split_once('~').unwrap().1.to_string();
                (w[0], w[1]) = (format!("bot~{}", data(&w[1])), format!("agent~{}", data(&w[0])));
            };
        }),
        ("prev", "`prev` is not the one before", &|draft| {
            draft.header["prev"] = Hash::of(b"another").to_string().into();
        }),
        ("far", "257 keys are passed over", &|draft| {
            draft.readers[0] = Reader::Ratchet("bot", 1 + 257);
        }),
        ("used", "a number in a chain that was used", &|draft| {
            draft.readers[0] = Reader::Ratchet("bot", 0);
        }),
        ("name-twice", "a name twice", &|draft| draft.text = ("\"seq\":2", "\"seq\":2,\"seq\":2")),
        ("number-fraction", "a number with a fraction", &|draft| {
            draft.text = ("\"seq\":2", "\"seq\":2.0");
        }),
        ("number-exponent", "a number with an exponent", &|draft| {
            draft.text = ("\"seq\":2", "\"seq\":2e0");
        }),
        ("member", "a member that is not named", &|draft| draft.header["more"] = 1.into()),
        ("suite", "another suite", &|draft| draft.header["suite"] = "x".into()),
        ("v", "`v` is 2", &|draft| draft.header["v"] = 2.into()),
        ("conv", "another conversation", &|draft| {
            draft.header["conv"] = b64u(&[8; 16]).into();
        }),
        ("mh", "a manifest that is not the session's", &|draft| {
            draft.header["mh"] = Hash::of(b"another").to_string().into();
        }),
        ("load", "a load that did not say hello", &|draft| {
            let from = draft.header["from"].as_str().unwrap();
            let owner = from.rsplit_once(':').unwrap().0;
            draft.header["from"] = Sender::new(owner, [1; 8]).as_str().into();
        }),
        ("vsk", "`vsk` in what is no hello", &|draft| {
            draft.header["vsk"] = forge.hello_draft().header["vsk"].clone();
        }),
        ("seen", "nine missing ranges in `seen`", &|draft| {
            let missing: Vec<_> = (1..10).map(|i| [2 * i, 2 * i]).collect();
            let eh = Hash::of(b"eh").to_string();
            draft.header["seen"] = json!({ "bot:AQEBAQEBAQE": [40, eh, missing] });
        }),
        ("t", "`t` is not the body's", &|draft| draft.header["t"] = "ctl".into()),
        ("body-member", "a text without `text`", &|draft| {
            draft.body = json!({ "v": 1, "id": "f1", "type": "text" });
        }),
        ("body-id", "a body without id", &|draft| draft.body["id"] = "".into()),
    ];
    for (name, why, change) in cases {
        add(name, why, &[hello], msg(change));
    }

    let parts: Value = serde_json::from_str(&forge.seal(forge.draft())).unwrap();
    let (p, c) = (parts["p"].as_str().unwrap(), parts["c"].as_str().unwrap());
    let w: Vec<String> = serde_json::from_value(parts["w"].clone()).unwrap();
    let mallory = SigningKey::generate(&mut Counter::new("mallory"));
    add("signer", "signed by another key", &[hello], envelope(&mallory, p, &w, c));
    let visitor = &forge.world.visitor;
    let padded = format!("{p}=");
    add("padding", "base64url with padding", &[hello], envelope(visitor, &padded, &w, c));
    let empty = envelope(visitor, p, &w, "");
    add("empty", "no content in what is no reset", &[hello], empty);
    let mut outer = parts.clone();
    outer["more"] = 1.into();
    add("outside", "a member outside the header", &[hello], outer.to_string());

    let hellos: [(&str, &str, Change<'_>); 6] = [
        ("compressed", "the point in a box is compressed", &|draft| {
            let sealed = draft.header["hello"][0]["box"].as_str().unwrap();
            let mut sealed = unb64u(sealed).unwrap();
            sealed[0] = 2 + (sealed[64] & 1);
            sealed.drain(33..65);
            draft.header["hello"][0]["box"] = b64u(&sealed).into();
        }),
        ("box-missing", "no box for the agent", &|draft| {
            draft.header["hello"].as_array_mut().unwrap().pop();
        }),
        ("box-order", "the boxes are not in the manifest's order", &|draft| {
            draft.header["hello"].as_array_mut().unwrap().reverse();
        }),
        ("kid", "a prekey that is not known", &|draft| {
            draft.header["hello"][0]["kid"] = "bot-0".into();
        }),
        ("seq", "a hello that is not the first", &|draft| draft.header["seq"] = 2.into()),
        ("from", "`vsk` is not the key of `from`", &|draft| {
            let mallory = SigningKey::generate(&mut Counter::new("mallory")).public();
            draft.header["vsk"] = serde_json::to_value(mallory).unwrap();
        }),
    ];
    for (name, why, change) in hellos {
        add(&format!("hello-{name}"), why, &[], greeting(change));
    }
    let fork = greeting(&|draft| draft.header["ts"] = 1.into());
    add("hello-fork", "another hello of a load that said one", &[hello], fork);
    let start = Start {
        conv: Bytes([7; 16]),
        visitor: mallory.public(),
        ends: vec![],
        body_id: "x".into(),
        receipt: "x".into(),
        now_ms: NOW * 1000,
    };
    let opened =
        Session::open(&forge.world.manifest, start, &mut Counter::new("mallory hello")).unwrap();
    let stranger = sign(&mallory, opened.hello).to_json();
    add("hello-stranger", "another visitor in a conversation", &[hello], stranger);

    let agent = &forge.world.keys[1];
    let reset = json!({
        "v": 1, "suite": SUITE, "t": "reset", "conv": hello.header().conv.to_string(),
        "from": Sender::new("agent", [1; 8]).as_str(), "seq": 1,
        "prev": hello.header().mh.to_string(), "rcpt": [], "mh": hello.header().mh.to_string(),
        "ts": NOW * 1000,
        "reset": { "to": [hello.header().from.as_str()], "reason": "restart" },
    });
    let text = |header: &Value| b64u(header.to_string().as_bytes());
    let with_content = envelope(agent, &text(&reset), &[], c);
    add("reset-content", "a reset with content", &[hello], with_content);
    let mut own = reset.clone();
    own["from"] = hello.header().from.as_str().into();
    (own["seq"], own["prev"]) = (2.into(), hello.eh().to_string().into());
    let by_visitor = envelope(visitor, &text(&own), &[], "");
    add("reset-visitor", "a reset by a visitor", &[hello], by_visitor);
    let mut reason = reset;
    reason["reset"]["reason"] = "other".into();
    let reason = envelope(agent, &text(&reason), &[], "");
    add("reset-reason", "a reset for another reason", &[hello], reason);
    all
}
