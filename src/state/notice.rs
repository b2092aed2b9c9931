//! What the visitor decides about, in their language.

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
    /// How many people have to open an archive together, where the policy says so; 0 where it does not.
    pub approvers: u64,
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
    /// Somebody of the people, who writes.
    Person,
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
