//! A field of a form that takes a file: a button that opens the browser's own choice, what was chosen, and
//! a way to leave it out again. A file that is dropped on it is of this form, and of nothing else.

use js_sys::Reflect;
use web_sys::Event;

use super::typed::choose;
use crate::state::{Command, Dispatch};
use crate::text::Lang;
use crate::ui::attach::{open, take};
use crate::ui::icon::{self, icon};
use crate::ui::node::{El, button, el, joined};

/// The control of the field `id` in the form `form`, unless none is taken; `about` are the ids of what describes
/// it.
pub(super) fn control(
    own: &[String],
    (form, id): (&str, &str),
    about: &str,
    lang: Lang,
    (dispatch, command): (Dispatch, Command),
) -> Option<El> {
    let [accept, largest, said, _] = own else { return None };
    let [most, chosen, input] = ["-most", "-chosen", "-input"].map(|end| joined(&[id, end]));
    let discard = lang.text().discard;
    let removal = (!said.is_empty()).then(|| {
        let (form, id) = (form.to_owned(), id.to_owned());
        button("form__link", dispatch, command.clone())
            .attr("aria-label", joined(&[discard, ": ", said]))
            .on("click", move |_| choose(&form, &id))
            .child(discard)
    });
    let (form, own_id) = (form.to_owned(), id.to_owned());
    let hear = move |event: &Event| {
        let dropped = Reflect::get(event, &"dataTransfer".into()).ok();
        let dropped = dropped.filter(|own| own.is_object());
        if dropped.is_some() {
            // The chat would take it as a message's.
            event.stop_propagation();
            event.prevent_default();
        }
        let from = dropped.or_else(|| event.target().map(Into::into));
        if from.is_some_and(|from| take(&from, dispatch, command.clone())) {
            choose(&form, &own_id);
        }
    };
    let about = joined(&[about, " ", &most, " ", &chosen]);
    let named = joined(&[id, "-label ", id]);
    let field = el("input", "")
        .attr("id", input.clone())
        .attr("type", "file")
        .attr("accept", accept.clone())
        .flag("hidden", true)
        .on("change", hear.clone());
    let pick = el("button", "button form__pick")
        .attr("id", id.to_owned())
        .attr("type", "button")
        .attr("aria-labelledby", named)
        .attr("aria-describedby", about)
        .on("click", move |_| open(&input))
        .child(icon(icon::CLIP))
        .child(lang.forms().choose);
    Some(
        el("div", "form__file")
            .on("drop", hear)
            .child(el("p", "form__why").attr("id", most).child(largest.clone()))
            .child(field)
            .child(pick)
            .child(
                el("p", "form__chosen").attr("id", chosen).attr("dir", "auto").child(said.clone()),
            )
            .child(removal),
    )
}

/// How far an answer's files have come. Only the bar's name is read out, and not each step.
pub(super) fn way(percent: u8, lang: Lang) -> El {
    el("progress", "file__bar")
        .attr("max", "100")
        .attr("value", percent.to_string())
        .attr("aria-live", "off")
        .attr("aria-label", lang.files().uploading)
}
