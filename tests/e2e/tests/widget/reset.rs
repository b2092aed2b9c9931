//! Sessions that a desk asks to renew: said, survived, and no matter for other tabs.

use std::time::Duration;

use anyhow::{Result, ensure};
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};

use crate::keys;

const QUESTION: &str = "¿Qué cubre el seguro?";
const RENEWED: &str = "Se ha renovado la conexión cifrada.";

/// The desk starts anew with two tabs; one of them hears of it only when the other has long been
/// answered.
#[tokio::test]
async fn silent_session_reset_of_an_older_tab_after_a_newer_load_was_answered() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    Chat::begun(&browser, QUESTION).await?;
    let first = browser.tab().await?;
    world.proxy.withhold()?;
    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    let second = browser.tab().await?;

    restart_desk(&mut world, &chat, "¿Hay franquicia?").await?;
    must_say_renewed(&browser, &chat).await?;
    chat.conversation().await?;
    chat.answer(2).await?;

    world.proxy.hand_out();
    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    must_say_renewed(&browser, &chat).await?;
    until_hellos(&world, &browser, 4).await?;
    chat.conversation().await?;
    chat.answer(2).await?;
    chat.ask("¿Cuánto cuesta?").await?;
    let here = chat.texts().await?;

    browser.go_to_tab(&second).await?;
    let chat = Chat::inside(&browser).await?;
    chat.answer(3).await?;
    chat.ask("¿Qué horario tenéis?").await?;
    let there = chat.texts().await?;
    assert!(there.starts_with(&here), "{here:#?} {there:#?}");
    assert_eq!(keys::hellos(&world)?, 4, "the second tab did not have to begin again");
    keys::must_serve_once(&world)
}

#[tokio::test]
async fn silent_session_reset_with_no_backend_to_begin_anew_waits_for_it() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    world.proxy.set(Fault::Manifest("<!doctype html>".into()));
    restart_desk(&mut world, &chat, "¿Hay franquicia?").await?;
    must_say_renewed(&browser, &chat).await?;
    browser.wait_for(".banner--offline").await?;
    let text = "¿Cuánto cuesta?";
    chat.say(text).await?;
    chat.delivery(text, &["Retenido"]).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    chat.delivery(text, &["Retenido"]).await?;
    assert!(chat.texts().await?.contains(&QUESTION.to_owned()), "the conversation stays");

    world.proxy.set(Fault::None);
    chat.delivery(text, &["Entregado"]).await?;
    chat.conversation().await?;
    chat.answer(3).await?;
    keys::must_serve_once(&world)
}

/// The frame's patience with a hello is shortened: 30 seconds, twice, would be most of the suite.
#[tokio::test]
async fn each_hello_that_nobody_answers_is_said_once_more() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let source = "const wait = setTimeout;
        globalThis.setTimeout = (then, ms, ...rest) => wait(then, ms === 30000 ? 5000 : ms, ...rest);";
    browser.watch().run_first(source).await?;
    world.stop_desk().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.choice(sigilo_e2e::chat::Choice::Allow).await?.click().await?;
    until_hellos(&world, &browser, 2).await?;
    world.start_desk().await?;
    chat.conversation().await?;
    chat.ask(QUESTION).await?;

    // The desk asks for a hello and is gone before it comes.
    world.proxy.set(Fault::Slow(Duration::from_millis(700)));
    let before = keys::kinds(&world)?.len();
    restart_desk(&mut world, &chat, "¿Hay franquicia?").await?;
    browser
        .wait("a reset", async || {
            ensure!(keys::kinds(&world)?[before..].iter().any(|t| t == "reset"), "none");
            Ok(())
        })
        .await?;
    world.stop_desk().await?;
    assert_eq!(keys::hellos(&world)?, 2, "the desk went too late");
    world.proxy.set(Fault::None);
    until_hellos(&world, &browser, 4).await?;
    world.start_desk().await?;
    chat.conversation().await?;
    chat.ask("¿Cuánto cuesta?").await?;
    Ok(())
}

/// Starts the desk anew while `text` is on its way to it: who says something learns of it.
async fn restart_desk(world: &mut World, chat: &Chat<'_>, text: &str) -> Result<()> {
    world.stop_desk().await?;
    chat.say(text).await?;
    chat.delivery(text, &["Enviado"]).await?;
    world.start_desk().await
}

async fn until_hellos(world: &World, browser: &Browser, count: usize) -> Result<()> {
    browser
        .wait(&format!("hello {count}"), async || {
            ensure!(keys::hellos(world)? >= count, "fewer");
            Ok(())
        })
        .await
}

async fn must_say_renewed(browser: &Browser, chat: &Chat<'_>) -> Result<()> {
    browser
        .wait("what says that it was renewed", async || {
            let said = chat.texts().await?.iter().filter(|text| *text == RENEWED).count();
            ensure!(said == 1, "it stands there {said} times");
            Ok(())
        })
        .await
}
