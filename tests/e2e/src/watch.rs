//! A second pair of eyes on the browser: every request, frame of a WebSocket, console line and
//! policy violation of every frame and worker, by Chromium's DevTools protocol; of Firefox, what WebDriver BiDi
//! tells of these (see [`bidi`]).
//!
//! WebDriver's own logs leave out frames that run in another process, which is where a widget
//! embedded across sites lives. So each new target is held until its events are switched on.

mod bidi;
mod event;
mod link;
mod traffic;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use futures_util::future::join_all;
use serde_json::{Value, json};

pub use event::Event;
pub use traffic::{Asked, Traffic};

use crate::browser::{Engine, PATIENCE};
use crate::unseen::Unseen;
use link::Link;

/// The watch over one browser. Ends when dropped.
pub struct Watch {
    engine: Engine,
    link: Arc<Link>,
    seen: Arc<Mutex<Seen>>,
    task: tokio::task::AbortHandle,
}

#[derive(Default)]
struct Seen {
    events: Vec<Event>,
    /// The attached targets, by session; a target is here once it reports everything.
    targets: BTreeMap<String, Target>,
    /// The sessions of targets that have ended.
    ended: BTreeSet<String>,
    /// What each page and frame to come is told before it runs.
    first: Vec<(String, Value)>,
}

/// What a session is attached to.
struct Target {
    kind: String,
    /// Of a page, also its tab's handle in WebDriver.
    id: String,
}

impl Watch {
    /// Attaches to the browser whose DevTools listen at `address` (host and port).
    pub async fn attach(address: &str) -> Result<Self> {
        let version: Value =
            reqwest::get(format!("http://{address}/json/version")).await?.json().await?;
        let url = version["webSocketDebuggerUrl"].as_str().context("no DevTools address")?;
        let (link, mut news) = Link::open(url).await?;
        let (link, seen) = (Arc::new(link), Arc::new(Mutex::new(Seen::default())));
        let (hand, eyes) = (link.clone(), seen.clone());
        let task = tokio::spawn(async move {
            while let Some(event) = news.recv().await {
                note(&hand, &eyes, event);
            }
        });
        let watch = Self { engine: Engine::Blink, link, seen, task: task.abort_handle() };
        watch.link.call(None, "Target.setAutoAttach", auto_attach()).await?;
        let started = Instant::now();
        while watch.sessions("page").is_empty() {
            ensure!(started.elapsed() < PATIENCE, "the browser has no page");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(watch)
    }

    /// How much was seen so far: a mark for [`Self::since`].
    pub fn mark(&self) -> usize {
        self.lock().events.len()
    }

    /// What was seen after `mark`.
    pub fn since(&self, mark: usize) -> Traffic {
        Traffic::new(self.lock().events[mark..].to_vec())
    }

    /// Everything that was seen.
    pub fn all(&self) -> Traffic {
        self.since(0)
    }

    /// Asks the page's own target.
    pub async fn page(&self, method: &str, params: Value) -> Result<Value> {
        self.is_open_to(method)?;
        let session = self.sessions("page").pop().context("no page is attached")?;
        self.link.call(Some(&session), method, params).await
    }

    /// Kills the renderer of a tab, as a crash does, and returns when it is dead.
    pub async fn crash(&self, tab: &str) -> Result<()> {
        let mine = |target: &Target| target.kind == "page" && target.id == tab;
        let session = self.sessions_of(mine).pop().context("no such tab")?;
        let started = Instant::now();
        let died =
            |event: &Event| event.session == session && event.method == "Inspector.targetCrashed";
        let (link, whom) = (self.link.clone(), session.clone());
        // Who is dead may not answer.
        tokio::spawn(async move { link.call(Some(&whom), "Page.crash", json!({})).await });
        while !self.lock().events.iter().any(died) {
            ensure!(started.elapsed() < PATIENCE, "the renderer lives on");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    /// From now on runs `source` in every new document of the page, before the document's own.
    pub async fn run_first(&self, source: &str) -> Result<()> {
        let script = json!({ "source": source });
        match self.engine {
            Engine::Blink => {
                self.page("Page.addScriptToEvaluateOnNewDocument", script).await.map(drop)
            }
            _ => self.preload(source).await,
        }
    }

    /// Asks the browser as a whole.
    pub async fn browser(&self, method: &str, params: Value) -> Result<Value> {
        self.is_open_to(method)?;
        self.link.call(None, method, params).await
    }

    /// Asks the page and each frame that runs in a process of its own.
    pub async fn frames(&self, method: &str, params: &Value) -> Result<()> {
        self.is_open_to(method)?;
        for session in [self.sessions("page"), self.sessions("iframe")].concat() {
            self.link.call(Some(&session), method, params.clone()).await?;
        }
        Ok(())
    }

    /// As [`Self::frames`], for what there is and, before it runs, for each page and frame to come.
    pub async fn from_now_on(&self, method: &str, params: Value) -> Result<()> {
        self.lock().first.push((method.to_owned(), params.clone()));
        self.frames(method, &params).await
    }

    /// The sum of a metric of `Performance.getMetrics` over the page and each frame that runs in a process
    /// of its own; `Performance.enable` has to be called [`Self::from_now_on`] before.
    pub async fn metric(&self, name: &str) -> Result<f64> {
        self.is_open_to("Performance.getMetrics")?;
        let mut sum = 0.0;
        for session in [self.sessions("page"), self.sessions("iframe")].concat() {
            let told = self.link.call(Some(&session), "Performance.getMetrics", json!({})).await?;
            let all = told["metrics"].as_array().into_iter().flatten();
            let own = all.filter(|own| own["name"] == name).find_map(|own| own["value"].as_f64());
            sum += own.with_context(|| format!("no metric is called {name}"))?;
        }
        Ok(sum)
    }

    /// Asks about the frame whose document is of `origin`, in whichever process it lives: `params` are
    /// completed by its `frameId`.
    pub async fn frame(&self, origin: &str, method: &str, mut params: Value) -> Result<Value> {
        self.is_open_to(method)?;
        for session in [self.sessions("iframe"), self.sessions("page")].concat() {
            let tree = self.link.call(Some(&session), "Page.getFrameTree", json!({})).await?;
            if let Some(id) = frame_of(&tree["frameTree"], origin) {
                params["frameId"] = id.into();
                return self.link.call(Some(&session), method, params).await;
            }
        }
        bail!("no frame is of {origin}")
    }

    /// Fails where the engine does not know the DevTools' ways.
    fn is_open_to(&self, method: &str) -> Result<(), Unseen> {
        match self.engine {
            Engine::Blink => Ok(()),
            other => Err(Unseen::new(other, method)),
        }
    }

    fn sessions(&self, kind: &str) -> Vec<String> {
        self.sessions_of(|target| target.kind == kind)
    }

    fn sessions_of(&self, is_it: impl Fn(&Target) -> bool) -> Vec<String> {
        let seen = self.lock();
        let wanted = seen.targets.iter().filter(|(_, target)| is_it(target));
        wanted.map(|(session, _)| session.clone()).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The id of the first frame of `origin` in a tree of frames.
fn frame_of(tree: &Value, origin: &str) -> Option<String> {
    let frame = &tree["frame"];
    if frame["securityOrigin"].as_str() == Some(origin) {
        return frame["id"].as_str().map(str::to_owned);
    }
    tree["childFrames"].as_array()?.iter().find_map(|child| frame_of(child, origin))
}

/// Related targets are attached too, and wait until they are told to run.
fn auto_attach() -> Value {
    json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true })
}

fn note(link: &Arc<Link>, seen_by: &Arc<Mutex<Seen>>, event: Event) {
    let mut seen = seen_by.lock().unwrap_or_else(PoisonError::into_inner);
    match event.method.as_str() {
        "Target.attachedToTarget" => {
            let info = &event.params["targetInfo"];
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let (session, kind) = (text(&event.params["sessionId"]), text(&info["type"]));
            let target = Target { kind, id: text(&info["targetId"]) };
            tokio::spawn(switch_on(link.clone(), seen_by.clone(), session, target));
        }
        "Target.detachedFromTarget" => {
            let session = event.text("/sessionId").to_owned();
            seen.targets.remove(&session);
            seen.ended.insert(session);
        }
        _ => seen.events.push(event),
    }
}

/// Switches on what a target can report, then lets it run. A kind of target that lacks one of
/// these domains says so, which changes nothing for the others.
async fn switch_on(link: Arc<Link>, seen: Arc<Mutex<Seen>>, session: String, target: Target) {
    let domains = [
        ("Network.enable", json!({ "maxPostDataSize": 1 << 22 })),
        ("Page.enable", json!({})),
        ("Runtime.enable", json!({})),
        ("Log.enable", json!({})),
        ("Audits.enable", json!({})),
        ("Inspector.enable", json!({})),
        ("Target.setAutoAttach", auto_attach()),
    ];
    let watched = matches!(
        target.kind.as_str(),
        "page" | "iframe" | "worker" | "shared_worker" | "service_worker" | "tab" | "other"
    );
    let is_page = matches!(target.kind.as_str(), "page" | "iframe");
    let first = match is_page {
        true => seen.lock().unwrap_or_else(PoisonError::into_inner).first.clone(),
        false => Vec::new(),
    };
    let first = first.iter().map(|(method, params)| (method.as_str(), params.clone()));
    // All at once and in this order: a service worker that waits answers only when it runs.
    let run = ("Runtime.runIfWaitingForDebugger", json!({}));
    let calls = domains.into_iter().filter(|_| watched).chain(first).chain([run]);
    let calls = calls.map(|(method, params)| link.call(Some(&session), method, params));
    join_all(calls).await;
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    if !seen.ended.contains(&session) {
        seen.targets.insert(session, target);
    }
}
