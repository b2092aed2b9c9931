//! Where the visitor reads, and following the newest message from there.

use leptos::prelude::*;

use super::page::effect;
use crate::state::{Author, Screen, State};

/// The id of what scrolls.
pub(super) const AREA: &str = "area";

/// This near to the end (in CSS pixels: about a line and a half) counts as at the end, since
/// fractional zoom never reaches it exactly; more would pull back who scrolled up a little.
const NEAR: i32 = 40;

/// Where the visitor reads.
#[derive(Clone, Copy)]
pub(super) struct Position {
    at_end: RwSignal<bool>,
    /// Something came in below.
    pub(super) unread: RwSignal<bool>,
}

impl Position {
    /// At the end, with nothing unread.
    pub(super) fn new() -> Self {
        Self { at_end: RwSignal::new(true), unread: RwSignal::new(false) }
    }

    /// Looks where the area stands.
    pub(super) fn measure(self) {
        let Some(area) = document().get_element_by_id(AREA) else { return };
        let below = area.scroll_height() - area.scroll_top() - area.client_height();
        self.at_end.set(below <= NEAR);
        if below <= NEAR && self.unread.get_untracked() {
            self.unread.set(false);
        }
    }

    /// Stays at the end where it was, once something took room from the area.
    pub(super) fn keep(self) {
        if self.at_end.get_untracked() {
            self.to_end();
        }
    }

    /// Goes to the beginning.
    fn to_start(self) {
        if let Some(area) = document().get_element_by_id(AREA) {
            area.set_scroll_top(0);
        }
        self.measure();
    }

    /// Goes to the end.
    pub(super) fn to_end(self) {
        self.at_end.set(true);
        self.unread.set(false);
        if let Some(area) = document().get_element_by_id(AREA) {
            area.set_scroll_top(area.scroll_height());
        }
    }
}

/// Keeps the newest message in sight unless the visitor scrolled up; a visitor's own always is.
pub(super) fn follow_messages(state: State, position: Position) {
    let mut before = None;
    effect(move || {
        let screen = state.screen.get();
        let (count, own) = state.messages.with(|messages| {
            let own = messages.last().is_some_and(|last| matches!(last.author, Author::Visitor(_)));
            (messages.iter().filter(|own| !own.live).count(), own)
        });
        let shown = state.visible.get();
        let (entered, grew) = match before {
            Some((screen_before, had)) => (screen_before != screen, count > had),
            None => (true, false),
        };
        let reading = !position.at_end.get_untracked();
        if grew && reading && !own {
            position.unread.set(true);
        }
        // The rows are drawn by effects of their own: after them, before the paint.
        if screen == Screen::Notice && entered {
            // A notice is read from its top; what is typed under it is shown when it is added.
            request_animation_frame(move || position.to_start());
        } else if shown && (entered || (grew && own) || !reading) {
            request_animation_frame(move || position.to_end());
        }
        before = Some((screen, count));
    });

    // A keyboard that opens takes room from the end.
    let resized = window_event_listener(leptos::ev::resize, move |_| position.keep());
    on_cleanup(move || resized.remove());
}
