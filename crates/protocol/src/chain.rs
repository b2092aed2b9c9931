//! One hash chain a sender (§7): what was sent, what was seen of each peer, and what is missing.

use alloc::{vec, vec::Vec};

use crate::{
    bytes::Hash,
    content::ReceiveError,
    header::{Header, Last, MAX_MISSING, Seen, Sender},
    json::{Json, JsonObject},
};

/// Most ranges of missing envelopes that are remembered of a sender.
const MAX_GAPS: usize = 64;

/// Most senders of one owner that are remembered: more than the loads of a visitor (16).
const MAX_STARTS: usize = 32;

/// The end of a chain: the last sequence number and its envelope's hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) seq: u64,
    pub(crate) eh: Hash,
}

impl Link {
    /// Before the first envelope: `prev` of seq 1 is the manifest's hash.
    pub(crate) fn start(mh: Hash) -> Self {
        Self { seq: 0, eh: mh }
    }

    /// After the envelope `eh`.
    pub(crate) fn next(self, eh: Hash) -> Self {
        Self { seq: self.seq + 1, eh }
    }

    /// As it is kept.
    pub(crate) fn to_json(self) -> Json {
        Json::List(vec![Json::Number(self.seq), self.eh.to_json()])
    }

    /// Reads what [`Link::to_json`] wrote.
    pub(crate) fn from_json(json: Json) -> Option<Self> {
        let mut places = json.into_places();
        let link = Self { seq: places.number("0"), eh: places.bytes("1") };
        places.done(link)
    }
}

/// Where an envelope stands among those of its sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Follows {
    /// It is the next one.
    Directly,
    /// Some before it are missing.
    AfterGap,
    /// It was missing.
    Late,
}

/// What is missing between two envelopes that are held.
#[derive(Clone, Debug, PartialEq)]
struct Gap {
    first: u64,
    last: u64,
    /// What the first one must name in `prev`.
    before: Hash,
    /// What the last one's hash must be.
    after: Hash,
}

/// What was seen of one sender.
#[derive(Clone, Debug, PartialEq)]
struct Track {
    newest: Link,
    /// In their order.
    gaps: Vec<Gap>,
}

/// What was seen of the peers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Peers(Vec<(Sender, Track)>);

impl Peers {
    /// With this envelope taken in, if it fits its sender's chain. A sender that is met in mid-chain
    /// (its process is older than this load) is taken from there.
    pub(crate) fn with(&self, header: &Header, eh: Hash) -> Result<(Self, Follows), ReceiveError> {
        if header.seq == 1 && header.prev != header.mh {
            return Err(ReceiveError::Refused);
        }
        let mut peers = self.clone();
        let follows = match peers.0.iter_mut().find(|(peer, _)| *peer == header.from) {
            Some((_, track)) => track.take(header.seq, header.prev, eh)?,
            None => {
                let newest = Link { seq: header.seq, eh };
                peers.0.push((header.from.clone(), Track { newest, gaps: Vec::new() }));
                peers.trim(header.from.owner());
                Follows::Directly
            }
        };
        Ok((peers, follows))
    }

    /// As [`Peers::with`], for who reads everything: a sender is met at its first envelope, or that
    /// is missing; none is forgotten.
    pub(crate) fn with_from_start(
        &self,
        header: &Header,
        eh: Hash,
    ) -> Result<(Self, Follows), ReceiveError> {
        let mut peers = self.clone();
        if peers.0.iter().all(|(peer, _)| *peer != header.from) {
            let track = Track { newest: Link::start(header.mh), gaps: Vec::new() };
            peers.0.push((header.from.clone(), track));
        }
        peers.with(header, eh)
    }

    /// Forgets senders that `keep` does not want.
    pub(crate) fn retain(&mut self, keep: impl Fn(&Sender) -> bool) {
        self.0.retain(|(sender, _)| keep(sender));
    }

    /// For the header of the next envelope: of the visitor's loads those that `lives` says, of each
    /// recipient its newest start.
    pub(crate) fn seen(&self, visitor: &str, lives: impl Fn(&Sender) -> bool) -> Seen {
        let mut seen = Vec::new();
        let mut rest = self.0.as_slice();
        while let [(peer, track), later @ ..] = rest {
            rest = later;
            let is_newest = || later.iter().all(|(later, _)| later.owner() != peer.owner());
            let is_told = if peer.owner() == visitor { lives(peer) } else { is_newest() };
            if is_told {
                seen.push((peer.clone(), track.last()));
            }
        }
        Seen(seen)
    }

    /// How many envelopes are missing.
    pub(crate) fn missing(&self) -> u64 {
        let gaps = self.0.iter().flat_map(|(_, track)| &track.gaps);
        gaps.map(|gap| gap.last - gap.first + 1).sum()
    }

    /// Forgets the oldest starts of recipients that were started too often.
    fn trim(&mut self, owner: &str) {
        let of_owner = |(peer, _): &(Sender, Track)| peer.owner() == owner;
        if self.0.iter().filter(|own| of_owner(own)).count() > MAX_STARTS
            && let Some(oldest) = self.0.iter().position(of_owner)
        {
            self.0.remove(oldest);
        }
    }

    /// As it is kept.
    pub(crate) fn to_json(&self) -> Json {
        let track = |(peer, track): &(Sender, Track)| {
            let mut kept = JsonObject::new();
            kept.text("from", peer.as_str());
            kept.json("newest", track.newest.to_json());
            kept.json("gaps", Json::list(track.gaps.iter().map(Gap::to_json)));
            kept.whole()
        };
        Json::list(self.0.iter().map(track))
    }

    /// Reads what [`Peers::to_json`] wrote.
    pub(crate) fn from_json(json: Json) -> Option<Self> {
        let track = |json: Json| {
            let mut members = json.into_members();
            let peer = members.parsed("from", Sender::parse)?;
            let newest = members.one("newest", Link::from_json)?;
            let gaps = members.list("gaps", Gap::from_json);
            members.done((peer, Track { newest, gaps }))
        };
        json.into_list(track).map(Self)
    }
}

impl Track {
    /// The newest with what is missing before it; if that is more than a header names, the newest
    /// before the rest.
    fn last(&self) -> Last {
        let Link { seq, eh } = match self.gaps.get(MAX_MISSING) {
            Some(gap) => Link { seq: gap.first - 1, eh: gap.before },
            None => self.newest,
        };
        let missing = self.gaps.iter().take(MAX_MISSING).map(|gap| (gap.first, gap.last));
        Last { seq, eh, missing: missing.collect() }
    }

    fn take(&mut self, seq: u64, prev: Hash, eh: Hash) -> Result<Follows, ReceiveError> {
        if let Some(at) = self.gaps.iter().position(|gap| (gap.first..=gap.last).contains(&seq)) {
            let Gap { first, last, before, after } = self.gaps.remove(at);
            // The first of all names its own manifest (§5.2), which may not be the one that was met.
            if (seq == first && seq > 1 && prev != before) || (seq == last && eh != after) {
                return Err(ReceiveError::Refused);
            }
            // What is still missing on either side of it.
            if seq < last {
                self.gaps.insert(at, Gap { first: seq + 1, last, before: eh, after });
            }
            if seq > first {
                self.gaps.insert(at, Gap { first, last: seq - 1, before, after: prev });
            }
            if self.gaps.len() > MAX_GAPS {
                self.join_oldest();
            }
            return Ok(Follows::Late);
        }
        let newest = self.newest;
        if seq == newest.seq && eh != newest.eh {
            // Its sender has said two things under one number.
            return Err(ReceiveError::Refused);
        }
        if seq <= newest.seq {
            return Err(ReceiveError::Duplicate);
        }
        self.newest = Link { seq, eh };
        if seq > newest.seq + 1 {
            let (first, last) = (newest.seq + 1, seq - 1);
            self.gaps.push(Gap { first, last, before: newest.eh, after: prev });
            if self.gaps.len() > MAX_GAPS {
                self.join_oldest();
            }
            return Ok(Follows::AfterGap);
        }
        if prev == newest.eh { Ok(Follows::Directly) } else { Err(ReceiveError::Refused) }
    }
}

impl Track {
    /// Makes one gap of the two oldest: what was received between them is not acknowledged any more,
    /// which is better than to acknowledge what was not.
    fn join_oldest(&mut self) {
        let second = self.gaps.remove(1);
        if let Some(first) = self.gaps.first_mut() {
            (first.last, first.after) = (second.last, second.after);
        }
    }
}

impl Gap {
    fn to_json(&self) -> Json {
        let (first, last) = (Json::Number(self.first), Json::Number(self.last));
        Json::List(vec![first, last, self.before.to_json(), self.after.to_json()])
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut places = json.into_places();
        let (first, last) = (places.number("0"), places.number("1"));
        let (before, after) = (places.bytes("2"), places.bytes("3"));
        let gap = places.done(Self { first, last, before, after });
        gap.filter(|gap| 0 < gap.first && gap.first <= gap.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sequence numbers name their hashes, and so their predecessors'.
    fn eh(seq: u64) -> Hash {
        Hash::of(&seq.to_be_bytes())
    }

    fn take(track: &mut Track, seq: u64) -> Result<Follows, ReceiveError> {
        track.take(seq, eh(seq - 1), eh(seq))
    }

    fn met() -> Track {
        Track { newest: Link { seq: 1, eh: eh(1) }, gaps: Vec::new() }
    }

    #[test]
    fn every_order_of_arrival_fills_every_gap_and_takes_each_once() {
        // All orders of the numbers 2 to 6.
        for order in 0..120 {
            let (mut left, mut code, mut track) = ((2..=6).collect::<Vec<u64>>(), order, met());
            while !left.is_empty() {
                let seq = left.remove(code % left.len());
                code /= left.len() + 1;
                assert!(take(&mut track, seq).is_ok());
                assert_eq!(take(&mut track, seq), Err(ReceiveError::Duplicate));
            }
            assert_eq!(track, Track { newest: Link { seq: 6, eh: eh(6) }, gaps: Vec::new() });
        }
    }

    #[test]
    fn what_does_not_fit_its_neighbours_is_refused() {
        let mut track = met();
        assert_eq!(track.take(2, eh(9), eh(2)), Err(ReceiveError::Refused));
        let mut track = met();
        assert_eq!(take(&mut track, 4), Ok(Follows::AfterGap));
        assert_eq!(track.clone().take(2, eh(9), eh(2)), Err(ReceiveError::Refused));
        assert_eq!(track.clone().take(3, eh(2), eh(9)), Err(ReceiveError::Refused));
        assert_eq!(take(&mut track, 3), Ok(Follows::Late));
        // 3 named its predecessor: only that one fits.
        assert_eq!(track.clone().take(2, eh(1), eh(9)), Err(ReceiveError::Refused));
        assert_eq!(take(&mut track, 2), Ok(Follows::Late));
    }

    #[test]
    fn the_first_of_all_may_name_another_manifest_than_the_one_that_was_met() {
        let mut track = Track { newest: Link::start(eh(90)), gaps: Vec::new() };
        assert_eq!(take(&mut track, 2), Ok(Follows::AfterGap));
        assert_eq!(track.take(1, eh(91), eh(1)), Ok(Follows::Late));
    }

    #[test]
    fn what_is_missing_is_told_as_far_as_a_header_holds() {
        let mut track = met();
        for i in 1..=MAX_MISSING as u64 {
            take(&mut track, 1 + 2 * i).unwrap();
        }
        let last = track.last();
        assert_eq!((last.seq, last.missing.len()), (17, MAX_MISSING));
        assert_eq!((last.missing[0], last.missing[7]), ((2, 2), (16, 16)));
        take(&mut track, 19).unwrap();
        assert_eq!(track.last(), last, "19 comes after a ninth gap");
        take(&mut track, 2).unwrap();
        assert_eq!(track.last().seq, 19);
    }

    #[test]
    fn two_envelopes_under_one_number_are_refused() {
        let mut track = met();
        take(&mut track, 2).unwrap();
        assert_eq!(track.clone().take(2, eh(1), eh(2)), Err(ReceiveError::Duplicate));
        assert_eq!(track.take(2, eh(1), eh(9)), Err(ReceiveError::Refused));
    }

    #[test]
    fn of_too_many_gaps_the_oldest_become_one() {
        let mut track = met();
        for i in 1..=70 {
            assert_eq!(take(&mut track, 1 + 2 * i), Ok(Follows::AfterGap));
        }
        assert_eq!(track.gaps.len(), MAX_GAPS);
        assert_eq!((track.gaps[0].first, track.gaps[0].last), (2, 14));
        assert_eq!(take(&mut track, 140), Ok(Follows::Late));
        assert_eq!(take(&mut track, 2), Ok(Follows::Late));
    }
}
