//! What is on its way, and what was opened: in this page only.

use std::cell::RefCell;

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::Why;
use crate::{browser::call, kept::KeptMessage, transport::RelayError};

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

/// What is known of a message's file.
#[derive(Default)]
struct Flight {
    id: String,
    up: Option<Up>,
    down: Option<Down>,
    /// What brings it, where that is no message of the record.
    message: Option<KeptMessage>,
    /// The address of a picture.
    picture: Option<String>,
    /// In how many pieces it lies.
    pieces: u64,
    /// It is chosen for a field of a form, and why it was not sent.
    chosen: Option<(JsValue, Option<Why>)>,
}

thread_local! {
    static FLIGHTS: RefCell<Vec<Flight>> = const { RefCell::new(Vec::new()) };
    /// Pieces that the browser does not keep, by their keys.
    static PIECES: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// Looks at what is known of a file, if anything is.
fn look(id: &str, look: &mut dyn FnMut(&Flight)) {
    FLIGHTS.with_borrow(|flights| flights.iter().find(|own| own.id == id).map(look));
}

/// Changes what is known of a file; there are few at a time.
fn with(id: &str, look: &mut dyn FnMut(&mut Flight)) {
    FLIGHTS.with_borrow_mut(|flights| {
        let found = flights.iter().position(|own| own.id == id);
        let at = found.unwrap_or_else(|| {
            flights.push(Flight { id: id.into(), ..Flight::default() });
            flights.len() - 1
        });
        look(&mut flights[at]);
    });
}

/// A card's picture is shown, which is no message of the record.
pub(super) fn meet(message: &KeptMessage) {
    with(&message.view.id, &mut |own| own.message = Some(message.clone()));
}

/// The same again.
pub(super) fn met(id: &str) -> Option<KeptMessage> {
    let mut message = None;
    look(id, &mut |own| message.clone_from(&own.message));
    message
}

pub(super) fn up(id: &str) -> Option<Up> {
    let mut up = None;
    look(id, &mut |own| up = own.up);
    up
}

pub(super) fn set_up(id: &str, up: Option<Up>) {
    with(id, &mut |own| own.up = up);
}

/// What is chosen for a field.
pub(super) fn chosen(id: &str) -> Option<(JsValue, Option<Why>)> {
    let mut chosen = None;
    look(id, &mut |own| chosen.clone_from(&own.chosen));
    chosen
}

/// Another file for a field, or none.
pub(super) fn choose(id: &str, chosen: Option<(JsValue, Option<Why>)>) {
    with(id, &mut |own| own.chosen.clone_from(&chosen));
}

/// Nothing is chosen any more for fields whose ids begin so.
pub(super) fn leave(of: &str) {
    FLIGHTS.with_borrow_mut(|flights| {
        for own in flights.iter_mut().filter(|own| own.id.starts_with(of)) {
            own.chosen = None;
        }
    });
}

/// It lies here in so many pieces, or fewer: they go unless the record knows of them.
pub(super) fn lies(id: &str, pieces: u64) {
    with(id, &mut |own| own.pieces = pieces);
}

/// What has come to an end, each told once.
pub(super) fn landed() -> Vec<(String, Result<(), RelayError>)> {
    FLIGHTS.with_borrow_mut(|flights| {
        let mut landed = Vec::new();
        for own in flights {
            if let Some(Up::Landed(outcome)) = own.up {
                own.up = None;
                landed.push((own.id.clone(), outcome));
            }
        }
        landed
    })
}

pub(super) fn down(id: &str) -> Option<Down> {
    let mut down = None;
    look(id, &mut |own| down = own.down);
    down
}

pub(super) fn set_down(id: &str, down: Option<Down>) {
    with(id, &mut |own| own.down = down);
}

/// Where a picture can be shown from.
pub(super) fn picture(id: &str) -> Option<String> {
    let mut picture = None;
    look(id, &mut |own| picture.clone_from(&own.picture));
    picture
}

/// A picture can be shown.
pub(super) fn show(id: &str, blob: &JsValue) {
    let args = std::slice::from_ref(blob);
    let address = addresses().and_then(|urls| call(&urls, "createObjectURL", args));
    let address = address.ok().and_then(|address| address.as_string());
    with(id, &mut |own| own.picture.clone_from(&address));
}

pub(super) fn piece(key: &str) -> Option<JsValue> {
    PIECES.with_borrow(|pieces| {
        pieces.iter().find(|(own, _)| own == key).map(|(_, piece)| piece.clone())
    })
}

pub(super) fn keep_piece(key: &str, piece: JsValue) {
    PIECES.with_borrow_mut(|pieces| pieces.push((key.into(), piece)));
}

/// The keys of a file's pieces.
pub(super) fn keys(id: &str, pieces: u64) -> Vec<String> {
    (0..pieces).map(|at| key(id, at)).collect()
}

pub(super) fn key(id: &str, at: u64) -> String {
    format!("file:{id}:{at}")
}

/// Files that lay here and are known no more: they are forgotten, and in how many pieces they lie.
pub(super) fn gone(known: &[(String, u64, bool)]) -> Vec<(String, u64)> {
    let mut gone = Vec::new();
    FLIGHTS.with_borrow_mut(|flights| {
        for own in flights.iter_mut().filter(|own| own.pieces > 0) {
            if known.iter().all(|(id, ..)| *id != own.id) {
                gone.push((own.id.clone(), own.pieces));
                (own.up, own.pieces) = (None, 0);
            }
        }
    });
    for (id, pieces, _) in known {
        with(id, &mut |own| own.pieces = *pieces);
    }
    let keys: Vec<String> = gone.iter().flat_map(|(id, pieces)| keys(id, *pieces)).collect();
    PIECES.with_borrow_mut(|pieces| pieces.retain(|(key, _)| !keys.contains(key)));
    gone
}

/// Forgets all of it.
pub(super) fn forget() {
    PIECES.take();
    for address in FLIGHTS.take().into_iter().filter_map(|own| own.picture) {
        // What was lent ends with the page at the latest.
        let _ = addresses().and_then(|urls| call(&urls, "revokeObjectURL", &[address.into()]));
    }
}

fn addresses() -> Result<JsValue, JsValue> {
    Reflect::get(&js_sys::global(), &"URL".into())
}
