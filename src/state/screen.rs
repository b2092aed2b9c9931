//! The screens, and why a chat is not open.

/// The screens. A conversation and a notice are never on screen together with a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Manifest and policy are on their way.
    Loading,
    /// The visitor has to decide. What is typed meanwhile is held.
    Notice,
    /// The visitor allowed; messages come and go.
    Conversation,
    /// The visitor refused: nothing was stored or sent. Other channels are offered.
    Refused,
    /// The visitor took back what the chat can't do without: nothing more is sent.
    Withdrawn,
    /// Everything was erased, as the visitor asked.
    Erased,
    /// The relay has erased the conversation, and the visitor did not ask for that: it can be read and
    /// saved here, and a new one begun.
    Gone,
    /// The chat can't be opened, and why.
    Problem(Problem),
}

/// Why the chat can't be opened. Each has a sentence in the text catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No answer, an error status, or an answer that is not of this protocol. Retry.
    Unreachable,
    /// The backend says that it has no room now. Retry.
    Busy,
    /// The manifest is not signed by the pinned key, or was changed on its way. Retry.
    Untrusted,
    /// The manifest's time is over, or lies in the future. Retry.
    Expired,
    /// This device's clock is wrong, so that the manifest looks as if its time were over or had not come. Retry.
    Clock,
    /// The policy is not the one that the manifest names. Retry.
    Policy,
    /// This page is not one of the manifest's origins. No retry.
    Origin,
    /// The script tag lacks a pin or a backend, or the frame was opened on its own. No retry.
    Setup,
    /// The browser lacks what encryption needs (a secure context, WebCrypto). No retry.
    Browser,
}

impl Problem {
    /// Whether trying again can help.
    pub fn can_retry(self) -> bool {
        !matches!(self, Self::Origin | Self::Setup | Self::Browser)
    }
}

/// How far the conversation is from being able to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// The recipients' answer to the hello is awaited; messages are held, sealed.
    Connecting,
    /// Messages go out as they are written.
    Open,
    /// The backend does not answer; messages wait and are tried again.
    Offline,
    /// The backend says that it has no room now; the same.
    Busy,
}
