//! Refusing means that nothing happened, and that nothing will.

use std::time::Duration;

use anyhow::Result;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::{Chat, Choice};
use sigilo_e2e::storage;
use sigilo_e2e::world::{SITE, WIDGET, World};

use crate::silence::{must_be_reading, must_leave_no_trace};

/// What the visitor types before deciding.
const EARLY: &str = "canario-R7kD2v";

#[tokio::test]
async fn after_refuse_nothing_more_is_requested_and_other_channels_are_offered() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.choice(Choice::Refuse).await?;
    let (asked, reached) = (browser.watch().mark(), world.proxy.record().mark());

    let words = chat.refuse().await?.text().await?;
    assert!(words.contains("No se ha guardado ni enviado nada"), "{words}");
    let mut ways = Vec::new();
    for link in browser.find_all(".refused__channels a").await? {
        ways.push(link.attribute("href").await?.unwrap_or_default());
    }
    for scheme in ["tel:", "mailto:"] {
        assert!(ways.iter().any(|way| way.starts_with(scheme)), "no {scheme} in {ways:?}");
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    chat.close().await?;
    let chat = Chat::open(&browser).await?;
    browser.wait_for(".refused").await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(browser.watch().since(asked).requests(), []);

    chat.press_button().await?;
    chat.refuse().await?;
    must_be_reading(&world.proxy.record().all(), &world.site_path());
    assert!(world.proxy.record().since(reached).iter().all(|one| one.method == "GET"));
    storage::must_be_empty(&browser).await?;

    // Another page load knows of no refusal, since nothing was stored: silence, then the notice.
    let mark = browser.watch().mark();
    browser.reload().await?;
    Chat::launcher(&browser).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let again = browser.watch().since(mark).to(WIDGET);
    assert!(again.iter().all(|asked| asked.url == format!("{WIDGET}/embed.js")), "{again:?}");
    Chat::open(&browser).await?.notice().await?;
    must_be_reading(&world.proxy.record().all(), &world.site_path());
    must_leave_no_trace(browser).await
}

#[tokio::test]
async fn what_is_typed_early_is_held_and_never_leaves() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let canary = Canary::new(EARLY)?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    chat.say(EARLY).await?;
    let held = chat.delivery(EARLY, &["Retenido"]).await?;
    assert!(held.state.contains("hasta que decidas"), "{held:?}");
    chat.write("canario-borrador").await?;
    chat.refuse().await?;
    tokio::time::sleep(Duration::from_secs(2)).await;

    must_be_reading(&world.proxy.record().all(), &world.site_path());
    storage::must_be_empty(&browser).await?;
    for canary in [canary, Canary::new("canario-borrador")?] {
        browser.watch().all().must_not_contain(&canary)?;
        world.must_not_contain(&canary)?;
    }
    must_leave_no_trace(browser).await
}
