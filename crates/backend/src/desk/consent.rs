//! What a receipt is answered, and whether a conversation may be answered at all.

use std::{collections::HashMap, path::Path};

use sigilo_consent::{
    Core, Decided, IDENTITY, PRESENCE, Page, Purpose, Reason, Status, days, in_order, standing,
};
use sigilo_protocol::{CLOCK_SKEW, Content, ConvId, Conversation, Hash};

use super::{
    answer::{Decided as Answer, Skip},
    files,
    office::Desk,
    receipt,
    store::{self, Consented, Countersigned},
};
use crate::DatabaseError;

/// The pages of a desk's consent log, oldest first, from its database.
pub fn consent_log(database: &Path) -> Result<Vec<String>, DatabaseError> {
    store::pages(database)
}

impl Desk {
    /// The answer to a decision, whichever it is: the countersigned receipt; at the first hello of a
    /// conversation that may be answered, the bot's greeting.
    pub(super) async fn receive(
        &self,
        state: &Conversation,
        conv: ConvId,
        jws: String,
        visitor_log: Option<String>,
        lang: Option<String>,
        is_hello: bool,
    ) -> Result<Answer, Skip> {
        let policy = receipt::claimed_policy(&jws)?;
        let core = self.core(policy).await?.ok_or(Reason::AnotherPolicy)?;
        let checked = receipt::check(&jws, state.visitor(), &self.site, policy, &core)?;
        let mut decided = checked.decided;
        let earlier = self.store.countersignature(decided.receipt).await?;
        let (now, key) = (self.clock.now(), &self.keys.signing);
        // Nothing is given from a day to come on.
        decided.at_ms = decided.at_ms.min(now * 1_000);
        let log = if earlier.is_none() {
            let last = self.store.last_page().await?;
            receipt::log(last.as_ref(), &decided, policy, now, key)
        } else {
            None
        };
        let countersignature =
            earlier.unwrap_or_else(|| receipt::countersign(decided.receipt, &self.site, now, key));
        let visitor_log = visitor_log.filter(|page| is_by(page, state));
        let mut decisions = self.store.decisions(conv).await?;
        if decisions.iter().all(|(_, known)| known.receipt != decided.receipt) {
            decisions.push((policy, decided.clone()));
        }
        let answer =
            Content::Receipt { receipt: jws.clone(), countersignature: countersignature.clone() };
        let is_first = is_hello && lang.is_none();
        let shown = core.texts().first().map(|(lang, _)| lang.clone());
        let lang = lang.or(checked.lang).or(shown).unwrap_or_default();
        let mut answers = vec![answer];
        // What was told for a purpose goes with it.
        let forms = self.not_given(conv, &decisions).await?;
        if self.allowed_by(decisions.clone(), PRESENCE).await?.is_none() {
            self.forget_beside(conv);
        } else if is_hello {
            self.begins_beside(conv);
        }
        let is_known = self.allowed_by(decisions.clone(), IDENTITY).await?.is_some();
        let is_open = self.is_open(decisions).await?;
        let said = self.opened(is_open, is_known);
        // What may not be read any more is not kept.
        let files = if is_open { Vec::new() } else { vec![files::Change::Erased(None)] };
        if is_first && is_open {
            answers.extend(self.ask(conv, lang.clone(), |bot, lang| Some(bot.greet(lang))).await);
        }
        let countersigned = Countersigned { receipt: jws, countersignature };
        let consented = Consented { countersigned, policy, decided, visitor_log, log };
        Ok(Answer {
            lang,
            answers,
            consented: Some(consented),
            forms,
            files,
            said,
            ..Answer::default()
        })
    }

    /// Whether what is said in a conversation may be read by the bot.
    pub(super) async fn may_answer(&self, conv: ConvId) -> Result<bool, DatabaseError> {
        let decisions = self.store.decisions(conv).await?;
        Ok(self.is_open(decisions).await? && !self.is_restricted(conv).await?)
    }

    /// The policy by which a purpose is given in a conversation; nothing where it is not, has run out, or is
    /// spoken against.
    pub(super) async fn allows(
        &self,
        conv: ConvId,
        purpose: &str,
    ) -> Result<Option<Core>, DatabaseError> {
        if !self.may_answer(conv).await? || self.is_restricted_for(conv, purpose).await? {
            return Ok(None);
        }
        let decisions = self.store.decisions(conv).await?;
        self.allowed_by(decisions, purpose).await
    }

    /// The same by these decisions, whatever else was asked for.
    async fn allowed_by(
        &self,
        decisions: Vec<(Hash, Decided)>,
        purpose: &str,
    ) -> Result<Option<Core>, DatabaseError> {
        let Some((ordered, core)) = self.in_force(decisions).await? else { return Ok(None) };
        let is_given = match standing(&ordered).get(purpose) {
            Some((Status::Given, at_ms)) => self.holds(&core, *at_ms),
            _ => false,
        };
        Ok(is_given.then_some(core))
    }

    /// Whether every purpose that the chat can't do without is given, by the policy that was decided
    /// about last, and no longer ago than a decision holds by it. Without that policy nothing is.
    async fn is_open(&self, decisions: Vec<(Hash, Decided)>) -> Result<bool, DatabaseError> {
        let Some((ordered, core)) = self.in_force(decisions).await? else { return Ok(false) };
        let standing = standing(&ordered);
        let is_given = |purpose: &Purpose| match standing.get(purpose.id.as_str()) {
            Some((Status::Given, at_ms)) => self.holds(&core, *at_ms),
            _ => false,
        };
        Ok(core.purposes.iter().filter(|purpose| purpose.required).all(is_given))
    }

    /// Decisions in their order, and the policy that was decided about last; nothing without it.
    pub(super) async fn in_force(
        &self,
        decisions: Vec<(Hash, Decided)>,
    ) -> Result<Option<(Vec<Decided>, Core)>, DatabaseError> {
        let (policies, decisions): (Vec<Hash>, Vec<Decided>) = decisions.into_iter().unzip();
        let by_receipt: HashMap<Hash, Hash> =
            decisions.iter().map(|decided| decided.receipt).zip(policies).collect();
        let ordered = in_order(decisions);
        let policy = ordered.last().and_then(|last| by_receipt.get(&last.receipt));
        let Some(policy) = policy else { return Ok(None) };
        Ok(self.core(*policy).await?.map(|core| (ordered, core)))
    }

    /// Whether what was given then, in milliseconds since the epoch, still holds by the policy.
    pub(super) fn holds(&self, core: &Core, at_ms: u64) -> bool {
        // Two clocks may be apart.
        let now_ms = self.clock.now().saturating_sub(CLOCK_SKEW) * 1_000;
        let lifetime_ms = u64::from(days(&core.grant_lifetime).unwrap_or(0)) * 86_400_000;
        now_ms < at_ms.saturating_add(lifetime_ms)
    }

    pub(super) async fn core(&self, policy: Hash) -> Result<Option<Core>, DatabaseError> {
        let core = self.store.policy(policy).await?;
        Ok(core.and_then(|core| Core::read(core.as_bytes(), policy).ok()))
    }
}

/// Whether a page of a log holds, and is this visitor's. One that does not is not kept; the receipt
/// that it came with still counts.
fn is_by(page: &str, state: &Conversation) -> bool {
    let is_by = Page::verify(page).is_ok_and(|page| page.key == *state.visitor());
    if !is_by {
        tracing::warn!("passed a page of a consent log over");
    }
    is_by
}
