//! Allow grants what is required and what is switched on, and nothing else.

use anyhow::Result;
use serde_json::{Value, json};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

use super::{count, posted};

const QUESTION: &str = "¿Qué cubre el seguro? canario-Aw7Qe3";

#[tokio::test]
async fn allow_grants_the_required_and_the_switched_on_alone() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow_with(&["improve"]).await?;
    let first = json!({
        "answer": "given", "quote": "refused", "improve": "given", "marketing": "refused",
    });
    world.ledger().must_have(std::slice::from_ref(&first)).await?;
    let state = chat.told().await?;
    assert_eq!(state["purposes"], capitals(&first));
    let panel = chat.privacy().await?;
    for (purpose, how, on) in [
        ("answer", "Permitido", true),
        ("quote", "Rechazado", false),
        ("improve", "Permitido", true),
        ("marketing", "Rechazado", false),
    ] {
        panel.stands(purpose, how).await?;
        assert_eq!(panel.is_on(purpose).await?, Some(on), "{purpose}");
    }
    Ok(())
}

/// Refusing all that is optional leaves the chat working; granting one of two later is one decision
/// about that one, and sends nothing for the other.
#[tokio::test]
async fn refusing_options_leaves_the_chat_and_granting_one_leaves_the_other() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    let first = json!({
        "answer": "given", "quote": "refused", "improve": "refused", "marketing": "refused",
    });
    world.ledger().must_have(std::slice::from_ref(&first)).await?;

    let (mark, asked) = (world.proxy.record().mark(), browser.watch().mark());
    let panel = chat.privacy().await?;
    panel.turn("quote").await?;
    panel.stands("quote", "Permitido").await?;
    world.ledger().must_have(&[first, json!({ "quote": "given" })]).await?;
    panel.countersigned(2).await?;
    panel.stands("marketing", "Rechazado").await?;
    let state = chat.told().await?;
    assert_eq!(state["purposes"]["marketing"], "Refused");

    // One decision left, sealed, to where the conversation goes anyway; beside it the open panel asks the
    // audit log for what it shows, once for each receipt that has come.
    let sent = posted(&world, mark)?;
    assert!((1..=3).contains(&count(&sent, "ctl")) && count(&sent, "msg") == 0, "{sent:#?}");
    for asked in browser.watch().since(asked).requests() {
        // The panel's own part and its sentences are static files.
        let is_known = ["localhost:4102/v1/sites/", "/sigilo-panel-", "/sigilo-more-es-"];
        assert!(is_known.iter().any(|known| asked.url.contains(known)), "{asked:?}");
    }
    for word in ["marketing", "canario-Aw7Qe3"] {
        world.must_not_contain_said(&Canary::new(word)?)?;
    }
    Ok(())
}

/// As the page's API spells statuses.
fn capitals(decision: &Value) -> Value {
    let mut said = decision.clone();
    for status in said.as_object_mut().into_iter().flat_map(|all| all.values_mut()) {
        let name = status.as_str().unwrap_or_default();
        *status = json!([&name[..1].to_uppercase(), &name[1..]].concat());
    }
    said
}
