//! The whole chat without a mouse.

mod care;
mod files;
mod form;
mod hands;
mod panel;
mod rich;

use anyhow::{Result, ensure};
use sigilo_e2e::browser::{Browser, Setting, key};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

use self::hands::Hands;

/// More than there is to stop at on the page or in the frame.
const STOPS: usize = 60;

#[tokio::test]
async fn a_keyboard_opens_decides_asks_and_closes() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    tab_to(&browser, "document.activeElement?.shadowRoot?.activeElement?.ariaLabel ?? ''", "Chat")
        .await?;
    browser.press(key::ENTER).await?;
    let chat = Chat::inside(&browser).await?;
    chat.notice().await?;
    for wanted in ["Rechazar", "Permitir"] {
        tab_to(&browser, "document.activeElement?.textContent?.trim() ?? ''", wanted).await?;
    }
    browser.press(key::ENTER).await?;
    chat.conversation().await?;
    chat.answer(0).await?;
    browser
        .wait("the focus in the field", async || {
            let id = browser.focused().await?.attribute("id").await?;
            ensure!(id.as_deref() == Some("field"), "{id:?}");
            Ok(())
        })
        .await?;
    browser.press("¿Cuánto cuesta?").await?;
    browser.press(key::ENTER).await?;
    chat.answer(1).await?;

    Hands(&browser).leave().await?;
    browser.press(key::ENTER).await?;
    assert_eq!(Chat::inside(&browser).await?.answers().await?.len(), 2);
    Ok(())
}

/// Presses Tab until `expression` of the current document is `wanted`.
async fn tab_to(browser: &Browser, expression: &str, wanted: &str) -> Result<()> {
    let mut passed = Vec::new();
    for _ in 0..STOPS {
        browser.press(key::TAB).await?;
        let at = browser.run(&format!("return String({expression})"), vec![]).await?;
        if at == wanted {
            return Ok(());
        }
        passed.push(at);
    }
    anyhow::bail!("Tab never came to “{wanted}”, but to {passed:?}")
}
