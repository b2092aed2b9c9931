//! Each screen as a screen reader is told of it, against `trees/*.txt`.

use anyhow::Result;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::tree;
use sigilo_e2e::world::{ELSEWHERE, SITE, World};

#[tokio::test]
async fn the_notice_is_read_in_the_order_in_which_it_is_decided() -> Result<()> {
    let world = World::start().await?;
    for (setting, page, lang) in [
        (Setting::default(), format!("{SITE}/"), "es"),
        (Setting::english(), format!("{SITE}/en/"), "en"),
    ] {
        let browser = world.browser(&setting).await?;
        browser.goto(&page).await?;
        let chat = Chat::open(&browser).await?;
        chat.notice().await?;
        tree::must_be(&browser, &format!("notice-{lang}")).await?;
    }
    Ok(())
}

/// A frame of another site lives in a process of its own, and is read all the same.
#[tokio::test]
async fn the_notice_is_read_the_same_across_sites() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(ELSEWHERE).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    tree::must_be(&browser, "notice-es").await
}

/// The Spanish ones are read where they come up: `consent/rights.rs`, `consent/withdrawal.rs`.
#[tokio::test]
async fn the_panel_and_the_end_of_a_permission_are_read_in_english_too() -> Result<()> {
    const QUESTION: &str = "What does the insurance cover?";
    let world = World::start().await?;
    let browser = world.browser(&Setting::english()).await?;
    browser.goto(&format!("{SITE}/en/")).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow().await?;
    chat.ask(QUESTION).await?;
    chat.delivery(QUESTION, &["Delivered"]).await?;
    let panel = chat.privacy().await?;
    panel.countersigned(1).await?;
    panel.audited("checked").await?;
    tree::must_be(&browser, "privacy-en").await?;
    panel.withdraw_all().await?;
    panel.stands("answer", "Withdrawn").await?;
    panel.countersigned(2).await?;
    panel.leave().await?;
    chat.headed("You withdrew your permission").await?;
    tree::must_be(&browser, "withdrawn-en").await
}
