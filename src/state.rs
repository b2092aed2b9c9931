//! What the screens show and what they may ask for: view data and commands, nothing else.
//!
//! Not here: keys, sessions, requests. The `driver` turns commands into work and work into
//! changes of this state; `ui` reads the signals and dispatches commands.

use leptos::prelude::*;

use crate::text::Lang;

/// Everything a screen can read, as signals, made once for each load of the frame.
#[derive(Clone, Copy)]
pub struct State {
    /// The screen that is shown.
    pub screen: RwSignal<Screen>,
    /// The language of every sentence.
    pub lang: RwSignal<Lang>,
    /// The notice, once the manifest and the policy were verified.
    pub notice: RwSignal<Option<NoticeView>>,
    /// The conversation, oldest first.
    pub messages: RwSignal<Vec<MessageView>>,
    /// How far the conversation is from being able to send.
    pub connection: RwSignal<Connection>,
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

/// One purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct PurposeView {
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
