//! What a screen is made of: elements, text, and parts that are drawn again.
//!
//! Every element is one type. Leptos' own views are a type an element, each with code of its own
//! to build, change and remove it: 50 KB of the widget's brotli bytes as measured, where this and
//! `dom` together are a few. Strings become text nodes and attribute values, never markup.

use std::borrow::Cow;
use std::rc::Rc;

use web_sys::Event;

use crate::state::{Command, Dispatch};

/// A piece of a screen.
pub(super) enum Node {
    /// Words.
    Text(Cow<'static, str>),
    /// An element.
    Element(El),
}

/// What draws the children of an element, again when a signal that it reads changes.
pub(super) type Draw = Box<dyn Fn() -> Vec<Node>>;

/// What hears an event.
pub(super) type Hear = Rc<dyn Fn(&Event)>;

/// An element to be: a pointer, so that the steps that build it pass one word on.
pub(super) struct El(Box<Parts>);

/// What an element is made of.
pub(super) struct Parts {
    pub(super) tag: &'static str,
    pub(super) attributes: Vec<(&'static str, Cow<'static, str>)>,
    pub(super) hears: Vec<(&'static str, Hear)>,
    pub(super) children: Vec<Node>,
    pub(super) draw: Option<Draw>,
}

/// An element of `tag` and `class`.
#[inline(never)]
pub(super) fn el(tag: &'static str, class: &'static str) -> El {
    let attributes = if class.is_empty() { vec![] } else { vec![("class", class.into())] };
    El(Box::new(Parts { tag, attributes, hears: vec![], children: vec![], draw: None }))
}

/// What is on the page under this id, as it was drawn.
pub(super) fn as_drawn(id: String) -> El {
    el("", "").attr("id", id)
}

/// Children that `draw` draws again when a signal that it reads changes, in an element without a
/// box of its own.
pub(super) fn part<C>(draw: impl Fn() -> C + 'static) -> El
where
    C: IntoIterator<Item = El>,
{
    el("div", "part").drawn(draw)
}

/// A button that asks for `command`.
pub(super) fn button(class: &'static str, dispatch: Dispatch, command: Command) -> El {
    el("button", class).attr("type", "button").on("click", move |_| dispatch.send(command.clone()))
}

/// `pieces` one after the other.
pub(super) fn joined(pieces: &[&str]) -> String {
    let mut whole = String::new();
    pieces.iter().for_each(|piece| whole.push_str(piece));
    whole
}

/// What takes values of many types hands on to a step that is there once.
impl El {
    /// Sets an attribute; also `class`, in place of the one that it began with.
    pub(super) fn attr(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.with_attribute(name, value.into())
    }

    /// Sets an attribute that is there or not.
    pub(super) fn flag(self, name: &'static str, on: bool) -> Self {
        if on { self.attr(name, "") } else { self }
    }

    /// Adds a child, or what keeps the place of one that is not there.
    pub(super) fn child(self, child: impl Into<Node>) -> Self {
        self.with_child(child.into())
    }

    /// Adds children.
    pub(super) fn children<C: Into<Node>>(self, children: impl IntoIterator<Item = C>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Lets `hear` hear events of this name, before whatever was to hear them so far: a command may take away the
    /// element, and then nothing else hears.
    pub(super) fn on(self, name: &'static str, hear: impl Fn(&Event) + 'static) -> Self {
        self.with_hear(name, Rc::new(hear))
    }

    /// Lets `draw` draw the children.
    pub(super) fn drawn<C>(self, draw: impl Fn() -> C + 'static) -> Self
    where
        C: IntoIterator<Item = El>,
    {
        self.with_draw(Box::new(move || nodes(draw())))
    }

    /// What it is made of.
    pub(super) fn parts(&self) -> &Parts {
        &self.0
    }

    /// The same, taken.
    pub(super) fn into_parts(self) -> Parts {
        *self.0
    }

    #[inline(never)]
    fn with_attribute(mut self, name: &'static str, value: Cow<'static, str>) -> Self {
        self.0.attributes.retain(|(known, _)| *known != name);
        self.0.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn with_child(mut self, child: Node) -> Self {
        self.0.children.push(child);
        self
    }

    #[inline(never)]
    fn with_hear(mut self, name: &'static str, hear: Hear) -> Self {
        self.0.hears.insert(0, (name, hear));
        self
    }

    #[inline(never)]
    fn with_draw(mut self, draw: Draw) -> Self {
        self.0.draw = Some(draw);
        self
    }
}

#[inline(never)]
fn nodes(elements: impl IntoIterator<Item = El>) -> Vec<Node> {
    elements.into_iter().map(Node::Element).collect()
}

impl From<El> for Node {
    fn from(element: El) -> Self {
        Self::Element(element)
    }
}

impl From<Option<El>> for Node {
    fn from(element: Option<El>) -> Self {
        // An empty text keeps the place, so that what follows is compared with itself.
        element.map_or(Self::Text(Cow::Borrowed("")), Self::Element)
    }
}

impl From<&'static str> for Node {
    fn from(words: &'static str) -> Self {
        Self::Text(words.into())
    }
}

impl From<String> for Node {
    fn from(words: String) -> Self {
        Self::Text(words.into())
    }
}
