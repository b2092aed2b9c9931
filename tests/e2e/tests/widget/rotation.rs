//! A site's identity key is rotated, or was stolen and is retired: what a browser with a record does.

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::{Chat, Choice};
use sigilo_e2e::proxy::{Exchange, Fault};
use sigilo_e2e::world::{SITE, Tag, World};
use sigilo_protocol::SigningKey;

const QUESTION: &str = "¿Qué cubre el seguro?";

/// A relay keeps an older manifest, which is still in its time, for a browser that has seen a newer.
#[tokio::test]
async fn manifest_rollback() -> Result<()> {
    let world = World::start().await?;
    let older = world.resigned(|_| ()).await?;
    let newer = world.resigned(|manifest| manifest["ver"] = json!(u64::from(u32::MAX))).await?;
    let browser = world.browser(&Setting::default()).await?;
    world.proxy.set(Fault::Manifest(newer.clone()));
    browser.goto(SITE).await?;
    Chat::open(&browser).await?.choice(Choice::Allow).await?.click().await?;
    // What was allowed is kept before anything is posted.
    browser
        .wait("a hello", async || {
            let asked = world.proxy.record().all();
            let is_hello =
                |one: &Exchange| one.method == "POST" && one.path().ends_with("/envelopes");
            ensure!(asked.iter().any(is_hello), "none yet");
            Ok(())
        })
        .await?;

    world.proxy.set(Fault::Manifest(older));
    browser.goto(SITE).await?;
    let said = Chat::open(&browser).await?.problem().await?;
    assert!(said.contains("No se ha podido comprobar"), "{said}");

    world.proxy.set(Fault::Manifest(newer));
    browser.goto(SITE).await?;
    Chat::open(&browser).await?;
    browser.wait_for(".seal__summary").await?;
    Ok(())
}

#[tokio::test]
async fn the_next_key_keeps_the_conversation_and_retires_the_current_one() -> Result<()> {
    let world = World::start().await?;
    let [next, last] = [7, 8].map(|byte| SigningKey::from_bytes(&[byte; 32]));
    let (Some(next), Some(last)) = (next, last) else { anyhow::bail!("no keys") };
    let pins =
        |first: &str, second: &SigningKey| format!("{first} {}", second.public().thumbprint());
    let browser = world.browser(&Setting::default()).await?;
    world.with_tag(&browser, Tag::Key(&pins(world.pin(), &next))).await?;
    let chat = Chat::allowed(&browser).await?;
    chat.ask(QUESTION).await?;

    // The next key signs, for the same recipients: nothing is asked again.
    world.proxy.set(Fault::Manifest(world.succeeded(&next).await?));
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    browser.wait_for(".seal__summary").await?;
    assert!(chat.transcript().await?.iter().any(|line| line.text == QUESTION));

    // Whoever has the retired key is not believed any more.
    world.proxy.set(Fault::None);
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    let said = chat.problem().await?;
    assert!(said.contains("No se ha podido comprobar"), "{said}");

    // The page pins the next key and its successor: the record is still the visitor's.
    world.proxy.set(Fault::Manifest(world.succeeded(&next).await?));
    let moved = pins(&next.public().thumbprint().to_string(), &last);
    world.with_tag(&browser, Tag::Key(&moved)).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    browser.wait_for(".seal__summary").await?;
    assert!(chat.transcript().await?.iter().any(|line| line.text == QUESTION));
    Ok(())
}
