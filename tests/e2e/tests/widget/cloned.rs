//! State that the web copies or brings back: more tabs, duplicates, pages of the history.
//!
//! What headless Chromium can't show: its tab strip's own *Duplicate* (a page that opens itself
//! copies the same session storage), and the back/forward caches of other browsers.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::{Browser, Engine, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

use crate::keys;

const QUESTION: &str = "¿Qué cubre el seguro?";

#[tokio::test]
async fn cloned_state_in_five_tabs_is_five_senders_of_one_transcript() -> Result<()> {
    const QUESTIONS: [&str; 5] = [
        "¿Hay franquicia?",
        "¿Cuánto cuesta?",
        "¿Qué horario tenéis?",
        "¿Cómo doy un parte?",
        "¿Puedo cancelar?",
    ];
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    Chat::begun(&browser, QUESTION).await?;
    let mut tabs = vec![browser.tab().await?];
    while tabs.len() < QUESTIONS.len() {
        tabs.push(browser.new_tab().await?);
        browser.goto(SITE).await?;
        Chat::open(&browser).await?.conversation().await?;
    }
    // The oldest last: all of them live.
    for (tab, question) in tabs.iter().rev().zip(QUESTIONS) {
        browser.go_to_tab(tab).await?;
        let chat = Chat::inside(&browser).await?;
        chat.ask(question).await?;
        chat.delivery(question, &["Entregado"]).await?;
    }
    let newest = Chat::inside(&browser).await?.texts().await?;
    assert_eq!(newest.len(), 1 + 2 * (1 + QUESTIONS.len()), "{newest:#?}");
    for tab in &tabs {
        browser.go_to_tab(tab).await?;
        let chat = Chat::inside(&browser).await?;
        browser
            .wait("one transcript", async || {
                let here = chat.texts().await?;
                ensure!(here == newest, "{here:#?} is not {newest:#?}");
                Ok(())
            })
            .await?;
    }
    assert_eq!(keys::hellos(&world)?, QUESTIONS.len());
    keys::must_serve_once(&world)
}

#[tokio::test]
async fn cloned_state_of_a_duplicated_tab_is_a_new_sender() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    Chat::begun(&browser, QUESTION).await?;
    let first = browser.tab().await?;
    browser.enter_page().await?;
    let copy = "sessionStorage.setItem('copied', 'yes'); open(location.href);";
    browser.run(copy, Vec::new()).await?;
    let other = browser
        .wait("the copy", async || {
            let tabs = browser.tabs().await?;
            tabs.into_iter().find(|tab| *tab != first).context("no copy")
        })
        .await?;
    browser.go_to_tab(&other).await?;
    let chat = Chat::open(&browser).await?;
    browser.enter_page().await?;
    let copied = browser.run("return sessionStorage.getItem('copied')", Vec::new()).await?;
    assert_eq!(copied, json!("yes"), "it is no duplicate");
    Chat::inside(&browser).await?;
    chat.conversation().await?;
    chat.ask("¿Hay franquicia?").await?;

    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    chat.answer(2).await?;
    chat.ask("¿Cuánto cuesta?").await?;
    assert_eq!(keys::hellos(&world)?, 2);
    keys::must_serve_once(&world)
}

/// Restored, the load is the one that it was, and goes on; loaded anew, it is another.
#[tokio::test]
async fn cloned_state_restored_from_the_back_forward_cache_goes_on() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    let before = chat.texts().await?;
    let restored = goes_and_comes_back(&browser, async || Ok(())).await?;
    let chat = if restored { Chat::inside(&browser).await? } else { Chat::open(&browser).await? };
    chat.conversation().await?;
    assert_eq!(chat.texts().await?, before);
    chat.ask("¿Hay franquicia?").await?;
    assert_eq!(keys::hellos(&world)?, if restored { 1 } else { 2 });
    keys::must_serve_once(&world)
}

/// Chromium gives up a cached page whose record another load has changed, so this is the case where
/// the page is not restored; where it were, it would go on beside the newer load.
#[tokio::test]
async fn cloned_state_restored_beside_a_newer_load_is_not_resumed() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    Chat::begun(&browser, QUESTION).await?;
    let newer = "¿Hay franquicia?";
    let restored = goes_and_comes_back(&browser, async || {
        let chat = Chat::open(&browser).await?;
        chat.conversation().await?;
        chat.ask(newer).await.map(drop)
    })
    .await?;
    let chat = if restored { Chat::inside(&browser).await? } else { Chat::open(&browser).await? };
    chat.conversation().await?;
    chat.delivery(newer, &["Entregado"]).await?;
    chat.answer(2).await?;
    chat.ask("¿Cuánto cuesta?").await?;
    assert_eq!(keys::hellos(&world)?, if restored { 2 } else { 3 });
    keys::must_serve_once(&world)
}

/// Before the decision there is nothing that a page could not be restored with.
#[tokio::test]
async fn cloned_state_restored_with_the_notice_is_asked_as_before() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    Chat::open(&browser).await?.notice().await?;
    let restored = goes_and_comes_back(&browser, async || Ok(())).await?;
    if !restored && !matches!(browser.engine(), Engine::Blink) {
        // Which pages it keeps is an engine's own affair.
        return Err(browser.unseen("a page restored with the chat in it").into());
    }
    assert!(restored, "the page was loaded anew");
    let chat = Chat::inside(&browser).await?;
    chat.allow().await?;
    chat.ask(QUESTION).await?;
    assert_eq!(keys::hellos(&world)?, 1);
    keys::must_serve_once(&world)
}

/// Leaves the page, does something `elsewhere`, and goes back. True if the page was restored as it was.
async fn goes_and_comes_back(
    browser: &Browser,
    elsewhere: impl AsyncFnOnce() -> Result<()>,
) -> Result<bool> {
    browser.enter_page().await?;
    browser.run("window.stays = true", Vec::new()).await?;
    browser.goto(&format!("{SITE}/en/")).await?;
    elsewhere().await?;
    browser.enter_page().await?;
    browser.back().await?;
    Ok(browser.run("return window.stays === true", Vec::new()).await? == json!(true))
}
