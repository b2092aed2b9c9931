//! A file's way from the relay: fetched by parts, opened chunk after chunk, and given to the visitor once
//! the last chunk has shown that it is all of it, and the one that was sent.

use js_sys::{Array, Uint8Array};
use sigilo_consent::media_of;
use sigilo_protocol::{Attachment, FILE_CHUNK, Opener, SEALED_CHUNK};
use wasm_bindgen_futures::spawn_local;

use super::{
    flights::{self, Down},
    is_picture,
};
use crate::{
    browser::{blob, save_parts},
    chat::{talk::Talk, wire::Wire},
    kept::{Kept, KeptMessage},
    later::Event,
    transport::RelayError,
    ui,
};

/// Sealed bytes of a request.
const PART: u64 = 16 * SEALED_CHUNK as u64;

/// Why a file is not to be had; undistinguished, as for whoever waits for it.
struct Broken;

impl From<RelayError> for Broken {
    fn from(_: RelayError) -> Self {
        Self
    }
}

/// Fetches a file to save it, or to show it.
pub(super) fn start(talk: &Talk, id: &str, is_shown: bool) {
    let of = |own: &KeptMessage| Some((own.file.as_ref()?.attachment()?, own.view.text.clone()));
    let kept = |kept: &Kept| of(kept.messages.iter().find(|own| own.view.id == id)?);
    let known = talk.store.read(kept).or_else(|| of(&flights::met(id)?));
    let Some((file, name)) = known else { return };
    let is_there = is_shown && flights::picture(id).is_some();
    if is_there || matches!(flights::down(id), Some(Down::Fetching(_))) {
        return;
    }
    let (id, wire) = (id.to_owned(), talk.wire.clone());
    flights::set_down(&id, Some(Down::Fetching(0)));
    spawn_local(async move {
        let down = match fetched(&wire, &id, &file).await {
            Ok((parts, media)) if is_shown && is_picture(media) => {
                match blob(media, &parts) {
                    Ok(blob) => flights::show(&id, &blob),
                    Err(_) => flights::set_down(&id, Some(Down::Broken)),
                }
                None
            }
            Ok(_) if is_shown => Some(Down::Broken),
            Ok((parts, _)) => {
                // Of no type that a browser would open by itself.
                save_parts(&ui::shown_name(&name), "application/octet-stream", &parts);
                Some(Down::Saved)
            }
            Err(Broken) => Some(Down::Broken),
        };
        flights::set_down(&id, down);
        wire.tell(Event::Fetched);
    });
}

/// All of a file, and what it is by what it begins with.
async fn fetched(
    wire: &Wire,
    id: &str,
    file: &Attachment,
) -> Result<(Array, &'static str), Broken> {
    let place = format!("conversations/{}/blobs/{}", wire.conv, file.blob);
    let chunks = file.size.div_ceil(FILE_CHUNK as u64).max(1);
    let size = file.size + chunks * (SEALED_CHUNK - FILE_CHUNK) as u64;
    let mut opener = Opener::new(&file.key, file.blob, file.size).map_err(|_| Broken)?;
    let token = wire.relay.token(&wire.grant, &wire.site, &wire.keys).await?;
    let (parts, mut at, mut media) = (Array::new(), 0, None);
    loop {
        let end = size.min(at + PART);
        let sealed = wire.relay.part(&wire.grant, &place, &token, (at, end)).await?;
        let mut rest = sealed.as_slice();
        while rest.len() > SEALED_CHUNK || (end < size && !rest.is_empty()) {
            let (chunk, left) = rest.split_at(SEALED_CHUNK.min(rest.len()));
            let opened = opener.next(chunk).map_err(|_| Broken)?;
            media = media.or_else(|| media_of(&opened));
            parts.push(&Uint8Array::from(opened.as_slice()));
            rest = left;
        }
        if end == size {
            let opened = opener.last(rest).map_err(|_| Broken)?;
            media = media.or_else(|| media_of(&opened));
            parts.push(&Uint8Array::from(opened.as_slice()));
            return Ok((parts, media.unwrap_or_default()));
        }
        at = end;
        let percent = u8::try_from(at * 100 / size).unwrap_or(100);
        flights::set_down(id, Some(Down::Fetching(percent)));
        wire.tell(Event::Fetched);
    }
}
