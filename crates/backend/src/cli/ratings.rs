//! `sigilo-backend ratings`.

use std::error::Error;

use clap::{Args, Subcommand};
use sigilo_backend::desk::{Rating, RatingBook};

use super::opening::Opening;

/// List what visitors have said of how content they are.
#[derive(Args)]
pub(crate) struct RatingsCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Print every rating with what was said to it, opened with the key file
    List(Opening),
}

impl RatingsCommand {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        let What::List(opening) = self.what;
        let ratings = opening.open(RatingBook::open)?.list()?;
        // A number says nothing of anybody, and is in the audit log already; words are opened.
        let opened = ratings.iter().filter(|own| own.comment.is_some()).count();
        opening.tell("access.ratings", |event| {
            event.with("what", "list").with("count", ratings.len()).with("opened", opened)
        })?;
        if ratings.is_empty() {
            println!("no ratings");
        }
        ratings.iter().for_each(|rating| println!("{}", line(rating)));
        Ok(())
    }
}

fn line(Rating { conversation, score, most, comment, restricted }: &Rating) -> String {
    // What a visitor wrote must not steer a terminal.
    let comment = comment.as_ref().map(|own| format!("  {}", own.escape_debug()));
    let restricted = if *restricted { "  not to be used" } else { "" };
    format!("{conversation}  {score} of {most}{}{restricted}", comment.unwrap_or_default())
}
