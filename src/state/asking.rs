//! What asks just in time: before a purpose is given, before personal data goes out.

use std::rc::Rc;

use super::PurposeView;

/// What asks just in time.
#[derive(Clone, Debug, PartialEq)]
pub struct PromptView {
    /// The purpose that it asks for.
    pub purpose: PurposeView,
    /// What it is asked for: the title of a form, or nothing.
    pub title: Option<String>,
    /// A special category takes two steps, and this is the first: what is told before it is asked.
    pub first_step: bool,
}

/// Sees personal data in a text.
pub type Look = Rc<dyn Fn(&str) -> Vec<Mark>>;

/// Personal data in what is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it begins, in bytes.
    pub from: usize,
    /// Where it ends, exclusive.
    pub to: usize,
    /// What it is, in words.
    pub what: String,
}

/// What asks before a message goes out.
#[derive(Clone, Debug, PartialEq)]
pub struct CautionView {
    /// The message that waits.
    pub id: String,
    /// What is in it: what it is, and as it is written.
    pub found: Vec<(String, String)>,
    /// Who would read it, by name.
    pub readers: String,
    /// The message with it hidden.
    pub masked: String,
    /// The purpose that would cover it, which sending it gives.
    pub purpose: Option<PurposeView>,
    /// Another question follows once that is given: something else in it is covered by nothing.
    pub more: bool,
    /// A form in the conversation asks for such data: its message's id.
    pub form: Option<String>,
    /// It is a file, whose name can't be written otherwise here.
    pub is_file: bool,
    /// Something in it is never sent.
    pub never: bool,
    /// Something in it is covered by no purpose that is given.
    pub uncovered: bool,
}

/// What becomes of a message with personal data in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// It goes out with the data hidden.
    Mask,
    /// It goes back into the field.
    Edit,
    /// It is discarded.
    Drop,
    /// It goes back into the field, and the form that asks for such data is opened.
    Form,
    /// It goes out as it is, sealed; what that needs is given.
    Send,
}
