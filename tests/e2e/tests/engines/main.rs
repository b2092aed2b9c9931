//! A visit in other engines than Chromium's, seen by WebDriver alone: `cargo xtask test --only engines`.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::{Browser, Engine, Setting, key};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};
use tempfile::TempDir;

const CARD: &str = "Cobradlo de la 4539 1488 0343 6467";
const HIDDEN: &str = "Cobradlo de la •••• •••• •••• 6467";
const QUESTION: &str = "¿Qué cubre el seguro?";

#[tokio::test]
#[ignore = "wants Firefox and WebKit: cargo xtask test --only engines"]
async fn in_gecko_a_visitor_refuses_allows_converses_and_comes_back() -> Result<()> {
    visit(Engine::Gecko).await
}

#[tokio::test]
#[ignore = "wants Firefox and WebKit: cargo xtask test --only engines"]
async fn in_webkit_a_visitor_refuses_allows_converses_and_comes_back() -> Result<()> {
    visit(Engine::WebKit).await
}

async fn visit(engine: Engine) -> Result<()> {
    let world = World::start().await?;
    let browser = Browser::start_in(engine, &Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;

    // Refused, nothing is kept and nothing was posted.
    chat.refuse().await?;
    let kept = "return (await indexedDB.databases()).length + localStorage.length + document.cookie.length";
    assert_eq!(browser.run_async(kept, vec![]).await?, json!(0));
    let posts = || world.proxy.record().all().iter().filter(|one| one.method == "POST").count();
    assert_eq!(posts(), 0);

    chat.press_button().await?;
    chat.allow().await?;
    chat.ask(QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;

    // What has personal data in it is underlined, asked about, and leaves with the number hidden.
    chat.write(CARD).await?;
    browser.wait_for(".composer__mark").await?;
    browser.press(key::ENTER).await?;
    chat.decide("Enviar tapado").await?;
    chat.delivery(HIDDEN, &["Entregado"]).await?;

    // A form, whose first step is its purpose.
    chat.ask("Quiero un presupuesto").await?;
    chat.form().await?.press("Rellenar").await?;
    chat.prompt().await?;
    chat.decide("Rechazar").await?;

    a_picture_is_sent(&browser, &chat).await?;

    // Words are found and marked.
    browser.wait_for("#search").await?.click().await?;
    browser.wait_for(".find input").await?.type_text("SEGURO?").await?;
    browser
        .wait("the find", async || {
            let marked = "return [...CSS.highlights.get('found') ?? []].map(String)";
            let marked = browser.run(marked, vec![]).await?;
            ensure!(marked == json!(["seguro?"]), "{marked}");
            Ok(())
        })
        .await?;
    browser.press(key::ESCAPE).await?;

    // After a reload it is all there, and goes on.
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    chat.delivery(HIDDEN, &["Entregado"]).await?;
    chat.ask("¿Cuánto cuesta?").await?;
    chat.open_privacy().await?;
    chat.withdraw_all().await.map(drop)
}

/// A picture goes out through the canvas, which takes what a camera wrote out of it.
async fn a_picture_is_sent(browser: &Browser, chat: &Chat<'_>) -> Result<()> {
    let folder = TempDir::new()?;
    let path: PathBuf = folder.path().join("gotera.png");
    std::fs::write(&path, picture()?)?;
    let field = browser.find("input[type=file]").await?;
    // Firefox and WebKit type into what can be seen alone.
    browser.run("document.querySelector('input[type=file]').hidden = false", vec![]).await?;
    field.type_text(&path.display().to_string()).await?;
    chat.delivery("gotera.png", &["Entregado"]).await.map(drop)
}

/// Eight pixels by eight.
fn picture() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header()?.write_image_data(&[128; 64])?;
    Ok(bytes)
}
