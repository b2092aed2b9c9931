//! The catalogues, in the program: for builds that are one file.

use super::{Lang, Part};

/// The words of a part; they are always there.
pub(super) fn at_hand(lang: Lang, part: Part) -> Option<&'static str> {
    macro_rules! words {
        ($($name:ident: $tag:literal),*) => {
            match (lang, part) {
                $((Lang::$name, Part::Text) => include_str!(concat!(env!("OUT_DIR"), "/", $tag, ".text.txt")),
                (Lang::$name, Part::Late) => include_str!(concat!(env!("OUT_DIR"), "/", $tag, ".late.txt")),
                (Lang::$name, Part::More) => include_str!(concat!(env!("OUT_DIR"), "/", $tag, ".more.txt")),)*
            }
        };
    }
    Some(words!(
        Es: "es", En: "en", Pt: "pt", Fr: "fr", De: "de", It: "it", Ca: "ca", Ar: "ar"
    ))
}

/// Nothing has to be brought.
pub(crate) async fn bring(_: Lang, _: Part) -> bool {
    true
}
