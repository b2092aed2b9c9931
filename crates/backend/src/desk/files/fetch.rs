//! Those who fetch: a task a file, two at once. They know the file's key and no other; what they have
//! found goes back to the desk's own loop.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use sigilo_protocol::{Attachment, ConvId, FileFault};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::AbortHandle,
};

use super::{
    super::{
        client::{Client, ClientError},
        scan::{Scanner, Verdict},
    },
    opened,
};

/// Files that are fetched at one time: each is in memory, opened, while it is scanned.
const PARALLEL: usize = 2;

/// Least time until the same file is asked for again.
const AGAIN: Duration = Duration::from_secs(20);

/// What is fetched: a row of which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::desk) enum Wanted {
    /// A file that a message tells of.
    Message(i64),
    /// A file that a form's answer brings.
    Form(i64),
}

/// What a task has found.
#[derive(Debug)]
pub(in crate::desk) struct Fetched {
    pub(super) wanted: Wanted,
    pub(super) outcome: Outcome,
}

#[derive(Debug)]
pub(in crate::desk) enum Outcome {
    /// It is what it says, and nothing is known against it: as it was sealed.
    Good(Vec<u8>),
    /// Nobody knows whether it is: why, and it.
    Unsure(String, Vec<u8>),
    /// It is not taken; of what was found in it, the name.
    Bad(FileFault, Option<String>),
    /// Nobody answered.
    Again,
}

/// The files on their way. Dropped, it stops fetching.
pub(in crate::desk) struct Fetching {
    flights: HashMap<Wanted, Flight>,
    rests: HashMap<Wanted, Instant>,
    say: UnboundedSender<Fetched>,
    heard: UnboundedReceiver<Fetched>,
}

struct Flight(AbortHandle);

impl Drop for Flight {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Default for Fetching {
    fn default() -> Self {
        let (say, heard) = unbounded_channel();
        Self { flights: HashMap::new(), rests: HashMap::new(), say, heard }
    }
}

impl Fetching {
    /// The next file that is here, or is not; never, if none is fetched.
    pub(in crate::desk) async fn next(&mut self) -> Fetched {
        match self.heard.recv().await {
            Some(fetched) => fetched,
            // This holds a sender itself.
            None => std::future::pending().await,
        }
    }

    /// Whether a file can be asked for now.
    pub(super) fn has_room_for(&self, wanted: Wanted) -> bool {
        let rests = self.rests.get(&wanted).is_some_and(|until| Instant::now() < *until);
        self.flights.len() < PARALLEL && !self.flights.contains_key(&wanted) && !rests
    }

    /// A task is done.
    pub(super) fn land(&mut self, wanted: Wanted, is_again: bool) {
        self.flights.remove(&wanted);
        self.rests.retain(|_, until| Instant::now() < *until);
        if is_again {
            self.rests.insert(wanted, Instant::now() + AGAIN);
        }
    }

    /// Fetches, opens and scans.
    pub(super) fn start(
        &mut self,
        client: Client,
        scanner: Option<Scanner>,
        (wanted, conv, file): (Wanted, ConvId, Attachment),
    ) {
        let say = self.say.clone();
        let task = tokio::spawn(async move {
            let outcome = fetch(&client, conv, &file, scanner.as_ref()).await;
            // Nobody hears it if the desk is gone: the next one fetches again.
            let _ = say.send(Fetched { wanted, outcome });
        });
        self.flights.insert(wanted, Flight(task.abort_handle()));
    }
}

async fn fetch(
    client: &Client,
    conv: ConvId,
    file: &Attachment,
    scanner: Option<&Scanner>,
) -> Outcome {
    let blob = match client.blob(conv, file.blob, opened::sealed_len(file.size)).await {
        Ok(blob) => blob,
        Err(ClientError::Refused(404 | 410, _)) => return Outcome::Bad(FileFault::Missing, None),
        Err(_) => return Outcome::Again,
    };
    let opened = match opened::open(file, &blob) {
        Ok(opened) => opened,
        Err(fault) => return Outcome::Bad(fault, None),
    };
    let Some(scanner) = scanner else { return Outcome::Good(blob) };
    match scanner.scan(&opened).await {
        Verdict::Clean => Outcome::Good(blob),
        Verdict::Infected(name) => Outcome::Bad(FileFault::Unsafe, Some(name)),
        Verdict::Unsure(why) => Outcome::Unsure(why.to_string(), blob),
    }
}
