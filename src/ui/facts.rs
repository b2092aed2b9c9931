//! The short facts of a notice; the first layer, and again behind the lock line.

use super::node::{El, el, joined};
use crate::state::{NoticeView, PurposeView, RecipientRole, RecipientView, Remark};
use crate::text::Text;

/// Who decides, who answers, what for, who can read, how long.
pub(super) fn facts(notice: &NoticeView, text: &'static Text) -> El {
    let decides = line(&notice.controller.name, " ", text.decides.to_owned());
    let reader = |r: &RecipientView| {
        let mut is = role(r.role, text).to_owned();
        // Of one alone there is nothing to say.
        if r.role == RecipientRole::Archive && notice.approvers > 1 {
            is = joined(&[&is, "; ", text.opened_by, " ", &notice.approvers.to_string(), "."]);
        }
        line(&r.name, " · ", is)
    };
    let readers = notice.recipients.iter().map(reader);
    el("dl", "facts")
        .child(fact(text.responsible, vec![decides]))
        .child(fact(text.answers, vec![line("", "", answers(notice, text))]))
        .child(fact(text.purposes, purposes(notice, text)))
        .child(fact(text.readers, readers.collect()))
        .child(fact(text.retention, retentions(notice, text)))
}

/// What a recipient is, in words.
pub(super) fn role(role: RecipientRole, text: &'static Text) -> &'static str {
    match role {
        RecipientRole::Bot => text.role_bot,
        RecipientRole::Agent => text.role_agent,
        RecipientRole::Archive => text.role_archive,
        RecipientRole::Processor => text.role_processor,
        RecipientRole::Person => text.role_person,
    }
}

/// A labelled fact of some lines.
pub(super) fn fact(label: &'static str, lines: Vec<El>) -> El {
    el("div", "facts__fact").child(el("dt", "facts__label").child(label)).children(lines)
}

/// A name, and what there is to say of it.
fn line(name: &str, between: &'static str, rest: String) -> El {
    el("dd", "facts__line")
        .child(el("strong", "").attr("dir", "auto").child(name.to_owned()))
        .child(between)
        .child(el("span", "").child(rest))
}

fn answers(notice: &NoticeView, text: &'static Text) -> String {
    let has = |role| notice.recipients.iter().any(|recipient| recipient.role == role);
    match (has(RecipientRole::Bot), has(RecipientRole::Agent)) {
        (true, true) => joined(&[text.bot_answers, " ", text.people_too]),
        (false, true) => text.people_answer.to_owned(),
        (_, false) => text.bot_answers.to_owned(),
    }
}

fn purposes(notice: &NoticeView, text: &'static Text) -> Vec<El> {
    let needed = notice.purposes.iter().filter(begins);
    let purpose = |purpose: &PurposeView| {
        let basis = if purpose.consent { text.consent } else { &purpose.basis };
        let mut pieces = vec![&*purpose.description, " ", text.basis, " ", basis, ". "];
        pieces.extend([text.data, ": ", &purpose.data, "."]);
        let remarks = remarks(purpose, text);
        pieces.extend(remarks.iter().flat_map(|remark| [" ", remark.as_str()]));
        line(&purpose.name, ". ", joined(&pieces))
    };
    needed.map(purpose).collect()
}

/// What begins with Allow: what the chat can't do without, and what rests on something else than
/// consent.
pub(super) fn begins(purpose: &&PurposeView) -> bool {
    purpose.required || !purpose.consent
}

/// Transfers, training, decisions: what of a purpose is never left unsaid.
pub(super) fn remarks(purpose: &PurposeView, text: &'static Text) -> Vec<String> {
    let remark = |remark: &Remark| match remark {
        Remark::Transfer(country) => joined(&[text.transfers, ": ", country, "."]),
        Remark::Trains => joined(&[text.trains, "."]),
        Remark::Decides => joined(&[text.decides_alone, "."]),
    };
    purpose.remarks.iter().map(remark).collect()
}

/// One line if everything is kept equally long, else one a purpose.
fn retentions(notice: &NoticeView, text: &'static Text) -> Vec<El> {
    let purposes: Vec<_> = notice.purposes.iter().filter(begins).collect();
    match purposes.first() {
        Some(first) if purposes.iter().all(|p| p.retention_days == first.retention_days) => {
            vec![line("", "", text.period(first.retention_days))]
        }
        _ => purposes.iter().map(|p| line(&p.name, ": ", text.period(p.retention_days))).collect(),
    }
}
