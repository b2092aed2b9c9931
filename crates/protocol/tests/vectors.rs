//! Test vectors, for other implementations and against changes of this one.
//!
//! Everything in `vectors/` but `hpke.json` and `file.json` (which another implementation made) is
//! made here anew from fixed seeds, and has to be what the files say. After a change of the protocol
//! that is meant:
//!
//! ```sh
//! SIGILO_WRITE_VECTORS=1 cargo test -p sigilo-protocol --test vectors
//! ```
//!
//! | file | is |
//! |---|---|
//! | `manifest.json` | a manifest, its signer, `mh` |
//! | `hello.json` | all private keys of a site's recipients and of a visitor, and the first hello |
//! | `conversation.json` | what was said after it, both ways, with losses; in `steps` |
//! | `reset.json` | the same from the beginning, with a restart of the bot |
//! | `form.json` | a form, its answer, a correction and a withdrawal, as `conversation.json` has them; and in `answers` what each recipient makes of an answer: values, or nothing |
//! | `rights.json` | a second decision, requests and erasure, as `conversation.json` has them |
//! | `rich.json` | Markdown, cards, one with a picture, ratings, and who has a picture, as `conversation.json` has them |
//! | `safety.json` | safety codes |
//! | `plain.json` | an envelope that the ones in `bad` change one thing of |
//! | `bad/*.json` | a manifest or an envelope that has to be refused, and why |
//!
//! A step is an envelope that somebody made (`by`, `name`, `envelope`, `body`, and the private ratchet
//! keys that the wraps were made with), or one that somebody met (`to`, `name`, and what came of it: `a copy` is what
//! the archive opened).
//! Those who take part are `load1` and `load2` of the visitor, `bot`, `agent` and `archive`.
#![cfg(feature = "session")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use serde_json::Value;

#[path = "vectors/bad.rs"]
mod bad;
#[path = "vectors/forge.rs"]
mod forge;
#[path = "vectors/good.rs"]
mod good;
#[path = "vectors/world.rs"]
mod world;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

fn all() -> BTreeMap<String, Value> {
    let mut all = good::all();
    all.extend(bad::all());
    all
}

#[test]
fn the_files_say_what_this_implementation_makes() {
    let all = all();
    if std::env::var_os("SIGILO_WRITE_VECTORS").is_some() {
        fs::create_dir_all(folder().join("bad")).unwrap();
        for (name, value) in &all {
            let text = serde_json::to_string_pretty(value).unwrap() + "\n";
            fs::write(folder().join(name), text).unwrap();
        }
    }
    for (name, value) in &all {
        let text = fs::read_to_string(folder().join(name)).unwrap_or_default();
        let file: Value = serde_json::from_str(&text).unwrap_or_default();
        assert!(file == *value, "{name} differs; see the top of this test");
    }
    let there = fs::read_dir(folder().join("bad")).unwrap();
    let there: BTreeSet<String> =
        there.map(|file| format!("bad/{}", file.unwrap().file_name().display())).collect();
    let made: BTreeSet<String> = all.into_keys().filter(|name| name.starts_with("bad/")).collect();
    assert_eq!(there, made);
}

#[test]
fn what_is_bad_is_refused_and_what_it_was_made_of_is_not() {
    bad::check();
}
