//! What the screens show and what they may ask for: view data and commands, nothing else.
//!
//! Not here: keys, sessions, requests. The `driver` turns commands into work and work into
//! changes of this state; `ui` reads the signals and dispatches commands.

mod form;

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;

use crate::text::Lang;

pub use form::{FieldView, Filled, FormAct, FormLine, FormStage, FormView, Wrong};

/// Everything a screen can read, as signals, made once for each load of the frame.
#[derive(Clone, Copy)]
pub struct State {
    /// The screen that is shown.
    pub screen: RwSignal<Screen>,
    /// The language of every sentence.
    pub lang: RwSignal<Lang>,
    /// The languages that there is all of it in, the controller's own sentences too.
    pub langs: RwSignal<Vec<Lang>>,
    /// The notice, once the manifest and the policy were verified.
    pub notice: RwSignal<Option<NoticeView>>,
    /// The conversation, oldest first.
    pub messages: RwSignal<Vec<MessageView>>,
    /// How far the conversation is from being able to send.
    pub connection: RwSignal<Connection>,
    /// The optional purposes that are switched on, by id: none, until the visitor switches one.
    pub choices: RwSignal<Vec<String>>,
    /// The optional purposes that the visitor has refused on the page, by id: its own consent manager
    /// says so.
    pub external: RwSignal<Vec<String>>,
    /// What the visitor says of their age, where the notice asks.
    pub age: RwSignal<Age>,
    /// What asks just in time, over the conversation.
    pub prompt: RwSignal<Option<PromptView>>,
    /// What asks before a message goes out, since there is personal data in it.
    pub caution: RwSignal<Option<CautionView>>,
    /// Words that go back into the field, to be written otherwise; none most of the time.
    pub put_back: RwSignal<Vec<String>>,
    /// What sees personal data in what is being written is there.
    pub has_look: RwSignal<bool>,
    /// The privacy panel, while it is open.
    pub panel: RwSignal<Option<PanelView>>,
    /// What was erased, once it is confirmed.
    pub erased: RwSignal<Option<ErasedView>>,
    /// The screens that load after Allow, or with the panel, are there.
    pub is_late: RwSignal<bool>,
    /// A conversation was begun: something was stored and sent, and no screen may say otherwise.
    pub begun: RwSignal<bool>,
    /// Whether the conversation will still be here after a reload; told to the visitor if not.
    pub kept: RwSignal<bool>,
    /// The safety code in words.
    pub words: RwSignal<Words>,
    /// Envelopes of the recipients that are known to exist and did not arrive in this load.
    pub missing: RwSignal<u64>,
    /// The chat is on screen (the host page may have closed it); false holds polite announcements.
    pub visible: RwSignal<bool>,
}

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
    /// The manifest is not signed by the pinned key, or was changed on its way. Retry.
    Untrusted,
    /// The manifest's time is over, or lies in the future. Retry.
    Expired,
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
        matches!(self, Self::Unreachable | Self::Untrusted | Self::Expired | Self::Policy)
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
}

/// The notice in the visitor's language, from the policy that the manifest hashes.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeView {
    /// Why it is shown.
    pub why: Why,
    /// What is other than what the visitor decided about before.
    pub changes: Vec<ChangeView>,
    /// A law wants it marked as the notice at collection (Cal. Civ. Code, section 1798.100).
    pub at_collection: bool,
    /// From which age on somebody may decide alone, in years, where the visitor is asked.
    pub age: Option<u64>,
    /// The controller: who decides what the data is used for.
    pub controller: ControllerView,
    /// One sentence or two by the controller: what this chat is for.
    pub lead: String,
    /// What the data is used for, in the order of the policy.
    pub purposes: Vec<PurposeView>,
    /// Who can read: every recipient of the manifest.
    pub recipients: Vec<RecipientView>,
    /// Other ways to reach the company.
    pub channels: Vec<ChannelView>,
    /// The second layer: the whole text of Art. 13 GDPR, by section.
    pub full: Vec<SectionView>,
    /// The authority to complain to.
    pub authority: LinkView,
    /// What names the site's key and who can read, to compare with the company's own.
    pub safety: SafetyView,
}

/// The safety code.
#[derive(Clone, Debug, PartialEq)]
pub struct SafetyView {
    /// Six groups of digits.
    pub digits: String,
    /// The places of its nine words in a language's list.
    pub places: [u16; 9],
}

/// The safety code in words, whose lists are fetched when somebody asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Words {
    /// This build has no lists.
    Absent,
    /// They can be asked for.
    Hidden,
    /// The list could not be fetched.
    Failed,
    /// The nine words, in the language of every other sentence.
    Shown(String),
}

/// Who the controller is.
#[derive(Clone, Debug, PartialEq)]
pub struct ControllerView {
    /// Name, as registered.
    pub name: String,
    /// Postal address.
    pub address: String,
    /// E-mail address for privacy matters.
    pub contact: String,
}

/// Why a notice is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing was decided yet.
    First,
    /// What was agreed to has changed.
    Changed,
    /// The decision was for a time that is over.
    Expired,
    /// Somebody else can read, or other than before.
    Readers,
    /// What was decided can't be read any more.
    Unread,
}

/// Something that has changed since the visitor decided.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeView {
    /// What it is, e.g. the name of a purpose.
    pub what: String,
    /// How it was; nothing if it was not there.
    pub before: Option<String>,
    /// How it is; nothing if it is no more.
    pub now: Option<String>,
}

/// What the visitor says of their age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Nothing.
    Untold,
    /// Nothing, although Allow was pressed.
    Wanted,
    /// Old enough.
    Enough,
}

/// One purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct PurposeView {
    /// Its id in the policy.
    pub id: String,
    /// The chat can't do without it.
    pub required: bool,
    /// It uses special categories of data (Art. 9 GDPR).
    pub special: bool,
    /// Global Privacy Control is on and speaks against it.
    pub gpc: bool,
    /// What it needs, in words.
    pub data: String,
    /// Who reads, by name.
    pub readers: String,
    /// What else there is to know of it: transfers, training, decisions.
    pub remarks: Vec<Remark>,
    /// Short name.
    pub name: String,
    /// What happens with which data, in a sentence.
    pub description: String,
    /// Rests on the visitor's consent; otherwise the visitor is informed of it.
    pub consent: bool,
    /// Words for the legal basis, when it is not consent.
    pub basis: String,
    /// How long the data is kept, in days.
    pub retention_days: u32,
}

/// What a visitor would want to know of a purpose before all else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Data goes to these countries outside the controller's area, by ISO code.
    Transfer(String),
    /// What is said trains a model.
    Trains,
    /// A machine alone decides something about the visitor.
    Decides,
}

/// One recipient: somebody, or something, that can read.
#[derive(Clone, Debug, PartialEq)]
pub struct RecipientView {
    /// Its name in the manifest.
    pub name: String,
    /// What it is.
    pub role: RecipientRole,
}

/// What a recipient is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientRole {
    /// An automatic assistant.
    Bot,
    /// People.
    Agent,
    /// A record kept for compliance.
    Archive,
    /// A company that works for the controller.
    Processor,
}

/// Another way to reach the company.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelView {
    /// What it is called, e.g. "Teléfono".
    pub name: String,
    /// What to read, e.g. "900 123 456".
    pub value: String,
    /// Where it leads (`tel:`, `mailto:` or `https:`).
    pub href: String,
}

/// A headed paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionView {
    /// Heading.
    pub heading: String,
    /// Text.
    pub body: String,
}

/// A named link.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkView {
    /// What to read.
    pub name: String,
    /// Where it leads.
    pub href: String,
}

/// One message of the conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageView {
    /// Stable across deliveries and reloads.
    pub id: String,
    /// Who wrote it.
    pub author: Author,
    /// What it says, as plain text: line breaks count, markup does not.
    pub text: String,
    /// When, in milliseconds since the epoch.
    pub at: f64,
    /// Answers that the bot offers; shown under the newest message only.
    pub suggestions: Vec<String>,
    /// It asks by a form, whose title is the text.
    pub form: Option<Arc<FormView>>,
}

/// Who wrote a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Author {
    /// The visitor, and how far the message has come.
    Visitor(Delivery),
    /// A recipient.
    Recipient(RecipientView),
    /// The chat itself: a notice between messages.
    Chat,
}

/// How far a visitor's message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// In this page only, until the visitor decides or the recipients answered the hello.
    Held,
    /// Sealed, on its way.
    Sending,
    /// The relay has it, sealed.
    Sent,
    /// A recipient opened it.
    Delivered,
    /// Not sent; can be tried again.
    Failed,
}

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
    /// A form in the conversation asks for such data: its message's id.
    pub form: Option<String>,
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

/// The privacy panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PanelView {
    /// Every purpose, and where it stands.
    pub purposes: Vec<(PurposeView, Standing)>,
    /// What was sent: of which kind, how often, to whom.
    pub sent: Vec<SentView>,
    /// The receipts, newest first.
    pub receipts: Vec<ReceiptView>,
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
    /// Do this with a form, by the id of its message.
    Form(String, FormAct),
    /// Erase everything, here and there.
    Erase,
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
