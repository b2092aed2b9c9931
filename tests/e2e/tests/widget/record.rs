//! The sealed record costs what it has to: nobody waits for it to see their own words, and it is opened where another
//! tab has changed it, not for each message.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::{Setting, key};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

/// From now on sealing waits, until it is let go. By a promise of the page: Firefox gives a driver's script another kind.
const HOLD: &str = "
    const { subtle } = crypto, seal = subtle.encrypt.bind(subtle);
    window.held = [];
    subtle.encrypt = (...all) => new window.Promise((go) => held ? held.push(go) : go()).then(() => seal(...all));";

const LET_GO: &str = "const waiting = held; window.held = null; waiting.forEach((go) => go())";

/// Counts what is opened from now on.
const COUNT: &str = "
    const { subtle } = crypto, open = subtle.decrypt.bind(subtle);
    window.opened = 0;
    subtle.decrypt = (...all) => { window.opened += 1; return open(...all); };";

#[tokio::test]
async fn what_is_sent_is_seen_as_held_while_its_record_is_still_to_be_sealed() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    let text = "¿Hay franquicia?";
    chat.write(text).await?;
    // What is written is kept once it stands; that is over before the rest is held up.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let posted = world.proxy.record().mark();
    browser.run(HOLD, Vec::new()).await?;
    browser.press(key::ENTER).await?;
    chat.delivery(text, &["Cifrando"]).await?;
    assert_eq!(browser.run("return held.length", Vec::new()).await?, json!(1));
    let asked = world.proxy.record().since(posted);
    assert!(asked.iter().all(|one| one.method == "GET"), "{asked:?}");
    browser.run(LET_GO, Vec::new()).await?;
    chat.delivery(text, &["Entregado"]).await.map(drop)
}

#[tokio::test]
async fn the_record_is_opened_again_only_where_another_tab_has_changed_it() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    browser.run(COUNT, Vec::new()).await?;
    let text = "¿Hay franquicia?";
    chat.ask(text).await?;
    chat.delivery(text, &["Entregado"]).await?;
    assert_eq!(browser.run("return opened", Vec::new()).await?, json!(0));
    let first = browser.tab().await?;

    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let other = Chat::open(&browser).await?;
    other.conversation().await?;
    other.ask("¿Cuánto cuesta?").await?;

    browser.go_to_tab(&first).await?;
    Chat::inside(&browser).await?.delivery("¿Cuánto cuesta?", &["Entregado"]).await?;
    let opened = browser.run("return opened", Vec::new()).await?;
    ensure!(opened.as_u64() > Some(0), "{opened}");
    Ok(())
}
