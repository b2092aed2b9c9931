//! The WebSocket where there is one, the long poll where there is none, and nobody notices which.

use std::time::Duration;

use anyhow::Result;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::{Author, Chat};
use sigilo_e2e::proxy::{Exchange, Fault};
use sigilo_e2e::world::{SITE, World};

const QUESTION: &str = "¿Qué cubre el seguro de hogar? canario-L7p3Vd";

#[tokio::test]
async fn a_conversation_comes_over_the_socket_and_nothing_is_polled() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = begun(&browser).await?;
    let answer = chat.ask(QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    assert_eq!(polls(&world), 0);
    let sockets = sockets(&world);
    assert_eq!(sockets.len(), 1);
    assert!(pages(&sockets[0]).contains("\"envelope\":"));
    let traffic = browser.watch().all();
    assert!(traffic.requests().iter().any(|asked| asked.method == "WEBSOCKET"));
    assert_eq!(traffic.errors(), Vec::<String>::new());
    assert_eq!(traffic.violations(), Vec::<String>::new());
    world.must_not_contain(&world.canary(QUESTION)?)?;
    world.must_not_contain(&world.canary(&answer.text)?)?;
    must_stand_once(&chat, 2).await
}

/// A proxy that refuses sockets, and one that opens them and lets nothing through.
#[tokio::test]
async fn where_sockets_are_blocked_the_chat_polls_and_is_not_offline() -> Result<()> {
    for fault in [Fault::NoSockets, Fault::MuteSockets] {
        let world = World::start().await?;
        world.proxy.set(fault.clone());
        let browser = world.browser(&Setting::default()).await?;
        watch_for_offline(&browser).await?;
        let chat = begun(&browser).await?;
        chat.ask(QUESTION).await?;
        chat.delivery(QUESTION, &["Entregado"]).await?;
        assert!(polls(&world) > 0, "{fault:?}");
        must_stand_once(&chat, 2).await?;
        assert_eq!(offline(&browser), 0, "{fault:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_relay_that_restarts_is_found_again_and_nothing_is_lost_or_there_twice() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    watch_for_offline(&browser).await?;
    let chat = begun(&browser).await?;
    chat.ask("¿Hay franquicia?").await?;
    assert_eq!(offline(&browser), 0);
    world.stop_relay().await?;
    chat.say(QUESTION).await?;
    chat.delivery(QUESTION, &["Enviando"]).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    world.start_relay().await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    chat.answer(2).await?;
    assert!(offline(&browser) > 0, "it was, and says so");
    chat.ask("¿Cuánto cuesta?").await?;
    // The relay has forgotten its tokens: a socket or two are refused before one works.
    let sockets = sockets(&world);
    assert!(sockets.len() > 1);
    assert!(sockets.last().is_some_and(|last| pages(last).contains("\"envelope\":")));
    must_stand_once(&chat, 4).await
}

/// From now on the console tells of every time that the chat says it is offline.
async fn watch_for_offline(browser: &Browser) -> Result<()> {
    let source = "new MutationObserver(() => {
             if (document.querySelector('.banner--offline')) console.error('was offline');
         }).observe(document, { childList: true, subtree: true });";
    browser.watch().run_first(source).await
}

fn offline(browser: &Browser) -> usize {
    let errors = browser.watch().all().errors();
    errors.iter().filter(|line| line.contains("was offline")).count()
}

async fn begun(browser: &Browser) -> Result<Chat<'_>> {
    browser.goto(SITE).await?;
    let chat = Chat::open(browser).await?;
    chat.allow().await?;
    // The greeting, which answers the hello.
    chat.answer(0).await?;
    Ok(chat)
}

/// The sockets that were opened, in order.
fn sockets(world: &World) -> Vec<Exchange> {
    let is_open = |one: &Exchange| {
        one.path().ends_with("/live")
            && one.answer.as_ref().is_some_and(|(status, _)| status.as_u16() == 101)
    };
    world.proxy.record().all().into_iter().filter(is_open).collect()
}

/// What came over a socket.
fn pages(socket: &Exchange) -> String {
    let body = socket.answer.as_ref().map(|(_, body)| body.to_vec()).unwrap_or_default();
    String::from_utf8_lossy(&body).into_owned()
}

fn polls(world: &World) -> usize {
    let all = world.proxy.record().all();
    all.iter().filter(|one| one.method == "GET" && one.path().ends_with("/envelopes")).count()
}

/// Fails unless the question stands there once, and after a while there are `answers` answers.
async fn must_stand_once(chat: &Chat<'_>, answers: usize) -> Result<()> {
    tokio::time::sleep(Duration::from_secs(2)).await;
    let lines = chat.transcript().await?;
    let own = lines.iter().filter(|line| line.author == Author::Visitor && line.text == QUESTION);
    assert_eq!(own.count(), 1, "{lines:#?}");
    assert_eq!(chat.answers().await?.len(), answers, "{lines:#?}");
    Ok(())
}
