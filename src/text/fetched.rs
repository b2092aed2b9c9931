//! The catalogues, as files beside the program: `index.html` names each, with its hash.

use std::cell::OnceCell;

use super::{Lang, Part};
use crate::{browser::window, fetch::fetch};

thread_local! {
    static BROUGHT: [[OnceCell<&'static str>; 2]; Lang::ALL.len()] = Default::default();
}

/// The words of a part, once they were brought.
pub(super) fn at_hand(lang: Lang, part: Part) -> Option<&'static str> {
    BROUGHT.with(|brought| brought[lang as usize][part as usize].get().copied())
}

/// Fetches a part of a catalogue, unless it is there; whether it is.
pub(crate) async fn bring(lang: Lang, part: Part) -> bool {
    if at_hand(lang, part).is_none()
        && let Some(words) = fetched(lang, part).await
    {
        // A catalogue is fetched once, and its sentences are lent for good.
        BROUGHT.with(|brought| {
            brought[lang as usize][part as usize].get_or_init(|| Box::leak(words.into_boxed_str()));
        });
    }
    at_hand(lang, part).is_some()
}

async fn fetched(lang: Lang, part: Part) -> Option<String> {
    let name = match part {
        Part::Text => "text",
        Part::Late => "late",
    };
    let selector = ["link[rel=", name, "][hreflang=", lang.tag(), "]"].concat();
    let link = window()?.document()?.query_selector(&selector).ok()??;
    let integrity = link.get_attribute("integrity")?.into();
    let answer = fetch(&link.get_attribute("href")?, &[("integrity", integrity)]).await.ok()?;
    matches!(answer.status(), 200..=299).then_some(answer)?.text().await.ok()
}
