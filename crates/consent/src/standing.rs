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
    /// Its purposes, and where they came to stand.
    pub purposes: Vec<(String, Status)>,
}

/// Where each purpose stands that a receipt decided about. Receipts are taken in the order in which
/// they came, but none before the one that it names: so an old grant that comes late, or again, does
/// not undo a withdrawal.
pub fn standing(decisions: Vec<Decided>) -> BTreeMap<String, Status> {
    let mut to_come: HashSet<Hash> = decisions.iter().map(|decided| decided.receipt).collect();
    let mut waiting: VecDeque<Decided> = decisions.into();
    let mut standing = BTreeMap::new();
    while !waiting.is_empty() {
        let is_next = |decided: &Decided| {
            decided.previous.is_none_or(|previous| !to_come.contains(&previous))
        };
        // Nothing can name itself by its own hash: one is always the next.
        let at = waiting.iter().position(is_next).unwrap_or_default();
        let Some(decided) = waiting.remove(at) else { break };
        to_come.remove(&decided.receipt);
        standing.extend(decided.purposes);
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
        Decided { receipt: Bytes([number; 32]), previous, purposes }
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
            assert_eq!(standing(came)["answer"], Status::Withdrawn);
        }
        assert_eq!(standing(chain()[..3].to_vec())["answer"], Status::Given);
    }

    #[test]
    fn what_came_without_the_one_before_counts_in_its_turn() {
        let late = vec![decided(1, Status::Withdrawn), decided(3, Status::Given)];
        assert_eq!(standing(late)["answer"], Status::Given);
        assert!(standing(Vec::new()).is_empty());
    }

    #[test]
    fn each_purpose_stands_for_itself() {
        let other = Decided {
            purposes: vec![("extra".into(), Status::Refused)],
            ..decided(1, Status::Given)
        };
        let standing = standing(vec![decided(0, Status::Given), other]);
        assert_eq!((standing["answer"], standing["extra"]), (Status::Given, Status::Refused));
    }
}
