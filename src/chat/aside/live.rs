//! What passes: that a recipient writes, and what is there of it. None of it is kept; without it nothing that was said
//! is missing.

use std::{sync::Arc, time::Duration};

use super::super::talk::{Talk, shown};
use crate::{
    browser::now_ms,
    kept::Kept,
    later::Event,
    state::{Author, MessageView, Speaker},
};

/// How long "is writing" stands without another sign of it, in milliseconds. Shorter flickers while a slow model thinks,
/// longer keeps a bot writing that has died.
const WRITING: u64 = 45_000;

/// What a recipient lets see before it says it.
#[derive(Clone)]
pub(in crate::chat) enum Moment {
    /// It writes, or has stopped.
    Typing(bool),
    /// A piece of a text that will be said under this id.
    Chunk { id: String, index: u64, text: String },
}

/// What a recipient is writing.
#[derive(Clone)]
pub(in crate::chat) struct Writing {
    by: Arc<Speaker>,
    /// Under which id it will be said, and how many pieces there are; nothing while only that it writes is known.
    stream: Option<(String, u64)>,
    text: String,
    since_ms: u64,
}

/// Takes in what passes.
pub(super) fn glimpse(talk: &mut Talk, by: &Arc<Speaker>, moment: &Moment) {
    let (since_ms, writing) = (now_ms(), &mut talk.beside.writing);
    let begun = match moment {
        Moment::Typing(is_on) => {
            writing.retain(|own| own.by != *by || own.stream.is_some());
            let is_new = *is_on && writing.iter().all(|own| own.by != *by);
            is_new.then(|| (None, String::new()))
        }
        Moment::Chunk { id, index, text } => {
            let is_it = |own: &&mut Writing| {
                own.stream.as_ref().is_some_and(|(of, next)| of == id && next == index)
            };
            if let Some(own) = writing.iter_mut().find(is_it) {
                own.text.push_str(text);
                own.stream = Some((id.clone(), index + 1));
                own.since_ms = since_ms;
                None
            } else if *index == 0 {
                // It begins anew.
                writing.retain(|own| own.by != *by);
                Some((Some((id.clone(), 1)), text.clone()))
            } else {
                None
            }
        }
    };
    if let Some((stream, text)) = begun {
        writing.push(Writing { by: by.clone(), stream, text, since_ms });
        // Then it is looked at whether it stands still.
        talk.wire.later(Duration::from_millis(WRITING), Event::Fetched);
    }
    talk.publish();
}

impl Writing {
    pub(super) fn is_by(&self, author: &Author) -> bool {
        matches!(author, Author::Recipient(by) if *by == self.by)
    }
}

/// What stands below the conversation.
pub(super) fn writing(talk: &Talk, kept: &Kept) -> Vec<MessageView> {
    let now = now_ms();
    let is_said = |id: &str| shown(kept).any(|message| message.view.id == id);
    let is_on = |own: &&Writing| {
        let is_said = own.stream.as_ref().is_some_and(|(id, _)| is_said(id));
        !is_said && now < own.since_ms.saturating_add(WRITING)
    };
    let view = |own: &Writing| {
        let id = own.stream.as_ref().map(|(id, _)| id.clone()).unwrap_or_default();
        let text = talk.detector.echoed(settled(&own.text));
        let author = Author::Recipient(own.by.clone());
        MessageView { live: true, ..MessageView::new(id, author, text, now as f64) }
    };
    talk.beside.writing.iter().filter(is_on).map(view).collect()
}

/// The text up to a number that may go on in the next piece: half a card's number is not known for one.
fn settled(text: &str) -> &str {
    let mut end = text.len();
    for (at, _) in text.rmatch_indices(char::is_whitespace).chain([(0, "")]) {
        let word = &text[at..end];
        if !word.trim().is_empty() && !word.contains(is_number) {
            break;
        }
        end = at;
    }
    &text[..end]
}

/// Of what the detector takes for a digit; other scripts' count as letters here, and are masked when it is said.
fn is_number(sign: char) -> bool {
    matches!(sign, '0'..='9' | '٠'..='٩' | '۰'..='۹' | '０'..='９')
}

#[cfg(test)]
mod tests {
    use super::settled;

    #[test]
    fn a_number_is_shown_once_it_is_known_what_it_is() {
        assert_eq!(settled("Su tarjeta 4111 1111 11"), "Su tarjeta");
        assert_eq!(
            settled("Su tarjeta 4111 1111 1111 1111 vence"),
            "Su tarjeta 4111 1111 1111 1111 vence"
        );
        assert_eq!(settled("12"), "");
        assert_eq!(settled("Vale, "), "Vale,");
        assert_eq!(settled(""), "");
        assert_eq!(settled("ES91 2100"), "");
    }
}
