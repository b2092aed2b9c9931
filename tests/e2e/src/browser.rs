//! A browser of its own for each visitor: fresh profile, driven by WebDriver, and watched throughout as far as its engine tells.
//!
//! Not here: what the chat looks like; see [`crate::chat`].

mod driver;
mod element;
mod engine;
mod evidence;
mod process;
mod setting;
mod wire;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, ensure};
use base64::Engine as _;
use serde_json::{Value, json};
use tempfile::TempDir;

pub use element::Element;
pub use engine::Engine;
pub use setting::Setting;

use crate::unseen::Unseen;
use crate::watch::Watch;
use driver::Driver;
use wire::Session;

/// How long a screen may take to come. Generous: the tests share two cores with a compiler.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Time to end in order; what is still there then is killed.
const LAST_BREATH: Duration = Duration::from_secs(2);

/// Keys that are no characters, as WebDriver writes them.
pub mod key {
    /// Tab.
    pub const TAB: &str = "\u{e004}";
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";
    /// The space bar.
    pub const SPACE: &str = " ";
    /// Shift, to be held.
    pub const SHIFT: char = '\u{e008}';
    /// Control, to be held.
    pub const CONTROL: char = '\u{e009}';
    /// The arrow to the right.
    pub const RIGHT: &str = "\u{e014}";
    /// The arrow down.
    pub const DOWN: &str = "\u{e015}";
}

/// A browser with one window. [`Self::quit`] ends it politely; dropping it kills it.
pub struct Browser {
    engine: Engine,
    session: Session,
    watch: Option<Watch>,
    profile: TempDir,
    _driver: Driver,
}

impl Browser {
    /// Starts a browser with an empty profile, of the engine that the tests are to run in.
    pub async fn start(setting: &Setting) -> Result<Self> {
        Self::start_in(Engine::wished()?, setting).await
    }

    /// Starts one of `engine`.
    pub async fn start_in(engine: Engine, setting: &Setting) -> Result<Self> {
        let profile = TempDir::with_prefix("sigilo-profile-")?;
        let driver = Driver::start(engine, profile.path()).await?;
        let capabilities = engine.capabilities(setting, profile.path());
        let (session, told) = Session::start(driver.origin(), capabilities)
            .await
            .with_context(|| format!("{engine:?} does not start"))?;
        let watch = match engine {
            Engine::Blink => {
                let address = told["goog:chromeOptions"]["debuggerAddress"].as_str();
                Some(Watch::attach(address.context("Chromium has no DevTools")?).await?)
            }
            Engine::Gecko => {
                let address = told["webSocketUrl"].as_str();
                Some(Watch::listen(address.context("Firefox has no BiDi")?).await?)
            }
            Engine::WebKit => None,
        };
        let browser = Self { engine, session, watch, profile, _driver: driver };
        browser.apply(setting).await?;
        Ok(browser)
    }

    /// The engine that it is of.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// What the browser did. Where nothing tells, the test ends here as [`Unseen`].
    #[expect(
        clippy::panic,
        reason = "a test ends so, too, and what it would go on with is not there"
    )]
    pub fn watch(&self) -> &Watch {
        let Some(watch) = &self.watch else {
            panic!("{}", self.unseen("what the browser requests and logs"))
        };
        watch
    }

    /// That this engine does not show `what`.
    pub fn unseen(&self, what: &str) -> Unseen {
        Unseen::new(self.engine, what)
    }

    /// Where the browser keeps its profile.
    pub fn profile(&self) -> &Path {
        self.profile.path()
    }

    /// Sets the size of the page, the colour scheme and the rest, for every frame there is now.
    pub async fn apply(&self, setting: &Setting) -> Result<()> {
        if matches!(self.engine, Engine::Blink) {
            for (method, params) in setting.page_overrides() {
                self.watch().page(method, params).await?;
            }
            for (method, params) in setting.frame_overrides() {
                self.watch().frames(method, &params).await?;
            }
            return Ok(());
        }
        if setting.phone {
            return Err(self.unseen("a phone's screen").into());
        }
        match self.engine {
            Engine::Gecko => {
                self.shine(setting.dark).await?;
                self.watch().viewport(&self.tab().await?, setting).await
            }
            _ => self.resize(setting).await,
        }
    }

    /// Sets Firefox's colour scheme, which only its own scripts can.
    async fn shine(&self, dark: bool) -> Result<()> {
        let name = "layout.css.prefers-color-scheme.content-override";
        let set = format!("Services.prefs.setIntPref('{name}', arguments[0])");
        self.post("/moz/context", json!({ "context": "chrome" })).await?;
        let done = self.run(&set, vec![json!(u8::from(!dark))]).await;
        self.post("/moz/context", json!({ "context": "content" })).await?;
        done.map(drop)
    }

    /// Gives the page its size by giving one to the window, which has borders of its own.
    async fn resize(&self, setting: &Setting) -> Result<()> {
        #[expect(clippy::float_cmp, reason = "it was written so")]
        if setting.scale != 1.0 {
            return Err(self.unseen("another scale").into());
        }
        if setting.dark {
            return Err(self.unseen("dark screens").into());
        }
        let (width, height) = setting.size;
        self.post("/window/rect", json!({ "width": width, "height": height })).await?;
        let missing = "return [arguments[0] - innerWidth, arguments[1] - innerHeight]";
        let missing = self.run(missing, vec![json!(width), json!(height)]).await?;
        let whole = |side: u32, at: usize| i64::from(side) + missing[at].as_i64().unwrap_or(0);
        let rect = json!({ "width": whole(width, 0), "height": whole(height, 1) });
        self.post("/window/rect", rect).await
    }

    /// Loads `url` in the window.
    pub async fn goto(&self, url: &str) -> Result<()> {
        self.post("/url", json!({ "url": url }))
            .await
            .with_context(|| format!("{url} does not load"))
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<()> {
        self.post("/refresh", json!({})).await.context("the page does not load again")
    }

    /// Opens another tab and goes there; returns its handle.
    pub async fn new_tab(&self) -> Result<String> {
        let tab = self.session.post("/window/new", json!({ "type": "tab" })).await?;
        let handle = tab["handle"].as_str().context("no tab")?.to_owned();
        self.go_to_tab(&handle).await?;
        Ok(handle)
    }

    /// The handle of the current tab.
    pub async fn tab(&self) -> Result<String> {
        let handle = self.session.get("/window").await?;
        Ok(handle.as_str().context("no tab")?.to_owned())
    }

    /// Goes to another tab.
    pub async fn go_to_tab(&self, handle: &str) -> Result<()> {
        self.post("/window", json!({ "handle": handle })).await
    }

    /// The handles of all tabs.
    pub async fn tabs(&self) -> Result<Vec<String>> {
        let handles = self.session.get("/window/handles").await?;
        let handles = handles.as_array().into_iter().flatten();
        Ok(handles.filter_map(|handle| handle.as_str().map(str::to_owned)).collect())
    }

    /// Kills the renderer of a tab that is not the current one: no code of its pages runs any more.
    /// The dead tab is closed, since the driver gives up a browser that has one.
    pub async fn kill_tab(&self, handle: &str) -> Result<()> {
        if !matches!(self.engine, Engine::Blink) {
            return Err(self.unseen("a page whose process dies").into());
        }
        self.watch().crash(handle).await?;
        self.watch().browser("Target.closeTarget", json!({ "targetId": handle })).await?;
        self.wait("the dead tab to go", async || {
            ensure!(!self.tabs().await?.iter().any(|tab| tab == handle), "it is there");
            Ok(())
        })
        .await
    }

    /// Goes back in the history.
    pub async fn back(&self) -> Result<()> {
        self.post("/back", json!({})).await
    }

    /// From now on, what is looked for is looked for in the page.
    pub async fn enter_page(&self) -> Result<()> {
        self.post("/frame", json!({ "id": null })).await
    }

    /// From now on, what is looked for is looked for inside this frame of the current document.
    pub async fn enter(&self, frame: &Element) -> Result<()> {
        self.post("/frame", json!({ "id": frame.reference() })).await
    }

    /// The first element that matches, at once.
    pub async fn find(&self, css: &str) -> Result<Element> {
        let query = json!({ "using": "css selector", "value": css });
        let found =
            self.session.post("/element", query).await.with_context(|| format!("no {css}"))?;
        Element::new(&self.session, &found)
    }

    /// Every element that matches, at once.
    pub async fn find_all(&self, css: &str) -> Result<Vec<Element>> {
        let query = json!({ "using": "css selector", "value": css });
        let found = self.session.post("/elements", query).await?;
        found.as_array().into_iter().flatten().map(|one| Element::new(&self.session, one)).collect()
    }

    /// The element of the current document that has the focus.
    pub async fn focused(&self) -> Result<Element> {
        Element::new(&self.session, &self.session.get("/element/active").await?)
    }

    /// Runs a function's body in the current document and returns what it returns.
    pub async fn run(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        self.session.post("/execute/sync", json!({ "script": body, "args": arguments })).await
    }

    /// As [`Self::run`], for a body that awaits.
    pub async fn run_async(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        let script = format!(
            "const given = [...arguments], done = given.pop();
             (async function () {{ {body} }}).apply(null, given)
               .then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let call = json!({ "script": script, "args": arguments });
        let mut answer = self.session.post("/execute/async", call).await?;
        match answer.get("error") {
            Some(error) => Err(anyhow!("{error}")),
            None => Ok(answer["value"].take()),
        }
    }

    /// Presses and releases each of `keys` in turn, wherever the focus is; see [`key`].
    pub async fn press(&self, keys: &str) -> Result<()> {
        if !matches!(self.engine, Engine::Gecko) {
            return self.strokes(keys).await;
        }
        for key in keys.chars() {
            match self.strokes(&key.to_string()).await {
                // Its driver can't release a key that took the focus into another document.
                Err(error) if error.to_string().contains("synthesizeKeyUp") => {
                    self.session.delete("/actions").await?;
                }
                done => done?,
            }
        }
        Ok(())
    }

    async fn strokes(&self, keys: &str) -> Result<()> {
        let strokes = keys.chars().flat_map(|key| [("keyDown", key), ("keyUp", key)]);
        self.strike(strokes.collect()).await
    }

    /// Presses `key` while `held` is held.
    pub async fn press_with(&self, held: char, key: &str) -> Result<()> {
        let key = key.chars().flat_map(|key| [("keyDown", key), ("keyUp", key)]);
        let strokes = [("keyDown", held)].into_iter().chain(key).chain([("keyUp", held)]);
        self.strike(strokes.collect()).await
    }

    async fn strike(&self, strokes: Vec<(&str, char)>) -> Result<()> {
        let stroke = |(kind, key): &(&str, char)| json!({ "type": kind, "value": key });
        let strokes: Vec<Value> = strokes.iter().map(stroke).collect();
        let source = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.post("/actions", json!({ "actions": [source] })).await
    }

    /// Waits until `what` holds; fails with `name` and the evidence of what there is instead.
    pub async fn wait<T>(&self, name: &str, what: impl AsyncFn() -> Result<T>) -> Result<T> {
        let started = Instant::now();
        loop {
            let error = match what().await {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            if error.is::<Unseen>() {
                return Err(error);
            }
            if started.elapsed() > PATIENCE {
                let evidence = evidence::keep(self, name).await;
                return Err(error.context(format!("waited in vain for {name}; see {evidence}")));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits for an element that matches and is displayed.
    pub async fn wait_for(&self, css: &str) -> Result<Element> {
        self.wait(css, async || {
            let element = self.find(css).await?;
            ensure!(element.is_displayed().await?, "{css} is not displayed");
            Ok(element)
        })
        .await
    }

    /// The window as a PNG image.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        let picture = match self.engine {
            Engine::Blink => {
                let format = json!({ "format": "png" });
                self.watch().page("Page.captureScreenshot", format).await?["data"].take()
            }
            _ => self.session.get("/screenshot").await?,
        };
        let data = picture.as_str().context("no picture")?;
        Ok(base64::engine::general_purpose::STANDARD.decode(data)?)
    }

    /// The private memory of the pages' processes, in bytes: what no other process shares.
    pub fn memory(&self) -> Result<u64> {
        process::private_memory(self.profile())
    }

    /// The current document's HTML.
    pub async fn html(&self) -> Result<String> {
        Ok(self.session.get("/source").await?.as_str().unwrap_or_default().to_owned())
    }

    /// From now on what a visitor saves lands in `folder`.
    pub async fn save_into(&self, folder: &Path) -> Result<()> {
        match self.engine {
            Engine::Blink => {
                let params = json!({ "behavior": "allow", "downloadPath": folder });
                self.watch().browser("Browser.setDownloadBehavior", params).await?;
            }
            Engine::Gecko => self.watch().save_into(folder).await?,
            Engine::WebKit => return Err(self.unseen("files that are saved").into()),
        }
        Ok(())
    }

    /// The cookies: all that the browser has, or of WebKit those that the current document would send.
    pub async fn cookies(&self) -> Result<Value> {
        Ok(match self.engine {
            Engine::Blink => {
                self.watch().browser("Storage.getCookies", json!({})).await?["cookies"].take()
            }
            Engine::Gecko => self.watch().cookies().await?,
            Engine::WebKit => self.session.get("/cookie").await?,
        })
    }

    /// Ends the browser, so that all it keeps is on disk, and hands over the profile.
    pub async fn quit(mut self) -> Result<TempDir> {
        match self.engine {
            Engine::Blink => self.watch().browser("Browser.close", json!({})).await.map(drop)?,
            Engine::Gecko => self.session.delete("").await?,
            // It is driven in a session that keeps nothing, of which no disk can tell.
            Engine::WebKit => return Err(self.unseen("what the profile keeps").into()),
        }
        let started = Instant::now();
        while !process::of(self.profile()).is_empty() && started.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let empty = TempDir::with_prefix("sigilo-profile-")?;
        Ok(std::mem::replace(&mut self.profile, empty))
    }

    async fn post(&self, path: &str, body: Value) -> Result<()> {
        self.session.post(path, body).await.map(drop)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver starts the browser in a process group of its own: it would outlive the test.
        for signal in ["-TERM", "-KILL"] {
            let left = process::of(self.profile());
            if left.is_empty() {
                break;
            }
            // One that has ended by itself meanwhile is no loss.
            let _ = Command::new("kill").arg(signal).args(left).stderr(Stdio::null()).status();
            let started = Instant::now();
            while !process::of(self.profile()).is_empty() && started.elapsed() < LAST_BREATH {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }
}
