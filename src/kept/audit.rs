//! What is remembered of the company's audit log (docs/audit.md).

use sigilo_protocol::{Hash, Json, JsonObject, Verdict};

/// Most receipts, and most envelopes, that the log is asked about: the newest. As many as one question
/// holds.
const MAX: usize = 8;

/// The log, as far as it was seen, and what it is asked about.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptAudit {
    /// Size and root of the newest checkpoint that held: what comes later has to go on from it.
    pub(crate) seen: Option<(u64, Hash)>,
    /// What was found the last time.
    pub(crate) verdict: Verdict,
    /// Receipts that were confirmed in this conversation, newest last.
    receipts: Vec<Hash>,
    /// Envelopes that were sealed in it, newest last.
    envelopes: Vec<Hash>,
}

impl KeptAudit {
    /// What the log is asked about.
    pub(crate) fn asked(&self) -> Vec<Hash> {
        self.receipts.iter().chain(&self.envelopes).copied().collect()
    }

    /// A receipt was confirmed.
    pub(crate) fn confirmed(&mut self, receipt: Hash) {
        add(&mut self.receipts, receipt);
    }

    /// An envelope was sealed.
    pub(crate) fn sealed(&mut self, eh: Hash) {
        add(&mut self.envelopes, eh);
    }

    /// The log has shown something, under this head.
    pub(crate) fn judged(&mut self, verdict: Verdict, head: Option<(u64, Hash)>) {
        let size = |seen: Option<(u64, Hash)>| seen.map_or(0, |(size, _)| size);
        // Another tab may have seen one of the same size.
        let is_forked = size(self.seen) == size(head) && self.seen != head && head.is_some();
        self.verdict = if is_forked { Verdict::DoesNotFit } else { verdict };
        if self.verdict != Verdict::DoesNotFit && size(head) > size(self.seen) {
            self.seen = head;
        }
    }

    /// A new conversation begins: of the old one nothing is asked there.
    pub(super) fn begin_anew(&mut self) {
        self.receipts.clear();
        self.envelopes.clear();
    }

    pub(super) fn to_json(&self) -> Json {
        let mut kept = JsonObject::new();
        if let Some((size, root)) = &self.seen {
            kept.number("size", *size);
            kept.json("root", root.to_json());
        }
        kept.number("verdict", self.verdict as u64);
        kept.json("receipts", Json::list(self.receipts.iter().map(Hash::to_json)));
        kept.json("envelopes", Json::list(self.envelopes.iter().map(Hash::to_json)));
        kept.whole()
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        const VERDICTS: [Verdict; 3] = [Verdict::Unchecked, Verdict::Checked, Verdict::DoesNotFit];
        let mut kept = json.into_members();
        let size = kept.maybe("size", Json::into_number);
        let root = kept.maybe("root", Hash::from_json);
        let number = kept.number("verdict");
        let verdict = VERDICTS.into_iter().find(|own| *own as u64 == number)?;
        let (receipts, envelopes) =
            (kept.list("receipts", Hash::from_json), kept.list("envelopes", Hash::from_json));
        kept.done(Self { seen: size.zip(root), verdict, receipts, envelopes })
    }
}

fn add(hashes: &mut Vec<Hash>, hash: Hash) {
    if !hashes.contains(&hash) {
        hashes.push(hash);
    }
    let surplus = hashes.len().saturating_sub(MAX);
    hashes.drain(..surplus);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_asked_about_and_all_of_it_survives_the_record() {
        let mut kept = KeptAudit { seen: Some((9, Hash::of(b"root"))), ..KeptAudit::default() };
        kept.verdict = Verdict::DoesNotFit;
        kept.confirmed(Hash::of(b"receipt"));
        kept.confirmed(Hash::of(b"receipt"));
        (0..20_u8).for_each(|at| kept.sealed(Hash::of(&[at])));
        let asked = kept.asked();
        assert_eq!(asked.len(), 9);
        assert_eq!((asked[0], asked[8]), (Hash::of(b"receipt"), Hash::of(&[19])));
        let read = KeptAudit::from_json(kept.to_json()).unwrap();
        assert_eq!((read.seen, read.verdict, read.asked()), (kept.seen, kept.verdict, asked));
        kept.judged(Verdict::Checked, Some((7, Hash::of(b"older"))));
        assert_eq!((kept.verdict, kept.seen), (Verdict::Checked, Some((9, Hash::of(b"root")))));
        kept.judged(Verdict::Checked, Some((9, Hash::of(b"another"))));
        assert_eq!((kept.verdict, kept.seen), (Verdict::DoesNotFit, Some((9, Hash::of(b"root")))));
        kept.judged(Verdict::Unchecked, Some((11, Hash::of(b"newer"))));
        assert_eq!((kept.verdict, kept.seen), (Verdict::Unchecked, Some((11, Hash::of(b"newer")))));
        kept.judged(Verdict::DoesNotFit, Some((12, Hash::of(b"newest"))));
        assert_eq!(
            kept.seen,
            Some((11, Hash::of(b"newer"))),
            "what does not fit is not remembered"
        );
        kept.begin_anew();
        assert!(kept.asked().is_empty() && kept.seen.is_some(), "it is the same log");
    }
}
