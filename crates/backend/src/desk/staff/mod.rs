//! The desk's people at their pages: who they are, what they may do, what they did.
//!
//! A router of its own, for a port of its own that no visitor reaches. It is built from one table
//! ([`routes`]): a page without a row does not exist, and whoever asks for one is told from the row
//! whether they may. What they do in conversations, `people` does. Every access, also a refused one,
//! is an event (docs/events.md) before anything is shown.

mod accounts;
mod guard;
pub mod oidc;
mod pages;
mod record;
mod role;
mod routes;
mod secret;
mod sessions;
mod settings;
mod strangers;
mod text;
mod watching;

use std::{path::Path, sync::Arc, time::Duration};

use axum::Router;
use tokio::sync::{Mutex, watch};

pub use accounts::{Account, Accounts, AccountsError, New};
pub use role::Role;
pub use routes::table as route_table;
#[cfg(test)]
#[cfg(feature = "demo")]
pub(in crate::desk) use routes::{ROUTES, Route, Tells};
#[cfg(feature = "demo")]
pub(crate) use secret::code_at;
pub use secret::{Given, MIN_PASSWORD, new_password};
pub use settings::Settings;

use super::people::People;
use crate::{Clock, events::Events};

/// How often what is over is looked for.
const SWEEP: Duration = Duration::from_secs(15);

/// The staff's side of a desk. Clones share it.
#[derive(Clone)]
pub struct Staff(Arc<Inner>);

struct Inner {
    settings: Settings,
    accounts: Accounts,
    people: People,
    events: Events,
    clock: Clock,
    /// Taken by who signs in: one at a time.
    hashing: Mutex<()>,
    oidc: Option<oidc::Provider>,
    strangers: strangers::Strangers,
    /// Whether pages that go on by themselves are to end, so that nobody waits for them.
    ends: watch::Sender<bool>,
}

/// Why the pages can't be served.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// The accounts can't be opened.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// The provider's settings can't be used.
    #[error(transparent)]
    Oidc(#[from] oidc::OidcError),
}

impl Staff {
    /// Opens the accounts in the desk's folder.
    pub fn open(
        settings: Settings,
        data: &Path,
        people: People,
        events: Events,
        clock: Clock,
    ) -> Result<Self, StaffError> {
        let accounts = Accounts::open(data)?;
        let oidc = settings.oidc.clone().map(|own| oidc::Provider::new(own, &settings.origin));
        let oidc = oidc.transpose()?;
        let (hashing, ends) = (Mutex::default(), watch::Sender::new(false));
        let strangers = strangers::Strangers::default();
        let inner =
            Inner { settings, accounts, people, events, clock, hashing, oidc, strangers, ends };
        Ok(Self(Arc::new(inner)))
    }

    /// Counts the conversations for the figures, and ends what is over, until `stop` is ready: visitors are told within a quarter of a minute that
    /// nobody looks on any more. Then it ends the pages that go on by themselves.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let sweep = async {
            loop {
                tokio::time::sleep(SWEEP).await;
                if let Err(error) = self.sweep().await {
                    tracing::warn!(%error, "what is over at the staff's pages could not be ended");
                }
                if let Err(error) = self.0.people.sample().await {
                    tracing::warn!(%error, "the conversations could not be counted");
                }
            }
        };
        tokio::select! {
            () = stop => {}
            () = sweep => {}
        }
        self.0.ends.send_replace(true);
    }
}

/// The pages, as a service.
pub fn app(staff: Staff) -> Router {
    routes::router(staff)
}
