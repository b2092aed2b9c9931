//! Renderers that die: what was wrapped for them is read, what they had sealed goes out once.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use sigilo_backend::relay;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::{Author, Chat};
use sigilo_e2e::proxy::{Exchange, Fault};
use sigilo_e2e::world::{SITE, World};

use crate::keys;

/// What Chromium does to a discarded tab is this, as far as its pages can tell: headless Chromium
/// discards none by itself.
#[tokio::test]
async fn a_killed_renderer_s_answer_is_read_by_the_next_load() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    let first = browser.tab().await?;
    // What it says goes out, what is answered does not arrive: that is wrapped for it alone.
    world.proxy.withhold()?;
    let unread = "¿Hay franquicia?";
    let before = keys::kinds(&world)?.len();
    chat.say(unread).await?;
    chat.delivery(unread, &["Enviado"]).await?;
    browser
        .wait("the desk's answer at the relay", async || {
            ensure!(keys::kinds(&world)?.len() >= before + 2, "no answer");
            Ok(())
        })
        .await?;

    // Another tab reads on, past it.
    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    chat.ask("¿Cuánto cuesta?").await?;
    assert_eq!(chat.answers().await?.len(), 3);

    browser.kill_tab(&first).await?;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    chat.answer(3).await?;
    chat.delivery(unread, &["Entregado"]).await?;
    let lines = chat.transcript().await?;
    assert!(lines.iter().all(|line| line.author != Author::Chat), "{lines:#?}");
    let mut texts: Vec<_> = lines.iter().map(|line| &line.text).collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), lines.len(), "each thing once: {lines:#?}");
    chat.ask("¿Qué horario tenéis?").await?;
    keys::must_serve_once(&world)
}

#[tokio::test]
async fn crash_between_store_and_send_posts_the_same_bytes_once() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    let before = chat.answers().await?.len();
    world.proxy.set(Fault::Swallowing);
    let text = "¿Cuánto cuesta?";
    chat.say(text).await?;
    let sealed = swallowed(&world, &browser).await?.body;

    let chat = killed_and_opened_anew(&world, &browser).await?;
    chat.delivery(text, &["Entregado"]).await?;
    chat.answer(before).await?;

    tokio::time::sleep(Duration::from_secs(2)).await;
    let lines = chat.transcript().await?;
    assert_eq!(lines.iter().filter(|line| line.text == text).count(), 1, "{lines:#?}");
    assert_eq!(chat.answers().await?.len(), before + 1, "answered once: {lines:#?}");
    let attempts = posts(&world).into_iter().filter(|one| one.body == sealed).count();
    assert_eq!(attempts, 2, "one that the crash cut off, and one after it");
    let sealed: Value = serde_json::from_slice(&sealed)?;
    let mut stored = 0;
    for row in relay::rows(&world.database())? {
        stored += usize::from(serde_json::from_str::<Value>(&row.envelope)? == sealed);
    }
    assert_eq!(stored, 1);
    keys::must_serve_once(&world)
}

/// A load that died before its hello went out was nobody: the next one says a hello of its own.
#[tokio::test]
async fn crash_between_store_and_send_of_a_hello_leaves_no_ghost() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    let text = "¿Qué cubre el seguro?";
    chat.say(text).await?;
    world.proxy.set(Fault::Swallowing);
    chat.choice(sigilo_e2e::chat::Choice::Allow).await?.click().await?;
    let ghost = swallowed(&world, &browser).await?.body;

    let chat = killed_and_opened_anew(&world, &browser).await?;
    chat.conversation().await?;
    chat.delivery(text, &["Entregado"]).await?;
    chat.answer(1).await?;
    assert_eq!(keys::hellos(&world)?, 1);
    assert_eq!(posts(&world).iter().filter(|one| one.body == ghost).count(), 1);
    Ok(())
}

/// The browser's clock is put forward, and the manifest with it; the desk knows neither, so that
/// what is tried again can't be answered here.
#[tokio::test]
async fn an_envelope_that_ran_out_before_it_was_posted_is_shown_as_not_sent() -> Result<()> {
    const DAYS: u64 = 8 * 24 * 3600;
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Qué cubre el seguro?").await?;
    world.proxy.down().await;
    let text = "¿Cuánto cuesta?";
    chat.say(text).await?;
    chat.delivery(text, &["Enviando"]).await?;
    browser.goto("about:blank").await?;

    let later = world
        .resigned(|manifest| {
            for name in ["iat", "exp"] {
                manifest[name] = (manifest[name].as_u64().unwrap_or_default() + DAYS).into();
            }
            for recipient in manifest["recipients"].as_array_mut().into_iter().flatten() {
                for pre in recipient["pre"].as_array_mut().into_iter().flatten() {
                    pre["exp"] = (pre["exp"].as_u64().unwrap_or_default() + DAYS).into();
                }
            }
        })
        .await?;
    world.proxy.set(Fault::Manifest(later));
    world.proxy.up().await?;
    let source = format!("const now = Date.now; Date.now = () => now() + {DAYS}000;");
    browser.watch().run_first(&source).await?;
    let sent = posts(&world).len();
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.delivery(text, &["No se ha enviado"]).await?;
    browser.wait_for(".message__button").await?.click().await?;
    chat.delivery(text, &["Retenido"]).await?;
    for one in posts(&world).split_off(sent) {
        let envelope: Value = serde_json::from_slice(&one.body)?;
        let header = envelope["p"].as_str().and_then(sigilo_protocol::unb64u);
        let header: Value = serde_json::from_slice(&header.context("no header")?)?;
        assert_eq!(header["t"], "hello", "what ran out was posted");
    }
    Ok(())
}

/// Kills the tab, lets the proxy pass things on again, and opens the chat in another tab.
async fn killed_and_opened_anew<'a>(world: &World, browser: &'a Browser) -> Result<Chat<'a>> {
    let first = browser.tab().await?;
    browser.new_tab().await?;
    browser.kill_tab(&first).await?;
    world.proxy.set(Fault::None);
    browser.goto(SITE).await?;
    Chat::open(browser).await
}

/// Waits until the newest envelope hangs in the proxy, unanswered.
async fn swallowed(world: &World, browser: &Browser) -> Result<Exchange> {
    browser
        .wait("an envelope that hangs", async || {
            let last = posts(world).pop().context("no envelope")?;
            ensure!(last.answer.is_none(), "it was answered");
            Ok(last)
        })
        .await
}

/// The envelopes that were posted, each attempt counted.
fn posts(world: &World) -> Vec<Exchange> {
    let all = world.proxy.record().all().into_iter();
    all.filter(|one| one.method == "POST" && one.path().ends_with("/envelopes")).collect()
}
