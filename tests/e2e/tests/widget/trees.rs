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
