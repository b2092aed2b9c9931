//! Another master key, beside a running desk: the data keys are wrapped anew, a batch a transaction, and
//! both masters are good meanwhile. Interrupted anywhere, it goes on where it was when it is run again.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use getrandom::SysRng;
use rand_core::{Rng as _, UnwrapErr};
use rusqlite::Transaction;
use zeroize::Zeroizing;

use super::{KeysError, keys::Keys, seals, secret_file};
use crate::{
    Clock, DatabaseError,
    storage::{Master, MasterKey, MasterKeyError},
};

/// Keys of one transaction: a desk at work waits for it some milliseconds.
const BATCH: usize = 256;

/// What a rotation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// What the master key is called that is in use now.
    pub master: String,
    /// How many data keys were wrapped anew.
    pub rewrapped: usize,
}

/// Why master keys could not be rotated.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// The key file's master key stays what it is.
    #[error(
        "the desk's own keys.json has the master key; make one with `keys new`, name it in the \
         configuration, start the desk anew, and rotate then"
    )]
    KeyFile,
    /// The source gives no newer key.
    #[error("the newest master key is in use already; give a newer one as the first line")]
    NothingNewer,
    /// Another rotation runs.
    #[error("another rotation is under way in {0}")]
    Busy(PathBuf),
    /// The file of the master key can't be written.
    #[error("{0} can't be written: {1}")]
    Write(PathBuf, io::Error),
    /// The keys can't be used.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The master key can't be had.
    #[error(transparent)]
    MasterKey(#[from] MasterKeyError),
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Makes a master key in a new file, for nobody but its owner.
pub fn new_master_key(path: &Path) -> Result<(), RotationError> {
    let line = format!("{}\n", generate().line().as_str());
    secret_file::create(path, Zeroizing::new(line).as_bytes())
        .map_err(|error| RotationError::Write(path.into(), error))
}

/// Puts the newest master key into use, which is made first where the source is a file. `forget` takes
/// the older ones out of the file: a backup of before can't be opened then.
pub fn rotate_master_key(
    data: &Path,
    source: &MasterKey,
    forget: bool,
) -> Result<Rotated, RotationError> {
    if *source == MasterKey::KeyFile {
        return Err(RotationError::KeyFile);
    }
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| RotationError::Write(path, error)
    };
    let lock_path = data.join("rotate.lock");
    let lock = File::create(&lock_path).map_err(at(&lock_path))?;
    lock.try_lock().map_err(|_| RotationError::Busy(data.into()))?;
    let clock = Clock::system();
    let keys = Keys::open(&data.join("keys.json"), clock.now(), &mut UnwrapErr(SysRng))?;
    let store = keys.store(data, source, clock)?;
    let (database, seals) = (&store.0, &store.1);
    let ring = seals.ring();
    let (current, masters) = database.transact_blocking(|t| {
        let count = "SELECT count(*) FROM master_keys";
        Ok((seals::current(t)?, t.query_row(count, (), |row| row.get::<_, u64>(0))?))
    })?;
    let is_under_way = masters > 1 || current.as_ref() != Some(&ring.newest().id);
    if !is_under_way {
        let path = ring.file().ok_or(RotationError::NothingNewer)?;
        let old = Zeroizing::new(fs::read_to_string(path).map_err(at(path))?);
        let new = Zeroizing::new(format!("{}\n{}", generate().line().as_str(), old.as_str()));
        secret_file::replace(path, new.as_bytes()).map_err(at(path))?;
        ring.reload()?;
    }
    let newest = ring.newest();
    database.transact_blocking(|t| seals::make_current(t, &newest.id))?;
    let mut rewrapped = 0;
    loop {
        match database.transact_blocking(|t| seals.rewrap(t, BATCH))? {
            0 => break,
            count => rewrapped += count,
        }
    }
    database.transact_blocking(retire)?;
    database.settle_blocking()?;
    if let (true, Some(path)) = (forget, ring.file()) {
        let line = Zeroizing::new(format!("{}\n", newest.line().as_str()));
        secret_file::replace(path, line.as_bytes()).map_err(at(path))?;
    }
    Ok(Rotated { master: newest.id, rewrapped })
}

/// Masters that wrap nothing any more.
fn retire(t: &Transaction<'_>) -> rusqlite::Result<()> {
    let sql =
        "DELETE FROM master_keys WHERE is_current = 0 AND id NOT IN (SELECT master FROM data_keys)";
    t.execute(sql, ()).map(drop)
}

fn generate() -> Master {
    let mut key = Zeroizing::new([0; 32]);
    UnwrapErr(SysRng).fill_bytes(key.as_mut());
    Master::new(key)
}
