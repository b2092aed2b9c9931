//! An audit log at work: what is stored becomes a tree, its head is signed.

use std::{
    convert::Infallible,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use getrandom::SysRng;
use rand_core::UnwrapErr;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, params};
use sha2::Sha256;
use sigilo_protocol::{Bytes, Checkpoint};

use super::{
    Fault, LogKey, Recorder, Report, Settings, key, network::NetworkKey, table, verify::verify,
};
use crate::{
    Clock,
    database::{Database, DatabaseError, Step},
    events::{Event, Events},
    private::PrivateFileError,
};

/// A database of a log alone.
const STEPS: [Step<'static>; 1] = [Step::Sql(table::CREATE)];

/// The name of a desk's database.
const DESK: &str = "desk.db";

/// How often it is looked whether something is due.
const LOOK: Duration = Duration::from_secs(1);

/// Why an audit log could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The key can't be used.
    #[error(transparent)]
    Key(#[from] PrivateFileError),
}

/// An audit log. Clones are the same log.
#[derive(Clone)]
pub struct Log(Arc<Inner>);

struct Inner {
    database: Database,
    path: PathBuf,
    key: LogKey,
    networks: NetworkKey,
    site: String,
    origin: String,
    settings: Settings,
    clock: Clock,
    state: Mutex<State>,
}

/// The tree of all that a checkpoint was signed of.
#[derive(Default)]
pub(super) struct State {
    pub(super) tree: MemoryBackedTree<Sha256, [u8; 32]>,
    pub(super) last: Option<Signed>,
    /// What is stored is not what was signed: nothing is signed any more.
    is_broken: bool,
}

/// A checkpoint that was kept.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    pub(super) size: u64,
    pub(super) note: String,
    at: u64,
}

impl Log {
    /// The log of `site` in a database of its own, `path`; the key is beside it, in a file that ends in
    /// `.key`.
    pub fn open(
        path: &Path,
        site: &str,
        settings: Settings,
        clock: Clock,
    ) -> Result<Self, AuditError> {
        Self::within(Database::open(path, &STEPS)?, path, site, settings, clock)
    }

    /// The log of `site` in a database that holds other things as well, the file `path`; the key is
    /// `audit.key` in the same folder, or has the file's name if that is a log alone.
    pub(crate) fn within(
        database: Database,
        path: &Path,
        site: &str,
        settings: Settings,
        clock: Clock,
    ) -> Result<Self, AuditError> {
        database.transact_blocking(|t| t.execute_batch(table::CREATE))?;
        let key = LogKey::open(&key_path(path), &mut UnwrapErr(SysRng))?;
        let networks = key_path(path).with_extension("network");
        let networks = NetworkKey::open(&networks, &mut UnwrapErr(SysRng))?;
        let origin = origin(site);
        // For who only checks.
        let public = public_path(path);
        fs::write(&public, format!("{} {origin}\n", key.public()))
            .map_err(|error| PrivateFileError::File(public, error))?;
        let state = database.transact_blocking(|t| restore(t, &origin, &key.public()))?;
        let (path, site) = (path.into(), site.into());
        let state = Mutex::new(state);
        let inner = Inner { database, path, key, networks, site, origin, settings, clock, state };
        Ok(Self(Arc::new(inner)))
    }

    /// The public key, by which checkpoints are checked.
    pub fn public(&self) -> Bytes<32> {
        self.0.key.public()
    }

    /// Hears events, and appends those of this log's site and of none.
    pub fn recorder(&self) -> Recorder {
        let Inner { database, site, clock, networks, .. } = &*self.0;
        Recorder::new(database.clone(), site.clone(), clock.clone(), networks.clone())
    }

    /// The events of the last time that a desk's figures count.
    pub(crate) fn since(&self, at: u64) -> Result<Vec<Event>, DatabaseError> {
        self.0.database.transact_blocking(|t| table::since(t, at))
    }

    /// Appends an event, and returns once it is kept.
    pub fn append(&self, event: &Event) -> Result<(), DatabaseError> {
        self.0.database.transact_blocking(|t| table::append(t, event))
    }

    /// Signs a checkpoint of all that is stored, if there is something new, and keeps it. The newest
    /// there is; nothing, if the log is empty or is not what was signed before.
    pub fn checkpoint(&self) -> Result<Option<String>, DatabaseError> {
        let mut state = self.state();
        self.sign(&mut state)?;
        Ok(state.last.as_ref().filter(|_| !state.is_broken).map(|last| last.note.clone()))
    }

    pub(super) fn sign(&self, state: &mut State) -> Result<(), DatabaseError> {
        let Inner { database, key, origin, clock, .. } = &*self.0;
        let from = state.tree.len();
        let leaves = database.transact_blocking(|t| table::leaves(t, from))?;
        leaves.into_iter().for_each(|leaf| state.tree.push(leaf.0));
        let (size, at) = (state.tree.len(), clock.now());
        if state.is_broken || size == state.last.as_ref().map_or(0, |last| last.size) {
            return Ok(());
        }
        let root = Bytes((*state.tree.root().as_bytes()).into());
        let note = key.sign(&Checkpoint { origin: origin.clone(), size, root });
        let sql = "INSERT INTO audit_checkpoints (size, at, note) VALUES (?1, ?2, ?3)";
        database.transact_blocking(|t| t.execute(sql, params![size, at, note]))?;
        state.last = Some(Signed { size, note, at });
        Ok(())
    }

    /// Checks all of it.
    pub fn verify(&self) -> Result<Result<Report, Fault>, DatabaseError> {
        let Inner { path, origin, key, .. } = &*self.0;
        verify(path, origin, key.public(), &[])
    }

    /// Signs and checks when it is due, for ever. What is found is told to `events`.
    pub async fn keep(self, events: Events) -> Infallible {
        let verify_seconds = self.0.settings.verify_seconds;
        // A start is a good time to look.
        let mut verify_at = self.0.clock.now();
        loop {
            let (log, events) = (self.clone(), events.clone());
            let is_due = verify_seconds > 0 && self.0.clock.now() >= verify_at;
            if is_due {
                verify_at = self.0.clock.now().saturating_add(verify_seconds);
            }
            // An error of the database is in the log of the process; the next look tries again.
            let done = tokio::task::spawn_blocking(move || log.look(is_due, &events)).await;
            if let Ok(Err(error)) = done {
                tracing::error!(%error, "the audit log could not be kept");
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    fn look(&self, is_due: bool, events: &Events) -> Result<(), DatabaseError> {
        let since = self.state().last.as_ref().map_or(0, |last| last.at);
        if self.0.clock.now() >= since.saturating_add(self.0.settings.checkpoint_seconds) {
            self.checkpoint()?;
        }
        if is_due && let Err(fault) = self.verify()? {
            self.alarm(&fault, events);
        }
        Ok(())
    }

    fn alarm(&self, fault: &Fault, events: &Events) {
        let Inner { site, clock, .. } = &*self.0;
        tracing::error!(%site, %fault, "the audit log is not whole");
        events.tell(&Event::new(clock.now(), site, "failure.audit", "desk").with("fault", fault));
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        // What is changed under the lock is changed by single assignments.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn database(&self) -> &Database {
        &self.0.database
    }
}

impl std::fmt::Debug for Log {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Log({}, {:?})", self.0.origin, self.0.key)
    }
}

/// Appends an event to the log in a file: one that a desk has, which signs it with the next checkpoint,
/// or one that is alone, which is made if it is missing and signed at once.
pub fn append_to(path: &Path, event: &Event) -> Result<(), AuditError> {
    if path.file_name().is_some_and(|name| name == DESK) {
        let mut connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
            .map_err(DatabaseError::from)?;
        let append = |connection: &mut Connection| {
            let immediate = TransactionBehavior::Immediate;
            let transaction = connection.transaction_with_behavior(immediate)?;
            table::append(&transaction, event)?;
            transaction.commit()
        };
        return Ok(append(&mut connection).map_err(DatabaseError::from)?);
    }
    // The site's own log has another key.
    let site = format!("{}/archive", event.site);
    let log = Log::open(path, &site, Settings::default(), Clock::system())?;
    log.append(event)?;
    log.checkpoint()?;
    Ok(())
}

/// The site whose log is in a desk's folder; nothing if no desk has worked there.
pub fn site_of(data: &Path) -> Option<String> {
    let text = fs::read_to_string(public_path(&data.join(DESK))).ok()?;
    let (_, origin) = text.trim().split_once(' ')?;
    origin.strip_suffix("/audit").map(Into::into)
}

/// The newest checkpoint that was kept in a database.
pub fn newest(database: &Path) -> Result<Option<String>, DatabaseError> {
    Ok(table::notes(&table::reader(database)?)?.pop())
}

/// The name of a site's log in its checkpoints.
pub fn origin(site: &str) -> String {
    format!("{site}/audit")
}

/// Where the key of the log in the database `path` is.
fn key_path(path: &Path) -> PathBuf {
    match path.file_name().is_some_and(|name| name == DESK) {
        true => path.with_file_name("audit.key"),
        false => path.with_extension("key"),
    }
}

/// Where the public half of that key is, and the log's name.
pub fn public_path(database: &Path) -> PathBuf {
    key_path(database).with_extension("pub")
}

/// The tree up to the newest checkpoint, if it is what was signed.
fn restore(t: &Transaction<'_>, origin: &str, key: &Bytes<32>) -> rusqlite::Result<State> {
    let sql = "SELECT size, note, at FROM audit_checkpoints ORDER BY size DESC LIMIT 1";
    let mut statement = t.prepare(sql)?;
    let mut rows = statement.query(())?;
    let Some(row) = rows.next()? else { return Ok(State::default()) };
    let last = Signed { size: row.get(0)?, note: row.get(1)?, at: row.get(2)? };
    let mut state = State::default();
    let leaves = table::leaves(t, 0)?;
    let signed = usize::try_from(last.size).unwrap_or(usize::MAX);
    leaves.into_iter().take(signed).for_each(|leaf| state.tree.push(leaf.0));
    let root: [u8; 32] = (*state.tree.root().as_bytes()).into();
    let head = key::checked(&last.note, origin, key);
    state.is_broken = head.is_none_or(|head| head.root.0 != root || head.size != state.tree.len());
    if state.is_broken {
        tracing::error!(
            origin,
            "the audit log is not what was signed: no checkpoint is made of it"
        );
    }
    state.last = Some(last);
    Ok(state)
}
