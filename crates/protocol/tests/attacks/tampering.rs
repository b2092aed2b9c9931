//! Every byte of one small envelope of each kind, of an attachment and of what is kept, changed alone:
//! a typed error, everything as it was, and the honest one is taken after it.
//!
//! One bit of each byte; with `SIGILO_LONG` each of the eight.

use serde_json::Value;
use sigilo_protocol::*;

use crate::live::{NOW, World, kept, pins, sign, signed, text, world};

/// `bytes` with one of them changed, one after the other.
fn changed(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let bits = if std::env::var_os("SIGILO_LONG").is_some() { 8 } else { 1 };
    (0..bytes.len() * bits).map(move |i| {
        let mut out = bytes.to_vec();
        out[i / bits] ^= 1 << (i % bits);
        out
    })
}

/// A reader of envelopes, as it can be looked at.
trait Reader {
    fn state(&self) -> String;
    fn read(&mut self, envelope: &Envelope) -> Result<(), ReceiveError>;
}

struct AtDesk<'a>(&'a Desk, Conversation);

impl Reader for AtDesk<'_> {
    fn state(&self) -> String {
        kept(&self.1)
    }

    fn read(&mut self, envelope: &Envelope) -> Result<(), ReceiveError> {
        self.1.receive(self.0, envelope).map(drop)
    }
}

impl<State> Reader for Session<State> {
    fn state(&self) -> String {
        self.save().to_json().to_text()
    }

    fn read(&mut self, envelope: &Envelope) -> Result<(), ReceiveError> {
        self.receive(envelope).map(drop)
    }
}

/// None of `lines` is taken; how many of them were envelopes.
fn must_refuse(reader: &mut impl Reader, lines: impl Iterator<Item = Vec<u8>>) -> usize {
    let before = reader.state();
    let mut envelopes = 0;
    for line in lines {
        let Ok(envelope) = Envelope::parse(&line) else { continue };
        envelopes += 1;
        assert!(reader.read(&envelope).is_err(), "{envelope}");
        assert_eq!(reader.state(), before, "an error changes nothing");
    }
    envelopes
}

fn parts(envelope: &Envelope) -> Value {
    serde_json::from_str(&envelope.to_json()).unwrap()
}

/// The places of everything that is base64url, with what stands before it.
fn fields(envelope: &Value) -> Vec<(String, String)> {
    let wraps = 0..envelope["w"].as_array().unwrap().len();
    let wraps = wraps.map(|i| format!("/w/{i}"));
    let places = ["/p", "/c", "/s"].map(String::from).into_iter().chain(wraps);
    let prefix = |place: &str| {
        let text = envelope.pointer(place).unwrap().as_str().unwrap();
        text.rfind('~').map_or(String::new(), |end| text[..=end].into())
    };
    places.map(|place| (place.clone(), prefix(&place))).collect()
}

/// `envelope` with each byte of the field at `place` changed, as it is once it is decoded.
fn decoded<'a>(
    envelope: &'a Value,
    place: &'a str,
    prefix: &'a str,
) -> impl Iterator<Item = Value> + 'a {
    let text = envelope.pointer(place).unwrap().as_str().unwrap();
    let bytes = unb64u(&text[prefix.len()..]).unwrap();
    changed(&bytes).collect::<Vec<_>>().into_iter().map(move |bytes| {
        let mut other = envelope.clone();
        *other.pointer_mut(place).unwrap() = format!("{prefix}{}", b64u(&bytes)).into();
        other
    })
}

/// On its way: each byte of every field, as it is once it is decoded; of the line around them none that
/// is still this envelope.
fn on_the_way(reader: &mut impl Reader, envelope: &Envelope) {
    let line = envelope.to_json().into_bytes();
    let is_same = |line: Vec<u8>| Envelope::parse(&line).is_ok_and(|other| other == *envelope);
    assert!(!changed(&line).any(is_same));
    let json = parts(envelope);
    let mut read = 0;
    for (place, prefix) in fields(&json) {
        let lines = decoded(&json, &place, &prefix).map(|other| other.to_string().into_bytes());
        read += must_refuse(reader, lines);
    }
    assert!(read > 200, "only {read} were envelopes");
    reader.read(envelope).unwrap();
}

/// By who holds the sender's key: each byte that this reader opens by, under a good signature.
fn by_its_sender(
    reader: &mut impl Reader,
    key: &SigningKey,
    envelope: &Envelope,
    wrap: Option<usize>,
) {
    let json = parts(envelope);
    let own = wrap.map(|at| format!("/w/{at}"));
    let fields = fields(&json).into_iter();
    for (place, prefix) in
        fields.filter(|(place, _)| place == "/p" || place == "/c" || own.as_ref() == Some(place))
    {
        let lines = decoded(&json, &place, &prefix).map(|other| signed(key, other).into_bytes());
        assert!(must_refuse(reader, lines) > 100);
    }
    reader.read(envelope).unwrap();
}

#[test]
fn tampering_with_a_hello() {
    let mut world = world();
    let (_, [bot, _]) = world.begin();
    let (_, hello) = world.hello(vec![]);
    on_the_way(&mut AtDesk(&world.desks[0], bot.clone()), &hello);
    by_its_sender(&mut AtDesk(&world.desks[0], bot), &world.visitor, &hello, Some(0));
}

#[test]
fn tampering_with_a_message_to_a_recipient() {
    let mut world = world();
    let (mut session, [bot, _]) = world.begin();
    let question = world.say(&mut session, "text");
    on_the_way(&mut AtDesk(&world.desks[0], bot.clone()), &question);
    by_its_sender(&mut AtDesk(&world.desks[0], bot), &world.visitor, &question, Some(0));
}

#[test]
fn tampering_with_a_copy_for_another_recipient() {
    let mut world = world();
    let (_, [mut bot, agent]) = world.begin();
    let answer = world.answer(&mut bot, "text");
    on_the_way(&mut AtDesk(&world.desks[1], agent.clone()), &answer);
    by_its_sender(&mut AtDesk(&world.desks[1], agent), &world.keys[0], &answer, Some(1));
}

#[test]
fn tampering_with_an_acknowledgement() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let question = world.say(&mut session, "seen");
    bot.receive(&world.desks[0], &question).unwrap();
    let body = Body::new("b", Content::Ack);
    let sealed = bot.seal(&world.desks[0], &body, NOW * 1000, &mut world.rng).unwrap().remove(0);
    let ack = sign(&world.keys[0], sealed);
    let saved = session.save();
    on_the_way(&mut session, &ack);
    let mut again = Session::restore(saved).unwrap();
    by_its_sender(&mut again, &world.keys[0], &ack, Some(0));
}

/// It has no content to be bound to: what it says is its sender's alone to say.
#[test]
fn tampering_with_a_reset() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    world.restart(0);
    let reset = bot.reset(&world.desks[0], NOW * 1000).unwrap().remove(0);
    on_the_way(&mut session, &sign(&world.keys[0], reset));
}

#[test]
fn tampering_with_a_manifest() {
    let world = world();
    let verify = |jws: &str| VerifiedManifest::verify(jws, &pins(&world.site), NOW);
    let jws = world.manifest.jws();
    for line in changed(jws.as_bytes()) {
        assert!(!String::from_utf8(line).is_ok_and(|line| verify(&line).is_ok()));
    }
    assert!(verify(jws).is_ok());
}

#[test]
fn tampering_with_an_attachment() {
    let World { mut rng, .. } = world();
    let key = FileKey::generate(&mut rng);
    let mut sealer = Sealer::new(key.clone());
    let first = sealer.next(&[1; FILE_CHUNK]).unwrap();
    let SealedFile { last, blob, size, .. } = sealer.last(b"the rest of the file").unwrap();
    let opener = |key: &FileKey, blob: Hash| Opener::new(key, blob, size).unwrap();
    // Of the full chunk some: each costs the whole of it.
    let mut begun = opener(&key, blob);
    for at in (0..first.len()).step_by(4_999).chain([first.len() - 1]) {
        let mut other = first.clone();
        other[at] ^= 1;
        assert_eq!(begun.next(&other), Err(FileError::Refused), "byte {at}");
    }
    assert_eq!(begun.next(&first).unwrap(), [1; FILE_CHUNK]);
    assert_eq!(begun.last(&last).unwrap(), b"the rest of the file");
    // Of a small one each, and of key and name.
    let mut sealer = Sealer::new(key.clone()).last(b"a small file").unwrap();
    let size = sealer.size;
    let open =
        |key: &FileKey, blob: Hash, last: &[u8]| Opener::new(key, blob, size).unwrap().last(last);
    for other in changed(&sealer.last) {
        assert_eq!(open(&key, sealer.blob, &other), Err(FileError::Refused));
    }
    for other in changed(&sealer.blob.0) {
        let other = Bytes(other.try_into().unwrap());
        assert_eq!(open(&key, other, &sealer.last), Err(FileError::Refused));
    }
    for other in changed(key.to_bytes().as_slice()) {
        let other = FileKey::from_bytes(other.try_into().unwrap());
        assert_eq!(open(&other, sealer.blob, &sealer.last), Err(FileError::Refused));
    }
    let last = std::mem::take(&mut sealer.last);
    assert_eq!(open(&key, sealer.blob, &last).unwrap(), b"a small file");
}

/// Where it lies it is sealed, and does not open at all. Whoever is past the seal changes what is kept to
/// nothing that says another's words: it is no state, or one that refuses, or is passed by, or reads what
/// was written.
#[test]
fn tampering_with_what_is_kept() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let saved = session.save().to_json().to_text();
    let restore = |bytes: &[u8]| {
        let saved = SavedSession::from_json(Json::parse(bytes)?)?;
        Session::restore(saved)
    };
    let answer = world.answer(&mut bot, "answer");
    let mut none = 0;
    for other in changed(saved.as_bytes()) {
        let Some(mut load) = restore(&other) else {
            none += 1;
            continue;
        };
        let before = load.state();
        match load.receive(&answer) {
            Ok(event) => assert!(event.body.is_none_or(|body| text(Some(body)) == "answer")),
            Err(_) => assert_eq!(load.state(), before),
        }
    }
    assert!(none > saved.len() / 4, "{none} of {}", saved.len());
    let event = restore(saved.as_bytes()).unwrap().receive(&answer).unwrap();
    assert_eq!(text(event.body), "answer");
    let question = world.say(&mut session, "question");
    let saved = kept(&bot);
    for other in changed(saved.as_bytes()) {
        let read = Json::parse(&other).and_then(Conversation::from_json);
        let Some(mut conversation) = read else { continue };
        let before = kept(&conversation);
        match conversation.receive(&world.desks[0], &question) {
            Ok(received) => assert_eq!(text(received.body), "question"),
            Err(_) => assert_eq!(kept(&conversation), before),
        }
    }
    bot.receive(&world.desks[0], &question).unwrap();
}
