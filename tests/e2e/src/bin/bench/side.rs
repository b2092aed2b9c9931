//! The two chats, and what is done in both alike.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use sigilo_e2e::browser::{Browser, Element, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::paths;
use sigilo_e2e::world::ELSEWHERE;

use super::guest;

/// What takes longer than this is not waited for.
const PATIENCE: Duration = Duration::from_secs(240);

/// Between two keys: quicker than people write, so that what one leaves to be done falls on the next.
const PACE: Duration = Duration::from_millis(40);

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Ours,
    Theirs,
}

/// An open chat, looked at from inside its document.
pub(super) struct Visit {
    pub(super) side: Side,
    pub(super) browser: Browser,
}

impl Side {
    pub(super) const BOTH: [Self; 2] = [Self::Ours, Self::Theirs];

    /// The page, across sites from the chat's files.
    fn page(self) -> &'static str {
        match self {
            Self::Ours => ELSEWHERE,
            Self::Theirs => guest::PAGE,
        }
    }

    /// A new browser on the page, where nothing of the chat is open.
    pub(super) async fn visit(self) -> Result<Visit> {
        let browser = Browser::start(&Setting::default()).await?;
        let probe = json!({ "source": include_str!("probe.js") });
        let watch = browser.watch();
        watch.from_now_on("Page.addScriptToEvaluateOnNewDocument", probe).await?;
        watch.from_now_on("Performance.enable", json!({})).await?;
        browser.goto(self.page()).await?;
        Ok(Visit { side: self, browser })
    }
}

impl Visit {
    /// From now on the processor of the page and of each frame is as much slower.
    pub(super) async fn slow_down(&self, rate: u32) -> Result<()> {
        let rate = json!({ "rate": rate });
        self.browser.watch().from_now_on("Emulation.setCPUThrottlingRate", rate).await
    }

    /// Opens the chat and looks inside; returns the milliseconds from the click until it can be read and
    /// written into.
    pub(super) async fn open(&self) -> Result<f64> {
        let Self { side, browser } = self;
        match side {
            Side::Ours => Chat::launcher(browser).await?.click().await?,
            Side::Theirs => browser.find("#guest").await?.click().await?,
        }
        // Whoever asks disturbs.
        tokio::time::sleep(Duration::from_secs(2)).await;
        browser.enter_page().await?;
        let clicked = self.number("return bench.clicked").await?;
        if *side == Side::Ours {
            Chat::inside(browser).await?;
        }
        Ok(self.number("return bench.usable ?? null").await? - clicked)
    }

    /// The field.
    pub(super) async fn field(&self) -> Result<Element> {
        self.find("#field", "#text-input").await
    }

    /// Writes `text` and clicks on send; the milliseconds from then until it is shown, is said to be sent
    /// (by the other chat: is answered), and is answered.
    pub(super) async fn send(&self, text: &str) -> Result<[f64; 3]> {
        let field = self.field().await?;
        field.click().await?;
        field.type_text(text).await?;
        let sent = match self.side {
            Side::Ours => json!("Enviado|Entregado|Leído"),
            Side::Theirs => Value::Null,
        };
        let arguments = vec![json!(text), sent];
        self.browser.run("bench.sends(...arguments)", arguments).await?;
        self.find(".composer__send", ".input-button:has(#submit-icon)").await?.click().await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let mark =
            async |name: &str| self.number(&format!("return bench.marks.{name} ?? null")).await;
        Ok([mark("shown").await?, mark("sent").await?, mark("answered").await?])
    }

    /// Presses a key for each sign of `text` in the field; the milliseconds of each until the paint after it,
    /// and those of a key's work on the documents' threads.
    pub(super) async fn keys(&self, text: &str) -> Result<(Vec<f64>, f64)> {
        self.field().await?.click().await?;
        let watch = self.browser.watch();
        self.browser.run("bench.keys.length = 0", vec![]).await?;
        let before = watch.metric("TaskDuration").await?;
        for sign in text.chars() {
            let press = json!({ "type": "keyDown", "text": sign, "key": sign });
            watch.page("Input.dispatchKeyEvent", press).await?;
            watch.page("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": sign })).await?;
            tokio::time::sleep(PACE).await;
        }
        // What is done about the words once the visitor rests belongs to them.
        tokio::time::sleep(Duration::from_secs(2)).await;
        let work = watch.metric("TaskDuration").await? - before;
        let times = self.until("bench.keys", "return bench.keys").await?;
        let times: Vec<f64> =
            times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
        let count = text.chars().count();
        if times.len() != count {
            bail!("{:?}: of {count} keys {} were seen", self.side, times.len());
        }
        Ok((times, work * 1000.0 / count as f64))
    }

    /// What is on the screen now, into `target/e2e`: whoever reads the table can see that both were there.
    pub(super) async fn keep_picture(&self) -> Result<()> {
        let picture = self.browser.screenshot().await?;
        let file = paths::artefacts().join(format!("bench-{:?}.png", self.side));
        Ok(std::fs::write(file, picture)?)
    }

    /// A number that a script returns, once it is one.
    pub(super) async fn number(&self, script: &str) -> Result<f64> {
        self.until(script, script).await?.as_f64().with_context(|| format!("{script}: no number"))
    }

    /// What a script returns, once that is not null; a document that is busy is waited for.
    pub(super) async fn until(&self, name: &str, script: &str) -> Result<Value> {
        let started = Instant::now();
        loop {
            let error = match self.browser.run(script, vec![]).await {
                Ok(Value::Null) => anyhow::anyhow!("there is none"),
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            if started.elapsed() > PATIENCE {
                return Err(error.context(format!("{:?}: waited in vain for {name}", self.side)));
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    async fn find(&self, ours: &str, theirs: &str) -> Result<Element> {
        match self.side {
            Side::Ours => self.browser.find(ours).await,
            Side::Theirs => self.browser.find("deep-chat").await?.find_in_shadow(theirs).await,
        }
    }
}
