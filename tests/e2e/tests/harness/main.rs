//! The harness is tested before it is trusted: what it asserts to be absent, it finds when it is
//! there, in every kind of frame and place.

mod fixture;

use fixture::{CANARY, Fixture};
use sigilo_e2e::browser::{Browser, Setting, key};
use sigilo_e2e::canary::Canary;
use sigilo_e2e::storage;

/// The frame in the process of the page, and, across sites, in one of its own.
const HOSTS: [&str; 2] = ["localhost", "127.0.0.1"];

#[tokio::test]
async fn every_request_of_every_frame_and_worker_is_seen() -> anyhow::Result<()> {
    for host in HOSTS {
        let fixture = Fixture::start().await?;
        let browser = Browser::start(&Setting::default()).await?;
        visit(&browser, &fixture, host).await?;
        let traffic = browser.watch().all();
        let lines: Vec<String> = traffic.requests().iter().map(|asked| asked.line()).collect();
        for wanted in [
            format!("GET {}/", fixture.page(host)),
            format!("GET {}/frame", fixture.frame()),
            format!("POST {}/posted", fixture.frame()),
            format!("POST {}/beacon", fixture.frame()),
            format!("GET {}/by-worker", fixture.frame()),
            format!("WEBSOCKET {}/", fixture.socket()),
        ] {
            assert!(lines.contains(&wanted), "{host}: {wanted} is not in {lines:#?}");
        }
        let posted = traffic.requests().into_iter().find(|asked| asked.url.contains("/posted"));
        let posted = posted.unwrap();
        assert_eq!(posted.header("X-Word"), Some("spoken"), "{posted:?}");
        assert_eq!(posted.body.as_deref(), Some("a body"), "{posted:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_canary_is_found_in_every_place_of_the_traffic() -> anyhow::Result<()> {
    let canary = Canary::new(CANARY)?;
    for host in HOSTS {
        let fixture = Fixture::start().await?;
        let browser = Browser::start(&Setting::default()).await?;
        visit(&browser, &fixture, host).await?;
        browser.watch().all().must_not_contain(&canary)?;
        for place in ["url", "header", "body", "bytes", "beacon", "socket", "worker"] {
            let mark = browser.watch().mark();
            browser
                .run("leak(arguments[0], arguments[1])", vec![place.into(), CANARY.into()])
                .await?;
            let leaked = browser
                .wait(place, async || match browser.watch().since(mark).must_not_contain(&canary) {
                    Err(leak) => Ok(leak.to_string()),
                    Ok(()) => anyhow::bail!("{host}: no leak seen by {place}"),
                })
                .await?;
            assert!(leaked.contains(CANARY), "{leaked}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn errors_and_violations_of_every_frame_are_seen() -> anyhow::Result<()> {
    for host in HOSTS {
        let fixture = Fixture::start().await?;
        let browser = Browser::start(&Setting::default()).await?;
        visit(&browser, &fixture, host).await?;
        assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
        assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
        browser
            .run("console.error('spilled'); setTimeout(() => { throw 'thrown' })", vec![])
            .await?;
        browser
            .run(
                "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:1/x'}))",
                vec![],
            )
            .await?;
        browser
            .wait("errors and violations", async || {
                let traffic = browser.watch().all();
                let errors = traffic.errors().join("\n");
                anyhow::ensure!(
                    errors.contains("spilled") && errors.contains("thrown"),
                    "{errors}"
                );
                anyhow::ensure!(
                    traffic.violations().join("\n").contains("img-src"),
                    "no violation"
                );
                Ok(())
            })
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_a_document_stores_is_found_by_asking_it() -> anyhow::Result<()> {
    for host in HOSTS {
        let fixture = Fixture::start().await?;
        let browser = Browser::start(&Setting::default()).await?;
        visit(&browser, &fixture, host).await?;
        storage::must_be_empty(&browser).await?;
        for way in ["cookie", "local", "session", "database", "cache", "worker"] {
            browser.run_async("await keep(arguments[0])", vec![way.into()]).await?;
            let found = storage::must_be_empty(&browser).await;
            assert!(found.is_err(), "{host}: {way} is not found");
            browser.run_async("await forget(arguments[0])", vec![way.into()]).await?;
        }
        storage::must_be_empty(&browser).await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_a_document_stores_is_found_on_disk() -> anyhow::Result<()> {
    let by_name = ["Local Storage", "Session Storage", "Service Worker"];
    let all = ["cookie", "local", "session", "database", "cache", "worker", "file"];
    let partitioned = ["cookie", "local", "session", "worker"];
    let cases: [(&str, &[&str], &[&str]); 5] = [
        ("localhost", &all, &[&by_name[..], &["IndexedDB", "File System", "kept"]].concat()),
        ("127.0.0.1", &partitioned, &by_name),
        // What the browser numbers tells of one kind only, so each goes alone.
        ("127.0.0.1", &["database"], &["WebStorage"]),
        ("127.0.0.1", &["cache"], &["WebStorage"]),
        ("127.0.0.1", &["file"], &["WebStorage"]),
    ];
    for (host, ways, places) in cases {
        let fixture = Fixture::start().await?;
        let browser = Browser::start(&Setting::default()).await?;
        visit(&browser, &fixture, host).await?;
        for way in ways {
            browser.run_async("await keep(arguments[0])", vec![(*way).into()]).await?;
        }
        let found = traces(browser, &fixture).await?.join(" ");
        for place in places {
            assert!(found.contains(place), "{host}, {ways:?}: {place} is not in {found}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_visit_that_stores_nothing_leaves_no_trace_on_disk() -> anyhow::Result<()> {
    for host in HOSTS {
        let fixture = Fixture::start().await?;
        let browser = Browser::start(&Setting::default()).await?;
        visit(&browser, &fixture, host).await?;
        assert_eq!(traces(browser, &fixture).await?, Vec::<String>::new(), "{host}");
    }
    Ok(())
}

async fn traces(browser: Browser, fixture: &Fixture) -> anyhow::Result<Vec<String>> {
    let authority = fixture.frame().replace("http://", "");
    let profile = browser.quit().await?;
    storage::traces(profile.path(), &authority)
}

#[tokio::test]
async fn keys_clicks_languages_and_schemes_reach_every_frame() -> anyhow::Result<()> {
    for host in HOSTS {
        let fixture = Fixture::start().await?;
        let setting = Setting { dark: true, size: (390, 844), ..Setting::english() };
        let browser = Browser::start(&setting).await?;
        visit(&browser, &fixture, host).await?;
        browser.apply(&setting).await?;
        let is = async |what: &str| browser.run(&format!("return String({what})"), vec![]).await;
        assert_eq!(is("navigator.languages").await?, "en-GB,en");
        assert_eq!(is("matchMedia('(prefers-color-scheme: dark)').matches").await?, "true");
        browser.find("#field").await?.click().await?;
        browser.find("#field").await?.type_text("ñandú").await?;
        browser.press(key::TAB).await?;
        assert_eq!(browser.focused().await?.attribute("id").await?.as_deref(), Some("after"));
        browser.press(key::ENTER).await?;
        assert_eq!(browser.wait_for("#pressed").await?.text().await?, "ñandú");
        browser.enter_page().await?;
        assert_eq!(is("innerWidth").await?, "390");
        assert!(browser.screenshot().await?.starts_with(b"\x89PNG"));
    }
    Ok(())
}

/// Loads the page by `host` and enters its frame, which has then done what it does by itself.
async fn visit(browser: &Browser, fixture: &Fixture, host: &str) -> anyhow::Result<()> {
    browser.goto(&format!("{}/", fixture.page(host))).await?;
    let launcher = browser.wait_for("fixture-host").await?;
    browser.enter(&launcher.find_in_shadow("iframe").await?).await?;
    browser.wait_for("#done").await?;
    Ok(())
}
