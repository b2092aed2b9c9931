//! axe-core, the accessibility checker, over whatever document the browser looks at.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use crate::browser::Browser;
use crate::paths;

/// WCAG 2.2 at level AA, and what axe's authors hold to be good practice.
const TAGS: [&str; 7] =
    ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/// Fails if axe finds anything in the current document; `screen` says what it shows.
pub async fn must_find_nothing(browser: &Browser, screen: &str) -> Result<()> {
    let findings = findings(browser).await?;
    ensure!(findings.is_empty(), "axe on {screen}:\n{}", findings.join("\n"));
    Ok(())
}

/// What axe finds, a line each. Nodes inside other frames are left to a call in those frames.
pub async fn findings(browser: &Browser) -> Result<Vec<String>> {
    let path = paths::axe();
    let source = std::fs::read_to_string(&path).with_context(|| {
        format!("axe-core is missing at {}; `cargo xtask test` installs it", path.display())
    })?;
    // Handed over as the text of a driver's script, which a document's policy does not rule.
    browser.run(&format!("{source}; window.axe = axe;"), Vec::new()).await?;
    let ask = "
        const results = await axe.run(document, { iframes: false, runOnly: arguments[0] });
        return results.violations.flatMap((rule) =>
            rule.nodes.map((node) => rule.id + ': ' + node.target + ': ' + node.failureSummary));";
    let found = browser.run_async(ask, vec![json!(TAGS)]).await?;
    let lines = found.as_array().context("axe said nothing")?;
    Ok(lines.iter().filter_map(|line| line.as_str().map(str::to_owned)).collect())
}
