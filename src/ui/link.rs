//! A way out of the chat.

use leptos::prelude::*;

use crate::text::Text;

/// `words` leading to `href`; only words if `href` is not `tel:`, `mailto:` or `https:`.
pub(super) fn link(href: &str, words: &str, text: &'static Text) -> AnyView {
    let words = words.to_owned();
    let leaves = href.starts_with("https://");
    if !leaves && !href.starts_with("tel:") && !href.starts_with("mailto:") {
        return words.into_any();
    }
    let (target, rel) =
        if leaves { (Some("_blank"), Some("noopener noreferrer")) } else { (None, None) };
    view! {
        <a class="link" href=href.to_owned() target=target rel=rel>
            <bdi>{words}</bdi>
            {leaves.then(|| view! { <span class="unseen">" "{text.new_tab}</span> })}
        </a>
    }
    .into_any()
}
