//! Web Locks: how a load shows its other tabs that it lives.

use std::{cell::RefCell, rc::Rc};

use futures::{
    channel::oneshot,
    future::{Either, select},
};
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use crate::browser::{call, window};

/// A held lock; dropping it lets it go, and so does the end of the page.
pub(crate) struct Lock {
    release: Function,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The promise's own resolver does not throw.
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Takes the lock `name`; nothing where the browser has no locks.
pub(crate) async fn acquire(name: &str) -> Option<Lock> {
    let (sender, receiver) = oneshot::channel();
    let sender = Rc::new(RefCell::new(Some(sender)));
    let granted = Closure::once_into_js(move || {
        let mut release = None;
        let held = Promise::new(&mut |resolve, _| release = Some(resolve));
        if let (Some(sender), Some(release)) = (sender.borrow_mut().take(), release) {
            // The receiver is gone only if the page is.
            let _ = sender.send(Lock { release });
        }
        held
    });
    let request = call(&manager()?, "request", &[name.into(), granted]).ok()?;
    let request = JsFuture::from(request.dyn_into::<Promise>().ok()?);
    // It settles before the lock is granted only where locks are denied.
    match select(receiver, request).await {
        Either::Left((lock, _)) => lock.ok(),
        Either::Right(_) => None,
    }
}

/// The names of the locks that are held, in any tab; nothing where the browser has no locks.
pub(crate) async fn held() -> Option<Vec<String>> {
    let query = call(&manager()?, "query", &[]).ok()?.dyn_into::<Promise>().ok()?;
    let snapshot = JsFuture::from(query).await.ok()?;
    let held: Array = Reflect::get(&snapshot, &"held".into()).ok()?.dyn_into().ok()?;
    let mut names = Vec::new();
    for lock in held.iter() {
        let name = Reflect::get(&lock, &"name".into()).ok();
        if let Some(name) = name.and_then(|name| name.as_string()) {
            names.push(name);
        }
    }
    Some(names)
}

fn manager() -> Option<JsValue> {
    let manager = Reflect::get(&window()?.navigator(), &"locks".into()).ok()?;
    manager.is_object().then_some(manager)
}
