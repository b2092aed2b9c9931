//! Where the visitor reads, and following the newest message from there.

use leptos::prelude::*;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::focus;
use super::message::DECIDED;
use super::page::{effect, next_frame};
use super::window::Window;
use crate::state::{Author, Screen, State};

/// The id of what scrolls.
pub(super) const AREA: &str = "area";

/// This near to the end (in CSS pixels: about a line and a half) counts as at the end, since
/// fractional zoom never reaches it exactly; more would pull back who scrolled up a little.
const NEAR: i32 = 40;

/// The place of no message.
const NONE: u64 = u64::MAX;

/// Where the visitor reads.
#[derive(Clone, Copy)]
pub(super) struct Position {
    at_end: RwSignal<bool>,
    /// Something came in below.
    pub(super) unread: RwSignal<bool>,
    /// The place of the first message that came while nobody looked; beyond all where there is none.
    pub(super) first_new: RwSignal<u64>,
    /// What is on the page.
    pub(super) window: Window,
}

impl Position {
    /// At the end, with nothing unread.
    pub(super) fn new() -> Self {
        Self {
            at_end: RwSignal::new(true),
            unread: RwSignal::new(false),
            first_new: RwSignal::new(NONE),
            window: Window::new(),
        }
    }

    /// Looks where the area stands.
    pub(super) fn measure(self) {
        let Some(area) = document().get_element_by_id(AREA) else { return };
        let below = area.scroll_height() - area.scroll_top() - area.client_height();
        let at_end = below <= NEAR && self.window.is_following();
        self.at_end.set(at_end);
        if at_end && self.unread.get_untracked() {
            self.unread.set(false);
        }
    }

    /// Looks where the area stands, and brings what is to be read next, once it is near.
    pub(super) fn scrolled(self, state: State) {
        self.measure();
        let Some(area) = document().get_element_by_id(AREA) else { return };
        let (top, height) = (area.scroll_top(), area.client_height());
        let count = state.messages.with_untracked(Vec::len);
        if !self.at_end.get_untracked() {
            // Before anything is added below it: what is read stays.
            self.window.follow(count, false);
        }
        let range = untrack(|| self.window.range(count));
        if top < height && range.start > 0 {
            self.earlier(state);
        } else if area.scroll_height() - top - height < height && range.end < count {
            self.later(state);
        }
    }

    /// Brings messages from before.
    pub(super) fn earlier(self, state: State) {
        hold_still(&|| self.window.earlier(state.messages.with_untracked(Vec::len)));
    }

    /// Brings messages from after.
    pub(super) fn later(self, state: State) {
        hold_still(&|| self.window.later(state.messages.with_untracked(Vec::len)));
    }

    /// Brings the message at `place` of `count`, with what is around it.
    pub(super) fn show(self, place: usize, count: usize) {
        self.window.show(place, count);
        self.at_end.set(false);
    }

    /// Goes to the newest message.
    pub(super) fn newest(self) {
        self.window.to_end();
        // Once it is drawn.
        next_frame(move || self.to_end());
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

/// Makes a change above or below what is read, which stays where it is, whether or not the browser sees to that.
fn hold_still(change: &dyn Fn()) {
    let area = document().get_element_by_id(AREA);
    let place = |area: &Element, row: &HtmlElement| row.offset_top() - area.scroll_top();
    // The first row that can be seen: it is there before and after.
    let seen = area.as_ref().and_then(|area| {
        let mut next = area.query_selector(".log__rows").ok()??.first_element_child();
        while let Some(row) = next {
            let row: HtmlElement = row.dyn_into().ok()?;
            if place(area, &row) + row.offset_height() > 0 {
                return Some((place(area, &row), row));
            }
            next = row.next_element_sibling();
        }
        None
    });
    change();
    next_frame(move || {
        if let (Some(area), Some((before, row))) = (area, seen) {
            area.set_scroll_top(area.scroll_top() + place(&area, &row) - before);
        }
    });
}

/// Keeps the newest message in sight unless the visitor scrolled up; a visitor's own always is.
pub(super) fn follow_messages(state: State, position: Position) {
    let mut before = None;
    let mut is_away = false;
    effect(move || {
        let screen = state.screen.get();
        let (total, count, own, told) = state.messages.with(|messages| {
            let last = messages.last();
            let own = last.is_some_and(|last| matches!(last.author, Author::Visitor(_)));
            let told = last
                .is_some_and(|last| last.author == Author::Chat && last.id.starts_with(DECIDED));
            let count = messages.iter().filter(|own| !own.live).count();
            (messages.len(), count, own, told)
        });
        let shown = state.visible.get();
        let (entered, had) = match before {
            Some((screen_before, had)) => (screen_before != screen, had),
            None => (true, count),
        };
        // What the visitor has just decided is no news to them, and they stay where they read.
        let grew = count > had && !told;
        let reading = !position.at_end.get_untracked();
        is_away &= !shown;
        let is_missed = grew && !own && (reading || !shown);
        if is_missed && !is_away && !position.unread.get_untracked() {
            position.first_new.set(had as u64);
        } else if grew && own {
            position.first_new.set(NONE);
        }
        is_away |= is_missed && !shown;
        position.window.follow(total, !reading);
        if grew && own {
            position.window.to_end();
        }
        if grew && reading && !own {
            position.unread.set(true);
        }
        // The rows are drawn by effects of their own: after them, before the paint.
        if screen == Screen::Notice && entered {
            // A notice is read from its top; what is typed under it is shown when it is added.
            next_frame(move || position.to_start());
        } else if shown && (entered || (grew && own) || !reading) {
            next_frame(move || {
                // Who fills in something stays there.
                if !focus::filling() {
                    position.to_end();
                }
            });
        }
        before = Some((screen, count));
    });

    // A keyboard that opens takes room from the end.
    let resized = window_event_listener(leptos::ev::resize, move |_| position.keep());
    on_cleanup(move || resized.remove());
}
