//! A line on which everything goes wrong now and then: each message arrives once, in order, at either end, or is said not
//! to have been sent; and what is on the line can be read by nobody.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use sigilo_backend::desk::bot::{Bot, Reply};
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::{Author, Chat, Line as Said};
use sigilo_e2e::proxy::{Fault, Line, Mishap, Proxy};
use sigilo_e2e::world::World;

/// Messages of each side.
const COUNT: usize = 12;

/// In each of them, and in each answer.
const CANARY: &str = "canario-K9w3Tz";

/// Pauses between attempts grow while a line is bad; after its end the last of them is waited for.
const PATIENCE: Duration = Duration::from_secs(90);

/// Says back what it is told, and remembers it.
#[derive(Default)]
struct Parrot(Mutex<Vec<String>>);

impl Parrot {
    fn heard(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Bot for Parrot {
    fn greet(&self, _: &str) -> Reply {
        Reply::plain("Buenas.")
    }

    fn answer(&self, text: &str, _: &str) -> Reply {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(text.to_owned());
        Reply::plain(&answer_to(text))
    }
}

fn answer_to(text: &str) -> String {
    format!("Dice: {text}")
}

#[tokio::test]
async fn where_everything_takes_long_each_message_arrives_once_and_in_order() -> Result<()> {
    on_a_bad_line(&[Mishap::Delay], 60, 1).await
}

#[tokio::test]
async fn where_requests_are_lost_each_message_arrives_once_and_in_order() -> Result<()> {
    on_a_bad_line(&[Mishap::CutBefore], 40, 2).await
}

#[tokio::test]
async fn where_answers_are_lost_each_message_arrives_once_and_in_order() -> Result<()> {
    on_a_bad_line(&[Mishap::CutAfter], 40, 3).await
}

#[tokio::test]
async fn where_requests_arrive_twice_each_message_arrives_once_and_in_order() -> Result<()> {
    on_a_bad_line(&[Mishap::Twice], 60, 4).await
}

#[tokio::test]
async fn where_requests_overtake_each_other_each_message_arrives_once_and_in_order() -> Result<()> {
    on_a_bad_line(&[Mishap::HoldBack], 50, 5).await
}

#[tokio::test]
async fn where_answers_end_in_their_middle_each_message_arrives_once_and_in_order() -> Result<()> {
    on_a_bad_line(&[Mishap::Truncate], 40, 6).await
}

#[tokio::test]
async fn where_all_of_it_happens_each_message_arrives_once_and_in_order() -> Result<()> {
    for seed in [11, 12, 13] {
        on_a_bad_line(&Mishap::ALL, 50, seed).await?;
    }
    Ok(())
}

/// The desk's line is the bad one, or both are.
#[tokio::test]
async fn where_the_desk_s_line_is_bad_each_message_arrives_once_and_in_order() -> Result<()> {
    for (visitors, desks, seed) in [(0, 50, 21), (40, 40, 22)] {
        converse(&Mishap::ALL, visitors, desks, seed).await?;
    }
    Ok(())
}

async fn on_a_bad_line(kinds: &'static [Mishap], share: u64, seed: u64) -> Result<()> {
    converse(kinds, share, 0, seed).await
}

/// A conversation on lines where this goes wrong with as many of a hundred exchanges.
async fn converse(kinds: &'static [Mishap], visitors: u64, desks: u64, seed: u64) -> Result<()> {
    let bot = Arc::new(Parrot::default());
    let mut world = World::start().await?;
    world.change_desk(bot.clone()).await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::allowed(&browser).await?;
    let texts: Vec<String> = (1..=COUNT).map(|at| format!("Mensaje {at} {CANARY}.")).collect();

    let spoil = |line: &Proxy, share| line.set(Fault::Line(Line { kinds, share, seed }));
    spoil(&world.proxy, visitors);
    spoil(world.desk_line()?, desks);
    for text in &texts {
        chat.say(text).await?;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    // For as long again the line stays as it is.
    tokio::time::sleep(Duration::from_secs(5)).await;
    must_lose_nothing(&chat, &texts).await?;
    for (line, share) in [(&world.proxy, visitors), (world.desk_line()?, desks)] {
        line.set(Fault::None);
        assert!(share == 0 || line.mishaps() > 4, "the line was not bad: {}", line.mishaps());
    }

    until_all_is_said(&browser, &chat, &texts).await?;
    // What would come twice would come now.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let lines = chat.transcript().await?;
    assert_eq!(said_by(&lines, Author::Visitor), texts, "seed {seed}: {lines:#?}");
    let answers: Vec<String> = texts.iter().map(|text| answer_to(text)).collect();
    let said = said_by(&lines, Author::Recipient);
    assert_eq!(said[1..], answers, "seed {seed}: {lines:#?}");
    assert_eq!(bot.heard(), texts, "seed {seed}");

    let canary = Canary::new(CANARY)?;
    for exchange in world.desk_line()?.record().all() {
        exchange.must_not_contain(&canary)?;
    }
    world.must_not_contain(&canary)
}

fn said_by(lines: &[Said], author: Author) -> Vec<String> {
    let own = lines.iter().filter(|line| line.author == author);
    own.map(|line| line.text.clone()).collect()
}

/// While the line is bad every message stands there once, in order, and says how far it has come.
async fn must_lose_nothing(chat: &Chat<'_>, texts: &[String]) -> Result<()> {
    let lines = chat.transcript().await?;
    assert_eq!(said_by(&lines, Author::Visitor), texts, "{lines:#?}");
    for line in lines.iter().filter(|line| line.author == Author::Visitor) {
        assert!(!line.state.is_empty(), "{line:?}");
    }
    Ok(())
}

/// Waits until every message was delivered and answered; what was not sent is sent again by its button.
async fn until_all_is_said(browser: &Browser, chat: &Chat<'_>, texts: &[String]) -> Result<()> {
    let started = Instant::now();
    loop {
        for button in browser.find_all(".message__button").await? {
            if button.text().await? == "Reintentar" {
                button.click().await?;
            }
        }
        let lines = chat.transcript().await?;
        let is_there = |text: &&String| {
            lines.iter().any(|line| line.text == **text && line.state.contains("Entregado"))
                && lines.iter().any(|line| line.text == answer_to(text))
        };
        let there = texts.iter().filter(is_there).count();
        if there == texts.len() {
            return Ok(());
        }
        ensure!(started.elapsed() < PATIENCE, "{there} of {} came: {lines:#?}", texts.len());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
