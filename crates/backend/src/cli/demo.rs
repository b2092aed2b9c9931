//! `sigilo-backend demo`.

use std::{error::Error, path::PathBuf};

use clap::Args;
use sigilo_backend::demo::{self, Config, Other, Running};
use sigilo_protocol::{SafetyCode, WordList};

use super::ending::asked_to_end;

/// Serve three demo sites, the widget's files and a relay, with desks that answer.
#[derive(Args)]
pub(crate) struct Demo {
    /// Where to listen; 127.0.0.1 is reached as localhost too
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// The sites' port; the widget's files take the next one, the relay the one after
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
}

impl Demo {
    /// Runs until Ctrl-C, or until the system asks it to end.
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        tokio::runtime::Runtime::new()?.block_on(self.serve())
    }

    async fn serve(self) -> Result<(), Box<dyn Error>> {
        let Self { host, port, widget, data, widget_url, backend_url } = self;
        let config = Config { host, port, widget, data, backend_url, widget_url };
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
        asked_to_end().await?;
        running.shutdown().await;
        Ok(())
    }
}

fn words(safety: &SafetyCode) {
    for list in [WordList::Spanish, WordList::English] {
        println!("        {}", safety.words(list).join(" "));
    }
}
