//! A line that breaks, a page that is loaded again, a visitor who thinks better of it.

use std::time::Duration;

use anyhow::{Result, ensure};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};

use super::{Desktop, attach, document, kept};

/// Larger than one piece by far.
const LONG: usize = 3_000_000;

/// How many pieces of files were taken to the relay.
fn pieces(world: &World) -> usize {
    let all = world.proxy.record().all();
    all.iter().filter(|one| one.method == "POST" && one.path().contains("/blobs/")).count()
}

async fn until_pieces(world: &World, count: usize) -> Result<()> {
    for _ in 0..2_000 {
        if pieces(world) >= count {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    anyhow::bail!("{} pieces", pieces(world))
}

#[tokio::test]
async fn a_broken_line_is_gone_on_with_and_the_file_arrives_whole() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let desktop = Desktop::new()?;
    world.proxy.set(Fault::Slow(Duration::from_millis(150)));
    attach(&browser, &[desktop.put("informe.pdf", &document(LONG))?]).await?;
    until_pieces(&world, 3).await?;
    world.proxy.down().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = pieces(&world);
    world.proxy.set(Fault::None);
    world.proxy.up().await?;
    chat.delivery("informe.pdf", &["Entregado"]).await?;
    let (_, bytes) = kept(&world, &browser).await?;
    ensure!(bytes == document(LONG), "it is another file");
    // Twelve pieces, and those that were lost with the line: not all of it anew.
    ensure!(pieces(&world) <= 12 + 2, "{} after {before}", pieces(&world));
    Ok(())
}

#[tokio::test]
async fn a_reload_loses_no_file_that_waits() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let desktop = Desktop::new()?;
    world.proxy.set(Fault::Slow(Duration::from_millis(150)));
    attach(&browser, &[desktop.put("informe.pdf", &document(LONG))?]).await?;
    until_pieces(&world, 2).await?;
    world.proxy.down().await;
    let _ = chat;
    world.proxy.set(Fault::None);
    world.proxy.up().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.delivery("informe.pdf", &["Entregado"]).await?;
    let (_, bytes) = kept(&world, &browser).await?;
    ensure!(bytes == document(LONG), "it is another file");
    Ok(())
}

#[tokio::test]
async fn what_is_discarded_on_its_way_does_not_arrive() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let desktop = Desktop::new()?;
    world.proxy.set(Fault::Slow(Duration::from_millis(400)));
    attach(&browser, &[desktop.put("informe.pdf", &document(LONG))?]).await?;
    until_pieces(&world, 2).await?;
    let row = browser.wait_for(".file .message__button").await?;
    row.click().await?;
    browser
        .wait("no row", async || {
            ensure!(!chat.texts().await?.iter().any(|text| text == "informe.pdf"), "it is there");
            Ok(())
        })
        .await?;
    world.proxy.set(Fault::None);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let came = pieces(&world);
    tokio::time::sleep(Duration::from_secs(2)).await;
    ensure!(pieces(&world) == came && came < 12, "it went on: {came}");
    ensure!(world.files()?.list()?.is_empty(), "the desk knows of it");
    // The rest of the conversation goes on, and nothing of it stays in the browser.
    chat.ask("¿Hay franquicia?").await?;
    let left = "
        const result = (asked) => new Promise((good) => { asked.onsuccess = () => good(asked.result); });
        let keys = [];
        for (const { name } of await indexedDB.databases()) {
            const db = await result(indexedDB.open(name));
            keys.push(...await result(db.transaction('records').objectStore('records').getAllKeys()));
            db.close();
        }
        return keys.filter((key) => key.startsWith('file:'));";
    let left = browser.run_async(left, vec![]).await?;
    ensure!(left == serde_json::json!([]), "{left}");
    Ok(())
}
