//! A visitor who has signed out at the page: nobody is known there any more, and nobody can be answered. Whose browser
//! could not tell that is forgotten in time.
//!
//! What was said stays as long as its purpose says, without a name: the visitor has agreed to that, and
//! erases it where they want it erased (docs/staff.md).

use rusqlite::Transaction;
use sigilo_protocol::ConvId;

use super::super::{
    answer::Decided,
    office::Desk,
    people::{self, Said},
};
use crate::{DatabaseError, audit, events::Event};

impl Desk {
    /// Takes the visitor's own word for it. It takes away and gives nothing, so that it needs no signature of
    /// the site's, and no purpose.
    pub(in crate::desk) fn sign_out(&self, conv: ConvId, lang: Option<String>) -> Decided {
        let verifier = self.people.as_ref().and_then(|people| people.verifier.as_ref().as_ref());
        if let Some(verifier) = verifier {
            verifier.waiting.forget(conv);
        }
        self.forget_beside(conv);
        let said = Said { left_at: Some(self.clock.now()), ..Said::default() };
        // No answer: the browser has no key for it.
        Decided { lang: lang.unwrap_or_default(), said, ..Decided::default() }
    }

    /// Forgets who visitors are of whom nothing was heard for as long as the settings say.
    pub(in crate::desk) async fn forget_absent(&self, now: u64) -> Result<(), DatabaseError> {
        let Some(people) = &self.people else { return Ok(()) };
        let Some(verifier) = people.verifier.as_ref() else { return Ok(()) };
        let before = now.saturating_sub(u64::from(verifier.settings.forget_hours) * 3_600);
        let ended = Event::new(now, &self.site, "identify.ended", "desk").with("why", "silent");
        let forget = move |t: &Transaction<'_>| {
            let gone = people::forget_absent(t, before)?.into_iter();
            let ended: Vec<Event> = gone.map(|conv| ended.clone().about(conv)).collect();
            ended.iter().try_for_each(|event| audit::append(t, event))?;
            Ok(ended)
        };
        let ended = self.store.0.transact(forget).await?;
        // The audit log has it already.
        ended.iter().for_each(|event| self.others.tell(event));
        if !ended.is_empty() {
            people.has_changed();
            self.store.0.settle().await?;
        }
        Ok(())
    }
}
