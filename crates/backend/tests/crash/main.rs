//! `kill -9` at random moments under load: whatever was acknowledged is there once, every chain holds,
//! no ratchet key is used twice, the databases are whole.
//!
//! A relay and desks in a process of their own, as `sigilo-backend demo` runs them; visitors of the
//! protocol library in this one. `SIGILO_CRASHES` says how often (`cargo xtask crash --times`).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test rests on fails the test"
)]

mod check;
mod child;
mod visitor;

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use getrandom::SysRng;
use rand_core::{Rng as _, UnwrapErr};
use sigilo_backend::demo;
use tokio::task::JoinHandle;

use child::Child;
use visitor::{Told, Visitor};

/// Visitors who speak at the same time.
const VISITORS: u8 = 4;

/// How often the process is killed if nobody says: the whole run is `cargo xtask crash --times 100`.
const FEW: u64 = 5;

/// The load between two starts lasts up to this, in milliseconds after the first answer.
const LOAD: u64 = 1_500;

/// How long nothing may go through, and no answer come that is waited for.
const PATIENCE: Duration = Duration::from_secs(90);

fn random(below: u64) -> u64 {
    UnwrapErr(SysRng).next_u64() % below
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_or_doubled_however_often_the_process_is_killed() {
    let times = env::var("SIGILO_CRASHES").map_or(FEW, |times| times.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut child = Child::start(folder.path()).await;
    let (stop, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let told = Arc::new(Told::default());
    let visits: Vec<_> = (1..=VISITORS)
        .map(|number| {
            let place = (demo::SITE, child.base(), &*child.pin);
            let visitor = Visitor::new(number, place, told.clone());
            tokio::spawn(visitor.visit(stop.clone(), done.clone()))
        })
        .collect();
    let began = Instant::now();
    for time in 1..=times {
        // Something has gone through before; else only the start would be tried.
        let before = done.load(Ordering::SeqCst);
        let busy = async {
            while done.load(Ordering::SeqCst) == before
                && visits.iter().all(|visit| !visit.is_finished())
            {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, busy).await.expect("nothing goes through any more");
        // Every fourth time at the very start, among what is made up for.
        if time % 4 != 0 {
            tokio::time::sleep(Duration::from_millis(random(LOAD))).await;
        }
        child.kill();
        check::databases(folder.path(), &told);
        child = child.again().await;
    }
    stop.store(true, Ordering::SeqCst);
    // As long as answers come they may be many; one that does not come is missing.
    let (mut heard, mut since) = (told.answers(), Instant::now());
    while !visits.iter().all(JoinHandle::is_finished) {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if told.answers() > heard {
            (heard, since) = (told.answers(), Instant::now());
        }
        assert!(since.elapsed() < PATIENCE, "an answer is missing: {}", told.open());
    }
    for visit in visits {
        visit.await.unwrap();
    }
    child.kill();
    check::databases(folder.path(), &told);
    check::finds_what_it_looks_for(folder.path(), &told);
    let (envelopes, answers) = (told.envelopes(), told.answers());
    assert!(envelopes > times && answers > 0);
    println!(
        "killed {times} times in {:?}: {envelopes} envelopes acknowledged, {answers} answers heard, \
         each once",
        began.elapsed()
    );
}
