//! The frame: header, what scrolls, composer.

use leptos::prelude::*;

use super::banner::Banners;
use super::composer::Composer;
use super::header::Header;
use super::loading::Loading;
use super::log::Log;
use super::newer::Newer;
use super::notice::Notice;
use super::part::part;
use super::problem::ProblemScreen;
use super::refused::Refused;
use super::scroll::{self, Position};
use super::seal::Seal;
use super::suggestions::Suggestions;
use super::{focus, page};
use crate::state::{Dispatch, Screen, State};

/// The whole chat.
#[component]
pub(super) fn App(
    /// What to show.
    state: State,
    /// Where commands go.
    dispatch: Dispatch,
) -> impl IntoView {
    let position = Position::new();
    page::follow_language(state);
    page::close_on_escape(dispatch);
    focus::follow_screen(state);
    scroll::follow_messages(state, position);

    let screen = Memo::new(move |_| state.screen.get());
    let writing = Memo::new(move |_| matches!(screen.get(), Screen::Notice | Screen::Conversation));
    let draft = RwSignal::new(String::new());

    view! {
        <div class="chat">
            <Header state dispatch/>
            {part(move || (screen.get() == Screen::Conversation).then(|| view! {
                <Seal state/>
                <Banners state/>
            }))}
            <main
                id=scroll::AREA
                class="chat__scroll"
                tabindex="0"
                aria-label=move || state.lang.get().text().conversation
                on:scroll=move |_| position.measure()
            >
                {part(move || match screen.get() {
                    Screen::Loading => view! { <Loading state/> }.into_any(),
                    Screen::Notice => view! { <Notice state dispatch/> }.into_any(),
                    Screen::Conversation => ().into_any(),
                    Screen::Refused => view! { <Refused state dispatch/> }.into_any(),
                    Screen::Problem(problem) => {
                        view! { <ProblemScreen state dispatch problem/> }.into_any()
                    }
                })}
                {part(move || writing.get().then(|| view! { <Log state dispatch/> }))}
                {part(move || {
                    (screen.get() == Screen::Conversation)
                        .then(|| view! { <Suggestions state dispatch/> })
                })}
            </main>
            {part(move || writing.get().then(|| view! {
                <Newer state position/>
                <Composer state dispatch draft/>
            }))}
        </div>
    }
}
