//! What comes back after a while: a tab that slept for a week, a recipient that was gone in the middle of its words.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use sigilo_e2e::browser::{PATIENCE, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::frame;
use sigilo_e2e::world::World;

/// A week, in seconds: sessions, prekeys and the manifest of then are over.
const WEEK: u64 = 7 * 24 * 3600;

/// As long as a desk that has nothing to do waits for news: only then does it look at its clock, which the test has moved.
const POLL: Duration = Duration::from_secs(25);

#[tokio::test]
async fn a_tab_that_slept_for_a_week_goes_on_where_it_was() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    chat.delivery("¿Qué cubre el seguro?", &["Entregado"]).await?;
    let before = chat.answers().await?.len();
    let hellos = crate::keys::hellos(&world)?;

    // Both clocks go on; no timer of the tab has run meanwhile, as in a laptop that was closed.
    world.later(WEEK);
    let fresh = async || {
        let manifest = world.resigned(|_| {}).await?;
        let payload = manifest.split('.').nth(1).and_then(sigilo_protocol::unb64u);
        let payload: serde_json::Value = serde_json::from_slice(&payload.context("no payload")?)?;
        let until = payload["exp"].as_u64().context("no end")?;
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
        ensure!(until > now + WEEK, "the desk has not declared itself anew");
        Ok(())
    };
    let began = Instant::now();
    while let Err(error) = fresh().await {
        ensure!(began.elapsed() < POLL + PATIENCE, "{error}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    browser.run(&frame::later(WEEK * 1000), vec![]).await?;
    let text = "¿Cuánto cuesta?";
    chat.say(text).await?;
    chat.delivery(text, &["Entregado"]).await?;
    chat.answer(before).await?;
    let said = chat.texts().await?;
    assert_eq!(said.iter().filter(|own| *own == text).count(), 1, "{said:?}");
    ensure!(said.contains(&"¿Qué cubre el seguro?".to_owned()), "{said:?}");
    ensure!(crate::keys::hellos(&world)? > hellos, "it is the session of a week ago");
    assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
    Ok(())
}

/// Relay and recipient are gone while an answer comes word by word. Of what was never said nothing stays, and what is
/// asked then is answered; that a desk gives the answer that it owes is a test of its own (`desk/tests/slow.rs`).
#[tokio::test]
async fn a_backend_that_is_restarted_in_the_middle_of_an_answer_leaves_no_half_of_it() -> Result<()>
{
    let mut world = World::start().await?;
    let echo = world.hand_over().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::allowed(&browser).await?;
    let said = ["palabra tras palabra ".repeat(40).as_str(), "…"].concat();
    chat.say(&said).await?;
    let live =
        "return document.querySelector('.message__bubble[aria-live=off]')?.textContent ?? ''";
    browser
        .wait("a part of the answer", async || {
            let live = browser.run(live, vec![]).await?;
            ensure!(live.as_str().is_some_and(|own| own.contains("palabra")), "{live}");
            Ok(())
        })
        .await?;
    drop(echo);
    world.stop_relay().await?;
    world.start_relay().await?;
    let _echo = world.echo()?;
    let next = "¿Sigues ahí?";
    chat.say(next).await?;
    browser
        .wait("the next answer", async || {
            let answers = chat.answers().await?;
            answers.into_iter().find(|line| line.text == next).context("not yet")
        })
        .await?;
    chat.delivery(next, &["Entregado"]).await?;
    let left = browser.run(live, vec![]).await?;
    ensure!(left == "", "a part is left: {left}");
    let answers = chat.answers().await?;
    ensure!(!answers.iter().any(|line| line.text.contains("palabra")), "{answers:#?}");
    Ok(())
}
