//! What a screen can ask for.

use leptos::prelude::*;

use super::{Care, FormAct, RightKind};
use crate::text::Lang;

/// What can be taken along as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Download {
    /// The receipts, to verify.
    Receipts,
    /// The receipts, to read.
    ReceiptsPage,
    /// Everything, for machines.
    Data,
    /// Everything, to read and print.
    Page,
    /// The signed confirmation of an erasure.
    Erasure,
}

/// What a screen can ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// The visitor pressed Allow on the shown notice.
    Allow,
    /// The visitor pressed Refuse on the shown notice.
    Refuse,
    /// The visitor wants to see the notice again after refusing.
    Reconsider,
    /// Send this text (held until it may go).
    Send(String),
    /// Discard a held message, by its id.
    Discard(String),
    /// Try a failed message again, by its id.
    Resend(String),
    /// Try to open the chat again after a problem.
    Retry,
    /// Show everything in this language.
    Speak(Lang),
    /// Show the safety code in words, too.
    Words,
    /// Switch an optional purpose of the notice on or off.
    Choose(String, bool),
    /// Whether the visitor says to be old enough.
    OfAge(bool),
    /// Open or close the privacy panel.
    Privacy(bool),
    /// Give this purpose, whose sentences the panel shows.
    Give(String),
    /// Take back or object to these purposes.
    Withdraw(Vec<String>),
    /// Take back everything.
    WithdrawAll,
    /// Answer the prompt that is shown.
    Answer(bool),
    /// Go on to the prompt's second step.
    Step,
    /// Say what becomes of the message that waits since there is personal data in it.
    Care(Care),
    /// Save a file.
    Download(Download),
    /// Ask this of the controller, with a note.
    Request(RightKind, String),
    /// Do this with a form or a file, by the id of its message.
    Form(String, FormAct),
    /// Look for words in the conversation.
    Search,
    /// Give a score to what this message asks, with words or none.
    Rate(String, u64, String),
    /// Erase everything, here and there.
    Erase,
    /// Keep what is being written, and tell that it is, where that is allowed.
    Draft(String),
    /// The conversation is on screen again.
    Seen,
    /// Say who the visitor is, by the JWT of the site's server.
    Introduce(String),
    /// Forget the conversation in this browser: the visitor has signed out of the page.
    LogOut,
    /// Close the chat (the host page hides the frame).
    Close,
}

/// The way from the screens to the driver.
#[derive(Clone, Copy)]
pub struct Dispatch(pub Callback<Command>);

impl Dispatch {
    /// Hands `command` to the driver.
    pub fn send(self, command: Command) {
        self.0.run(command);
    }
}
