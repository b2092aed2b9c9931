//! One function a target: it takes any bytes, and panics where the protocol does not hold.

mod decode;
mod file;
mod saved;
mod session;
mod signed;
mod site;

pub use saved::{conversation, load};

/// A target: any bytes in, a panic if something does not hold.
pub type Target = fn(&[u8]);

/// Every target under the name of its file in `fuzz_targets`.
pub const TARGETS: &[(&str, Target)] = &[
    ("body", decode::body),
    ("bytes", decode::bytes),
    ("envelope", decode::envelope),
    ("file", file::file),
    ("header", decode::header),
    ("json", decode::json),
    ("jws", signed::jws),
    ("key", decode::key),
    ("manifest", signed::manifest),
    ("saved", saved::saved),
    ("session", session::session),
];

/// Runs the target `name`.
pub fn run(name: &str, data: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(own, _)| *own == name).expect("a target's name");
    target(data);
}
