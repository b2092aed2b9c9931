//! What passes: that a recipient writes, and what is there of it. None of it is kept; without it nothing that was said
//! is missing.

use std::{sync::Arc, time::Duration};

use super::super::talk::{Talk, shown};
use crate::{
    browser::now_ms,
    kept::{Kept, KeptMessage, KeptRich},
    later::Event,
    state::{Author, MessageView, Shared, Speaker},
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
    Chunk { id: String, index: u64, text: String, markdown: bool },
}

/// What a recipient is writing.
#[derive(Clone)]
pub(in crate::chat) struct Writing {
    by: Arc<Speaker>,
    /// Under which id it will be said, and how many pieces there are; nothing while only that it writes is known.
    stream: Option<(String, u64)>,
    text: String,
    /// The text is Markdown.
    markdown: bool,
    since_ms: u64,
}

/// Takes in what passes.
pub(super) fn glimpse(talk: &mut Talk, by: &Arc<Speaker>, moment: &Moment) {
    let (since_ms, writing) = (now_ms(), &mut talk.beside.writing);
    let begun = match moment {
        Moment::Typing(is_on) => {
            writing.retain(|own| own.by != *by || own.stream.is_some());
            let is_new = *is_on && writing.iter().all(|own| own.by != *by);
            is_new.then(|| (None, String::new(), false))
        }
        Moment::Chunk { id, index, text, markdown } => {
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
                Some((Some((id.clone(), 1)), text.clone(), *markdown))
            } else {
                None
            }
        }
    };
    if let Some((stream, text, markdown)) = begun {
        writing.push(Writing { by: by.clone(), stream, text, markdown, since_ms });
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
pub(super) fn writing(talk: &Talk, kept: &Kept) -> Vec<Shared<MessageView>> {
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
        let view = MessageView { live: true, ..MessageView::new(id, author, text, now as f64) };
        match own.markdown {
            // By the same parts, so as it will be once it is said.
            true => {
                let rich = Some(KeptRich { markdown: true, ..KeptRich::default() });
                talk.message(kept, &KeptMessage { rich, ..view.into() })
            }
            false => view.into(),
        }
    };
    talk.beside.writing.iter().filter(is_on).map(view).collect()
}

/// The text up to a number that may go on in the next piece: half a card's number is not known for one.
fn settled(text: &str) -> &str {
    let mut end = text.len();
    for (at, _) in text.rmatch_indices(char::is_whitespace).chain([(0, "")]) {
        let word = &text[at..end];
        if word.contains(is_letter) && !word.contains(is_number) {
            break;
        }
        end = at;
    }
    &text[..end]
}

/// What is neither may part a number: «4111 - 1111».
fn is_letter(sign: char) -> bool {
    sign.is_ascii_alphabetic() || matches!(sign, 'À'..='\u{1fff}' | '\u{2e80}'..)
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
        assert_eq!(settled("Es 4111 - 1111 – **1111** - 11"), "Es");
        assert_eq!(settled("Es 4111 - 1111 – 1111 €. Ñ"), "Es 4111 - 1111 – 1111 €. Ñ");
    }
}
