//! The seeds of the fuzz targets; the targets themselves run on them in the crate's own tests, and near
//! them in `cargo xtask fuzz`.
#![allow(clippy::unwrap_used, reason = "what a test rests on fails the test")]
#![allow(unreachable_pub, reason = "the seeds are those tests', too")]

#[path = "fuzz/seeds.rs"]
mod seeds;

use std::{env, fs, path::Path};

use sigilo_protocol::Hash;

fn targets() -> Vec<String> {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let name = |entry: Result<fs::DirEntry, _>| {
        let file = entry.unwrap().path();
        file.file_stem().unwrap().to_string_lossy().into_owned()
    };
    fs::read_dir(files).unwrap().map(name).collect()
}

#[test]
fn every_target_has_a_seed() {
    for name in targets() {
        assert!(!seeds::seeds(&name).is_empty(), "{name}");
    }
}

/// Not a test: writes the seeds for the fuzzer, a folder a target, below `SIGILO_SEEDS`.
#[test]
#[ignore = "cargo xtask fuzz runs it"]
fn seeds_are_written() {
    let folder = env::var_os("SIGILO_SEEDS").expect("where to");
    for name in targets() {
        let folder = Path::new(&folder).join(&name);
        fs::create_dir_all(&folder).unwrap();
        for seed in seeds::seeds(&name) {
            fs::write(folder.join(Hash::of(&seed).to_string()), seed).unwrap();
        }
    }
}
