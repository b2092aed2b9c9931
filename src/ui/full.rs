//! The second layer of a notice: everything, to unfold.

use leptos::prelude::*;

use super::link::link;
use crate::state::NoticeView;
use crate::text::Text;

/// The controller's whole text, its addresses and the authority.
pub(super) fn full(notice: &NoticeView, text: &'static Text) -> AnyView {
    let controller = &notice.controller;
    let sections = notice.full.iter().map(|part| section(part.heading.clone(), part.body.clone()));
    let mailto = ["mailto:", controller.contact.as_str()].concat();
    view! {
        <details class="full">
            <summary class="full__summary">{text.full}</summary>
            <div class="full__text">
                {sections.collect::<Vec<_>>()}
                {section(text.address.to_owned(), controller.address.clone())}
                {headed(text.contact.to_owned(), link(&mailto, &controller.contact, text))}
                {headed(text.authority.to_owned(), link(&notice.authority.href, &notice.authority.name, text))}
            </div>
        </details>
    }
    .into_any()
}

fn section(heading: String, body: String) -> AnyView {
    headed(heading, body.into_any())
}

fn headed(heading: String, body: AnyView) -> AnyView {
    view! {
        <h3 class="full__heading" dir="auto">{heading}</h3>
        <p class="full__body" dir="auto">{body}</p>
    }
    .into_any()
}
