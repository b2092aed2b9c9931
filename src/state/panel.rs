//! The privacy panel: what stands, what was sent, what was asked of the controller.

use super::{Command, FormLine, PurposeView, SectionView};

/// The privacy panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PanelView {
    /// Every purpose, and where it stands.
    pub purposes: Vec<(PurposeView, Standing)>,
    /// What was sent: of which kind, how often, to whom.
    pub sent: Vec<SentView>,
    /// The receipts, newest first.
    pub receipts: Vec<ReceiptView>,
    /// What the company's audit log has of them; nothing where it shows none.
    pub audit: Option<AuditView>,
    /// The forms that were answered, oldest first.
    pub forms: Vec<FormLine>,
    /// What was asked of the controller, newest first.
    pub requests: Vec<RequestView>,
    /// The notice as it was when it was agreed to, if it is another than today's.
    pub agreed: Option<Vec<SectionView>>,
    /// The purposes that sell or share data, where a law wants a way of its own to opt out of them.
    pub sale: Option<Vec<String>>,
    /// The purposes of sensitive data, where a law wants a way of its own to limit them.
    pub sensitive: Option<Vec<String>>,
    /// A notice waits for an answer: until then nothing can be allowed here.
    pub pending: bool,
    /// There is a record in this browser or this page.
    pub has_record: bool,
    /// The browser says no to selling, sharing and advertising.
    pub gpc: bool,
    /// What draws the panel is not here yet, and all else of this is empty.
    pub awaited: Option<Awaited>,
}

/// Whether the company's audit log has what it has to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditView {
    /// That is not known: it was not asked, or the browser can't check it.
    Unchecked,
    /// It has.
    Checked,
    /// It has not, or is not the log that it was.
    DoesNotFit,
}

/// How far the panel is from being here.
#[derive(Clone, Debug, PartialEq)]
pub enum Awaited {
    /// It is being fetched.
    OnItsWay,
    /// It could not be fetched; what it was wanted for, to try again.
    Failed(Box<Command>),
}

/// Where a purpose stands, to the visitor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// Nothing was decided.
    Open,
    /// Given, or informed of; since when, in milliseconds since the epoch.
    Given(f64),
    /// Refused.
    Refused(f64),
    /// Taken back, or objected to.
    Withdrawn(f64),
    /// Ran out, or was for something that has changed.
    Over(f64),
}

/// What was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct SentView {
    /// What it is, in words.
    pub what: String,
    /// How often.
    pub count: u64,
    /// To whom, by name.
    pub to: String,
}

/// A receipt.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiptView {
    /// When, in milliseconds since the epoch.
    pub at: f64,
    /// What was decided.
    pub act: ReceiptAct,
    /// The purposes, by name.
    pub purposes: String,
    /// The controller has signed for it.
    pub countersigned: bool,
}

/// What a receipt is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptAct {
    /// Allowed.
    Allowed,
    /// Refused.
    Refused,
    /// Withdrawn or objected to.
    Withdrawn,
    /// Ran out, or was for something that has changed.
    Over,
}

/// What was asked of the controller.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestView {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub right: RightKind,
    /// When it was asked, in milliseconds since the epoch.
    pub at: f64,
    /// How far it has come.
    pub state: RequestState,
    /// When it is due at the latest, in milliseconds since the epoch, once the controller has it.
    pub due: Option<f64>,
}

/// What a confirmed erasure did.
#[derive(Clone, Debug, PartialEq)]
pub struct ErasedView {
    /// How many things the controller deleted.
    pub deleted: u64,
    /// What it keeps under an obligation.
    pub kept: Vec<KeptView>,
}

/// What is kept although erasure was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptView {
    /// What, and why, in the controller's words.
    pub what: String,
    /// Until when, in milliseconds since the epoch.
    pub until: f64,
    /// It is blocked: kept, and used for nothing but the obligation.
    pub blocked: bool,
}

/// A right (Arts. 15 to 22 GDPR).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RightKind {
    /// To know (Art. 15).
    Access,
    /// To take along (Art. 20).
    Portability,
    /// To have it corrected (Art. 16).
    Rectification,
    /// To have it erased (Art. 17).
    Erasure,
    /// To have it kept and not used (Art. 18).
    Restriction,
    /// To object (Art. 21).
    Objection,
    /// A person looks at what a machine answered (Art. 22).
    Review,
}

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestState {
    /// In this browser: it goes out as soon as it can.
    Waiting,
    /// On its way, or with the controller, who has not answered.
    Sent,
    /// The controller has it.
    Received,
    /// Done.
    Done,
    /// Refused.
    Refused,
}
