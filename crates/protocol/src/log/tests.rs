//! Against published values: the test data of Certificate Transparency's own implementations (as
//! transparency-dev/merkle has them), and a key of Go's `note`.

use alloc::{string::String, vec::Vec};

use super::*;
use crate::bytes::{Bytes, Hash};

const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// Size of the tree, index, audit path.
const INCLUSION: [(usize, u64, &str); 6] = [
    (1, 0, ""),
    (2, 0, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
    (2, 1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    (3, 2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    (
        5,
        1,
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d\
         5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e\
         bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
    (
        8,
        5,
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b\
         ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0\
         d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
];

/// Size of the older tree, of the newer one, proof.
const CONSISTENCY: [(usize, usize, &str); 4] = [
    (1, 1, ""),
    (
        1,
        8,
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7\
         5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e\
         6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (
        2,
        5,
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e\
         bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
    (
        6,
        8,
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a\
         ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0\
         d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
];

fn unhex(text: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(digit).collect()
}

fn head(size: usize) -> Checkpoint {
    let root = Bytes(unhex(ROOTS[size - 1]).try_into().unwrap());
    Checkpoint { origin: "site.example/audit".into(), size: size as u64, root }
}

#[test]
fn published_inclusion_proofs_hold_and_no_other() {
    for (size, index, path) in INCLUSION {
        let (head, path) = (head(size), unhex(path));
        let leaf = unhex(LEAVES[index as usize]);
        assert!(head.has_leaf(&leaf, index, &path), "{size} {index}");
        assert!(!head.has_leaf(b"another", index, &path));
        assert!(!head.has_leaf(&leaf, index + 1, &path));
        assert!(!head.has_leaf(&leaf, u64::MAX, &path));
        for at in 0..path.len() {
            let mut path = path.clone();
            path[at] ^= 1;
            assert!(!head.has_leaf(&leaf, index, &path), "{size} {index} {at}");
        }
        assert!(!head.has_leaf(&leaf, index, &[path.as_slice(), &[0; 32]].concat()));
        assert!(!head.has_leaf(&leaf, index, &[path.as_slice(), &[0]].concat()));
    }
}

#[test]
fn published_consistency_proofs_hold_and_no_other() {
    for (older, newer, proof) in CONSISTENCY {
        let (older, newer, proof) = (head(older), head(newer), unhex(proof));
        assert!(newer.extends(&older, &proof), "{} {}", older.size, newer.size);
        let forked = Checkpoint { root: Bytes([7; 32]), ..older.clone() };
        assert!(!newer.extends(&forked, &proof));
        assert!(older.size == newer.size || !older.extends(&newer, &proof), "it only grows");
        for at in 0..proof.len() {
            let mut proof = proof.clone();
            proof[at] ^= 1;
            assert!(!newer.extends(&older, &proof));
        }
    }
    let empty = Checkpoint { size: 0, ..head(1) };
    assert!(!head(8).extends(&empty, &[]), "the beginning of nothing proves nothing");
}

#[test]
fn a_key_has_its_published_name_in_a_note() {
    let key = "1a5cd907143c384c41e830c5bce12aa8817ec5649aaabf2c31388b35b2d744d6";
    let key = Bytes(unhex(key).try_into().unwrap());
    assert_eq!(key_id("PeterNeumann", &key), [0xc7, 0x4f, 0x20, 0xa3]);
}

#[test]
fn a_note_is_read_as_it_was_written_and_in_no_other_form() {
    let (key, signature) = (Bytes([3; 32]), Bytes([4; 64]));
    let (written, origin) = (head(5), "site.example/audit");
    let note = written.note(&key, &signature);
    let read = Note::parse(&note, origin, &key).unwrap();
    assert_eq!((read.checkpoint(), read.signature()), (&written, &signature));
    assert_eq!(read.text(), written.text());
    let witness = "\u{2014} witness.example AAAAAAAA\n";
    assert!(
        Note::parse(&(note.clone() + witness), origin, &key).is_some(),
        "a witness may sign too"
    );
    let extended = note.replacen("\n\n", "\nmore\n\n", 1);
    assert_eq!(Note::parse(&extended, origin, &key).unwrap().text(), written.text() + "more\n");
    let bad: [String; 10] = [
        String::new(),
        written.text(),
        written.text() + "\n",
        note.replace("\n5\n", "\n05\n"),
        note.replace("\n5\n", "\n-5\n"),
        note.replace("\n5\n", "\n9007199254740992\n"),
        note.replace('\u{2014}', "-"),
        note.replace("= \n", "\n") + "x",
        note.replace('\n', "\r\n"),
        note.trim_end().into(),
    ];
    for bad in bad {
        assert_eq!(Note::parse(&bad, origin, &key), None, "{bad}");
    }
    assert_eq!(Note::parse(&note, "other.example/audit", &key), None);
    assert_eq!(Note::parse(&note, origin, &Bytes([5; 32])), None, "nobody known has signed it");
    assert_eq!(Note::parse(&(note + &witness.repeat(600)), origin, &key), None, "too long");
}

#[test]
fn a_commitment_is_of_its_salt_and_its_entry() {
    let salt = Bytes([1; 16]);
    assert_eq!(
        commitment(&salt, "entry"),
        Hash::of(b"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01entry")
    );
    assert_ne!(commitment(&salt, "entry"), commitment(&Bytes([2; 16]), "entry"));
}
