//! `sigilo-backend audit`.

use std::{
    error::Error,
    fs,
    io::{self, BufReader},
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use sigilo_backend::{
    audit::{self, Report, Row},
    events::Event,
    private,
};
use sigilo_consent::iso;
use sigilo_protocol::Bytes;

/// How many entries `show` reads at a time.
const PAGE: u64 = 1_000;

/// Read, export and check an audit log
#[derive(Args)]
pub(crate) struct Audit {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Write the log as JSON lines that can be checked without asking anybody
    Export(Export),
    /// Check a log, or an export of one: names the first bad entry
    Verify(Verify),
    /// Print entries, oldest first
    Show(Show),
    /// Print the newest checkpoint, to be kept elsewhere: with it a log that was cut or forked is found
    Checkpoint(Log),
}

/// Where a log is.
#[derive(Args)]
struct Log {
    /// A desk's folder, or the file of a log that is alone
    #[arg(long, value_name = "PATH", default_value = "target/demo/data/desk")]
    data: PathBuf,
}

#[derive(Args)]
struct Export {
    #[command(flatten)]
    log: Log,
    /// Where to: a new file, for its owner alone; standard output if left out
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Args)]
struct Verify {
    /// An export; the live log if left out
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    log: Log,
    /// The log's public key, as in the manifest's `log`: without it an export vouches for itself
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    key: Option<String>,
    /// A checkpoint that was kept elsewhere; more than once for more
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
}

#[derive(Args)]
struct Show {
    #[command(flatten)]
    log: Log,
    /// Only kinds that begin so: `consent`, `access.token`
    #[arg(long, value_name = "KIND", default_value = "")]
    kind: String,
    /// From this entry on
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    from: u64,
}

impl Audit {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        match self.what {
            What::Export(Export { log, out }) => {
                let Found { database, origin, key } = log.find()?;
                match out {
                    Some(path) => {
                        let mut file = io::BufWriter::new(private::file(&path)?);
                        audit::export(&database, &origin, key, &mut file)?;
                    }
                    None => audit::export(&database, &origin, key, &mut io::stdout().lock())?,
                }
                Ok(())
            }
            What::Verify(verify) => verify.run(),
            What::Show(show) => show.run(),
            What::Checkpoint(log) => {
                let note = audit::newest(&log.find()?.database)?;
                print!("{}", note.ok_or("nothing was signed yet")?);
                Ok(())
            }
        }
    }
}

/// A log that was found, with what it is checked by.
struct Found {
    database: PathBuf,
    origin: String,
    key: Bytes<32>,
}

impl Log {
    fn find(&self) -> Result<Found, Box<dyn Error>> {
        let is_folder = self.data.is_dir();
        let database = if is_folder { self.data.join("desk.db") } else { self.data.clone() };
        if !database.exists() {
            let data = self.data.display();
            return Err(format!("{data} has no audit log; give a desk's folder with --data").into());
        }
        let public = audit::public_path(&database);
        let text = fs::read_to_string(&public)
            .map_err(|error| format!("{}: {error}", public.display()))?;
        let (key, origin) = text.trim().split_once(' ').ok_or("not a log's public key")?;
        let key = Bytes::parse(key).ok_or("not a log's public key")?;
        Ok(Found { database, origin: origin.into(), key })
    }
}

impl Verify {
    fn run(self) -> Result<(), Box<dyn Error>> {
        let read = |path: &PathBuf| {
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let kept = self.checkpoint.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let given = self.key.as_deref().map(|key| Bytes::parse(key).ok_or("--key is no key"));
        let given = given.transpose()?;
        let (key, report) = match &self.file {
            Some(path) => {
                let open = |path: &Path| fs::File::open(path);
                let file = open(path).map_err(|error| format!("{}: {error}", path.display()))?;
                audit::verify_export(&mut BufReader::new(file), given, &kept)?
            }
            None => {
                let Found { database, origin, key } = self.log.find()?;
                let key = given.unwrap_or(key);
                (key, audit::verify(&database, &origin, key, &kept)??)
            }
        };
        print(&report);
        if given.is_none() {
            println!(
                "checked with the key {key}, which it names itself: compare it with the manifest"
            );
        }
        Ok(())
    }
}

fn print(report: &Report) {
    for erased in &report.erased {
        let at = iso(erased.at.saturating_mul(1_000));
        println!("entry {}: erased on {at}, under {}", erased.index, erased.under.escape_debug());
    }
    let Report { entries, signed, checkpoints, .. } = report;
    println!("{entries} entries, {checkpoints} checkpoints, whole");
    if entries > signed {
        println!("{} entries since the last checkpoint are not signed yet", entries - signed);
    }
}

impl Show {
    fn run(self) -> Result<(), Box<dyn Error>> {
        let Found { database, .. } = self.log.find()?;
        let mut from = self.from;
        loop {
            let rows = audit::rows(&database, from, PAGE)?;
            let Some(last) = rows.last() else { return Ok(()) };
            from = last.record.index + 1;
            rows.iter().filter_map(|row| self.line(row)).for_each(|line| println!("{line}"));
        }
    }

    fn line(&self, Row { record, .. }: &Row) -> Option<String> {
        let index = record.index;
        if let (Some(at), Some(under)) = (record.erased, &record.under) {
            let at = iso(at.saturating_mul(1_000));
            let line = format!("{index}  erased on {at}, under {}", under.escape_debug());
            return self.kind.is_empty().then_some(line);
        }
        let Some(Event { at, kind, actor, conversation, details, .. }) = record.event() else {
            return Some(format!("{index}  changed"));
        };
        let details =
            details.iter().map(|(name, value)| format!(" {name}={}", value.escape_debug()));
        let about = conversation.map_or(String::new(), |name| format!(" conversation={name}"));
        kind.starts_with(&self.kind).then(|| {
            let (at, details) = (iso(at.saturating_mul(1_000)), details.collect::<String>());
            format!("{index}  {at}  {kind}  {}{about}{details}", actor.escape_debug())
        })
    }
}
