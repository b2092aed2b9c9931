//! The messages of a long conversation by pages, each of which is kept sealed by itself: a step seals those anew that it
//! changes, however much was said before.

use sigilo_protocol::Json;

use super::KeptMessage;
use crate::state::Shared;

/// Messages of a page. Fewer are more pages to open, more are more to seal in a step: what fills no page is in the record.
pub(crate) const PAGE: usize = 128;

/// Messages as they are sealed.
pub(crate) fn to_json(messages: &[Shared<KeptMessage>]) -> Json {
    Json::list(messages.iter().map(|message| message.to_json()))
}

/// Reads a page.
pub(crate) fn from_json(json: Json) -> Option<Vec<Shared<KeptMessage>>> {
    json.into_list(KeptMessage::shared).filter(|page| page.len() == PAGE)
}

/// Whether a page is the one at this place of what was there before: then it is not sealed anew.
pub(crate) fn is_same(
    page: &[Shared<KeptMessage>],
    before: &[Shared<KeptMessage>],
    at: usize,
) -> bool {
    let before = before.chunks_exact(PAGE).nth(at);
    before.is_some_and(|before| page.iter().zip(before).all(|(own, other)| own.is(other)))
}
