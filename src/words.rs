//! The safety code in words (docs/protocol.md, §9): a list of 2048 words a language, fetched when
//! somebody asks, from where `index.html` says.

use web_sys::Element;

use crate::{browser::window, fetch::fetch, text::Lang};

/// Whether this build has lists.
pub(crate) fn are_there() -> bool {
    Lang::ALL.into_iter().any(|lang| link(lang).is_some())
}

/// The words at `places` of the language's list; nothing if it could not be fetched, or is not the
/// one of this build.
pub(crate) async fn at(places: &[u16], lang: Lang) -> Option<String> {
    // In a language that has no list, by the English one.
    let link = link(lang).or_else(|| link(Lang::En))?;
    let integrity = link.get_attribute("integrity")?.into();
    let answer = fetch(&link.get_attribute("href")?, &[("integrity", integrity)]).await.ok()?;
    let list = matches!(answer.status(), 200..=299).then_some(answer)?.text().await.ok()?;
    let words: Vec<&str> = list.lines().collect();
    let words: Option<Vec<&str>> =
        places.iter().map(|place| words.get(usize::from(*place)).copied()).collect();
    Some(words?.join(" "))
}

fn link(lang: Lang) -> Option<Element> {
    let selector = ["link[rel=words][hreflang=", lang.tag(), "]"].concat();
    window()?.document()?.query_selector(&selector).ok()?
}
