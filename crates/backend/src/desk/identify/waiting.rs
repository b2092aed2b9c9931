//! Tokens that wait for their issuer's keys, in their order. They are in memory alone: a start forgets
//! them, and the page gives another one when it is asked.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use sigilo_protocol::ConvId;

/// Most that wait at a time. More come in the few seconds of a fetch if somebody wants the desk's memory.
const MOST: usize = 256;

/// Tokens that wait.
#[derive(Default)]
pub(super) struct Waiting(Mutex<VecDeque<Waits>>);

/// One of them.
#[derive(Clone)]
pub(super) struct Waits {
    pub(super) conv: ConvId,
    pub(super) token: String,
    /// The thumbprint of the visitor's key.
    pub(super) key: String,
    /// After which fetch of the keys it is checked.
    pub(super) fetch: u64,
}

/// There is no room.
pub(super) struct Full;

impl Waiting {
    /// After which fetch what waits in a conversation is checked, if something does.
    pub(super) fn has(&self, conv: ConvId) -> Option<u64> {
        self.all().iter().rfind(|own| own.conv == conv).map(|own| own.fetch)
    }

    pub(super) fn push(&self, token: Waits) -> Result<(), Full> {
        let mut all = self.all();
        if all.len() >= MOST {
            return Err(Full);
        }
        all.push_back(token);
        Ok(())
    }

    pub(super) fn first(&self) -> Option<Waits> {
        self.all().front().cloned()
    }

    pub(super) fn drop_first(&self) {
        self.all().pop_front();
    }

    /// What waits in a conversation is not taken any more.
    pub(super) fn forget(&self, conv: ConvId) {
        self.all().retain(|own| own.conv != conv);
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.all().len()
    }

    fn all(&self) -> MutexGuard<'_, VecDeque<Waits>> {
        // A queue is whole between any two of these steps.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Waits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Waits({} bytes)", self.token.len())
    }
}
