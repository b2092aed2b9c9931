//! widget

pub mod state;
pub mod text;
pub mod ui;
