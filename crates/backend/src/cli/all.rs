//! `sigilo-backend all`.

use std::error::Error;

use clap::Args;
use sigilo_backend::serve::Parts;

use super::configured::Configured;

/// Run relay and desks in one process; they speak HTTP with each other all the same.
#[derive(Args)]
pub(crate) struct All {
    #[command(flatten)]
    configured: Configured,
}

impl All {
    /// Runs until Ctrl-C, or until the system asks it to end.
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        self.configured.run(Parts::All)
    }
}
