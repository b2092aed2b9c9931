//! Copies of the databases, made beside what runs, and put back: docs/storage.md.
//!
//! No copy has what a session goes on with: the desk asks each load for a new hello after it was put
//! back, and the relay's feed has another name, so that its readers begin anew. That is so in the copy
//! itself, whoever puts it back and how: no ratchet's state is there to be used a second time.
//!
//! Keys are in no copy. Who keeps `keys.json` and the master key beside it keeps everything in one place.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags};

use crate::DatabaseError;

/// The names of our databases.
const NAMES: [&str; 2] = ["relay.db", "desk.db"];

/// How deep below a folder they are looked for: `init` lays a desk's into `SITE/desk`, and several such folders may be in
/// one. Deeper would be whatever somebody keeps there.
const DEPTH: usize = 3;

/// What no copy has, with a mark of when it was made.
const STRIP_DESK: &str = "UPDATE conversations SET state = x'';";
const STRIP_RELAY: &str = "DROP TABLE IF EXISTS epoch;
    CREATE TABLE epoch (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL) STRICT;";
const MARK: &str = "CREATE TABLE IF NOT EXISTS restores (at INTEGER NOT NULL) STRICT;
    INSERT INTO restores VALUES (unixepoch());";

/// Why a copy could not be made, or put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is no database of ours.
    #[error("{0} has no relay.db or desk.db")]
    Nothing(PathBuf),
    /// The next copy would have this one in it.
    #[error("{0} is below what is copied; choose a folder elsewhere")]
    Inside(PathBuf),
    /// Nothing is overwritten.
    #[error("{0} is there already; choose another folder, or move it away first")]
    There(PathBuf),
    /// A relay or a desk works there.
    #[error("{0} is in use; stop what uses it first")]
    Busy(PathBuf),
    /// The copy is damaged.
    #[error("{0} is damaged, or no database of ours: {1}")]
    Damaged(PathBuf, String),
    /// A file can't be read or written.
    #[error("{0} can't be used: {1}")]
    File(PathBuf, io::Error),
    /// SQLite refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Copies every database below `data` into the folder `to`, which is made; the copies' paths.
pub fn backup(data: &Path, to: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let whole = |path: &Path| fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    let at = |path: &Path| whole(path).map_err(|error| BackupError::File(path.into(), error));
    if at(to)?.starts_with(at(data)?) {
        return Err(BackupError::Inside(to.into()));
    }
    transfer(data, to, copy)
}

/// Puts the copies in the folder `from` back below `data`, where there are none.
pub fn restore(from: &Path, data: &Path) -> Result<Vec<PathBuf>, BackupError> {
    transfer(from, data, put_back)
}

type Step = fn(&Path, &Path) -> Result<(), BackupError>;

fn transfer(from: &Path, to: &Path, step: Step) -> Result<Vec<PathBuf>, BackupError> {
    let found = databases(from).map_err(|error| BackupError::File(from.into(), error))?;
    if found.is_empty() {
        return Err(BackupError::Nothing(from.into()));
    }
    let targets: Vec<PathBuf> = found.iter().map(|path| to.join(path)).collect();
    for target in &targets {
        if target.exists() {
            return Err(BackupError::There(target.clone()));
        }
        // A journal without its file would be taken for the new file's.
        for journal in
            ["-wal", "-shm"].map(|end| PathBuf::from(format!("{}{end}", target.display())))
        {
            if journal.exists() {
                return Err(BackupError::There(journal));
            }
        }
    }
    for (path, target) in found.iter().zip(&targets) {
        let folder = target.parent().unwrap_or(to);
        private_folder(folder).map_err(|error| BackupError::File(folder.into(), error))?;
        // Half a copy never has the name of a whole one.
        let part = target.with_extension("part");
        let at = |error| BackupError::File(part.clone(), error);
        match fs::remove_file(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(error)),
            _ => {}
        }
        private_file(&part).map_err(at)?;
        step(&from.join(path), &part)?;
        File::open(&part).and_then(|file| file.sync_all()).map_err(at)?;
        fs::rename(&part, target).map_err(at)?;
    }
    Ok(targets)
}

/// A copy as of one moment, whatever is written meanwhile; then what no copy has goes, and the file is
/// written anew without it.
fn copy(database: &Path, part: &Path) -> Result<(), BackupError> {
    let sqlite = |error: rusqlite::Error| BackupError::Database(error.into());
    let source =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(sqlite)?;
    source.execute("VACUUM INTO ?1", [part.to_string_lossy()]).map_err(sqlite)?;
    let copy = Connection::open(part).map_err(sqlite)?;
    copy.pragma_update(None, "journal_mode", "MEMORY").map_err(sqlite)?;
    copy.pragma_update(None, "secure_delete", true).map_err(sqlite)?;
    let is_desk = database.file_name().is_some_and(|name| name == "desk.db");
    let strip = if is_desk { STRIP_DESK } else { STRIP_RELAY };
    copy.execute_batch(&format!("BEGIN; {strip} {MARK} COMMIT; VACUUM;")).map_err(sqlite)
}

/// The file as it is, once it is known to be whole and nobody works there.
fn put_back(copy: &Path, part: &Path) -> Result<(), BackupError> {
    check(copy)?;
    let lock = part.with_file_name("lock");
    if lock.exists() {
        let file = File::open(&lock).map_err(|error| BackupError::File(lock.clone(), error))?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(BackupError::Busy(lock));
        }
    }
    fs::copy(copy, part).map_err(|error| BackupError::File(copy.into(), error))?;
    // `fs::copy` gives the copy's permissions, too, which may be anybody's.
    private(part).map_err(|error| BackupError::File(part.into(), error))
}

fn check(copy: &Path) -> Result<(), BackupError> {
    let damaged = |error: String| BackupError::Damaged(copy.into(), error);
    let found = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let database = Connection::open_with_flags(copy, flags)?;
        let check: String = database.query_row("PRAGMA integrity_check", (), |row| row.get(0))?;
        let marks = "SELECT count(*) FROM restores";
        Ok((check, database.query_row(marks, (), |row| row.get::<_, i64>(0))?))
    };
    let (check, marks) = found().map_err(|error: rusqlite::Error| damaged(error.to_string()))?;
    match (check.as_str(), marks) {
        ("ok", 1..) => Ok(()),
        ("ok", _) => Err(damaged("`backup` has not made it".into())),
        _ => Err(damaged(check)),
    }
}

/// The databases below a folder, in its folders, and in theirs.
fn databases(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut places, mut last) = (vec![PathBuf::new()], vec![PathBuf::new()]);
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for place in &last {
            for entry in fs::read_dir(folder.join(place))? {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    next.push(place.join(entry.file_name()));
                }
            }
        }
        places.extend(next.iter().cloned());
        last = next;
    }
    let mut found: Vec<PathBuf> = places
        .iter()
        .flat_map(|place| NAMES.map(|name| place.join(name)))
        .filter(|path| folder.join(path).is_file())
        .collect();
    found.sort();
    Ok(found)
}

fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn private_file(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

#[cfg(unix)]
fn private(path: &Path) -> io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))
}

#[cfg(not(unix))]
fn private(_: &Path) -> io::Result<()> {
    Ok(())
}
