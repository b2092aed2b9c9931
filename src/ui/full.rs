//! The second layer of a notice: everything, to unfold; the safety code last.

use super::link::link;
use super::node::{El, Node, el, joined};
use crate::state::NoticeView;
use crate::text::Text;

/// The controller's whole text, its addresses and the authority.
pub(super) fn full(notice: &NoticeView, text: &'static Text) -> El {
    let NoticeView { controller, authority, safety, .. } = notice;
    let mailto = joined(&["mailto:", &controller.contact]);
    let mut parts = Vec::new();
    for section in &notice.full {
        parts.extend(headed(section.heading.clone(), section.body.clone()));
    }
    parts.extend(headed(text.address, controller.address.clone()));
    parts.extend(headed(text.contact, link(&mailto, &controller.contact, text)));
    parts.extend(headed(text.authority, link(&authority.href, &authority.name, text)));
    let digits = el("span", "full__code").attr("dir", "ltr").child(safety.clone());
    parts.extend(headed(text.safety, digits));
    parts.push(el("p", "full__body").child(text.safety_note));
    el("details", "full")
        .child(el("summary", "full__summary").child(text.full))
        .child(el("div", "full__text").children(parts))
}

fn headed(heading: impl Into<Node>, body: impl Into<Node>) -> [El; 2] {
    [
        el("h3", "full__heading").attr("dir", "auto").child(heading),
        el("p", "full__body").attr("dir", "auto").child(body),
    ]
}
