//! The record as it is stored: `{epoch, pages, sealed}`, and beside it pages of messages by their numbers.
//!
//! The record says at which of its epochs each page was sealed last. Both are authenticated with it and with the page,
//! so that no page can stand in another's place, nor as it was before.

use js_sys::Reflect;
use sigilo_protocol::Json;
use wasm_bindgen::JsValue;

use super::{STATE, StoreError};
use crate::{
    browser::object,
    idb::Transaction,
    kept::{
        Kept, KeptMessage,
        pages::{self, PAGE},
    },
    keys::Keys,
    state::Shared,
};

/// What is known of the messages, and at which epochs their pages were sealed.
#[derive(Clone, Default)]
pub(super) struct Known {
    pub(super) messages: Vec<Shared<KeptMessage>>,
    pub(super) pages: Vec<u64>,
}

/// What a change writes, by key.
pub(super) struct Change {
    pub(super) values: Vec<(JsValue, JsValue)>,
    /// At which epochs the pages are sealed after it.
    pub(super) pages: Vec<u64>,
}

/// Seals the record, and those of its pages that are not as they are known.
pub(super) async fn seal(
    keys: &Keys,
    epoch: u64,
    kept: &Kept,
    known: &Known,
) -> Result<Change, StoreError> {
    let mut change = Change { values: Vec::new(), pages: Vec::new() };
    for (at, page) in kept.messages.chunks_exact(PAGE).enumerate() {
        let same = known.pages.get(at).filter(|_| pages::is_same(page, &known.messages, at));
        if same.is_none() {
            let text = pages::to_json(page).to_text();
            let sealed = keys.seal(&page_label(at, epoch), text.as_bytes()).await?;
            change.values.push((at.into(), sealed.into()));
        }
        change.pages.push(same.map_or(epoch, |same| *same));
    }
    let epochs = match change.pages.is_empty() {
        true => String::new(),
        false => Json::list(change.pages.iter().map(|page| Json::Number(*page))).to_text(),
    };
    let text = kept.to_json().to_text();
    let sealed = keys.seal(&label(epoch, &epochs), text.as_bytes()).await?;
    let state = object(&[
        ("epoch", JsValue::from_f64(epoch as f64)),
        ("pages", epochs.into()),
        ("sealed", sealed.into()),
    ]);
    change.values.push((STATE.into(), state));
    Ok(change)
}

/// Opens the record, and those of its pages that are not known; its epoch, and those of its pages.
pub(super) async fn open(
    keys: &Keys,
    records: &Transaction,
    state: &JsValue,
    known: &Known,
) -> Result<(u64, Vec<u64>, Kept), StoreError> {
    let epoch = epoch_of(state)?;
    // A record of before has none.
    let epochs = Reflect::get(state, &"pages".into())?.as_string().unwrap_or_default();
    let pages = Json::parse(epochs.as_bytes()).and_then(|own| own.into_list(Json::into_number));
    let pages = pages.unwrap_or_default();
    let mut unknown = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        if known.pages.get(at) != Some(page) {
            unknown.push(at.into());
        }
    }
    // Nothing else is waited for before: the transaction would end.
    let mut unknown = records.get_all(&unknown).await?.into_iter();
    let mut messages = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        if known.pages.get(at) == Some(page) {
            messages.extend_from_slice(&known.messages[at * PAGE..][..PAGE]);
        } else {
            let sealed = unknown.next().ok_or(StoreError)?;
            let text = keys.open(&page_label(at, *page), &sealed).await?;
            let page = Json::parse(&text).and_then(pages::from_json);
            messages.append(&mut page.ok_or(StoreError)?);
        }
    }
    let sealed = Reflect::get(state, &"sealed".into())?;
    let text = keys.open(&label(epoch, &epochs), &sealed).await?;
    let mut kept = Json::parse(&text).and_then(Kept::from_json).ok_or(StoreError)?;
    messages.append(&mut kept.messages);
    kept.messages = messages;
    Ok((epoch, pages, kept))
}

/// The epoch of a stored record.
pub(super) fn epoch_of(stored: &JsValue) -> Result<u64, StoreError> {
    let epoch = Reflect::get(stored, &"epoch".into())?.as_f64().ok_or(StoreError)?;
    Ok(epoch as u64)
}

fn label(epoch: u64, pages: &str) -> String {
    format!("sigilo1 record {epoch}{pages}")
}

fn page_label(at: usize, epoch: u64) -> String {
    format!("sigilo1 page {at} {epoch}")
}
