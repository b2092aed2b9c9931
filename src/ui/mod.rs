//! The screens: what the visitor sees, hears and presses.
//!
//! Reads the signals of [`State`], says what is asked for by [`Dispatch`]. Not here: keys,
//! sessions, requests, storage; see the driver. Every sentence is in [`crate::text`] or comes with
//! the signed policy, and reaches the page as text: nothing here makes markup of a string.
//!
//! No element of a `view!` may be wholly static below its root: Leptos would fill it through
//! `innerHTML`, which the frame's Trusted Types refuse. A sentence in braces is enough.

mod app;
mod banner;
mod clock;
mod composer;
mod facts;
mod focus;
mod full;
mod header;
mod icon;
mod link;
mod loading;
mod log;
mod message;
mod newer;
mod notice;
mod page;
mod part;
mod problem;
mod refused;
mod scroll;
mod seal;
mod suggestions;

use leptos::mount::{UnmountHandle, mount_to};
use leptos::tachys::view::any_view::AnyViewState;
use web_sys::HtmlElement;

use crate::state::{Dispatch, State};

pub use composer::LIMIT;

/// The screens on a page; dropping it takes them off, with every listener.
pub struct Mounted(#[expect(dead_code, reason = "held for its drop")] UnmountHandle<AnyViewState>);

/// Puts the screens into `root`.
pub fn mount(root: HtmlElement, state: State, dispatch: Dispatch) -> Mounted {
    Mounted(mount_to(root, move || app::app(state, dispatch)))
}
