//! The operator's pictures: a folder that is read once, at the start, so that no name that a bot says is ever a
//! path.

use std::{collections::BTreeMap, fs, io, path::Path, path::PathBuf, sync::Arc};

use super::check::{PictureFault, look};

/// The most pictures of a folder: they stay in memory.
const MAX_COUNT: usize = 200;

/// Pictures by name.
#[derive(Clone, Debug, Default)]
pub struct Gallery(BTreeMap<String, Arc<[u8]>>);

/// Why a folder of pictures can't be used.
#[derive(Debug, thiserror::Error)]
pub enum GalleryError {
    /// It can't be read.
    #[error("the folder of pictures {0} can't be read: {1}")]
    Folder(PathBuf, io::Error),
    /// A file in it is no picture that could be shown.
    #[error("the picture {0} can't be shown: {1}")]
    Picture(PathBuf, PictureFault),
    /// There are more than could be kept.
    #[error("the folder of pictures {0} has more than {MAX_COUNT}")]
    Count(PathBuf),
}

impl Gallery {
    /// The pictures of a folder: every file in it has to be one, except those whose names begin with a dot.
    pub fn open(folder: &Path) -> Result<Self, GalleryError> {
        let unread = |error| GalleryError::Folder(folder.into(), error);
        let mut pictures = BTreeMap::new();
        for entry in fs::read_dir(folder).map_err(unread)? {
            let path = entry.map_err(unread)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with('.') || !path.is_file() {
                continue;
            }
            let bytes = fs::read(&path).map_err(unread)?;
            look(&bytes).map_err(|fault| GalleryError::Picture(path, fault))?;
            if pictures.len() == MAX_COUNT {
                return Err(GalleryError::Count(folder.into()));
            }
            pictures.insert(name, bytes.into());
        }
        Ok(Self(pictures))
    }

    /// The picture of this name.
    pub fn find(&self, name: &str) -> Option<Arc<[u8]>> {
        self.0.get(name).cloned()
    }
}
