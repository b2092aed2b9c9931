//! A desk's folder, opened beside the desk: by commands, for who looks into it.

use std::path::{Path, PathBuf};

use getrandom::SysRng;
use rand_core::UnwrapErr;

use super::{
    keys::{Keys, KeysError},
    store::Store,
};
use crate::{Clock, DatabaseError, storage::MasterKey};

/// Opens it, with the master key that is where the desk has it; `missing` where no desk has worked there.
pub(super) fn open<E: From<KeysError> + From<DatabaseError>>(
    data: &Path,
    master_key: &MasterKey,
    missing: fn(PathBuf) -> E,
) -> Result<Store, E> {
    let keys = data.join("keys.json");
    if !keys.exists() || !data.join("desk.db").exists() {
        return Err(missing(data.into()));
    }
    let clock = Clock::system();
    let keys = Keys::open(&keys, clock.now(), &mut UnwrapErr(SysRng))?;
    Ok(keys.store(data, master_key, clock)?)
}
