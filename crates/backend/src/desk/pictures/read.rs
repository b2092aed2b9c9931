//! Pictures as a file or a bot elsewhere writes them: `{"file": "…", "alt": "…"}` or `{"base64": "…", "alt": "…"}`.

use std::sync::Arc;

use base64ct::{Base64, Encoding as _};
use serde_json::Value;
use sigilo_protocol::Cards;

use super::{PictureFault, ReplyPicture};
use crate::desk::bot::{ReplyFile, cards};

/// Has a picture by its name.
pub type Shown<'a> = &'a dyn Fn(&str) -> Option<Arc<[u8]>>;

/// Cards, and the pictures in them; nothing if they are none (docs/protocol.md §8.2). Of a picture, the cards have
/// only what the desk seals itself.
pub fn in_cards(
    list: &Value,
    layout: Option<&str>,
    files: Shown<'_>,
) -> Option<(Cards, Vec<ReplyPicture>)> {
    let (mut list, mut pictures) = (list.clone(), Vec::new());
    for (at, card) in list.as_array_mut().into_iter().flatten().enumerate() {
        let Some(card) = card.as_object_mut() else { continue };
        card.remove("alt");
        if let Some(picture) = card.remove("picture") {
            pictures.push(ReplyPicture { card: Some(at), what: shown(&picture, files) });
        }
    }
    Some((cards(&list, layout)?, pictures))
}

/// A picture; what it is by its bytes is for the desk to say.
pub fn shown(picture: &Value, files: Shown<'_>) -> Result<ReplyFile, PictureFault> {
    let text = |name: &str| picture.get(name).and_then(Value::as_str);
    let (name, bytes) = match (text("file"), text("base64")) {
        (Some(name), None) => (name, files(name).ok_or(PictureFault::Missing)?),
        (None, Some(bytes)) => {
            let bytes = Base64::decode_vec(bytes).map_err(|_| PictureFault::Form)?;
            ("picture", bytes.into())
        }
        _ => return Err(PictureFault::Form),
    };
    let alt = Some(text("alt").ok_or(PictureFault::Alt)?.to_owned());
    Ok(ReplyFile { name: name.to_owned(), media: String::new(), bytes, alt })
}
