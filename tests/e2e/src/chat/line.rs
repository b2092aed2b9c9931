//! One message on the screen.

use anyhow::Result;
use serde_json::Value;

use crate::browser::Browser;

/// A message as it reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who wrote it.
    pub author: Author,
    /// The author as named, with what they are.
    pub name: String,
    /// What it says.
    pub text: String,
    /// How far it has come, or why it has not, in words; empty if nothing is said of it.
    pub state: String,
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The visitor.
    Visitor,
    /// Somebody, or something, that the manifest names.
    Recipient,
    /// The chat itself.
    Chat,
}

/// In one go, so that no message moves between two questions.
const READ: &str = "
    const text = (row, css) => row.querySelector(css)?.textContent ?? '';
    return [...document.querySelectorAll('.message')].map((row) => ({
        kind: ['visitor', 'recipient'].find((kind) => row.classList.contains('message--' + kind)),
        name: text(row, '.message__author'),
        text: text(row, '.message__bubble, .form__title, .rating__title, .file__name'),
        state: text(row, '.message__state') + text(row, '.message__why'),
    }));";

impl Line {
    /// Every message on the screen, oldest first.
    pub(super) async fn all(browser: &Browser) -> Result<Vec<Self>> {
        let rows = browser.run(READ, Vec::new()).await?;
        Ok(rows.as_array().into_iter().flatten().map(Self::read).collect())
    }

    fn read(row: &Value) -> Self {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let author = match row["kind"].as_str() {
            Some("visitor") => Author::Visitor,
            Some("recipient") => Author::Recipient,
            _ => Author::Chat,
        };
        Self { author, name: text("name"), text: text("text"), state: text("state") }
    }
}
