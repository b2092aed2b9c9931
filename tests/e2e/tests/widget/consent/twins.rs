//! Two tabs are one visitor.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::{Chat, Choice};
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};

use super::switches::purpose;
use super::{count, posted};

#[tokio::test]
async fn a_second_tab_follows_a_withdrawal() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    chat.delivery("¿Qué cubre el seguro?", &["Entregado"]).await?;
    let first = browser.tabs().await?.pop().context("no tab")?;
    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    let panel = chat.privacy().await?;
    panel.withdraw_all().await?;
    panel.stands("answer", "Retirado").await?;
    let mark = world.proxy.record().mark();

    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    chat.headed("Has retirado tu permiso").await?;
    ensure!(!chat.has_field().await?, "the first tab has a field to write into");
    let panel = chat.privacy().await?;
    panel.stands("answer", "Retirado").await?;
    panel.countersigned(2).await?;
    assert_eq!(count(&posted(&world, mark)?, "msg"), 0);
    assert_eq!(world.ledger().decisions()?.len(), 2, "one decision, told once");
    Ok(())
}

/// The first notice: neither tab has a record while both ask.
#[tokio::test]
async fn a_tab_that_asks_follows_what_another_decides() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    chat.say("canario-gemelo").await?;
    chat.delivery("canario-gemelo", &["Retenido"]).await?;
    let first = browser.tab().await?;
    browser.new_tab().await?;
    Chat::allowed(&browser).await?;

    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    chat.conversation().await?;
    // What was held there goes out, by the decision that there is.
    chat.delivery("canario-gemelo", &["Entregado"]).await?;
    assert_eq!(world.ledger().decisions()?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_tab_that_asks_again_follows_what_another_decides() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    chat.delivery("¿Qué cubre el seguro?", &["Entregado"]).await?;
    world.declare(|core, _| purpose(core, "answer")["retention"] = json!("P30D")).await?;
    browser.goto(SITE).await?;
    Chat::open(&browser).await?.notice().await?;
    let first = browser.tab().await?;
    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow_again().await?;
    let second = browser.tab().await?;

    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    chat.conversation().await?;
    // And a refusal, once both ask again.
    world.declare(|core, _| purpose(core, "answer")["retention"] = json!("P60D")).await?;
    for tab in [&second, &first] {
        browser.go_to_tab(tab).await?;
        browser.goto(SITE).await?;
        Chat::open(&browser).await?.notice().await?;
    }
    Chat::inside(&browser).await?.refuse().await?;
    browser.go_to_tab(&second).await?;
    let chat = Chat::inside(&browser).await?;
    chat.headed("Has retirado tu permiso").await
}

#[tokio::test]
async fn a_tab_whose_chat_was_ended_goes_on_at_once_when_another_allows_again() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    chat.delivery("¿Qué cubre el seguro?", &["Entregado"]).await?;
    let first = browser.tab().await?;
    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    chat.withdraw_at_once().await?;
    chat.headed("Has retirado tu permiso").await?;
    browser.go_to_tab(&first).await?;
    Chat::inside(&browser).await?.headed("Has retirado tu permiso").await?;
    let second = browser.tabs().await?.into_iter().find(|tab| *tab != first).context("no tab")?;
    browser.go_to_tab(&second).await?;
    let chat = Chat::inside(&browser).await?;
    chat.press("Ver el aviso otra vez").await?;
    // No envelope gets through: the other tab has nothing but the decision to go by.
    world.proxy.set(Fault::Swallowing);
    chat.choice(Choice::Allow).await?.click().await?;
    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    browser
        .wait("the conversation", async || browser.find(".seal__summary").await.map(drop))
        .await?;
    ensure!(chat.has_field().await?, "there is no field to write into");
    world.proxy.set(Fault::None);
    chat.conversation().await
}
