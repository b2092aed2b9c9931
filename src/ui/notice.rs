//! The notice: who, what for, who reads, how long; and the decision.

use leptos::prelude::*;

use super::facts::facts;
use super::focus;
use super::full::full;
use super::part::{Part, part, press};
use crate::state::{Command, Dispatch, State};

/// The first layer with Allow and Refuse, and the second layer to unfold.
pub(super) fn notice(state: State, dispatch: Dispatch) -> Part {
    part(move || {
        let text = state.lang.get().text();
        // Two of the same element: neither answer is easier to see, to reach or to press.
        let choice = |label, command| {
            view! {
                <button type="button" class="button notice__choice" on:click=press(dispatch, command)>
                    {label}
                </button>
            }
        };
        state.notice.with(|notice| {
            notice.as_ref().map(|notice| {
                view! {
                    <section class="notice" aria-labelledby=focus::HEADING>
                        <h2 id=focus::HEADING class="notice__title" tabindex="-1">
                            {text.notice_title}
                        </h2>
                        <p class="notice__lead" dir="auto">{notice.lead.clone()}</p>
                        {facts(notice, text)}
                        {full(notice, text)}
                        <p class="notice__note">{text.refuse_note}</p>
                        <div class="notice__choices">
                            {choice(text.refuse, Command::Refuse)}
                            {choice(text.allow, Command::Allow)}
                        </div>
                    </section>
                }
            })
        })
    })
}
