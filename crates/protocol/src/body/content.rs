//! What can be said, one variant for each type of §8.
//!
//! Not here: who may say what, and whether `of` names a body of the same owner. That is the
//! reader's to decide, who knows the sender.

use alloc::{string::String, vec::Vec};

use super::{
    Attachment, Cards, Field, FileFault, FormAnswer, FormFault, Proofs, RequestState, Right, Scale,
};
use crate::{bytes::Hash, header::Kind};

/// What is said.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A visitor's load says hello.
    Hello {
        /// What was decided: a JWS by the visitor's key.
        receipt: String,
    },
    /// Words.
    Text {
        /// What is said, never markup.
        text: String,
        /// Its language (BCP 47), where the sender knows.
        lang: Option<String>,
        /// Answers offered to the reader.
        suggestions: Vec<String>,
        /// How it may be laid out.
        format: Format,
        /// Who of those behind the sender says it; nothing if it is the sender itself.
        by: Option<By>,
        /// What is laid out beside the words, which say as much to who can't be shown it.
        cards: Option<Cards>,
    },
    /// A recipient asks for data.
    Form {
        /// What it is called.
        title: String,
        /// The purpose that the answer is for: an id of the policy.
        purpose: String,
        /// What is asked, in this order.
        fields: Vec<Field>,
    },
    /// The visitor fills in a form, or corrects what was filled in.
    FormAnswer(FormAnswer),
    /// What was filled in was not taken.
    FormRefused {
        /// The body id of the answer.
        of: String,
        /// Why not.
        reason: FormFault,
    },
    /// A file.
    Attachment(Attachment),
    /// A file was not taken.
    AttachmentRefused {
        /// The body id of the attachment.
        of: String,
        /// Why not.
        reason: FileFault,
    },
    /// A recipient asks how content the visitor is.
    RatingRequest {
        /// What is asked.
        text: String,
        /// Its language (BCP 47), where the sender knows.
        lang: Option<String>,
        /// How it is answered.
        scale: Scale,
    },
    /// The visitor says how content they are.
    Rating {
        /// The body id of what asked.
        of: String,
        /// From 1 to the scale's highest.
        score: u64,
        /// What the visitor says to it, 1 to 1000 characters.
        comment: Option<String>,
    },
    /// The controller countersigns a receipt.
    Receipt {
        /// The receipt, as the visitor signed it.
        receipt: String,
        /// A JWS by the recipient's key over the receipt's hash.
        countersignature: String,
    },
    /// Somebody writes, or has stopped.
    Typing {
        /// Whether they write.
        on: bool,
        /// Who it is, where it is not the sender.
        by: Option<By>,
    },
    /// Somebody has read what was said.
    Read {
        /// The body id up to which.
        upto: String,
    },
    /// The sender says it otherwise.
    Edit {
        /// The body id of what the same owner said.
        of: String,
        /// What it says now.
        text: String,
    },
    /// The sender takes it back.
    Delete {
        /// The body id of what the same owner said.
        of: String,
    },
    /// A piece of a text that is still being written.
    Chunk {
        /// The body id of the text that will settle it.
        of: String,
        /// The piece's place.
        index: u64,
        /// The piece.
        text: String,
        /// Whether it is the last.
        last: bool,
        /// What the text will be, as the first piece says it.
        format: Format,
    },
    /// Another recipient takes over.
    Handoff {
        /// The recipient's id.
        to: String,
    },
    /// There are other recipients: a manifest is to be fetched.
    Recipients {
        /// The manifest's `ver`.
        ver: u64,
        /// The recipients that have the conversation open just now, of those that are reached through
        /// the sender; nothing if that is not told.
        present: Option<Vec<String>>,
    },
    /// The visitor says who they are.
    Identify {
        /// A JWT that names the visitor's key; nothing in it was checked here.
        jwt: String,
    },
    /// The visitor asks for erasure.
    Erase {
        /// Of what.
        scope: Scope,
    },
    /// The visitor has decided something after the hello.
    Consent {
        /// What was decided: a JWS by the visitor's key.
        receipt: String,
        /// A page of the consent log: a JWS by the visitor's key.
        log: Option<String>,
    },
    /// The visitor uses a right.
    Right {
        /// Which.
        right: Right,
        /// The purpose that it is about: an id of the policy.
        purpose: Option<String>,
        /// What the visitor says to it, up to 2000 characters.
        note: Option<String>,
    },
    /// How far a request has come.
    RightState {
        /// The body id of the `right` or the `erase`.
        of: String,
        /// How far.
        state: RequestState,
        /// Until when it is to be settled, in seconds since 1970.
        due: u64,
        /// What was done, or why not: a JWS by the recipient's key.
        statement: Option<String>,
    },
    /// The visitor asks what the audit log has of theirs.
    Audit {
        /// The size of the tree that the visitor has seen last; 0 if none.
        size: u64,
        /// Hashes of receipts and envelopes of this conversation, at most 16.
        of: Vec<Hash>,
    },
    /// What it has.
    AuditProof(Proofs),
    /// Nothing but that something was seen.
    Ack,
    /// A type that this version does not know. It is shown as such.
    Unknown {
        /// Its type.
        kind: String,
    },
}

/// One of those who are reached through the sender: people behind a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// The recipient's id in the manifest.
    pub id: String,
    /// What the person is called, up to 80 characters.
    pub name: Option<String>,
}

/// How a text may be laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// As it is.
    #[default]
    Plain,
    /// As Markdown.
    Markdown,
}

/// What is to be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    Conversation,
    /// These body ids.
    Bodies(Vec<String>),
}

impl Content {
    /// Words in a language.
    pub fn text(text: &str, lang: &str) -> Self {
        let (text, lang) = (text.into(), Some(lang.into()));
        Self::Text {
            text,
            lang,
            suggestions: Vec::new(),
            format: Format::Plain,
            by: None,
            cards: None,
        }
    }

    /// The `t` of the header that it travels under (§8). An unknown type is something to show.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Hello { .. } => Kind::Hello,
            Self::Text { .. }
            | Self::Form { .. }
            | Self::FormAnswer(_)
            | Self::Attachment(_)
            | Self::RatingRequest { .. }
            | Self::Rating { .. }
            | Self::Unknown { .. } => Kind::Msg,
            Self::FormRefused { .. }
            | Self::AttachmentRefused { .. }
            | Self::Receipt { .. }
            | Self::Typing { .. }
            | Self::Read { .. }
            | Self::Edit { .. }
            | Self::Delete { .. }
            | Self::Chunk { .. }
            | Self::Handoff { .. }
            | Self::Recipients { .. }
            | Self::Identify { .. }
            | Self::Erase { .. }
            | Self::Consent { .. }
            | Self::Right { .. }
            | Self::RightState { .. }
            | Self::Audit { .. }
            | Self::AuditProof(_) => Kind::Ctl,
            Self::Ack => Kind::Ack,
        }
    }

    /// Its `type`.
    pub fn type_name(&self) -> &str {
        match self {
            Self::Hello { .. } => "hello",
            Self::Text { .. } => "text",
            Self::Form { .. } => "form",
            Self::FormAnswer(_) => "form-answer",
            Self::FormRefused { .. } => "form-refused",
            Self::AttachmentRefused { .. } => "attachment-refused",
            Self::Attachment(_) => "attachment",
            Self::RatingRequest { .. } => "rating-request",
            Self::Rating { .. } => "rating",
            Self::Receipt { .. } => "receipt",
            Self::Typing { .. } => "typing",
            Self::Read { .. } => "read",
            Self::Edit { .. } => "edit",
            Self::Delete { .. } => "delete",
            Self::Chunk { .. } => "chunk",
            Self::Handoff { .. } => "handoff",
            Self::Recipients { .. } => "recipients",
            Self::Identify { .. } => "identify",
            Self::Erase { .. } => "erase",
            Self::Consent { .. } => "consent",
            Self::Right { .. } => "right",
            Self::RightState { .. } => "right-state",
            Self::Audit { .. } => "audit",
            Self::AuditProof(_) => "audit-proof",
            Self::Ack => "ack",
            Self::Unknown { kind } => kind,
        }
    }
}
