//! What the audit log has of an envelope, and what a visitor is shown of that.

use std::collections::{BTreeMap, BTreeSet};

use sigilo_consent::Status;
use sigilo_protocol::{Content, ConvId, Envelope, Hash, Kind, Proofs, Proven};

use super::{office::Desk, rights::Change, store::Consented};
use crate::{DatabaseError, audit, events::Event, names::log_name};

/// Most entries of an answer: with their proofs they have to fit a body.
const MAX_PROVEN: usize = 32;

impl Desk {
    /// The events of an envelope that was taken. They name what it was by hashes that its visitor has,
    /// too.
    pub(super) fn account(
        &self,
        envelope: &Envelope,
        is_visitor: bool,
        consented: Option<&Consented>,
        change: &Change,
    ) -> Vec<Event> {
        let header = envelope.header();
        let by_visitor = |kind: &str| {
            Event::new(self.clock.now(), &self.site, kind, "visitor").about(header.conv)
        };
        let mut events = Vec::new();
        if is_visitor && header.t != Kind::Ack {
            let taken = by_visitor("envelope.taken");
            events.push(taken.with("eh", envelope.eh()).with("t", header.t.name()));
        }
        if let Some(Consented { decided, policy, .. }) = consented {
            let mut by_status: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for (purpose, status) in &decided.purposes {
                by_status.entry(kind(*status)).or_default().push(purpose);
            }
            events.extend(by_status.into_iter().map(|(kind, purposes)| {
                let event = by_visitor(kind).with("receipt", decided.receipt);
                event.with("policy", policy).with("purposes", purposes.join(" "))
            }));
        }
        match change {
            Change::Conversation(_) => events.push(by_visitor(audit::ERASURE)),
            Change::Bodies(_, ids) => {
                events.push(by_visitor("deletion.bodies").with("count", ids.len()));
            }
            Change::Asked(request) => {
                events.push(by_visitor("right.asked").with("right", request.kind.name()));
            }
            Change::Nothing | Change::Told(_) => {}
        }
        events
    }

    /// What the audit log has of what a visitor asks about: nothing, as long as it has nothing.
    pub(super) async fn prove(
        &self,
        conv: ConvId,
        size: u64,
        of: Vec<Hash>,
    ) -> Result<Vec<Content>, DatabaseError> {
        let (log, of) = (self.log.clone(), BTreeSet::from_iter(of));
        let prove = move || log.prove(&log_name(conv), &of, size);
        let proofs = tokio::task::spawn_blocking(prove).await;
        let proofs = proofs.map_err(|_| DatabaseError::Interrupted)??;
        let proven = |(record, path): (audit::Record, Vec<u8>)| {
            Some(Proven { index: record.index, salt: record.salt?, entry: record.entry?, path })
        };
        Ok(proofs.map_or_else(Vec::new, |proofs| {
            let entries = proofs.entries.into_iter().filter_map(proven);
            vec![Content::AuditProof(Proofs {
                checkpoint: proofs.checkpoint,
                // The newest: the older ones were shown before.
                entries: entries.rev().take(MAX_PROVEN).collect(),
                consistency: proofs.consistency,
            })]
        }))
    }
}

fn kind(status: Status) -> &'static str {
    match status {
        Status::Given => "consent.given",
        Status::Refused => "consent.refused",
        Status::Withdrawn => "consent.withdrawn",
        Status::Expired => "consent.expired",
        // A receipt tells no other.
        Status::Invalidated | Status::NotAsked | Status::Requested | Status::Deferred => {
            "consent.invalidated"
        }
    }
}
