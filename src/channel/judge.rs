//! What an envelope was, by what each of this tab's sessions says of it.

use sigilo_protocol::{Checked, Event, ReceiveError, ResetReason, Sender, Session};

use super::Known;

/// What an envelope was.
#[derive(Debug, PartialEq)]
pub(crate) enum Arrival {
    /// This browser's own, one that was taken before, or one that is for other tabs to judge.
    Nothing,
    /// Something of a recipient.
    Event {
        /// What it is for the newest load that has something to say of it.
        event: Box<Event>,
        /// The loads whose sessions its sender has lost.
        lost: Vec<Sender>,
    },
    /// It could not be verified or opened: shown as such, never skipped in silence.
    Refused,
}

/// What one session says of an envelope.
pub(super) struct Said {
    load: Sender,
    /// The envelope has a wrap for this session's load.
    is_named: bool,
    pub(super) outcome: Result<Event, ReceiveError>,
}

impl Said {
    fn is_named_and(&self, error: ReceiveError) -> bool {
        self.is_named && self.outcome.as_ref().err() == Some(&error)
    }

    fn is_lost(&self) -> bool {
        self.outcome.as_ref().is_ok_and(|event| event.reset == Some(ResetReason::Lost))
    }

    fn has_body(&self) -> bool {
        self.outcome.as_ref().is_ok_and(|event| event.body.is_some())
    }
}

/// What a session says of an envelope that it takes, if `by` has all that it asks for.
pub(super) fn said<State>(
    session: &mut Session<State>,
    envelope: &Checked,
    by: &mut Known,
) -> Said {
    let load = session.from().clone();
    let is_named = envelope.header().rcpt.iter().any(|id| id == load.as_str());
    Said { load, is_named, outcome: session.take(envelope, by) }
}

/// What an envelope was; the newest load speaks first.
///
/// One that some load could open is what it says. Else a load that it names decides (§13). What is
/// for other tabs only, perhaps by a recipient that only their manifest has, is theirs to judge, and
/// moves the newest load's chain, if it fits there.
pub(super) fn judge(mut said: Vec<Said>) -> Arrival {
    let best = match said.iter().position(Said::has_body) {
        Some(best) => best,
        None if said.iter().any(|said| said.is_named_and(ReceiveError::Duplicate)) => {
            return Arrival::Nothing;
        }
        None if said.iter().any(|said| said.is_named_and(ReceiveError::Refused)) => {
            return Arrival::Refused;
        }
        None if said.is_empty() => return Arrival::Nothing,
        None => 0,
    };
    let mut lost = Vec::new();
    for said in said.iter().filter(|said| said.is_lost()) {
        lost.push(said.load.clone());
    }
    match said.swap_remove(best).outcome {
        Ok(event) => Arrival::Event { event: Box::new(event), lost },
        Err(ReceiveError::Duplicate | ReceiveError::Refused) => Arrival::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use sigilo_protocol::{Body, Content, Seen};

    use super::*;

    const DUPLICATE: Result<Event, ReceiveError> = Err(ReceiveError::Duplicate);
    const REFUSED: Result<Event, ReceiveError> = Err(ReceiveError::Refused);

    fn event(text: Option<&str>) -> Event {
        Event {
            from: Sender::new("bot", [1; 8]),
            body: text.map(|text| Body::new("id", Content::text(text, "es"))),
            ts: 0,
            seen: Seen::default(),
            gap: false,
            reset: None,
        }
    }

    fn load() -> Sender {
        Sender::new("visitor", [2; 8])
    }

    fn it(event: Event) -> Arrival {
        Arrival::Event { event: Box::new(event), lost: Vec::new() }
    }

    fn named(outcome: Result<Event, ReceiveError>) -> Said {
        Said { load: load(), is_named: true, outcome }
    }

    fn other(outcome: Result<Event, ReceiveError>) -> Said {
        Said { load: load(), is_named: false, outcome }
    }

    #[test]
    fn what_names_an_earlier_load_and_is_refused_is_not_hidden_by_the_newest() {
        let moved = || other(Ok(event(None)));
        assert_eq!(judge(vec![moved(), named(REFUSED)]), Arrival::Refused);
        assert_eq!(judge(vec![moved(), moved(), named(REFUSED)]), Arrival::Refused);
        assert_eq!(judge(vec![other(REFUSED), named(REFUSED)]), Arrival::Refused);
        assert_eq!(judge(vec![named(REFUSED), other(REFUSED)]), Arrival::Refused);
        // It was read, and shown, before: by this load or by another.
        assert_eq!(judge(vec![moved(), named(DUPLICATE)]), Arrival::Nothing);
        assert_eq!(judge(vec![named(DUPLICATE), named(REFUSED)]), Arrival::Nothing);
    }

    #[test]
    fn whoever_opens_it_says_what_it_is() {
        let read = || Ok(event(Some("texto")));
        let it = || it(event(Some("texto")));
        assert_eq!(judge(vec![named(read()), other(REFUSED)]), it());
        assert_eq!(judge(vec![other(Ok(event(None))), named(read())]), it());
        assert_eq!(judge(vec![named(REFUSED), named(read())]), it());
    }

    #[test]
    fn an_earlier_load_s_loss_is_told_beside_what_the_newest_says() {
        let lost = || Ok(Event { reset: Some(ResetReason::Lost), ..event(None) });
        let told = Arrival::Event { event: Box::new(event(None)), lost: vec![load()] };
        assert_eq!(judge(vec![other(Ok(event(None))), other(lost())]), told);
    }

    #[test]
    fn what_names_no_load_of_this_tab_is_for_others_to_judge() {
        let moved = it(event(None));
        assert_eq!(judge(vec![other(Ok(event(None))), other(REFUSED)]), moved);
        assert_eq!(judge(vec![other(REFUSED), other(Ok(event(None)))]), Arrival::Nothing);
        assert_eq!(judge(vec![other(DUPLICATE)]), Arrival::Nothing);
        assert_eq!(judge(Vec::new()), Arrival::Nothing);
    }
}
