//! What is on its way, and what was opened: in this page only.

use std::{cell::RefCell, collections::BTreeMap};

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::{browser::call, transport::RelayError};

/// How far a file has come to the relay.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Up {
    /// So much of a hundred.
    Going(u8),
    /// All of it, or it will not.
    Landed(Result<(), RelayError>),
}

/// How far a file has come from there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Down {
    /// So much of a hundred.
    Fetching(u8),
    /// The visitor has it.
    Saved,
    /// It could not be had.
    Broken,
}

#[derive(Default)]
struct Flights {
    up: BTreeMap<String, Up>,
    down: BTreeMap<String, Down>,
    /// Addresses of pictures.
    pictures: BTreeMap<String, String>,
    /// Pieces that the browser does not keep, by their keys.
    pieces: BTreeMap<String, JsValue>,
    /// In how many pieces each file lies.
    known: BTreeMap<String, u64>,
}

thread_local! {
    static FLIGHTS: RefCell<Flights> = RefCell::default();
}

fn with<T>(look: impl FnOnce(&mut Flights) -> T) -> T {
    FLIGHTS.with_borrow_mut(look)
}

pub(super) fn up(id: &str) -> Option<Up> {
    with(|own| own.up.get(id).copied())
}

pub(super) fn set_up(id: &str, up: Up) {
    with(|own| own.up.insert(id.into(), up));
}

/// What has come to an end, each told once.
pub(super) fn landed() -> Vec<(String, Result<(), RelayError>)> {
    with(|own| {
        let mut landed = Vec::new();
        own.up.retain(|id, up| match up {
            Up::Landed(outcome) => {
                landed.push((id.clone(), *outcome));
                false
            }
            Up::Going(_) => true,
        });
        landed
    })
}

/// A file goes nowhere any more.
pub(super) fn end(id: &str) {
    with(|own| own.up.remove(id));
}

pub(super) fn down(id: &str) -> Option<Down> {
    with(|own| own.down.get(id).copied())
}

pub(super) fn set_down(id: &str, down: Option<Down>) {
    with(|own| match down {
        Some(down) => drop(own.down.insert(id.into(), down)),
        None => drop(own.down.remove(id)),
    });
}

/// Where a picture can be shown from.
pub(super) fn picture(id: &str) -> Option<String> {
    with(|own| own.pictures.get(id).cloned())
}

/// A picture can be shown.
pub(super) fn show(id: &str, blob: &JsValue) {
    let address =
        addresses().and_then(|urls| call(&urls, "createObjectURL", std::slice::from_ref(blob)));
    if let Some(address) = address.ok().and_then(|address| address.as_string()) {
        with(|own| own.pictures.insert(id.into(), address));
    }
}

pub(super) fn piece(key: &str) -> Option<JsValue> {
    with(|own| own.pieces.get(key).cloned())
}

pub(super) fn keep_piece(key: &str, piece: JsValue) {
    with(|own| own.pieces.insert(key.into(), piece));
}

/// The keys of a file's pieces.
pub(super) fn keys(id: &str, pieces: u64) -> Vec<String> {
    (0..pieces).map(|at| key(id, at)).collect()
}

pub(super) fn key(id: &str, at: u64) -> String {
    format!("file:{id}:{at}")
}

/// Files that were known and are not any more: they are forgotten, and in how many pieces they lie.
pub(super) fn gone(known: &[(String, u64, bool)]) -> Vec<(String, u64)> {
    with(|own| {
        let is_known = |id: &String| known.iter().any(|(known, ..)| known == id);
        let gone: Vec<_> = own.known.iter().filter(|(id, _)| !is_known(id)).collect();
        let gone: Vec<_> = gone.into_iter().map(|(id, pieces)| (id.clone(), *pieces)).collect();
        for (id, pieces) in &gone {
            own.up.remove(id);
            for key in keys(id, *pieces) {
                own.pieces.remove(&key);
            }
        }
        own.known = known.iter().map(|(id, pieces, _)| (id.clone(), *pieces)).collect();
        gone
    })
}

/// Forgets all of it.
pub(super) fn forget() {
    let Flights { pictures, .. } = with(std::mem::take);
    for address in pictures.into_values() {
        // What was lent ends with the page at the latest.
        let _ = addresses().and_then(|urls| call(&urls, "revokeObjectURL", &[address.into()]));
    }
}

fn addresses() -> Result<JsValue, JsValue> {
    Reflect::get(&js_sys::global(), &"URL".into())
}
