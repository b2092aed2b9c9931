//! Packs what the detector knows beside its code, so that it is small in wasm: the words of
//! `src/families/words/*.txt`, and `data/*.txt`. Each becomes a text that is read with little code.

mod kinds;
mod tables;
mod words;

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    for path in ["build", "data", "src/families/words", "src/kind.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let kinds = kinds::read()?;
    let cues = tables::cues(&fs::read_to_string("data/cues.txt")?, &kinds)?;
    let (lists, source) = tables::lists(&fs::read_to_string("data/lists.txt")?)?;
    // In the order of `src/packed.rs`.
    let parts = [
        words::packed([cues, lists, words::special()?].concat())?,
        tables::ids(&fs::read_to_string("data/ids.txt")?, &kinds)?,
        fs::read("data/phones.txt")?,
    ];
    let mut all = parts.join(&0);
    all.push(0);
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("lists.rs"), source)?;
    fs::write(Path::new(&out).join("packed"), all)
}
