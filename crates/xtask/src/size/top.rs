//! Where the bytes of the wasm go: its functions by crate, the largest of them, and its data.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use rustc_demangle::demangle;

use super::sums::brotli;
use crate::machine::node;
use crate::toolchain;
use crate::widget::{self, Names};

/// How many lines of each kind are printed.
const LINES: usize = 30;

/// The protocol and what it alone stands on.
const PROTOCOL: &[&str] = &[
    "aead",
    "aead_stream",
    "aes",
    "aes_gcm",
    "base16ct",
    "base64ct",
    "bigint",
    "block_buffer",
    "cipher",
    "cmov",
    "crypto_bigint",
    "crypto_common",
    "ctr",
    "ctutils",
    "digest",
    "ecdsa",
    "elliptic_curve",
    "ghash",
    "hkdf",
    "hmac",
    "hpke",
    "hybrid_array",
    "p256",
    "polyval",
    "primefield",
    "primeorder",
    "rfc6979",
    "sec1",
    "sha2",
    "sigilo_protocol",
    "signature",
    "subtle",
    "universal_hash",
    "wnaf",
    "zeroize",
];

/// Prints the largest crates and functions of a build that keeps its names.
pub(super) fn print() -> Result<()> {
    let widget = widget::build(toolchain::ready()?, &node::packages()?, Names::Kept)?;
    part("what loads at once", &widget.wasm)?;
    for later in &widget.parts {
        part(&format!("what loads later: {}", later.purpose()), &later.wasm)?;
    }
    Ok(())
}

fn part(name: &str, wasm: &[u8]) -> Result<()> {
    let wasm = Wasm::read(wasm).context("the built wasm could not be read")?;
    let code: usize = wasm.functions.iter().map(|(_, body)| body.len()).sum();
    println!("\n{name}: code {code} bytes raw, data {} bytes raw", wasm.data);
    let [with, without] = [true, false].map(|with| brotli(&wasm.code(with)));
    let share = with? - without?;
    println!("of it the protocol, with its cryptography: {share} bytes of the code's brotli");
    println!("\nby crate:");
    list(summed(&wasm.functions, 1));
    println!("\nby module:");
    list(summed(&wasm.functions, 2));
    println!("\nby function:");
    list(wasm.functions.iter().map(|(name, body)| (name.clone(), body.len())).collect());
    Ok(())
}

fn list(mut entries: Vec<(String, usize)>) {
    entries.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    for (name, bytes) in entries.iter().take(LINES) {
        println!("{bytes:>8}  {name}");
    }
}

/// The sums over the first `depth` parts of the functions' paths.
fn summed(functions: &[(String, &[u8])], depth: usize) -> Vec<(String, usize)> {
    let mut sums: BTreeMap<String, usize> = BTreeMap::new();
    for (name, body) in functions {
        *sums.entry(place_of(name, depth)).or_default() += body.len();
    }
    sums.into_iter().collect()
}

/// The start of a function's path, as deep as `depth`: of `<a::b::C as d::E>::f`, `a` or `a::b`.
/// What belongs to no crate (a trait of any type, a C function) is told by its own name.
fn place_of(name: &str, depth: usize) -> String {
    let start = name.trim_start_matches(['<', '&', '(', '[', '*']);
    let start = start.trim_start_matches("mut ").trim_start_matches("dyn ");
    let path = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | ':');
    let end = start.find(|letter| !path(letter)).unwrap_or(start.len());
    let (start, _) = start.split_at(end);
    let parts: Vec<&str> = start.split("::").filter(|part| !part.is_empty()).take(depth).collect();
    parts.join("::")
}

/// Whether the protocol brought the function: it is in one of its crates, or Rust's own code made for
/// types or closures of theirs, and not for the widget's.
fn is_protocol(name: &str) -> bool {
    let place = place_of(name, 1);
    let names = |own: &str| {
        let at = |start: usize| start == 0 || !name.as_bytes()[start - 1].is_ascii_alphanumeric();
        name.match_indices(&format!("{own}::")).any(|(start, _)| at(start))
    };
    let is_rust = matches!(&*place, "core" | "alloc" | "std");
    PROTOCOL.contains(&&*place)
        || is_rust && !names("sigilo") && PROTOCOL.iter().any(|own| names(own))
}

/// What we ask a wasm file.
struct Wasm<'a> {
    /// Each function of its own with its body.
    functions: Vec<(String, &'a [u8])>,
    /// The length of the data section.
    data: usize,
}

impl<'a> Wasm<'a> {
    /// The bodies one after the other, with the protocol's or without.
    fn code(&self, with_protocol: bool) -> Vec<u8> {
        let counts = |name: &str| with_protocol || !is_protocol(name);
        let bodies = self.functions.iter().filter(|(name, _)| counts(name));
        bodies.flat_map(|(_, body)| *body).copied().collect()
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = Reader(bytes.strip_prefix(b"\0asm\x01\0\0\0")?);
        let (mut bodies, mut names, mut imported, mut data) = (Vec::new(), BTreeMap::new(), 0, 0);
        while !rest.0.is_empty() {
            let id = rest.byte()?;
            let mut section = Reader(rest.block()?);
            match id {
                0 if section.block()? == b"name" => names = function_names(section)?,
                2 => imported = imported_functions(section)?,
                10 => {
                    for _ in 0..section.number()? {
                        bodies.push(section.block()?);
                    }
                }
                11 => data = section.0.len(),
                _ => {}
            }
        }
        let name = |index: usize| names.get(&(imported + index)).cloned();
        let functions = bodies.into_iter().enumerate();
        let functions =
            functions.map(|(index, body)| (name(index).unwrap_or("(unnamed)".into()), body));
        Some(Self { functions: functions.collect(), data })
    }
}

/// The number of functions that the import section brings; they come first in the numbering.
fn imported_functions(mut section: Reader<'_>) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.block()?;
        section.block()?;
        match section.byte()? {
            0 => {
                functions += 1;
                section.number()?;
            }
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            _ => {
                section.byte()?;
                section.byte()?;
            }
        }
    }
    Some(functions)
}

/// The names of functions by their number, from the name section's second part.
fn function_names(mut section: Reader<'_>) -> Option<BTreeMap<usize, String>> {
    while !section.0.is_empty() {
        let id = section.byte()?;
        let mut part = Reader(section.block()?);
        if id == 1 {
            let count = part.number()?;
            let entry = |_| {
                let index = part.number()?;
                let name = String::from_utf8_lossy(part.block()?).into_owned();
                Some((index, without_hashes(&format!("{:#}", demangle(&name)))))
            };
            return (0..count).map(entry).collect();
        }
    }
    Some(BTreeMap::new())
}

/// A name as wasm-bindgen writes it, `core[93f1a2c4b5d6e7f8]::fmt`, as others do: `core::fmt`.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut plain = String::from(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.len() > 9 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => {
                plain.push_str(rest);
            }
            _ => plain.extend(["[", part]),
        }
    }
    plain
}

/// Reads forward through bytes; `None` past the end.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Option<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A length and that many bytes.
    fn block(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (block, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(block)
    }

    fn limits(&mut self) -> Option<()> {
        let bounded = self.byte()? & 1 == 1;
        self.number()?;
        if bounded {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_and_modules_are_read_from_names() {
        assert_eq!(place_of("p256::arithmetic::mul", 1), "p256");
        assert_eq!(place_of("<sigilo::ui::App as core::fmt::Debug>::fmt", 1), "sigilo");
        assert_eq!(place_of("<sigilo::ui::App as core::fmt::Debug>::fmt", 2), "sigilo::ui");
        assert_eq!(place_of("<&mut serde_json::de::X<R> as Y>::z", 2), "serde_json::de");
        assert_eq!(place_of("memcpy", 2), "memcpy");
    }

    #[test]
    fn what_is_at_one_place_is_summed() {
        let body = [0; 4];
        let function = |name: &str, length: usize| (name.to_owned(), &body[..length]);
        let functions = [function("a::b::c", 2), function("a::d", 3), function("e", 4)];
        assert_eq!(summed(&functions, 1), [("a".to_owned(), 5), ("e".to_owned(), 4)]);
    }

    #[test]
    fn the_protocol_is_told_from_the_rest() {
        let function = |name: &str, body| (name.to_owned(), body);
        let functions = vec![
            function("<p256::Scalar as core::ops::Mul>::mul", b"a".as_slice()),
            function("sigilo::ui::show", b"b"),
            function("sigilo_protocol::kem::seal", b"c"),
            function("<core::iter::Map<A, sigilo_protocol::json::B> as Iterator>::next", b"d"),
            function("<core::iter::Map<sigilo_protocol::Body, sigilo::chat::C>>::next", b"e"),
            function("alloc::vec::Vec<u8>::reserve", b"f"),
        ];
        let wasm = Wasm { functions, data: 0 };
        assert_eq!((wasm.code(true), wasm.code(false)), (b"abcdef".to_vec(), b"bef".to_vec()));
    }

    #[test]
    fn names_lose_their_hashes_alone() {
        let name = "<core[93f1a2c4b5d6e7f8]::iter::Map<[u8; 32], [A]>>::next";
        assert_eq!(without_hashes(name), "<core::iter::Map<[u8; 32], [A]>>::next");
    }

    #[test]
    fn functions_get_their_names_after_the_imported_ones() {
        // One imported function (0) and one of our own (1), named "own".
        let wasm = [
            b"\0asm\x01\0\0\0".as_slice(),
            b"\x02\x07\x01\x01m\x01f\x00\x00",
            b"\x0a\x04\x01\x02\x00\x0b",
            b"\x0b\x01\x00",
            b"\x00\x0d\x04name\x01\x06\x01\x01\x03own",
        ]
        .concat();
        let wasm = Wasm::read(&wasm).unwrap();
        assert_eq!(wasm.functions, [("own".to_owned(), b"\x00\x0b".as_slice())]);
        assert_eq!(wasm.data, 1);
        assert!(Wasm::read(b"<!DOCTYPE html>").is_none());
    }
}
