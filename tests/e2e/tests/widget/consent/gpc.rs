//! Global Privacy Control keeps what it speaks against off, says so, and yields to the visitor alone.

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::frame;
use sigilo_e2e::ledger;
use sigilo_e2e::world::{SITE, World};

use super::must_verify;

const SAID: &str = "Tu navegador pide no vender ni compartir tus datos: apagado.";

#[tokio::test]
async fn gpc_keeps_its_purposes_off_and_says_so_after_a_reload_too() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.watch().run_first(frame::GPC).await?;
    browser.goto(SITE).await?;
    for _ in 0..2 {
        let chat = Chat::open(&browser).await?;
        assert_eq!(chat.switches().await?[2], ("marketing".into(), false));
        ensure!(chat.option("marketing").await?.contains(SAID), "it does not say so");
        ensure!(!chat.option("quote").await?.contains(SAID), "it says so of another");
        browser.reload().await?;
    }
    let chat = Chat::open(&browser).await?;
    chat.allow_with(&["quote"]).await?;
    for _ in 0..2 {
        assert_eq!(chat.told().await?["gpc"], true);
        let panel = chat.privacy().await?;
        panel.stands("marketing", "Rechazado").await?;
        panel.stands("quote", "Permitido").await?;
        ensure!(panel.about("marketing").await?.contains(SAID), "the panel does not say so");
        browser.reload().await?;
        Chat::open(&browser).await?.conversation().await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_the_visitor_switches_on_against_gpc_stays_on_after_a_reload() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.watch().run_first(frame::GPC).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow_with(&["marketing"]).await?;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    let panel = chat.privacy().await?;
    panel.stands("marketing", "Permitido").await?;
    assert_eq!(panel.is_on("marketing").await?, Some(true));
    assert_eq!(world.ledger().decisions()?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn gpc_turned_on_later_ends_what_it_speaks_against_and_leaves_a_receipt() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow_with(&["marketing", "quote"]).await?;
    let first = json!({
        "answer": "given", "quote": "given", "improve": "refused", "marketing": "given",
    });
    world.ledger().must_have(std::slice::from_ref(&first)).await?;
    browser.watch().run_first(frame::GPC).await?;
    // The second time nothing ends any more.
    for _ in 0..2 {
        browser.reload().await?;
        let chat = Chat::open(&browser).await?;
        chat.conversation().await?;
        let panel = chat.privacy().await?;
        panel.stands("marketing", "Terminado").await?;
        panel.stands("quote", "Permitido").await?;
        assert_eq!(panel.is_on("marketing").await?, Some(false));
        let lines = panel.countersigned(2).await?;
        assert!(lines[0].contains("Terminó: Enviarte ofertas"), "{lines:#?}");
        let decisions = [first.clone(), json!({ "marketing": "invalidated" })];
        world.ledger().must_have(&decisions).await?;
        panel.save("Guardar los recibos").await?;
        let file = downloads.take(&browser, "sigilo-receipts.json").await?;
        must_verify(&world, &file, &[])?;
        let ended = ledger::receipts_in(&file)?[1].to_string();
        assert!(ended.contains("dpv:ConsentInvalidated"), "{ended}");
        assert!(ended.contains(r#""gpc":true"#), "{ended}");
    }
    Ok(())
}
