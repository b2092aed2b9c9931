//! What an archive reads of a conversation, and what it says of what is wrong with it.
#![cfg(feature = "session")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]

mod world;

use sigilo_protocol::*;
use world::*;

fn archive(world: &World) -> Archive {
    Archive::new(IDS[2], vec![world.prekeys[2].prekey().kem], vec![world.manifest.clone()])
}

/// A visitor whom both have welcomed, and the record from the hello on.
fn begun(world: &mut World) -> (Archive, Record, Session<Open>, Conversations) {
    let (mut session, hello) = world.hello(vec![]);
    let begin = |desk: &Desk| Conversation::begin(desk, &hello).unwrap().0;
    let mut conversations = [begin(&world.desks[0]), begin(&world.desks[1])];
    let archive = archive(world);
    let (mut record, entry) = Record::begin(&archive, &hello).unwrap();
    assert_eq!(*record.visitor(), world.visitor.public());
    assert_eq!((&entry.from, entry.eh, entry.ts), (session.from(), hello.eh(), NOW * 1000));
    let Copied::Body(body) = entry.copy else { panic!("no body") };
    assert_eq!(body.content, Content::Hello { receipt: "receipt".into() });
    for (i, conversation) in conversations.iter_mut().enumerate() {
        let welcome = world.say_as(i, conversation, "welcome").remove(0);
        assert_eq!(read(&archive, &mut record, &welcome), ("welcome".into(), false));
        session.receive(&welcome).unwrap();
    }
    (archive, record, session.into_open().ok().unwrap(), conversations)
}

/// What an envelope says, and whether something is missing before it.
fn read(archive: &Archive, record: &mut Record, envelope: &Envelope) -> (String, bool) {
    let entry = record.read(archive, envelope).unwrap();
    match entry.copy {
        Copied::Body(body) => (text(Some(body)), entry.gap),
        other => panic!("no body: {other:?}"),
    }
}

#[test]
fn a_conversation_is_read_as_it_was_said() {
    let mut world = world();
    let (archive, mut record, mut session, mut conversations) = begun(&mut world);
    let question = world.say(&mut session, "question");
    world.take(&mut conversations, &question);
    let answer = world.answer(&mut conversations[0], "answer");
    assert_eq!(read(&archive, &mut record, &question), ("question".into(), false));
    assert_eq!(read(&archive, &mut record, &answer), ("answer".into(), false));
    world.restart(0);
    let reset = conversations[0].reset(&world.desks[0], NOW * 1000).unwrap().remove(0);
    let reset = record.read(&archive, &sign(&world.keys[0], reset)).unwrap();
    assert_eq!((reset.copy, reset.gap), (Copied::Reset, false));
    let (session, hello) = world.hello(vec![session.from().clone()]);
    world.take(&mut conversations, &hello);
    let entry = record.read(&archive, &hello).unwrap();
    assert!(matches!(entry.copy, Copied::Body(_)) && entry.from == *session.from());
    let welcome = world.answer(&mut conversations[0], "back");
    assert_eq!(read(&archive, &mut record, &welcome), ("back".into(), false));
}

#[test]
fn a_junk_wrap_is_told_of_its_envelope_and_the_next_is_read() {
    let mut world = world();
    let (archive, mut record, mut session, [mut bot, _]) = begun(&mut world);
    let earlier = world.say(&mut session, "earlier");
    assert_eq!(read(&archive, &mut record, &earlier), ("earlier".into(), false));
    let question = world.say(&mut session, "question");
    let answer = world.answer(&mut bot, "answer");
    let of_earlier = format!("archive~k1~{}", earlier.wraps().last().unwrap().sealed);
    for junk in ["archive~k1~AAAA", "archive~AAAA", "archive~other~AAAA", &of_earlier] {
        // As a visitor would make it who keeps what is said from the archive.
        let junk = resigned(&world.visitor, &question, |_, w| w[2] = junk.into());
        let mut record = record.clone();
        let entry = record.read(&archive, &junk).unwrap();
        assert_eq!((entry.copy, entry.eh, entry.gap), (Copied::Unreadable, junk.eh(), false));
        assert_eq!(record.read(&archive, &junk), Err(ArchiveError::Duplicate), "it has its place");
        assert_eq!(read(&archive, &mut record, &answer), ("answer".into(), false));
    }
    assert_eq!(read(&archive, &mut record, &question), ("question".into(), false));
}

#[test]
fn a_forged_envelope_is_refused_and_changes_nothing() {
    let mut world = world();
    let (archive, mut record, mut session, [mut bot, _]) = begun(&mut world);
    let mallory = SigningKey::generate(&mut world.rng);
    let question = world.say(&mut session, "question");
    let answer = world.answer(&mut bot, "answer");
    let forged = [
        resigned(&mallory, &question, |_, _| {}),
        resigned(&world.keys[0], &question, |_, _| {}),
        resigned(&world.keys[1], &answer, |_, _| {}),
        resigned(&world.visitor, &answer, |_, _| {}),
        resigned(&world.keys[0], &answer, |header, _| header["from"] = "x:AQEBAQEBAQE".into()),
    ];
    for forged in forged {
        assert_eq!(record.read(&archive, &forged), Err(ArchiveError::Signature));
    }
    // Another visitor's hello in this conversation; and what begins none.
    world.visitor = SigningKey::generate(&mut world.rng);
    let (_, stranger) = world.hello(vec![]);
    assert_eq!(record.read(&archive, &stranger), Err(ArchiveError::Signature));
    assert_eq!(Record::begin(&archive, &question).err(), Some(ArchiveError::Conversation));
    assert_eq!(read(&archive, &mut record, &question), ("question".into(), false));
    assert_eq!(read(&archive, &mut record, &answer), ("answer".into(), false));
}

#[test]
fn what_is_missing_repeated_or_told_in_two_ways_is_said() {
    let mut world = world();
    let (archive, mut record, mut session, mut conversations) = begun(&mut world);
    let sent: Vec<_> = (0..4).map(|i| world.say(&mut session, &i.to_string())).collect();
    assert_eq!(read(&archive, &mut record, &sent[2]), ("2".into(), true));
    assert_eq!(read(&archive, &mut record, &sent[0]), ("0".into(), false));
    assert_eq!(record.read(&archive, &sent[2]), Err(ArchiveError::Duplicate));
    let fork = resigned(&world.visitor, &sent[2], |header, _| header["ts"] = 1.into());
    assert_eq!(record.read(&archive, &fork), Err(ArchiveError::Chain));
    let torn = resigned(&world.visitor, &sent[3], |header, _| {
        header["prev"] = sent[1].eh().to_string().into();
    });
    assert_eq!(record.read(&archive, &torn), Err(ArchiveError::Chain));
    assert_eq!(read(&archive, &mut record, &sent[3]), ("3".into(), false));
    // A sender's first that comes late is not taken for a repetition.
    let (_, hello) = world.hello(vec![]);
    world.restart(0);
    conversations[0].receive(&world.desks[0], &hello).unwrap();
    let (first, second) =
        (world.answer(&mut conversations[0], "1"), world.answer(&mut conversations[0], "2"));
    assert_eq!(read(&archive, &mut record, &second), ("2".into(), true));
    assert_eq!(read(&archive, &mut record, &first), ("1".into(), false));
}

#[test]
fn readers_that_the_manifest_does_not_name_are_refused() {
    let mut world = world();
    let (archive, mut record, mut session, [mut bot, _]) = begun(&mut world);
    let question = world.say(&mut session, "question");
    let answer = world.answer(&mut bot, "answer");
    let left_out = |header: &mut serde_json::Value, w: &mut Vec<String>| {
        w.pop();
        header["rcpt"].as_array_mut().unwrap().pop();
    };
    let ghost = |header: &mut serde_json::Value, w: &mut Vec<String>| {
        w.push("ghost~k1~AAAA".into());
        header["rcpt"].as_array_mut().unwrap().push("ghost".into());
    };
    for bad in [
        resigned(&world.visitor, &question, left_out),
        resigned(&world.visitor, &question, ghost),
        resigned(&world.keys[0], &answer, left_out),
        resigned(&world.keys[0], &answer, ghost),
    ] {
        assert_eq!(record.read(&archive, &bad), Err(ArchiveError::Readers));
    }
    let (_, hello) = world.hello(vec![]);
    let unboxed = resigned(&world.visitor, &hello, |header, _| {
        header["hello"].as_array_mut().unwrap().pop();
    });
    assert_eq!(record.read(&archive, &unboxed), Err(ArchiveError::Readers));
}

#[test]
fn what_an_export_lacks_is_named() {
    let mut world = world();
    let (_, mut record, mut session, _) = begun(&mut world);
    let question = world.say(&mut session, "question");
    let manifests = || vec![world.manifest.clone()];
    let missing = Archive::new(IDS[2], vec![], vec![]);
    assert_eq!(record.read(&missing, &question), Err(ArchiveError::Manifest));
    let copy = |archive: &Archive| record.clone().read(archive, &question).unwrap().copy;
    let keyless = Archive::new(IDS[2], vec![], manifests());
    assert_eq!(copy(&keyless), Copied::KeyMissing("k1".into()));
    let stranger = vec![KemSecret::from_bytes(&[7; 32]).unwrap()];
    let stranger = Archive::new(IDS[2], stranger, manifests());
    assert_eq!(copy(&stranger), Copied::KeyMissing("k1".into()));
    assert_eq!(copy(&Archive::new("elsewhere", vec![], manifests())), Copied::Elsewhere);
    // A load stays under its manifest.
    let next = Manifest { ver: 2, ..Manifest::clone(&world.manifest) }.sign(&world.site);
    let next = VerifiedManifest::cited(&next, &world.pins()).unwrap();
    let moved = resigned(&world.visitor, &question, |header, _| {
        header["mh"] = next.hash().to_string().into();
    });
    let both = Archive::new(IDS[2], vec![], vec![world.manifest.clone(), next]);
    assert_eq!(record.read(&both, &moved), Err(ArchiveError::Manifest));
}
