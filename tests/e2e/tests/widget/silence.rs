//! Promise 1: nothing is stored or sent before the visitor decides.

use std::time::Duration;

use anyhow::Result;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::proxy::Exchange;
use sigilo_e2e::storage;
use sigilo_e2e::world::{SITE, WIDGET, World};

#[tokio::test]
async fn a_page_load_makes_one_widget_request_and_stores_nothing() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let traffic = browser.watch().all();
    let widget: Vec<String> = traffic.to(WIDGET).iter().map(|asked| asked.line()).collect();
    assert_eq!(widget, [format!("GET {WIDGET}/embed.js")]);
    for asked in traffic.requests() {
        assert!([SITE, WIDGET].iter().any(|origin| asked.url.starts_with(origin)), "{asked:?}");
        assert_eq!(asked.header("cookie"), None, "{asked:?}");
    }
    assert_eq!(world.proxy.record().mark(), 0);
    let profile = browser.quit().await?;
    for origin in [SITE, WIDGET] {
        let authority = origin.trim_start_matches("http://");
        assert_eq!(storage::traces(profile.path(), authority)?, Vec::<String>::new());
        assert_eq!(storage::buckets(profile.path(), authority)?, Vec::<i64>::new());
    }

    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    storage::must_be_empty(&browser).await?;
    // The frame's origin, as the frame would find it if it were there.
    browser.goto(&format!("{WIDGET}/embed.js")).await?;
    storage::must_be_empty(&browser).await
}

#[tokio::test]
async fn opening_fetches_static_files_manifest_and_policy_and_stores_nothing() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    let opened = browser.watch().mark();
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    tokio::time::sleep(Duration::from_secs(2)).await;

    let traffic = browser.watch().since(opened);
    for asked in traffic.requests() {
        assert_eq!((asked.method.as_str(), &asked.body), ("GET", &None), "{asked:?}");
        assert_eq!(asked.header("cookie"), None, "{asked:?}");
        assert_eq!(asked.header("authorization"), None, "{asked:?}");
        if let Some(path) = asked.url.strip_prefix(WIDGET) {
            assert!(world.ships(path), "{path} is no file of the widget");
            let later = ["chat", "detector", "tables"].map(|part| format!("sigilo-{part}-"));
            assert!(!later.iter().any(|own| path.contains(own)), "{path} is for after Allow");
        }
    }
    let exchanges = world.proxy.record().all();
    must_be_reading(&exchanges, &world.site_path());
    assert_eq!(traffic.to(WIDGET).len() + exchanges.len(), traffic.requests().len());

    storage::must_be_empty(&browser).await?;
    browser.enter_page().await?;
    storage::must_be_empty(&browser).await?;
    must_leave_no_trace(browser).await
}

#[tokio::test]
async fn a_second_visit_before_a_decision_is_as_silent_as_the_first() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    for _ in 0..2 {
        browser.goto(SITE).await?;
        Chat::open(&browser).await?.notice().await?;
    }
    must_be_reading(&world.proxy.record().all(), &world.site_path());
    must_leave_no_trace(browser).await
}

/// Fails unless every request only reads manifest and policies, in a way that every visitor does.
pub(crate) fn must_be_reading(exchanges: &[Exchange], site: &str) {
    let manifests = exchanges.iter().filter(|one| one.path() == format!("{site}/manifest"));
    assert!(manifests.count() > 0, "no manifest among {exchanges:#?}");
    for one in exchanges {
        let reads = one.path() == format!("{site}/manifest")
            || one.path().starts_with(&format!("{site}/policies/"));
        assert!(one.method == "GET" && reads && one.body.is_empty(), "{one:#?}");
        assert!(!one.uri.contains('?'), "{one:#?}");
        for name in one.headers.keys().map(|name| name.as_str()) {
            // What every browser says of itself, and nothing that tells one visit from another.
            let usual = [
                "host",
                "connection",
                "user-agent",
                "accept",
                "accept-encoding",
                "accept-language",
                "origin",
                "cache-control",
                "pragma",
                "priority",
            ];
            assert!(usual.contains(&name) || name.starts_with("sec-"), "{name} in {one:#?}");
        }
    }
}

/// Fails if the closed browser's profile has storage of the site or of the widget.
pub(crate) async fn must_leave_no_trace(browser: sigilo_e2e::browser::Browser) -> Result<()> {
    let profile = browser.quit().await?;
    for origin in [SITE, WIDGET] {
        let authority = origin.trim_start_matches("http://");
        assert_eq!(storage::traces(profile.path(), authority)?, Vec::<String>::new());
    }
    Ok(())
}
