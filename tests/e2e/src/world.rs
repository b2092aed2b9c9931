//! Everything that a visit needs: relay, desk, demo site, widget, and the proxy between them.
//!
//! The parts are the real ones, put together here rather than by the demo so that each can be
//! stopped by itself and spied on.

mod backend;
mod demo;
mod echo;
mod erasing;
mod issuer;
mod pages;
mod policy;
mod staff;
mod turn;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use sigilo_backend::desk::bot::Bot;
use sigilo_backend::desk::slow::Slow;
use sigilo_protocol::{Pins, SafetyCode, SigningKey, VerifiedManifest};
use tempfile::TempDir;

use crate::browser::{Browser, PATIENCE, Setting};
use crate::canary::Canary;
use crate::ledger::Ledger;
use crate::proxy::Proxy;
use crate::{forge, log, paths, shelf};
use backend::Backend;
pub use demo::Demo;
pub use echo::Echo;
pub use issuer::Issuer;
use pages::Pages;
pub use staff::{Desks, press};
use turn::Turn;

/// The demo site. It, the widget and the backend are named in what `dist` built for the tests.
pub const SITE: &str = "http://localhost:4100";
/// The same site under a host that is another site to a browser: frames' storage is partitioned.
pub const ELSEWHERE: &str = "http://127.0.0.1:4100";
/// The widget's files.
pub const WIDGET: &str = "http://localhost:4101";
/// The backend as the script tag names it: the proxy.
pub const BACKEND: &str = "http://localhost:4102";
/// A page for which the widget was not built.
pub const FOREIGN: &str = "http://localhost:4103";

/// A world. Dropping it ends it.
pub struct World {
    /// Between the browsers and the relay.
    pub proxy: Proxy,
    desk_line: Option<Proxy>,
    backend: Backend,
    desks: Option<Desks>,
    issuer: Option<Issuer>,
    _pages: Pages,
    folder: TempDir,
    _turn: Turn,
}

/// Who answers.
enum Team {
    /// The bot alone.
    Bot,
    /// The bot, for a company that has an Arabic text, too.
    ArabicBot,
    /// People beside it.
    People,
    /// People who may be told more than what is said.
    Knowing,
}

/// What can be wrong with a script tag.
#[derive(Clone, Copy, Debug)]
pub enum Tag<'a> {
    /// Another pin.
    Key(&'a str),
    /// A language.
    Lang(&'a str),
}

impl World {
    /// Starts everything but a browser. Waits while another world lives.
    pub async fn start() -> Result<Self> {
        Self::with_files(&paths::dist()).await
    }

    /// The same, with people beside the bot.
    pub async fn with_people() -> Result<Self> {
        Self::with(&paths::dist(), Team::People).await
    }

    /// The same, where visitors may let it be known that they write, what they have read, and who they are.
    pub async fn with_known_visitors() -> Result<Self> {
        Self::with(&paths::dist(), Team::Knowing).await
    }

    /// The same, where the policy can be read in Arabic, too.
    pub async fn in_arabic() -> Result<Self> {
        Self::with(&paths::dist(), Team::ArabicBot).await
    }

    /// The same, with the widget's files as they are in `dist` whenever they are asked for; the tag
    /// has the hash that embed.js has now.
    pub async fn with_files(dist: &Path) -> Result<Self> {
        Self::with(dist, Team::Bot).await
    }

    async fn with(dist: &Path, team: Team) -> Result<Self> {
        let turn = Turn::take().await?;
        log::keep();
        ensure!(
            dist.join("embed.js").exists(),
            "the widget is not built into {}; `cargo xtask test --only e2e` does so",
            dist.display()
        );
        let folder = TempDir::with_prefix("sigilo-world-")?;
        let mut policy = backend::POLICY.map(str::to_owned).to_vec();
        if matches!(team, Team::ArabicBot) {
            policy = policy::in_arabic()?;
        }
        let mut people = matches!(team, Team::People | Team::Knowing).then(staff::settings);
        let issuer = match (&team, &mut people) {
            (Team::Knowing, Some(people)) => {
                let issuer = Issuer::serve().await?;
                people.identify = Some(issuer.settings());
                policy = policy::sociable()?;
                Some(issuer)
            }
            _ => None,
        };
        let mut backend = Backend::start(folder.path(), people, policy).await?;
        let proxy = Proxy::start(4102, backend.origin()).await?;
        let pages = Pages::serve(dist, backend.pin()).await?;
        let desks = match backend.start_desk().await? {
            Some(people) => Some(Desks::serve(&folder.path().join("desk"), people).await?),
            None => None,
        };
        let (desk_line, _pages, _turn) = (None, pages, turn);
        let world = Self { proxy, desk_line, backend, desks, issuer, _pages, folder, _turn };
        world.until_published().await?;
        Ok(world)
    }

    /// A visitor's browser.
    pub async fn browser(&self, setting: &Setting) -> Result<Browser> {
        Browser::start(setting).await
    }

    /// The pages of the company's people.
    pub fn desks(&self) -> Result<&Desks> {
        self.desks.as_ref().context("nobody is beside the bot")
    }

    /// The site's server, which says who a visitor is.
    pub fn issuer(&self) -> Result<&Issuer> {
        self.issuer.as_ref().context("every visitor is anonymous")
    }

    /// The path of the site's part of the backend.
    pub fn site_path(&self) -> String {
        format!("/v1/sites/{}", backend::NAME)
    }

    /// Whether `path` is one of the files that `dist` wrote, or the folder's index.
    pub fn ships(&self, path: &str) -> bool {
        let file = paths::dist().join(path.trim_start_matches('/'));
        !path.contains("..") && !path.contains('?') && file.is_file()
    }

    /// The relay's database.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("relay.sqlite")
    }

    /// The desk's database.
    pub fn ledger(&self) -> Ledger {
        Ledger::at(&self.folder.path().join("desk/desk.db"))
    }

    /// Fails if what passed the proxy, what the relay stored or what the backend logged contains
    /// `canary`.
    pub fn must_not_contain(&self, canary: &Canary) -> Result<()> {
        for exchange in self.proxy.record().all() {
            exchange.must_not_contain(canary)?;
        }
        shelf::must_not_contain(&self.database(), canary)?;
        canary.must_not_be_in(&log::lines(), "the log")
    }

    /// As [`Self::must_not_contain`], but for what everybody may read: the policy's own documents,
    /// as they are published and fetched.
    pub fn must_not_contain_said(&self, canary: &Canary) -> Result<()> {
        for exchange in self.proxy.record().all() {
            if !exchange.path().contains("/policies/") {
                exchange.must_not_contain(canary)?;
            }
        }
        canary.must_not_be_in(&log::lines(), "the log")
    }

    /// What visitors have filled in, as an operator's command would list and show it.
    pub fn forms(&self) -> Result<sigilo_backend::desk::Forms> {
        Ok(sigilo_backend::desk::Forms::open(&self.folder.path().join("desk"))?)
    }

    /// The files that visitors have sent, as an operator's command would list and save them.
    pub fn files(&self) -> Result<sigilo_backend::desk::Files> {
        let folder = self.folder.path().join("desk");
        Ok(sigilo_backend::desk::Files::open(&folder, &Default::default())?)
    }

    /// What visitors asked of the desk, as an operator's command would list it: a line each.
    pub fn requests(&self) -> Result<Vec<String>> {
        let rights = sigilo_backend::desk::Rights::open(&self.folder.path().join("desk"))?;
        Ok(rights.list()?.iter().map(|request| format!("{request:?}")).collect())
    }

    /// A canary of the parts of `text`, but for what the policy says to everybody.
    pub fn canary(&self, text: &str) -> Result<Canary> {
        Canary::fragments(text, &backend::POLICY)
    }

    /// The safety code that the company would publish.
    pub async fn safety_code(&self) -> Result<SafetyCode> {
        let jws = self.manifest().await?;
        let pins = Pins::parse(self.backend.pin()).context("no pin")?;
        Ok(SafetyCode::of(&*VerifiedManifest::cited(&jws, &pins)?))
    }

    async fn manifest(&self) -> Result<String> {
        let url = format!("{}{}/manifest", self.backend.origin(), self.site_path());
        Ok(reqwest::get(url).await?.error_for_status()?.text().await?)
    }

    /// The manifest as `change` would have it, signed by the site's key.
    pub async fn resigned(&self, change: impl FnOnce(&mut Value)) -> Result<String> {
        forge::resigned(&self.folder.path().join("desk/keys.json"), &self.manifest().await?, change)
    }

    /// The manifest as the next identity key would sign it.
    pub async fn succeeded(&self, next: &SigningKey) -> Result<String> {
        forge::succeeded(next, &self.manifest().await?)
    }

    /// The pin of the site's identity key.
    pub fn pin(&self) -> &str {
        self.backend.pin()
    }

    /// From now on pages in `browser` have a script tag with this mistake.
    pub async fn with_tag(&self, browser: &Browser, tag: Tag<'_>) -> Result<()> {
        let (name, value) = match tag {
            Tag::Key(key) => ("key", key),
            Tag::Lang(lang) => ("lang", lang),
        };
        // A module runs after the document was read: later than this sees the tag.
        let source = format!(
            "new MutationObserver(() => {{
                 const tag = document.querySelector('script[data-key]');
                 if (tag) tag.dataset[{}] = {};
             }}).observe(document, {{ childList: true, subtree: true }});",
            json!(name),
            json!(value)
        );
        browser.watch().run_first(&source).await
    }

    /// A header of the answer to a GET of `url`.
    pub async fn header(&self, url: &str, name: &str) -> Result<String> {
        let answer = reqwest::get(url).await?.error_for_status()?;
        let value = answer.headers().get(name).with_context(|| format!("{url} has no {name}"))?;
        Ok(value.to_str()?.to_owned())
    }

    /// Serves, at [`FOREIGN`], a page that embeds the chat without being of its site.
    pub async fn serve_foreign_page(&self) -> Result<Pages> {
        Pages::serve_foreign(self.backend.pin()).await
    }

    /// Waits until an envelope was posted `times` times in a row with the same bytes: it was sent
    /// again, and as it was.
    pub async fn until_posted(&self, times: usize) -> Result<()> {
        let started = std::time::Instant::now();
        loop {
            let all = self.proxy.record().all();
            let posts: Vec<_> = all
                .iter()
                .filter(|one| one.method == "POST" && one.path().ends_with("/envelopes"))
                .collect();
            if let Some(last) = posts.last()
                && posts.iter().filter(|one| one.body == last.body).count() >= times
            {
                return Ok(());
            }
            ensure!(started.elapsed() < PATIENCE, "no envelope was posted {times} times");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// Ends the relay as an operator would, behind a proxy that stays.
    pub async fn stop_relay(&mut self) -> Result<()> {
        self.backend.stop_relay().await
    }

    /// Starts a relay on the same folder and port.
    pub async fn start_relay(&mut self) -> Result<()> {
        self.backend.start_relay().await
    }

    /// So many seconds go by for relay and desk.
    pub fn later(&self, seconds: u64) {
        self.backend.later(seconds);
    }

    /// From now on the relay asks for work before each hello.
    pub fn ask_work(&self) -> Result<()> {
        self.backend.ask_work()
    }

    /// Ends the desk as an operator would.
    pub async fn stop_desk(&mut self) -> Result<()> {
        self.backend.stop_desk().await
    }

    /// Starts a desk on the same folder.
    pub async fn start_desk(&mut self) -> Result<()> {
        self.backend.start_desk().await.map(drop)
    }

    /// Puts the recipient in Python (examples/recipient-py), with the desk's keys, in its place. It says
    /// everything back.
    pub async fn hand_over(&mut self) -> Result<Echo> {
        self.backend.stop_desk().await?;
        self.echo()
    }

    /// The recipient in Python, where the desk is gone.
    pub fn echo(&self) -> Result<Echo> {
        Echo::start(self.backend.origin(), self.folder.path(), backend::NAME, self.backend.pin())
    }

    /// Starts a desk on the same folder where `bot` answers, and a proxy, too, is between it and the relay.
    pub async fn change_desk(&mut self, bot: Arc<dyn Bot>) -> Result<()> {
        self.backend.stop_desk().await?;
        let line = Proxy::start(0, self.backend.origin()).await?;
        self.backend.lead_desk(line.origin());
        self.desk_line = Some(line);
        self.backend.answer_by(bot);
        self.start_desk().await
    }

    /// From a new start of the desk on this answers in the bot's place, when it can.
    pub async fn answer_slowly(&mut self, bot: Slow) -> Result<()> {
        self.stop_desk().await?;
        self.backend.answer_slowly(bot);
        self.start_desk().await
    }

    /// The proxy between desk and relay, once [`Self::change_desk`] put one there.
    pub fn desk_line(&self) -> Result<&Proxy> {
        self.desk_line.as_ref().context("the desk finds the relay by itself")
    }

    async fn until_published(&self) -> Result<()> {
        let url = format!("{}{}/manifest", self.backend.origin(), self.site_path());
        let started = std::time::Instant::now();
        while reqwest::get(&url).await?.status() != 200 {
            ensure!(started.elapsed() < PATIENCE, "the desk publishes no manifest");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        Ok(())
    }
}
