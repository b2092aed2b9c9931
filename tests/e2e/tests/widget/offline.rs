//! A backend that goes away and comes back: nothing is lost, nothing arrives twice.

use std::time::Duration;

use anyhow::Result;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::{Author, Chat};
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};

#[tokio::test]
async fn a_message_written_offline_waits_and_arrives_once() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    let before = chat.answers().await?.len();
    world.proxy.down().await;
    let text = "¿Cuánto cuesta? canario-W2n6Hb";
    chat.say(text).await?;
    chat.delivery(text, &["Enviando", "No se ha enviado"]).await?;
    let told = browser.wait_for(".banner--offline").await?.text().await?;
    assert_eq!(told, "Sin conexión. Tus mensajes esperan y saldrán solos.");
    tokio::time::sleep(Duration::from_secs(2)).await;
    chat.delivery(text, &["Enviando", "No se ha enviado"]).await?;
    world.proxy.up().await?;
    chat.delivery(text, &["Entregado"]).await?;
    chat.answer(before).await?;
    must_stand_once(&chat, text, before + 1).await?;
    world.must_not_contain(&Canary::new("canario-W2n6Hb")?)
}

#[tokio::test]
async fn a_message_whose_answer_was_lost_is_sent_again_and_arrives_once() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    let before = chat.answers().await?.len();
    // The relay takes the envelope, and the frame hears of an error.
    world.proxy.set(Fault::Deaf);
    let text = "¿Cuánto cuesta?";
    chat.say(text).await?;
    world.until_posted(2).await?;
    world.proxy.set(Fault::None);
    chat.delivery(text, &["Entregado"]).await?;
    chat.answer(before).await?;
    must_stand_once(&chat, text, before + 1).await
}

#[tokio::test]
async fn a_slow_backend_is_only_slow() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    world.proxy.set(Fault::Slow(Duration::from_millis(800)));
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    must_stand_once(&chat, "¿Qué cubre el seguro?", chat.answers().await?.len()).await
}

#[tokio::test]
async fn an_answer_that_is_not_the_relay_s_is_no_delivery() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    let before = chat.answers().await?.len();
    // A network that wants a sign-in answers 200 to everything.
    world.proxy.set(Fault::Html);
    let text = "¿Cuánto cuesta?";
    chat.say(text).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    chat.delivery(text, &["Enviando"]).await?;
    world.proxy.set(Fault::None);
    chat.delivery(text, &["Entregado"]).await?;
    chat.answer(before).await?;
    must_stand_once(&chat, text, before + 1).await
}

#[tokio::test]
async fn a_message_that_is_refused_is_said_so_and_can_be_sent_again_once() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    world.proxy.set(Fault::Refusing);
    let text = "¿Cuánto cuesta?";
    chat.say(text).await?;
    chat.delivery(text, &["No se ha enviado"]).await?;
    world.proxy.set(Fault::None);
    // The next message is taken and acknowledged; that says nothing of the one before it.
    let before = chat.answers().await?.len();
    chat.ask("¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;
    chat.delivery(text, &["No se ha enviado"]).await?;
    browser.wait_for(".message__button").await?.click().await?;
    chat.delivery(text, &["Entregado"]).await?;
    chat.answer(before + 1).await?;
    must_stand_once(&chat, text, before + 2).await
}

/// A relay whose queue is full is there: the visitor is not told that their own line is at fault, and has nothing to do.
#[tokio::test]
async fn a_relay_that_is_full_is_said_to_be_and_takes_the_message_when_it_is_not() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    let before = chat.answers().await?.len();
    world.proxy.set(Fault::Full);
    let text = "¿Cuánto cuesta?";
    chat.say(text).await?;
    let told = browser.wait_for(".banner--offline").await?.text().await?;
    assert_eq!(told, "Hay demasiada demanda. Tus mensajes esperan y saldrán solos.");
    chat.delivery(text, &["Enviando"]).await?;
    world.proxy.set(Fault::None);
    chat.delivery(text, &["Entregado"]).await?;
    chat.answer(before).await?;
    anyhow::ensure!(browser.find_all(".banner--offline").await?.is_empty(), "it is over");
    must_stand_once(&chat, text, before + 1).await
}

/// Nor where the chat can't be opened for that.
#[tokio::test]
async fn a_relay_that_is_full_at_the_start_is_not_said_to_be_silent() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    for (fault, says) in [
        (Fault::Crowded, "Hay demasiada demanda."),
        (Fault::ServerError, "El servicio de chat no responde."),
    ] {
        world.proxy.set(fault);
        browser.goto(SITE).await?;
        let chat = Chat::open(&browser).await?;
        assert_eq!(browser.wait_for(".problem__what").await?.text().await?, says);
        world.proxy.set(Fault::None);
        browser.wait_for(".problem .button").await?.click().await?;
        chat.notice().await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_chat_closes_while_the_backend_keeps_it_waiting() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    world.proxy.set(Fault::Slow(Duration::from_secs(12)));
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    let asked = std::time::Instant::now();
    chat.close().await?;
    browser
        .wait("the frame to be hidden", async || {
            let frame = browser.find("sigilo-chat").await?.find_in_shadow("iframe").await?;
            anyhow::ensure!(!frame.is_displayed().await?, "the frame is on screen");
            Ok(())
        })
        .await?;
    anyhow::ensure!(asked.elapsed() < Duration::from_secs(10), "it waited for the backend");
    Ok(())
}

/// Fails unless the visitor's `text` stands there once, and after a while there are still only
/// `answers` answers: the desk saw no message twice.
async fn must_stand_once(chat: &Chat<'_>, text: &str, answers: usize) -> Result<()> {
    tokio::time::sleep(Duration::from_secs(3)).await;
    let lines = chat.transcript().await?;
    let own = lines.iter().filter(|line| line.author == Author::Visitor && line.text == text);
    assert_eq!(own.count(), 1, "{lines:#?}");
    assert_eq!(chat.answers().await?.len(), answers, "{lines:#?}");
    Ok(())
}
