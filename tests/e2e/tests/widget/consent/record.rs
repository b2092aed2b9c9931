//! A record that can't be read or kept is no consent.

use std::time::Duration;

use anyhow::{Result, ensure};
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::frame;
use sigilo_e2e::world::World;

use super::{count, posted};

const NOT_KEPT: &str = "Este navegador no conservará la conversación";

/// Waits until the visitor is told that nothing is kept.
async fn until_not_kept(browser: &Browser) -> Result<()> {
    let is_said = async || {
        let said = browser.find(".banner").await?.text().await?;
        ensure!(said.contains(NOT_KEPT), "{said}");
        Ok(())
    };
    browser.wait("what is said of it", is_said).await
}

#[tokio::test]
async fn a_record_that_was_damaged_grants_nothing_and_is_asked_again() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    chat.delivery("¿Qué cubre el seguro?", &["Entregado"]).await?;
    // Nothing is on its way that would be stored again.
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(browser.run_async(frame::CORRUPT, vec![]).await?, 1);
    browser.reload().await?;
    let mark = world.proxy.record().mark();
    let chat = Chat::open(&browser).await?;
    let why = chat.why().await?;
    ensure!(why.contains("No se ha podido leer"), "it does not say so: {why}");
    assert!(chat.switches().await?.iter().all(|(_, is_on)| !is_on));
    chat.say("canario-retenido").await?;
    chat.delivery("canario-retenido", &["Retenido"]).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(posted(&world, mark)?, Vec::<serde_json::Value>::new());
    assert_eq!(chat.told().await?, serde_json::Value::Null);

    // Deciding anew begins anew, and is kept.
    chat.allow().await?;
    chat.delivery("canario-retenido", &["Entregado"]).await?;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.delivery("canario-retenido", &["Entregado"]).await?;
    Ok(())
}

/// A disk that is full from the middle of a conversation on: it goes on in the page, which says so; what was kept stays.
#[tokio::test]
async fn where_storage_is_full_the_conversation_goes_on_and_it_is_said_that_it_is_not_kept()
-> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let kept = "¿Qué cubre el seguro?";
    let chat = Chat::begun(&browser, kept).await?;
    chat.delivery(kept, &["Entregado"]).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    browser.run(frame::FULL, vec![]).await?;
    let said = "¿Hay franquicia?";
    chat.ask(said).await?;
    chat.delivery(said, &["Entregado"]).await?;
    until_not_kept(&browser).await?;
    chat.ask("¿Cuánto cuesta?").await?;
    assert_eq!(browser.watch().all().errors(), Vec::<String>::new());

    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    chat.delivery(kept, &["Entregado"]).await?;
    chat.ask("¿Qué no cubre?").await?;
    crate::keys::must_serve_once(&world)
}

#[tokio::test]
async fn without_indexeddb_nothing_is_granted_and_it_is_said_that_nothing_is_kept() -> Result<()> {
    let world = World::start().await?;
    for script in [frame::NO_DATABASE, frame::REFUSED_DATABASE] {
        let browser = world.browser(&Setting::default()).await?;
        browser.watch().run_first(script).await?;
        let chat = Chat::allowed(&browser).await?;
        until_not_kept(&browser).await?;
        chat.ask("¿Hay franquicia?").await?;
        browser.reload().await?;
        let mark = world.proxy.record().mark();
        let chat = Chat::open(&browser).await?;
        assert!(chat.switches().await?.iter().all(|(_, is_on)| !is_on));
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(count(&posted(&world, mark)?, "msg"), 0);
    }
    Ok(())
}
