//! The catalogues, as files beside the program: `index.html` names each, with its hash.

use std::cell::OnceCell;

use super::{Lang, Part};
use crate::{browser::window, fetch::fetch};

thread_local! {
    static BROUGHT: [[OnceCell<&'static str>; 3]; Lang::ALL.len()] =
        const { [const { [const { OnceCell::new() }; 3] }; Lang::ALL.len()] };
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

/// What loads at once is named by the page; each part after it by the last line of the one before: a file and its hash.
async fn fetched(lang: Lang, part: Part) -> Option<String> {
    let (name, integrity) = match part {
        Part::Text => {
            let selector = ["[rel=text][hreflang=", lang.tag(), "]"].concat();
            let link = window()?.document()?.query_selector(&selector).ok()??;
            (link.get_attribute("href")?, link.get_attribute("integrity")?)
        }
        _ => {
            let before = if part == Part::Late { Part::Text } else { Part::Late };
            let (name, integrity) =
                at_hand(lang, before)?.trim_end().rsplit_once('\n')?.1.split_once(' ')?;
            (name.into(), integrity.into())
        }
    };
    let answer = fetch(&name, &[("integrity", integrity.into())]).await.ok()?;
    matches!(answer.status(), 200..=299).then_some(answer)?.text().await.ok()
}
