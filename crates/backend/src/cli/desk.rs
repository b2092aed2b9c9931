//! `sigilo-backend desk`.

use std::error::Error;

use clap::Args;
use sigilo_backend::serve::Parts;

use super::configured::Configured;

/// Run a desk for each site of a configuration.
#[derive(Args)]
pub(crate) struct Desk {
    #[command(flatten)]
    configured: Configured,
}

impl Desk {
    /// Runs until Ctrl-C, or until the system asks it to end.
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        self.configured.run(Parts::Desk)
    }
}
