//! The place of what is not here yet: the panel and the cards of forms, while what draws them is fetched,
//! and where it could not be.

use leptos::prelude::*;

use super::focus;
use super::form::{name, title};
use super::late::{drawn_card, drawn_file, drawn_panel, drawn_rich};
use super::node::{El, el};
use super::panel::head;
use crate::state::{Awaited, Command, Dispatch, FileAct, FormAct, FormStage, MessageView, State};
use crate::text::Lang;

/// The panel, while it is open.
pub(super) fn panel(state: State, dispatch: Dispatch) -> Option<El> {
    let awaited = state.panel.with(|own| own.as_ref().map(|own| own.awaited.clone()))?;
    let Some(awaited) = awaited else { return drawn_panel(state, dispatch) };
    let lang = state.lang.get();
    let wanted = match awaited {
        Awaited::OnItsWay => None,
        Awaited::Failed(wanted) => Some(*wanted),
    };
    Some(
        el("section", "panel")
            .attr("aria-labelledby", focus::PANEL)
            .child(head(lang.asking(), dispatch))
            .children(told(wanted, focus::PANEL.into(), lang, dispatch)),
    )
}

/// What takes the place of a message's bubble: the card of a form, or what has more than plain words.
pub(super) fn card(of: &MessageView, lang: Lang, dispatch: Dispatch) -> Option<El> {
    let Some(form) = &of.form else { return drawn_rich(of, lang, dispatch) };
    let fetch = match form.stage {
        FormStage::OnItsWay => None,
        FormStage::Unfetched => Some(Command::Form(of.id.clone(), FormAct::Fetch)),
        FormStage::File(None) => Some(Command::Form(of.id.clone(), FormAct::File(FileAct::Fetch))),
        FormStage::File(Some(_)) => return drawn_file(of, lang, dispatch),
        _ => return drawn_card(of, lang, dispatch),
    };
    let told = told(fetch, name(&of.id), lang, dispatch);
    Some(el("div", "form").child(title(of)).children(told))
}

/// That it is on its way, or could not be fetched, and then the way to try again. That goes with what it
/// does, and focus goes on to what it belongs to.
fn told(wanted: Option<Command>, to: String, lang: Lang, dispatch: Dispatch) -> [Option<El>; 2] {
    let text = lang.asking();
    let words = if wanted.is_some() { text.unfetched } else { text.fetching };
    let retry = wanted.map(|wanted| {
        // First of all: what the press asks for may take the button away before it was heard again.
        let press = move |_: &_| {
            focus::focus(&to);
            dispatch.send(wanted.clone());
        };
        let retry = el("button", "button").attr("type", "button").on("click", press);
        retry.child(lang.text().retry)
    });
    [Some(el("p", "panel__note").attr("role", "status").child(words)), retry]
}
