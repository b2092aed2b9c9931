//! The fuzz targets without a fuzzer: on their seeds, and on each seed changed in a few places. The
//! fuzzer itself is `cargo xtask fuzz`.
//!
//! `SIGILO_LONG` makes it a hundred times as many changes.
#![cfg(feature = "session")]
#![allow(unreachable_pub, reason = "the targets are a crate's of their own")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a target panics at what does not hold"
)]

#[path = "fuzz/seeds.rs"]
mod seeds;
#[path = "../fuzz/src/targets/mod.rs"]
mod targets;

use std::path::Path;
use std::{env, fs};

use seeds::seeds;
use sigilo_protocol::Hash;
use targets::{TARGETS, run};

/// Seed `i` with one or two of its bytes changed, its end lost, or a part said twice.
fn changed(seed: &[u8], i: u64) -> Vec<u8> {
    let dice = Hash::of(&i.to_be_bytes()).0;
    let roll = |from: usize, sides: usize| {
        let number =
            u32::from_be_bytes([dice[from], dice[from + 1], dice[from + 2], dice[from + 3]]);
        number as usize % sides.max(1)
    };
    let (mut data, at) = (seed.to_vec(), roll(0, seed.len()));
    match dice[31] % 5 {
        _ if seed.is_empty() => {}
        0 => data.truncate(at),
        1 => data.insert(at, dice[30]),
        2 => drop(data.splice(at..at, seed[roll(4, at)..at].to_vec())),
        3 => (data[at], data[roll(8, seed.len())]) = (dice[29], dice[28]),
        _ => data[at] ^= 1 << (dice[27] % 8),
    }
    data
}

#[test]
fn every_target_holds_on_its_seeds_and_near_them() {
    let rounds = if env::var_os("SIGILO_LONG").is_some() { 500 } else { 5 };
    for (name, target) in TARGETS {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name} has no seed");
        for (i, seed) in seeds.iter().enumerate() {
            target(seed);
            (0..rounds).for_each(|round| target(&changed(seed, i as u64 * rounds + round)));
        }
    }
}

#[test]
fn every_target_has_its_file() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let file = |entry: Result<fs::DirEntry, _>| entry.unwrap().file_name().into_string().unwrap();
    let mut files: Vec<String> = fs::read_dir(files).unwrap().map(file).collect();
    files.sort();
    let names: Vec<String> = TARGETS.iter().map(|(name, _)| format!("{name}.rs")).collect();
    assert_eq!(files, names);
    TARGETS.iter().for_each(|(name, _)| run(name, b""));
}

/// Not a test: writes the seeds for the fuzzer, a folder a target, below `SIGILO_SEEDS`.
#[test]
#[ignore = "cargo xtask fuzz runs it"]
fn seeds_are_written() {
    let folder = env::var_os("SIGILO_SEEDS").expect("where to");
    for (name, _) in TARGETS {
        let folder = Path::new(&folder).join(name);
        fs::create_dir_all(&folder).unwrap();
        for seed in seeds(name) {
            fs::write(folder.join(Hash::of(&seed).to_string()), seed).unwrap();
        }
    }
}
