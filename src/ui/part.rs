//! A part of a screen that is drawn again when a signal that it reads changes.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::state::{Command, Dispatch};

/// What draws a part. Boxed, so that the reactive machinery is compiled once and not once a part.
pub(super) type Part = Box<dyn Fn() -> AnyView + Send>;

/// Makes `draw` a part.
pub(super) fn part<V: IntoView>(draw: impl Fn() -> V + Send + 'static) -> Part {
    Box::new(move || draw().into_any())
}

/// A click that asks for `command`.
pub(super) fn press(dispatch: Dispatch, command: Command) -> impl FnMut(MouseEvent) + 'static {
    move |_| dispatch.send(command.clone())
}
