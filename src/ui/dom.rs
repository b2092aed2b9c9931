//! Brings nodes onto the page, and changes what is there into what should be.
//!
//! What is alike stays the same node of the page: focus, selection, what is unfolded and what a
//! screen reader has read stay with it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, Text};

use super::focus;
use super::node::{Draw, El, Hear, Node, Parts};

/// The namespace of drawings.
const SVG: &str = "http://www.w3.org/2000/svg";

/// A node on the page. Its listeners and effects end with it.
pub(super) enum Live {
    /// Words.
    Text(Text, Cow<'static, str>),
    /// An element.
    Element(LiveElement),
}

/// An element on the page.
pub(super) struct LiveElement {
    element: Element,
    tag: &'static str,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    hears: Vec<Listener>,
    children: Vec<Live>,
    drawn: Option<RenderEffect<Vec<Live>>>,
}

/// An event listener; what it calls can be exchanged.
struct Listener {
    name: &'static str,
    hear: Rc<RefCell<Hear>>,
    _closure: Closure<dyn FnMut(Event)>,
}

/// Makes the children of `host`, which are `live`, what `nodes` say.
pub(super) fn change(host: &Element, live: Vec<Live>, nodes: Vec<Node>) -> Vec<Live> {
    let mut live = live.into_iter();
    let mut changed = Vec::with_capacity(nodes.len());
    for node in nodes {
        if let Some(id) = node.id() {
            match live.as_slice().iter().position(|old| old.id() == Some(id)) {
                // Those before it are not there any more.
                Some(at) => live.by_ref().take(at).for_each(|old| remove(host, &old)),
                // It comes before what has a place of its own.
                None => {
                    if let Some(next) = live.as_slice().first().filter(|old| old.id().is_some()) {
                        changed.extend(make(node).inspect(|new| insert(host, new, next)));
                        continue;
                    }
                }
            }
        }
        // An element or text node that the browser refuses to make is left out.
        match live.next() {
            Some(old) => changed.extend(turn(host, old, node)),
            None => changed.extend(make(node).inspect(|new| append(host, new))),
        }
    }
    live.for_each(|old| remove(host, &old));
    changed
}

/// What an element is called.
fn id<'a>(attributes: &'a [(&'static str, Cow<'static, str>)]) -> Option<&'a str> {
    attributes.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.as_ref())
}

impl Node {
    fn id(&self) -> Option<&str> {
        if let Self::Element(own) = self { id(&own.parts().attributes) } else { None }
    }
}

impl Live {
    fn id(&self) -> Option<&str> {
        if let Self::Element(own) = self { id(&own.attributes) } else { None }
    }
}

fn turn(host: &Element, old: Live, node: Node) -> Option<Live> {
    match (old, node) {
        (Live::Text(text, words), Node::Text(new)) => {
            if words != new {
                text.set_data(&new);
            }
            Some(Live::Text(text, new))
        }
        // What is called so was found, and is to stay.
        (Live::Element(old), Node::Element(new)) if new.parts().tag.is_empty() => {
            Some(Live::Element(old))
        }
        (Live::Element(old), Node::Element(new)) if alike(&old, &new) => {
            Some(Live::Element(old.turned(new)))
        }
        (old, node) => {
            let new = make(node);
            if let Some(new) = &new {
                insert(host, new, &old);
            }
            remove(host, &old);
            new
        }
    }
}

/// Whether the one can become the other by changing attributes and children: never what is called
/// otherwise, so that nothing typed into one field turns up in another.
fn alike(old: &LiveElement, new: &El) -> bool {
    let new = new.parts();
    let heard = old.hears.iter().map(|listener| listener.name);
    old.tag == new.tag
        && old.drawn.is_none()
        && new.draw.is_none()
        && id(&old.attributes) == id(&new.attributes)
        && heard.eq(new.hears.iter().map(|(name, _)| *name))
}

fn make(node: Node) -> Option<Live> {
    match node {
        Node::Text(words) => Some(Live::Text(document().create_text_node(&words), words)),
        Node::Element(new) => LiveElement::new(new).map(Live::Element),
    }
}

impl LiveElement {
    fn new(new: El) -> Option<Self> {
        let Parts { tag, attributes, hears, children, draw } = new.into_parts();
        let drawing = matches!(tag, "svg" | "path");
        let namespace = if drawing { SVG } else { "http://www.w3.org/1999/xhtml" };
        let element = document().create_element_ns(Some(namespace), tag).ok()?;
        for (name, value) in &attributes {
            set(&element, name, value);
        }
        let hears = hears.into_iter().map(|(name, hear)| Listener::new(&element, name, hear));
        Some(Self {
            hears: hears.collect(),
            children: change(&element, Vec::new(), children),
            drawn: draw.map(|draw| keep_drawn(&element, draw)),
            tag,
            attributes,
            element,
        })
    }

    fn turned(mut self, new: El) -> Self {
        let new = new.into_parts();
        let kept = |name| new.attributes.iter().any(|(known, _)| *known == name);
        for (name, _) in self.attributes.iter().filter(|(name, _)| !kept(*name)) {
            // The name was good enough to be set.
            let _ = self.element.remove_attribute(name);
        }
        for attribute in new.attributes.iter().filter(|now| !self.attributes.contains(now)) {
            set(&self.element, attribute.0, &attribute.1);
        }
        for (listener, (_, hear)) in self.hears.iter().zip(new.hears) {
            listener.hear.replace(hear);
        }
        self.attributes = new.attributes;
        self.children = change(&self.element, self.children, new.children);
        self
    }
}

/// An element is a Leptos view, so that Leptos can put the outermost on the page.
impl Render for El {
    type State = Option<LiveElement>;

    fn build(self) -> Self::State {
        LiveElement::new(self)
    }

    fn rebuild(self, state: &mut Self::State) {
        *state = match state.take() {
            Some(old) if alike(&old, &self) => Some(old.turned(self)),
            old => {
                let mut new = LiveElement::new(self);
                if let (Some(mut old), Some(new)) = (old, &mut new) {
                    old.insert_before_this(new);
                    old.unmount();
                }
                new
            }
        };
    }
}

impl Mountable for LiveElement {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&web_sys::Node>) {
        // Leptos hands over a marker that is in the parent, or none.
        let _ = parent.insert_before(&self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.element.parent_element();
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.element));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

impl Listener {
    fn new(element: &Element, name: &'static str, hear: Hear) -> Self {
        let hear = Rc::new(RefCell::new(hear));
        let current = hear.clone();
        let closure = Closure::<dyn FnMut(Event)>::new(move |event| {
            // Not borrowed while it runs: it may lead to its own exchange.
            let hear = current.borrow().clone();
            hear(&event);
        });
        // Adding a function as a listener does not fail.
        let _ = element.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        Self { name, hear, _closure: closure }
    }
}

fn keep_drawn(element: &Element, draw: Draw) -> RenderEffect<Vec<Live>> {
    let element = element.clone();
    RenderEffect::new(move |live: Option<Vec<Live>>| {
        change(&element, live.unwrap_or_default(), draw())
    })
}

fn set(element: &Element, name: &str, value: &str) {
    // Every name is a literal of this crate, and a good one.
    if name == "style" {
        // The frame's policy takes no style from an attribute.
        let _ = Reflect::set(element, &name.into(), &value.into());
    } else {
        let _ = element.set_attribute(name, value);
    }
}

fn place(live: &Live) -> &web_sys::Node {
    match live {
        Live::Text(text, _) => text,
        Live::Element(live) => &live.element,
    }
}

fn insert(host: &Element, live: &Live, before: &Live) {
    // What it comes before is a child of this host.
    let _ = host.insert_before(place(live), Some(place(before)));
}

fn append(host: &Element, live: &Live) {
    // A new node has no parent that could refuse to give it away.
    let _ = host.append_child(place(live));
}

fn remove(host: &Element, live: &Live) {
    if let Live::Element(own) = live {
        focus::leave(&own.element);
    }
    // Gone already is as good.
    let _ = host.remove_child(place(live));
}
