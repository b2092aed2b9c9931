use alloc::{format, vec};
use std::string::String;

use getrandom::{SysRng, rand_core::UnwrapErr};

use super::*;
use crate::bytes::unb64u;

/// Sizes about the borders of chunks.
const SIZES: [usize; 11] =
    [0, 1, 15, 16, 17, 65_535, 65_536, 65_537, 131_071, 131_072, 3 * 65_536 + 7];

/// The same in vectors/file.py.
fn plaintext(size: usize) -> Vec<u8> {
    (0..size).map(|i| (i % 251) as u8).collect()
}

fn key() -> FileKey {
    FileKey::from_bytes(core::array::from_fn(|i| i as u8))
}

/// The chunks as they are sent, and what a body has to carry.
fn seal(key: FileKey, plain: &[u8]) -> (Vec<Vec<u8>>, SealedFile) {
    let mut sealer = Sealer::new(key);
    let full = plain.len().saturating_sub(1) / FILE_CHUNK * FILE_CHUNK;
    let mut chunks: Vec<_> =
        plain[..full].chunks(FILE_CHUNK).map(|chunk| sealer.next(chunk).unwrap()).collect();
    let file = sealer.last(&plain[full..]).unwrap();
    chunks.push(file.last.clone());
    (chunks, file)
}

fn open<T: AsRef<[u8]>>(
    key: &FileKey,
    blob: Hash,
    size: u64,
    chunks: &[T],
) -> Result<Vec<u8>, FileError> {
    let mut opener = Opener::new(key, blob, size)?;
    let (last, chunks) = chunks.split_last().ok_or(FileError::Size)?;
    let mut plain = Vec::new();
    for chunk in chunks {
        plain.extend(opener.next(chunk.as_ref())?);
    }
    plain.extend(opener.last(last.as_ref())?);
    Ok(plain)
}

/// As [`open`], of chunks whose hash the body would have named: what STREAM itself refuses.
fn open_named(key: &FileKey, size: usize, chunks: &[Vec<u8>]) -> Result<Vec<u8>, FileError> {
    open(key, Hash::of(&chunks.concat()), size as u64, chunks)
}

#[test]
fn a_file_of_any_size_survives_the_way() {
    for size in SIZES {
        let key = FileKey::generate(&mut UnwrapErr(SysRng));
        let plain = plaintext(size);
        let (chunks, file) = seal(key.clone(), &plain);
        let blob = chunks.concat();
        assert_eq!(blob.len(), size + chunks.len() * TAG);
        assert_eq!((file.key, file.size), (key.clone(), size as u64));
        assert_eq!(file.blob, Hash::of(&blob));
        // The blob's length alone tells where the chunks are.
        let cut: Vec<_> = blob.chunks(SEALED_CHUNK).collect();
        assert_eq!(open(&key, file.blob, file.size, &cut), Ok(plain), "{size}");
    }
}

#[test]
fn the_last_chunk_may_be_empty() {
    let plain = plaintext(FILE_CHUNK);
    let mut sealer = Sealer::new(key());
    let first = sealer.next(&plain).unwrap();
    let file = sealer.last(b"").unwrap();
    assert_eq!(file.last.len(), TAG);
    let opened = open(&key(), file.blob, file.size, &[first, file.last]);
    assert_eq!(opened, Ok(plain));
}

#[test]
fn a_truncated_file_is_refused() {
    let size = 2 * FILE_CHUNK + 7;
    let (chunks, file) = seal(key(), &plaintext(size));
    for kept in 0..chunks.len() {
        let cut = &chunks[..kept];
        assert_eq!(open(&key(), file.blob, file.size, cut), Err(FileError::Size));
        // Even if size and hash were those of the shorter file.
        let expected = if kept == 0 { FileError::Size } else { FileError::Refused };
        assert_eq!(open_named(&key(), kept * FILE_CHUNK, cut), Err(expected), "{kept} chunks");
    }
    for len in 0..file.last.len() {
        let mut cut = chunks.clone();
        cut[2].truncate(len);
        assert_eq!(open(&key(), file.blob, file.size, &cut), Err(FileError::Size));
        let size = (2 * FILE_CHUNK + len).saturating_sub(TAG);
        let expected = if len < TAG { FileError::Size } else { FileError::Refused };
        assert_eq!(open_named(&key(), size, &cut), Err(expected), "{len} bytes");
    }
}

#[test]
fn a_reordered_or_repeated_chunk_is_refused() {
    let size = 4 * FILE_CHUNK;
    let (chunks, _) = seal(key(), &plaintext(size));
    for i in 0..chunks.len() {
        for j in (0..chunks.len()).filter(|j| *j != i) {
            let mut swapped = chunks.clone();
            swapped.swap(i, j);
            assert_eq!(open_named(&key(), size, &swapped), Err(FileError::Refused), "{i} {j}");
            let mut repeated = chunks.clone();
            repeated[i] = chunks[j].clone();
            assert_eq!(open_named(&key(), size, &repeated), Err(FileError::Refused), "{i} {j}");
        }
    }
}

#[test]
fn an_extended_file_is_refused() {
    let (chunks, file) = seal(key(), &plaintext(FILE_CHUNK));
    let (other, _) = seal(key(), &plaintext(2 * FILE_CHUNK));
    for more in [chunks[0].clone(), other[0].clone(), other[1].clone()] {
        let mut extended = chunks.clone();
        extended.push(more);
        assert_eq!(open(&key(), file.blob, file.size, &extended), Err(FileError::Refused));
        assert_eq!(open_named(&key(), 2 * FILE_CHUNK, &extended), Err(FileError::Refused));
    }
    let mut longer = chunks;
    longer[0].push(0);
    assert_eq!(open_named(&key(), FILE_CHUNK + 1, &longer), Err(FileError::Size));
}

#[test]
fn a_changed_bit_is_refused_wherever_it_is() {
    let (chunks, _) = seal(key(), &plaintext(40));
    for bit in 0..chunks[0].len() * 8 {
        let mut changed = chunks.clone();
        changed[0][bit / 8] ^= 1 << (bit % 8);
        assert_eq!(open_named(&key(), 40, &changed), Err(FileError::Refused), "{bit}");
    }
    let size = FILE_CHUNK + 1;
    let (chunks, _) = seal(key(), &plaintext(size));
    for byte in (0..SEALED_CHUNK).step_by(4_099) {
        let mut changed = chunks.clone();
        changed[0][byte] ^= 1;
        assert_eq!(open_named(&key(), size, &changed), Err(FileError::Refused), "{byte}");
    }
}

#[test]
fn another_key_or_blob_or_size_is_refused() {
    let (chunks, file) = seal(key(), &plaintext(40));
    let other = FileKey::generate(&mut UnwrapErr(SysRng));
    assert_ne!(key(), other);
    assert_eq!(open(&other, file.blob, 40, &chunks), Err(FileError::Refused));
    assert_eq!(open(&key(), Hash::of(b"another"), 40, &chunks), Err(FileError::Refused));
    for size in [0, 39, 41, MAX_FILE, MAX_FILE + 1, u64::MAX] {
        assert_eq!(open(&key(), file.blob, size, &chunks), Err(FileError::Size), "{size}");
    }
}

#[test]
fn a_chunk_of_another_length_is_refused_and_the_file_goes_on() {
    let plain = plaintext(FILE_CHUNK);
    let mut sealer = Sealer::new(key());
    for len in [0, 1, FILE_CHUNK - 1, FILE_CHUNK + 1] {
        assert_eq!(sealer.next(&vec![0; len]), Err(FileError::Size));
    }
    assert_eq!(Sealer::new(key()).last(&vec![0; FILE_CHUNK + 1]), Err(FileError::Size));
    let first = sealer.next(&plain).unwrap();
    let file = sealer.last(b"end").unwrap();
    let mut opener = Opener::new(&file.key, file.blob, file.size).unwrap();
    assert_eq!(opener.next(&first[1..]), Err(FileError::Size));
    assert_eq!(opener.next(&[0; SEALED_CHUNK]), Err(FileError::Refused));
    assert_eq!(opener.next(&first), Ok(plain));
    assert_eq!(opener.last(&file.last).as_deref(), Ok(b"end".as_slice()));
}

#[test]
fn a_file_has_at_most_25_mib() {
    let full = vec![0; FILE_CHUNK];
    let nearly_all = || {
        let mut sealer = Sealer::new(key());
        // As if all chunks but one had been sealed: 25 MiB take long without optimisation.
        sealer.size = MAX_FILE - FILE_CHUNK as u64;
        sealer
    };
    assert_eq!(nearly_all().last(&full).unwrap().size, MAX_FILE);
    let mut sealer = nearly_all();
    sealer.next(&full).unwrap();
    assert_eq!(sealer.next(&full), Err(FileError::Size));
    assert_eq!(sealer.last(b"").unwrap().size, MAX_FILE);
    let mut sealer = nearly_all();
    sealer.next(&full).unwrap();
    assert_eq!(sealer.last(b"x"), Err(FileError::Size));
}

#[test]
fn another_implementation_seals_the_same_bytes() {
    // Made by vectors/file.py with Python's `cryptography` (OpenSSL).
    let vector: serde_json::Value =
        serde_json::from_str(include_str!("../../vectors/file.json")).unwrap();
    let bytes = |value: &serde_json::Value| unb64u(value.as_str().unwrap()).unwrap();
    let key = FileKey::from_bytes(bytes(&vector["key"]).try_into().unwrap());
    let files = vector["files"].as_array().unwrap();
    assert_eq!(files.len(), 6);
    for file in files {
        let size = file["size"].as_u64().unwrap();
        let plain = plaintext(size as usize);
        let (chunks, sealed) = seal(key.clone(), &plain);
        assert_eq!(sealed.blob.0.as_slice(), bytes(&file["blob"]), "{size}");
        assert_eq!(open(&key, sealed.blob, size, &chunks), Ok(plain));
    }
    let sealed = bytes(&vector["sealed"]);
    assert_eq!(open(&key, Hash::of(&sealed), 5, &[sealed]), Ok(plaintext(5)));
}

#[test]
fn debug_shows_nothing_of_a_key() {
    let shown: String = format!("{:?}", key());
    assert_eq!(shown, "FileKey(…)");
    assert_eq!(*FileKey::from_bytes(*key().to_bytes()).to_bytes(), *key().to_bytes());
}
