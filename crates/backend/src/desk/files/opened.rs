//! A sealed file, opened whole and looked at before anybody sees it.

use sigilo_consent::media_of;
use sigilo_protocol::{
    Attachment, FILE_CHUNK, FileError, FileFault, FileKey, Opener, SEALED_CHUNK, SealedFile, Sealer,
};
use zeroize::Zeroizing;

/// Opens all of a file, which has to be what its body says: key, hash, size, and its media type by what
/// it begins with.
pub(in crate::desk) fn open(
    file: &Attachment,
    blob: &[u8],
) -> Result<Zeroizing<Vec<u8>>, FileFault> {
    let opened = chunks(file, blob).map_err(|_| FileFault::Invalid)?;
    let is_it = media_of(&opened) == Some(&*file.media);
    if is_it { Ok(opened) } else { Err(FileFault::Invalid) }
}

fn chunks(file: &Attachment, blob: &[u8]) -> Result<Zeroizing<Vec<u8>>, FileError> {
    let mut opener = Opener::new(&file.key, file.blob, file.size)?;
    let mut opened = Zeroizing::new(Vec::with_capacity(blob.len()));
    let mut rest = blob;
    while rest.len() > SEALED_CHUNK {
        let (chunk, left) = rest.split_at(SEALED_CHUNK);
        opened.extend(opener.next(chunk)?);
        rest = left;
    }
    opened.extend(opener.last(rest)?);
    Ok(opened)
}

/// How long a file of so many bytes is once it is sealed.
pub(super) fn sealed_len(size: u64) -> u64 {
    let chunks = size.div_ceil(FILE_CHUNK as u64).max(1);
    size + chunks * (SEALED_CHUNK - FILE_CHUNK) as u64
}

/// Seals a file, and what its body has to carry of that.
pub(super) fn seal(key: FileKey, bytes: &[u8]) -> Result<(Vec<u8>, SealedFile), FileError> {
    let mut sealer = Sealer::new(key);
    let mut blob = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while rest.len() > FILE_CHUNK {
        let (chunk, left) = rest.split_at(FILE_CHUNK);
        blob.extend(sealer.next(chunk)?);
        rest = left;
    }
    let sealed = sealer.last(rest)?;
    blob.extend(&sealed.last);
    Ok((blob, sealed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_as_what_it_is_and_as_nothing_else() {
        for len in [5, FILE_CHUNK, FILE_CHUNK + 1, 3 * FILE_CHUNK] {
            let mut bytes = b"%PDF-1.7 ".repeat(len.div_ceil(9));
            bytes.truncate(len);
            let (blob, SealedFile { key, blob: hash, size, .. }) =
                seal(FileKey::from_bytes([7; 32]), &bytes).unwrap();
            assert_eq!(blob.len() as u64, sealed_len(size));
            let (name, media, alt) = ("a.pdf".into(), "application/pdf".into(), None);
            let file = Attachment { name, media, size, blob: hash, key, alt };
            assert_eq!(open(&file, &blob).unwrap().as_slice(), bytes);
            let other = Attachment { media: "image/png".into(), ..file.clone() };
            assert_eq!(open(&other, &blob), Err(FileFault::Invalid));
            let mut changed = blob.clone();
            changed[0] ^= 1;
            assert_eq!(open(&file, &changed), Err(FileFault::Invalid));
            let longer = Attachment { size: size + 1, ..file };
            assert_eq!(open(&longer, &blob), Err(FileFault::Invalid));
        }
    }
}
