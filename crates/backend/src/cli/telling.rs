//! Who uses a command that shows what a desk keeps of people: told to its audit log, and by a desk at
//! work to alarms and the SIEM, before anything is shown.

use std::{env, error::Error, path::Path};

use clap::Args;
use sigilo_backend::{Clock, audit, events::Event};

/// Who it is if nobody says.
const SOMEBODY: &str = "operator";

#[derive(Args)]
pub(crate) struct ByArgs {
    /// Who does it, for the audit log; without it, whom the system has signed in
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl ByArgs {
    /// Tells the log of the desk in `data`. What can't be told is not to be shown.
    pub(crate) fn tell(
        &self,
        data: &Path,
        kind: &str,
        more: impl FnOnce(Event) -> Event,
    ) -> Result<(), Box<dyn Error>> {
        let database = data.join("desk.db");
        let unknown = || format!("{} has no audit log; start its desk once", data.display());
        let site = audit::site_of(data).ok_or_else(unknown)?;
        let event = Event::new(Clock::system().now(), &site, kind, &self.name());
        let told = audit::append_to(&database, &more(event));
        told.map_err(|error| format!("the audit log can't be told, so nothing is shown: {error}"))?;
        Ok(())
    }

    fn name(&self) -> String {
        let known = |name: &&str| env::var(name).is_ok_and(|own| !own.is_empty());
        // Who used sudo is who it was.
        let own = ["SUDO_USER", "USER", "LOGNAME"].iter().find(|name| known(name));
        let own = || own.and_then(|name| env::var(name).ok()).unwrap_or(SOMEBODY.into());
        self.by.clone().unwrap_or_else(own)
    }
}
