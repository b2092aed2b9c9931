//! Line icons on a grid of 24, drawn in the colour of the text around them.

use super::node::{El, el};

/// A seal: the mark of the chat.
pub(super) const SEAL: &str =
    "M12 3l7 3v5c0 4.6-2.9 8-7 10-4.1-2-7-5.4-7-10V6zM9 12l2.2 2.2L15.2 10";
/// Close.
pub(super) const CLOSE: &str = "M6 6l12 12M18 6L6 18";
/// A closed lock.
pub(super) const LOCK: &str = "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11";
/// Send.
pub(super) const SEND: &str = UP;
/// A paper clip: a file.
pub(super) const CLIP: &str = "M8 12.5l6-6a3 3 0 0 1 4.2 4.2l-7.6 7.6a5 5 0 0 1-7-7l7.3-7.3";
/// A clock: waiting.
pub(super) const CLOCK: &str = "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17M12 8v4.5l3 2";
/// One tick: sent.
pub(super) const TICK: &str = "M5 12.5l4.5 4.5L19 7.5";
/// Two ticks: delivered.
pub(super) const TICKS: &str = "M2 12.5l4.5 4.5L15 8.5M11.5 16l1.5 1.5 9.5-9.5";
/// A warning.
pub(super) const ALERT: &str = "M12 4l9 16H3zM12 10v4.5M12 17v.5";
/// Something to know.
pub(super) const INFO: &str = "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17M12 11v5M12 7.8v.2";
/// An arrow down.
pub(super) const DOWN: &str = "M12 5v14M6 13l6 6 6-6";

/// An arrow up.
pub(super) const UP: &str = "M12 19V5M6 11l6-6 6 6";

/// Two switches: what can be chosen.
pub(super) const SWITCHES: &str = "M4 8h7M17 8h3M4 16h3M13 16h7M14 5.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5M10 13.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5";

/// The icon of `path`; the words beside it say what it means.
pub(super) fn icon(path: &'static str) -> El {
    el("svg", "icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(el("path", "").attr("d", path))
}
