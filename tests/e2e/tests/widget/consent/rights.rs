//! A request goes out sealed and comes back with its due date.

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::tree;
use sigilo_e2e::world::World;

/// What another tab says when it has changed something, by the name of the one record there is.
const CHANGED: &str = "
    const [{ name }] = await indexedDB.databases();
    new BroadcastChannel('sigilo:' + name.split(':')[2]).postMessage(1);";

const NOTE: &str = "Mi apellido se escribe canario-Ñ4p";

#[tokio::test]
async fn a_request_has_a_state_and_a_due_date_from_the_desk() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    chat.delivery("¿Qué cubre el seguro?", &["Entregado"]).await?;
    let panel = chat.privacy().await?;
    panel.countersigned(1).await?;
    panel.audited("comprobado").await?;
    tree::must_be(&browser, "privacy-es").await?;
    panel.ask("Corregir mis datos", NOTE).await?;
    browser
        .wait("the due date", async || {
            let lines = panel.requests().await?;
            let is_due = |line: &String| {
                line.starts_with("Corregir mis datos")
                    && line.contains("recibida")
                    && line.contains("plazo:")
            };
            ensure!(lines.len() == 1 && lines.iter().all(is_due), "{lines:#?}");
            Ok(())
        })
        .await?;
    let kept = world.requests()?;
    ensure!(kept.len() == 1 && kept[0].contains(NOTE), "the desk has {kept:#?}");
    world.must_not_contain(&Canary::new(NOTE)?)?;

    panel.ask("Saber qué tenéis de mí", "").await?;
    browser
        .wait("what the desk holds", async || {
            let lines = panel.requests().await?;
            let is_done = |line: &String| {
                line.starts_with("Saber qué tenéis de mí") && line.contains("hecha")
            };
            ensure!(lines.first().is_some_and(is_done), "{lines:#?}");
            Ok(())
        })
        .await?;

    // Still there in the next load.
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    let lines = chat.privacy().await?.requests().await?;
    assert_eq!(lines.len(), 2, "{lines:#?}");
    Ok(())
}

/// The panel is drawn anew when what it shows has changed, and only then.
#[tokio::test]
async fn what_is_being_typed_in_the_panel_stays_while_news_come() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    chat.delivery("¿Qué cubre el seguro?", &["Entregado"]).await?;
    let panel = chat.privacy().await?;
    panel.countersigned(1).await?;
    panel.note("Mi apell").await?;
    for _ in 0..3 {
        browser.run_async(CHANGED, vec![]).await?;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
    let typed = "return document.querySelector('#note').value";
    assert_eq!(browser.run(typed, vec![]).await?, json!("Mi apell"));
    Ok(())
}
