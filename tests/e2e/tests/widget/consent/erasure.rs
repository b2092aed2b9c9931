//! Erasing everything: here, at the relay, at the desk; confirmed and provable.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::shelf;
use sigilo_e2e::storage;
use sigilo_e2e::world::{SITE, World};
use sigilo_protocol::{Pins, VerifiedManifest, jws::Unverified};

const SAID: &str = "Mi nombre es canario-Bq9Lr5";
const ERASED: &str = "Todo se ha borrado";

#[tokio::test]
async fn erasure_empties_browser_relay_and_desk_and_is_confirmed() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    let chat = Chat::begun(&browser, SAID).await?;
    chat.delivery(SAID, &["Entregado"]).await?;
    let first = browser.tabs().await?.pop().context("no tab")?;
    browser.new_tab().await?;
    browser.goto(SITE).await?;
    Chat::open(&browser).await?.conversation().await?;
    let second = browser.tabs().await?.into_iter().find(|tab| *tab != first).context("no tab")?;

    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    let panel = chat.privacy().await?;
    panel.countersigned(1).await?;
    ensure!(shelf::envelopes(&world.database())? > 0, "nothing is there to erase");
    panel.erase().await?;
    chat.headed(ERASED).await?;
    let words = chat.words().await?;
    assert!(words.contains("Lo que se conserva por obligación"), "{words}");

    chat.press("Guardar la confirmación firmada").await?;
    let file = downloads.take(&browser, "sigilo-erasure.json").await?;
    must_be_signed(&world, &file)?;

    browser.go_to_tab(&second).await?;
    let chat = Chat::inside(&browser).await?;
    chat.headed(ERASED).await?;
    browser
        .wait("an empty browser", async || {
            let names = storage::names(&browser).await?;
            ensure!(names["indexedDB"] == json!([]), "{names}");
            Ok(())
        })
        .await?;
    browser
        .wait("an empty relay", async || {
            let left = shelf::envelopes(&world.database())?;
            ensure!(left == 0, "{left} envelopes");
            Ok(())
        })
        .await?;
    // Of the conversation the receipts stay, for as long as the policy says.
    assert_eq!(world.ledger().bodies()?, 0);
    let canary = Canary::new("canario-Bq9Lr5")?;
    world.ledger().must_not_contain(&canary)?;
    world.must_not_contain(&canary)?;

    // The next visit is a first one.
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    assert_eq!(chat.why().await?, "");
    Ok(())
}

/// Fails unless a recipient of the manifest in the file, which the site's key signed, confirms.
fn must_be_signed(world: &World, file: &[u8]) -> Result<()> {
    let file: Value = serde_json::from_slice(file)?;
    let text = |name: &str| file[name].as_str().context("not in the file");
    let pins = Pins::parse(world.pin()).context("no pin")?;
    let manifest = VerifiedManifest::cited(text("manifest")?, &pins)?;
    let key = manifest.recipients[0].sig.context("no key")?;
    let statement = Unverified::parse(text("statement")?, "sigilo-erasure+jws");
    let payload = statement.ok().and_then(|own| own.verify(&key).ok()).context("not signed")?;
    let says: Value = serde_json::from_slice(&payload)?;
    ensure!(says["kept"][0]["id"] == "proof" && says["relay"] == "asked", "{says}");
    Ok(())
}
