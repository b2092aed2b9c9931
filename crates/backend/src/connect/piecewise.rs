//! An answer of the chat-completions API as it comes: server-sent events, each with a piece, until
//! `[DONE]`; or one JSON document from a server that does not stream. With it come the tools that the model
//! has called.

use eventsource_stream::{EventStreamError, Eventsource as _};
use futures_util::{Stream, StreamExt as _, future::ready};
use reqwest::{Response, header};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;

use super::{
    http::{self, Trouble},
    tools::Calls,
};
use crate::desk::slow::{NoAnswer, Pieces};

/// Most bytes of a response: what frames the pieces is many times their length. Beyond it nothing is
/// read, whatever it says.
const MAX_RESPONSE: usize = 4 * 1_024 * 1_024;

/// What ends an answer that goes on.
const MORE: char = '…';

#[derive(Deserialize)]
struct Part {
    #[serde(default)]
    choices: Vec<Choice>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default, alias = "message")]
    delta: Option<Delta>,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Delta {
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    tool_calls: Option<Vec<Value>>,
}

/// What a model has answered.
#[derive(Debug)]
pub(super) struct Answer {
    /// What it wrote; nothing only where it called.
    pub(super) text: String,
    /// Whether it called a person.
    pub(super) calls: bool,
}

/// An answer that grows.
struct Text<'a> {
    text: String,
    calls: Calls,
    /// Whether there is a person whom it may call.
    offered: bool,
    signs: usize,
    most: usize,
    /// Why the model has stopped.
    ended: Option<String>,
    pieces: &'a Pieces,
}

/// The answer in a response, of at most `most` characters; each piece is told on the way.
pub(super) async fn read(
    response: Response,
    most: usize,
    offered: bool,
    pieces: &Pieces,
) -> Result<Answer, Trouble> {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_stream = kind
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/event-stream"));
    let (begun, calls) = (String::new(), Calls::default());
    let mut text = Text { text: begun, calls, offered, signs: 0, most, ended: None, pieces };
    if !is_stream {
        let body = http::body(response, MAX_RESPONSE).await?;
        text.take(&body)?;
        text.ended.get_or_insert_default();
        return text.finish();
    }
    let bytes = response.bytes_stream().map(|bytes| bytes.map_err(|error| http::why(&error)));
    let mut events = lines(bytes).eventsource();
    while let Some(event) = events.next().await {
        let event = match event {
            Ok(event) => event,
            // What the visitor may have seen is not begun anew.
            Err(EventStreamError::Transport(reason)) if text.signs == 0 => {
                return Err(Trouble::Again(reason, None));
            }
            Err(EventStreamError::Transport(reason)) => return Err(Trouble::Final(reason)),
            Err(_) => return Err(Trouble::Final(NoAnswer::Bad("it is no stream of events"))),
        };
        if event.data == "[DONE]" {
            text.ended.get_or_insert_default();
        } else {
            text.take(event.data.as_bytes())?;
        }
        if text.is_full() || event.data == "[DONE]" {
            break;
        }
    }
    text.finish()
}

/// The same bytes, in whole lines: the parser begins a line that is not whole again at each piece of it.
/// What no end of a line follows is dropped, as the parser would (HTML, 9.2.6).
fn lines<B: AsRef<[u8]>>(
    bytes: impl Stream<Item = Result<B, NoAnswer>>,
) -> impl Stream<Item = Result<Vec<u8>, NoAnswer>> {
    let (mut seen, mut begun) = (0, Vec::new());
    bytes.filter_map(move |bytes| {
        let whole = bytes.and_then(|bytes| {
            let bytes = bytes.as_ref();
            seen += bytes.len();
            if seen > MAX_RESPONSE {
                return Err(NoAnswer::Bad("it is too long"));
            }
            let end = bytes.iter().rposition(|byte| b"\r\n".contains(byte)).map(|last| last + 1);
            let (whole, rest) = bytes.split_at(end.unwrap_or_default());
            begun.extend_from_slice(if end.is_some() { whole } else { rest });
            Ok(end.map(|_| std::mem::replace(&mut begun, rest.to_vec())))
        });
        ready(whole.transpose())
    })
}

impl Text<'_> {
    fn is_full(&self) -> bool {
        self.signs >= self.most
    }

    fn take(&mut self, json: &[u8]) -> Result<(), Trouble> {
        let bad = |why| Err(Trouble::Final(NoAnswer::Bad(why)));
        let Ok(part) = serde_json::from_slice::<Part>(json) else {
            return bad("it is not of the chat-completions API");
        };
        if part.error.is_some() {
            return bad("it ended with an error");
        }
        let Some(choice) = part.choices.into_iter().next() else { return Ok(()) };
        let (content, calls) = match choice.delta {
            Some(delta) => (delta.content, delta.tool_calls),
            None => (None, None),
        };
        self.calls.take(calls.unwrap_or_default());
        let content = content.unwrap_or_default();
        let piece: String = content.chars().take(self.most - self.signs).collect();
        if !piece.is_empty() {
            self.signs += piece.chars().count();
            self.text.push_str(&piece);
            self.pieces.add(&piece);
        }
        if choice.finish_reason.is_some() {
            self.ended = choice.finish_reason;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Answer, Trouble> {
        if self.ended.is_none() && !self.is_full() {
            let reason = NoAnswer::Bad("it broke off");
            let is_new = self.signs == 0;
            return Err(if is_new { Trouble::Again(reason, None) } else { Trouble::Final(reason) });
        }
        let calls = std::mem::take(&mut self.calls).person(self.offered);
        if self.text.trim().is_empty() {
            let empty = Trouble::Final(NoAnswer::Bad("it is empty"));
            return if calls { Ok(Answer { text: String::new(), calls }) } else { Err(empty) };
        }
        if self.is_full() || self.ended.as_deref() == Some("length") {
            self.text.push(MORE);
            self.pieces.add(&MORE.to_string());
        }
        Ok(Answer { text: self.text, calls })
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    #[tokio::test]
    async fn bytes_come_by_whole_lines_and_end_where_there_are_too_many() {
        let pieces = ["data: o", "ne\n", "\nda", "t", "a: two\r", "\n\n: no end"];
        let whole: Vec<_> = lines(stream::iter(pieces.map(Ok))).collect().await;
        let whole: Vec<_> = whole.into_iter().map(|own| String::from_utf8(own.unwrap())).collect();
        let expected = ["data: one\n", "\n", "data: two\r", "\n\n"];
        assert_eq!(whole, expected.map(|own| Ok(own.to_owned())));

        let endless = stream::iter((0..=MAX_RESPONSE / 1_024).map(|_| Ok([b'a'; 1_024])));
        let said: Vec<_> = lines(endless).collect().await;
        assert!(matches!(said[..], [Err(NoAnswer::Bad("it is too long"))]), "{said:?}");
    }
}
