//! The company's audit log, as the widget checks it: that it has what this visitor decided and said, and
//! that it is the log of the last time.

use anyhow::Result;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

const QUESTION: &str = "¿Qué cubre el seguro?";

#[tokio::test]
async fn decisions_and_envelopes_are_in_the_audit_log_also_after_a_reload_and_more_of_both()
-> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    let panel = chat.privacy().await?;
    panel.audited("comprobado").await?;
    panel.turn("improve").await?;
    panel.countersigned(2).await?;
    panel.leave().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.ask("¿Y el granizo?").await?;
    chat.delivery("¿Y el granizo?", &["Entregado"]).await?;
    let panel = chat.privacy().await?;
    panel.audited("comprobado").await
}

#[tokio::test]
async fn a_log_that_was_begun_anew_behind_the_visitor_s_back_does_not_fit() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    let panel = chat.privacy().await?;
    panel.audited("comprobado").await?;
    panel.leave().await?;
    // The same key goes on from another beginning.
    world.stop_desk().await?;
    world.ledger().begin_audit_anew()?;
    world.start_desk().await?;
    chat.ask("¿Y el granizo?").await?;
    chat.delivery("¿Y el granizo?", &["Entregado"]).await?;
    let panel = chat.privacy().await?;
    panel.audited("no encaja").await
}
