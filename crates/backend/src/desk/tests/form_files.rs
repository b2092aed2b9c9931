//! Files that forms bring: fetched before they count, kept under the form's own key, gone with it.

use std::time::Duration;

use sigilo_consent::{Act, Status};
use sigilo_protocol::{Attachment, Content, FormFault, Pins, Scope};

use super::{
    super::{FilesSettings, FormState, files::sealed, scan::ScanSettings},
    forms::{answer, book, files, heard, is_in, spellings, state},
    visitor::Visitor,
    world::{RunningDesk, SOON, World},
};

const NAME: &str = "canaria-Zx86-gotera.png";

/// A picture as far as anybody looks here, of a few chunks.
fn picture(first: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    bytes.extend((0..150_000_usize).map(|at| (at * 7 % 253) as u8 ^ first));
    bytes
}

fn png(bytes: &[u8]) -> (Attachment, Vec<u8>) {
    sealed(NAME, "image/png", bytes, None).unwrap()
}

async fn running() -> (World, RunningDesk, Pins) {
    World::running().await
}

/// A visitor whom the bot has asked for a photo, for a purpose that is given.
async fn asked(world: &World, pins: &Pins) -> Visitor {
    let mut visitor = Visitor::new(world, 1);
    let manifest = visitor.manifest(pins, world.clock().now()).await;
    visitor.hello(&manifest, vec![]).await;
    visitor.hear(2).await;
    visitor.say("ask", "photo for quote", "en").await;
    visitor.hear(2).await;
    visitor.decide_about("quote", Act::Allow, Status::Given).await;
    visitor.hear(1).await;
    visitor
}

/// Answers with a file; the first that is heard.
async fn send(visitor: &mut Visitor, id: &str, file: &Attachment) -> String {
    let photo = file.to_text();
    answer(visitor, id, &[("name", "Ana"), ("address", "Calle 1"), ("photo", &photo)]).await
}

/// The same, with the file at the relay; what the bot says once it is taken.
async fn sent(visitor: &mut Visitor, id: &str, file: &Attachment, blob: &[u8]) -> String {
    assert!(visitor.put(blob, file.blob).await.is_success());
    assert_eq!(send(visitor, id, file).await, "Ack");
    heard(visitor).await
}

fn refused(of: &str) -> Content {
    Content::FormRefused { of: of.into(), reason: FormFault::File }
}

/// The only form's file.
fn kept(world: &World) -> Vec<u8> {
    let [form] = &book(world).list().unwrap()[..] else { panic!("one form") };
    let files = book(world).files(&form.id).unwrap();
    let [file] = &files[..] else { panic!("one file") };
    assert_eq!((&*file.label, &*file.name), ("Your photo", NAME));
    file.bytes.clone()
}

/// Waits until the relay has it no more.
async fn gone_at_the_relay(visitor: &Visitor, file: &Attachment) {
    let gone = async {
        while visitor.finds(file.blob).await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(SOON, gone).await.unwrap();
}

fn nothing_is_in(disk: &[Vec<u8>], file: &Attachment, bytes: &[u8]) {
    assert!(!is_in(disk, &bytes[1_000..1_100]), "the picture");
    let key = file.to_text().split("\"key\":\"").nth(1).unwrap()[..43].to_owned();
    let spelt = spellings(NAME).into_iter().chain(spellings(&key));
    for needle in spelt.chain([file.key.to_bytes().to_vec()]) {
        assert!(!is_in(disk, &needle), "{}", String::from_utf8_lossy(&needle));
    }
}

#[tokio::test]
async fn a_form_s_file_is_kept_with_its_values_and_lies_in_no_file_but_sealed() {
    let (mut world, desk, pins) = running().await;
    let mut visitor = asked(&world, &pins).await;
    let bytes = picture(0);
    let (file, blob) = png(&bytes);
    assert_eq!(sent(&mut visitor, "a1", &file, &blob).await, "Taken for quote in es");
    assert_eq!(kept(&world), bytes);
    let id = book(&world).list().unwrap()[0].id.clone();
    let shown = book(&world).show(&id).unwrap().pop().unwrap();
    assert_eq!(shown.1, format!("{NAME} (image/png, {} bytes)", bytes.len()), "and no key");
    assert_eq!(world.heard.of("form.stored").len(), 1);
    let disk = files(&world);
    assert!(is_in(&disk, &blob[..100]), "what is looked for would be found");
    nothing_is_in(&disk, &file, &bytes);

    visitor.ask("d1", Content::Delete { of: "a1".into() }).await;
    assert_eq!(heard(&mut visitor).await, "Withdrawn for quote in es");
    assert!(book(&world).files(&id).is_err());
    gone_at_the_relay(&visitor, &file).await;
    desk.stop().await;
    world.stop_relay().await;
    for database in [world.desk_database(), world.relay_database()] {
        world.closed(&database).await;
    }
    let disk = files(&world);
    assert!(!is_in(&disk[..1], &blob[..100]), "overwritten at the desk");
    nothing_is_in(&disk, &file, &bytes);
}

#[tokio::test]
async fn a_correction_takes_the_place_of_the_file_and_a_bad_one_corrects_nothing() {
    let (world, desk, pins) = running().await;
    let mut visitor = asked(&world, &pins).await;
    let (first, blob) = png(&picture(0));
    sent(&mut visitor, "a1", &first, &blob).await;
    // It claims to be a picture, and is a program.
    let (lie, sealed_lie) = sealed(NAME, "image/png", b"MZ\x90\0 program", None).unwrap();
    assert!(visitor.put(&sealed_lie, lie.blob).await.is_success());
    assert_eq!(send(&mut visitor, "a2", &lie).await, "Ack");
    assert_eq!(visitor.hear(1).await, [refused("a2")]);
    assert_eq!(heard(&mut visitor).await, "Refused(File) for quote in es");
    assert_eq!(kept(&world), picture(0), "what was taken before stays");
    assert_eq!(world.heard.of("file.refused")[0].details["reason"], "invalid");
    gone_at_the_relay(&visitor, &lie).await;
    // It is not at the relay.
    let (absent, _) = png(&picture(9));
    assert_eq!(send(&mut visitor, "a3", &absent).await, "Ack");
    assert_eq!(visitor.hear(1).await, [refused("a3")]);
    heard(&mut visitor).await;
    assert_eq!(kept(&world), picture(0));
    // The policy takes none of its kind, nor of its size.
    let other = Attachment { media: "image/jpeg".into(), ..first.clone() };
    let large = Attachment { size: 200_001, ..first.clone() };
    for (id, file) in [("a4", other), ("a5", large)] {
        let photo = file.to_text();
        let form = visitor.forms.last().unwrap().clone();
        let values = [("name", "Ana"), ("address", "Calle 1"), ("photo", photo.as_str())];
        let own = visitor.sealed(id, &form, "quote", &values);
        visitor.ask(id, Content::FormAnswer(own)).await;
        assert_eq!(visitor.hear(1).await, [refused(id)]);
        heard(&mut visitor).await;
    }
    let (second, blob) = png(&picture(3));
    assert_eq!(sent(&mut visitor, "a6", &second, &blob).await, "Corrected for quote in es");
    assert_eq!(kept(&world), picture(3));
    gone_at_the_relay(&visitor, &first).await;
    assert!(visitor.finds(second.blob).await);
    // One without a file takes its place, too.
    let plain = [("name", "Ana"), ("address", "Calle 2")];
    assert_eq!(answer(&mut visitor, "a7", &plain).await, "Corrected for quote in es");
    gone_at_the_relay(&visitor, &second).await;
    desk.stop().await;
}

#[tokio::test]
async fn what_a_scanner_does_not_call_clean_is_not_kept_at_all() {
    let mut world = World::new().await;
    // Nobody listens there.
    let scan = ScanSettings { clamd: "127.0.0.1:1".into(), ..ScanSettings::default() };
    world.files = FilesSettings { scan, unscanned: false };
    let (world, desk, pins) = world.run().await;
    let mut visitor = asked(&world, &pins).await;
    let (file, blob) = png(&picture(0));
    assert!(visitor.put(&blob, file.blob).await.is_success());
    send(&mut visitor, "a1", &file).await;
    assert_eq!(visitor.hear(1).await, [refused("a1")]);
    assert_eq!(state(&world), FormState::Asked);
    gone_at_the_relay(&visitor, &file).await;
    desk.stop().await;
    world.closed(&world.desk_database()).await;
    assert!(!is_in(&files(&world)[..1], &blob[..100]));
}

#[tokio::test]
async fn a_restart_loses_no_answer_that_waits_and_one_that_was_taken_back_is_not_kept() {
    let (world, desk, pins) = running().await;
    let mut visitor = asked(&world, &pins).await;
    let (file, blob) = png(&picture(0));
    assert!(visitor.put(&blob, file.blob).await.is_success());
    desk.stop().await;
    let form = visitor.forms.last().unwrap().clone();
    let photo = file.to_text();
    let values = [("name", "Ana"), ("address", "Calle 1"), ("photo", photo.as_str())];
    for id in ["a1", "a2"] {
        let own = visitor.sealed(id, &form, "quote", &values);
        visitor.ask(id, Content::FormAnswer(own)).await;
    }
    visitor.ask("d1", Content::Delete { of: "a2".into() }).await;
    let desk = world.start_desk();
    visitor.say("b1", "still?", "en").await;
    let listen = async {
        loop {
            let said = heard(&mut visitor).await;
            assert!(!said.contains("Taken"), "{said}");
            if said == "still? in en" {
                break;
            }
        }
    };
    tokio::time::timeout(SOON, listen).await.unwrap();
    gone_at_the_relay(&visitor, &file).await;
    assert_eq!(state(&world), FormState::Asked);
    desk.stop().await;
    visitor.rest().await;
}

#[tokio::test]
async fn a_form_s_file_goes_with_its_purpose_its_time_and_its_conversation() {
    for how in 0..3 {
        let (world, desk, pins) = running().await;
        let mut visitor = asked(&world, &pins).await;
        let (file, blob) = png(&picture(0));
        sent(&mut visitor, "a1", &file, &blob).await;
        match how {
            0 => visitor.decide_about("quote", Act::Withdraw, Status::Withdrawn).await,
            1 => world.pass(31 * 24 * 3_600),
            _ => visitor.ask("e1", Content::Erase { scope: Scope::Conversation }).await,
        }
        let rows = || {
            let database = rusqlite::Connection::open(world.desk_database()).unwrap();
            let sql = "SELECT count(*) FROM form_files WHERE blob IS NOT NULL";
            database.query_row(sql, (), |row| row.get::<_, u64>(0)).unwrap()
        };
        let gone = async {
            while rows() > 0 {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(SOON, gone).await.unwrap();
        if how == 0 {
            gone_at_the_relay(&visitor, &file).await;
        }
        desk.stop().await;
    }
}
