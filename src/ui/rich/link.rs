//! A link that says where it leads; one that may lead elsewhere than it seems asks before it opens.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use super::address::{Address, Doubt, address};
use crate::text::{Lang, Rich};
use crate::ui::icon::{self, icon};
use crate::ui::node::{El, Node, el, joined};

/// What is shown of an address that leads nowhere, in characters.
const SHOWN: usize = 80;

/// `nodes`, which read `words`, as a link of this class. Only words, and the address after them, if it is
/// none that a chat may lead to.
pub(super) fn link(
    href: &str,
    mut nodes: Vec<Node>,
    words: &str,
    class: &'static str,
    lang: Lang,
) -> Vec<Node> {
    let Some(address) = address(href, words) else {
        if !href.is_empty() && !words.contains(href) {
            let mut shown: String = href.chars().take(SHOWN).collect();
            if shown.len() < href.len() {
                shown.push('…');
            }
            nodes.push(joined(&[" (", &shown, ")"]).into());
        }
        return nodes;
    };
    if !tells(words, &address) {
        let place = el("bdi", "rich__place").attr("dir", "ltr").child(address.place.clone());
        nodes.extend([" (".into(), place.into(), ")".into()]);
    }
    if address.doubts.is_empty() {
        return vec![way(&address, class, lang).children(nodes).into()];
    }
    let text = lang.rich();
    let ask = el("button", "rich__doubt")
        .attr("type", "button")
        .attr("aria-haspopup", "dialog")
        .on("click", ask)
        .children(nodes)
        .child(icon(icon::ALERT))
        .child(el("span", "unseen").child(" ").child(text.doubtful));
    vec![ask.into(), leaving(&address, text, lang).into()]
}

/// Whether the words say where the link leads.
fn tells(words: &str, address: &Address) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    match address.href.starts_with("tel:") {
        true => digits(words) == digits(&address.place),
        false => words.to_ascii_lowercase().contains(&address.place.to_ascii_lowercase()),
    }
}

/// The link itself.
fn way(address: &Address, class: &'static str, lang: Lang) -> El {
    let way = el("a", class)
        .attr("href", address.href.clone())
        .attr("rel", "noopener noreferrer")
        .attr("title", address.place.clone());
    match address.href.starts_with("https:") {
        true => way.attr("target", "_blank").attr("aria-description", lang.text().new_tab),
        false => way,
    }
}

/// What asks before the link opens; going back is what Enter and Escape do.
fn leaving(address: &Address, text: &'static Rich, lang: Lang) -> El {
    let why = |doubt: &Doubt| {
        let why = match doubt {
            Doubt::Letters => text.letters,
            Doubt::Name => text.name,
            Doubt::User => text.user,
            Doubt::Hidden => text.hidden,
        };
        el("p", "").child(why)
    };
    let back = el("button", "button").attr("type", "button").flag("autofocus", true);
    el("dialog", "leaving")
        .attr("aria-label", text.beware)
        .attr("aria-live", "off")
        .on("keydown", hold)
        .child(el("p", "leaving__title").child(icon(icon::ALERT)).child(text.beware))
        .children(address.doubts.iter().map(why))
        .child(el("p", "").child(text.goes))
        .child(
            el("p", "leaving__place")
                .attr("dir", "ltr")
                .child(el("strong", "").child(address.place.clone())),
        )
        .child(
            el("div", "leaving__choices")
                .child(back.child(text.back).on("click", leave))
                .child(way(address, "button", lang).child(text.open).on("click", leave)),
        )
}

/// Opens the question that stands after what was pressed.
fn ask(event: &Event) {
    let asked = || -> Result<(), JsValue> {
        let dialog = Reflect::get(&of(event, "currentTarget"), &"nextElementSibling".into())?;
        if call(&dialog, "showModal", &JsValue::UNDEFINED).is_err() {
            Reflect::set(&dialog, &"open".into(), &JsValue::TRUE)?;
        }
        Ok(())
    };
    // What can't be asked is not opened either.
    let _ = asked();
}

/// Closes the question around what was pressed.
fn leave(event: &Event) {
    let left = || {
        let dialog = call(&of(event, "currentTarget"), "closest", &"dialog".into())?;
        call(&dialog, "close", &JsValue::UNDEFINED)
    };
    // It goes with its message.
    let _ = left();
}

/// Escape ends the question, and not the chat.
fn hold(event: &Event) {
    event.stop_propagation();
}

fn of(event: &Event, name: &str) -> JsValue {
    Reflect::get(event, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn call(of: &JsValue, method: &str, with: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(of, &method.into())?.dyn_into::<Function>()?.call1(of, with)
}
