//! What the relay stored, row by row.

use anyhow::Result;
use serde_json::Value;
use sigilo_backend::relay;
use sigilo_e2e::world::World;

/// As much of a ciphertext as fits a line.
const PREVIEW: usize = 44;

/// Prints every envelope that the relay has.
pub(crate) fn print(world: &World) -> Result<()> {
    let rows = relay::rows(&world.database())?;
    anyhow::ensure!(!rows.is_empty(), "the relay stored nothing");
    println!("\n── The same, as the relay stored it {}\n", "─".repeat(58));
    println!(
        "  {:>3}  {:<10} {:<12} {:>3} {:>6}  ciphertext (base64url)",
        "row", "conv", "sender", "seq", "bytes"
    );
    for row in &rows {
        let envelope: Value = serde_json::from_str(&row.envelope)?;
        let ciphertext: String =
            envelope["c"].as_str().unwrap_or_default().chars().take(PREVIEW).collect();
        println!(
            "  {:>3}  {:<10} {:<12} {:>3} {:>6}  {ciphertext}…",
            row.cursor,
            short(&row.conv, 9),
            short(&row.sender, 11),
            row.seq,
            row.envelope.len(),
        );
    }
    Ok(())
}

fn short(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    text.chars().take(length - 1).chain(['…']).collect()
}
