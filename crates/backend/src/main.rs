//! `sigilo-backend`: runs the reference backend, or shows what its relay stored.

mod cli;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sigilo-backend: {error}");
            ExitCode::FAILURE
        }
    }
}
