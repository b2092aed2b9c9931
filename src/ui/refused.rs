//! After a refusal: what did not happen, and the other ways.

use leptos::prelude::*;

use super::focus;
use super::link::link;
use super::node::{El, button, el, part};
use crate::state::{ChannelView, Command, Dispatch, Download, State};
use crate::text::Text;

/// Says that nothing (more) was stored or sent, offers the company's other channels, asks no more.
pub(super) fn refused(state: State, dispatch: Dispatch) -> El {
    part(move || {
        let text = state.lang.get().text();
        let channels = channels(state, text);
        let none = channels.is_none();
        let begun = state.begun.get();
        let title = if begun { text.refused_later_title } else { text.refused_title };
        let words = match (begun, none) {
            (true, _) => text.refused_later,
            (false, true) => text.refused_alone,
            (false, false) => text.refused_text,
        };
        let screen = el("section", "refused")
            .attr("aria-labelledby", focus::HEADING)
            .child(focus::heading("refused__title", title))
            .child(el("p", "refused__text").child(words))
            .child(channels)
            .child(button("button", dispatch, Command::Reconsider).child(text.reconsider))
            .child((!begun).then(|| receipt(text, dispatch)));
        [screen]
    })
}

/// The receipt of a refusal that was stored nowhere.
fn receipt(text: &'static Text, dispatch: Dispatch) -> El {
    button("panel__link", dispatch, Command::Download(Download::Receipts))
        .child(text.refusal_receipt)
}

/// The company's other channels; nothing if there are none.
pub(super) fn channels(state: State, text: &'static Text) -> Option<El> {
    let channels = state.notice.with(|notice| {
        let channels = notice.as_ref().map(|notice| notice.channels.as_slice());
        channels.unwrap_or_default().iter().map(|of| channel(of, text)).collect::<Vec<_>>()
    });
    (!channels.is_empty()).then(|| el("ul", "refused__channels").children(channels))
}

fn channel(of: &ChannelView, text: &'static Text) -> El {
    el("li", "refused__channel")
        .child(el("span", "refused__name").attr("dir", "auto").child(of.name.clone()))
        .child(link(&of.href, &of.value, text))
}
