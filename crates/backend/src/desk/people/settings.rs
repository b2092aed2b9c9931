//! What a desk is told of its people.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::super::identify;

/// People who read and answer beside the bot. Without this section nobody reads what is said but the
/// bot, and the desk keeps no word of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// What the visitor reads as the people's name. Default `Atención al cliente`: it says what they
    /// do, since persons come and go and a changed name asks every visitor again.
    pub name: String,
    /// The name of who looks on without answering; empty for nobody. Default empty: whoever is named
    /// is one more reader that every visitor has to agree to.
    pub supervision: String,
    /// Whether the visitor is told that somebody looks on just now. Default `true`; where it is
    /// `false` the notice alone says that somebody may.
    pub tell_watching: bool,
    /// How long what was said is kept, in days; 0 for as long as the policy keeps what the chat can't
    /// do without. Default 0. A shorter time shows people less, a longer one than the policy's is cut.
    pub history_days: u32,
    /// Whose word counts about who a visitor is; without it every visitor is anonymous.
    pub identify: Option<identify::Settings>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "Atención al cliente".into(),
            supervision: String::new(),
            tell_watching: true,
            history_days: 0,
            identify: None,
        }
    }
}

impl Settings {
    /// The file that is named in it.
    pub(crate) fn path(&mut self) -> Option<&mut PathBuf> {
        let file = self.identify.as_mut().map(|own| &mut own.secret_file);
        // An empty one is none.
        file.filter(|path| !path.as_os_str().is_empty())
    }
}
