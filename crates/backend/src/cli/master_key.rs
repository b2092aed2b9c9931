//! Where a command finds the desk's master key.

use std::path::PathBuf;

use clap::Args;
use sigilo_backend::storage::MasterKey;

/// Nothing of it: the desk's key file has the master key.
#[derive(Args)]
#[group(multiple = false)]
pub(crate) struct MasterKeyArgs {
    /// The file of the desk's master key, if the desk has one
    #[arg(long, value_name = "FILE")]
    master_key_file: Option<PathBuf>,
    /// The variable of the environment that has it
    #[arg(long, value_name = "NAME")]
    master_key_env: Option<String>,
    /// The program that prints it, and its arguments, separated by spaces
    #[arg(long, value_name = "PROGRAM")]
    master_key_command: Option<String>,
}

impl MasterKeyArgs {
    pub(crate) fn source(&self) -> MasterKey {
        let words = |line: String| line.split_whitespace().map(Into::into).collect();
        let file = self.master_key_file.clone().map(MasterKey::File);
        let env = self.master_key_env.clone().map(MasterKey::Env);
        let command = self.master_key_command.clone().map(|line| MasterKey::Command(words(line)));
        file.or(env).or(command).unwrap_or_default()
    }
}
