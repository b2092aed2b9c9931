//! The relay under load, in a process of its own.

use std::{collections::HashSet, path::PathBuf, process::Stdio};

use clap::Args;
use sigilo_backend::{
    Clock,
    relay::{
        self, Site,
        limits::{Rate, Settings},
    },
    serve::{Gate, Server},
};
use sigilo_protocol::Pins;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader},
    net::TcpListener,
    process::{Child, Command},
};

use crate::{
    post::Answers,
    sealed::{SITE, World},
};

/// What the relay's process is told.
#[derive(Args)]
pub(crate) struct Told {
    #[arg(long)]
    data: PathBuf,
    #[arg(long)]
    pin: String,
    #[arg(long)]
    batch: usize,
    #[arg(long)]
    per_minute: u32,
}

impl Told {
    /// Runs until standard input ends.
    pub(crate) async fn run(self) {
        let site = Site {
            site: SITE.into(),
            pins: Pins::parse(&self.pin).unwrap(),
            widget_origins: vec![],
        };
        // A visitor of this load writes more than people do.
        let none = Rate::new(0, 0);
        let limits = Settings {
            key: none,
            conversation: none,
            recipient: none,
            site: Rate::new(self.per_minute, (self.per_minute / 60).max(1)),
            batch: self.batch,
            ..Settings::default()
        };
        let config = relay::Config {
            sites: vec![site],
            database: self.data.join("relay.db"),
            clock: Clock::system(),
            limits,
            ..relay::Config::default()
        };
        let relay = relay::Relay::open(config).unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        println!("{}", listener.local_addr().unwrap());
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let app = relay::app(relay.clone());
        let gate = Gate { max_connections: 20_000, ..Gate::default() };
        let server = Server { listeners: vec![listener], tls: None, app, gate };
        let serving = tokio::spawn(server.run(stopped));
        let _ = tokio::io::stdin().read_u8().await;
        relay.close();
        stop.send_replace(true);
        serving.await.unwrap();
    }
}

/// A relay that listens; it ends when dropped.
pub(crate) struct Relay {
    pub(crate) address: String,
    folder: TempDir,
    process: Child,
}

impl Relay {
    /// With the manifest published. No site's limit, if `per_minute` is 0.
    pub(crate) async fn start(world: &World, batch: usize, per_minute: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["serve", "--pin", &world.pin(), "--batch", &batch.to_string()]);
        command.args(["--per-minute", &per_minute.to_string(), "--data"]).arg(folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = lines.next_line().await.unwrap().expect("the relay did not start");
        let relay = Self { address, folder, process };
        world.publish(&relay).await;
        relay
    }

    pub(crate) fn pid(&self) -> String {
        self.process.id().expect("the relay has ended").to_string()
    }

    /// How many of what was acknowledged are not in the database.
    pub(crate) async fn lost(&self, answers: &Answers) -> usize {
        let database = self.folder.path().join("relay.db");
        let rows =
            tokio::task::spawn_blocking(move || relay::rows(&database).unwrap()).await.unwrap();
        let stored: HashSet<(String, u64)> =
            rows.into_iter().map(|row| (row.sender, row.seq)).collect();
        answers.acknowledged().filter(|name| !stored.contains(*name)).count()
    }
}
