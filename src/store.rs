//! Where the record is kept: IndexedDB, sealed under a key that can't be taken out.
//!
//! Every change is one compare-and-set of the record's epoch in one transaction, so two tabs never
//! overwrite each other and a crash leaves the record as it was before or after, pages of messages
//! included. Where the browser
//! keeps nothing, the record lives in this page only, and the visitor is told.
//!
//! Sealing protects against other code of this origin and against a copied database alone: browsers
//! keep the key on the same disk.

mod sealed;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::Reflect;
use sealed::{Before, Known, Values, epoch_of};
use sigilo_protocol::{Hash, Pins, Thumbprint, b64u};
use wasm_bindgen::JsValue;

use crate::{
    browser::now_ms,
    idb::{Database, Transaction, databases, has_unlisted},
    kept::Kept,
    keys::{KeyError, Keys},
};

const KEYS: &str = "keys";
const STATE: &str = "state";

/// Most attempts to get a change in between those of other tabs; there are few tabs.
const ATTEMPTS: usize = 20;

/// The record can't be read or written.
#[derive(Debug)]
pub(crate) struct StoreError;

impl From<KeyError> for StoreError {
    fn from(_: KeyError) -> Self {
        Self
    }
}

impl From<JsValue> for StoreError {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// The record of one site's chat in this browser.
pub(crate) struct Store {
    db: RefCell<Option<Rc<Database>>>,
    keys: Keys,
    kept: RefCell<Kept>,
    known: RefCell<Known>,
    is_gone: Cell<bool>,
}

/// Where this browser keeps what belongs to a backend and to one of the pins.
///
/// A record is named by the pin that was current when it was made. After the site's key was rotated
/// the page pins others, so a record counts if it was last used with a pin that the page still has.
#[derive(Clone)]
pub(crate) struct Shelf {
    pins: Pins,
    backend: String,
}

impl Shelf {
    pub(crate) fn new(pins: Pins, backend: &str) -> Self {
        Self { pins, backend: b64u(&Hash::of(backend.as_bytes()).0)[..22].into() }
    }

    /// The pins of the page.
    pub(crate) fn pins(&self) -> &Pins {
        &self.pins
    }

    /// What the tabs of one backend call each other by.
    pub(crate) fn line(&self) -> String {
        format!("sigilo:{}", self.backend)
    }

    /// Whether there may be a record; nothing is created by looking.
    pub(crate) async fn is_empty(&self) -> bool {
        self.names().await.is_empty()
    }

    /// Destroys every record of this backend, whether it can be read or not.
    pub(crate) async fn clear(&self) {
        for name in self.names().await {
            if let Ok(db) = Database::open(&name).await {
                erase(&db).await;
            }
        }
    }

    /// The name of a new record.
    fn name(&self) -> String {
        self.name_of(&self.pins.current())
    }

    fn name_of(&self, pin: &Thumbprint) -> String {
        format!("sigilo:{pin}:{}", self.backend)
    }

    /// The names of this backend's records, that of the current pin first.
    async fn names(&self) -> Vec<String> {
        let name = |db: JsValue| Reflect::get(&db, &"name".into()).ok()?.as_string();
        let is_ours = |name: &String| {
            let rest =
                name.strip_prefix("sigilo:").and_then(|rest| rest.strip_suffix(&self.backend));
            rest.is_some_and(|pin| pin.ends_with(':'))
        };
        let all = databases().await.unwrap_or_default();
        let mut ours: Vec<String> = all.iter().filter_map(name).filter(is_ours).collect();
        if ours.is_empty() {
            for pin in self.pins.all() {
                let name = self.name_of(pin);
                if has_unlisted(&name).await {
                    ours.push(name);
                }
            }
        }
        ours.sort_by_key(|name| *name != self.name());
        ours
    }
}

impl Store {
    /// The record that an earlier load left; nothing is created by looking. One that can't be read
    /// is passed over, and told if there is no other.
    pub(crate) async fn find(shelf: &Shelf) -> Result<Option<Self>, StoreError> {
        let mut none = Ok(None);
        for name in shelf.names().await {
            match Self::read_from(&name).await {
                Ok(Some(store)) if store.is_for(shelf) => return Ok(Some(store)),
                Ok(_) => {}
                Err(error) => none = Err(error),
            }
        }
        none
    }

    fn is_for(&self, shelf: &Shelf) -> bool {
        self.read(|kept| kept.pins.iter().any(|pin| shelf.pins.all().contains(pin)))
    }

    async fn read_from(name: &str) -> Result<Option<Self>, StoreError> {
        let db = Database::open(name).await?;
        let Some(keys) = db.read()?.get(KEYS).await? else { return Ok(None) };
        let keys = Keys::from_js(&keys)?;
        let none = (Vec::new(), Known::default());
        let Some((kept, known)) = sealed::open(&db, &keys, &none).await? else { return Ok(None) };
        let store = Self::new(keys, kept);
        store.known.replace(known);
        store.db.replace(Some(Rc::new(db)));
        Ok(Some(store))
    }

    /// A new record, in this page only until [`Store::persist`].
    pub(crate) fn new(keys: Keys, kept: Kept) -> Self {
        Self {
            db: RefCell::new(None),
            keys,
            kept: RefCell::new(kept),
            known: RefCell::default(),
            is_gone: Cell::new(false),
        }
    }

    /// Starts to keep the record in the browser. Whatever was under that name is replaced.
    pub(crate) async fn persist(&self, shelf: &Shelf) -> Result<(), StoreError> {
        // Where databases can't be listed, the next load would not find this one.
        databases().await.ok_or(StoreError)?;
        let db = Database::open(&shelf.name()).await?;
        let kept = self.kept.borrow().clone();
        // No other record begins there, so none is taken for this one.
        let epoch = now_ms();
        let none = (Vec::new(), Known::default());
        let (mut values, known) = sealed::seal(&self.keys, epoch, &kept, &none).await?;
        values.push((KEYS.into(), self.keys.to_js()));
        clear(&db).await?;
        self.write(db.write()?, values, known).await?;
        self.db.replace(Some(Rc::new(db)));
        Ok(())
    }

    /// The visitor's keys.
    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Reads the record as this page knows it.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&Kept) -> T) -> T {
        look(&self.kept.borrow())
    }

    /// Whether the record outlives the page.
    pub(crate) fn is_kept(&self) -> bool {
        self.db.borrow().is_some()
    }

    /// Takes in what another tab changed.
    pub(crate) async fn refresh(&self) {
        let db = self.db.borrow().clone();
        let Some(db) = db else { return };
        match sealed::open(&db, &self.keys, &self.before()).await {
            Ok(Some((kept, known))) => {
                self.known.replace(known);
                self.kept.replace(kept);
            }
            Ok(None) => self.lost(),
            // It is known as it is, or can't be read.
            Err(_) => {}
        }
    }

    /// What is known of the record's messages, and of how they are stored.
    fn before(&self) -> Before {
        (self.kept.borrow().messages.clone(), self.known.borrow().clone())
    }

    /// Whether it was destroyed, here or by another tab.
    pub(crate) fn is_gone(&self) -> bool {
        self.is_gone.get()
    }

    /// Another tab has destroyed it.
    fn lost(&self) {
        self.is_gone.set(true);
        self.let_go();
    }

    /// Keeps nothing in the browser any more. Whoever destroys the database waits for this.
    fn let_go(&self) {
        if let Some(db) = self.db.replace(None) {
            db.close();
        }
    }

    /// Destroys the record and its keys, and the database where no other tab has it open.
    pub(crate) async fn destroy(&self) {
        self.is_gone.set(true);
        let Some(db) = self.db.replace(None) else { return };
        erase(&db).await;
    }

    /// Keeps a sealed piece of a file that waits, beside the record; false where the browser does not.
    pub(crate) async fn keep_piece(&self, key: &str, piece: &JsValue) -> bool {
        let Some(db) = self.db.borrow().clone() else { return false };
        let keep = async || -> Result<(), StoreError> {
            let records = db.write()?;
            // Another tab may have destroyed the record: then nothing is kept beside it.
            if records.get(STATE).await?.is_none() {
                records.abort()?;
                return Err(StoreError);
            }
            records.put(&key.into(), piece).await?;
            Ok(records.commit().await?)
        };
        keep().await.is_ok()
    }

    /// A piece that was kept.
    pub(crate) async fn piece(&self, key: &str) -> Option<JsValue> {
        let db = self.db.borrow().clone()?;
        db.read().ok()?.get(key).await.ok()?
    }

    /// Pieces are of no more use.
    pub(crate) async fn drop_pieces(&self, keys: &[String]) {
        let Some(db) = self.db.borrow().clone() else { return };
        let clear = async || -> Result<(), StoreError> {
            let records = db.write()?;
            for key in keys {
                records.delete(&key.into()).await?;
            }
            Ok(records.commit().await?)
        };
        // What can't be dropped goes with the record.
        let _ = clear().await;
    }

    /// Changes the record. `change` may run more than once, each time on the newest record. If the
    /// browser no longer keeps it, the change is made in this page, and [`Store::is_kept`] says so.
    pub(crate) async fn update(&self, change: &dyn Fn(&mut Kept)) {
        if self.is_gone() {
            return;
        }
        let db = self.db.borrow().clone();
        if let Some(db) = db {
            for _ in 0..ATTEMPTS {
                match self.try_update(&db, change).await {
                    Ok(true) => return,
                    Ok(false) => self.refresh().await,
                    Err(StoreError) => break,
                }
            }
            self.let_go();
        }
        change(&mut self.kept.borrow_mut());
    }

    /// One attempt; false if another tab was faster. Where another has destroyed the record there is
    /// nothing to change.
    async fn try_update(
        &self,
        db: &Database,
        change: &dyn Fn(&mut Kept),
    ) -> Result<bool, StoreError> {
        let (before, mut kept) = (self.before(), self.kept.borrow().clone());
        change(&mut kept);
        let epoch = before.1.epoch;
        let (values, known) = sealed::seal(&self.keys, epoch + 1, &kept, &before).await?;
        let records = db.write()?;
        let Some(stored) = records.get(STATE).await? else {
            self.lost();
            return Ok(true);
        };
        if epoch_of(&stored)? != epoch {
            records.abort()?;
            return Ok(false);
        }
        self.write(records, values, known).await?;
        self.kept.replace(kept);
        Ok(true)
    }

    /// Writes a change, whole or not at all.
    async fn write(
        &self,
        records: Transaction,
        values: Values,
        known: Known,
    ) -> Result<(), StoreError> {
        for (key, value) in &values {
            records.put(key, value).await?;
        }
        records.commit().await?;
        self.known.replace(known);
        Ok(())
    }
}

/// Empties a database, and deletes it where no other tab has it open.
async fn erase(db: &Database) {
    // What can't be cleared goes with its database.
    let _ = clear(db).await;
    // It waits for tabs that have it open; they let go of it as they hear of it.
    let _ = db.delete();
}

async fn clear(db: &Database) -> Result<(), StoreError> {
    let records = db.write()?;
    records.clear().await?;
    Ok(records.commit().await?)
}
