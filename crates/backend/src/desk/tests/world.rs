//! A relay that can be switched off and on, a desk that can be stopped and started, and a clock.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use sigilo_consent::{IDENTITY, PRESENCE};
use sigilo_protocol::{Field, FieldKind, Hash, Pins};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use super::super::{
    Config, Desk, DeskError, FilesSettings, Policy,
    bot::{self, Bot, FileNews, Form, FormNews, Handover, Rating, Reply, ReplyFile, Scale},
    people::{self, People},
    pictures,
    slow::Slow,
};
use super::visitor::Visitor;
use crate::{
    Clock,
    demo::Sector,
    events::{Events, Heard, Listener},
    relay::{self, Relay},
    storage::DeskStorage,
};

pub(super) const SITE: &str = "insurer.example";
pub(super) const NOW: u64 = 1_800_000_000;
pub(super) const TEXT: &str = r#"{"v":2,"lang":"es","lead":"Hola.","sections":[],"purposes":{"answer":{"name":"Responder","description":"Te contesta.","basis":"Tu consentimiento"},"quote":{"name":"Presupuesto","description":"Lo calcula.","basis":"Tu consentimiento"}},"data":{},"processors":{},"obligations":{"claims":"Guardamos tu decisión por si alguien reclama."},"channels":{}}"#;

/// Who runs the slow bot: the purpose `quote` names it.
pub(super) const VENDOR: &str = "acme";

/// Long enough for what must come, on a machine with other work.
pub(super) const SOON: Duration = Duration::from_secs(60);

/// Says what it was asked, and in which language; and counts.
struct Echo(Arc<AtomicUsize>);

impl Bot for Echo {
    fn greet(&self, lang: &str) -> Reply {
        self.0.fetch_add(1, Ordering::SeqCst);
        let text = format!("hello in {lang}");
        Reply { text, suggestions: vec!["price?".into()], ..Reply::default() }
    }

    fn on_form(&self, news: &FormNews, lang: &str) -> Option<Reply> {
        let FormNews { form, event } = news;
        let purpose = form.as_ref().map_or("nothing", |form| &form.purpose);
        let text = format!("{event:?} for {purpose} in {lang}");
        (lang != "silent").then_some(Reply { text, ..Reply::default() })
    }

    fn on_file(&self, news: &FileNews, lang: &str) -> Option<Reply> {
        let text = format!("a file: {} in {lang}", news.media);
        Some(Reply { text, ..Reply::default() })
    }

    fn answer(&self, text: &str, lang: &str) -> Reply {
        self.0.fetch_add(1, Ordering::SeqCst);
        if text == "file please" {
            let (name, media) = ("terms.pdf".into(), "application/pdf".into());
            let bytes = Arc::from(&b"%PDF-1.7 terms"[..]);
            let file = Some(Box::new(ReplyFile { name, media, bytes, alt: None }));
            return Reply { text: "here".into(), file, ..Reply::default() };
        }
        if let Some(purpose) = text.strip_prefix("form for ") {
            return Reply { text: "please".into(), form: Some(form(purpose)), ..Reply::default() };
        }
        if let Some(purpose) = text.strip_prefix("photo for ") {
            let form = Some(form_with_photo(purpose));
            return Reply { text: "please".into(), form, ..Reply::default() };
        }
        match text {
            "somebody" => {
                let (there, away) = ("they come".into(), "nobody is there".into());
                let handover = Some(Box::new(Handover { there, away }));
                return Reply { handover, ..Reply::plain("by telephone") };
            }
            "rate me" => {
                let rating = Some(Rating { text: "how?".into(), scale: Scale::Thumbs });
                return Reply { rating, ..Reply::plain("thanks") };
            }
            "cards" => {
                let actions = json!([{"label": "Say", "say": "price?"}]);
                let cards = json!([{"title": "One", "actions": actions}]);
                let cards = bot::cards(&cards, Some("carousel"));
                return Reply { markdown: true, cards, ..Reply::plain("**all**") };
            }
            "pictures" => {
                let shown = json!({"file": "a.png", "alt": "A house"});
                let wrong = json!({"file": "wrong.svg", "alt": "A script"});
                let cards =
                    json!([{"title": "One", "picture": shown}, {"title": "Two", "picture": wrong}]);
                let bytes = |name: &str| match name {
                    "a.png" => pictures::tests::png(64, 36, None).into(),
                    _ => Arc::from(&b"<svg/>"[..]),
                };
                let (cards, pictures) =
                    pictures::in_cards(&cards, None, &|name| Some(bytes(name))).unwrap();
                return Reply { cards: Some(cards), pictures, ..Reply::plain("One and two") };
            }
            _ => {}
        }
        assert_ne!(text, "fail", "the bot fails on purpose");
        let text = if text == "long" { "x".repeat(70_000) } else { format!("{text} in {lang}") };
        Reply { text, ..Reply::default() }
    }
}

/// What the bot asks for.
pub(super) fn form(purpose: &str) -> Form {
    let field = |name: &str, kind, required| Field {
        name: name.into(),
        label: format!("Your {name}"),
        kind,
        required,
        why: None,
        autocomplete: None,
    };
    let fields = vec![
        field("name", FieldKind::Name, true),
        field("address", FieldKind::Address, true),
        field("policy", FieldKind::PolicyNumber, false),
    ];
    Form { title: "Quote".into(), purpose: purpose.into(), fields }
}

/// The same, with a file that may be left out.
fn form_with_photo(purpose: &str) -> Form {
    let mut form = form(purpose);
    let photo = Field {
        name: "photo".into(),
        label: "Your photo".into(),
        kind: FieldKind::File,
        required: false,
        why: None,
        autocomplete: None,
    };
    form.fields.push(photo);
    form
}

pub(super) struct World {
    pub(super) folder: TempDir,
    pub(super) address: SocketAddr,
    /// How often the bot was asked for words.
    pub(super) asked: Arc<AtomicUsize>,
    /// Whose policy and bot the desk has, if not those of the tests.
    pub(super) sector: Option<&'static Sector>,
    /// The people beside the bot; nobody in most tests.
    pub(super) people: Option<people::Settings>,
    /// What is done with files.
    pub(super) files: FilesSettings,
    /// Whether the policy has the purposes `presence` and `identity`.
    pub(super) is_sociable: bool,
    /// How many people the policy wants to open an archive.
    pub(super) approvers: Option<u64>,
    /// How the desk stores.
    pub(super) storage: DeskStorage,
    /// Somebody else who hears it.
    pub(super) also: Option<Arc<dyn Listener>>,
    /// What relay and desk have told.
    pub(super) heard: Arc<Heard>,
    /// A bot that takes its time.
    pub(super) slow: Option<Slow>,
    time: Arc<AtomicU64>,
    relay: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

/// A desk with people, and a visitor who was greeted.
pub(super) struct Greeted {
    pub(super) world: World,
    pub(super) desk: RunningDesk,
    pub(super) people: People,
    pub(super) visitor: Visitor,
    pub(super) pins: Pins,
}

pub(super) struct RunningDesk {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

pub(super) fn core() -> String {
    json!({
        "v": 2, "id": "p1", "version": "1", "laws": ["GDPR", "LOPDGDD"], "minimum_age": 14, "age_gate": false,
        "controller": {"name": "n", "address": "a", "contact": "c", "country": "ES"},
        "authority": {"name": "n", "url": "https://authority.example/"},
        "purposes": [{
            "id": "answer", "required": true, "basis": "eu-gdpr:A6-1-a",
            "category": "dpv:CommunicationForCustomerCare", "data": [], "recipients": ["bot"],
            "retention": "P90D", "transfers": [], "trains_model": false, "decides": false,
        }, {
            "id": "quote", "required": false, "basis": "eu-gdpr:A6-1-a",
            "category": "dpv:RequestedServiceProvision", "data": [], "recipients": ["bot"],
            "retention": "P30D", "transfers": [], "trains_model": false, "decides": false,
        }],
        "processors": [], "obligations": [{"id": "claims", "basis": "eu-gdpr:JustificationA17LegalClaims", "retention": "P3Y"}], "channels": [],
        "attachments": {"media": ["image/png", "application/pdf"], "max_bytes": 200_000, "max_count": 3},
        "grant_lifetime": "P365D",
        "texts": {"es": Hash::of(TEXT.as_bytes())},
    })
    .to_string()
}

/// The policy's documents with optional purposes beside its own.
fn with_purposes(core: &str, more: &[&str]) -> (String, String) {
    let mut core: Value = serde_json::from_str(core).unwrap();
    let mut text: Value = serde_json::from_str(TEXT).unwrap();
    for id in more {
        let mut purpose = core["purposes"][1].clone();
        purpose["id"] = (*id).into();
        core["purposes"].as_array_mut().unwrap().push(purpose);
        text["purposes"][id] = text["purposes"]["quote"].clone();
    }
    core["texts"]["es"] = Hash::of(text.to_string().as_bytes()).to_string().into();
    (core.to_string(), text.to_string())
}

impl World {
    /// A place for a relay and a desk, neither running.
    pub(super) async fn new() -> Self {
        let reserved = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = reserved.local_addr().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (asked, time) = (Arc::default(), Arc::new(AtomicU64::new(NOW)));
        let storage = DeskStorage::default();
        let heard = Arc::default();
        Self {
            folder,
            address,
            asked,
            sector: None,
            people: None,
            files: FilesSettings { unscanned: true, ..FilesSettings::default() },
            also: None,
            slow: None,
            is_sociable: false,
            approvers: None,
            storage,
            heard,
            time,
            relay: None,
        }
    }

    /// Relay and desk running, and what a script tag would pin.
    pub(super) async fn running() -> (Self, RunningDesk, Pins) {
        Self::new().await.run().await
    }

    /// The same of a site of the demonstration.
    pub(super) async fn running_as(sector: &'static Sector) -> (Self, RunningDesk, Pins) {
        Self { sector: Some(sector), ..Self::new().await }.run().await
    }

    /// The same with people beside the bot, and a visitor who was greeted.
    pub(super) async fn with_people(mut self, people: people::Settings) -> Greeted {
        self.people = Some(people);
        let desk = self.open_desk().unwrap();
        let (pins, people) = (desk.pins().unwrap(), desk.people().unwrap());
        self.start_relay_with(pins.clone()).await;
        let desk = self.run_desk(desk);
        let mut visitor = Visitor::new(&self, 1);
        let manifest = visitor.manifest(&pins, NOW).await;
        visitor.hello(&manifest, vec![]).await;
        visitor.hear(2).await;
        Greeted { world: self, desk, people, visitor, pins }
    }

    /// The same with a bot that takes its time.
    pub(super) async fn running_with(slow: Slow) -> (Self, RunningDesk, Pins) {
        Self { slow: Some(slow), ..Self::new().await }.run().await
    }

    pub(super) async fn run(self) -> (Self, RunningDesk, Pins) {
        let mut world = self;
        let pins = world.open_desk().unwrap().pins().unwrap();
        world.start_relay_with(pins.clone()).await;
        let desk = world.start_desk();
        (world, desk, pins)
    }

    pub(super) fn clock(&self) -> Clock {
        let time = self.time.clone();
        Clock::new(move || time.load(Ordering::SeqCst))
    }

    /// From now on it is the machine's time.
    pub(super) fn be_now(&self) {
        self.time.store(Clock::system().now(), Ordering::SeqCst);
    }

    pub(super) fn pass(&self, seconds: u64) {
        self.time.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(super) fn relay_database(&self) -> PathBuf {
        self.folder.path().join("relay.db")
    }

    pub(super) fn desk_database(&self) -> PathBuf {
        self.folder.path().join("desk/desk.db")
    }

    /// Waits until nobody has a database open: then it is one file, whole.
    pub(super) async fn closed(&self, database: &Path) {
        let journal = PathBuf::from(format!("{}-wal", database.display()));
        let wait = async {
            while journal.exists() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(SOON, wait).await.unwrap();
    }

    /// Deletes a database that nobody uses.
    pub(super) async fn lose(&self, database: &Path) {
        self.closed(database).await;
        std::fs::remove_file(database).unwrap();
    }

    pub(super) fn policy(&self) -> Policy {
        let mut core = core();
        if self.slow.is_some() {
            let mut told: Value = serde_json::from_str(&core).unwrap();
            told["purposes"][1]["recipients"] = json!(["bot", VENDOR]);
            core = told.to_string();
        }
        if let Some(approvers) = self.approvers {
            let mut told: Value = serde_json::from_str(&core).unwrap();
            told["archive_approvers"] = approvers.into();
            core = told.to_string();
        }
        let mut text = TEXT.to_owned();
        if self.is_sociable {
            (core, text) = with_purposes(&core, &[PRESENCE, IDENTITY]);
        }
        let own = || Policy::new(&core, &[&text]).unwrap();
        self.sector.map_or_else(own, |sector| sector.policy().unwrap())
    }

    pub(super) fn config(&self) -> Config {
        Config {
            relay: format!("http://{}", self.address),
            site: SITE.into(),
            origins: vec!["https://insurer.example".into()],
            recipient: "bot".into(),
            name: "Assistant".into(),
            picture: Some("aurora".into()),
            policy: self.policy(),
            data: self.folder.path().join("desk"),
            bot: match self.sector {
                Some(sector) => Arc::new(sector.bot().unwrap()),
                None => Arc::new(Echo(self.asked.clone())),
            },
            slow: self.slow.clone(),
            clock: self.clock(),
            files: self.files.clone(),
            people: self.people.clone(),
            archive: self.archive(),
            audit: crate::audit::Settings::default(),
            storage: self.storage.clone(),
            events: self.events(),
        }
    }

    /// An archive, if its public file is in the folder.
    fn archive(&self) -> crate::archive::Settings {
        let file = self.folder.path().join("archive.pub.json");
        crate::archive::Settings { file: file.exists().then_some(file), approvers: 2 }
    }

    pub(super) fn events(&self) -> Events {
        let heard = [self.heard.clone() as Arc<dyn Listener>];
        Events::to(heard.into_iter().chain(self.also.clone()))
    }

    pub(super) fn open_desk(&self) -> Result<Desk, DeskError> {
        Desk::open(self.config())
    }

    pub(super) fn start_desk(&self) -> RunningDesk {
        self.run_desk(self.open_desk().unwrap())
    }

    pub(super) fn run_desk(&self, desk: Desk) -> RunningDesk {
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(desk.run(async {
            let _ = stopped.await;
        }));
        RunningDesk { stop, task }
    }

    /// Starts the relay with the pin of a desk that does not run yet.
    pub(super) async fn start_relay(&mut self) {
        let pins = self.open_desk().unwrap().pins().unwrap();
        self.start_relay_with(pins).await;
    }

    pub(super) async fn start_relay_with(&mut self, pins: Pins) {
        let site = relay::Site { site: SITE.into(), pins, widget_origins: vec![] };
        let config = relay::Config {
            sites: vec![site],
            database: self.relay_database(),
            clock: self.clock(),
            storage: Default::default(),
            events: self.events(),
            ..relay::Config::default()
        };
        let relay = Relay::open(config).unwrap();
        let listener = TcpListener::bind(self.address).await.unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let app = relay::app(relay.clone());
            let server = axum::serve(listener, app).with_graceful_shutdown(async move {
                let _ = stopped.await;
                relay.close();
            });
            server.await.unwrap();
        });
        self.relay = Some((stop, task));
    }

    pub(super) async fn stop_relay(&mut self) {
        let (stop, task) = self.relay.take().unwrap();
        stop.send(()).unwrap();
        tokio::time::timeout(SOON, task).await.unwrap().unwrap();
    }
}

impl RunningDesk {
    pub(super) async fn stop(self) {
        self.stop.send(()).unwrap();
        tokio::time::timeout(SOON, self.task).await.unwrap().unwrap();
    }
}
