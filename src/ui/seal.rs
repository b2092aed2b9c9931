//! The lock line of a conversation, and behind it who can read.

use leptos::prelude::*;

use super::facts::facts;
use super::full::full;
use super::icon::{self, icon};
use super::part::{Part, part};
use crate::state::State;

/// Says that the conversation is encrypted; unfolds to the notice that was allowed.
pub(super) fn seal(state: State) -> Part {
    part(move || {
        let text = state.lang.get().text();
        let notice = state.notice.with(|n| n.as_ref().map(|n| (facts(n, text), full(n, text))));
        view! {
            <details class="seal">
                <summary class="seal__summary">
                    {icon(icon::LOCK)}
                    <span class="seal__words">{text.encrypted}</span>
                    <span class="seal__more">{text.who_reads}</span>
                </summary>
                <div class="seal__text" tabindex="0" role="group" aria-label=text.who_reads>{notice}</div>
            </details>
        }
    })
}
