//! Where each purpose stands, by the receipts that came of a conversation.

use std::collections::{BTreeMap, HashSet, VecDeque};

use sigilo_protocol::Hash;

use crate::Status;

/// What one receipt decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The receipt.
    pub receipt: Hash,
    /// The one before it.
    pub previous: Option<Hash>,
    /// When it was decided, in milliseconds since the epoch.
    pub at_ms: u64,
    /// Its purposes, and where they came to stand.
    pub purposes: Vec<(String, Status)>,
}

/// Decisions in the order in which they came, but none before the one that it names: so an old grant
/// that comes late, or again, does not undo a withdrawal.
pub fn in_order(decisions: Vec<Decided>) -> Vec<Decided> {
    let mut to_come: HashSet<Hash> = decisions.iter().map(|decided| decided.receipt).collect();
    let mut waiting: VecDeque<Decided> = decisions.into();
    let mut ordered = Vec::new();
    while !waiting.is_empty() {
        let is_next = |decided: &Decided| {
            decided.previous.is_none_or(|previous| !to_come.contains(&previous))
        };
        // Nothing can name itself by its own hash: one is always the next.
        let at = waiting.iter().position(is_next).unwrap_or_default();
        let Some(decided) = waiting.remove(at) else { break };
        to_come.remove(&decided.receipt);
        ordered.push(decided);
    }
    ordered
}

/// Where each purpose stands that one of these decided about, and since when, in milliseconds since
/// the epoch; of what [`in_order`] put in order.
pub fn standing(ordered: &[Decided]) -> BTreeMap<&str, (Status, u64)> {
    let mut standing = BTreeMap::new();
    for decided in ordered {
        for (purpose, status) in &decided.purposes {
            standing.insert(purpose.as_str(), (*status, decided.at_ms));
        }
    }
    standing
}

#[cfg(test)]
mod tests {
    use sigilo_protocol::Bytes;

    use super::*;

    fn decided(number: u8, status: Status) -> Decided {
        let previous = number.checked_sub(1).map(|before| Bytes([before; 32]));
        let purposes = vec![("answer".into(), status)];
        let at_ms = number.into();
        Decided { receipt: Bytes([number; 32]), previous, at_ms, purposes }
    }

    fn chain() -> Vec<Decided> {
        [Status::Given, Status::Withdrawn, Status::Given, Status::Withdrawn]
            .into_iter()
            .zip(0..)
            .map(|(status, number)| decided(number, status))
            .collect()
    }

    #[test]
    fn the_end_of_the_chain_counts_in_whichever_order_it_came() {
        for order in 0..24 {
            let (mut left, mut came, mut order) = (chain(), Vec::new(), order);
            while !left.is_empty() {
                came.push(left.remove(order % left.len()));
                order /= left.len() + 1;
            }
            let ordered = in_order(came);
            assert_eq!(ordered, chain());
            assert_eq!(standing(&ordered)["answer"], (Status::Withdrawn, 3));
        }
        assert_eq!(standing(&in_order(chain()[..3].to_vec()))["answer"], (Status::Given, 2));
    }

    #[test]
    fn what_came_without_the_one_before_counts_in_its_turn() {
        let late = vec![decided(1, Status::Withdrawn), decided(3, Status::Given)];
        assert_eq!(standing(&in_order(late))["answer"], (Status::Given, 3));
        assert!(standing(&in_order(Vec::new())).is_empty());
    }

    #[test]
    fn each_purpose_stands_for_itself() {
        let other = Decided {
            purposes: vec![("extra".into(), Status::Refused)],
            ..decided(1, Status::Given)
        };
        let ordered = in_order(vec![decided(0, Status::Given), other]);
        let standing = standing(&ordered);
        assert_eq!((standing["answer"].0, standing["extra"].0), (Status::Given, Status::Refused));
    }
}
