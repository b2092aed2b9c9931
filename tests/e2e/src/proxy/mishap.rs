//! What a bad line does to one exchange: nothing is wrong with either end, and the outcome is not what was sent.

use std::time::Duration;

/// One thing that goes wrong on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// It takes long.
    Delay,
    /// The connection closes before the request reaches the relay.
    CutBefore,
    /// The relay has the request, and the connection closes before its answer comes.
    CutAfter,
    /// The request reaches the relay twice.
    Twice,
    /// The request is held back until a later one has passed.
    HoldBack,
    /// Half of the answer comes, then the connection closes.
    Truncate,
}

/// How long what is delayed takes.
pub(super) const DELAY: Duration = Duration::from_millis(900);

/// What is held back goes on after this, whether or not a later one came: there may be none.
pub(super) const HELD: Duration = Duration::from_millis(2500);

impl Mishap {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Delay, Self::CutBefore, Self::CutAfter, Self::Twice, Self::HoldBack, Self::Truncate];
}

/// A line on which things go wrong now and then, in an order that the seed tells.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// What goes wrong.
    pub kinds: &'static [Mishap],
    /// How many of a hundred exchanges it happens to.
    pub share: u64,
    /// Which of them.
    pub seed: u64,
}

impl Line {
    /// What happens to the exchange `number`; nothing to most.
    pub(super) fn mishap(&self, number: u64) -> Option<Mishap> {
        let dice = scattered(self.seed ^ scattered(number));
        if dice % 100 >= self.share {
            return None;
        }
        let kinds = u64::try_from(self.kinds.len()).ok()?;
        let which = (dice / 100).checked_rem(kinds)?;
        self.kinds.get(usize::try_from(which).ok()?).copied()
    }
}

/// The finalizer of SplitMix64: neighbouring numbers become unrelated ones.
fn scattered(number: u64) -> u64 {
    let mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_happens_to_about_its_share_and_the_seed_tells_when() {
        let line = Line { kinds: &Mishap::ALL, share: 40, seed: 1 };
        let all: Vec<_> = (0..10_000).map(|number| line.mishap(number)).collect();
        for kind in Mishap::ALL {
            let count = all.iter().filter(|own| **own == Some(kind)).count();
            assert!((500..850).contains(&count), "{kind:?}: {count}");
        }
        let again: Vec<_> = (0..10_000).map(|number| line.mishap(number)).collect();
        assert_eq!(all, again);
        let other = Line { seed: 2, ..line };
        assert!((0..100).any(|number| other.mishap(number) != line.mishap(number)));
        let none = Line { share: 0, ..line };
        assert!((0..100).all(|number| none.mishap(number).is_none()));
    }
}
