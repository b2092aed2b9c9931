//! Files of earlier programs, and what is sealed with what.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use rusqlite::Connection;
use serde_json::Value;
use sigilo_protocol::{Bytes, Content, ConvId, Scope, unb64u};

use super::{
    super::{
        ConsentRecords, Forms, Rights, RotationError,
        keys::Keys,
        new_master_key, rotate_master_key,
        store::{State, Store},
    },
    conversation::welcomed,
    visitor::Visitor,
    world::{NOW, SOON, World},
};
use crate::{
    BackupError, Clock, DatabaseError, backup,
    events::Event,
    restore,
    storage::{MasterKey, MasterKeyError},
};

/// A desk's database as the program wrote it before data keys, and its key file.
const V2: &str = include_str!("../store/earlier/v2.sql");
const V2_KEYS: &str = include_str!("../store/earlier/keys.json");
const CONV: ConvId = Bytes([1; 16]);

/// The same of a program before that one: a receipt in one conversation only, no time of decisions.
const BEFORE: &str = "
    CREATE TABLE old_decisions (id INTEGER PRIMARY KEY AUTOINCREMENT, conv TEXT NOT NULL
        REFERENCES conversations (conv) ON DELETE CASCADE, receipt TEXT NOT NULL UNIQUE,
        previous TEXT, policy TEXT NOT NULL, purposes TEXT NOT NULL) STRICT;
    INSERT INTO old_decisions SELECT id, conv, receipt, previous, policy, purposes FROM decisions;
    DROP TABLE decisions;
    ALTER TABLE old_decisions RENAME TO decisions;
    CREATE INDEX decisions_conv ON decisions (conv);
    CREATE TABLE old_receipts (hash TEXT PRIMARY KEY, conv TEXT NOT NULL
        REFERENCES conversations (conv) ON DELETE CASCADE, receipt TEXT NOT NULL,
        countersignature TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO old_receipts SELECT * FROM receipts;
    DROP TABLE receipts;
    ALTER TABLE old_receipts RENAME TO receipts;";

fn folder_with(sql: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let database = Connection::open(folder.path().join("desk.db")).unwrap();
    database.execute_batch(&format!("PRAGMA foreign_keys = off;{sql}")).unwrap();
    write_private(&folder.path().join("keys.json"), V2_KEYS);
    folder
}

fn write_private(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
}

fn open(folder: &Path, master_key: &MasterKey) -> Result<Store, DatabaseError> {
    let clock = Clock::new(|| NOW);
    let keys = Keys::open(&folder.join("keys.json"), NOW, &mut UnwrapErr(SysRng)).unwrap();
    keys.store(folder, master_key, clock)
}

/// Every column of every table: table, name, type, key.
fn form(folder: &Path) -> BTreeSet<(String, String, String, i64)> {
    let database = Connection::open(folder.join("desk.db")).unwrap();
    let sql =
        "SELECT t.name, c.name, c.type, c.pk FROM pragma_table_list t, pragma_table_info(t.name) c";
    let mut statement = database.prepare(sql).unwrap();
    let rows =
        statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

fn text_in(folder: &Path, sql: &str) -> Vec<String> {
    let database = Connection::open(folder.join("desk.db")).unwrap();
    let mut statement = database.prepare(sql).unwrap();
    let rows = statement.query_map((), |row| row.get::<_, String>(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[tokio::test]
async fn a_file_of_version_2_opens_with_all_that_was_in_it_and_is_sealed_anew() {
    let receipts = text_in(folder_with(V2).path(), "SELECT receipt FROM receipts");
    assert_eq!(receipts.len(), 2);
    for sql in [V2.to_owned(), format!("{V2}{BEFORE}")] {
        let folder = folder_with(&sql);
        let store = open(folder.path(), &MasterKey::default()).unwrap();
        let found = store.conversation(CONV).await.unwrap().unwrap();
        assert!(matches!(found.state, State::Whole(_)), "{found:?}");
        assert_eq!(found.lang, "es");
        assert_eq!(store.queue(CONV).await.unwrap().len(), 1);
        let decisions = store.decisions(CONV).await.unwrap();
        let times: Vec<_> = decisions.iter().map(|(_, decided)| decided.at_ms).collect();
        assert_eq!(times, [NOW * 1_000; 2]);
        for (_, decided) in decisions {
            assert!(store.countersignature(decided.receipt).await.unwrap().is_some());
        }
        drop(store);
        let forms = Forms::open(folder.path()).unwrap();
        let [form] = &forms.list().unwrap()[..] else { panic!("one form") };
        assert_eq!(forms.show(&form.id).unwrap()[0].1, "Canaria Zx81");
        let requests = Rights::open(folder.path()).unwrap().list().unwrap();
        assert_eq!(requests[0].note.as_deref(), Some("Zx86 is wrong"));
        let records = ConsentRecords::open(folder.path(), &MasterKey::default()).unwrap();
        let kept: BTreeSet<_> = records.receipts().unwrap().into_iter().collect();
        assert_eq!(kept, receipts.iter().cloned().collect());
        drop((forms, records));
        // Nothing of them lies there in clear any more, in the journal neither.
        for entry in fs::read_dir(folder.path()).unwrap() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            for receipt in &receipts {
                let part = &receipt.as_bytes()[receipt.len() - 60..];
                assert!(!bytes.windows(60).any(|window| window == part));
            }
        }
    }
}

#[tokio::test]
async fn a_file_of_version_1_keeps_receipts_and_loses_sessions() {
    let first = include_str!("../store/steps/1.sql");
    let conv = CONV.to_string();
    let rows = format!(
        "INSERT INTO conversations VALUES ('{conv}', 'en', '{{}}');
         INSERT INTO receipts VALUES ('h', '{conv}', 'r', 'c');
         INSERT INTO bodies VALUES ('{conv}', 'b');
         UPDATE feed SET cursor = 7; PRAGMA user_version = 1;"
    );
    let folder = folder_with(&format!("{first}{rows}"));
    let store = open(folder.path(), &MasterKey::default()).unwrap();
    let found = store.conversation(CONV).await.unwrap().unwrap();
    assert!(matches!(found.state, State::Lost), "{found:?}");
    assert_eq!(store.cursor().await.unwrap(), 7);
    let count = "SELECT count(*) FROM bodies JOIN receipts ON receipts.conv = bodies.conv";
    let count: i64 = store.0.transact(|t| t.query_row(count, (), |row| row.get(0))).await.unwrap();
    assert_eq!(count, 1);
}

#[test]
fn files_of_every_version_come_to_the_same_form() {
    let new = folder_with("");
    drop(open(new.path(), &MasterKey::default()).unwrap());
    let expected = form(new.path());
    assert!(expected.len() > 50);
    let first = format!("{}PRAGMA user_version = 1;", include_str!("../store/steps/1.sql"));
    for sql in [first, V2.to_owned(), format!("{V2}{BEFORE}")] {
        let folder = folder_with(&sql);
        for _ in 0..2 {
            drop(open(folder.path(), &MasterKey::default()).unwrap());
        }
        assert_eq!(form(folder.path()), expected);
    }
}

#[test]
fn without_its_master_key_a_database_is_refused_and_nothing_is_given_up() {
    let folder = folder_with(V2);
    drop(open(folder.path(), &MasterKey::default()).unwrap());
    let other = V2_KEYS.replace("p77SxIe", "q77SxIe");
    write_private(&folder.path().join("keys.json"), &other);
    let refused = open(folder.path(), &MasterKey::default()).err().unwrap();
    assert!(matches!(refused, DatabaseError::MasterKey(MasterKeyError::Missing(_))), "{refused}");
    write_private(&folder.path().join("keys.json"), V2_KEYS);
    let forms = Forms::open(folder.path()).unwrap();
    assert_eq!(forms.show(&forms.list().unwrap()[0].id).unwrap().len(), 2);
}

#[test]
fn a_rotation_that_was_interrupted_goes_on_and_both_masters_are_good_meanwhile() {
    let folder = folder_with(V2);
    let path = folder.path().join("master");
    let source = MasterKey::File(path.clone());
    let shows = || {
        let forms = Forms::open_with(folder.path(), &source).unwrap();
        assert_eq!(forms.show(&forms.list().unwrap()[0].id).unwrap().len(), 2);
    };
    drop(open(folder.path(), &MasterKey::default()).unwrap());
    let refused = rotate_master_key(folder.path(), &MasterKey::KeyFile, false);
    assert!(matches!(refused, Err(RotationError::KeyFile)));
    new_master_key(&path).unwrap();
    // Moved to a key of its own: the key file's is still good, and nothing is wrapped anew yet.
    shows();
    let store = open(folder.path(), &source).unwrap();
    let newest = store.1.ring().newest();
    store.0.transact_blocking(|t| super::super::seals::make_current(t, &newest.id)).unwrap();
    // A process that ends here has wrapped one of two.
    assert_eq!(store.0.transact_blocking(|t| store.1.rewrap(t, 1)).unwrap(), 1);
    drop(store);
    shows();
    let rotated = rotate_master_key(folder.path(), &source, false).unwrap();
    assert_eq!((rotated.master, rotated.rewrapped), (newest.id.clone(), 1));
    shows();
    assert_eq!(
        text_in(folder.path(), "SELECT DISTINCT master FROM data_keys"),
        *std::slice::from_ref(&newest.id)
    );
    // And to a second one; the first is forgotten.
    let old = fs::read_to_string(&path).unwrap();
    let rotated = rotate_master_key(folder.path(), &source, true).unwrap();
    assert_eq!(rotated.rewrapped, 2);
    let new = fs::read_to_string(&path).unwrap();
    assert!(!new.contains(old.trim()) && new.lines().count() == 1);
    shows();
    write_private(&path, &old);
    let refused = open(folder.path(), &source).err().unwrap();
    assert!(matches!(refused, DatabaseError::MasterKey(MasterKeyError::Missing(_))), "{refused}");
}

#[tokio::test]
async fn a_desk_at_work_goes_on_while_its_master_key_is_rotated() {
    let mut world = World::new().await;
    let path = world.folder.path().join("master");
    new_master_key(&path).unwrap();
    let source = MasterKey::File(path);
    world.storage.master_key = source.clone();
    let (world, desk, pins) = world.run().await;
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    visitor.hello(&manifest, vec![]).await;
    visitor.hear(2).await;
    let folder = world.folder.path().join("desk");
    let rotated = rotate_master_key(&folder, &source, true).unwrap();
    assert_eq!(rotated.rewrapped, 2);
    visitor.say("b1", "still there?", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("still there? in en", "en")]);
    let mut new = Visitor::new(&world, 2);
    new.hello(&manifest, vec![]).await;
    new.hear(2).await;
    assert_eq!(text_in(&folder, "SELECT DISTINCT master FROM data_keys"), [rotated.master]);
    desk.stop().await;
}

#[tokio::test]
async fn an_erased_conversation_has_no_key_and_a_stolen_row_of_before_opens_nothing() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let folder = world.folder.path().join("desk");
    let parts = "SELECT part FROM data_keys ORDER BY part";
    assert_eq!(text_in(&folder, parts), ["content", "record"]);
    let stolen = "SELECT hex(state) FROM conversations";
    let stolen = text_in(&folder, stolen).remove(0);
    visitor.ask("e1", Content::Erase { scope: Scope::Conversation }).await;
    assert_eq!(visitor.hear(2).await.len(), 2);
    desk.stop().await;
    // The receipts' key is kept for as long as the policy's obligation.
    assert_eq!(text_in(&folder, parts), ["record"]);
    let put_back = format!("UPDATE conversations SET state = x'{stolen}'");
    Connection::open(world.desk_database()).unwrap().execute(&put_back, ()).unwrap();
    let store = open(&folder, &MasterKey::default()).unwrap();
    let found = store.conversation(visitor.conv).await.unwrap().unwrap();
    assert!(matches!(found.state, State::Damaged), "{found:?}");
}

/// The ratchet keys that wrapped something: a ratchet's public key and a number (docs/protocol.md §5.4),
/// and the one envelope that each is for.
#[derive(Default)]
struct Used(BTreeMap<RatchetKey, Place>);

type RatchetKey = (Vec<u8>, Vec<u8>);
/// Conversation, sender, number.
type Place = (String, String, u64);

impl Used {
    /// Looks at what the relay has, and at what earlier looks have seen there.
    fn look(&mut self, world: &World) {
        let rows = crate::relay::rows(&world.relay_database()).unwrap();
        for row in rows.into_iter().filter(|row| !row.envelope.is_empty()) {
            let place = (row.conv, row.sender, row.seq);
            let envelope: Value = serde_json::from_str(&row.envelope).unwrap();
            for wrap in envelope["w"].as_array().unwrap() {
                let (_, wrap) = wrap.as_str().unwrap().split_once('~').unwrap();
                let wrap = unb64u(wrap).unwrap();
                let key = (wrap[..65].to_vec(), wrap[69..73].to_vec());
                let before = self.0.insert(key, place.clone());
                assert!(before.is_none_or(|before| before == place), "a ratchet key is used twice");
            }
        }
    }
}

#[tokio::test]
async fn a_backup_of_a_desk_at_work_has_no_session_and_goes_on_with_new_ones() {
    let (mut world, desk, pins) = World::running().await;
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    visitor.hello(&manifest, vec![]).await;
    visitor.hear(2).await;
    visitor.say("b1", "before", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("before in en", "en")]);
    let (data, to) = (world.folder.path().to_owned(), tempfile::tempdir().unwrap());
    let copies = backup(&data, &to.path().join("b")).unwrap();
    assert_eq!(copies, ["desk/desk.db", "relay.db"].map(|name| to.path().join("b").join(name)));
    assert!(matches!(backup(&data, &to.path().join("b")), Err(BackupError::There(_))));
    let states = text_in(&to.path().join("b/desk"), "SELECT hex(state) FROM conversations");
    assert_eq!(states, [""]);
    #[cfg(unix)]
    for copy in &copies {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(copy).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // What comes after the copies, they do not know.
    visitor.say("b2", "after", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("after in en", "en")]);
    assert!(matches!(restore(&to.path().join("b"), &data), Err(BackupError::There(_))));
    desk.stop().await;
    // The desk's alone first, then both.
    world.lose(&world.desk_database()).await;
    let desk_only = tempfile::tempdir().unwrap();
    fs::create_dir(desk_only.path().join("desk")).unwrap();
    fs::copy(&copies[0], desk_only.path().join("desk/desk.db")).unwrap();
    restore(desk_only.path(), &data).unwrap();
    let desk = world.start_desk();
    visitor.say("b3", "still there?", "en").await;
    visitor.hear(1).await;
    assert_eq!(visitor.resets.len(), 1, "a new hello was asked for");
    visitor.say("b3", "still there?", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("still there? in en", "en")]);
    let mut used = Used::default();
    used.look(&world);
    desk.stop().await;
    world.stop_relay().await;
    world.lose(&world.desk_database()).await;
    world.lose(&world.relay_database()).await;
    restore(&to.path().join("b"), &data).unwrap();
    world.start_relay_with(pins.clone()).await;
    let desk = world.start_desk();
    // The browser goes on where it was; the relay's numbers are lower.
    visitor.cursor = crate::relay::rows(&world.relay_database()).unwrap().len() as u64;
    visitor.say("b4", "and now?", "en").await;
    visitor.hear(1).await;
    assert_eq!(visitor.resets.len(), 2, "a new hello was asked for again");
    visitor.say("b4", "and now?", "en").await;
    assert_eq!(visitor.hear(1).await, [Content::text("and now? in en", "en")]);
    let mut new = Visitor::new(&world, 2);
    let manifest = new.manifest(&pins, NOW).await;
    new.hello(&manifest, vec![]).await;
    assert_eq!(new.hear(2).await.len(), 2);
    used.look(&world);
    desk.stop().await;
}

#[test]
fn what_is_no_backup_is_not_put_back() {
    let (from, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert!(matches!(restore(from.path(), data.path()), Err(BackupError::Nothing(_))));
    let path = from.path().join("desk.db");
    fs::write(&path, "not a database").unwrap();
    assert!(matches!(restore(from.path(), data.path()), Err(BackupError::Damaged(..))));
    // A file that was copied by hand may have sessions.
    let folder = folder_with(V2);
    drop(open(folder.path(), &MasterKey::default()).unwrap());
    fs::copy(folder.path().join("desk.db"), &path).unwrap();
    assert!(matches!(restore(from.path(), data.path()), Err(BackupError::Damaged(..))));
    assert!(!data.path().join("desk.db").exists());
}

/// What a desk ends that starts now.
async fn ended(world: &World) -> Vec<Event> {
    let before = world.heard.all().len();
    let desk = world.start_desk();
    let look = async {
        loop {
            let news = world.heard.all().split_off(before);
            let gone = news.into_iter().filter(|event| event.kind == "deletion.retention");
            let gone: Vec<_> = gone.collect();
            if !gone.is_empty() {
                return gone;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    let gone = tokio::time::timeout(SOON, look).await.unwrap();
    desk.stop().await;
    gone
}

#[tokio::test]
async fn a_silent_conversation_ends_when_the_policy_says_and_its_receipts_when_the_law_does() {
    let (world, desk, pins) = World::running().await;
    let (mut silent, mut other) = (Visitor::new(&world, 1), Visitor::new(&world, 2));
    let manifest = silent.manifest(&pins, NOW).await;
    for visitor in [&mut silent, &mut other] {
        visitor.hello(&manifest, vec![]).await;
        visitor.hear(2).await;
    }
    desk.stop().await;
    world.pass(60 * 24 * 3_600);
    let desk = world.start_desk();
    let newer = other.manifest(&pins, world.clock().now()).await;
    let ends = vec![other.load()];
    other.hello(&newer, ends).await;
    other.hear(1).await;
    desk.stop().await;
    let folder = world.folder.path().join("desk");
    let kept = || text_in(&folder, "SELECT conv || ' ' || part FROM data_keys ORDER BY 1");
    let all = |visitor: &Visitor, part: &str| format!("{} {part}", visitor.conv);
    assert_eq!(kept().len(), 4);
    // 90 days of silence, the policy says; the other spoke 31 days ago.
    world.pass(31 * 24 * 3_600);
    let gone = ended(&world).await;
    assert!(gone.iter().any(|event| event.details["what"] == "sessions"), "{gone:?}");
    assert!(gone.iter().all(|event| event.details["left"] == "0"), "{gone:?}");
    assert!(gone.iter().all(|event| event.details["hash"].len() == 43), "{gone:?}");
    let expected = [all(&silent, "record"), all(&other, "content"), all(&other, "record")];
    assert_eq!(kept(), expected);
    // Three years later nothing is left of either.
    world.pass(3 * 365 * 24 * 3_600);
    let gone = ended(&world).await;
    assert!(gone.iter().any(|event| event.details["what"] == "receipts"), "{gone:?}");
    assert_eq!(kept(), [""; 0]);
    assert_eq!(text_in(&folder, "SELECT conv FROM conversations"), [""; 0]);
}
