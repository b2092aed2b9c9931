//! A withdrawal stops the very next message, tells the desk, and stays.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::{Chat, Choice};
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::tree;
use sigilo_e2e::world::{SITE, World};

use super::{count, posted};

const QUESTION: &str = "¿Qué cubre el seguro?";
const WITHDRAWN: &str = "Has retirado tu permiso";

#[tokio::test]
async fn one_purpose_is_withdrawn_by_its_switch_and_the_chat_goes_on() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow_with(&["quote", "improve"]).await?;
    let panel = chat.privacy().await?;
    panel.turn("improve").await?;
    panel.stands("improve", "Retirado").await?;
    panel.stands("quote", "Permitido").await?;
    let first = json!({
        "answer": "given", "quote": "given", "improve": "given", "marketing": "refused",
    });
    world.ledger().must_have(&[first, json!({ "improve": "withdrawn" })]).await?;
    let lines = panel.countersigned(2).await?;
    assert!(lines[0].contains("Retiraste: Mejorar el asistente"), "{lines:#?}");
    panel.leave().await?;
    chat.ask(QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    Ok(())
}

#[tokio::test]
async fn withdrawing_everything_stops_the_next_message_and_tells_the_desk() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    let mark = world.proxy.record().mark();
    chat.write("canario-nunca-Z8").await?;
    let panel = chat.privacy().await?;
    panel.withdraw_all().await?;
    panel.stands("answer", "Retirado").await?;
    let lines = panel.countersigned(2).await?;
    assert!(lines[0].contains("Retiraste: Responder a tus preguntas"), "{lines:#?}");
    let first = json!({
        "answer": "given", "quote": "refused", "improve": "refused", "marketing": "refused",
    });
    world.ledger().must_have(&[first, json!({ "answer": "withdrawn" })]).await?;
    panel.leave().await?;
    chat.headed(WITHDRAWN).await?;
    ensure!(!chat.has_field().await?, "there is a field to write into");
    tree::must_be(&browser, "withdrawn-es").await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let sent = posted(&world, mark)?;
    // The withdrawal, and what the panel asked the audit log before it.
    assert!((1..=2).contains(&count(&sent, "ctl")) && count(&sent, "msg") == 0, "{sent:#?}");
    world.must_not_contain(&Canary::new("canario-nunca-Z8")?)?;

    // It stays so, and nobody asks: not on the page, not after a reload.
    for _ in 0..2 {
        browser.reload().await?;
        let mark = world.proxy.record().mark();
        let chat = Chat::open(&browser).await?;
        chat.headed(WITHDRAWN).await?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        ensure!(browser.find_all(".notice").await?.is_empty(), "it asks again");
        assert_eq!(posted(&world, mark)?, Vec::<serde_json::Value>::new());
        assert_eq!(chat.told().await?["purposes"]["answer"], "Withdrawn");
    }

    // Unless the visitor wishes.
    let chat = Chat::inside(&browser).await?;
    chat.press("Ver el aviso otra vez").await?;
    assert!(chat.switches().await?.iter().all(|(_, is_on)| !is_on));
    chat.allow_again().await?;
    chat.ask("¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;
    Ok(())
}

/// Words that are on their way when the visitor withdraws turn back.
#[tokio::test]
async fn what_is_on_its_way_when_it_is_withdrawn_is_not_sent() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    world.proxy.set(Fault::ServerError);
    for words in ["canario-primero", "canario-segundo"] {
        chat.say(words).await?;
        chat.delivery(words, &["Enviando"]).await?;
    }
    let panel = chat.privacy().await?;
    panel.withdraw_all().await?;
    panel.stands("answer", "Retirado").await?;
    let mark = world.proxy.record().mark();
    world.proxy.set(Fault::None);
    panel.countersigned(2).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let sent = posted(&world, mark)?;
    // The withdrawal, and what the panel asked the audit log before it.
    assert!((1..=2).contains(&count(&sent, "ctl")) && count(&sent, "msg") == 0, "{sent:#?}");

    // Asked again and refused, they still stay.
    panel.leave().await?;
    chat.press("Ver el aviso otra vez").await?;
    chat.choice(Choice::Refuse).await?.click().await?;
    chat.headed("No se enviará nada más").await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(count(&posted(&world, mark)?, "msg"), 0);
    Ok(())
}
