//! Another wording of what was agreed to: the visitor is told, and not asked again.

use sigilo_protocol::Hash;

use crate::{
    browser::now_ms,
    driver::Offer,
    state::{Author, MessageView},
    store::Store,
    text::Lang,
};

/// Says in the conversation, once a wording, that the notice reads otherwise than when it was agreed to.
pub(super) async fn note(offer: &Offer, store: &Store, lang: Lang) {
    if offer.gate.chat().is_none() {
        return;
    }
    let shown = store.read(|kept| kept.agreement()?.text);
    let is_there = |text: Hash| offer.policy.core.language(text).is_some();
    if shown.is_none_or(is_there) {
        return;
    }
    let (id, says) = (format!("wording:{}", offer.policy.hash), lang.asking().reworded.into());
    let message = MessageView::new(id, Author::Chat, says, now_ms() as f64);
    store.update(&|kept| kept.add(&[message.clone().into()])).await;
}
