//! Files that visitors send, and that are sent to them.

use sigilo_consent::{Act, Status};
use sigilo_protocol::{
    Attachment, Content, FILE_CHUNK, FileFault, FileKey, Opener, SEALED_CHUNK, Scope,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::{
    super::{FileState, Files, FilesSettings, files::sealed, people, scan::ScanSettings},
    conversation::welcomed,
    visitor::Visitor,
    world::{RunningDesk, World},
};
use crate::storage::MasterKey;

/// A picture as far as anybody looks here.
fn picture(len: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    bytes.extend((0..len).map(|at| (at * 7 % 253) as u8));
    bytes
}

fn png(bytes: &[u8]) -> (Attachment, Vec<u8>) {
    sealed("gotera.png", "image/png", bytes, None).unwrap()
}

async fn greeted(world: World) -> (World, RunningDesk, Visitor) {
    let (world, desk, pins) = world.run().await;
    let visitor = welcomed(&world, &pins, 1).await;
    (world, desk, visitor)
}

/// Sends a file whole.
async fn send(visitor: &mut Visitor, id: &str, file: &Attachment, blob: &[u8]) {
    assert!(visitor.put(blob, file.blob).await.is_success());
    visitor.ask(id, Content::Attachment(file.clone())).await;
}

fn files(world: &World) -> Files {
    Files::open(&world.folder.path().join("desk"), &MasterKey::default()).unwrap()
}

fn refused(of: &str, reason: FileFault) -> Content {
    Content::AttachmentRefused { of: of.into(), reason }
}

#[tokio::test]
async fn a_file_is_fetched_opened_and_kept_sealed() {
    let (mut world, desk, mut visitor) = greeted(World::new().await).await;
    let bytes = picture(2 * FILE_CHUNK);
    let (file, blob) = png(&bytes);
    send(&mut visitor, "f1", &file, &blob).await;
    let heard = visitor.hear(2).await;
    assert_eq!(heard, [Content::Ack, Content::text("a file: image/png in es", "es")]);
    let kept = files(&world).list().unwrap();
    assert_eq!((kept.len(), &*kept[0].name, kept[0].state), (1, "gotera.png", FileState::Kept));
    assert_eq!(files(&world).bytes(&kept[0].id).unwrap().1, bytes);
    let taken = world.heard.of("file.taken");
    assert_eq!((taken.len(), &*taken[0].details["media"]), (1, "image/png"));
    desk.stop().await;
    world.stop_relay().await;
    for database in [world.relay_database(), world.desk_database()] {
        world.closed(&database).await;
        let disk = std::fs::read(database).unwrap();
        for needle in [&bytes[1_000..1_100], b"gotera.png"] {
            assert!(!disk.windows(needle.len()).any(|window| window == needle));
        }
    }
}

#[tokio::test]
async fn what_the_policy_does_not_take_is_refused_and_said_why() {
    let (world, desk, mut visitor) = greeted(World::new().await).await;
    let (file, blob) = png(&picture(100));
    let other = Attachment { media: "image/jpeg".into(), ..file.clone() };
    visitor.ask("f1", Content::Attachment(other)).await;
    assert_eq!(visitor.hear(1).await, [refused("f1", FileFault::Kind)]);
    let large = Attachment { size: 200_001, ..file.clone() };
    visitor.ask("f2", Content::Attachment(large)).await;
    assert_eq!(visitor.hear(1).await, [refused("f2", FileFault::Size)]);
    // It claims to be a picture, and is a program.
    let (lie, sealed_lie) = sealed("a.png", "image/png", b"MZ\x90\0 program", None).unwrap();
    send(&mut visitor, "f3", &lie, &sealed_lie).await;
    assert_eq!(visitor.hear(2).await, [Content::Ack, refused("f3", FileFault::Invalid)]);
    // It is sealed under another key than its message says.
    let foreign = Attachment { key: FileKey::from_bytes([9; 32]), ..file.clone() };
    send(&mut visitor, "f4", &foreign, &blob).await;
    assert_eq!(visitor.hear(2).await, [Content::Ack, refused("f4", FileFault::Invalid)]);
    // It is not at the relay.
    let (absent, _) = png(&picture(200));
    visitor.ask("f5", Content::Attachment(absent)).await;
    assert_eq!(visitor.hear(2).await, [Content::Ack, refused("f5", FileFault::Missing)]);
    for at in 0..3 {
        let (file, blob) = png(&picture(300 + at));
        send(&mut visitor, &format!("g{at}"), &file, &blob).await;
        visitor.hear(2).await;
    }
    send(&mut visitor, "f6", &file, &blob).await;
    assert_eq!(visitor.hear(1).await, [refused("f6", FileFault::Count)]);
    visitor.decide(Act::Withdraw, Status::Withdrawn, None).await;
    visitor.hear(1).await;
    send(&mut visitor, "f7", &file, &blob).await;
    assert_eq!(visitor.hear(1).await, [refused("f7", FileFault::NotAllowed)]);
    assert_eq!(files(&world).list().unwrap().len(), 0, "what may not be read is not kept");
    desk.stop().await;
}

/// A clamd that always answers this.
async fn clamd(answer: &'static str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut read = Vec::new();
            while !read.ends_with(&[0, 0, 0, 0]) {
                let mut piece = [0; 4096];
                let len = stream.read(&mut piece).await.unwrap();
                read.extend(&piece[..len]);
            }
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    address.to_string()
}

async fn scanned(clamd: String) -> (World, RunningDesk, Visitor) {
    let scan = ScanSettings { clamd, ..ScanSettings::default() };
    let files = FilesSettings { scan, unscanned: false };
    let mut world = World::new().await;
    world.files = files;
    greeted(world).await
}

#[tokio::test]
async fn a_scanner_is_asked_and_what_it_does_not_call_clean_is_shown_to_nobody() {
    let (world, desk, mut visitor) = scanned(clamd("stream: OK\0").await).await;
    let (file, blob) = png(&picture(100));
    send(&mut visitor, "f1", &file, &blob).await;
    visitor.hear(2).await;
    assert_eq!(files(&world).list().unwrap()[0].state, FileState::Kept);
    desk.stop().await;

    let (world, desk, mut visitor) = scanned(clamd("stream: Eicar-Test FOUND\0").await).await;
    send(&mut visitor, "f1", &file, &blob).await;
    assert_eq!(visitor.hear(2).await, [Content::Ack, refused("f1", FileFault::Unsafe)]);
    assert_eq!(files(&world).list().unwrap().len(), 0);
    assert_eq!(world.heard.of("file.refused")[0].details["found"], "Eicar-Test");
    desk.stop().await;

    // Nobody listens there.
    let (world, desk, mut visitor) = scanned("127.0.0.1:1".into()).await;
    send(&mut visitor, "f1", &file, &blob).await;
    assert_eq!(visitor.hear(2).await, [Content::Ack, refused("f1", FileFault::Unsafe)]);
    let held = files(&world).list().unwrap();
    assert_eq!(held[0].state, FileState::Quarantined);
    assert!(files(&world).bytes(&held[0].id).is_err());
    assert_eq!(world.heard.of("file.quarantined").len(), 1);
    desk.stop().await;
}

#[tokio::test]
async fn a_restart_of_relay_and_desk_loses_no_file() {
    let (mut world, desk, mut visitor) = greeted(World::new().await).await;
    let (file, blob) = png(&picture(100));
    assert!(visitor.put(&blob, file.blob).await.is_success());
    desk.stop().await;
    visitor.ask("f1", Content::Attachment(file)).await;
    world.stop_relay().await;
    world.start_relay().await;
    let desk = world.start_desk();
    // The desk asks for a new hello, and then says what became of it.
    let heard = visitor.hear(2).await;
    assert!(heard.contains(&Content::text("a file: image/png in es", "es")), "{heard:?}");
    assert_eq!(files(&world).list().unwrap()[0].state, FileState::Kept);
    desk.stop().await;
    visitor.rest().await;
}

#[tokio::test]
async fn a_file_goes_with_its_message_and_with_its_conversation() {
    let (world, desk, mut visitor) = greeted(World::new().await).await;
    for id in ["f1", "f2"] {
        let (file, blob) = png(&picture(100));
        send(&mut visitor, id, &file, &blob).await;
        visitor.hear(2).await;
    }
    visitor.ask("d1", Content::Delete { of: "f1".into() }).await;
    visitor.say("t1", "hola", "es").await;
    visitor.hear(1).await;
    assert_eq!(files(&world).list().unwrap().len(), 1);
    visitor.ask("e1", Content::Erase { scope: Scope::Conversation }).await;
    visitor.hear(2).await;
    assert_eq!(files(&world).list().unwrap().len(), 0);
    desk.stop().await;
}

#[tokio::test]
async fn a_bot_s_file_is_at_the_relay_before_its_message_and_opens() {
    let (_world, desk, mut visitor) = greeted(World::new().await).await;
    visitor.say("t1", "file please", "en").await;
    let heard = visitor.hear(2).await;
    let [Content::Text { .. }, Content::Attachment(file)] = &heard[..] else {
        panic!("{heard:?}");
    };
    assert_eq!((&*file.name, &*file.media, file.size), ("terms.pdf", "application/pdf", 14));
    let blob = visitor.get(file.blob).await.unwrap();
    assert!(blob.len() < SEALED_CHUNK);
    let opened = Opener::new(&file.key, file.blob, file.size).unwrap().last(&blob).unwrap();
    assert_eq!(opened, b"%PDF-1.7 terms");
    desk.stop().await;
}

#[tokio::test]
async fn people_see_a_file_and_send_one() {
    let mut world = World::new().await;
    world.people = Some(people::Settings::default());
    let own = world.open_desk().unwrap();
    let (pins, people) = (own.pins().unwrap(), own.people().unwrap());
    world.start_relay_with(pins.clone()).await;
    let desk = world.run_desk(own);
    let mut visitor = welcomed(&world, &pins, 1).await;
    let bytes = picture(500);
    let (file, blob) = png(&bytes);
    send(&mut visitor, "f1", &file, &blob).await;
    visitor.hear(2).await;
    let talk = people.list().await.unwrap().remove(0);
    let lines = people.lines(&talk).await.unwrap();
    let line = lines.iter().find(|line| line.file.is_some()).unwrap();
    assert_eq!((&*line.text, line.file), ("gotera.png", Some(bytes.len() as u64)));
    let filed = people.files(&talk).await.unwrap().remove(0);
    assert_eq!(filed.body, "f1");
    let held = people.file(&talk, &filed.name).await.unwrap().unwrap();
    assert_eq!(held.bytes.as_slice(), bytes);
    let marta = people::Person { account: "marta".into(), name: "Marta".into(), picture: None };
    assert!(people.send(&talk, &marta, "a.pdf", b"%PDF-1.7", "").await.is_err(), "not taken over");
    people.take(&talk, &marta).await.unwrap();
    visitor.hear(1).await;
    assert!(people.send(&talk, &marta, "a.exe", b"MZ\0\0", "").await.is_err());
    people.send(&talk, &marta, "../a.pdf", b"%PDF-1.7", "").await.unwrap();
    let heard = visitor.hear(1).await;
    let [Content::Attachment(file)] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!((&*file.name, &*file.media), ("_a.pdf", "application/pdf"));
    assert!(visitor.get(file.blob).await.is_some());
    // A picture says what it shows.
    for alt in [" ", &"ñ".repeat(501)] {
        let sent = people.send(&talk, &marta, "a.png", &bytes, alt).await;
        assert!(matches!(sent, Err(people::PeopleError::Alt)));
    }
    people.send(&talk, &marta, "a.png", &bytes, " A leak ").await.unwrap();
    let heard = visitor.hear(1).await;
    let [Content::Attachment(file)] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!((&*file.media, file.alt.as_deref()), ("image/png", Some("A leak")));
    desk.stop().await;
}
