//! `sigilo-backend policy check`.

use std::{
    error::Error,
    fmt::Write as _,
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use sigilo_backend::policy_check::{Document, Finding, Severity, check, with_hash};
use sigilo_consent::MAX_DOCUMENT;
use sigilo_protocol::{Hash, Json};

/// Most findings that are shown: who has more corrects these first.
const MOST_SHOWN: usize = 100;

/// Look after a policy's documents.
#[derive(Args)]
pub(crate) struct Policy {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(Check),
}

/// Say what a policy lacks, or what in it looks unlawful.
#[derive(Args)]
struct Check {
    /// The core, as docs/policy.md describes it
    core: PathBuf,
    /// A text; without any, <language>.json beside the core for each language that it names
    #[arg(long, value_name = "FILE")]
    text: Vec<PathBuf>,
    /// Write the hashes of the texts into the core
    #[arg(long)]
    fix: bool,
}

impl Policy {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        let Command::Check(check) = self.command;
        check.run()
    }
}

impl Check {
    fn run(self) -> Result<(), Box<dyn Error>> {
        let mut core = read(&self.core)?;
        let texts = self.texts(&core)?;
        if self.fix {
            self.fix(&mut core, &texts)?;
        }
        let findings = check(&core, &texts);
        // In one piece, so that a reader who lets go ends this like any failure.
        io::stdout().write_all(shown(&findings)?.as_bytes())?;
        let count = |severity| findings.iter().filter(|own| own.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let verdict = format!("{}: {errors} errors, {warnings} warnings", self.core.display());
        if errors > 0 {
            return Err(format!("{verdict}; no widget and no desk takes it").into());
        }
        Ok(writeln!(io::stdout(), "{verdict}")?)
    }

    fn texts(&self, core: &Document) -> Result<Vec<Document>, Box<dyn Error>> {
        if !self.text.is_empty() {
            return self.text.iter().map(|path| read(path)).collect();
        }
        let folder = self.core.parent().unwrap_or(Path::new(""));
        let beside = languages(&core.bytes).into_iter().filter_map(|lang| {
            let path = folder.join(format!("{lang}.json"));
            // What is not there is a finding, not a failure.
            path.exists().then(|| read(&path))
        });
        beside.collect()
    }

    fn fix(&self, core: &mut Document, texts: &[Document]) -> Result<(), Box<dyn Error>> {
        let before = String::from_utf8(core.bytes.clone())?;
        let fixed = texts.iter().fold(before.clone(), |core, text| {
            let lang = lang(&text.bytes);
            let fixed = lang.and_then(|lang| with_hash(&core, &lang, Hash::of(&text.bytes)));
            fixed.unwrap_or(core)
        });
        if fixed != before {
            fs::write(&self.core, &fixed)?;
            eprintln!("{}: wrote the hashes of its texts", self.core.display());
            core.bytes = fixed.into_bytes();
        }
        Ok(())
    }
}

/// The languages that a core names. One that names a path is left to the check.
fn languages(core: &[u8]) -> Vec<String> {
    let Some(Json::Object(members)) = Json::parse(core) else { return Vec::new() };
    let texts = members.into_iter().find(|(name, _)| name == "texts");
    let Some((_, Json::Object(texts))) = texts else { return Vec::new() };
    let is_tag = |lang: &String| {
        lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !lang.is_empty()
    };
    texts.into_iter().map(|(lang, _)| lang).filter(is_tag).collect()
}

fn lang(text: &[u8]) -> Option<String> {
    Json::parse(text)?.into_members().one("lang", Json::into_text)
}

/// A file, of which no more is read than shows that it is too large.
fn read(path: &Path) -> Result<Document, Box<dyn Error>> {
    let told = |error: io::Error| format!("{}: {error}", path.display());
    if path.is_dir() {
        return Err(format!("{} is a folder; give the core's file", path.display()).into());
    }
    let mut bytes = Vec::new();
    let most = MAX_DOCUMENT as u64 + 1;
    File::open(path).map_err(told)?.take(most).read_to_end(&mut bytes).map_err(told)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok(Document { name, bytes })
}

fn shown(findings: &[Finding]) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    for Finding { severity, document, place, what, remedy } in findings.iter().take(MOST_SHOWN) {
        let severity = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let place = format!("{document}  {place}");
        let place = place.trim_end();
        writeln!(out, "{severity:<8} {place}\n         {what}\n         → {remedy}\n")?;
    }
    if findings.len() > MOST_SHOWN {
        writeln!(out, "… and {} more.\n", findings.len() - MOST_SHOWN)?;
    }
    Ok(out)
}
