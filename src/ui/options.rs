//! What the visitor can switch on: the optional purposes of a notice, each off; and their age.

use leptos::prelude::*;

use super::facts::{begins, remarks};
use super::node::{El, el, joined, part};
use super::switch::{switch, tick};
use crate::state::{Age, Command, Dispatch, NoticeView, PurposeView, State};
use crate::text::Text;

/// The optional purposes; nothing if there are none.
pub(super) fn options(
    notice: &NoticeView,
    text: &'static Text,
    state: State,
    dispatch: Dispatch,
) -> Option<El> {
    let optional: Vec<PurposeView> =
        notice.purposes.iter().filter(|purpose| !begins(purpose)).cloned().collect();
    if optional.is_empty() {
        return None;
    }
    let drawn = part(move || {
        let (on, external) = (state.choices.get(), state.external.get());
        let line = |purpose: &PurposeView| {
            let is_on = on.contains(&purpose.id);
            option(purpose, is_on, external.contains(&purpose.id), text, dispatch)
        };
        optional.iter().map(line).collect::<Vec<_>>()
    });
    Some(
        el("section", "options")
            .attr("aria-labelledby", "options")
            .child(el("h3", "options__title").attr("id", "options").child(text.optional))
            .child(el("p", "options__note").child(text.optional_note))
            .child(drawn),
    )
}

fn option(
    purpose: &PurposeView,
    is_on: bool,
    is_refused_outside: bool,
    text: &'static Text,
    dispatch: Dispatch,
) -> El {
    let (name, more) = (joined(&["name-", &purpose.id]), joined(&["more-", &purpose.id]));
    let toggle = !purpose.special;
    let command = Command::Choose(purpose.id.clone(), !is_on);
    let switch = toggle.then(|| switch(&name, &more, is_on, dispatch, command));
    let words = el("div", "options__words")
        .child(
            el("p", "options__name")
                .attr("id", name)
                .attr("dir", "auto")
                .child(purpose.name.clone()),
        )
        .child(about(purpose, text).attr("id", more))
        .child(
            is_refused_outside
                .then(|| el("p", "options__small options__small--gpc").child(text.external)),
        );
    el("div", "options__option").child(words).child(switch)
}

/// What there is to know of a purpose.
pub(super) fn about(purpose: &PurposeView, text: &'static Text) -> El {
    let small = |words: String| el("span", "options__small").attr("dir", "auto").child(words);
    let basis = if purpose.consent { text.consent } else { &purpose.basis };
    let mut lines = vec![
        small(joined(&[text.data, ": ", &purpose.data, "."])),
        small(joined(&[text.readers, ": ", &purpose.readers, "."])),
        small(joined(&[text.retention, ": ", &text.period(purpose.retention_days), "."])),
        small(joined(&[text.basis, " ", basis, "."])),
    ];
    lines.extend(remarks(purpose, text).into_iter().map(small));
    if purpose.special {
        lines.push(small(text.special.to_owned()));
    }
    if purpose.gpc {
        lines.push(el("span", "options__small options__small--gpc").child(text.gpc));
    }
    el("div", "options__about")
        .child(el("span", "").attr("dir", "auto").child(purpose.description.clone()))
        .children(lines)
}

/// The question about the visitor's age; nothing if the notice does not ask.
pub(super) fn age(
    notice: &NoticeView,
    text: &'static Text,
    state: State,
    dispatch: Dispatch,
) -> Option<El> {
    let years = notice.age?.to_string();
    let drawn = part(move || {
        let age = state.age.get();
        let is_on = age == Age::Enough;
        let tick = tick(is_on, dispatch, Command::OfAge(!is_on))
            .attr("id", "age")
            .attr("aria-labelledby", "age-words")
            .attr("aria-describedby", "age-wanted");
        let words = joined(&[text.age_from, " ", &years, " ", text.age_years]);
        let wanted = if age == Age::Wanted { text.age_wanted } else { "" };
        let row = el("div", "options__option")
            .child(el("p", "options__words").attr("id", "age-words").child(words))
            .child(tick);
        let wanted =
            el("p", "options__wanted").attr("id", "age-wanted").attr("role", "alert").child(wanted);
        [el("div", "").child(row).child(wanted)]
    });
    Some(
        el("section", "options")
            .attr("aria-labelledby", "age-title")
            .child(el("h3", "options__title").attr("id", "age-title").child(text.age_title))
            .child(drawn),
    )
}
