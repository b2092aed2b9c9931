//! A load on a relay, by the real protocol, on this machine alone: `cargo xtask load`.
//!
//! The relay runs in a process of its own, so that its memory and its share of the processor can be told
//! from the generator's. Every envelope is sealed before anything is measured.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "it measures, or fails")]

mod idle;
mod machine;
mod post;
mod sealed;
mod serve;

use std::time::Duration;

use clap::{Parser, Subcommand};
use tokio::time::{Instant, sleep};

use post::{Answers, Pace};
use sealed::{Sealed, World};
use serve::Relay;

/// Connections that post at one time.
const CONNECTIONS: usize = 128;

/// Most envelopes of a conversation; the generator's memory holds them all.
const TURNS: usize = 50;

#[derive(Parser)]
struct Load {
    #[command(subcommand)]
    serve: Option<Serve>,
    /// How many visitors are idle, one row each; as many as there may be open files
    #[arg(long, value_delimiter = ',', default_value = "100,1000,10000")]
    visitors: Vec<usize>,
    /// How many envelopes are posted in a measured run
    #[arg(long, default_value_t = 10_000)]
    envelopes: usize,
}

#[derive(Subcommand)]
enum Serve {
    /// The relay; the load starts it
    #[command(hide = true)]
    Serve(serve::Told),
}

fn main() {
    let Load { serve, visitors, envelopes } = Load::parse();
    let runtime = tokio::runtime::Runtime::new().expect("no runtime");
    match serve {
        Some(Serve::Serve(told)) => runtime.block_on(told.run()),
        None => runtime.block_on(measure(&visitors, envelopes.clamp(100, 100_000))),
    }
}

async fn measure(visitors: &[usize], envelopes: usize) {
    let mut world = World::new();
    eprintln!("sealing {envelopes} envelopes …");
    let began = Instant::now();
    let sealed = world.seal(envelopes, TURNS);
    eprintln!("sealed in {:.1} s", began.elapsed().as_secs_f64());

    println!("| posting | envelopes/s | p50 ms | p99 ms | relay's CPU | generator's CPU | lost |");
    println!("|---|---|---|---|---|---|---|");
    let alone = posted("a write each", &world, &sealed, 1, Pace::Free).await;
    let grouped = posted("a write for all that wait", &world, &sealed, 256, Pace::Free).await;
    let half = grouped.max(alone) / 2.0;
    posted("half of that", &world, &sealed, 256, Pace::PerSecond(half)).await;

    shed(&world, &sealed, half).await;

    println!(
        "\n| idle visitors | relay's memory MB | KB a visitor | opened in s | a message is there in ms |"
    );
    println!("|---|---|---|---|---|");
    for wanted in visitors {
        idle::hold(&mut world, *wanted).await;
    }
}

/// Posts everything once, and tells what that was like; envelopes a second.
async fn posted(name: &str, world: &World, sealed: &[Sealed], batch: usize, pace: Pace) -> f64 {
    let relay = Relay::start(world, batch, 0).await;
    post::all(&relay, &sealed::hellos(sealed), CONNECTIONS, Pace::Free).await.all_taken();
    let (mine, theirs) = (machine::cpu("self"), machine::cpu(&relay.pid()));
    let began = Instant::now();
    let answers = post::all(&relay, &sealed::messages(sealed), CONNECTIONS, pace).await;
    let seconds = began.elapsed().as_secs_f64();
    let share = |before: f64, after: f64| (after - before) / seconds;
    let (mine, theirs) =
        (share(mine, machine::cpu("self")), share(theirs, machine::cpu(&relay.pid())));
    answers.all_taken();
    let rate = answers.count(201) as f64 / seconds;
    let lost = relay.lost(&answers).await;
    println!(
        "| {name} | {rate:.0} | {:.1} | {:.1} | {theirs:.2} | {mine:.2} | {lost} |",
        answers.percentile(0.50),
        answers.percentile(0.99),
    );
    assert_eq!(lost, 0, "what was acknowledged is there");
    rate
}

/// Three times of what the site may have: the rest is shed, and taken later.
async fn shed(world: &World, sealed: &[Sealed], rate: f64) {
    let per_minute = (rate * 60.0) as u32;
    let relay = Relay::start(world, 256, per_minute).await;
    let hellos = sealed::hellos(sealed);
    post::all(&relay, &hellos, CONNECTIONS, Pace::PerSecond(rate / 2.0)).await.all_taken();
    sleep(Duration::from_secs(1)).await;
    let messages = sealed::messages(sealed);
    let answers = post::all(&relay, &messages, CONNECTIONS, Pace::PerSecond(rate * 3.0)).await;
    let (taken, limited, busy) = (answers.count(201), answers.count(429), answers.count(503));
    let others = answers.len() - taken - limited - busy;
    println!(
        "\nThree times {rate:.0} a second: {taken} taken, {limited} × 429, {busy} × 503, {others} others, each refusal with Retry-After: {}.",
        answers.say_when()
    );
    let wait = answers.longest_wait();
    sleep(Duration::from_secs(wait)).await;
    let refused = answers.refused(&messages);
    let again = post::all(&relay, &refused, CONNECTIONS, Pace::PerSecond(rate * 0.7)).await;
    let lost = relay.lost(&Answers::merged(&answers, &again)).await;
    println!(
        "{wait} s later, at 0.7 of the rate: {} of {} taken. Acknowledged and lost: {lost}.",
        again.count(201),
        again.len()
    );
    assert_eq!(lost, 0, "what was acknowledged is there");
}
