//! After a refusal: what did not happen, and the other ways.

use leptos::prelude::*;

use super::focus;
use super::link::link;
use super::part::{Part, part, press};
use crate::state::{Command, Dispatch, State};

/// Says that nothing was stored or sent, offers the company's other channels, asks no more.
pub(super) fn refused(state: State, dispatch: Dispatch) -> Part {
    part(move || {
        let text = state.lang.get().text();
        let channels = state.notice.with(|notice| {
            let channels = notice.as_ref().map(|notice| notice.channels.as_slice());
            let row = |channel: &crate::state::ChannelView| {
                view! {
                    <li class="refused__channel">
                        <span class="refused__name" dir="auto">{channel.name.clone()}</span>
                        {link(&channel.href, &channel.value, text)}
                    </li>
                }
            };
            channels.unwrap_or_default().iter().map(row).collect::<Vec<_>>()
        });
        let words = if channels.is_empty() { text.refused_alone } else { text.refused_text };
        view! {
            <section class="refused" aria-labelledby=focus::HEADING>
                <h2 id=focus::HEADING class="refused__title" tabindex="-1">{text.refused_title}</h2>
                <p class="refused__text">{words}</p>
                {(!channels.is_empty()).then(|| view! { <ul class="refused__channels">{channels}</ul> })}
                <button type="button" class="button" on:click=press(dispatch, Command::Reconsider)>
                    {text.reconsider}
                </button>
            </section>
        }
    })
}
