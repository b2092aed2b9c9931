//! A question how content the visitor is: scores to choose from, words beside it if they like.

use js_sys::{Function, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};

use crate::state::{Command, Dispatch, MessageView, RatingView};
use crate::text::{Lang, Rich};
use crate::ui::message::reached;
use crate::ui::node::{El, el, joined};

/// The longest comment, in characters: a longer one would be refused by the protocol.
const LONGEST: &str = "1000";

/// The question of a message, or what was answered.
pub(super) fn rating(
    of: &MessageView,
    view: &RatingView,
    closed: bool,
    lang: Lang,
    dispatch: Dispatch,
) -> El {
    let text = lang.rich();
    let id: String = of.id.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
    let id = joined(&["rating-", &id]);
    let title = || el("p", "rating__title").attr("dir", "auto").child(of.text.clone());
    let whole = el("div", "rating").attr("id", id.clone());
    if let Some((score, delivery)) = view.given {
        let given = el("strong", "").child(told(score, view.most, text));
        return whole
            .child(title())
            .child(el("p", "").child(joined(&[text.rated, " "])).child(given))
            .child(reached(delivery, lang.text()));
    }
    let choice = |score: u64| {
        let input = el("input", "rating__input")
            .attr("type", "radio")
            .attr("name", id.clone())
            .attr("value", score.to_string())
            .attr("id", joined(&[&id, "-", &score.to_string()]))
            .flag("disabled", closed);
        let end = match (view.most, score) {
            (5, 1) => Some(text.worst),
            (5, 5) => Some(text.best),
            _ => None,
        };
        // What the ends mean is written below, too.
        let end = end.map(|end| el("span", "unseen").child(end));
        let label = if view.most == 5 { score.to_string() } else { told(score, view.most, text) };
        el("label", "rating__choice").child(input).child(el("span", "").child(label).child(end))
    };
    // Yes comes before no.
    let mut scores: Vec<u64> = (1..=view.most).collect();
    if view.most == 2 {
        scores.reverse();
    }
    let ends = (view.most == 5).then(|| {
        el("p", "rating__ends")
            .attr("aria-hidden", "true")
            .child(el("span", "").child(text.worst))
            .child(el("span", "").child(text.best))
    });
    let comment = joined(&[&id, "-comment"]);
    let missing = joined(&[&id, "-missing"]);
    let (own, message, most) = (id.clone(), of.id.clone(), view.most);
    let send = move |_: &_| {
        let chosen = (1..=most).find(|score| is(&joined(&[&own, "-", &score.to_string()])));
        let missing = document().get_element_by_id(&joined(&[&own, "-missing"]));
        if let Some(missing) = missing {
            missing.set_text_content(chosen.is_none().then_some(text.choose));
        }
        match chosen {
            Some(score) => {
                let comment = value(&joined(&[&own, "-comment"]));
                dispatch.send(Command::Rate(message.clone(), score, comment));
                crate::ui::focus::write_on();
            }
            None => focus(&joined(&[&own, "-", &most.to_string()])),
        }
    };
    whole
        .child(
            el("div", "")
                .attr("role", "radiogroup")
                .attr("aria-labelledby", joined(&[&id, "-title"]))
                .attr("aria-describedby", missing.clone())
                .child(title().attr("id", joined(&[&id, "-title"])))
                .child(el("div", "rating__choices").children(scores.into_iter().map(choice)))
                .child(ends),
        )
        .child(el("label", "form__label").attr("for", comment.clone()).child(text.comment))
        .child(
            el("textarea", "form__input")
                .attr("id", comment)
                .attr("rows", "2")
                .attr("maxlength", LONGEST)
                .attr("dir", "auto")
                .flag("disabled", closed),
        )
        .child(el("p", "rating__missing").attr("id", missing).attr("role", "status"))
        .child(
            el("button", "button")
                .attr("type", "button")
                .flag("disabled", closed)
                .on("click", send)
                .child(lang.text().send),
        )
}

fn told(score: u64, most: u64, text: &'static Rich) -> String {
    match (most, score) {
        (2, 2) => text.yes.to_owned(),
        (2, _) => text.no.to_owned(),
        _ => joined(&[&score.to_string(), " / ", &most.to_string()]),
    }
}

fn is(id: &str) -> bool {
    member(id, "checked").is_some_and(|checked| checked.as_bool() == Some(true))
}

fn value(id: &str) -> String {
    member(id, "value").and_then(|value| value.as_string()).unwrap_or_default()
}

fn member(id: &str, name: &str) -> Option<JsValue> {
    let field = document().get_element_by_id(id)?;
    Reflect::get(&field, &name.into()).ok()
}

fn focus(id: &str) {
    let focus = member(id, "focus").and_then(|focus| focus.dyn_into::<Function>().ok());
    if let (Some(focus), Some(field)) = (focus, document().get_element_by_id(id)) {
        // A choice takes focus.
        let _ = focus.call0(&field);
    }
}
