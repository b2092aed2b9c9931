//! Taking back takes no more clicks than giving, counted as the browser counts them.

use anyhow::{Context as _, Result, ensure};
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::frame;
use sigilo_e2e::world::{SITE, World};

/// From the page to a given purpose, and from each screen of the chat to a withdrawn one.
#[tokio::test]
async fn withdrawing_takes_no_more_clicks_than_giving_from_every_screen() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.watch().run_first(frame::CLICKS).await?;
    let chat = Chat::allowed(&browser).await?;
    let given = clicks(&browser).await?;
    assert_eq!(given, 2, "the launcher and Allow");

    // From the conversation: with the launcher's click, as many as giving took.
    let before = clicks(&browser).await?;
    chat.withdraw_at_once().await?;
    chat.headed("Has retirado tu permiso").await?;
    assert_eq!(clicks(&browser).await? - before, given - 1);
    chat.press("Ver el aviso otra vez").await?;
    chat.allow_again().await?;

    // From the conversation, by the panel.
    let before = clicks(&browser).await?;
    let panel = chat.privacy().await?;
    panel.withdraw_all().await?;
    panel.stands("answer", "Retirado").await?;
    let taken = clicks(&browser).await? - before;
    ensure!(taken <= given, "{taken} clicks from the conversation, {given} to give");

    // An optional purpose, by the panel both ways.
    panel.leave().await?;
    chat.press("Ver el aviso otra vez").await?;
    chat.allow_again().await?;
    let before = clicks(&browser).await?;
    let panel = chat.privacy().await?;
    panel.turn("quote").await?;
    panel.stands("quote", "Permitido").await?;
    let given = clicks(&browser).await? - before;
    panel.leave().await?;
    let before = clicks(&browser).await?;
    let panel = chat.privacy().await?;
    panel.turn("quote").await?;
    panel.stands("quote", "Retirado").await?;
    let taken = clicks(&browser).await? - before;
    ensure!(taken <= given, "{taken} clicks to withdraw one, {given} to give it");

    // From the panel itself.
    let before = clicks(&browser).await?;
    panel.withdraw_all().await?;
    panel.stands("answer", "Retirado").await?;
    assert_eq!(clicks(&browser).await? - before, 1);
    Ok(())
}

/// On every screen there is the one button that leads to privacy.
#[tokio::test]
async fn privacy_is_one_click_away_from_every_screen() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.watch().run_first(frame::CLICKS).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    must_open_in_one(&chat).await?;
    chat.refuse().await?;
    must_open_in_one(&chat).await?;
    chat.press("Ver el aviso otra vez").await?;
    chat.allow().await?;
    must_open_in_one(&chat).await?;
    let panel = chat.privacy().await?;
    panel.withdraw_all().await?;
    panel.leave().await?;
    chat.headed("Has retirado tu permiso").await?;
    must_open_in_one(&chat).await
}

async fn must_open_in_one(chat: &Chat<'_>) -> Result<()> {
    let before = clicks(chat.browser()).await?;
    let panel = chat.privacy().await?;
    assert_eq!(clicks(chat.browser()).await? - before, 1);
    panel.leave().await
}

/// The visitor's clicks on the page and in the frame, so far.
async fn clicks(browser: &Browser) -> Result<u64> {
    browser.enter_page().await?;
    let page = browser.run("return clicks", vec![]).await?;
    Chat::inside(browser).await?;
    let frame = browser.run("return clicks", vec![]).await?;
    Ok(page.as_u64().context("no count")? + frame.as_u64().context("no count")?)
}
