//! `sigilo-backend archive`.

use std::{
    collections::BTreeSet,
    error::Error,
    fs,
    io::{self, BufReader, Write as _},
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use getrandom::SysRng;
use rand_core::UnwrapErr;
use sigilo_backend::{
    Clock,
    archive::{self, Conversation, Generated, Held, Holdings, Keyring},
    audit,
    events::Event,
    private,
};
use sigilo_consent::iso;
use sigilo_protocol::{Bytes, Content, ConvId, Pins};
use zeroize::Zeroizing;

/// The compliance archive: make its keys, and open what it holds
#[derive(Args)]
pub(crate) struct ArchiveCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Make keys: sealed, with a share for everybody who has to agree, and a public file for the desk
    Keygen(Keygen),
    /// Copy a site's envelopes out of the relay's database, as they lie there
    #[cfg(feature = "relay")]
    Take(Take),
    /// Print what a copy holds, from outside: opens nothing
    List(List),
    /// Open a conversation and print it
    Open(Open),
    /// Open every conversation, and print the names of those in which a text was said
    Search(Search),
    /// Open a conversation and write it as JSON
    Export(Export),
}

#[derive(Args)]
struct Keygen {
    /// A new folder, on a machine that is no desk's
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The recipient's id in the manifest
    #[arg(long, default_value = "archive")]
    id: String,
    /// Its name, which visitors read
    #[arg(long)]
    name: String,
    /// How many people have to agree before a conversation is opened
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=16))]
    approvers: u64,
    /// For how many weeks: each has a key of its own
    #[arg(long, default_value_t = 53, value_parser = clap::value_parser!(u64).range(1..=520))]
    weeks: u64,
}

#[cfg(feature = "relay")]
#[derive(Args)]
struct Take {
    /// The relay's database
    #[arg(long, value_name = "FILE")]
    relay: PathBuf,
    /// The site
    #[arg(long)]
    site: String,
    /// Where to: a new file, for its owner alone
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Args)]
struct List {
    /// What `take` has written
    file: PathBuf,
}

/// What it takes to open something.
#[derive(Args)]
struct Opening {
    /// What `take` has written
    file: PathBuf,
    /// The sealed keys
    #[arg(long, value_name = "FILE")]
    sealed: PathBuf,
    /// A share; once for each person who agrees
    #[arg(long, value_name = "FILE", required = true)]
    share: Vec<PathBuf>,
    /// The site's pins, as in its script tag
    #[arg(long, value_name = "PINS", allow_hyphen_values = true)]
    pins: String,
    /// Who opens; once for each person who agrees
    #[arg(long, value_name = "NAME", required = true)]
    by: Vec<String>,
    /// Under what, for instance the number of a court's order
    #[arg(long, value_name = "REASON")]
    under: String,
    /// The audit log that has to know: a desk's `desk.db`, or a file of the archive's own, which is made
    #[arg(long, value_name = "FILE")]
    audit: PathBuf,
}

#[derive(Args)]
struct Open {
    #[command(flatten)]
    opening: Opening,
    /// The conversation, as `list` names it
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    conv: String,
}

#[derive(Args)]
struct Search {
    #[command(flatten)]
    opening: Opening,
    /// What was said, whatever the case
    #[arg(long)]
    text: String,
}

#[derive(Args)]
struct Export {
    #[command(flatten)]
    open: Open,
    /// Where to: a new file, for its owner alone
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl ArchiveCommand {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        match self.what {
            What::Keygen(keygen) => keygen.run(),
            #[cfg(feature = "relay")]
            What::Take(Take { relay, site, out }) => {
                let mut file = io::BufWriter::new(private::file(&out)?);
                let count = sigilo_backend::relay::take(&relay, &site, &mut file)?;
                println!("{count} envelopes");
                Ok(())
            }
            What::List(List { file }) => {
                for Held { conv, envelopes, first, last } in holdings(&file)?.list() {
                    println!("{conv}  {envelopes} envelopes  {} to {}", iso(first), iso(last));
                }
                Ok(())
            }
            What::Open(Open { opening, conv }) => {
                print(&opening.ready()?.open(parse(&conv)?, "open")?);
                Ok(())
            }
            What::Search(Search { opening, text }) => {
                let ready = opening.ready()?;
                for Held { conv, .. } in ready.held.list() {
                    if ready.open(conv, "search")?.has(&text) {
                        println!("{conv}");
                    }
                }
                Ok(())
            }
            What::Export(Export { open: Open { opening, conv }, out }) => {
                let opened = opening.ready()?.open(parse(&conv)?, "export")?;
                let text = Zeroizing::new(serde_json::to_vec_pretty(&opened.to_json())?);
                Ok(private::create(&out, &text)?)
            }
        }
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> String {
    move |error| format!("{}: {error}", path.display())
}

fn parse(conv: &str) -> Result<ConvId, String> {
    Bytes::parse(conv).ok_or_else(|| "--conv is no conversation's name; see `list`".into())
}

fn holdings(path: &Path) -> Result<Holdings, Box<dyn Error>> {
    let file = fs::File::open(path).map_err(at(path))?;
    Ok(Holdings::read(&mut BufReader::new(file))?)
}

impl Keygen {
    fn run(self) -> Result<(), Box<dyn Error>> {
        let Self { out, id, name, approvers, weeks } = self;
        let now = Clock::system().now();
        let made = archive::generate(&id, &name, weeks, approvers, now, &mut UnwrapErr(SysRng));
        let Generated { published, sealed, shares } = made.ok_or("no keys were made")?;
        fs::create_dir_all(&out).map_err(at(&out))?;
        let public = out.join("archive.pub.json");
        let mut file = fs::File::create_new(&public).map_err(at(&public))?;
        file.write_all(serde_json::to_string_pretty(&published)?.as_bytes())?;
        println!("{}  for the desk's settings", public.display());
        let path = out.join("archive.sealed");
        private::create(&path, sealed.as_bytes())?;
        println!("{}  for the archive; opens nothing by itself", path.display());
        for (part, share) in (1..).zip(&shares) {
            let path = out.join(format!("share-{part}.key"));
            private::create(&path, share.as_bytes())?;
            println!("{}  for one person alone; then delete it here", path.display());
        }
        Ok(())
    }
}

/// All that was needed is there.
struct Ready {
    held: Holdings,
    keyring: Keyring,
    pins: Pins,
    opening: Opening,
}

impl Opening {
    fn ready(self) -> Result<Ready, Box<dyn Error>> {
        let read = |path: &PathBuf| -> Result<Zeroizing<Vec<u8>>, Box<dyn Error>> {
            let missing = || format!("{}: no such file", path.display());
            Ok(Zeroizing::new(private::read(path)?.ok_or_else(missing)?))
        };
        let shares = self.share.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let keyring = Keyring::open(&read(&self.sealed)?, &shares)?;
        let pins = Pins::parse(&self.pins).ok_or("--pins is not one or two thumbprints")?;
        Ok(Ready { held: holdings(&self.file)?, keyring, pins, opening: self })
    }
}

impl Ready {
    /// Tells the audit log, and then opens: what can't be told is not opened.
    fn open(&self, conv: ConvId, what: &str) -> Result<Conversation, Box<dyn Error>> {
        let Self { held, keyring, pins, opening: Opening { by, under, audit, .. } } = self;
        let people: BTreeSet<&str> = by.iter().map(|own| own.trim()).collect();
        keyring.may_open(held, pins, &people)?;
        let first = by.first().map_or("", |own| own.trim());
        let event =
            Event::new(Clock::system().now(), &held.site, "access.archive", first).about(conv);
        let others: Vec<&str> = people.iter().copied().filter(|own| *own != first).collect();
        let event = event.with("what", what).with("under", under);
        let event = if others.is_empty() { event } else { event.with("with", others.join(", ")) };
        let event = event.with("archive", &keyring.id).with("approvers", keyring.approvers);
        audit::append_to(audit, &event)?;
        Ok(keyring.read(held, pins, conv, &people)?)
    }
}

fn print(conversation: &Conversation) {
    for line in &conversation.lines {
        if line.gap {
            println!("    something is missing here");
        }
        let said = match &line.said {
            Ok(body) => match &body.content {
                Content::Text { text, .. } => text.clone(),
                other => format!("({})", other.type_name()),
            },
            Err(problem) => format!("({problem})"),
        };
        println!("{}  {}  {}", iso(line.ts), line.from, said.escape_debug());
    }
}
