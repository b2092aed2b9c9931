//! What stands in the chat for a while: on its way, missing, gone, unread, or still being said.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::Browser;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};

use crate::files::{Desktop, attach, document};
use crate::screens::{Visit, visits};

/// From now on nothing that is called so comes.
async fn hold(browser: &Browser, part: &str) -> Result<()> {
    let patterns = json!({ "patterns": [{ "urlPattern": format!("*/sigilo-{part}-*") }] });
    browser.watch().frames("Fetch.enable", &patterns).await
}

#[tokio::test]
async fn parts_that_are_on_their_way() -> Result<()> {
    for visit in visits() {
        let world = World::start().await?;
        let browser = world.browser(&visit.setting).await?;
        let chat = visit.enter(&browser).await?;
        chat.allow().await?;
        hold(&browser, "panel").await?;
        Chat::way_to_privacy(&browser).await?.click().await?;
        browser.wait_for(".panel__note").await?;
        visit.see(&browser, "panel-awaited").await?;
        browser.wait_for(".panel__back").await?.click().await?;
        hold(&browser, "forms").await?;
        let question = visit.say("Quiero un presupuesto", "I want a quote");
        chat.ask(question).await?;
        browser.wait_for(".form .panel__note").await?;
        chat.delivery(question, &[visit.say("Entregado", "Delivered")]).await?;
        visit.see(&browser, "form-awaited").await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_part_that_is_missing() -> Result<()> {
    for visit in visits() {
        let world = World::start().await?;
        let browser = world.browser(&visit.setting).await?;
        let chat = visit.enter(&browser).await?;
        chat.allow().await?;
        let none = json!({ "urls": ["*/sigilo-panel-*"] });
        browser.watch().frames("Network.setBlockedURLs", &none).await?;
        Chat::way_to_privacy(&browser).await?.click().await?;
        browser.wait_for(".panel .button:not(.panel__back)").await?;
        visit.see(&browser, "panel-missing").await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_file_on_its_way_and_a_conversation_that_is_gone() -> Result<()> {
    for visit in visits() {
        let mut world = World::start().await?;
        let browser = world.browser(&visit.setting).await?;
        let chat = visit.enter(&browser).await?;
        chat.allow().await?;
        let desktop = Desktop::new()?;
        world.proxy.set(Fault::Swallowing);
        attach(&browser, &[desktop.put("poliza.pdf", &document(3_000_000))?]).await?;
        browser.wait_for(".file progress").await?;
        visit.see(&browser, "file-going").await?;
        world.proxy.down().await;
        world.proxy.set(Fault::None);
        world.proxy.up().await?;
        chat.delivery("poliza.pdf", &[visit.say("Entregado", "Delivered")]).await?;
        chat.answer(1).await?;

        let conversations = world.conversations();
        world.erase_at_relay(conversations.first().context("no conversation")?).await?;
        browser.goto(&format!("{SITE}/{}", visit.say("", "en/"))).await?;
        let chat = Chat::open(&browser).await?;
        browser.apply(&visit.setting).await?;
        let gone = visit.say(
            "La conversación se ha borrado en el servidor",
            "The conversation was erased on the server",
        );
        chat.headed(gone).await?;
        visit.see(&browser, "gone").await?;
    }
    Ok(())
}

/// Of a number that comes piece by piece nothing is shown before it is whole: so the words before it stand still.
const SLOW: &str = "Vale: 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 …";

#[tokio::test]
async fn what_is_being_said_and_what_was_not_read() -> Result<()> {
    for visit in visits() {
        said(&visit).await?;
    }
    Ok(())
}

async fn said(visit: &Visit) -> Result<()> {
    let mut world = World::start().await?;
    let _echo = world.hand_over().await?;
    let browser = world.browser(&visit.setting).await?;
    let chat = visit.enter(&browser).await?;
    chat.allow().await?;
    let read = visit.say("Leído", "Read");
    chat.say(SLOW).await?;
    chat.delivery(SLOW, &[visit.say("Entregado", "Delivered"), read]).await?;
    browser
        .wait("the first words", async || {
            let live = browser.find("[aria-live=off].message__bubble").await?.text().await?;
            ensure!(live == "Vale:", "{live}");
            Ok(())
        })
        .await?;
    visit.see(&browser, "being-said").await?;
    // The rest comes while nobody looks.
    chat.close().await?;
    let unread = async || {
        browser.enter_page().await?;
        let label = Chat::launcher(&browser).await?.label().await?;
        ensure!(label.contains('1'), "{label}");
        Ok(())
    };
    browser.wait("the news at the launcher", unread).await?;
    let chat = Chat::open(&browser).await?;
    browser.wait_for(".message__new").await?;
    chat.delivery(SLOW, &[visit.say("Entregado", "Delivered"), read]).await?;
    visit.see(&browser, "unread").await
}
