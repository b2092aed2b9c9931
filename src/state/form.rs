//! A form in the conversation: what is asked, and how far the visitor has come with it.

use std::fmt;

use super::{Delivery, FileAct, FileView};

/// A form that a recipient asks by. What was filled in is nowhere in it.
#[derive(Clone, Debug, PartialEq)]
pub struct FormView {
    /// The name of the purpose that it is for, and who reads; nothing if the notice names no such
    /// purpose.
    pub purpose: Option<(String, String)>,
    /// What is asked, in this order.
    pub fields: Vec<FieldView>,
    /// How far the visitor has come.
    pub stage: FormStage,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldView {
    /// What the answer is filed under.
    pub name: String,
    /// What to read.
    pub label: String,
    /// What is asked for, as the protocol names it: `name`, `iban`, `file`.
    pub kind: &'static str,
    /// The form can't be sent without it.
    pub required: bool,
    /// Why it is needed, in the asker's words.
    pub why: Option<String>,
    /// The browser's `autocomplete` tokens.
    pub autocomplete: String,
    /// Of a file in words: the media types that are taken, how large it may be, what is chosen, and why that
    /// can't be sent; nothing where none is taken.
    pub file: Vec<String>,
    /// What is wrong with what was filled in.
    pub wrong: Option<Wrong>,
}

/// Why a field can't be sent as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is empty, and required.
    Missing,
    /// It is not what its kind says.
    Invalid,
    /// There is something in it that the policy never sends.
    Never,
    /// All of it could not be sealed; told at the first field.
    Unsealed,
    /// It has personal data that nothing asked for: the same, which this is the sum of, goes when it is sent again.
    Asked(u32),
}

/// How far the visitor has come with a form.
#[derive(Clone, Debug, PartialEq)]
pub enum FormStage {
    /// Its purpose is not given: whoever wants to fill it in is asked first.
    Asked,
    /// It can be filled in; again, if it was sent before.
    Open(bool),
    /// The visitor did not want to.
    Declined,
    /// It was filled in: the answer's id, how far that has come, the fields by label, and while its files
    /// go to the relay so much of a hundred.
    Filled(String, Delivery, String, Option<u8>),
    /// The visitor took the answer back, and how far that has come.
    Withdrawn(Delivery),
    /// The visitor took back what it was given for.
    Ended,
    /// A recipient did not take what was filled in: why, as the protocol names it, and whether an earlier
    /// answer stands.
    Refused(&'static str, bool),
    /// It is of a conversation that is gone; the fields that were filled in, by label.
    Closed(Option<String>),
    /// What draws it is being fetched.
    OnItsWay,
    /// What draws it could not be fetched.
    Unfetched,
    /// It is no form: a file; nothing if what draws that could not be fetched.
    File(Option<FileView>),
}

/// What a visitor does with a form.
#[derive(Clone, Debug, PartialEq)]
pub enum FormAct {
    /// Wants to fill it in, or to do so again.
    Fill,
    /// Does not send it.
    Skip,
    /// Sends it.
    Send(Filled),
    /// Takes back what was sent.
    Withdraw,
    /// Fetches what draws it, again.
    Fetch,
    /// It is no form: this with a file.
    File(FileAct),
}

/// What was filled in: each field's name, and its value.
#[derive(Clone, PartialEq, Eq)]
pub struct Filled(pub Vec<(String, String)>);

/// The names alone: values are nobody's to log.
impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// A form whose answer can be corrected, as the panel lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct FormLine {
    /// The form's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The fields that were sent, by label.
    pub fields: String,
}
