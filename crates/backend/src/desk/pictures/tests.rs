use serde_json::json;

use super::{check::look, *};

/// A PNG as far as its header: of these sides, with this chunk before the picture.
pub(crate) fn png(width: u32, height: u32, chunk: Option<&[u8; 4]>) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    let mut add = |kind: &[u8; 4], data: &[u8]| {
        bytes.extend((data.len() as u32).to_be_bytes());
        bytes.extend(kind);
        bytes.extend(data);
        bytes.extend([0; 4]);
    };
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    add(b"IHDR", &[&sides[..], &[8, 2, 0, 0, 0]].concat());
    if let Some(kind) = chunk {
        add(kind, &[0, 0, 0, 2, 0, 0, 0, 0]);
    }
    add(b"IDAT", b"what is seen");
    bytes
}

/// An extended WebP as far as its header.
fn webp(flags: u8) -> Vec<u8> {
    let mut bytes = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0".to_vec();
    bytes.extend([flags, 0, 0, 0, 63, 0, 0, 35, 0, 0]);
    bytes.extend([0; 8]);
    bytes
}

#[test]
fn a_picture_is_what_its_bytes_say_and_nothing_that_runs_moves_or_unfolds() {
    assert_eq!(look(&png(640, 360, None)), Ok("image/png"));
    assert_eq!(look(&png(2_048, 1, Some(b"tEXt"))), Ok("image/png"));
    assert_eq!(look(&webp(0)), Ok("image/webp"));
    for (bytes, fault) in [
        (png(2_049, 1, None), PictureFault::Side),
        (png(1, 30_000, None), PictureFault::Side),
        (png(0, 10, None), PictureFault::Kind),
        (png(64, 36, Some(b"acTL")), PictureFault::Moving),
        (webp(0b10), PictureFault::Moving),
        (b"GIF89a\x10\0\x10\0".to_vec(), PictureFault::Kind),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec(), PictureFault::Kind),
        (b"%PDF-1.7".to_vec(), PictureFault::Kind),
        (b"\x89PNG\r\n\x1A\n".to_vec(), PictureFault::Kind),
        (Vec::new(), PictureFault::Kind),
        ([png(64, 36, None), vec![0; 256 * 1024]].concat(), PictureFault::Size),
    ] {
        assert_eq!(look(&bytes), Err(fault));
    }
}

#[test]
fn a_bot_names_a_picture_of_the_operator_s_or_brings_its_bytes_and_says_what_it_shows() {
    let files = |name: &str| (name == "alba.png").then(|| png(64, 36, None).into());
    let read = |picture: serde_json::Value| shown(&picture, &files).and_then(check);
    let named = read(json!({"file": "alba.png", "alt": "A house"})).unwrap();
    assert_eq!((&*named.name, &*named.media), ("alba.png", "image/png"));
    let bytes = {
        use base64ct::{Base64, Encoding as _};
        Base64::encode_string(&png(64, 36, None))
    };
    let brought = read(json!({"base64": bytes, "alt": ""})).unwrap();
    assert_eq!((brought.alt, brought.bytes), (Some(String::new()), named.bytes));
    for (picture, fault) in [
        (json!({"file": "../alba.png", "alt": ""}), PictureFault::Missing),
        (json!({"file": "other.png", "alt": ""}), PictureFault::Missing),
        (json!({"file": "alba.png", "base64": bytes, "alt": ""}), PictureFault::Form),
        (json!({"url": "https://a.example/b.png", "alt": ""}), PictureFault::Form),
        (json!({"base64": "https://a.example/b.png", "alt": ""}), PictureFault::Form),
        (json!("https://a.example/b.png"), PictureFault::Form),
        (json!({"file": "alba.png"}), PictureFault::Alt),
        (json!({"file": "alba.png", "alt": "ñ".repeat(501)}), PictureFault::Alt),
        (json!({"file": "alba.png", "alt": null}), PictureFault::Alt),
    ] {
        assert_eq!(read(picture), Err(fault));
    }
}

#[test]
fn of_a_bot_s_cards_no_key_and_no_place_of_a_picture_is_taken() {
    let key = "A".repeat(43);
    let own = json!({"name": "a", "media": "image/png", "size": 5, "blob": key, "key": key});
    let list = json!([{"title": "One", "picture": own, "alt": "x"}, {"title": "Two"}]);
    let (cards, pictures) = in_cards(&list, None, &|_| None).unwrap();
    assert!(cards.read().unwrap().iter().all(|card| card.picture.is_none()));
    assert_eq!(pictures, [ReplyPicture { card: Some(0), what: Err(PictureFault::Form) }]);
}

#[test]
fn a_folder_of_pictures_has_pictures_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.png"), png(64, 36, None)).unwrap();
    std::fs::write(folder.path().join(".hidden"), "no picture").unwrap();
    std::fs::create_dir(folder.path().join("more")).unwrap();
    let gallery = Gallery::open(folder.path()).unwrap();
    assert!(gallery.find("a.png").is_some());
    for name in [".hidden", "more", "../a.png", ""] {
        assert!(gallery.find(name).is_none(), "{name}");
    }
    std::fs::write(folder.path().join("b.svg"), "<svg/>").unwrap();
    let error = Gallery::open(folder.path()).unwrap_err().to_string();
    assert!(error.contains("b.svg") && error.contains("no PNG, JPEG or WebP"), "{error}");
    let missing = Gallery::open(&folder.path().join("none"));
    assert!(matches!(missing, Err(GalleryError::Folder(..))));
}
