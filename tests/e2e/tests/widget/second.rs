//! The widget with the second implementation of a recipient, which was written from the spec alone.

use anyhow::{Context as _, Result};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

/// Hello, several turns, a reload, a restart that loses every session: each end of the protocol
/// meets code that shares nothing with it.
#[tokio::test]
async fn a_conversation_with_the_recipient_in_python() -> Result<()> {
    let mut world = World::start().await?;
    let echo = world.hand_over().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow().await?;
    let long = "Un texto más largo, con acentos: ñandú, pingüino. ".repeat(20);
    for said in ["¿Me oyes?", long.trim()] {
        comes_back(&chat, said).await?;
    }

    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    comes_back(&chat, "¿Y ahora?").await?;

    // What was said to the sessions that are lost is said again to the new ones.
    drop(echo);
    let _echo = world.echo()?;
    comes_back(&chat, "¿Sigues ahí?").await?;
    comes_back(&chat, "¿Hola?").await
}

/// Says it, and waits until it was delivered and said back.
async fn comes_back(chat: &Chat<'_>, said: &str) -> Result<()> {
    chat.say(said).await?;
    let back = async || {
        let answers = chat.answers().await?;
        answers.into_iter().find(|line| line.text == said).context("not yet")
    };
    chat.browser().wait(said, back).await?;
    chat.delivery(said, &["Entregado"]).await?;
    Ok(())
}
