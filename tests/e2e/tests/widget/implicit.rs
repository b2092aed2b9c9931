//! Only a press of Allow is a yes: whatever else a visitor does is none.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::{Browser, Setting, key};
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::{Chat, Choice};
use sigilo_e2e::storage;
use sigilo_e2e::world::{SITE, World};

use crate::silence::{must_be_reading, must_leave_no_trace};

/// What the visitor types meanwhile.
const TYPED: &str = "canario-W3pQ8z";

#[tokio::test]
async fn scrolling_escape_closing_waiting_typing_and_enter_consent_to_nothing() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting { size: (1280, 560), ..Setting::default() }).await?;
    browser.goto(SITE).await?;
    let mut chat = Chat::open(&browser).await?;
    chat.notice().await?;
    let (asked, reached) = (browser.watch().mark(), world.proxy.record().mark());

    // To the end of the notice, the second layer unfolded, by script and by keys.
    browser.wait_for(".full__summary").await?.click().await?;
    let scrolled = "const area = document.querySelector('main');
        area.scrollTop = area.scrollHeight; return area.scrollTop > 0";
    assert_eq!(browser.run(scrolled, vec![]).await?, true);
    browser.run("document.querySelector('main').focus()", vec![]).await?;
    // Page down, End, Enter, Space.
    browser.press(&["\u{e00f}", "\u{e010}", key::ENTER, " "].concat()).await?;
    must_still_ask(&chat, "scrolling and keys").await?;

    for css in [".notice__title", ".notice__lead", ".facts", ".notice__note", ".header"] {
        browser.find(css).await?.click().await?;
    }
    must_still_ask(&chat, "clicks beside the buttons").await?;

    browser.press(key::ESCAPE).await?;
    browser.enter_page().await?;
    browser.find("h1").await?.click().await?;
    chat = reopened(&browser).await?;
    must_still_ask(&chat, "Escape and a click on the page").await?;
    chat.close().await?;
    reopened(&browser).await?;
    browser.enter_page().await?;
    browser.find("h1").await?.click().await?;
    chat = Chat::inside(&browser).await?;
    must_still_ask(&chat, "closing, opening and a click outside").await?;

    chat.say(TYPED).await?;
    chat.write(TYPED).await?;
    browser.press(&key::ENTER.repeat(3)).await?;
    must_still_ask(&chat, "typing and Enter").await?;
    chat.toggle_language().await?;
    chat.toggle_language().await?;
    tokio::time::sleep(Duration::from_secs(6)).await;
    must_still_ask(&chat, "another language and time").await?;

    // The other language's sentences are static files, like all that opening fetches.
    for asked in browser.watch().since(asked).requests() {
        assert!(asked.url.contains("/sigilo-text-") && asked.body.is_none(), "{asked:?}");
    }
    assert!(world.proxy.record().since(reached).is_empty());
    storage::must_be_empty(&browser).await?;
    must_be_reading(&world.proxy.record().all(), &world.site_path());
    let canary = Canary::new(TYPED)?;
    browser.watch().all().must_not_contain(&canary)?;
    world.must_not_contain(&canary)?;
    must_leave_no_trace(browser).await
}

async fn reopened(browser: &Browser) -> Result<Chat<'_>> {
    browser
        .wait("the closed chat", async || {
            let open = Chat::launcher(browser).await?.attribute("aria-expanded").await?;
            ensure!(open.as_deref() == Some("false"), "{open:?}");
            Ok(())
        })
        .await?;
    Chat::open(browser).await
}

/// Fails unless the notice is there with both answers, and all that was said is held.
async fn must_still_ask(chat: &Chat<'_>, after: &str) -> Result<()> {
    for choice in [Choice::Refuse, Choice::Allow] {
        ensure!(chat.choice(choice).await?.is_enabled().await?, "{choice:?} after {after}");
    }
    for line in chat.transcript().await? {
        ensure!(line.state.contains("Retenido"), "{line:?} after {after}");
    }
    let browser = chat.browser();
    let state = browser.run("return document.querySelector('.seal') === null", vec![]).await?;
    ensure!(state == json!(true), "a conversation after {after}");
    storage::must_be_empty(browser).await
}
