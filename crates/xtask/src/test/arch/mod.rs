//! The invariants of ARCHITECTURE.md that sources and the crate graph show.

mod attacks;
mod citations;
mod graph;
mod pages;
mod sources;

use anyhow::{Result, bail};

use super::Extent;

/// Runs every check; fails with all that they found.
pub(super) fn check(_: &Extent) -> Result<()> {
    let mut found = sources::findings()?;
    found.extend(graph::findings()?);
    found.extend(citations::findings()?);
    found.extend(attacks::findings()?);
    found.extend(pages::findings()?);
    if !found.is_empty() {
        bail!("{} found:\n  {}", found.len(), found.join("\n  "));
    }
    Ok(())
}
