//! The screens: what the visitor sees, hears and presses.
//!
//! Reads the signals of [`State`], says what is asked for by [`Dispatch`]. Not here: keys,
//! sessions, requests, storage; see the driver. Every sentence is in [`crate::text`] or comes with
//! the signed policy, and reaches the page as text: nothing here makes markup of a string.

mod app;
mod attach;
mod awaited;
mod banner;
mod caution;
mod chain;
mod clock;
mod composer;
mod context;
mod dom;
mod erased;
mod facts;
mod file;
mod find;
mod focus;
mod form;
mod full;
mod header;
mod icon;
mod late;
mod link;
mod loading;
mod log;
mod markdown;
mod message;
mod near;
mod newer;
mod node;
mod notice;
mod options;
mod page;
mod panel;
mod person;
mod problem;
mod prompt;
mod refused;
mod requests;
mod rich;
mod scroll;
mod seal;
mod suggestions;
mod switch;
mod window;
mod withdrawn;

use leptos::mount::{UnmountHandle, mount_to_renderer};
use web_sys::HtmlElement;

use crate::state::{Dispatch, State};

pub use attach::{ATTACH_STYLE, bring_attach, picked};
pub use caution::ASIDE_STYLE;
pub use composer::LIMIT;
pub use file::{FILE_STYLE, bring_files, shown_name};
pub use find::FIND_STYLE;
pub use form::{FORM_STYLE, forget};
pub use late::{
    bring, bring_aside, bring_find, bring_forms, bring_look, bring_markdown, bring_panel,
    bring_rich,
};
pub use message::{DECIDED, OFFER};
pub(crate) use page::effect;
pub use panel::PANEL_STYLE;

/// The screens on a page; dropping it takes them off, with every listener.
pub struct Mounted {
    _screens: UnmountHandle<Option<dom::LiveElement>>,
}

/// Puts the screens into `root`.
pub fn mount(root: &HtmlElement, state: State, dispatch: Dispatch) -> Mounted {
    Mounted { _screens: mount_to_renderer(root, move || app::app(state, dispatch)) }
}
