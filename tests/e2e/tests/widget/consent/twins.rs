//! Two tabs are one visitor.

use anyhow::{Context as _, Result, ensure};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

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
