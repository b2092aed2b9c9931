//! What the screens show and what they may ask for: view data and commands, nothing else.
//!
//! Not here: keys, sessions, requests. The `driver` turns commands into work and work into
//! changes of this state; `ui` reads the signals and dispatches commands.

mod asking;
mod command;
mod file;
mod form;
mod message;
mod notice;
mod panel;
mod rich;
mod screen;
mod shared;

use leptos::prelude::*;

use crate::text::Lang;

pub use asking::{Care, CautionView, Look, Mark, PromptView};
pub use command::{Command, Dispatch, Download};
pub use file::{FileAct, FileStage, FileView};
pub use form::{FieldView, Filled, FormAct, FormLine, FormStage, FormView, Wrong};
pub use message::{Author, Delivery, MessageView, Speaker};
pub use notice::{
    Age, ChangeView, ChannelView, ControllerView, LinkView, NoticeView, PurposeView, RecipientRole,
    RecipientView, Remark, SafetyView, SectionView, Why, Words,
};
pub use panel::{
    AuditView, Awaited, ErasedView, KeptView, PanelView, ReceiptAct, ReceiptView, RequestState,
    RequestView, RightKind, SentView, Standing,
};
pub use rich::{CardAct, CardView, RatingView, Rich, RichView};
pub use screen::{Connection, Problem, Screen};
pub use shared::Shared;

/// Everything a screen can read, as signals, made once for each load of the frame.
#[derive(Clone, Copy)]
pub struct State {
    /// The screen that is shown.
    pub screen: RwSignal<Screen>,
    /// The language of every sentence.
    pub lang: RwSignal<Lang>,
    /// The languages that there is all of it in, the controller's own sentences too, by their tags.
    pub langs: RwSignal<Vec<String>>,
    /// The notice, once the manifest and the policy were verified.
    pub notice: RwSignal<Option<NoticeView>>,
    /// The conversation, oldest first.
    pub messages: RwSignal<Vec<Shared<MessageView>>>,
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
    /// What the page offers to share, in lines, until the visitor has taken it into the field or said no.
    pub context: RwSignal<Vec<String>>,
    /// What the page wants the chat to look like, and last what it says where nothing was said yet; empty where
    /// it says nothing.
    pub look: RwSignal<Vec<String>>,
    /// What sees personal data in what is being written is there.
    pub has_look: RwSignal<bool>,
    /// The privacy panel, while it is open.
    pub panel: RwSignal<Option<PanelView>>,
    /// Words are looked for in the conversation.
    pub searching: RwSignal<bool>,
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
