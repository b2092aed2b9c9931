//! A file in the conversation, and how far it has come.

/// A file that somebody sends; its message's text is its name.
#[derive(Clone, Debug, PartialEq)]
pub struct FileView {
    /// Bytes.
    pub size: u64,
    /// How far it has come.
    pub stage: FileStage,
    /// It can be shown, and not only saved.
    pub is_picture: bool,
    /// Where it can be shown from, in this page alone.
    pub picture: Option<String>,
    /// What it shows, for who can't see it.
    pub alt: Option<String>,
}

impl FileView {
    /// How the id of a picture begins that is a card's and no message's: a recipient's name comes before each of theirs.
    pub const IN_CARD: &str = ":";
}

/// How far a file has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileStage {
    /// The visitor's own: it waits.
    Waiting,
    /// The visitor's own: so much of a hundred is at the relay.
    Uploading(u8),
    /// The visitor's own: it is there, or could not be sent.
    There,
    /// The visitor's own: a recipient did not take it; why, as the protocol names it.
    Refused(&'static str),
    /// A recipient's: it can be fetched.
    Here,
    /// A recipient's: so much of a hundred was fetched.
    Fetching(u8),
    /// A recipient's: it was saved.
    Saved,
    /// A recipient's: it could not be fetched, or does not open.
    Broken,
}

/// What a visitor does with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileAct {
    /// Has chosen some.
    Add,
    /// Saves it.
    Save,
    /// Looks at it.
    Show,
    /// Has chosen one for the n-th field of a form, or takes it out again.
    Choose(usize),
    /// Fetches what draws it, again.
    Fetch,
}
