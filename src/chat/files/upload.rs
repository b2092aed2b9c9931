//! A file's way to the relay, beside the loop: piece by piece, on from where it was after every break.

use std::rc::Rc;

use sigilo_consent::Permit;
use sigilo_protocol::{FILE_CHUNK, SEALED_CHUNK};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::{
    add::CHUNKS,
    flights::{self, Up},
};
use crate::{
    chat::{
        talk::Talk,
        wire::{Patience, Wire},
    },
    kept::KeptFile,
    later::Event,
    locks,
    store::Store,
    transport::RelayError,
};

/// A sealed piece, in bytes.
const PIECE: u64 = (CHUNKS * SEALED_CHUNK) as u64;

struct Way {
    id: String,
    place: String,
    size: u64,
    wire: Wire,
    store: Rc<Store>,
    permit: Rc<dyn Permit>,
}

/// Takes a file to the relay until all of it is there, the relay refuses, or nobody wants it any more.
pub(super) fn start(talk: &Talk, id: &str, file: &KeptFile, permit: Rc<dyn Permit>) {
    let Some(file) = file.attachment() else { return };
    let chunks = file.size.div_ceil(FILE_CHUNK as u64).max(1);
    let way = Way {
        id: id.into(),
        place: format!("conversations/{}/blobs/{}", talk.wire.conv, file.blob),
        size: file.size + chunks * (SEALED_CHUNK - FILE_CHUNK) as u64,
        wire: talk.wire.clone(),
        store: talk.store.clone(),
        permit,
    };
    flights::set_up(&way.id, Some(Up::Going(0)));
    spawn_local(async move {
        // One tab at a time: the other finds it there.
        let _turn = locks::acquire(&format!("sigilo:file:{}", way.id)).await;
        flights::set_up(&way.id, way.go().await.map(Up::Landed));
        way.wire.tell(Event::Fetched);
    });
}

impl Way {
    /// Whether it is still wanted.
    fn is_wanted(&self) -> bool {
        self.wire.is_alive() && flights::up(&self.id).is_some()
    }

    async fn go(&self) -> Option<Result<(), RelayError>> {
        let mut patience = Patience::new();
        let mut was_refused = false;
        while self.is_wanted() {
            match self.attempt().await {
                Ok(true) => {
                    patience.reset(&self.wire.inbox);
                    return Some(Ok(()));
                }
                Ok(false) => return None,
                // Once: a relay that refuses fresh tokens is no better than one that is away.
                Err(RelayError::Unauthorized) if !was_refused => was_refused = true,
                Err(
                    error @ (RelayError::Unreachable
                    | RelayError::Busy(_)
                    | RelayError::Unexpected
                    | RelayError::Unauthorized),
                ) => patience.wait(&self.wire.inbox, error).await,
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }

    /// Goes on from what the relay has; false if nobody wants it any more.
    async fn attempt(&self) -> Result<bool, RelayError> {
        let (relay, permit) = (&self.wire.relay, &*self.permit);
        let token = relay.token(permit, &self.wire.site, &self.wire.keys).await?;
        let told = relay.uploaded(permit, &self.place, &token).await?;
        let (mut have, mut is_done) = told.unwrap_or_default();
        while !is_done {
            if !self.is_wanted() {
                return Ok(false);
            }
            self.tell(have);
            let piece = self.piece(have).await.ok_or(RelayError::Refused)?;
            let next = relay.append(permit, &self.place, &token, (have, self.size), piece).await;
            match next {
                Ok((next, done)) if done || next > have => (have, is_done) = (next, done),
                Ok(_) => return Err(RelayError::Unexpected),
                // Somebody else may have gone on with it.
                Err(RelayError::Refused) => {
                    match relay.uploaded(permit, &self.place, &token).await? {
                        Some((next, done)) if next != have => (have, is_done) = (next, done),
                        _ => return Err(RelayError::Refused),
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    /// The piece that begins there, as it lies in this browser or in this page.
    async fn piece(&self, at: u64) -> Option<JsValue> {
        if !at.is_multiple_of(PIECE) {
            return None;
        }
        let key = flights::key(&self.id, at / PIECE);
        match flights::piece(&key) {
            Some(piece) => Some(piece),
            None => self.store.piece(&key).await,
        }
    }

    fn tell(&self, have: u64) {
        let percent = u8::try_from(have * 100 / self.size).unwrap_or(100);
        if flights::up(&self.id) != Some(Up::Going(percent)) {
            flights::set_up(&self.id, Some(Up::Going(percent)));
            self.wire.tell(Event::Fetched);
        }
    }
}
