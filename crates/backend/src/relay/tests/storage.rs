//! Files of earlier programs.

use rusqlite::Connection;

use crate::{
    Clock,
    relay::{Relay, rows, store::Store},
};

use super::world::{NOW, config};

/// A relay's database as the program wrote it before quotas.
const V1: &str = include_str!("../store/earlier/v1.sql");
/// The same of a program before that one.
const BEFORE: &str = "DROP INDEX manifests_by_hash; ALTER TABLE manifests DROP COLUMN mh;
                      DROP TABLE erasures; DROP TABLE epoch;";

#[tokio::test]
async fn a_file_of_version_1_opens_with_all_that_was_in_it() {
    for sql in [V1.to_owned(), format!("{V1}{BEFORE}")] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relay.db");
        Connection::open(&path).unwrap().execute_batch(&sql).unwrap();
        let before = rows(&path).unwrap();
        assert_eq!(before.len(), 14);
        let store = Store::open(&path).unwrap();
        let name = store.epoch();
        assert_eq!(Store::open(&path).unwrap().epoch(), name);
        assert_eq!(rows(&path).unwrap(), before);
        assert_eq!(store.head().await.unwrap(), 14);
        let database = Connection::open(&path).unwrap();
        let mh: String =
            database.query_row("SELECT mh FROM manifests", (), |row| row.get(0)).unwrap();
        assert_eq!(mh, "LHOi15IWzWIeSz3eYQQsVT3O_oJaDBQzG1BQA1Hnwqg");
        let bytes: usize = before.iter().map(|row| row.envelope.len()).sum();
        let counted =
            "SELECT c.envelopes, c.bytes, u.bytes FROM conversations c JOIN usage u USING (site)";
        let counted = database.query_row(counted, (), |row| {
            Ok((row.get::<_, usize>(0)?, row.get::<_, usize>(1)?, row.get::<_, usize>(2)?))
        });
        assert_eq!(counted.unwrap(), (14, bytes, bytes));
        drop(store);
        assert!(Relay::open(config(path, Clock::new(|| NOW))).is_ok());
    }
}
