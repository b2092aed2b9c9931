//! A visitor and a desk, as the widget and the backend use them.
#![cfg(feature = "session")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]

use getrandom::{SysRng, rand_core::UnwrapErr};
use sigilo_protocol::*;

const NOW: u64 = 1_800_000_000;
const SITE: &str = "insurer.example";

struct World {
    rng: UnwrapErr<SysRng>,
    manifest: VerifiedManifest,
    visitor: SigningKey,
    desk_key: SigningKey,
    desk: Desk,
    kem: [u8; 32],
}

fn world() -> World {
    let mut rng = UnwrapErr(SysRng);
    let site = SigningKey::generate(&mut rng);
    let desk_key = SigningKey::generate(&mut rng);
    let kem = KemSecret::generate(&mut rng);
    let manifest = Manifest {
        site: SITE.into(),
        key: site.public(),
        origins: vec![],
        ver: 1,
        iat: NOW,
        exp: NOW + 3_600,
        recipients: vec![Recipient {
            id: "bot".into(),
            role: Role::Bot,
            name: "Assistant".into(),
            sig: Some(desk_key.public()),
            pre: vec![Prekey::new("k1", kem.public(), NOW + 3_600)],
        }],
        policy: PolicyRef { id: "p".into(), hash: Hash::of(b"p") },
    };
    let pins = Pins::parse(&site.public().thumbprint().to_string()).unwrap();
    let manifest = VerifiedManifest::verify(&manifest.sign(&site), &pins, NOW).unwrap();
    let secret = *kem.to_bytes();
    let desk = desk(&secret, vec![manifest.hash()], &mut rng);
    let visitor = SigningKey::generate(&mut rng);
    World { rng, manifest, visitor, desk_key, desk, kem: secret }
}

fn desk(kem: &[u8; 32], manifests: Vec<Hash>, rng: &mut UnwrapErr<SysRng>) -> Desk {
    Desk::new(SITE, "bot", vec![("k1".into(), KemSecret::from_bytes(kem).unwrap())], manifests, rng)
}

fn sign(key: &SigningKey, unsigned: Unsigned) -> Envelope {
    let signature = key.sign(unsigned.signing_input());
    let envelope = unsigned.attach(signature);
    // Everything that is received has been on the wire.
    Envelope::parse(envelope.to_json().as_bytes()).unwrap()
}

impl World {
    fn hello(&mut self, ends: Vec<Sender>) -> (Session<HelloSent>, Envelope) {
        let start = Start {
            conv: Bytes([1; 16]),
            visitor: self.visitor.public(),
            ends,
            body_id: random_id(&mut self.rng),
            receipt: "receipt".into(),
            now_ms: NOW * 1000,
        };
        let Opened { session, hello } =
            Session::open(&self.manifest, start, &mut self.rng).unwrap();
        (session, sign(&self.visitor, hello))
    }

    fn answer(&mut self, conversation: &mut Conversation, text: &str) -> Vec<Envelope> {
        let body = Body::new(&random_id(&mut self.rng), Content::text(text, "en"));
        let sealed = conversation.seal(&self.desk, &body, NOW * 1000, &mut self.rng).unwrap();
        sealed.into_iter().map(|unsigned| sign(&self.desk_key, unsigned)).collect()
    }

    fn begin(&mut self) -> (Session<Open>, Conversation) {
        let (mut session, hello) = self.hello(vec![]);
        let (mut conversation, _) = Conversation::begin(&self.desk, &hello).unwrap();
        for envelope in self.answer(&mut conversation, "welcome") {
            session.receive(&envelope).unwrap();
        }
        (session.into_open().ok().unwrap(), conversation)
    }

    fn say(&mut self, session: &mut Session<Open>, text: &str) -> Envelope {
        let body = Body::new(&random_id(&mut self.rng), Content::text(text, "en"));
        sign(&self.visitor, session.seal(&body, NOW * 1000, &mut self.rng).unwrap())
    }
}

fn text(body: Option<Body>) -> String {
    match body.map(|body| body.content) {
        Some(Content::Text { text, .. }) => text,
        other => panic!("no text: {other:?}"),
    }
}

#[test]
fn a_session_is_open_only_once_the_recipient_has_answered() {
    let mut world = world();
    let (session, hello) = world.hello(vec![]);
    let mut session = session.into_open().err().unwrap();
    let (mut conversation, received) = Conversation::begin(&world.desk, &hello).unwrap();
    assert_eq!(received.body.content, Content::Hello { receipt: "receipt".into() });
    let answer = world.answer(&mut conversation, "welcome").remove(0);
    let event = session.receive(&answer).unwrap();
    assert_eq!(event.seen.of(session.from()).unwrap(), (1, hello.eh()));
    assert_eq!(text(event.body), "welcome");
    assert!(session.into_open().is_ok());
}

#[test]
fn words_go_both_ways() {
    let mut world = world();
    let (mut session, mut conversation) = world.begin();
    for i in 0..3 {
        let envelope = world.say(&mut session, &format!("question {i}"));
        let received = conversation.receive(&world.desk, &envelope).unwrap();
        assert_eq!(text(Some(received.body)), format!("question {i}"));
        assert!(!received.gap);
        let answer = world.answer(&mut conversation, &format!("answer {i}")).remove(0);
        let event = session.receive(&answer).unwrap();
        assert_eq!(event.seen.of(session.from()).unwrap(), (i + 2, envelope.eh()));
        assert_eq!(text(event.body), format!("answer {i}"));
    }
}

#[test]
fn a_repeated_envelope_is_a_duplicate_on_both_sides() {
    let mut world = world();
    let (mut session, mut conversation) = world.begin();
    let envelope = world.say(&mut session, "once");
    conversation.receive(&world.desk, &envelope).unwrap();
    let before = conversation.clone();
    assert_eq!(conversation.receive(&world.desk, &envelope), Err(ReceiveError::Duplicate));
    assert_eq!(conversation, before);
    let answer = world.answer(&mut conversation, "once").remove(0);
    session.receive(&answer).unwrap();
    assert_eq!(session.receive(&answer), Err(ReceiveError::Duplicate));
}

#[test]
fn a_missing_envelope_is_seen_as_a_gap() {
    let mut world = world();
    let (mut session, mut conversation) = world.begin();
    world.say(&mut session, "lost");
    let envelope = world.say(&mut session, "next");
    assert!(conversation.receive(&world.desk, &envelope).unwrap().gap);
    world.answer(&mut conversation, "lost");
    let answer = world.answer(&mut conversation, "next").remove(0);
    assert!(session.receive(&answer).unwrap().gap);
}

#[test]
fn a_changed_envelope_is_refused_and_changes_nothing() {
    let mut world = world();
    let (mut session, mut conversation) = world.begin();
    let envelope = world.say(&mut session, "text");
    let before = conversation.clone();
    let json = envelope.to_json();
    let mut refused = 0;
    for i in (0..json.len()).step_by(11) {
        let mut bytes = json.clone().into_bytes();
        bytes[i] = if bytes[i] == b'A' { b'B' } else { b'A' };
        let Ok(changed) = Envelope::parse(&bytes) else { continue };
        refused += 1;
        assert_eq!(conversation.receive(&world.desk, &changed), Err(ReceiveError::Refused));
    }
    assert!(refused > 20);
    assert_eq!(conversation, before);
    assert!(conversation.receive(&world.desk, &envelope).is_ok());
}

#[test]
fn another_s_signature_or_conversation_is_refused() {
    let mut world = world();
    let (mut session, mut conversation) = world.begin();
    let mallory = SigningKey::generate(&mut world.rng);
    let body = Body::new("b", Content::text("forged", "en"));
    let unsigned = session.seal(&body, 0, &mut world.rng).unwrap();
    let forged = sign(&mallory, unsigned);
    assert_eq!(conversation.receive(&world.desk, &forged), Err(ReceiveError::Refused));
    let sealed = conversation.seal(&world.desk, &body, 0, &mut world.rng).unwrap();
    for unsigned in sealed {
        let forged = sign(&mallory, unsigned);
        assert_eq!(session.receive(&forged), Err(ReceiveError::Refused));
    }
    let (_, mut other) = self::world().begin();
    let envelope = world.say(&mut session, "text");
    assert_eq!(other.receive(&world.desk, &envelope), Err(ReceiveError::Refused));
}

#[test]
fn a_wrong_predecessor_is_refused() {
    let mut world = world();
    let (mut session, mut conversation) = world.begin();
    // A desk that lost its memory of what it sent, but not its process, would fork its chain.
    let mut forked = conversation.clone();
    let answer = world.answer(&mut conversation, "one").remove(0);
    session.receive(&answer).unwrap();
    world.answer(&mut forked, "another");
    let answer = world.answer(&mut forked, "two").remove(0);
    assert_eq!(session.receive(&answer), Err(ReceiveError::Refused));
}

#[test]
fn after_a_reload_the_old_load_reads_and_the_new_one_speaks() {
    let mut world = world();
    let (mut session, mut conversation) = world.begin();
    let question = world.say(&mut session, "question");
    conversation.receive(&world.desk, &question).unwrap();
    let late = world.answer(&mut conversation, "late answer").remove(0);
    let kept = session.save().to_json().to_text();
    let kept = SavedSession::from_json(Json::parse(kept.as_bytes()).unwrap()).unwrap();
    let mut old = Session::restore(kept).unwrap();
    assert_eq!(text(old.receive(&late).unwrap().body), "late answer");
    let (mut session, hello) = world.hello(vec![old.from().clone()]);
    conversation.receive(&world.desk, &hello).unwrap();
    let answer = world.answer(&mut conversation, "welcome back").remove(0);
    assert_eq!(answer.header().rcpt, [session.from().to_string()]);
    assert_eq!(old.receive(&answer).unwrap().body, None);
    assert_eq!(text(session.receive(&answer).unwrap().body), "welcome back");
    assert!(session.into_open().is_ok());
}

#[test]
fn two_tabs_are_both_answered_and_the_ninth_ends_the_first() {
    let mut world = world();
    let (mut first, mut conversation) = world.begin();
    let mut last = None;
    for _ in 0..7 {
        let (session, hello) = world.hello(vec![]);
        conversation.receive(&world.desk, &hello).unwrap();
        last = Some(session);
    }
    let answer = world.answer(&mut conversation, "to all").remove(0);
    assert_eq!(answer.header().rcpt.len(), 8);
    assert_eq!(text(first.receive(&answer).unwrap().body), "to all");
    assert_eq!(text(last.unwrap().receive(&answer).unwrap().body), "to all");
    let (_, hello) = world.hello(vec![]);
    conversation.receive(&world.desk, &hello).unwrap();
    let answer = world.answer(&mut conversation, "to eight").remove(0);
    assert_eq!(answer.header().rcpt.len(), 8);
    assert_eq!(first.receive(&answer).unwrap().body, None);
}

#[test]
fn a_desk_that_restarts_is_a_new_sender_in_the_same_conversation() {
    let mut world = world();
    let (mut session, conversation) = world.begin();
    let kept = serde_json::to_string(&conversation).unwrap();
    let mut conversation: Conversation = serde_json::from_str(&kept).unwrap();
    world.desk = desk(&world.kem, vec![world.manifest.hash()], &mut world.rng);
    let question = world.say(&mut session, "still there?");
    conversation.receive(&world.desk, &question).unwrap();
    let answer = world.answer(&mut conversation, "yes").remove(0);
    assert_eq!(answer.header().seq, 1);
    assert_eq!(text(session.receive(&answer).unwrap().body), "yes");
}

#[test]
fn a_hello_is_taken_once_and_only_under_a_published_manifest() {
    let mut world = world();
    let (_, hello) = world.hello(vec![]);
    let (mut conversation, _) = Conversation::begin(&world.desk, &hello).unwrap();
    assert_eq!(conversation.receive(&world.desk, &hello), Err(ReceiveError::Duplicate));
    let unpublished = desk(&world.kem, vec![], &mut world.rng);
    assert_eq!(Conversation::begin(&unpublished, &hello), Err(ReceiveError::Refused));
    let other_key = desk(&[9; 32], vec![world.manifest.hash()], &mut world.rng);
    assert_eq!(Conversation::begin(&other_key, &hello), Err(ReceiveError::Refused));
}

#[test]
fn an_expired_prekey_seals_nothing() {
    let mut world = world();
    let start = Start {
        conv: Bytes([1; 16]),
        visitor: world.visitor.public(),
        ends: vec![],
        body_id: "b".into(),
        receipt: "r".into(),
        now_ms: (NOW + 3_600) * 1000,
    };
    let refused = Session::open(&world.manifest, start, &mut world.rng).err();
    assert_eq!(refused, Some(SealError::Key));
}

#[test]
fn a_message_that_is_too_long_is_refused_and_the_chain_stays() {
    let mut world = world();
    let (mut session, mut conversation) = world.begin();
    let long = Body::new("b", Content::text(&"x".repeat(70_000), "en"));
    assert_eq!(session.seal(&long, 0, &mut world.rng).err(), Some(SealError::Size));
    let next = world.say(&mut session, "short");
    assert!(!conversation.receive(&world.desk, &next).unwrap().gap);
}

#[test]
fn the_words_are_nowhere_in_what_travels() {
    let mut world = world();
    let (mut session, _) = world.begin();
    let envelope = world.say(&mut session, "canary-7391");
    let json = envelope.to_json();
    assert!(!json.contains("canary"));
    let opened: Vec<u8> = json.split(['"', '~', ',']).filter_map(unb64u).flatten().collect();
    assert!(opened.len() > 500);
    assert!(!opened.windows(6).any(|window| window == b"canary"));
}
