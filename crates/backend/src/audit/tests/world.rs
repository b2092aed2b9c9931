//! A log in a folder, and what can be done to its database behind its back.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rusqlite::Connection;
use tempfile::TempDir;

use super::super::{Fault, Log, Report, Settings, export, log::origin, verify_export};
use crate::{Clock, audit::ExportError, events::Event};

pub(super) const NOW: u64 = 1_800_000_000;
pub(super) const SITE: &str = "site.example";

pub(super) struct World {
    pub(super) folder: TempDir,
    time: Arc<AtomicU64>,
    pub(super) log: Log,
}

impl World {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let time = Arc::new(AtomicU64::new(NOW));
        let log = open(folder.path().join("audit.db"), &time);
        Self { folder, time, log }
    }

    /// A log of `count` entries, signed after each of those in `signed`.
    pub(super) fn of(count: u64, signed: &[u64]) -> Self {
        let world = Self::new();
        for at in 0..count {
            world.log.append(&event(at)).unwrap();
            if signed.contains(&(at + 1)) {
                world.log.checkpoint().unwrap();
            }
        }
        world
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("audit.db")
    }

    pub(super) fn reopen(&mut self) {
        self.log = open(self.path(), &self.time);
    }

    pub(super) fn pass(&self, seconds: u64) {
        self.time.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Works on the database as who can write the file, and knows of the triggers.
    pub(super) fn tamper(&self, sql: &str) {
        let connection = Connection::open(self.path()).unwrap();
        let drop = "DROP TRIGGER IF EXISTS audit_keeps; DROP TRIGGER IF EXISTS audit_stays; \
                    DROP TRIGGER IF EXISTS audit_signed;";
        connection.execute_batch(drop).unwrap();
        connection.execute_batch(sql).unwrap();
    }

    pub(super) fn export(&self) -> String {
        let mut out = Vec::new();
        export(&self.path(), &origin(SITE), self.log.public(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// What the live check says, which has to be what a check of the export says.
    pub(super) fn verify(&self) -> Result<Report, Fault> {
        let live = self.log.verify().unwrap();
        let offline = verify_export(&mut self.export().as_bytes(), Some(self.log.public()), &[]);
        match offline {
            Ok((_, report)) => assert_eq!(live, Ok(report)),
            Err(ExportError::Fault(fault)) => assert_eq!(live, Err(fault)),
            Err(other) => panic!("{other}"),
        }
        live
    }
}

fn open(path: PathBuf, time: &Arc<AtomicU64>) -> Log {
    let time = Arc::clone(time);
    let clock = Clock::new(move || time.load(Ordering::Relaxed));
    Log::open(&path, SITE, Settings::default(), clock).unwrap()
}

pub(super) fn event(at: u64) -> Event {
    Event::new(NOW + at, SITE, "access.read", "ana").with("count", at)
}
