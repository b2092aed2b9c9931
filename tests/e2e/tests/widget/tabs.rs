//! Promise 5: two tabs share the conversation and never a state.

use std::collections::HashSet;

use anyhow::{Context as _, Result};
use serde_json::Value;
use sigilo_backend::relay;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

#[tokio::test]
async fn two_tabs_show_one_conversation_and_share_no_key() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (of_first, of_second) = ("¿Qué cubre el seguro?", "¿Hay franquicia?");
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow().await?;
    chat.ask(of_first).await?;
    chat.delivery(of_first, &["Entregado"]).await?;
    let first = browser.tab().await?;

    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    chat.delivery(of_first, &["Entregado"]).await?;
    let there = chat.ask(of_second).await?;
    chat.delivery(of_second, &["Entregado"]).await?;

    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    let here = chat.answer(2).await?;
    assert_eq!(here.text, there.text);
    chat.delivery(of_second, &["Entregado"]).await?;
    let again = chat.ask("¿Cuánto cuesta?").await?;
    assert_ne!(again.text, here.text);

    let mut places = HashSet::new();
    let (mut keys, mut wrapped) = (HashSet::new(), HashSet::new());
    for row in relay::rows(&world.database())? {
        assert!(places.insert((row.sender.clone(), row.seq)), "{} {} twice", row.sender, row.seq);
        let envelope: Value = serde_json::from_str(&row.envelope)?;
        for wrap in envelope["w"].as_array().context("no wraps")? {
            let place = place(wrap.as_str().context("no wrap")?).context("no place")?;
            assert!(wrapped.insert(place.clone()), "a key of a ratchet is used twice");
            if envelope_kind(&envelope)? == "hello" {
                keys.insert(place[..65].to_vec());
            }
        }
    }
    assert_eq!(keys.len(), 2, "each load of the frame has a key of its own");
    Ok(())
}

/// Which key of a ratchet a wrap used: `pub ‖ pn ‖ n`, its first 73 bytes.
fn place(wrap: &str) -> Option<Vec<u8>> {
    let wrapped = sigilo_protocol::unb64u(wrap.rsplit('~').next()?)?;
    Some(wrapped.get(..73)?.to_vec())
}

fn envelope_kind(envelope: &Value) -> Result<String> {
    let header = envelope["p"].as_str().and_then(sigilo_protocol::unb64u).context("no header")?;
    let header: Value = serde_json::from_slice(&header)?;
    Ok(header["t"].as_str().context("no kind")?.to_owned())
}
