//! Who may do what, by role.

use std::fmt;

/// What somebody is at the desk. Nobody is two things: who answers does not audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Not signed in.
    Visitor,
    /// Reads conversations, takes them over and answers.
    Agent,
    /// Looks on, named to the visitor, and hands a conversation back to the bot.
    Supervisor,
    /// Reads who did what, and changes nothing.
    Auditor,
    /// Manages accounts, and reads no conversation.
    Administrator,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Visitor, Self::Agent, Self::Supervisor, Self::Auditor, Self::Administrator];

    /// Those that an account can have.
    pub const OF_ACCOUNTS: [Self; 4] =
        [Self::Agent, Self::Supervisor, Self::Auditor, Self::Administrator];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// Reads what [`Role::name`] writes, of those that an account can have.
    pub fn parse(name: &str) -> Option<Self> {
        Self::OF_ACCOUNTS.into_iter().find(|role| role.name() == name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
