//! Attachments: a file opens whole and as it was, or not.

use sigilo_protocol::*;

/// Most full chunks of a file here: order and place need three.
const CHUNKS: usize = 3;

/// Seals a file that the bytes describe, lets them change what lies at the relay, and opens it.
pub(super) fn file(data: &[u8]) {
    let Some((&[full, tail, action, chunk, at, bits], raw)) = data.split_first_chunk() else {
        return;
    };
    refuse(raw);
    let (full, plain) = (usize::from(full) % (CHUNKS + 1), [raw, &[tail]].concat());
    let chunks: Vec<Vec<u8>> = (0..full).map(|i| long(&plain, i)).collect();
    let mut sealer = Sealer::new(FileKey::from_bytes([7; 32]));
    let mut sent: Vec<Vec<u8>> =
        chunks.iter().map(|chunk| sealer.next(chunk).expect("a full chunk")).collect();
    let rest = &plain[..plain.len().min(FILE_CHUNK)];
    let sealed = sealer.last(rest).expect("a last chunk");
    sent.push(sealed.last.clone());
    let before = sent.clone();
    change(&mut sent, action, usize::from(chunk), usize::from(at), bits);
    let whole = [chunks.concat(), rest.to_vec()].concat();
    match open(&sealed, &sent) {
        Ok(opened) => assert!(sent == before && opened == whole),
        Err(_) => assert_ne!(sent, before),
    }
}

/// What nobody sealed opens nowhere.
fn refuse(raw: &[u8]) {
    let key = FileKey::from_bytes([8; 32]);
    let opener = || Opener::new(&key, Hash::of(raw), raw.len() as u64).expect("a small file");
    assert!(opener().next(raw).is_err() && opener().last(raw).is_err());
}

fn long(plain: &[u8], i: usize) -> Vec<u8> {
    plain.iter().copied().cycle().skip(i).take(FILE_CHUNK).collect()
}

/// A bit, an end, a place, a chunk too many or too few.
fn change(sent: &mut Vec<Vec<u8>>, action: u8, chunk: usize, at: usize, bits: u8) {
    let (chunk, other) = (chunk % sent.len(), at % sent.len());
    match action % 6 {
        0 => {
            let at = at % sent[chunk].len();
            sent[chunk][at] ^= bits;
        }
        1 => sent.swap(chunk, other),
        2 => drop(sent.remove(chunk)),
        3 => sent.insert(other, sent[chunk].clone()),
        4 => sent[chunk].truncate(at),
        _ => {}
    }
}

fn open(sealed: &SealedFile, sent: &[Vec<u8>]) -> Result<Vec<u8>, FileError> {
    let mut opener = Opener::new(&sealed.key, sealed.blob, sealed.size)?;
    let (last, chunks) = sent.split_last().ok_or(FileError::Size)?;
    let mut whole = Vec::new();
    for chunk in chunks {
        whole.extend(opener.next(chunk)?);
    }
    whole.extend(opener.last(last)?);
    Ok(whole)
}
