//! What goes out beside the messages, each by a purpose of its own: who the visitor is, that they write, what they have
//! read. And what is being written, which stays here.

use std::time::Duration;

use leptos::prelude::*;
use sigilo_consent::{IDENTITY, PRESENCE};
use sigilo_protocol::{Content, Json, unb64u};

use super::talk::{Talk, shown};
use crate::{
    browser::now_ms,
    channel::{Channel, Sealed},
    kept::Outgoing,
    later::Event,
    random::new_id,
    state::{Author, Screen},
};

/// How the note begins that an envelope of the outbox has in place of a message's id; the purpose follows.
const BY: &str = "by:";

/// How long what is written has to stand before it is kept. Shorter seals the record at each key, longer loses more where
/// the page is closed.
const STANDS: Duration = Duration::from_millis(800);

/// How often it is told that the visitor writes, in milliseconds. Shorter costs the relay more, longer looks as if they
/// had stopped.
const TOLD: u64 = 10_000;

/// What is being written, and what was told of it and of reading.
#[derive(Default)]
pub(super) struct Drafting {
    words: Option<String>,
    told_ms: u64,
    /// The last message that was told to be read.
    read: String,
}

/// The purpose by which this goes out, if it is no message.
pub(super) fn purpose(outgoing: &Outgoing) -> Option<&str> {
    outgoing.message.strip_prefix(BY)
}

impl Talk {
    /// Asks the page who the visitor is, once a load where that is allowed.
    pub(super) fn ask_who(&mut self) {
        let may = self.offer.gate.extra(IDENTITY).is_some();
        if may && !self.has_asked_who && self.channel.as_ref().is_some_and(Channel::is_open) {
            self.has_asked_who = true;
            self.offer.ask_who(self.store.keys().public().thumbprint().to_string());
        }
    }

    /// Keeps what is being written once it stands, and tells that it is where that is allowed.
    pub(super) async fn draft(&mut self, words: String) {
        let writes = !words.is_empty();
        if self.drafting.words.replace(words).is_none() {
            self.wire.later(STANDS, Event::Drafted);
        }
        if writes && self.drafting.told_ms.saturating_add(TOLD) <= now_ms() && self.may_tell() {
            self.drafting.told_ms = now_ms();
            self.slip(PRESENCE, Content::Typing { on: true }, u64::MAX).await;
        }
    }

    /// Keeps the draft as it is now; the record alone has it, and no other tab hears of that.
    pub(super) async fn keep_draft(&mut self) {
        if let Some(words) = self.drafting.words.take() {
            self.store.update(&|kept| kept.draft.clone_from(&words)).await;
        }
    }

    /// Tells what was read, if the conversation is on screen and that is allowed.
    pub(super) async fn seen(&mut self) {
        let is_seen = self.state.visible.get_untracked()
            && self.state.screen.get_untracked() == Screen::Conversation;
        if !is_seen || !self.may_tell() {
            return;
        }
        let last = self.store.read(|kept| {
            let said = shown(kept).filter(|own| matches!(own.view.author, Author::Recipient(_)));
            said.last().map(|own| own.view.id.clone())
        });
        let Some(last) = last.filter(|last| *last != self.drafting.read) else { return };
        // After its owner's name stands the body's id.
        let upto = last.split_once(':').map(|(_, id)| id.to_owned());
        self.drafting.read = last;
        if let Some(upto) = upto {
            self.slip(PRESENCE, Content::Read { upto }, u64::MAX).await;
        }
    }

    fn may_tell(&self) -> bool {
        self.offer.gate.extra(PRESENCE).is_some()
    }

    /// Tells the desk what the site's server says of the visitor; nothing where that is not allowed.
    pub(super) async fn introduce(&mut self, jwt: String) {
        // Later than that the desk takes it for nothing, and another is asked for.
        let until_ms = expiry(&jwt).map_or(0, |seconds| seconds.saturating_mul(1000));
        self.slip(IDENTITY, Content::Identify { jwt }, until_ms).await;
    }

    /// Seals and posts a slip.
    async fn slip(&mut self, purpose: &str, content: Content, until_ms: u64) {
        let (Some(channel), Some(grant)) = (&mut self.channel, self.offer.gate.extra(purpose))
        else {
            return;
        };
        let sealed = channel.slip(&grant, self.store.keys(), &new_id(), content).await;
        let Ok(Some(sealed)) = sealed else { return };
        let saved = channel.save();
        self.change(&|kept| {
            kept.advance(&saved, self.read);
            let Sealed { envelope, until_ms: last, .. } = &sealed;
            let (message, envelope) = ([BY, purpose].concat(), envelope.clone());
            kept.outbox.push(Outgoing { message, envelope, until_ms: until_ms.min(*last) });
        })
        .await;
        self.pump().await;
    }

    /// What became of an envelope that was no message: a word about the visitor that came too late is asked for anew.
    pub(super) fn slipped(&mut self, envelope: &str, is_taken: bool) {
        let is_it = |own: &&Outgoing| own.envelope == envelope && purpose(own) == Some(IDENTITY);
        if !is_taken && self.store.read(|kept| kept.outbox.iter().any(|own| is_it(&own))) {
            self.has_asked_who = false;
        }
    }
}

/// `exp` of a JWT, in seconds since the epoch; its signature is the desk's to check.
fn expiry(jwt: &str) -> Option<u64> {
    let claims = Json::parse(&unb64u(jwt.split('.').nth(1)?)?)?;
    claims.into_members().take("exp")?.as_number()
}

#[cfg(test)]
mod tests {
    use sigilo_protocol::b64u;

    use super::*;

    #[test]
    fn the_end_of_a_word_about_the_visitor_is_read() {
        let jwt = |claims: &str| ["e30.", &b64u(claims.as_bytes()), ".sig"].concat();
        assert_eq!(expiry(&jwt(r#"{"sub":"a","exp":1700000000}"#)), Some(1_700_000_000));
        assert_eq!(expiry(&jwt(r#"{"sub":"a"}"#)), None);
        assert_eq!(expiry("e30"), None);
    }
}
