//! What a slow bot is told about itself, about its vendor, and about what it may see.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use sigilo_protocol::{Recipient, Role};

use super::{
    super::policy::Policy,
    passing::{Hidden, HiddenError},
    words::Words,
};

/// What is passed on to a slow bot, under which purpose, and what is said where it has no answer: the
/// same for whichever connector asks it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SlowSettings {
    /// The purpose of the policy that has to be given before anything is passed on. No default: which
    /// purpose covers it is the site owner's to say.
    pub purpose: String,
    /// Who runs the bot, as the visitor reads it. Required unless `in_house`.
    pub vendor: VendorSettings,
    /// The bot runs on the controller's own computers: nobody else reads. Then there is no vendor, and
    /// the manifest names none.
    pub in_house: bool,
    /// What is replaced by dots before a message is passed on: `card`, `credentials`, `secret`,
    /// `personal`, `special`, or kinds of docs/detector.md. By default what pays and what opens: no bot
    /// needs it.
    pub mask: Hidden,
    /// With what in it a message is not passed on at all; named like `mask`. By default nothing.
    pub withhold: Hidden,
    /// Said instead of passing a message on that is withheld.
    pub withheld: Words,
    /// Said where the bot has no answer.
    pub failed: Words,
    /// How many conversations are answered at once; 8 by default. More of them wait longer for
    /// everybody, fewer for those at the end.
    pub parallel: usize,
    /// How many answers a conversation may wait for; 8 by default. Who asks faster than that is told that
    /// there is no answer.
    pub waiting: usize,
    /// Longest time for an answer, retries included, in seconds; 60 by default. Longer keeps a visitor
    /// waiting for nothing, shorter gives slow models up.
    pub patience: u64,
    /// Earlier messages and answers that are passed on with a question; 12 by default, 0 for none. They
    /// are kept in memory alone.
    pub history_turns: usize,
    /// Most bytes of those; 8192 by default. More costs money and tells the vendor more.
    pub history_bytes: usize,
    /// Whether the visitor is told that an answer is being written. Off by default: it costs an envelope.
    pub typing: bool,
    /// Whether the visitor is sent an answer in pieces while it is written. Off by default: it costs an
    /// envelope every quarter of a second.
    pub stream: bool,
}

/// Who runs the bot: a company that works for the controller (Art. 28 GDPR).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VendorSettings {
    /// Its id in the manifest, which `purpose` of the policy has to name among its recipients.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it is, as the visitor is to read it beside the name: town and country.
    pub address: String,
}

/// Why settings can't be used.
#[derive(Debug, thiserror::Error)]
pub enum SlowError {
    /// No purpose.
    #[error("the bot's settings name no `purpose`: say which one has to be given first")]
    NoPurpose,
    /// The policy does not have it.
    #[error("the bot's purpose '{0}' is none of the policy's")]
    Purpose(String),
    /// Nobody, or nobody that can be named in a manifest.
    #[error(
        "the bot's settings name no `vendor` with id, name and address; where nobody but the \
         controller runs it, say `in_house = true`"
    )]
    NoVendor,
    /// The visitor would not know.
    #[error("the policy's purpose '{0}' does not name '{1}' among its recipients")]
    NotNamed(String, String),
    /// The id is another's.
    #[error("the vendor's id '{0}' is the assistant's own")]
    SameId(String),
    /// A sentence is empty.
    #[error("`{0}` has to say something in every language that it names")]
    Words(&'static str),
    /// A number is 0.
    #[error("`{0}` has to be above 0")]
    Zero(&'static str),
    /// What is to be hidden is not known.
    #[error(transparent)]
    Hidden(#[from] HiddenError),
}

impl Default for SlowSettings {
    fn default() -> Self {
        Self {
            purpose: String::new(),
            vendor: VendorSettings::default(),
            in_house: false,
            mask: Hidden::new(&["card", "credentials"]),
            withhold: Hidden::default(),
            withheld: Words::new(
                "No he pasado tu mensaje al asistente porque parece contener datos que aquí se \
                 quedan fuera. Escríbelo sin ellos, por favor.",
                "I did not pass your message on to the assistant, since it seems to hold data that \
                 stays out of it. Please write it without them.",
            ),
            failed: Words::new(
                "Ahora mismo no puedo contestarte. Tu mensaje ha llegado; vuelve a preguntarme más \
                 tarde, por favor.",
                "I can't answer you right now. Your message has arrived; please ask me again later.",
            ),
            parallel: 8,
            waiting: 8,
            patience: 60,
            history_turns: 12,
            history_bytes: 8 * 1_024,
            typing: false,
            stream: false,
        }
    }
}

impl SlowSettings {
    /// The vendor as the manifest names it; nothing where the bot is the controller's own.
    pub(in crate::desk) fn recipient(&self, via: &str) -> Option<Recipient> {
        let VendorSettings { id, name, address } = &self.vendor;
        let recipient = Recipient {
            id: id.clone(),
            role: Role::Processor,
            name: format!("{name}, {address}"),
            sig: None,
            pre: Vec::new(),
            via: Some(via.into()),
        };
        (!self.in_house).then_some(recipient)
    }

    /// How long an answer may take.
    pub(super) fn patience(&self) -> Duration {
        Duration::from_secs(self.patience)
    }

    /// Whether a desk of this policy, whose recipient is `own`, can go by them.
    pub(in crate::desk) fn check(&self, policy: &Policy, own: &str) -> Result<(), SlowError> {
        let VendorSettings { id, name, address } = &self.vendor;
        if self.purpose.is_empty() {
            return Err(SlowError::NoPurpose);
        }
        let purpose = policy.core().purpose(&self.purpose);
        let purpose = purpose.ok_or_else(|| SlowError::Purpose(self.purpose.clone()))?;
        if !self.in_house {
            if [id, name, address].iter().any(|text| text.trim().is_empty()) {
                return Err(SlowError::NoVendor);
            }
            if id == own {
                return Err(SlowError::SameId(id.clone()));
            }
            if !purpose.recipients.contains(id) {
                return Err(SlowError::NotNamed(self.purpose.clone(), id.clone()));
            }
        }
        self.mask.check()?;
        self.withhold.check()?;
        for (name, words) in [("failed", &self.failed), ("withheld", &self.withheld)] {
            if !words.is_complete() {
                return Err(SlowError::Words(name));
            }
        }
        let numbers = [
            ("parallel", self.parallel as u64),
            ("waiting", self.waiting as u64),
            ("patience", self.patience),
        ];
        match numbers.into_iter().find(|(_, number)| *number == 0) {
            Some((name, _)) => Err(SlowError::Zero(name)),
            None => Ok(()),
        }
    }
}
