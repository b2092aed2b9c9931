//! Where an answer comes from: the seam between the desk, which has the keys, and a bot, which has
//! something to say.

/// Something that answers visitors. It sees text and never an envelope, a key or a visitor's name.
pub trait Bot: Send + Sync {
    /// The first words of a conversation, in the visitor's language (BCP 47).
    fn greet(&self, lang: &str) -> Reply;

    /// The answer to `text`, in the visitor's language (BCP 47).
    fn answer(&self, text: &str, lang: &str) -> Reply;
}

/// What a bot says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// Plain text.
    pub text: String,
    /// Short questions that the visitor may send with one press.
    pub suggestions: Vec<String>,
}
