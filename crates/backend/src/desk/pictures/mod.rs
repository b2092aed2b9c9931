//! Pictures that a bot shows: checked, sealed like an attachment, and named in a card (docs/protocol.md §8.2) or
//! sent as a message of their own.
//!
//! A bot hands over bytes, or the name of a file that the operator has put beside the settings. No address is
//! ever fetched, so there is none that could lead anywhere. What is no good picture is left out, and told.

mod check;
mod gallery;
mod read;

use std::mem;

use rusqlite::Transaction;
use sigilo_protocol::{Attachment, Body, Cards, Content, ConvId, Hash, Picture};

#[cfg(any(test, fuzzing))]
pub(in crate::desk) use check::look;
pub use check::{PictureFault, check};
pub use gallery::{Gallery, GalleryError};
pub use read::{Shown, in_cards, shown};

use super::{
    bot::{Reply, ReplyFile},
    files::{self, Change},
    office::Desk,
};
use crate::DatabaseError;

/// For how long a picture that a conversation has is shown again, in seconds: a relay keeps a hundred files of a
/// conversation, which a few cards that are shown often would use up. Longer than relays keep files, it would
/// lead to one that is gone.
const AGAIN: u64 = 24 * 3_600;

/// A picture of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyPicture {
    /// The place of the card that shows it; nothing if it is a message of its own.
    pub card: Option<usize>,
    /// The picture, or why there is none.
    pub what: Result<ReplyFile, PictureFault>,
}

impl Desk {
    /// Puts the pictures of a reply where they belong, sealed; the others are left out.
    pub(super) async fn hang(&self, conv: ConvId, reply: &mut Reply) {
        let mut cards = reply.cards.as_ref().and_then(Cards::read).unwrap_or_default();
        let mut is_changed = false;
        for ReplyPicture { card, what } in mem::take(&mut reply.pictures) {
            let file = match what.and_then(check) {
                Ok(file) => file,
                Err(fault) => {
                    tracing::warn!(reason = fault.name(), "a picture is left out");
                    self.note("picture.refused", "desk", |event| {
                        event.about(conv).with("reason", fault.name())
                    });
                    continue;
                }
            };
            match card.map(|at| cards.get_mut(at)) {
                None => reply.file = Some(Box::new(file)),
                Some(Some(card)) => {
                    card.picture = self.sealed_picture(conv, file).await;
                    is_changed |= card.picture.is_some();
                }
                Some(None) => {}
            }
        }
        if let Some(own) = reply.cards.as_mut().filter(|_| is_changed) {
            *own = Cards::new(own.layout, &cards);
        }
    }

    /// A picture as a card has it: one that this conversation has already, or sealed anew.
    async fn sealed_picture(&self, conv: ConvId, file: ReplyFile) -> Option<Picture> {
        let ReplyFile { name, media, bytes, alt } = file;
        let alt = alt.unwrap_or_default();
        let place = self.place_of(&Hash::of(&bytes));
        // Without the database it is sealed anew, as it is the first time.
        let known = self.store.sent_picture(conv, place.clone()).await.unwrap_or_default();
        if let Some(file) = known {
            return Picture::new(file, alt);
        }
        let (file, blob) = files::sealed(&name, &media, &bytes, None)?;
        self.outgoing.hold(&file, place, blob);
        Picture::new(file, alt)
    }

    /// The id of the body that tells this desk of a picture; no visitor sees it. A picture has another one each day.
    fn place_of(&self, picture: &Hash) -> String {
        format!("picture:{}:{picture}", self.clock.now() / AGAIN)
    }

    /// What is to be remembered of what is said: the pictures in it.
    pub(super) fn pictures_in(&self, body: &Body) -> Vec<Change> {
        let Content::Text { cards: Some(cards), .. } = &body.content else { return Vec::new() };
        let pictures = cards.read().into_iter().flatten().filter_map(|card| card.picture);
        let sent = |picture: Picture| {
            let (place, blob) = self.outgoing.taken(picture.file())?;
            let body = Body::new(&place, Content::Attachment(picture.into_file()));
            Some(Change::Sends(body, blob))
        };
        pictures.filter_map(sent).collect()
    }
}

impl super::store::Store {
    /// A picture that was sealed for a conversation.
    async fn sent_picture(
        &self,
        conv: ConvId,
        place: String,
    ) -> Result<Option<Attachment>, DatabaseError> {
        let seals = self.1.clone();
        let find = move |t: &Transaction<'_>| files::by_body(t, &seals, conv, &place);
        self.0.transact(find).await
    }
}

#[cfg(test)]
#[cfg(feature = "demo")]
pub(super) mod tests;
