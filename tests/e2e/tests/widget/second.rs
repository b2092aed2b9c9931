//! The widget with the second implementation of a recipient, which was written from the spec alone.

use anyhow::{Context as _, Result};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::World;

/// Hello, several turns, a reload, a restart that loses every session: each end of the protocol
/// meets code that shares nothing with it.
#[tokio::test]
async fn a_conversation_with_the_recipient_in_python() -> Result<()> {
    let mut world = World::start().await?;
    let echo = world.hand_over().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::allowed(&browser).await?;
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

/// That somebody writes and what is there of it is on the screen before it is said; then it stands there once.
#[tokio::test]
async fn what_is_said_word_by_word_is_seen_as_it_comes_and_kept_once() -> Result<()> {
    let mut world = World::start().await?;
    let _echo = world.hand_over().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::allowed(&browser).await?;
    let said = "La tarjeta 4111 1111 1111 1111 la guarda usted en un lugar seguro, y no aquí…";
    // Everything that was ever on the screen of an answer.
    let watch = "window.seen = new Set();
        new MutationObserver(() => {
            for (const bubble of document.querySelectorAll('.message--recipient .message__bubble')) {
                seen.add([bubble.textContent, bubble.getAttribute('aria-live') ?? 'said'].join('|'));
            }
        }).observe(document.body, { childList: true, subtree: true, characterData: true })";
    browser.run(watch, vec![]).await?;
    chat.say(said).await?;
    chat.decide("Enviar tal cual, cifrado").await?;
    let masked = |text: &str| text.contains("1111 la guarda") && text.ends_with("aquí…");
    browser
        .wait("the answer", async || {
            let answers = chat.answers().await?;
            answers.into_iter().find(|line| masked(&line.text)).context("not yet")
        })
        .await?;
    let seen = browser.run("return [...seen]", vec![]).await?;
    let seen: Vec<&str> =
        seen.as_array().into_iter().flatten().filter_map(|own| own.as_str()).collect();
    let live = |part: &str| seen.contains(&[part, "|off"].concat().as_str());
    anyhow::ensure!(live("está escribiendo"), "{seen:?}");
    anyhow::ensure!(live("La tarjeta"), "{seen:?}");
    // A number is not shown by halves: what is masked at the end was never to be seen.
    anyhow::ensure!(!seen.iter().any(|own| own.contains("4111 1111")), "{seen:?}");
    chat.delivery(said, &["Leído"]).await?;

    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    let answers = chat.answers().await?;
    assert_eq!(answers.iter().filter(|line| masked(&line.text)).count(), 1, "{answers:?}");
    chat.delivery(said, &["Leído"]).await?;
    Ok(())
}
