#[path = "../../../tests/fuzz/seeds.rs"]
#[allow(unreachable_pub, reason = "a test program has it as well")]
mod seeds;

#[cfg(feature = "desk")]
use crate::desk::fuzzing as desk;
use crate::relay::fuzzing::{TARGETS, run};

/// The seed with each of its bytes changed, and cut off after each; of a long one with every so many.
fn near(seed: &[u8]) -> Vec<Vec<u8>> {
    let places = || (0..seed.len()).step_by(1 + seed.len() / 120);
    let changed = places().flat_map(|at| {
        [1, 0x20, 0x80].map(|bit| {
            let mut other = seed.to_vec();
            other[at] ^= bit;
            other
        })
    });
    changed.chain(places().map(|at| seed[..at].to_vec())).collect()
}

#[test]
fn every_target_holds_on_its_seeds_and_near_them() {
    holds(&TARGETS, run);
    #[cfg(feature = "desk")]
    holds(&desk::TARGETS, desk::run);
}

fn holds(targets: &[&str], run: fn(&str, &[u8])) {
    for name in targets {
        let seeds = seeds::seeds(name);
        assert!(!seeds.is_empty(), "{name} has no seed");
        for seed in seeds {
            run(name, &seed);
            near(&seed).iter().for_each(|other| run(name, other));
        }
    }
}

#[test]
fn every_target_has_its_file() {
    let files = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let file =
        |entry: Result<std::fs::DirEntry, _>| entry.unwrap().file_name().into_string().unwrap();
    let mut files: Vec<String> = std::fs::read_dir(files).unwrap().map(file).collect();
    files.sort();
    let mut names: Vec<String> = TARGETS.map(|name| format!("{name}.rs")).into();
    #[cfg(feature = "desk")]
    names.extend(desk::TARGETS.map(|name| format!("{name}.rs")));
    names.sort();
    // A relay alone has its own of them.
    files.retain(|file| cfg!(feature = "desk") || names.contains(file));
    assert_eq!(files, names);
}
