//! Lines in a file, which somebody else rotates.

use std::{fs, io, io::Write as _, path::Path, thread::sleep, time::Duration};

use super::{envelope::line, sink::Source};

/// How long to wait after a disk that is full.
const REST: Duration = Duration::from_secs(1);

/// Writes until nobody tells any more. What can't be written is tried again; meanwhile the queue fills.
pub(super) fn write(mut source: Source, path: &Path) {
    let mut open = None;
    let mut was_told = false;
    while let Some(batch) = source.blocking_next() {
        let mut lines: String = batch.iter().map(|event| line(event) + "\n").collect();
        while let Err(error) = append(&mut open, path, &mut lines) {
            if !std::mem::replace(&mut was_told, true) {
                tracing::error!(%error, path = %path.display(), "events can't be written");
            }
            open = None;
            // The program ends, and the disk is as full as before.
            if source.is_over() {
                return;
            }
            sleep(REST);
        }
        was_told = false;
        source.tell_dropped();
    }
}

/// Appends what is left of `lines`, to the file that has the path now.
fn append(open: &mut Option<fs::File>, path: &Path, lines: &mut String) -> io::Result<()> {
    if !open.as_ref().is_some_and(|file| is_at(file, path)) {
        *open = Some(create(path)?);
    }
    if let Some(file) = open {
        while !lines.is_empty() {
            let written = file.write(lines.as_bytes())?;
            if written == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
            // A full disk may take half a character: the next attempt begins with the other half.
            *lines = String::from_utf8_lossy(&lines.as_bytes()[written..]).into_owned();
        }
    }
    Ok(())
}

fn create(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Whether the path still leads to the open file, and not to another or none.
#[cfg(unix)]
fn is_at(file: &fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let name = |data: &fs::Metadata| (data.dev(), data.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(a), Ok(b)) if name(&a) == name(&b))
}

#[cfg(not(unix))]
fn is_at(_: &fs::File, path: &Path) -> bool {
    path.exists()
}
