//! What was measured, and the table of it.

use std::fmt::Write as _;

use super::RATES;
use super::side::Side;

/// All figures, by name in the order of their first.
#[derive(Default)]
pub(super) struct Figures(Vec<(String, Row)>);

/// The values of a figure: by rate, then by side.
#[derive(Default)]
struct Row([[Vec<f64>; 2]; RATES.len()]);

impl Figures {
    /// Adds a value of the figure `name`.
    pub(super) fn note(&mut self, name: &str, rate: u32, side: Side, value: f64) {
        let place = self.0.iter().position(|(own, _)| own == name).unwrap_or_else(|| {
            self.0.push((name.to_owned(), Row::default()));
            self.0.len() - 1
        });
        let speed = usize::from(rate != RATES[0]);
        self.0[place].1.0[speed][side as usize].push(value);
    }

    /// The medians and their ratios, in Markdown.
    pub(super) fn table(&self) -> String {
        let mut table =
            "| | ours | deep-chat | ratio | ours, 4× | deep-chat, 4× | ratio |\n".to_owned();
        table += "|---|---|---|---|---|---|---|\n";
        for (name, Row(speeds)) in &self.0 {
            // Writing to a String does not fail.
            let _ = write!(table, "| {name} |");
            for sides in speeds {
                let [ours, theirs] = sides.each_ref().map(|own| median(own));
                let ratio = ours.zip(theirs).filter(|(_, theirs)| *theirs != 0.0);
                let ratio = ratio.map_or("–".into(), |(ours, theirs)| round(ours / theirs));
                let [ours, theirs] = [ours, theirs].map(|own| own.map_or("–".into(), round));
                let _ = write!(table, " {ours} | {theirs} | {ratio} |");
            }
            table.push('\n');
        }
        table
    }
}

/// The value in the middle.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    percentile(values, 0.5)
}

/// The value that this share of them is not above.
pub(super) fn percentile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    // A share of a length is one of its places.
    let place = (share * (sorted.len().checked_sub(1)? as f64)).round() as usize;
    sorted.get(place).copied()
}

/// Three digits, or all before the point; what is whole stays so.
fn round(value: f64) -> String {
    match value.abs() {
        own if own.fract() == 0.0 => format!("{value:.0}"),
        own if own < 1.0 => format!("{value:.3}"),
        own if own < 10.0 => format!("{value:.2}"),
        own if own < 100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_medians_and_ratios_and_dashes_where_nothing_was_measured() {
        let mut figures = Figures::default();
        for value in [3.0, 100.0, 2.0] {
            figures.note("a time, ms", 1, Side::Ours, value);
        }
        figures.note("a time, ms", 1, Side::Theirs, 12.0);
        figures.note("a time, ms", 4, Side::Theirs, 0.5);
        let table = figures.table();
        let line = table.lines().last().unwrap();
        assert_eq!(line, "| a time, ms | 3 | 12 | 0.250 | – | 0.500 | – |");
    }

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!(percentile(&values, 0.95), Some(95.0));
        assert_eq!(percentile(&[], 0.95), None);
    }
}
