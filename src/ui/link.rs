//! A way out of the chat.

use super::node::{El, el};
use crate::text::Text;

/// `words` leading to `href`; only words if `href` is not `tel:`, `mailto:` or `https:`.
pub(super) fn link(href: &str, words: &str, text: &'static Text) -> El {
    let words = el("bdi", "").child(words.to_owned());
    let to = |link: El| link.attr("href", href.to_owned());
    if href.starts_with("https://") {
        to(el("a", "link"))
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .child(words)
            .child(el("span", "unseen").child(" ").child(text.new_tab))
    } else if href.starts_with("tel:") || href.starts_with("mailto:") {
        to(el("a", "link")).child(words)
    } else {
        words
    }
}
