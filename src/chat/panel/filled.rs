//! What was filled into forms, as the panel and the files tell it: the fields by label, how often, to whom.

use crate::{
    driver::Offer,
    kept::{Kept, KeptMessage},
    state::{FormLine, SentView, Shared},
    text::Lang,
    view,
};

/// The forms whose answers can be corrected.
pub(super) fn lines(kept: &Kept) -> Vec<FormLine> {
    let line = |message: &Shared<KeptMessage>| {
        let form = message.form.as_ref().filter(|form| !form.is_closed)?;
        let (id, form) = (message.view.id.clone(), form.asked()?);
        let answer = kept.standing_answer(&id)?;
        Some(FormLine { fields: form.labels(answer), title: form.title, id })
    };
    kept.messages.iter().filter_map(line).collect()
}

/// Adds what was sent by forms, a purpose at a time: how often, and to whom.
pub(super) fn add_sent(
    offer: &Offer,
    left: &[&Shared<KeptMessage>],
    lang: Lang,
    sent: &mut Vec<SentView>,
) {
    for purpose in &offer.policy.core.purposes {
        let (mut count, mut to) = (0, Vec::new());
        for (_, own) in left.iter().filter_map(|own| own.answer()) {
            if own.purpose == purpose.id {
                count += 1;
                for id in &own.to {
                    let name = view::reader(offer, id);
                    if !to.contains(&name) {
                        to.push(name);
                    }
                }
            }
        }
        if let (1.., Some(own)) = (count, view::purpose(offer, &purpose.id, lang)) {
            let what = [lang.privacy().form, " · ", &own.name].concat();
            sent.push(SentView { what, count, to: to.join(", ") });
        }
    }
}
