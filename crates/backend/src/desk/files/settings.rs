//! `[desk.files]`: what is done with files that visitors send.

use serde::{Deserialize, Serialize};

use crate::desk::scan::{ScanError, ScanSettings, Scanner};

/// What is done with files that visitors send, where the policy takes any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FilesSettings {
    /// The scanner. One that can't be reached quarantines every file.
    pub scan: ScanSettings,
    /// Takes files without a scanner. Default false: who opens them then trusts every visitor.
    pub unscanned: bool,
}

impl FilesSettings {
    /// The scanner, unless files are taken without one.
    pub(in crate::desk) fn scanner(&self) -> Result<Option<Scanner>, ScanError> {
        if self.unscanned { Ok(None) } else { Scanner::new(&self.scan).map(Some) }
    }
}
