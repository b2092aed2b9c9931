//! The relay has erased a conversation, and nobody here asked for it.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use sigilo_e2e::axe;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::world::{SITE, World};

use super::must_verify;

const SAID: &str = "¿Qué cubre el seguro?";
const GONE: &str = "La conversación se ha borrado en el servidor";

#[tokio::test]
async fn what_the_relay_erased_is_said_stays_to_be_saved_and_a_new_chat_begins() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    let chat = Chat::begun(&browser, SAID).await?;
    chat.delivery(SAID, &["Entregado"]).await?;
    chat.privacy().await?.countersigned(1).await?;
    let conversations = world.conversations();
    let first = conversations.first().context("no conversation")?;
    world.erase_at_relay(first).await?;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.headed(GONE).await?;
    ensure!(!chat.has_field().await?, "there is a field to write into");
    ensure!(chat.texts().await?.iter().any(|text| text == SAID), "it can't be read");
    axe::must_find_nothing(&browser, "a conversation that is gone").await?;
    chat.toggle_language().await?;
    chat.headed("The conversation was erased on the server").await?;
    chat.toggle_language().await?;

    let panel = chat.privacy().await?;
    panel.save("Guardar (JSON)").await?;
    let data: Value = serde_json::from_slice(&downloads.take(&browser, "sigilo-data.json").await?)?;
    ensure!(data["messages"].as_array().is_some_and(|all| all.len() >= 3), "{data}");
    panel.leave().await?;

    // Nothing is begun without the press.
    assert_eq!(world.conversations().len(), 1);
    chat.press("Empezar un chat nuevo").await?;
    chat.conversation().await?;
    chat.ask("¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;
    let conversations = world.conversations();
    ensure!(conversations.len() == 2 && conversations[0] == *first, "{conversations:?}");
    // On the decision that there is: nobody was asked again.
    assert_eq!(world.ledger().decisions()?.len(), 2, "the same receipt in each");
    let panel = chat.privacy().await?;
    panel.countersigned(1).await?;
    panel.save("Guardar los recibos").await?;
    must_verify(&world, &downloads.take(&browser, "sigilo-receipts.json").await?, &[])
}

/// In whichever tab the new one is begun, the other goes on in it.
#[tokio::test]
async fn another_tab_goes_on_in_the_conversation_that_was_begun_anew() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, SAID).await?;
    chat.delivery(SAID, &["Entregado"]).await?;
    let first = browser.tab().await?;
    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    let conversations = world.conversations();
    world.erase_at_relay(&conversations[0]).await?;
    chat.headed(GONE).await?;
    chat.press("Empezar un chat nuevo").await?;
    chat.conversation().await?;
    let there = chat.ask("¿Hay franquicia?").await?;
    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    chat.conversation().await?;
    let texts = chat.texts().await?;
    ensure!(texts.contains(&there.text), "{texts:#?}");
    assert_eq!(world.conversations().len(), 2);
    Ok(())
}

/// A decision and a request have to be told, also where the conversation is gone and not on screen.
#[tokio::test]
async fn a_request_after_a_withdrawal_reaches_the_desk_although_the_conversation_is_gone()
-> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, SAID).await?;
    chat.delivery(SAID, &["Entregado"]).await?;
    let panel = chat.privacy().await?;
    panel.withdraw_all().await?;
    panel.countersigned(2).await?;
    world.erase_at_relay(&world.conversations()[0]).await?;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.headed("Has retirado tu permiso").await?;
    let panel = chat.privacy().await?;
    panel.ask("Saber qué tenéis de mí", "").await?;
    browser
        .wait("what the desk holds", async || {
            let lines = panel.requests().await?;
            ensure!(lines.len() == 1 && lines[0].contains("hecha"), "{lines:#?}");
            Ok(())
        })
        .await?;
    panel.leave().await?;
    chat.headed("Has retirado tu permiso").await
}
