//! What an envelope changed, or why it was passed over, told as events: docs/events.md lists them.
//! They have names, hashes and counts, and nothing of what was said.

use sigilo_consent::Status;
use sigilo_protocol::{ConvId, Refusal, RequestState};

use super::{
    answer::Skip,
    office::Desk,
    rights::{Change, Request},
    store::{Consented, Step},
};
use crate::events::Event;

const DESK: &str = "desk";
const VISITOR: &str = "visitor";

impl Desk {
    /// Tells that something has happened now.
    pub(super) fn note(&self, kind: &str, actor: &str, more: impl FnOnce(Event) -> Event) {
        self.events.tell(&more(self.event(kind, actor)));
    }

    fn event(&self, kind: &str, actor: &str) -> Event {
        Event::new(self.clock.now(), &self.site, kind, actor)
    }

    /// What will have happened once `step` is stored.
    pub(super) fn happened(&self, step: &Step) -> Vec<Event> {
        let about = |kind: &str, actor: &str| self.event(kind, actor).about(step.conv);
        let mut events = Vec::new();
        if let Some(consented) = &step.consented {
            events.extend(decisions(consented, about));
        }
        for form in &step.forms {
            let Some((kind, record)) = form.happened() else { continue };
            let actor = if kind == "form.asked" { DESK } else { VISITOR };
            events.push(
                about(kind, actor).with("form", record.id()).with("purpose", &record.purpose),
            );
        }
        if let Some(given) = &step.ratings.given {
            events.push(about("rating.given", VISITOR).with("score", given.score));
        }
        if let Some(call) = &step.said.calls {
            events.push(call.told(about("handoff.asked", VISITOR)));
        }
        if step.said.left_at.is_some() {
            events.push(about("identify.ended", VISITOR).with("why", "signed-out"));
        }
        let (request, deleted) = match &step.change {
            Change::Nothing | Change::Told(_) => (None, None),
            Change::Asked(request) => (Some(request), None),
            Change::Bodies(request, ids) => {
                let deleted = about("deletion.messages", VISITOR);
                (Some(request), Some(deleted.with("count", ids.len())))
            }
            Change::Conversation(erasure) => {
                (Some(erasure.request()), Some(about("deletion.conversation", VISITOR)))
            }
        };
        if let Some(request) = request {
            events.push(
                of_request(about("right.received", VISITOR), request).with("due", request.due),
            );
            if request.state != RequestState::Received {
                events.push(settled(about("right.settled", DESK), request));
            }
        }
        events.into_iter().chain(deleted).collect()
    }

    /// That a request was settled, of which its visitor now hears.
    pub(super) fn settlement(&self, request: &Request) -> Event {
        settled(self.event("right.settled", "operator").about(request.conv()), request)
    }

    /// Tells why an envelope was passed over, if that is anything to look at.
    pub(super) fn tell_skipped(&self, conv: Option<ConvId>, reason: &Skip) {
        let (kind, detail) = match reason {
            Skip::Envelope(_) => ("failure.format", None),
            Skip::Duplicate => ("failure.replay", None),
            Skip::Refused(Refusal::Signature) => ("failure.signature", None),
            Skip::Refused(Refusal::Chain) => ("failure.chain", None),
            Skip::Refused(Refusal::Open) => ("failure.open", None),
            Skip::Receipt(reason) => ("failure.receipt", Some(reason.name())),
            Skip::Seal(_) => ("failure.seal", None),
            Skip::Client(_) | Skip::Database(_) | Skip::Erased | Skip::ReadEarlier => return,
        };
        self.note(kind, DESK, |mut event| {
            event = conv.map_or(event.clone(), |conv| event.about(conv));
            detail.map_or(event.clone(), |detail| event.with("reason", detail))
        });
    }
}

/// An event for each purpose that a new receipt decides; none for one that was known.
fn decisions(
    Consented { policy, decided, log, .. }: &Consented,
    about: impl Fn(&str, &str) -> Event,
) -> Vec<Event> {
    if log.is_none() {
        return Vec::new();
    }
    let event = |(purpose, status): &(String, Status)| {
        let kind = match status {
            Status::Given => "consent.given",
            Status::Refused => "consent.refused",
            Status::Withdrawn => "consent.withdrawn",
            Status::Expired => "consent.expired",
            // A receipt tells no other.
            _ => "consent.invalidated",
        };
        let event = about(kind, VISITOR).with("purpose", purpose);
        event.with("policy", policy).with("receipt", decided.receipt)
    };
    decided.purposes.iter().map(event).collect()
}

fn of_request(event: Event, request: &Request) -> Event {
    let event = event.with("request", request.id()).with("right", request.kind.name());
    match &request.purpose {
        Some(purpose) => event.with("purpose", purpose),
        None => event,
    }
}

fn settled(event: Event, request: &Request) -> Event {
    of_request(event, request).with("state", request.state.name())
}
