//! Files that the visitor has chosen: looked at, cleaned, sealed a piece at a time, and then a message that
//! waits like any other.

use js_sys::{Reflect, Uint8Array};
use leptos::prelude::*;
use sigilo_consent::{Attachments, media_of};
use sigilo_protocol::{Attachment, FILE_CHUNK, FileFault, FileKey, SealedFile, Sealer};
use wasm_bindgen::JsValue;

use super::{Why, flights, is_picture, picture};
use crate::{
    browser::{call, promised},
    chat::talk::Talk,
    kept::{Kept, KeptFile, KeptMessage},
    random::rng,
    state::{Author, MessageView, Shared},
    ui,
};

/// Chunks of a piece: what is in memory at one time, and what is lost with the line.
pub(super) const CHUNKS: usize = 4;

/// Bytes that tell what a file is.
const HEAD: u64 = 4 * 1024;

/// Adds files, or says why not.
pub(super) async fn add(talk: &mut Talk, picked: Vec<JsValue>) {
    let Some(own) = talk.offer.policy.core.attachments() else { return };
    if talk.offer.gate.chat().is_none() {
        return;
    }
    for file in picked {
        let sent = |kept: &Kept| {
            let is_own = |own: &&Shared<KeptMessage>| {
                own.file.is_some() && matches!(own.view.author, Author::Visitor(_))
            };
            kept.messages.iter().filter(is_own).count() as u64
        };
        let sealed = if talk.store.read(sent) >= own.max_count {
            Err(Why::Fault(FileFault::Count))
        } else {
            one(talk, &own, file.clone(), None).await
        };
        let message = match sealed {
            Ok((view, sealed, pieces)) => {
                let file = Some(KeptFile::new(&sealed, pieces));
                KeptMessage { file, ..view.into() }
            }
            Err(why) => refused(talk, &own, &named(&file), why),
        };
        talk.change(&|kept| kept.add(std::slice::from_ref(&message))).await;
    }
    talk.flush().await;
}

/// What a chosen file is called.
pub(super) fn named(file: &JsValue) -> String {
    let name = Reflect::get(file, &"name".into()).ok().and_then(|name| name.as_string());
    ui::shown_name(&name.unwrap_or_default())
}

/// A line of the chat's own that says why a file is not sent.
fn refused(talk: &Talk, own: &Attachments, name: &str, why: Why) -> KeptMessage {
    let view = MessageView::typed(format!("{name}: {}", said(talk, own, why)));
    MessageView { author: Author::Chat, id: format!("file:{}", view.id), ..view }.into()
}

/// Why a file is not sent.
pub(super) fn said(talk: &Talk, own: &Attachments, why: Why) -> String {
    let lang = talk.state.lang.get_untracked();
    let text = lang.files();
    match why {
        Why::Fault(FileFault::Size) => format!("{} {}", text.too_large, lang.bytes(own.max_bytes)),
        Why::Fault(FileFault::Count) => text.too_many.into(),
        Why::Fault(_) => text.other_kind.into(),
        Why::Picture => text.not_cleaned.into(),
        Why::Unread => text.unread.into(),
    }
}

/// What a file is sent as, and in how many pieces it lies.
pub(super) type Sealed = (MessageView, Attachment, u64);

/// Cleans and seals a file as it may leave: of a type and a size that are taken, a picture drawn anew. Its
/// pieces are called by `id`, or by the id of its message.
pub(super) async fn one(
    talk: &Talk,
    own: &Attachments,
    file: JsValue,
    id: Option<String>,
) -> Result<Sealed, Why> {
    let name = named(&file);
    let media = told(&file, own).await?;
    let (file, media, name) = if is_picture(media) {
        let drawn = picture::drawn(&file, media).await.map_err(|_| Why::Picture)?;
        let kind = Reflect::get(&drawn, &"type".into()).ok().and_then(|kind| kind.as_string());
        let kind = kind.unwrap_or_default();
        if !own.takes(&kind) {
            return Err(Why::Picture);
        }
        let end = kind.rsplit('/').next().unwrap_or_default();
        let name = if kind == media { name } else { format!("{name}.{end}") };
        (drawn, kind, name)
    } else {
        (file, media.to_owned(), name)
    };
    if size(&file)? > own.max_bytes {
        return Err(Why::Fault(FileFault::Size));
    }
    let message: MessageView = MessageView::typed(name);
    let is_message = id.is_none();
    let id = id.unwrap_or_else(|| message.id.clone());
    let (sealed, pieces) = sealed(talk, &id, &file, media).await?;
    if is_message && is_picture(&sealed.media) {
        flights::show(&id, &file);
    }
    Ok((message, sealed, pieces))
}

/// What a file is by what is in it, if the policy takes such.
async fn told(file: &JsValue, own: &Attachments) -> Result<&'static str, Why> {
    let all = size(file)?;
    let of = |bytes: &[u8]| media_of(bytes).filter(|media| own.takes(media));
    let head = slice(file, 0, HEAD.min(all)).await?;
    let media = match of(&head) {
        // Of text every byte counts; the last sign of the head may be cut.
        None | Some("text/plain") if own.takes("text/plain") && all <= own.max_bytes => {
            of(&slice(file, 0, all).await?)
        }
        media => media,
    };
    media.ok_or(Why::Fault(FileFault::Kind))
}

/// Seals a file by pieces, each kept before the next is read.
async fn sealed(
    talk: &Talk,
    id: &str,
    file: &JsValue,
    media: String,
) -> Result<(Attachment, u64), Why> {
    let all = size(file)?;
    let piece_len = (CHUNKS * FILE_CHUNK) as u64;
    let mut sealer = Sealer::new(FileKey::generate(&mut rng()));
    let (mut at, mut count) = (0, 0);
    loop {
        let end = all.min(at + piece_len);
        let bytes = slice(file, at, end).await?;
        let (mut piece, mut rest) = (Vec::new(), bytes.as_slice());
        while rest.len() > FILE_CHUNK || (end < all && !rest.is_empty()) {
            let (chunk, left) = rest.split_at(FILE_CHUNK.min(rest.len()));
            piece.extend(sealer.next(chunk).map_err(|_| Why::Unread)?);
            rest = left;
        }
        if end < all {
            keep(talk, id, count, &piece).await;
            (at, count) = (end, count + 1);
            continue;
        }
        let SealedFile { last, key, blob, size } = sealer.last(rest).map_err(|_| Why::Unread)?;
        piece.extend(last);
        keep(talk, id, count, &piece).await;
        let file = Attachment { name: String::new(), media, size, blob, key, alt: None };
        return Ok((file, count + 1));
    }
}

async fn keep(talk: &Talk, id: &str, at: u64, piece: &[u8]) {
    let (key, piece) = (flights::key(id, at), JsValue::from(Uint8Array::from(piece)));
    if !talk.store.keep_piece(&key, &piece).await {
        flights::keep_piece(&key, piece);
    }
}

pub(super) fn size(file: &JsValue) -> Result<u64, Why> {
    let size = Reflect::get(file, &"size".into()).ok().and_then(|size| size.as_f64());
    // Below 2^53, as lengths are.
    size.map(|size| size as u64).ok_or(Why::Unread)
}

async fn slice(file: &JsValue, from: u64, to: u64) -> Result<Vec<u8>, Why> {
    let place = |at: u64| JsValue::from_f64(at as f64);
    let part = call(file, "slice", &[place(from), place(to)]).map_err(|_| Why::Unread)?;
    let buffer = promised(&part, "arrayBuffer", &[]).await.map_err(|_| Why::Unread)?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    // A file that was changed or taken away meanwhile is no longer the one that was chosen.
    let is_it = bytes.len() as u64 == to - from;
    if is_it { Ok(bytes) } else { Err(Why::Unread) }
}
