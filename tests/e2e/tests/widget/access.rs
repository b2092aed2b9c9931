//! axe finds nothing, in either scheme and language, on any screen.

use anyhow::Result;
use sigilo_e2e::axe;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};

#[tokio::test]
async fn axe_finds_what_is_wrong() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto("data:text/html,<p style='color:%23ccc;background:white'>pale<img src=x><button></button>").await?;
    let found = axe::findings(&browser).await?.join("\n");
    for rule in ["color-contrast", "image-alt", "button-name", "html-has-lang"] {
        assert!(found.contains(rule), "{rule} is not in {found}");
    }
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_on_any_screen() -> Result<()> {
    let world = World::start().await?;
    for (english, page) in [(false, SITE.to_owned()), (true, format!("{SITE}/en/"))] {
        for dark in [false, true] {
            let base = if english { Setting::english() } else { Setting::default() };
            let setting = Setting { dark, ..base };
            let browser = world.browser(&setting).await?;
            let name = |screen: &str| format!("{screen}, english: {english}, dark: {dark}");
            browser.goto(&page).await?;
            Chat::launcher(&browser).await?;
            axe::must_find_nothing(&browser, &name("page and launcher")).await?;

            world.proxy.set(Fault::ServerError);
            let chat = Chat::open(&browser).await?;
            browser.apply(&setting).await?;
            chat.problem().await?;
            axe::must_find_nothing(&browser, &name("problem")).await?;
            world.proxy.set(Fault::None);
            chat.press_button().await?;

            chat.notice().await?;
            axe::must_find_nothing(&browser, &name("notice")).await?;
            browser.wait_for(".full__summary").await?.click().await?;
            chat.say("canario").await?;
            axe::must_find_nothing(&browser, &name("whole notice and a held message")).await?;
            chat.refuse().await?;
            axe::must_find_nothing(&browser, &name("refused")).await?;
            chat.press_button().await?;
            chat.allow().await?;
            chat.ask(if english { "What does it cover?" } else { "¿Qué cubre?" }).await?;
            axe::must_find_nothing(&browser, &name("conversation")).await?;
            browser.wait_for(".seal__summary").await?.click().await?;
            axe::must_find_nothing(&browser, &name("who reads")).await?;
        }
    }
    Ok(())
}
