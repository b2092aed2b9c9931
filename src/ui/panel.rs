//! The privacy panel: what is allowed, what was sent, the proofs of it, and the rights.

use leptos::prelude::*;

use super::clock;
use super::focus;
use super::form::expect;
use super::full::full;
use super::node::{El, Node, button, el, joined};
use super::options::about;
use super::requests::{erasing, rights};
use super::switch::switch;
use crate::state::{
    AuditView, Command, Dispatch, Download, FormAct, FormLine, PanelView, PurposeView, ReceiptAct,
    ReceiptView, SectionView, SentView, Standing, State,
};
use crate::text::{Asking, Lang, Privacy};

/// Looks that nobody needs before the panel is here.
pub const PANEL_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/panel.css"));

/// The panel, while it is open.
pub(super) fn panel(state: State, dispatch: Dispatch) -> Option<El> {
    let lang = state.lang.get();
    state.panel.with(|panel| panel.as_ref().map(|panel| whole(panel, lang, state, dispatch)))
}

fn whole(panel: &PanelView, lang: Lang, state: State, dispatch: Dispatch) -> El {
    let text = lang.privacy();
    let notice = state.notice.get();
    let full = notice.as_ref().map(|notice| full(notice, lang.text(), state, dispatch));
    let undecided = match (panel.has_record || state.begun.get(), panel.pending) {
        (false, _) => Some(text.nothing_yet),
        (true, true) => Some(text.pending),
        (true, false) => None,
    };
    let undecided = undecided.map(|words| el("p", "panel__note").child(words));
    el("section", "panel")
        .attr("aria-labelledby", focus::PANEL)
        .child(head(lang.asking(), dispatch))
        .child(undecided)
        .child(purposes(panel, lang, dispatch))
        .child(panel.has_record.then(|| sent(&panel.sent, text)))
        .child((!panel.pending && !panel.forms.is_empty()).then(|| forms(panel, lang, dispatch)))
        .child(panel.has_record.then(|| receipts(panel, lang, dispatch)))
        .child(panel.has_record.then(|| rights(panel, lang, dispatch)))
        .child(panel.has_record.then(|| data(text, dispatch)))
        .child(panel.agreed.as_ref().map(|agreed| as_agreed(agreed, text)))
        .child(full)
        .child(panel.has_record.then(|| erasing(panel, text, dispatch)))
}

/// What is read first, and the way back.
pub(super) fn head(text: &'static Asking, dispatch: Dispatch) -> El {
    let back = button("button panel__back", dispatch, Command::Privacy(false)).child(text.back);
    let heading =
        el("h2", "panel__title").attr("id", focus::PANEL).attr("tabindex", "-1").child(text.title);
    el("div", "panel__head").child(heading).child(back)
}

fn purposes(panel: &PanelView, lang: Lang, dispatch: Dispatch) -> El {
    let text = lang.privacy();
    // What is over can be taken back while the notice asks for it again.
    let is_theirs = |(_, standing): &(PurposeView, Standing)| match standing {
        Standing::Given(_) => true,
        Standing::Over(_) => panel.pending,
        _ => false,
    };
    let is_any = panel.purposes.iter().any(is_theirs);
    let all = is_any.then(|| {
        button("button panel__all", dispatch, Command::WithdrawAll).child(lang.text().withdraw)
    });
    let lines =
        panel.purposes.iter().map(|(of, standing)| purpose(of, *standing, panel, lang, dispatch));
    let out = |purposes: &Option<Vec<String>>, words| {
        let command = Command::Withdraw(purposes.clone().filter(|_| panel.has_record)?);
        Some(button("panel__link", dispatch, command).child(words))
    };
    part(text.purposes, all.into_iter().chain(lines))
        .child(out(&panel.sale, text.no_sale))
        .child(out(&panel.sensitive, text.limit_sensitive))
}

fn purpose(
    of: &PurposeView,
    standing: Standing,
    panel: &PanelView,
    lang: Lang,
    dispatch: Dispatch,
) -> El {
    let text = lang.privacy();
    let (name, more) = (joined(&["panel-", &of.id]), joined(&["panel-more-", &of.id]));
    let is_on = matches!(standing, Standing::Given(_));
    let only = vec![of.id.clone()];
    // What the chat can't do without comes with the notice, and all of it while that is asked.
    let comes_with_notice = of.required || panel.pending;
    let control = match (of.consent, is_on) {
        (_, false) if comes_with_notice => None,
        (true, _) => {
            let command =
                if is_on { Command::Withdraw(only) } else { Command::Give(of.id.clone()) };
            Some(switch(&name, &more, is_on, dispatch, command))
        }
        (false, true) => Some(
            button("panel__link", dispatch, Command::Withdraw(only)).child(lang.asking().object),
        ),
        (false, false) => {
            let give = Command::Give(of.id.clone());
            Some(button("panel__link", dispatch, give).child(lang.text().allow))
        }
    };
    let end = if of.consent { text.required } else { text.required_other };
    let needed = of.required.then_some(end);
    let words = el("div", "options__words")
        .child(el("p", "options__name").attr("id", name).attr("dir", "auto").child(of.name.clone()))
        .child(el("p", "panel__state").child(stands(of, standing, lang)))
        .child(needed.map(|needed| el("p", "panel__small").child(needed)))
        .child(about(of, lang.text()).attr("id", more));
    el("div", "options__option").child(words).child(control)
}

fn stands(of: &PurposeView, standing: Standing, lang: Lang) -> String {
    let text = lang.privacy();
    let (words, at) = match standing {
        Standing::Open => return text.open.to_owned(),
        Standing::Given(at) => (if of.consent { text.given } else { text.informed }, at),
        Standing::Refused(at) => (text.refused, at),
        Standing::Withdrawn(at) => (if of.consent { text.withdrawn } else { text.objected }, at),
        Standing::Over(at) => (text.over, at),
    };
    joined(&[words, " ", text.since, " ", &clock::date_and_time(at, lang)])
}

fn sent(sent: &[SentView], text: &'static Privacy) -> El {
    let line = |sent: &SentView| {
        let words = [&*sent.what, ": ", &sent.count.to_string(), ", ", text.to, " ", &sent.to, "."];
        el("p", "panel__line").attr("dir", "auto").child(joined(&words))
    };
    let none = sent.is_empty().then(|| el("p", "panel__line").child(text.sent_nothing));
    part(text.sent, sent.iter().map(line)).child(none)
}

/// What was filled in, to correct and to take back.
fn forms(panel: &PanelView, lang: Lang, dispatch: Dispatch) -> El {
    let text = lang.privacy();
    let line = |form: &FormLine| {
        let link = |words, act| {
            button("panel__link", dispatch, Command::Form(form.id.clone(), act)).child(words)
        };
        let id = form.id.clone();
        let correct = link(text.correct, FormAct::Fill).on("click", move |_| expect(&id));
        let words = joined(&[" · ", text.filled, " ", &form.fields]);
        el("li", "panel__line")
            .attr("dir", "auto")
            .child(el("strong", "").child(form.title.clone()))
            .child(words)
            .child(
                el("p", "panel__links")
                    .child(correct)
                    .child(link(text.take_back, FormAct::Withdraw)),
            )
    };
    part(
        text.forms,
        [el("ul", "panel__list").attr("role", "list").children(panel.forms.iter().map(line))],
    )
}

fn receipts(panel: &PanelView, lang: Lang, dispatch: Dispatch) -> El {
    let text = lang.privacy();
    let line = |receipt: &ReceiptView| {
        let act = match receipt.act {
            ReceiptAct::Allowed => text.act_allowed,
            ReceiptAct::Refused => text.act_refused,
            ReceiptAct::Withdrawn => text.act_withdrawn,
            ReceiptAct::Over => text.act_over,
        };
        let signed = if receipt.countersigned { text.countersigned } else { text.unsigned };
        el("li", "panel__line")
            .child(el("strong", "").child(clock::date_and_time(receipt.at, lang)))
            .child(joined(&[" · ", act, ": ", &receipt.purposes, " · ", signed]))
    };
    let save = |what, words| button("panel__link", dispatch, Command::Download(what)).child(words);
    let links = el("p", "panel__links")
        .child(save(Download::Receipts, text.save_receipts))
        .child(save(Download::ReceiptsPage, text.save_receipts_page));
    let audit = panel.audit.map(|audit| {
        let found = match audit {
            AuditView::Unchecked => text.audit_unchecked,
            AuditView::Checked => text.audit_checked,
            AuditView::DoesNotFit => text.audit_wrong,
        };
        el("p", "panel__small panel__audit").child(joined(&[text.audit, ": ", found, "."]))
    });
    part(text.receipts, [el("ul", "panel__list").children(panel.receipts.iter().map(line))])
        .child(audit)
        .child(links)
}

fn data(text: &'static Privacy, dispatch: Dispatch) -> El {
    let save = |what, words| button("panel__link", dispatch, Command::Download(what)).child(words);
    part(text.data, [el("p", "panel__small").child(text.data_note)]).child(
        el("p", "panel__links")
            .child(save(Download::Data, text.save_data))
            .child(save(Download::Page, text.save_page)),
    )
}

fn as_agreed(agreed: &[SectionView], text: &'static Privacy) -> El {
    let section = |section: &SectionView| {
        [
            el("h4", "full__heading").attr("dir", "auto").child(section.heading.clone()),
            el("p", "full__body").attr("dir", "auto").child(section.body.clone()),
        ]
    };
    el("details", "full")
        .child(el("summary", "full__summary").child(text.agreed))
        .child(el("div", "full__text").children(agreed.iter().flat_map(section)))
}

/// A headed part of the panel.
pub(super) fn part<C: Into<Node>>(
    heading: &'static str,
    children: impl IntoIterator<Item = C>,
) -> El {
    el("section", "panel__part").child(el("h3", "panel__heading").child(heading)).children(children)
}
