//! `sigilo-backend relay`.

use std::error::Error;

use clap::Args;
use sigilo_backend::serve::Parts;

use super::configured::Configured;

/// Run the relay that a configuration describes.
#[derive(Args)]
pub(crate) struct Relay {
    #[command(flatten)]
    configured: Configured,
}

impl Relay {
    /// Runs until Ctrl-C, or until the system asks it to end.
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        self.configured.run(Parts::Relay)
    }
}
