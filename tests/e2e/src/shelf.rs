//! What a relay keeps on disk, searched as bytes and as values.

use std::path::Path;

use anyhow::Result;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use crate::canary::Canary;

/// Fails if the database, its journals, or any value of any table contains `canary`.
///
/// Both ways are needed: a value that spans pages is torn apart in the file, and what was deleted
/// or only journalled is in no table.
pub fn must_not_contain(database: &Path, canary: &Canary) -> Result<()> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let path = database.with_file_name(format!(
            "{}{ending}",
            database.file_name().unwrap_or_default().to_string_lossy()
        ));
        if path.exists() {
            canary.must_not_be_in(&std::fs::read(&path)?, &path.display().to_string())?;
        }
    }
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    for table in tables(&connection)? {
        each_value(&connection, &table, |bytes| {
            canary.must_not_be_in(bytes, &format!("a row of table {table}"))
        })?;
    }
    Ok(())
}

/// How many rows there are in all tables together.
pub fn rows(database: &Path) -> Result<u64> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let count = |table: String| {
        let query = format!("SELECT count(*) FROM \"{table}\"");
        Ok(connection.query_row(&query, (), |row| row.get::<_, i64>(0))?.unsigned_abs())
    };
    tables(&connection)?.into_iter().map(count).sum()
}

/// How many envelopes a relay still has the bytes of.
pub fn envelopes(database: &Path) -> Result<i64> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let query = "SELECT count(*) FROM envelopes WHERE json <> ''";
    Ok(connection.query_row(query, (), |row| row.get(0))?)
}

fn tables(connection: &Connection) -> Result<Vec<String>> {
    let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let names = names.query_map((), |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

fn each_value(
    connection: &Connection,
    table: &str,
    mut check: impl FnMut(&[u8]) -> Result<()>,
) -> Result<()> {
    let mut all = connection.prepare(&format!("SELECT * FROM \"{table}\""))?;
    let columns = all.column_count();
    let mut rows = all.query(())?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            match row.get_ref(column)? {
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => check(bytes)?,
                ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => {}
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CANARY: &str = "canary-3Tz8";

    /// A database that was open while `sql` ran, with a journal or without.
    fn leaks(journal: &str, sql: &str) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relay.sqlite");
        let connection = Connection::open(&path).unwrap();
        connection.pragma_update(None, "journal_mode", journal).unwrap();
        connection.execute_batch("CREATE TABLE t (a TEXT, b BLOB)").unwrap();
        connection.execute_batch(sql).unwrap();
        must_not_contain(&path, &Canary::new(CANARY).unwrap()).is_err()
    }

    #[test]
    fn a_canary_is_found_in_text_and_blob_and_in_the_journal() {
        for journal in ["WAL", "DELETE"] {
            assert!(leaks(journal, "INSERT INTO t VALUES ('so: canary-3Tz8', NULL)"));
            assert!(leaks(journal, "INSERT INTO t VALUES ('', x'63616e6172792d33547a38')"));
            assert!(leaks(journal, "INSERT INTO t VALUES ('Y2FuYXJ5LTNUejg', NULL)"));
            assert!(!leaks(journal, "INSERT INTO t VALUES ('canary-3Tz', x'637a38')"));
        }
        let deleted = "INSERT INTO t VALUES ('canary-3Tz8', NULL); DELETE FROM t;";
        assert!(leaks("WAL", deleted));
    }

    #[test]
    fn a_canary_that_spans_pages_is_found() {
        for before in (4_000..4_100).step_by(3) {
            let sql =
                format!("INSERT INTO t VALUES (printf('%.*c', {before}, 'x') || '{CANARY}', NULL)");
            assert!(leaks("DELETE", &sql), "{before}");
        }
    }

    #[test]
    fn rows_are_counted_over_tables() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relay.sqlite");
        let connection = Connection::open(&path).unwrap();
        let sql = "CREATE TABLE a (x); CREATE TABLE b (x); INSERT INTO a VALUES (1); INSERT INTO b VALUES (1), (2);";
        connection.execute_batch(sql).unwrap();
        assert_eq!(rows(&path).unwrap(), 3);
    }
}
