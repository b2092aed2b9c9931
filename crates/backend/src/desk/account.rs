//! What the audit log has of an envelope, and what a visitor is shown of that.

use std::collections::BTreeSet;

use sigilo_protocol::{Content, ConvId, Hash, Header, Kind, Proofs, Proven};

use super::office::Desk;
use crate::{DatabaseError, audit, events::Event, names::log_name};

/// Most entries of an answer: with their proofs they have to fit a body.
const MAX_PROVEN: usize = 32;

impl Desk {
    /// What the audit log, and nobody else, has of an envelope that was taken: that it was, by a name
    /// that its visitor has, too.
    pub(super) fn taken(&self, header: &Header, eh: Hash) -> Vec<Event> {
        if header.t == Kind::Ack {
            return Vec::new();
        }
        let taken = Event::new(self.clock.now(), &self.site, "envelope.taken", "visitor");
        vec![taken.about(header.conv).with("eh", eh).with("t", header.t.name())]
    }

    /// What the audit log has of what a visitor asks about: nothing, as long as it has nothing.
    pub(super) async fn prove(
        &self,
        conv: ConvId,
        question: &str,
        size: u64,
        of: Vec<Hash>,
    ) -> Result<Vec<Content>, DatabaseError> {
        // An old conversation's receipt may be the one that this one rests on.
        let held = self.store.held_receipts(conv, of.clone()).await?;
        let (log, of) = (self.log.clone(), BTreeSet::from_iter(of));
        let prove = move || log.prove(&log_name(conv), &of, &held, size);
        let proofs = tokio::task::spawn_blocking(prove).await;
        let proofs = proofs.map_err(|_| DatabaseError::Interrupted)??;
        let proven = |(record, path): (audit::Record, Vec<u8>)| {
            Some(Proven { index: record.index, salt: record.salt?, entry: record.entry?, path })
        };
        Ok(proofs.map_or_else(Vec::new, |proofs| {
            let entries = proofs.entries.into_iter().filter_map(proven);
            vec![Content::AuditProof(Proofs {
                of: question.into(),
                checkpoint: proofs.checkpoint,
                // The newest: the older ones were shown before.
                entries: entries.rev().take(MAX_PROVEN).collect(),
                consistency: proofs.consistency,
            })]
        }))
    }
}
