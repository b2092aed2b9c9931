//! `sigilo-backend rights`.

use std::error::Error;

use clap::{Args, Subcommand};
use sigilo_backend::{
    Clock,
    desk::{Request, RequestState, Rights},
};

use super::opening::Opening;

const DAY: u64 = 24 * 3_600;

/// List and settle what visitors have asked for.
#[derive(Args)]
pub(crate) struct RightsCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Print every request, oldest first
    List(Opening),
    /// Settle a request; a running desk tells the visitor within half a minute
    Settle(Settle),
}

#[derive(Args)]
struct Settle {
    /// The request, as `list` names it
    #[arg(allow_hyphen_values = true)]
    id: String,
    /// It was done
    #[arg(long, conflicts_with = "refused", required_unless_present = "refused")]
    done: bool,
    /// It is refused; --why says for what reason
    #[arg(long, requires = "why")]
    refused: bool,
    /// What the visitor is told about it
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    #[command(flatten)]
    opening: Opening,
}

impl RightsCommand {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        match self.what {
            What::List(opening) => {
                let requests = opening.open(Rights::open_with)?.list()?;
                opening.tell("access.rights", |event| {
                    event.with("what", "list").with("opened", requests.len())
                })?;
                if requests.is_empty() {
                    println!("no requests");
                }
                let now = Clock::system().now();
                requests.iter().for_each(|request| print(request, now));
            }
            What::Settle(Settle { id, refused, why, opening, .. }) => {
                let state = if refused { RequestState::Refused } else { RequestState::Done };
                let rights = opening.open(Rights::open_with)?;
                opening.tell("access.rights", |event| {
                    event.with("what", "settle").with("request", &id).with("state", state.name())
                })?;
                rights.settle(&id, state, why.as_deref())?;
                println!("{id}  {}", state.name());
            }
        }
        Ok(())
    }
}

fn print(request: &Request, now: u64) {
    let Request { kind, purpose, note, due, state, why, .. } = request;
    let days = |from: u64, to: u64| to.saturating_sub(from).div_ceil(DAY);
    let due = match state {
        RequestState::Received if now > *due => format!("overdue by {} days", days(*due, now)),
        RequestState::Received => format!("due in {} days", days(now, *due)),
        settled => settled.name().into(),
    };
    let purpose = purpose.as_ref().map(|purpose| format!(" ({purpose})")).unwrap_or_default();
    println!("{}  {}{purpose}  {due}", request.id(), kind.name());
    for (what, text) in [("visitor", note), ("answer", why)] {
        if let Some(text) = text {
            println!("    {what}: {}", text.escape_debug());
        }
    }
}
