//! One SQLite file, opened the same way by relay and desk, and never touched on an async thread.

mod migrate;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub(crate) use migrate::Step;

/// An open database. Clones share one connection: writes of one process follow each other anyway.
#[derive(Clone)]
pub(crate) struct Database(Arc<Mutex<Connection>>);

/// Why a database could not be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The file could not be made.
    #[error("the database {0} can't be created: {1}")]
    Create(PathBuf, io::Error),
    /// A newer program wrote the file.
    #[error("the database {0} was written by a newer version of this program; start that one")]
    Newer(PathBuf),
    /// A step from an earlier version did not come out.
    #[error("the database {0} could not be brought up to date: a reference leads nowhere")]
    Broken(PathBuf),
    /// SQLite refused.
    #[error("the database failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// What it is sealed with is not there.
    #[cfg(feature = "desk")]
    #[error(transparent)]
    MasterKey(#[from] crate::storage::MasterKeyError),
    /// The work on the database did not come to its end.
    #[error("the work on the database was interrupted")]
    Interrupted,
}

impl Database {
    /// Opens the file, or makes it, readable by its owner alone, and brings it to the last of `steps`.
    pub(crate) fn open(path: &Path, steps: &[Step<'_>]) -> Result<Self, DatabaseError> {
        create_private(path).map_err(|error| DatabaseError::Create(path.into(), error))?;
        let mut connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        // What is deleted is to be gone from the file, not only from its index.
        connection.pragma_update(None, "secure_delete", true)?;
        migrate::migrate(&mut connection, path, steps)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Runs `work` in one transaction, on a thread that may block: all of it happens, or nothing.
    pub(crate) async fn transact<T, F>(&self, work: F) -> Result<T, DatabaseError>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
    {
        let database = self.clone();
        let done = tokio::task::spawn_blocking(move || database.transact_blocking(work)).await;
        done.map_err(|_| DatabaseError::Interrupted)?
    }

    /// Writes what is there already: whether that can be done.
    pub(crate) async fn is_writable(&self) -> Result<(), DatabaseError> {
        let again = |t: &Transaction<'_>| {
            let version: i64 = t.pragma_query_value(None, "user_version", |row| row.get(0))?;
            t.pragma_update(None, "user_version", version)
        };
        self.transact(again).await
    }

    /// Writes the journal into the file and empties it: what was deleted or overwritten is then in
    /// neither. Somebody who reads meanwhile keeps the journal; the next time empties it.
    pub(crate) async fn settle(&self) -> Result<(), DatabaseError> {
        let database = self.clone();
        let done = tokio::task::spawn_blocking(move || database.settle_blocking()).await;
        done.map_err(|_| DatabaseError::Interrupted)?
    }

    /// As [`Self::settle`], on this thread.
    pub(crate) fn settle_blocking(&self) -> Result<(), DatabaseError> {
        let connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        if connection.query_row(sql, (), |row| row.get::<_, i64>(0))? != 0 {
            tracing::warn!("somebody reads the database: its journal is emptied later");
        }
        Ok(())
    }

    /// As [`Self::transact`], on this thread: for the time before anything is served.
    pub(crate) fn transact_blocking<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, DatabaseError> {
        // A panic inside a transaction rolled it back: what the lock guards is still whole.
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }
}

/// Makes the file if it is missing; SQLite gives its journal files the same permissions.
fn create_private(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: &[Step<'_>] = &[Step::Sql("CREATE TABLE t (x INTEGER) STRICT;")];

    #[tokio::test]
    async fn a_failed_transaction_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("t.sqlite"), STEPS).unwrap();
        let failed = database
            .transact(|t| {
                t.execute("INSERT INTO t VALUES (1)", ())?;
                t.execute("INSERT INTO nowhere VALUES (1)", ())
            })
            .await;
        assert!(matches!(failed, Err(DatabaseError::Sqlite(_))));
        let count: i64 = database
            .transact(|t| t.query_row("SELECT count(*) FROM t", (), |row| row.get(0)))
            .await
            .unwrap();
        assert_eq!(count, 0);
    }

    #[cfg(unix)]
    #[test]
    fn the_files_are_their_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.sqlite");
        let database = Database::open(&path, STEPS).unwrap();
        database.transact_blocking(|t| t.execute("INSERT INTO t VALUES (1)", ())).unwrap();
        for entry in fs::read_dir(folder.path()).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{:?}", entry.path());
        }
    }
}
