//! The host page may be as strict as it likes, and as narrow.

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

#[tokio::test]
async fn under_the_strictest_policy_the_chat_works_without_a_violation() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let listen = "window.violated = [];
        addEventListener('securitypolicyviolation', (event) => {
            violated.push(event.violatedDirective + ' ' + event.blockedURI);
        }, true);";
    browser.watch().run_first(listen).await?;
    browser.goto(&format!("{SITE}/strict")).await?;
    let policy = world.header(&format!("{SITE}/strict"), "content-security-policy").await?;
    for rule in ["default-src 'none'", "style-src 'none'"] {
        assert!(policy.contains(rule), "{rule} is not in {policy}");
    }
    let chat = Chat::open(&browser).await?;
    chat.allow().await?;
    chat.ask("¿Qué cubre el seguro?").await?;
    chat.close().await?;
    let chat = Chat::open(&browser).await?;
    chat.ask("¿Cuánto cuesta?").await?;
    browser.enter_page().await?;
    assert_eq!(browser.run("return window.violated", vec![]).await?, json!([]));
    assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn at_320_pixels_and_at_twice_the_size_nothing_scrolls_sideways() -> Result<()> {
    let world = World::start().await?;
    let settings = [
        Setting { size: (320, 568), phone: true, scale: 2.0, ..Setting::default() },
        // A window of 1280 by 800, zoomed to 200 %.
        Setting { size: (640, 400), scale: 2.0, ..Setting::default() },
    ];
    for setting in settings {
        let browser = world.browser(&setting).await?;
        browser.goto(SITE).await?;
        let chat = Chat::open(&browser).await?;
        chat.notice().await?;
        must_fit(&browser, "the notice").await?;
        browser.wait_for(".full__summary").await?.click().await?;
        must_fit(&browser, "the whole notice").await?;
        must_stand_still(&browser, "the whole notice").await?;
        chat.refuse().await?;
        must_fit(&browser, "the refusal").await?;
        chat.press_button().await?;
        chat.allow().await?;
        let word =
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
        chat.ask(word).await?;
        must_fit(&browser, "the conversation").await?;
        must_stand_still(&browser, "the conversation").await?;
        browser.enter_page().await?;
        must_fit(&browser, "the page").await?;
    }
    Ok(())
}

/// Fails if the frame's document can be moved as a whole: its head has to stay in sight.
async fn must_stand_still(browser: &Browser, screen: &str) -> Result<()> {
    let moved =
        "const root = document.scrollingElement; root.scrollTop = 500; return root.scrollTop;";
    let moved = browser.run(moved, vec![]).await?;
    ensure!(moved == json!(0), "{screen} moves by {moved} as a whole");
    Ok(())
}

/// Fails if the document, or anything in it that scrolls, is wider than it can show.
async fn must_fit(browser: &Browser, screen: &str) -> Result<()> {
    let wide = browser
        .run(
            "const root = document.documentElement;
             const shows = (e) => e === root || ['auto', 'scroll'].includes(getComputedStyle(e).overflowX);
             return [root, ...document.querySelectorAll('body, body *')]
                .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 && shows(e))
                .map((e) => e.tagName + '.' + e.className + ' ' + e.scrollWidth + '/' + e.clientWidth);",
            vec![],
        )
        .await?;
    ensure!(wide == json!([]), "{screen} scrolls sideways: {wide}");
    Ok(())
}
