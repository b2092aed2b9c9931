//! The record as it is stored: `{epoch, pages, sealed}`, and beside it pages of messages by their numbers.
//!
//! It says at which of its epochs each page was sealed last. That is authenticated with the record, and with the page its
//! place and epoch, so that none can stand in another's place, nor as it was before.

use js_sys::Reflect;
use sigilo_protocol::Json;
use wasm_bindgen::JsValue;

use super::{STATE, StoreError};
use crate::{
    browser::object,
    idb::Database,
    kept::{
        Kept, KeptMessage,
        pages::{self, PAGE},
    },
    keys::Keys,
    state::Shared,
};

/// What is known of a stored record beside what is in it.
#[derive(Clone, Default)]
pub(super) struct Known {
    pub(super) epoch: u64,
    /// At which epochs its pages were sealed.
    pages: Vec<String>,
}

/// The messages as they are known, and how they are stored.
pub(super) type Before = (Vec<Shared<KeptMessage>>, Known);

/// What a change writes, by key.
pub(super) type Values = Vec<(JsValue, JsValue)>;

/// Seals the record, and those of its pages that are not as they are known.
pub(super) async fn seal(
    keys: &Keys,
    epoch: u64,
    kept: &Kept,
    (before, known): &Before,
) -> Result<(Values, Known), StoreError> {
    let mut new = Known { epoch, pages: Vec::new() };
    let mut texts = Vec::new();
    for (at, page) in kept.messages.chunks_exact(PAGE).enumerate() {
        let same = known.pages.get(at).filter(|_| pages::is_same(page, before, at));
        let sealed = same.cloned().unwrap_or_else(|| {
            let epoch = epoch.to_string();
            texts.push((at.into(), page_label(at, &epoch), pages::to_json(page)));
            epoch
        });
        new.pages.push(sealed);
    }
    // A record without pages is as it was before there were any.
    let list = if new.pages.is_empty() { String::new() } else { Json::texts(&new.pages).to_text() };
    texts.push((STATE.into(), label(epoch, &list), kept.to_json()));
    let mut values = Vec::new();
    // Nothing is left of a page that there are no messages for any more.
    for surplus in new.pages.len()..known.pages.len() {
        values.push((surplus.into(), JsValue::NULL));
    }
    for (key, label, text) in texts {
        let sealed = keys.seal(&label, text.to_text().as_bytes()).await?.into();
        values.push((key, sealed));
    }
    if let Some((_, state)) = values.last_mut() {
        let epoch = JsValue::from_f64(epoch as f64);
        *state = object(&[("epoch", epoch), ("pages", list.into()), ("sealed", state.clone())]);
    }
    Ok((values, new))
}

/// Opens the record, if there is one, and those of its pages that are not known. Fails where all of it is:
/// each change has an epoch of its own.
pub(super) async fn open(
    db: &Database,
    keys: &Keys,
    (before, known): &Before,
) -> Result<Option<(Kept, Known)>, StoreError> {
    let records = db.read()?;
    let Some(state) = records.get(STATE).await? else { return Ok(None) };
    let epoch = epoch_of(&state)?;
    if epoch == known.epoch {
        return Err(StoreError);
    }
    // A record of before has none.
    let list = Reflect::get(&state, &"pages".into())?.as_string().unwrap_or_default();
    let pages = Json::parse(list.as_bytes()).and_then(Json::into_texts).unwrap_or_default();
    let is_known = |at: usize| known.pages.get(at) == pages.get(at);
    let (mut places, mut labels) = (Vec::new(), Vec::new());
    for (at, page) in pages.iter().enumerate().filter(|(at, _)| !is_known(*at)) {
        places.push(at.into());
        labels.push(page_label(at, page));
    }
    // Asked for at once: a transaction ends if anything else is waited for.
    let mut sealed = records.get_all(&places).await?;
    labels.push(label(epoch, &list));
    sealed.push(Reflect::get(&state, &"sealed".into())?);
    let mut opened = Vec::new();
    for (label, sealed) in labels.iter().zip(&sealed) {
        opened.push(Json::parse(&keys.open(label, sealed).await?).ok_or(StoreError)?);
    }
    let mut kept = opened.pop().and_then(Kept::from_json).ok_or(StoreError)?;
    let (mut messages, mut opened) = (Vec::new(), opened.into_iter());
    for at in 0..pages.len() {
        if is_known(at) {
            messages.extend_from_slice(&before[at * PAGE..][..PAGE]);
        } else {
            let page = opened.next().and_then(pages::from_json);
            messages.append(&mut page.ok_or(StoreError)?);
        }
    }
    messages.append(&mut kept.messages);
    kept.messages = messages;
    Ok(Some((kept, Known { epoch, pages })))
}

/// The epoch of a stored record.
pub(super) fn epoch_of(stored: &JsValue) -> Result<u64, StoreError> {
    let epoch = Reflect::get(stored, &"epoch".into())?.as_f64().ok_or(StoreError)?;
    Ok(epoch as u64)
}

fn label(epoch: u64, pages: &str) -> String {
    ["sigilo1 record ", &epoch.to_string(), pages].concat()
}

fn page_label(at: usize, epoch: &str) -> String {
    ["sigilo1 page ", &at.to_string(), " ", epoch].concat()
}
