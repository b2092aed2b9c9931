//! `sigilo-backend rows`.

use std::{error::Error, path::PathBuf};

use clap::Args;
use sigilo_backend::relay::{self, Row};

/// Print what a relay stored: routing and ciphertext.
#[derive(Args)]
pub(crate) struct Rows {
    /// The folder that was given to `demo` as --data
    #[arg(long, value_name = "FOLDER", default_value = "target/demo/data")]
    data: PathBuf,
}

impl Rows {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        let database = self.data.join("relay.db");
        if !database.exists() {
            return Err(format!(
                "{} has no relay.db; give the folder of a demo with --data",
                self.data.display()
            )
            .into());
        }
        for row in relay::rows(&database)? {
            let Row { cursor, conv, sender, seq, received, envelope, .. } = row;
            if envelope.is_empty() {
                println!("{cursor}  conversation {conv}  erased\n");
                continue;
            }
            println!("{cursor}  received {received}  conversation {conv}  {sender}  seq {seq}");
            println!("    {envelope}\n");
        }
        Ok(())
    }
}
