//! What has to hold of the files that a killed process has left.

use std::{
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use rusqlite::Connection;
use serde_json::Value;
use sigilo_protocol::{Envelope, unb64u};

use crate::visitor::Told;

/// A place: conversation and sender.
type Chain = (String, String);

pub(crate) fn databases(folder: &Path, told: &Told) {
    for name in ["relay.db", "desk/desk.db"] {
        let database = Connection::open(folder.join(name)).unwrap();
        let check: String =
            database.query_row("PRAGMA integrity_check", (), |row| row.get(0)).unwrap();
        assert_eq!(check, "ok", "{name}");
        let broken: i64 = database
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", (), |row| row.get(0))
            .unwrap();
        assert_eq!(broken, 0, "{name}");
    }
    relay(&Connection::open(folder.join("relay.db")).unwrap(), told);
}

/// A check that finds nothing has to be one that could: of a relay that has lost its last envelope, has
/// one in another's place, or has wrapped twice with a key.
pub(crate) fn finds_what_it_looks_for(folder: &Path, told: &Told) {
    let last = "(SELECT max(cursor) FROM envelopes WHERE sender NOT LIKE 'bot:%')";
    let answer =
        "(SELECT json FROM envelopes WHERE sender LIKE 'bot:%' AND json LIKE '%~%' LIMIT 1)";
    for (damage, found) in [
        (
            format!("DELETE FROM envelopes WHERE cursor = {last}"),
            "an acknowledged envelope is lost",
        ),
        ("DELETE FROM envelopes WHERE position = 2".into(), "a gap in a chain"),
        (format!("UPDATE envelopes SET json = {answer} WHERE cursor = {last}"), "assertion"),
    ] {
        let mut database = Connection::open(folder.join("relay.db")).unwrap();
        let transaction = database.transaction().unwrap();
        assert_ne!(transaction.execute(&damage, ()).unwrap(), 0);
        let check = AssertUnwindSafe(|| relay(&transaction, told));
        let panic = catch_unwind(check).expect_err(found);
        let said = panic.downcast_ref::<String>().cloned();
        let said = said.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap();
        assert!(said.contains(found), "{said}");
    }
    let (mut keys, json) = (HashSet::new(), {
        let database = Connection::open(folder.join("relay.db")).unwrap();
        database.query_row(&format!("SELECT {answer}"), (), |row| row.get::<_, String>(0)).unwrap()
    });
    ratchet_keys(&mut keys, &json);
    assert!(!keys.is_empty());
    catch_unwind(AssertUnwindSafe(|| ratchet_keys(&mut keys, &json))).expect_err("used twice");
}

fn relay(database: &Connection, told: &Told) {
    let sql = "SELECT c.conv, e.position, e.eh, e.json FROM envelopes e \
               JOIN conversations c ON c.id = e.conversation ORDER BY e.cursor";
    let mut statement = database.prepare(sql).unwrap();
    let rows =
        statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    let rows: Vec<(String, u64, String, String)> = rows.unwrap().map(Result::unwrap).collect();
    let (mut ends, mut keys, mut places) = (HashMap::new(), HashSet::new(), HashMap::new());
    for (conv, position, eh, json) in &rows {
        assert!(places.insert((conv.clone(), eh.clone()), *position).is_none(), "stored twice");
        let envelope = Envelope::parse(json.as_bytes()).unwrap();
        assert_eq!(envelope.eh().to_string(), *eh);
        follows(&mut ends, (conv.clone(), envelope.header().from.to_string()), &envelope);
        ratchet_keys(&mut keys, json);
    }
    // What was acknowledged is there, where it was acknowledged.
    for (conv, eh, position) in told.acknowledged() {
        assert_eq!(places.get(&(conv, eh)), Some(&position), "an acknowledged envelope is lost");
    }
}

/// Each sender's envelopes are a chain without a gap.
fn follows(ends: &mut HashMap<Chain, (u64, String)>, chain: Chain, envelope: &Envelope) {
    let header = envelope.header();
    let before = ends.insert(chain, (header.seq, envelope.eh().to_string()));
    let (seq, prev) = before.unwrap_or((0, header.mh.to_string()));
    assert_eq!(header.seq, seq + 1, "a gap in a chain");
    assert_eq!(header.prev.to_string(), prev, "a break in a chain");
}

/// A ratchet's public key and a number make one message key (docs/protocol.md §5.4): no second wrap may
/// have both. A wrap of one shot has a third part, and no ratchet.
fn ratchet_keys(keys: &mut HashSet<(Vec<u8>, Vec<u8>)>, json: &str) {
    let envelope: Value = serde_json::from_str(json).unwrap();
    for wrap in envelope["w"].as_array().unwrap() {
        let parts: Vec<&str> = wrap.as_str().unwrap().split('~').collect();
        if let [_, wrap] = parts[..] {
            let wrap = unb64u(wrap).unwrap();
            let key = (wrap[..65].to_vec(), wrap[69..73].to_vec());
            assert!(keys.insert(key), "a ratchet key is used twice");
        }
    }
}
