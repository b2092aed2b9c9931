//! Bars over time, as one path: a script has one attribute to change.

use std::fmt::Write as _;

use maud::{Markup, html};

/// The picture's size, in units of its own: it is stretched to its place.
const WIDTH: u64 = 480;
const HEIGHT: u64 = 48;

/// Bars, and what they say in words.
#[derive(Clone, Debug)]
pub(super) struct Chart {
    pub(super) path: String,
    pub(super) summary: String,
}

impl Chart {
    pub(super) fn new(series: &[u64], summary: String) -> Self {
        Self { path: path(series), summary }
    }

    /// The picture; `name` is what is counted, `from` how long ago the first bar is.
    pub(super) fn draw(&self, id: &str, name: &str, from: &str, until: &str) -> Markup {
        let said = format!("said-{id}");
        html! {
            div.chart {
                svg.chart__bars viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) preserveAspectRatio="none"
                    role="img" aria-label=(name) aria-describedby=(said) {
                    path data-chart=(id) d=(self.path) {}
                }
                p.chart__axis {
                    span { (from) }
                    span.chart__said id=(said) data-said=(id) { (self.summary) }
                    span { (until) }
                }
            }
        }
    }
}

/// A bar a slot; the highest has the whole height, and what is there at all is to be seen.
fn path(series: &[u64]) -> String {
    let most = series.iter().copied().max().unwrap_or(0).max(1);
    let slot = WIDTH / (series.len() as u64).max(1);
    let (mut path, gap) = (String::new(), slot.div_ceil(6));
    for (at, count) in (0..).zip(series).filter(|(_, count)| **count > 0) {
        let height = (count.saturating_mul(HEIGHT) / most).max(2);
        let (left, width) = (at * slot, slot - gap);
        let _ = write!(path, "M{left} {HEIGHT}v-{height}h{width}v{height}z");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_high_as_their_counts() {
        assert_eq!(
            path(&[0, 1, 2, 4]),
            "M120 48v-12h100v12zM240 48v-24h100v24zM360 48v-48h100v48z"
        );
        assert_eq!(path(&[0, 0]), "");
        assert!(path(&[1, 1_000_000]).starts_with("M0 48v-2h"), "one is to be seen beside many");
    }
}
