//! What was given for a time ends with it.

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::frame;
use sigilo_e2e::world::World;

use super::{count, posted};

const WHY: &str = "Tu decisión ha caducado. Hasta que decidas no se envía nada más.";
/// Past the lifetime of a grant, and within that of the manifest.
const LATER: u64 = 26 * 3_600_000;

#[tokio::test]
async fn a_decision_that_ran_out_asks_again_and_says_why() -> Result<()> {
    let mut world = World::start().await?;
    world.declare(|core, _| core["grant_lifetime"] = json!("P1D")).await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    chat.delivery("¿Qué cubre el seguro?", &["Entregado"]).await?;
    browser.reload().await?;
    Chat::open(&browser).await?.conversation().await?;

    browser.watch().run_first(&frame::later(LATER)).await?;
    browser.reload().await?;
    let mark = world.proxy.record().mark();
    let chat = Chat::open(&browser).await?;
    assert_eq!(chat.why().await?, WHY);
    assert!(chat.switches().await?.iter().all(|(_, is_on)| !is_on));
    assert_eq!(chat.changes().await?, Vec::<String>::new());
    chat.say("canario-caducado").await?;
    chat.delivery("canario-caducado", &["Retenido"]).await?;
    assert_eq!(posted(&world, mark)?, Vec::<serde_json::Value>::new());
    Ok(())
}

/// Also in a conversation that is on: the next message is held, and not sent.
#[tokio::test]
async fn a_decision_that_runs_out_meanwhile_holds_the_next_message() -> Result<()> {
    let mut world = World::start().await?;
    world.declare(|core, _| core["grant_lifetime"] = json!("P1D")).await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    chat.delivery("¿Qué cubre el seguro?", &["Entregado"]).await?;
    browser.run(&frame::later(LATER), vec![]).await?;
    let mark = world.proxy.record().mark();
    chat.say("canario-caducado").await?;
    let why = chat.why().await?;
    ensure!(why == WHY, "{why}");
    chat.delivery("canario-caducado", &["Retenido"]).await?;
    assert_eq!(count(&posted(&world, mark)?, "msg"), 0);
    Ok(())
}
