//! What goes out beside the messages, each by a purpose of its own: who the visitor is.

use sigilo_consent::IDENTITY;
use sigilo_protocol::{Content, Json, unb64u};

use super::talk::Talk;
use crate::{
    channel::{Channel, Sealed},
    kept::Outgoing,
    random::new_id,
};

/// How the note begins that an envelope of the outbox has in place of a message's id; the purpose follows.
const BY: &str = "by:";

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
