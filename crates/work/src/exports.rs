//! What a worker calls: the salt and the challenge byte by byte, then the number. Nothing is handed over by memory, so
//! that nothing here has to trust an address.

use std::cell::Cell;

use crate::Puzzle;

thread_local! {
    static PUZZLE: Cell<Option<Puzzle>> = const { Cell::new(None) };
}

fn change(change: impl FnOnce(Puzzle) -> Puzzle) {
    PUZZLE.set(Some(change(PUZZLE.take().unwrap_or_default())));
}

/// The next byte of the salt.
#[expect(unsafe_code, reason = "an export has the name that it is called by")]
#[unsafe(no_mangle)]
extern "C" fn salt(byte: u32) {
    change(|puzzle| puzzle.salted(byte as u8));
}

/// The next digit of the challenge.
#[expect(unsafe_code, reason = "an export has the name that it is called by")]
#[unsafe(no_mangle)]
extern "C" fn digit(byte: u32) {
    change(|puzzle| puzzle.challenged(byte as u8));
}

/// The number that solves it, up to `most`; -1 if there is none.
#[expect(unsafe_code, reason = "an export has the name that it is called by")]
#[unsafe(no_mangle)]
extern "C" fn find(most: u32) -> i32 {
    let found = PUZZLE.take().and_then(|puzzle| puzzle.solved(most));
    found.and_then(|number| i32::try_from(number).ok()).unwrap_or(-1)
}
