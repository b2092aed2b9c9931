//! The demo's page that checks receipts: by itself, in both languages, without a request.

use std::fs;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use sigilo_e2e::axe;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::paths;
use sigilo_e2e::world::{SITE, World};

/// The key that signed the manifest of `crates/consent/vectors/bundle.json`.
const PIN: &str = "Nrqg3-M_Xwtx-1tbtc1J7Xul2DyeC0bUSy9u_5NSG6g";

const CHECKS: [&str; 15] = [
    "size",
    "format",
    "terms",
    "subject",
    "signature",
    "countersignature",
    "manifest",
    "policy",
    "notice",
    "purposes",
    "recipients",
    "rights",
    "training",
    "chain",
    "time",
];

#[tokio::test]
async fn a_receipt_is_checked_in_the_page_alone() -> Result<()> {
    let world = World::start().await?;
    let bundle = paths::repository().join("crates/consent/vectors/bundle.json");
    let text = fs::read_to_string(&bundle)?;
    let folder = tempfile::tempdir()?;
    let changed = folder.path().join("changed.json");
    fs::write(&changed, text.replacen("Seguros Aurora", "Seguros Ocaso", 1))?;
    for (path, setting, whole, broken) in [
        ("/verify", Setting::default(), "Todo está en orden.", "Hay algo que falla."),
        ("/verify/en", Setting::english(), "Everything is in order.", "Something fails."),
    ] {
        let browser = world.browser(&setting).await?;
        browser.goto(&format!("{SITE}{path}")).await?;
        axe::must_find_nothing(&browser, path).await?;
        let mark = browser.watch().mark();
        browser.find("#key").await?.type_text(PIN).await?;
        browser.find("#file").await?.type_text(&bundle.display().to_string()).await?;
        said(&browser, whole).await?;
        let expected: Vec<Value> = CHECKS.iter().map(|name| json!([name, "passed"])).collect();
        ensure!(checks(&browser).await? == Value::from(expected));
        axe::must_find_nothing(&browser, &format!("{path}, checked")).await?;
        browser.find("#file").await?.type_text(&changed.display().to_string()).await?;
        said(&browser, broken).await?;
        let found = checks(&browser).await?;
        ensure!(found[7] == json!(["policy", "failed"]), "{found}");
        let asked = browser.watch().since(mark).requests();
        ensure!(asked.is_empty(), "the page requested something");
        ensure!(browser.watch().all().violations().is_empty());
        ensure!(browser.watch().all().errors().is_empty());
    }
    Ok(())
}

/// Once it is there it needs nobody.
#[tokio::test]
async fn the_page_checks_with_the_network_cut() -> Result<()> {
    let world = World::start().await?;
    let bundle = paths::repository().join("crates/consent/vectors/bundle.json");
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(&format!("{SITE}/verify")).await?;
    browser.wait_for("#file").await?;
    let cut =
        json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.watch().page("Network.emulateNetworkConditions", cut).await?;
    browser.find("#key").await?.type_text(PIN).await?;
    browser.find("#file").await?.type_text(&bundle.display().to_string()).await?;
    said(&browser, "Todo está en orden.").await?;
    let expected: Vec<Value> = CHECKS.iter().map(|name| json!([name, "passed"])).collect();
    ensure!(checks(&browser).await? == Value::from(expected));
    ensure!(browser.goto(SITE).await.is_err(), "the network was not cut");
    Ok(())
}

async fn said(browser: &Browser, verdict: &str) -> Result<()> {
    let is_said = async || {
        let said = browser.find("#verdict").await?.text().await?;
        ensure!(said == verdict, "it says {said}");
        Ok(())
    };
    browser.wait("the verdict", is_said).await
}

/// Name and outcome of each line.
async fn checks(browser: &Browser) -> Result<Value> {
    let script = "return [...document.querySelectorAll('#checks li')]
        .map((item) => [item.dataset.check, item.className])";
    browser.run(script, vec![]).await
}
