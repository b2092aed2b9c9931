//! Cards: one below the other, or side by side to be gone through.

use js_sys::Reflect;
use leptos::prelude::document;
use wasm_bindgen::JsValue;
use web_sys::Event;

use super::link::link;
use super::words;
use crate::state::{CardAct, CardView, Command, Dispatch, FormStage, RichView};
use crate::text::Lang;
use crate::ui::focus;
use crate::ui::icon::icon;
use crate::ui::late::late_card;
use crate::ui::node::{El, el, joined};

const LEFT: &str = "M14.5 6l-6 6 6 6";
const RIGHT: &str = "M9.5 6l6 6-6 6";

/// The cards of the message `id`.
pub(super) fn cards(id: &str, view: &RichView, lang: Lang, dispatch: Dispatch) -> El {
    let count = view.cards.len();
    let drawn = |own: &CardView| card(own, view.closed, lang, dispatch);
    if !view.carousel || count < 2 {
        let rows = view.cards.iter().map(|own| el("li", "card").children(drawn(own)));
        return el("ul", "cards").children(rows);
    }
    let text = lang.rich();
    let id: String = id.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
    let id = joined(&["cards-", &id]);
    let slide = |(at, own): (usize, &CardView)| {
        el("div", "card")
            .attr("role", "group")
            .attr("aria-roledescription", text.slide)
            .attr("aria-label", joined(&[&(at + 1).to_string(), " / ", &count.to_string()]))
            .children(drawn(own))
    };
    let is_rtl = lang.direction() == "rtl";
    let track = id.clone();
    let keys = move |event: &Event| {
        let key = Reflect::get(event, &"key".into()).ok().and_then(|key| key.as_string());
        let way = match key.as_deref() {
            Some("ArrowLeft") => -1.0,
            Some("ArrowRight") => 1.0,
            _ => return,
        };
        event.prevent_default();
        go(&track, way);
    };
    let step = |path, words, way: f64| {
        let track = id.clone();
        let way = if is_rtl { -way } else { way };
        el("button", "cards__step")
            .attr("type", "button")
            .attr("aria-controls", id.clone())
            .on("click", move |_| go(&track, way))
            .child(icon(path))
            .child(el("span", "unseen").child(words))
    };
    let (back, on) = if is_rtl { (RIGHT, LEFT) } else { (LEFT, RIGHT) };
    el("div", "cards cards--row")
        .attr("role", "group")
        .attr("aria-roledescription", text.carousel)
        .attr("aria-label", text.cards)
        .child(
            el("div", "cards__track")
                .attr("id", id.clone())
                .attr("role", "group")
                .attr("aria-label", text.cards)
                .attr("tabindex", "0")
                .on("keydown", keys)
                .children(view.cards.iter().enumerate().map(slide)),
        )
        .child(
            el("div", "cards__steps")
                .child(step(back, text.previous, -1.0))
                .child(step(on, text.next, 1.0)),
        )
}

fn card(own: &CardView, closed: bool, lang: Lang, dispatch: Dispatch) -> Vec<El> {
    let line = |class| el("p", class).attr("dir", "auto");
    let button = |(label, act): &(String, CardAct)| match act {
        CardAct::Open(href) => el("div", "part").children(link(
            href,
            vec![label.clone().into()],
            label,
            "card__button",
            lang,
        )),
        CardAct::Say(said) => {
            let said = said.clone();
            el("button", "card__button")
                .attr("type", "button")
                .attr("dir", "auto")
                .flag("disabled", closed)
                .child(label.clone())
                .on("click", move |_| {
                    dispatch.send(Command::Send(said.clone()));
                    focus::write_on();
                })
        }
    };
    let picture = own.picture.as_ref().map(|of| {
        // Until what draws it is here, its place is kept.
        let is_due = of.form.as_ref().is_none_or(|form| form.stage == FormStage::OnItsWay);
        let drawn = if is_due { None } else { late_card(of, lang, dispatch) };
        el("div", "card__picture").child(drawn)
    });
    let text = own.text.as_ref().map(|text| line("card__text").children(words(text, lang)));
    let buttons = (!own.buttons.is_empty())
        .then(|| el("div", "card__buttons").children(own.buttons.iter().map(button)));
    [picture, Some(line("card__title").child(own.title.clone())), text, buttons]
        .into_iter()
        .flatten()
        .collect()
}

/// Goes a card on, or back; what is smooth about it, and where it stops, is the styles'.
fn go(track: &str, way: f64) {
    let Some(track) = document().get_element_by_id(track) else { return };
    let number = |of: &JsValue, name: &str| {
        Reflect::get(of, &name.into()).ok().and_then(|own| own.as_f64()).unwrap_or_default()
    };
    let first = Reflect::get(&track, &"firstElementChild".into()).unwrap_or(JsValue::UNDEFINED);
    let to = number(&track, "scrollLeft") + way * (number(&first, "offsetWidth") + 12.0);
    // It has such a member.
    let _ = Reflect::set(&track, &"scrollLeft".into(), &to.into());
}
