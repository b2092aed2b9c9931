//! The chat beside deep-chat's shipped bundle, in the same Chromium, on the same page, in the same run: what a visitor
//! waits for and what their device carries. Prints a table and asserts nothing about time.
//!
//! `SIGILO_DEEP_CHAT` is the bundle, `SIGILO_REPEATS` how often each visit is made; `cargo xtask bench --only chat`
//! sets both.

mod bytes;
mod figures;
mod guest;
mod long;
mod short;
mod side;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use sigilo_e2e::world::World;

use figures::Figures;
use guest::Guest;
use side::Side;

/// Our long conversations alone, of so many messages: what one changes in them is seen in minutes.
async fn alone(counts: &[usize], repeats: usize) -> Result<()> {
    let mut figures = Figures::default();
    for _ in 0..repeats {
        for rate in RATES {
            for count in counts {
                long::visit(Side::Ours, rate, *count, &mut figures).await?;
            }
        }
    }
    print!("{}", figures.table());
    Ok(())
}

/// Not slowed down, and as a cheap telephone is beside this machine.
const RATES: [u32; 2] = [1, 4];

/// Messages of the conversations that are opened again.
const LONG: [usize; 2] = [1_000, 10_000];

#[tokio::main]
async fn main() -> Result<()> {
    let bundle = std::env::var_os("SIGILO_DEEP_CHAT").map(PathBuf::from);
    let bundle = bundle.context("SIGILO_DEEP_CHAT names no bundle of deep-chat")?;
    let repeats = match std::env::var("SIGILO_REPEATS") {
        Ok(text) => text.parse().with_context(|| format!("SIGILO_REPEATS is {text}"))?,
        Err(_) => 5_usize,
    };
    let long = match std::env::var("SIGILO_LONG") {
        Ok(text) => Some(text.split(' ').map(str::parse).collect::<Result<Vec<_>, _>>()?),
        Err(_) => None,
    };
    let _world = World::start().await?;
    if let Some(counts) = long {
        return alone(&counts, repeats).await;
    }
    let _guest = Guest::serve(&std::fs::read(&bundle)?).await?;
    let mut figures = Figures::default();
    for side in Side::BOTH {
        bytes::count(side, &mut figures).await?;
    }
    // In turn, so that what else the machine does falls on both.
    for repeat in 1..=repeats {
        for rate in RATES {
            for side in Side::BOTH {
                short::visit(side, rate, &mut figures).await?;
            }
            // A long conversation takes minutes, and its figures vary less.
            for count in LONG.into_iter().filter(|_| repeat <= repeats.div_ceil(2)) {
                for side in Side::BOTH {
                    long::visit(side, rate, count, &mut figures).await?;
                }
            }
        }
        eprintln!("{repeat} of {repeats} rounds\n{}", figures.table());
    }
    print!("{}", figures.table());
    Ok(())
}
