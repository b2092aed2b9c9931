//! What an engine does not tell: a test that asks for it ends there, and is counted by itself.
//!
//! Never in Chromium, of which everything is told: there it fails like any other error. `cargo xtask test --only
//! engines` reads the list and says which tests ended so, and what they wanted.

use std::fmt;
use std::io::Write as _;

use crate::browser::Engine;

/// The variable that names the file which tells what was not seen: a line each, test and wish with a tab between.
pub const LIST: &str = "SIGILO_UNSEEN";

/// A test wanted to see something that the engine does not show. Whoever makes one has it on the list.
#[derive(Debug)]
pub struct Unseen {
    engine: Engine,
    what: String,
}

impl Unseen {
    /// `what` is not to be seen in `engine`.
    pub fn new(engine: Engine, what: &str) -> Self {
        let unseen = Self { engine, what: what.to_owned() };
        if let Some(list) = std::env::var_os(LIST)
            && let Err(error) = unseen.note(&list)
        {
            // The test fails then as if the widget were at fault, which is no silence.
            eprintln!("{} can't be written: {error}", list.display());
        }
        unseen
    }

    fn note(&self, list: &std::ffi::OsStr) -> std::io::Result<()> {
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("unnamed");
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(list)?;
        file.write_all(format!("{test}\t{}\n", self.what).as_bytes())
    }
}

impl fmt::Display for Unseen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "not seen in {:?}: {}", self.engine, self.what)
    }
}

impl std::error::Error for Unseen {}
