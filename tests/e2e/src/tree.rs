//! What a screen reader is told: the frame's accessibility tree, as text, against a file.
//!
//! A line a node: role, name, states; what assistive technology does not see is left out, and a moment
//! is written as DATE, TIME. A changed
//! tree fails with the difference; `SIGILO_TREES=write` writes the files anew, for a person to read.

mod outline;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use crate::browser::{Browser, Engine};
use crate::paths;
use crate::world::WIDGET;

/// How often the tree is read before it is held to be what it is: rendering may be on its way.
const ATTEMPTS: usize = 30;
/// Between two readings.
const PAUSE: Duration = Duration::from_millis(150);

/// Fails unless the frame's tree is the one in `tests/widget/trees/NAME.txt`.
pub async fn must_be(browser: &Browser, name: &str) -> Result<()> {
    let path = file(name);
    if std::env::var("SIGILO_TREES").is_ok_and(|wish| wish == "write") {
        std::fs::write(&path, settled(browser).await?)?;
        return Ok(());
    }
    let wanted = std::fs::read_to_string(&path)
        .with_context(|| format!("{} is missing; SIGILO_TREES=write writes it", path.display()))?;
    let mut seen = String::new();
    for _ in 0..ATTEMPTS {
        seen = outline(browser).await?;
        if seen == wanted {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    bail!("{name} is read otherwise than {}:\n{}", path.display(), difference(&wanted, &seen))
}

/// The frame's accessibility tree, a line a node.
pub async fn outline(browser: &Browser) -> Result<String> {
    if !matches!(browser.engine(), Engine::Blink) {
        return Err(browser.unseen("the accessibility tree").into());
    }
    let answer = browser.watch().frame(WIDGET, "Accessibility.getFullAXTree", json!({})).await?;
    Ok(moments(&outline::of(answer["nodes"].as_array().context("no tree")?)))
}

/// Moments change with each run: days become DATE, times of day TIME.
fn moments(outline: &str) -> String {
    let is_of = |word: &str, mark: char, parts: usize| {
        let numbers = word.split(mark);
        numbers.clone().count() == parts
            && numbers.clone().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    let bare = |c: char| !c.is_ascii_digit() && c != '/' && c != ':';
    let word = |word: &str| match word.trim_matches(bare) {
        day if is_of(day, '/', 3) => word.replace(day, "DATE"),
        time if is_of(time, ':', 2) => word.replace(time, "TIME"),
        _ => word.to_owned(),
    };
    let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
    outline.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

async fn settled(browser: &Browser) -> Result<String> {
    let mut last = outline(browser).await?;
    for _ in 0..ATTEMPTS {
        tokio::time::sleep(PAUSE).await;
        let now = outline(browser).await?;
        if now == last {
            return Ok(now);
        }
        last = now;
    }
    bail!("the tree does not come to rest")
}

fn file(name: &str) -> PathBuf {
    paths::repository().join("tests/e2e/tests/widget/trees").join(name).with_extension("txt")
}

/// The lines that `wanted` has and `seen` lacks (`-`), and the other way round (`+`), in their order.
fn difference(wanted: &str, seen: &str) -> String {
    let (a, b): (Vec<_>, Vec<_>) = (wanted.lines().collect(), seen.lines().collect());
    // How long the longest common rest is, from each pair of places.
    let mut common = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for (i, line) in a.iter().enumerate().rev() {
        for (j, other) in b.iter().enumerate().rev() {
            common[i][j] = if line == other {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut told) = (0, 0, String::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && common[i + 1][j] >= common[i][j + 1]) {
            told += &format!("- {}\n", a[i]);
            i += 1;
        } else {
            told += &format!("+ {}\n", b[j]);
            j += 1;
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_not_told_apart() {
        let said = "  “Permitido desde el 22/11/2026, 09:05”\n“90 días” 3:2:1\n";
        let told = "  “Permitido desde el DATE, TIME”\n“90 días” 3:2:1\n";
        assert_eq!(moments(said), told);
    }

    #[test]
    fn a_difference_shows_what_went_and_what_came() {
        assert_eq!(difference("a\nb\nc\n", "a\nB\nc\nd\n"), "- b\n+ B\n+ d\n");
        assert_eq!(difference("a\n", "a\n"), "");
    }
}
