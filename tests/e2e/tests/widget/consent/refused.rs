//! Refusals leave a receipt: of the first notice one that is stored and sent nowhere, of a later one
//! on both sides.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::{Chat, Choice};
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::ledger;
use sigilo_e2e::storage;
use sigilo_e2e::world::{SITE, World};

use super::must_verify;
use super::switches::purpose;
use crate::silence::{must_be_reading, must_leave_no_trace};

#[tokio::test]
async fn refusing_the_first_notice_stores_and_sends_nothing_and_can_be_proved() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.turn("quote").await?;
    chat.refuse().await?;
    chat.press("Guardar el recibo de mi rechazo").await?;
    let file = downloads.take(&browser, "sigilo-receipts.json").await?;
    must_verify(&world, &file, &["countersignature"])?;
    let receipts = ledger::receipts_in(&file)?;
    assert_eq!(receipts.len(), 1);
    let text = receipts[0].to_string();
    assert!(text.contains("dpv:ConsentRefused") && !text.contains("dpv:ConsentGiven"), "{text}");

    tokio::time::sleep(Duration::from_secs(2)).await;
    storage::must_be_empty(&browser).await?;
    must_be_reading(&world.proxy.record().all(), &world.site_path());
    assert_eq!(world.ledger().decisions()?, Vec::<serde_json::Value>::new());

    // The key of it is nobody's: the next one is another's.
    chat.press("Guardar el recibo de mi rechazo").await?;
    let again = downloads.take(&browser, "sigilo-receipts.json").await?;
    let subject = |receipt: &serde_json::Value| {
        receipt["dpv:hasRecordOfActivity"][0]["dpv:hasDataSubject"].clone()
    };
    assert_ne!(subject(&ledger::receipts_in(&again)?[0]), subject(&receipts[0]));
    must_leave_no_trace(browser).await
}

#[tokio::test]
async fn refusing_a_changed_notice_leaves_a_receipt_at_the_desk() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    chat.conversation().await?;
    world.declare(|core, _| purpose(core, "answer")["retention"] = json!("P30D")).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.choice(Choice::Refuse).await?.click().await?;
    chat.headed("No se enviará nada más").await?;
    let panel = chat.privacy().await?;
    let lines = panel.countersigned(3).await?;
    assert!(lines[0].contains("Rechazaste") && lines[1].contains("Terminó"), "{lines:#?}");
    // The hello brings the newest decision; what ended by itself is told after it.
    let decisions = world.ledger().decisions()?;
    assert_eq!(decisions[1]["answer"], "refused");
    assert_eq!(decisions[2], json!({ "answer": "invalidated" }));
    Ok(())
}
