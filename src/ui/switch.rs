//! A switch, and a box to tick: buttons, so that what they show is what was decided and nothing else.

use super::node::{El, button, el};
use crate::state::{Command, Dispatch};

/// A switch that asks for `command`; `id` is that of the element that names it.
pub(super) fn switch(
    named: &str,
    described: &str,
    is_on: bool,
    dispatch: Dispatch,
    command: Command,
) -> El {
    toggle("switch", "switch", is_on, dispatch, command)
        .attr("aria-labelledby", named.to_owned())
        .attr("aria-describedby", described.to_owned())
}

/// A box to tick.
pub(super) fn tick(is_on: bool, dispatch: Dispatch, command: Command) -> El {
    toggle("tick", "checkbox", is_on, dispatch, command)
}

fn toggle(
    class: &'static str,
    role: &'static str,
    is_on: bool,
    dispatch: Dispatch,
    command: Command,
) -> El {
    button(class, dispatch, command)
        .attr("role", role)
        .attr("aria-checked", if is_on { "true" } else { "false" })
        .child(el("span", if role == "switch" { "switch__knob" } else { "tick__mark" }))
}
