//! Connectors: bots that run elsewhere, reached by HTTP (docs/bots.md).
//!
//! A connector knows one protocol and nothing else: what may be passed on, when it is asked and what is
//! said when it has no answer is the desk's matter ([`crate::desk::slow`]).

mod fixed;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod http;
mod openai;
mod piecewise;
mod settings;
mod tools;
mod webhook;

#[cfg(test)]
mod tests;

pub use fixed::FixedBot;
pub use http::ConnectError;
pub use openai::{OpenaiBot, OpenaiSettings};
pub use settings::{BotError, BotKind, BotSettings};
pub use tools::CallSettings;
pub use webhook::{WebhookBot, WebhookSettings};
