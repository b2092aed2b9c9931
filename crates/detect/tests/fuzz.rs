//! The fuzz target without a fuzzer: on the corpus and the cases, on each line changed in a few places,
//! and on what is written to be hard. The fuzzer itself is `cargo xtask fuzz`.
//!
//! `SIGILO_LONG` makes it fifty times as many changes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]
#![allow(unreachable_pub, dead_code, reason = "the target is a crate's of its own")]

#[path = "hard/mod.rs"]
mod hard;
mod rows;
#[path = "../fuzz/src/target.rs"]
mod target;

use std::path::Path;
use std::{env, fs};

use rows::{cases, file, messages};
use target::{check, scan, scanner};

/// What every line of the corpus and every case is, as the fuzzer has it.
fn seeds() -> Vec<Vec<u8>> {
    let page = |locale: &str| match locale {
        "es" => 0,
        "en" | "en-US" => 1,
        "es-AR" => 3,
        "en-GB" => 4,
        "pt-BR" => 5,
        "en-IN" => 6,
        "de" => 7,
        _ => 2,
    };
    let seed = |locale: &str, text: &str| [&[page(locale)], text.as_bytes()].concat();
    let messages = messages();
    let cases = cases(&file("pii_cases.jsonl"));
    let messages = messages.iter().map(|own| seed(&own.locale, &own.text));
    messages.chain(cases.iter().map(|own| seed(&own.lang, &own.text))).collect()
}

/// Numbers that look drawn and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ mixed >> 31) as usize % sides.max(1)
    }
}

/// Signs that recognisers stop at, go on at, or don't see.
const SIGNS: &[&str] = &[
    " ", "-", ".", "/", ",", ":", "@", "0", "1", "9", "A", "z", "ñ", "€", "\n", "\u{200b}",
    "\u{301}", "\u{a0}", "４", "٣", "🙂", "漢", "•", "\"", "'", "_", "=", "+", "(", ")", "#", "%",
    "º",
];

/// A message with a few of its signs changed, with another's beginning, or said twice.
fn changed(seed: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let text = String::from_utf8_lossy(&seed[1..]);
    let mut signs: Vec<String> = text.chars().map(String::from).collect();
    for _ in 0..=dice.roll(3) {
        let at = dice.roll(signs.len());
        let sign = || SIGNS[Dice(at as u64 ^ signs.len() as u64).roll(SIGNS.len())].to_owned();
        match dice.roll(6) {
            _ if signs.is_empty() => {}
            0 => signs.truncate(at),
            1 => signs.insert(at, SIGNS[dice.roll(SIGNS.len())].to_owned()),
            2 => signs[at] = sign(),
            3 => drop(signs.remove(at)),
            4 => signs.extend(signs.clone()),
            _ => signs.extend(String::from_utf8_lossy(&other[1..]).chars().map(String::from)),
        }
    }
    let page = if dice.roll(4) == 0 { dice.roll(256) as u8 } else { seed[0] };
    [&[page], signs.concat().as_bytes()].concat()
}

#[test]
fn it_holds_on_every_message_and_near_it() {
    let rounds = if env::var_os("SIGILO_LONG").is_some() { 200 } else { 4 };
    let (seeds, mut dice) = (seeds(), Dice(7));
    assert!(seeds.len() > 2500);
    for seed in &seeds {
        scan(seed);
        for _ in 0..rounds {
            let other = &seeds[dice.roll(seeds.len())];
            scan(&changed(seed, other, &mut dice));
        }
    }
}

#[test]
fn it_holds_on_what_is_written_to_be_hard() {
    for locale in ["es", "en", ""] {
        let scanner = scanner(locale);
        for (_, text) in hard::texts(3_000) {
            check(&scanner, &text);
        }
    }
}

#[test]
#[ignore = "writes what the fuzzer begins with into SIGILO_SEEDS; `cargo xtask fuzz` asks for it"]
fn seeds_are_written() {
    let folder = Path::new(&env::var_os("SIGILO_SEEDS").unwrap()).join("scan");
    fs::create_dir_all(&folder).unwrap();
    for (nth, seed) in seeds().iter().enumerate() {
        fs::write(folder.join(nth.to_string()), seed).unwrap();
    }
}
