//! A recipient's file: opened in the frame, saved by a press, and nothing on the way reads it.

use anyhow::Result;
use sigilo_e2e::axe;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::world::{SITE, World};

#[tokio::test]
async fn the_bot_s_terms_are_saved_byte_for_byte() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    let chat = Chat::begun(&browser, "¿Me mandas las condiciones?").await?;
    browser.wait_for(".file").await?;
    let name = browser.find(".file__name").await?.text().await?;
    assert_eq!(name, "condiciones.pdf");
    axe::must_find_nothing(&browser, "a file that came").await?;
    let own = include_bytes!("../../../../../crates/backend/demo/insurer/files/condiciones.pdf");
    browser.wait_for(".file__acts .message__button").await?.click().await?;
    assert_eq!(downloads.take(&browser, "condiciones.pdf").await?, own);
    // After a reload it is still to be had.
    browser.goto(SITE).await?;
    let _ = chat;
    let _chat = Chat::open(&browser).await?;
    browser.wait_for(".file__acts .message__button").await?.click().await?;
    assert_eq!(downloads.take(&browser, "condiciones.pdf").await?, own);
    for canary in ["condiciones.pdf", "condiciones en una"] {
        world.must_not_contain(&Canary::new(canary)?)?;
    }
    assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    Ok(())
}
