//! Checking a receipt, or a bundle of them, without asking anybody: each check by name.

mod file;

use sigilo_protocol::{CLOCK_SKEW, Hash, Json, Pins, VerifiedManifest};

use self::file::File;
use super::{Countersignature, MAX_BUNDLE, Reason, Receipt, Terms, make, read::Told};
use crate::Core;

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not.
    Failed(Reason),
    /// The file, or whoever asks, lacks what it takes.
    Impossible(Reason),
}

/// A check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// What it came to, over all receipts: the first that failed, else the first that was impossible.
    pub outcome: Outcome,
    /// Of which receipt that is, counted from 0.
    pub receipt: Option<usize>,
}

/// The names, in the order in which they are given.
pub const CHECKS: [&str; 15] = [
    "size",
    "format",
    "terms",
    "subject",
    "signature",
    "countersignature",
    "manifest",
    "policy",
    "notice",
    "purposes",
    "recipients",
    "rights",
    "training",
    "chain",
    "time",
];

/// Checks a file. `pins` are the site's, from somewhere that is trusted; `terms` the vocabulary's.
pub fn verify(file: &[u8], pins: Option<&Pins>, terms: Option<&Terms<'_>>) -> Vec<Check> {
    if file.len() > MAX_BUNDLE {
        return unread(0, Reason::TooLarge);
    }
    let Some(file) = File::read(file, pins) else { return unread(1, Reason::NotReceipt) };
    let each = |check: &dyn Fn(usize) -> Outcome| first((0..file.receipts.len()).map(check));
    let outcomes = [
        (Outcome::Passed, None),
        (Outcome::Passed, None),
        each(&|i| known_terms(&file.receipts[i].receipt, terms)),
        each(&|i| of(file.subject(i))),
        each(&|i| of(Receipt::verify(&file.receipts[i].jws).map(drop))),
        each(&|i| file.countersignature(i)),
        file.manifest(pins).unwrap_or_else(|| each(&|i| of(file.cited(i).map(drop)))),
        file.policy().unwrap_or_else(|| each(&|i| of(file.core(i).map(drop)))),
        if file.is_bundle { each(&|i| of(file.notice(i))) } else { alone() },
        if file.is_bundle { each(&|i| of(file.purposes(i))) } else { alone() },
        if file.is_bundle { each(&|i| of(file.recipients(i))) } else { alone() },
        each(&|i| of(file.rights(i))),
        if file.is_bundle { each(&|i| of(file.training(i))) } else { alone() },
        each(&|i| file.chain(i)),
        each(&|i| of(file.time(i))),
    ];
    let named = CHECKS.into_iter().zip(outcomes);
    named.map(|(name, (outcome, receipt))| Check { name, outcome, receipt }).collect()
}

/// Whether no check failed. What was impossible is not told by this.
pub fn is_sound(checks: &[Check]) -> bool {
    checks.iter().all(|check| !matches!(check.outcome, Outcome::Failed(_)))
}

/// The check at `place` failed, and those after it could not be made.
fn unread(place: usize, reason: Reason) -> Vec<Check> {
    let outcome = |at: usize| match at.cmp(&place) {
        std::cmp::Ordering::Less => Outcome::Passed,
        std::cmp::Ordering::Equal => Outcome::Failed(reason),
        std::cmp::Ordering::Greater => Outcome::Impossible(Reason::NotRead),
    };
    let named = CHECKS.into_iter().enumerate();
    named.map(|(at, name)| Check { name, outcome: outcome(at), receipt: None }).collect()
}

fn of(result: Result<(), Reason>) -> Outcome {
    result.map_or_else(Outcome::Failed, |()| Outcome::Passed)
}

/// What a receipt alone can't be asked.
fn alone() -> (Outcome, Option<usize>) {
    (Outcome::Impossible(Reason::NotInFile), None)
}

/// The first that failed, else the first that was impossible, and its place.
fn first(outcomes: impl Iterator<Item = Outcome>) -> (Outcome, Option<usize>) {
    let mut impossible = None;
    for (at, outcome) in outcomes.enumerate() {
        match outcome {
            Outcome::Failed(_) => return (outcome, Some(at)),
            Outcome::Impossible(_) if impossible.is_none() => {
                impossible = Some((outcome, Some(at)))
            }
            Outcome::Impossible(_) | Outcome::Passed => {}
        }
    }
    impossible.unwrap_or((Outcome::Passed, None))
}

/// Whether two say the same, in whichever order their members are written.
fn same(one: &Option<Json>, other: &Option<Json>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => alike(one, other),
        (None, None) => true,
        _ => false,
    }
}

fn alike(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::List(ones), Json::List(others)) => {
            ones.len() == others.len() && ones.iter().zip(others).all(|(a, b)| alike(a, b))
        }
        (Json::Object(ones), Json::Object(others)) => {
            let is_there = |(name, value): &(String, Json)| {
                others.iter().any(|(other, theirs)| name == other && alike(value, theirs))
            };
            ones.len() == others.len() && ones.iter().all(is_there)
        }
        _ => one == other,
    }
}

fn known_terms(receipt: &Receipt, terms: Option<&Terms<'_>>) -> Outcome {
    match terms {
        Some(terms) if terms.unknown(&receipt.json).is_some() => {
            Outcome::Failed(Reason::UnknownTerm)
        }
        Some(_) => Outcome::Passed,
        None => Outcome::Impossible(Reason::NoList),
    }
}

impl File {
    /// Whether it is its signer's, and that is the visitor of all the others.
    fn subject(&self, at: usize) -> Result<(), Reason> {
        let receipt = &self.receipts[at].receipt;
        if receipt.visitor != self.receipts[0].receipt.visitor {
            return Err(Reason::AnotherSubject);
        }
        receipt.fits_subject()
    }

    fn countersignature(&self, at: usize) -> Outcome {
        if !self.is_bundle {
            return Outcome::Impossible(Reason::NotInFile);
        }
        match self.countersigned(at) {
            None => Outcome::Impossible(Reason::NotCountersigned),
            Some(None) => Outcome::Failed(Reason::CountersignatureWrong),
            Some(Some(_)) => Outcome::Passed,
        }
    }

    /// What a recipient of a manifest that holds signed about this receipt; nothing if nobody did.
    fn countersigned(&self, at: usize) -> Option<Option<Countersignature>> {
        let jws = self.receipts[at].countersignature.as_deref()?;
        let by = |manifest: &VerifiedManifest| {
            let keys = manifest.recipients.iter().filter_map(|recipient| recipient.sig);
            let mut said = keys.filter_map(|key| Countersignature::verify(jws, &key));
            said.find(|said| said.site == manifest.site)
        };
        let said = self.manifests.iter().flatten().find_map(by);
        Some(said.filter(|said| said.receipt == self.receipts[at].receipt.hash))
    }

    /// What stands in the way of looking for a receipt's manifest, if something does.
    fn manifest(&self, pins: Option<&Pins>) -> Option<(Outcome, Option<usize>)> {
        if !self.is_bundle {
            return Some(alone());
        }
        if let Some(reason) = self.manifests.iter().find_map(|manifest| manifest.as_ref().err()) {
            return Some((Outcome::Failed(*reason), None));
        }
        let failed = (0..self.receipts.len()).any(|at| self.cited(at).is_err());
        (pins.is_none() && !failed).then_some((Outcome::Impossible(Reason::NotPinned), None))
    }

    /// The manifest that a receipt names, of whose controller it is.
    fn cited(&self, at: usize) -> Result<&VerifiedManifest, Reason> {
        let receipt = &self.receipts[at].receipt;
        let mut manifests = self.manifests.iter().flatten();
        let manifest = manifests.find(|manifest| manifest.hash() == receipt.manifest);
        let manifest = manifest.ok_or(Reason::ManifestMissing)?;
        receipt.fits_controller(&manifest.site)?;
        Ok(manifest)
    }

    /// What is wrong with the documents, whichever receipt they are of.
    fn policy(&self) -> Option<(Outcome, Option<usize>)> {
        if !self.is_bundle {
            return Some(alone());
        }
        let manifests = || self.manifests.iter().flatten();
        let is_core = |hash: Hash| manifests().any(|manifest| manifest.policy.hash == hash);
        let cores = || self.documents.iter().filter(|(hash, _)| is_core(*hash));
        let read = |(hash, text): &(Hash, String)| Core::read(text.as_bytes(), *hash).ok();
        let cores: Option<Vec<Core>> = cores().map(read).collect();
        let Some(cores) = cores else {
            return Some((Outcome::Failed(Reason::DocumentWrong), None));
        };
        let is_named =
            |hash: Hash| is_core(hash) || cores.iter().any(|core| core.language(hash).is_some());
        let are_named = self.documents.iter().all(|(hash, _)| is_named(*hash));
        (!are_named).then_some((Outcome::Failed(Reason::DocumentUnknown), None))
    }

    /// The policy of a receipt's manifest.
    fn core(&self, at: usize) -> Result<(Hash, Core), Reason> {
        let manifest = self.cited(at).map_err(|_| Reason::ManifestMissing)?;
        let hash = manifest.policy.hash;
        if self.receipts[at].receipt.records.iter().any(|record| record.policy != hash) {
            return Err(Reason::AnotherPolicy);
        }
        let core = self.document(hash).ok_or(Reason::DocumentMissing)?;
        let core = Core::read(core.as_bytes(), hash).map_err(|_| Reason::DocumentWrong)?;
        Ok((hash, core))
    }

    fn notice(&self, at: usize) -> Result<(), Reason> {
        let (hash, core) = self.core(at)?;
        let texts = self.receipts[at].receipt.fits_notice(&core, hash)?;
        let are_there = texts.iter().all(|text| self.document(*text).is_some());
        if are_there { Ok(()) } else { Err(Reason::DocumentMissing) }
    }

    fn purposes(&self, at: usize) -> Result<(), Reason> {
        let (_, core) = self.core(at)?;
        self.receipts[at].receipt.decided(&core).map(drop)
    }

    /// Whether those are named whom the manifest lets read, and the companies of the purpose.
    fn recipients(&self, at: usize) -> Result<(), Reason> {
        let (_, core) = self.core(at)?;
        let recipients = Some(make::recipients(self.cited(at)?));
        self.each_told(at, |told| {
            let purpose = core.purpose(&told.purpose);
            let processors = purpose.and_then(|purpose| make::processors(purpose, &core));
            same(&told.recipients, &recipients) && same(&told.processors, &processors)
        })
        .ok_or(Reason::RecipientsWrong)
    }

    fn rights(&self, at: usize) -> Result<(), Reason> {
        let rights = Some(make::rights());
        self.each_told(at, |told| same(&told.rights, &rights)).ok_or(Reason::RightsWrong)
    }

    fn training(&self, at: usize) -> Result<(), Reason> {
        let (_, core) = self.core(at)?;
        self.each_told(at, |told| {
            let trains = core.purpose(&told.purpose).and_then(make::trains);
            same(&told.trains, &trains)
        })
        .ok_or(Reason::TrainingWrong)
    }

    fn each_told(&self, at: usize, holds: impl Fn(&Told) -> bool) -> Option<()> {
        let records = &self.receipts[at].receipt.records;
        records.iter().all(|record| holds(&record.told)).then_some(())
    }

    fn chain(&self, at: usize) -> Outcome {
        let previous = self.receipts[at].receipt.previous;
        let before = at.checked_sub(1).map(|before| self.receipts[before].receipt.hash);
        match (previous, before) {
            _ if previous == before => Outcome::Passed,
            (Some(_), None) if self.is_bundle => Outcome::Failed(Reason::EarlierMissing),
            (Some(_), None) => Outcome::Impossible(Reason::NotInFile),
            _ => Outcome::Failed(Reason::OutOfOrder),
        }
    }

    /// Decided before it was written, after the one before, and before it was countersigned. Two
    /// clocks may be apart, and one may be put right.
    fn time(&self, at: usize) -> Result<(), Reason> {
        let skew = CLOCK_SKEW * 1_000;
        let receipt = &self.receipts[at].receipt;
        let created = receipt.created_ms;
        let before = at.checked_sub(1).map_or(0, |before| self.receipts[before].receipt.created_ms);
        let countersigned = self.countersigned(at).flatten().map(|said| said.iat);
        let is_ordered = receipt.records.iter().all(|record| record.at_ms <= created)
            && before <= created.saturating_add(skew)
            && countersigned
                .is_none_or(|iat| created <= iat.saturating_mul(1_000).saturating_add(skew));
        if is_ordered { Ok(()) } else { Err(Reason::TimeWrong) }
    }
}

#[cfg(test)]
mod tests;
