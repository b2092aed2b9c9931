//! How long something took, as a histogram: a median needs no list of what it is of.

use std::{collections::BTreeMap, time::Duration};

/// Steps of a factor e. Each is 13 % wide: fewer would show, more cost memory.
const STEPS: f64 = 8.0;

/// Times, counted by how long they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times(BTreeMap<u8, u64>);

impl Times {
    pub(super) fn add(&mut self, time: Duration) {
        let millis = time.as_secs_f64() * 1_000.0;
        // Years fit, and what is negative or none saturates.
        let step = ((millis + 1.0).ln() * STEPS).round() as u8;
        *self.0.entry(step).or_default() += 1;
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        for (step, count) in &other.0 {
            *self.0.entry(*step).or_default() += count;
        }
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.0.values().sum()
    }

    /// How long at most so many of a hundred took, to 7 %; nothing without any.
    pub fn percentile(&self, percent: u64) -> Option<Duration> {
        let wanted = (self.count() * percent).div_ceil(100).max(1);
        let mut before = 0;
        let reached = self.0.iter().find(|(_, count)| {
            before += **count;
            before >= wanted
        });
        let millis = reached.map(|(step, _)| (f64::from(*step) / STEPS).exp() - 1.0);
        millis.map(|millis| Duration::from_secs_f64(millis / 1_000.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_right_to_seven_in_a_hundred() {
        let mut times = Times::default();
        (1..=1_000).for_each(|count| times.add(Duration::from_millis(count * 40)));
        for (percent, seconds) in [(50, 20.0), (90, 36.0), (99, 39.6)] {
            let told = times.percentile(percent).unwrap().as_secs_f64();
            assert!((told / seconds - 1.0).abs() < 0.07, "{percent}: {told} for {seconds}");
        }
        assert_eq!(times.count(), 1_000);
        assert_eq!(Times::default().percentile(50), None);
    }

    #[test]
    fn the_shortest_and_the_longest_are_counted() {
        let mut times = Times::default();
        times.add(Duration::ZERO);
        assert_eq!(times.percentile(90), Some(Duration::ZERO));
        times.add(Duration::from_secs(u64::MAX));
        assert!(times.percentile(90).unwrap() > Duration::from_secs(7 * 24 * 3_600));
    }
}
