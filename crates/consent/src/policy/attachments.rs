//! Which files a visitor may send, and what a file is by its first bytes.

use sigilo_protocol::Json;

/// The media types that can be told by what a file holds. Of another one a policy can't take files: a desk
/// could not say whether they are what they claim to be.
pub const MEDIA: [&str; 7] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "application/pdf",
    "text/plain",
    "application/zip",
];

/// The most files of a conversation that a policy may take: as many as a relay keeps by default.
pub const MAX_FILES: u64 = 100;

/// The most bytes of a file (docs/protocol.md, §12).
const MAX_BYTES: u64 = 25 * 1024 * 1024;

/// Which files a visitor may send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachments {
    /// Their media types, of [`MEDIA`].
    pub media: Vec<String>,
    /// The most bytes of one.
    pub max_bytes: u64,
    /// The most of them in a conversation.
    pub max_count: u64,
}

impl Attachments {
    /// Reads what a core has under `attachments`.
    pub fn from_json(json: Json) -> Option<Self> {
        let mut own = json.into_members();
        let read = Self {
            media: own.list("media", Json::into_text),
            max_bytes: own.number("max_bytes"),
            max_count: own.number("max_count"),
        };
        let read = own.done(read)?;
        let is_known = |media: &String| MEDIA.contains(&media.as_str());
        let is_good = !read.media.is_empty()
            && read.media.iter().all(is_known)
            && (1..=MAX_BYTES).contains(&read.max_bytes)
            && (1..=MAX_FILES).contains(&read.max_count);
        is_good.then_some(read)
    }

    /// Whether files of a media type are taken.
    pub fn takes(&self, media: &str) -> bool {
        self.media.iter().any(|own| own == media)
    }
}

/// What a file is by its first bytes, of [`MEDIA`]; nothing if that is not to be seen. A few kilobytes are
/// enough, but for text, of which every byte is looked at.
pub fn media_of(bytes: &[u8]) -> Option<&'static str> {
    let at = |from: usize, mark: &[u8]| bytes.get(from..from + mark.len()) == Some(mark);
    if at(0, b"\xFF\xD8\xFF") {
        Some("image/jpeg")
    } else if at(0, b"\x89PNG\r\n\x1A\n") {
        Some("image/png")
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some("image/webp")
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Some("image/gif")
    } else if at(0, b"%PDF-") {
        Some("application/pdf")
    } else if at(0, b"PK\x03\x04") {
        Some("application/zip")
    } else if is_text(bytes) {
        Some("text/plain")
    } else {
        None
    }
}

/// UTF-8 with no sign that only a machine reads.
fn is_text(bytes: &[u8]) -> bool {
    let is_shown = |byte: &u8| match byte {
        0x7F => false,
        _ => *byte >= 0x20 || b"\t\n\r\x0C".contains(byte),
    };
    !bytes.is_empty() && bytes.iter().all(is_shown) && core::str::from_utf8(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Attachments> {
        Attachments::from_json(Json::parse(json.as_bytes())?)
    }

    #[test]
    fn what_is_taken_has_types_that_can_be_told_and_limits() {
        let good = r#"{"media":["image/png","application/pdf"],"max_bytes":1000,"max_count":3}"#;
        let own = read(good).unwrap();
        assert!(own.takes("image/png") && !own.takes("image/jpeg"));
        for bad in [
            r#"{"media":[],"max_bytes":1000,"max_count":3}"#,
            r#"{"media":["image/svg+xml"],"max_bytes":1000,"max_count":3}"#,
            r#"{"media":["image/png"],"max_bytes":0,"max_count":3}"#,
            r#"{"media":["image/png"],"max_bytes":26214401,"max_count":3}"#,
            r#"{"media":["image/png"],"max_bytes":1000,"max_count":101}"#,
            r#"{"media":["image/png"],"max_bytes":1000,"max_count":3,"more":1}"#,
            r#"{"media":["image/png"],"max_bytes":1000}"#,
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_file_is_what_it_begins_with() {
        for (bytes, media) in [
            (&b"\xFF\xD8\xFF\xE1rest"[..], Some("image/jpeg")),
            (b"\x89PNG\r\n\x1A\nrest", Some("image/png")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"GIF89a", Some("image/gif")),
            (b"%PDF-1.7", Some("application/pdf")),
            (b"PK\x03\x04", Some("application/zip")),
            ("<html>, ñ".as_bytes(), Some("text/plain")),
            (b"MZ\x90\0", None),
            (b"\x7FELF", None),
            (b"", None),
        ] {
            assert_eq!(media_of(bytes), media);
        }
    }
}
