//! IndexedDB, as far as the record needs it: databases of one store each, changed in transactions.
//!
//! Called by name, like sockets: what `web-sys` binds would be glue of the first load, and records
//! are for after Allow.

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

use crate::browser::{call, promised};

/// The one store of a database.
const STORE: &str = "records";

/// An open database.
pub(crate) struct Database(JsValue);

/// Reads and writes that happen as one or not at all.
pub(crate) struct Transaction {
    transaction: JsValue,
    store: JsValue,
}

/// The databases of this origin, as the browser tells of them; nothing where it keeps none, or does
/// not list them.
pub(crate) async fn databases() -> Option<Array> {
    promised(&factory().ok()?, "databases", &[]).await.ok()?.dyn_into().ok()
}

/// Whether WebKit has a database of this name: in the frame of another origin it lists none (2.50). It is asked
/// by opening it, and gives up where it would be made. Other engines are not asked: theirs would leave a trace.
pub(crate) async fn has_unlisted(name: &str) -> bool {
    // What it alone has.
    let mark = Reflect::get(&js_sys::global(), &"webkitConvertPointFromNodeToPage".into());
    if !mark.is_ok_and(|mark| mark.is_function()) {
        return false;
    }
    let open = async || {
        let request = call(&factory()?, "open", &[name.into()])?;
        let asked = request.clone();
        let give_up = Closure::<dyn FnMut(Event)>::new(move |_| {
            // Without a transaction there is nothing to make either.
            let _ = Reflect::get(&asked, &"transaction".into())
                .and_then(|making| call(&making, "abort", &[]));
        });
        Reflect::set(&request, &"onupgradeneeded".into(), give_up.as_ref())?;
        call(&done(&request).await?, "close", &[])
    };
    open().await.is_ok()
}

impl Database {
    /// Opens the database `name`; makes it where there is none.
    pub(crate) async fn open(name: &str) -> Result<Self, JsValue> {
        let request = call(&factory()?, "open", &[name.into(), 1.into()])?;
        let made = request.clone();
        let make = Closure::<dyn FnMut(Event)>::new(move |_| {
            // Without its store no transaction begins there, which is looked at.
            let _ = result(&made).and_then(|db| call(&db, "createObjectStore", &[STORE.into()]));
        });
        Reflect::set(&request, &"onupgradeneeded".into(), make.as_ref())?;
        done(&request).await.map(Self)
    }

    /// Begins to read.
    pub(crate) fn read(&self) -> Result<Transaction, JsValue> {
        self.begin("readonly")
    }

    /// Begins to write. What is written counts from [`Transaction::commit`] on.
    pub(crate) fn write(&self) -> Result<Transaction, JsValue> {
        self.begin("readwrite")
    }

    /// Closes it: who deletes it waits for that.
    pub(crate) fn close(&self) {
        // Closing does not fail.
        let _ = call(&self.0, "close", &[]);
    }

    /// Closes and deletes it, once no other tab has it open.
    pub(crate) fn delete(&self) -> Result<(), JsValue> {
        let name = Reflect::get(&self.0, &"name".into())?;
        self.close();
        call(&factory()?, "deleteDatabase", &[name]).map(drop)
    }

    fn begin(&self, mode: &str) -> Result<Transaction, JsValue> {
        let transaction = call(&self.0, "transaction", &[STORE.into(), mode.into()])?;
        let store = call(&transaction, "objectStore", &[STORE.into()])?;
        Ok(Transaction { transaction, store })
    }
}

impl Transaction {
    /// The value of `key`, if there is one.
    pub(crate) async fn get(&self, key: &str) -> Result<Option<JsValue>, JsValue> {
        let value = self.request("get", &[key.into()]).await?;
        Ok((!value.is_undefined()).then_some(value))
    }

    /// The values of `keys`, undefined where there is none. They are asked for at once.
    pub(crate) async fn get_all(&self, keys: &[JsValue]) -> Result<Vec<JsValue>, JsValue> {
        let mut requests = Vec::new();
        for key in keys {
            requests.push(call(&self.store, "get", std::slice::from_ref(key))?);
        }
        // They are answered in their order; one that fails ends the transaction, and with it the last.
        if let Some(last) = requests.last() {
            done(last).await?;
        }
        let mut values = Vec::new();
        for request in &requests {
            values.push(result(request)?);
        }
        Ok(values)
    }

    /// Sets the value of `key`.
    pub(crate) async fn put(&self, key: &JsValue, value: &JsValue) -> Result<(), JsValue> {
        self.request("put", &[value.clone(), key.clone()]).await.map(drop)
    }

    /// Removes the value of `key`.
    pub(crate) async fn delete(&self, key: &JsValue) -> Result<(), JsValue> {
        self.request("delete", std::slice::from_ref(key)).await.map(drop)
    }

    /// Removes every value.
    pub(crate) async fn clear(&self) -> Result<(), JsValue> {
        self.request("clear", &[]).await.map(drop)
    }

    /// Ends it, once it is on the disk; fails if the browser aborts it, for want of space for
    /// instance.
    pub(crate) async fn commit(self) -> Result<(), JsValue> {
        call(&self.transaction, "commit", &[])?;
        heard(&self.transaction, "oncomplete", "onabort").await
    }

    /// Ends it without a change.
    pub(crate) fn abort(self) -> Result<(), JsValue> {
        call(&self.transaction, "abort", &[]).map(drop)
    }

    async fn request(&self, method: &str, args: &[JsValue]) -> Result<JsValue, JsValue> {
        done(&call(&self.store, method, args)?).await
    }
}

fn factory() -> Result<JsValue, JsValue> {
    Reflect::get(&js_sys::global(), &"indexedDB".into())
}

/// What came of a request.
async fn done(request: &JsValue) -> Result<JsValue, JsValue> {
    heard(request, "onsuccess", "onerror").await?;
    result(request)
}

fn result(request: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(request, &"result".into())
}

/// Waits for one of two events. Events come in later turns of the browser's loop: none is missed.
/// The transaction stays active in the turn in which a request's event came, and this goes on in it.
async fn heard(target: &JsValue, good: &str, bad: &str) -> Result<(), JsValue> {
    let settled = Promise::new(&mut |resolve, reject| {
        // A handler can always be set.
        let _ = Reflect::set(target, &good.into(), &resolve);
        let _ = Reflect::set(target, &bad.into(), &reject);
    });
    JsFuture::from(settled).await.map(drop)
}
