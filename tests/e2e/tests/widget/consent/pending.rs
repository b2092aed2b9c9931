//! While a notice waits for an answer, everything but allowing goes on in the panel.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::{Chat, Panel};
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::world::{SITE, World};

use super::switches::purpose;
use super::{count, must_verify, posted};

const SAID: &str = "Mi nombre es canario-Pd4Ve1";

/// A visitor who is asked again, since what they agreed to has changed.
async fn asked_again<'a>(world: &mut World, browser: &'a Browser) -> Result<Chat<'a>> {
    let chat = Chat::begun(browser, SAID).await?;
    chat.delivery(SAID, &["Entregado"]).await?;
    chat.privacy().await?.countersigned(1).await?;
    world.declare(|core, _| purpose(core, "answer")["retention"] = json!("P30D")).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(browser).await?;
    let why = chat.why().await?;
    ensure!(why.starts_with("Ha cambiado lo que aceptaste"), "{why}");
    Ok(chat)
}

async fn must_be_done(browser: &Browser, panel: &Panel<'_>) -> Result<()> {
    browser
        .wait("what the desk holds", async || {
            let lines = panel.requests().await?;
            ensure!(lines.len() == 1 && lines[0].contains("hecha"), "{lines:#?}");
            Ok(())
        })
        .await
}

fn given() -> Value {
    json!({ "answer": "given", "quote": "refused", "improve": "refused", "marketing": "refused" })
}

#[tokio::test]
async fn a_request_goes_out_and_files_are_saved_while_the_notice_waits() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    let chat = asked_again(&mut world, &browser).await?;
    let mark = world.proxy.record().mark();
    let panel = chat.privacy().await?;
    panel.stands("answer", "Terminado").await?;
    ensure!(panel.is_on("quote").await?.is_none(), "what is asked there is given there");
    panel.ask("Saber qué tenéis de mí", "").await?;
    must_be_done(&browser, &panel).await?;
    panel.save("Guardar los recibos").await?;
    let file = downloads.take(&browser, "sigilo-receipts.json").await?;
    must_verify(&world, &file, &[])?;
    panel.save("Guardar (JSON)").await?;
    let data: Value = serde_json::from_slice(&downloads.take(&browser, "sigilo-data.json").await?)?;
    assert_eq!(data["requests"][0]["state"], "done");

    // Nothing was answered for the visitor, and no word went.
    panel.leave().await?;
    chat.notice().await?;
    world.ledger().must_have(&[given()]).await?;
    let sent = posted(&world, mark)?;
    assert_eq!((count(&sent, "hello"), count(&sent, "msg")), (1, 0), "{sent:#?}");

    // And it is still the visitor's to answer.
    chat.allow_again().await?;
    chat.ask("¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;
    Ok(())
}

/// A request that waits goes out in the next load, too, although its notice waits as well.
#[tokio::test]
async fn a_request_that_waits_goes_out_although_the_notice_waits() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = asked_again(&mut world, &browser).await?;
    world.stop_relay().await?;
    let panel = chat.privacy().await?;
    panel.ask("Saber qué tenéis de mí", "").await?;
    browser
        .wait("the request to wait", async || {
            let lines = panel.requests().await?;
            ensure!(lines.len() == 1 && lines[0].contains("esperando"), "{lines:#?}");
            Ok(())
        })
        .await?;
    world.start_relay().await?;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    let panel = chat.privacy().await?;
    must_be_done(&browser, &panel).await
}

#[tokio::test]
async fn what_the_notice_asks_for_again_can_be_taken_back_instead() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = asked_again(&mut world, &browser).await?;
    let panel = chat.privacy().await?;
    panel.withdraw_all().await?;
    panel.stands("answer", "Retirado").await?;
    panel.countersigned(3).await?;
    // The hello brings the newest decision; what ended by itself is told after it.
    let told = [given(), json!({ "answer": "withdrawn" }), json!({ "answer": "invalidated" })];
    world.ledger().must_have(&told).await?;
    panel.leave().await?;
    chat.headed("Has retirado tu permiso").await?;

    // It stays so.
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.headed("Has retirado tu permiso").await
}

#[tokio::test]
async fn everything_can_be_erased_while_the_notice_waits() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = asked_again(&mut world, &browser).await?;
    chat.privacy().await?.erase().await?;
    chat.headed("Todo se ha borrado").await?;
    assert_eq!(world.ledger().bodies()?, 0);
    Ok(())
}
