//! What runs by a configuration: `relay`, `desk` and `all` are this with different parts.

use std::{convert::Infallible, error::Error, path::PathBuf};

use clap::Args;
use sigilo_backend::{
    serve::{self, Parts, Running},
    settings::Settings,
};

use super::ending::{Ends, Hangups};

/// Which configuration.
#[derive(Args)]
pub(super) struct Configured {
    /// The configuration, as `init` writes it
    #[arg(long, value_name = "FILE", default_value = "sigilo.toml")]
    config: PathBuf,
    /// Read the configuration, say what is wrong with it, and end
    #[arg(long)]
    check: bool,
}

impl Configured {
    /// Runs until Ctrl-C or SIGTERM.
    pub(super) fn run(self, parts: Parts) -> Result<(), Box<dyn Error>> {
        let settings = Settings::read(&self.config)?;
        if self.check {
            println!("{} is right", self.config.display());
            return Ok(());
        }
        serve::start_log(&settings.log);
        tokio::runtime::Runtime::new()?.block_on(async {
            // A sign that comes while it starts counts once it has: SIGHUP is none to end.
            let (mut ends, mut hangups) = (Ends::new()?, Hangups::new()?);
            let running = serve::start(&settings, parts).await?;
            let scheme = if settings.tls.is_some() { "https" } else { "http" };
            if let Some(address) = running.address {
                println!("relay    {scheme}://{address}");
            }
            if let Some(address) = running.metrics {
                println!("metrics  http://{address}/metrics");
            }
            for (site, address) in &running.staff {
                println!("staff    {address}  {site}");
            }
            tokio::select! {
                asked = ends.asked() => asked?,
                never = self.reload(&running, &mut hangups) => match never {},
            }
            tracing::info!("it ends");
            running.shutdown().await;
            Ok(())
        })
    }

    /// Takes the configuration anew each time that the system says so (SIGHUP); one that is wrong
    /// changes nothing.
    async fn reload(&self, running: &Running, hangups: &mut Hangups) -> Infallible {
        loop {
            hangups.next().await;
            match Settings::read(&self.config) {
                Ok(settings) => {
                    running.reload(&settings);
                    tracing::info!("took the limits anew");
                }
                Err(error) => tracing::error!(%error, "the configuration of before stays"),
            }
        }
    }
}
