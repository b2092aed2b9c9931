//! `sigilo-backend demo`.

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use clap::Args;
use sigilo_backend::demo::{self, Config, Member, Other, Running, StaffPage};
use sigilo_protocol::{SafetyCode, WordList};

use super::ending::Ends;

/// Serve three demo sites, the widget's files and a relay, with desks that answer.
#[derive(Args)]
pub(crate) struct Demo {
    /// Where to listen; 127.0.0.1 is reached as localhost too. Where other machines can reach it there are no
    /// people and no customers who sign in
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// The sites' port; the widget's files take the next one, the relay the one after, the people's
    /// page the last
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The folder of the widget's files, as `cargo xtask dist` writes it
    #[arg(long, value_name = "FOLDER", default_value = "dist")]
    widget: PathBuf,
    /// The folder of keys and databases; made if missing
    #[arg(long, value_name = "FOLDER", default_value = "target/demo/data")]
    data: PathBuf,
    /// Who else serves the widget's files, such as `trunk serve`
    #[arg(long, value_name = "ORIGIN")]
    widget_url: Option<String>,
    /// The relay's origin in the script tag, such as a proxy in front of it
    #[arg(long, value_name = "ORIGIN")]
    backend_url: Option<String>,
    /// The language of the people's page; each of them can choose another there
    #[arg(long, default_value = "es", value_parser = ["es", "en"])]
    lang: String,
    /// Print the codes of now that the people of the demo in that folder sign in with, and end
    #[arg(long)]
    codes: bool,
}

impl Demo {
    /// Runs until Ctrl-C, or until the system asks it to end.
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        if self.codes {
            return codes(&self.data);
        }
        tokio::runtime::Runtime::new()?.block_on(self.serve())
    }

    async fn serve(self) -> Result<(), Box<dyn Error>> {
        let Self { host, port, widget, data, widget_url, backend_url, lang, codes: _ } = self;
        let config = Config { host, port, widget, data, backend_url, widget_url, lang };
        let mut ends = Ends::new()?;
        let running = demo::start(config).await?;
        let Running { site, widget, relay, pin, safety, .. } = &running;
        println!("site    {site}\nwidget  {widget}\nrelay   {relay}\npin     {pin}");
        if let Some(safety) = safety {
            println!("safety  {}", safety.digits());
            words(safety);
        }
        for Other { sector, page, pin, safety } in &running.others {
            println!("\n{:<7} {page}\n        pin {pin}", sector.name);
            if let Some(safety) = safety {
                println!("        safety {}", safety.digits());
                words(safety);
            }
        }
        if let Some(staff) = &running.staff {
            tell(staff);
        }
        ends.asked().await?;
        running.shutdown().await;
        Ok(())
    }
}

/// Where people answer; how they sign in the first time only.
fn tell(StaffPage { origin, file, is_new, people }: &StaffPage) {
    println!("\npeople  {origin}");
    if *is_new {
        for Member { account, password, recovery, .. } in people {
            let code = recovery.first().map_or("", String::as_str);
            println!("        {account:<10}  password {password}  code {code}");
        }
        println!("        told this once, and kept for you alone in {}", file.display());
    } else {
        println!("        passwords are in {}", file.display());
    }
    println!(
        "        a code is good once: `demo --codes` tells new ones; one browser holds one session"
    );
}

fn codes(data: &Path) -> Result<(), Box<dyn Error>> {
    let people = demo::people_in(data);
    let people = people.ok_or_else(|| format!("{} has no demo with people", data.display()))?;
    for member in people {
        println!("{:<10}  {}", member.account, member.code().unwrap_or_default());
    }
    Ok(())
}

fn words(safety: &SafetyCode) {
    for list in [WordList::Spanish, WordList::English] {
        println!("        {}", safety.words(list).join(" "));
    }
}
