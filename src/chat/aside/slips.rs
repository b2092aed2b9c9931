//! What is told beside the messages, each by a purpose of its own: that the visitor writes, what they have read, who they
//! are.

use leptos::prelude::*;
use sigilo_consent::{IDENTITY, PRESENCE};
use sigilo_protocol::{Content, Json, unb64u};

use super::{
    super::talk::{Talk, shown},
    BY, Note,
};
use crate::{
    browser::now_ms,
    random::new_id,
    state::{Author, Screen},
};

/// How often it is told that the visitor writes, in milliseconds. Shorter costs the relay more, longer looks as if they
/// had stopped.
const TOLD: u64 = 10_000;

/// Seals and posts a note, where there is something to tell.
pub(super) async fn tell(talk: &mut Talk, note: Note) {
    let beside = &mut talk.beside;
    let (purpose, content, until) = match note {
        Note::Who => {
            if !std::mem::replace(&mut beside.has_asked_who, true) {
                talk.offer.ask_who(talk.store.keys().public().thumbprint().to_string());
            }
            return;
        }
        Note::Is(jwt) => {
            // Later than that the desk takes it for nothing, and another is asked for.
            let until = expiry(&jwt).map_or(0, |seconds| seconds.saturating_mul(1000));
            (IDENTITY, Content::Identify { jwt }, until)
        }
        Note::Writes if beside.told_ms.saturating_add(TOLD) > now_ms() => return,
        Note::Writes => {
            beside.told_ms = now_ms();
            (PRESENCE, Content::Typing { on: true, by: None }, u64::MAX)
        }
        Note::Seen => match seen(talk) {
            Some(upto) => (PRESENCE, Content::Read { upto }, u64::MAX),
            None => return,
        },
    };
    let (Some(channel), Some(grant)) = (&talk.channel, talk.offer.gate.extra(purpose)) else {
        return;
    };
    let draft = channel.slip(&grant, &new_id(), content);
    talk.post_beside(draft, &[BY, purpose].concat(), until).await;
}

/// The last that was said, if the conversation is on screen and it was not told yet.
fn seen(talk: &mut Talk) -> Option<String> {
    let is_seen = talk.state.visible.get_untracked()
        && talk.state.screen.get_untracked() == Screen::Conversation;
    let last = talk.store.read(|kept| {
        let said = shown(kept).filter(|own| matches!(own.view.author, Author::Recipient(_)));
        said.last().map(|own| own.view.id.clone())
    });
    let last = last.filter(|last| is_seen && *last != talk.beside.read)?;
    // After its owner's name stands the body's id.
    let upto = last.split_once(':')?.1.to_owned();
    talk.beside.read = last;
    Some(upto)
}

/// `exp` of a JWT, in seconds since the epoch; its signature is the desk's to check.
fn expiry(jwt: &str) -> Option<u64> {
    let claims = Json::parse(&unb64u(jwt.split('.').nth(1)?)?)?;
    claims.into_members().take("exp")?.into_number()
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
