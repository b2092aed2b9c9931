//! How a file of an earlier program becomes one of this: by steps, in their order, all or none.
//!
//! `rusqlite_migration` does the same by the same `PRAGMA user_version`, but its newest release is for a
//! rusqlite before ours, and one program can link SQLite once. So the list is our own.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::DatabaseError;

/// One step. The n-th makes version n of version n − 1; an empty file is version 0.
pub(crate) enum Step<'a> {
    /// Statements.
    Sql(&'static str),
    /// What statements can't do alone.
    Code(&'a dyn Fn(&Transaction<'_>) -> rusqlite::Result<()>),
}

/// Brings the file to the last step's version. References are checked at the end, since a step may
/// have to take a table away to give it another form.
pub(super) fn migrate(
    connection: &mut Connection,
    path: &Path,
    steps: &[Step<'_>],
) -> Result<(), DatabaseError> {
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = version(&transaction)?;
    let pending = steps.get(before..).ok_or_else(|| DatabaseError::Newer(path.into()))?;
    for step in pending {
        match step {
            Step::Sql(sql) => transaction.execute_batch(sql)?,
            Step::Code(run) => run(&transaction)?,
        }
    }
    if !pending.is_empty() {
        let broken = "SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)";
        if transaction.query_row(broken, (), |row| row.get(0))? {
            return Err(DatabaseError::Broken(path.into()));
        }
        transaction.pragma_update(None, "user_version", i64::try_from(steps.len()).unwrap_or(0))?;
    }
    let is_changed = before > 0 && !pending.is_empty();
    transaction.commit()?;
    if is_changed {
        tracing::info!(from = before, to = steps.len(), "a database was brought up to date");
        // What a step has sealed or taken away is to be gone from file and journal, too.
        connection.execute_batch("VACUUM")?;
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))?;
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

fn version(connection: &Connection) -> Result<usize, DatabaseError> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // Nobody writes a negative one: such a file is none of ours, and above every version.
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use rusqlite::OptionalExtension as _;

    use super::{
        super::{Database, DatabaseError},
        *,
    };

    const FIRST: Step<'_> =
        Step::Sql("CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES (1);");

    fn sum(database: &Database) -> i64 {
        database
            .transact_blocking(|t| t.query_row("SELECT sum(x) FROM t", (), |row| row.get(0)))
            .unwrap()
    }

    #[test]
    fn a_file_takes_the_steps_that_it_has_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.sqlite");
        assert_eq!(sum(&Database::open(&path, &[FIRST]).unwrap()), 1);
        let second = |t: &Transaction<'_>| t.execute("INSERT INTO t VALUES (10)", ()).map(drop);
        for _ in 0..2 {
            let database = Database::open(&path, &[FIRST, Step::Code(&second)]).unwrap();
            assert_eq!(sum(&database), 11);
        }
    }

    #[test]
    fn a_newer_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.sqlite");
        drop(Database::open(&path, &[FIRST, Step::Sql("")]).unwrap());
        assert!(matches!(Database::open(&path, &[FIRST]), Err(DatabaseError::Newer(_))));
    }

    #[test]
    fn a_step_that_fails_takes_those_before_it_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.sqlite");
        drop(Database::open(&path, &[FIRST]).unwrap());
        let steps =
            [FIRST, Step::Sql("CREATE TABLE u (x)"), Step::Sql("INSERT INTO nowhere VALUES (1)")];
        assert!(matches!(Database::open(&path, &steps), Err(DatabaseError::Sqlite(_))));
        let database = Database::open(&path, &[FIRST]).unwrap();
        let found = "SELECT 1 FROM sqlite_schema WHERE name = 'u'";
        let found = database.transact_blocking(|t| t.query_row(found, (), |_| Ok(())).optional());
        assert_eq!(found.unwrap(), None);
    }

    #[test]
    fn a_step_that_leaves_a_reference_into_nowhere_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.sqlite");
        let parent = "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);
                      CREATE TABLE c (p INTEGER REFERENCES p (id)); INSERT INTO c VALUES (1);";
        drop(Database::open(&path, &[Step::Sql(parent)]).unwrap());
        let steps = [
            Step::Sql(parent),
            Step::Sql("DROP TABLE p; CREATE TABLE p (id INTEGER PRIMARY KEY);"),
        ];
        assert!(matches!(Database::open(&path, &steps), Err(DatabaseError::Broken(_))));
        assert!(Database::open(&path, &[Step::Sql(parent)]).is_ok());
    }
}
