//! What a picture is by its own bytes, and whether it may be shown.

use sigilo_consent::media_of;
use sigilo_protocol::{MAX_ALT, PICTURES};

use crate::desk::bot::ReplyFile;

/// The most bytes of a picture: a widget shows one as large without asking, and everybody who scrolls past it
/// pays for it. The protocol takes more (docs/protocol.md §12).
const MAX_BYTES: usize = 256 * 1024;

/// The longest side, in pixels. A few kilobytes can unfold into more than a telephone has memory for.
const MAX_SIDE: usize = 2_048;

/// Why a picture is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// It is not said what it is.
    #[error("it needs either the name of a `file` or the bytes in `base64`")]
    Form,
    /// Nobody could say what it shows.
    #[error(
        "it needs an `alt` of at most 500 characters; an empty one says that it only decorates"
    )]
    Alt,
    /// No such file is there.
    #[error("no such file is in the folder of pictures")]
    Missing,
    /// It is something else by its first bytes.
    #[error("it is no PNG, JPEG or WebP")]
    Kind,
    /// It has too many bytes.
    #[error("it is larger than 256 KiB")]
    Size,
    /// It has too many pixels.
    #[error("a side of it is longer than 2048 pixels")]
    Side,
    /// It moves, and nobody could stop it.
    #[error("it is animated")]
    Moving,
}

impl PictureFault {
    /// Its name in an event.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Alt => "alt",
            Self::Missing => "missing",
            Self::Kind => "kind",
            Self::Size => "size",
            Self::Side => "side",
            Self::Moving => "moving",
        }
    }
}

/// The picture with the type that its first bytes say, if it may be shown.
pub fn check(file: ReplyFile) -> Result<ReplyFile, PictureFault> {
    let is_said = file.alt.as_ref().is_some_and(|alt| alt.chars().count() <= MAX_ALT);
    if !is_said {
        return Err(PictureFault::Alt);
    }
    let media = look(&file.bytes)?;
    Ok(ReplyFile { media: media.into(), ..file })
}

/// What type of picture this is.
pub(in crate::desk) fn look(bytes: &[u8]) -> Result<&'static str, PictureFault> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureFault::Size);
    }
    let media = media_of(bytes).filter(|media| PICTURES.contains(media));
    let media = media.ok_or(PictureFault::Kind)?;
    let size = imagesize::blob_size(bytes).map_err(|_| PictureFault::Kind)?;
    if size.width.max(size.height) > MAX_SIDE {
        return Err(PictureFault::Side);
    }
    if size.width.min(size.height) == 0 {
        return Err(PictureFault::Kind);
    }
    if moves(bytes) { Err(PictureFault::Moving) } else { Ok(media) }
}

/// Whether it is an animated WebP or PNG.
fn moves(bytes: &[u8]) -> bool {
    match bytes.get(12..21) {
        // The flags of an extended WebP (RFC 9649, 2.7).
        Some([b'V', b'P', b'8', b'X', .., flags]) => flags & 0b10 != 0,
        _ => bytes.starts_with(b"\x89PNG") && has_frames(bytes),
    }
}

/// Whether a PNG has more than one picture: a chunk says so before the first (PNG, 11.3.6).
fn has_frames(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((head, more)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *head;
        match &kind {
            b"acTL" => return true,
            b"IDAT" => return false,
            _ => {}
        }
        // What it says of its length, and its checksum.
        let len = u32::from_be_bytes([a, b, c, d]) as usize;
        rest = more.get(len.saturating_add(4)..).unwrap_or_default();
    }
    false
}
