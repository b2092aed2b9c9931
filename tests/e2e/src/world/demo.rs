//! The demonstration as it is started by whoever tries it, in the place of a world.

use anyhow::{Context as _, Result, ensure};
use sigilo_backend::demo::{self, Config, Member, Running, StaffPage};
use tempfile::TempDir;

use super::{staff, turn::Turn};
use crate::browser::{Browser, Setting};
use crate::ports::listen;
use crate::{log, paths};

/// The first of its four ports.
const PORT: u16 = 4100;

/// A demonstration. Dropping it ends it.
pub struct Demo {
    running: Running,
    _folder: TempDir,
    _turn: Turn,
}

impl Demo {
    /// Starts it in a folder of its own. Waits while a world lives.
    pub async fn start() -> Result<Self> {
        let turn = Turn::take().await?;
        log::keep();
        let dist = paths::dist();
        ensure!(dist.join("embed.js").exists(), "the widget is not built into {}", dist.display());
        let folder = TempDir::with_prefix("sigilo-demo-")?;
        // It does not wait for ports, and the world before it may still be letting go of them.
        for port in PORT..PORT + 4 {
            drop(listen(port).await?);
        }
        let config = Config {
            host: "127.0.0.1".into(),
            port: PORT,
            widget: dist,
            data: folder.path().to_owned(),
            backend_url: None,
            widget_url: None,
            lang: "es".into(),
        };
        Ok(Self { running: demo::start(config).await?, _folder: folder, _turn: turn })
    }

    /// A visitor's browser, or one of the people's.
    pub async fn browser(&self, setting: &Setting) -> Result<Browser> {
        Browser::start(setting).await
    }

    /// Signs one of its people in by what the demonstration has told.
    pub async fn sign_in(&self, browser: &Browser, account: &str) -> Result<()> {
        let StaffPage { origin, people, .. } = self.staff()?;
        let member = people.iter().find(|own| own.account == account).context("no such account")?;
        let Member { password, recovery, .. } = member;
        let code = recovery.first().context("no code")?;
        staff::enter(browser, origin, [account, password, code]).await
    }

    /// Goes to one of the people's pages.
    pub async fn go(&self, browser: &Browser, path: &str) -> Result<()> {
        browser.goto(&format!("{}{path}", self.staff()?.origin)).await
    }

    fn staff(&self) -> Result<&StaffPage> {
        self.running.staff.as_ref().context("the demonstration has no people")
    }
}
