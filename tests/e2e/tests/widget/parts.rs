//! What loads when it is used: nobody fetches it before, and who waits for it in vain can try again.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use sigilo_e2e::axe;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::paths;
use sigilo_e2e::world::{SITE, WIDGET, World};

use crate::files::{Desktop, attach, document};
use tempfile::TempDir;

/// What the demo's insurer answers with a form.
const QUOTE: &str = "Quiero un presupuesto";
const MISSING: &str = "No se ha podido cargar esta parte del chat.";

/// A copy of the widget's files.
fn copied() -> Result<TempDir> {
    let files = TempDir::new()?;
    for entry in fs::read_dir(paths::dist())? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), files.path().join(entry.file_name()))?;
        }
    }
    Ok(files)
}

/// The file of a part.
fn part(folder: &Path, purpose: &str) -> Result<String> {
    let start = format!("sigilo-{purpose}-");
    let names = fs::read_dir(folder)?.flatten().map(|entry| entry.file_name());
    let mut names = names.filter_map(|name| name.into_string().ok());
    names.find(|name| name.starts_with(&start)).context("no such part")
}

/// How often a part was asked for.
fn asked(browser: &Browser, purpose: &str) -> usize {
    let start = format!("{WIDGET}/sigilo-{purpose}-");
    let all = browser.watch().all();
    all.requests().iter().filter(|asked| asked.url.starts_with(&start)).count()
}

/// Presses the button that is called so, once it is there.
async fn press(browser: &Browser, label: &str) -> Result<()> {
    let press = async || {
        for one in browser.find_all(".panel button, .form button").await? {
            if one.text().await? == label {
                return one.click().await;
            }
        }
        bail!("nothing is called so")
    };
    browser.wait(label, press).await
}

#[tokio::test]
async fn panel_and_forms_are_fetched_when_they_are_used_and_once() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    chat.ask("¿Hay franquicia?").await?;
    assert_eq!((asked(&browser, "panel"), asked(&browser, "forms")), (0, 0));
    for _ in 0..2 {
        chat.privacy().await?.leave().await?;
        assert_eq!((asked(&browser, "panel"), asked(&browser, "forms")), (1, 0));
    }
    chat.ask(QUOTE).await?;
    chat.form().await?;
    chat.ask(QUOTE).await?;
    assert_eq!((asked(&browser, "panel"), asked(&browser, "forms")), (1, 1));
    Ok(())
}

#[tokio::test]
async fn a_panel_that_can_not_be_fetched_is_said_so_and_fetched_again() -> Result<()> {
    let files = copied()?;
    let world = World::with_files(files.path()).await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let name = part(files.path(), "panel")?;
    let (there, away) = (files.path().join(&name), files.path().join("away"));
    fs::rename(&there, &away)?;

    Chat::way_to_privacy(&browser).await?.click().await?;
    let told = async || {
        let words = browser.find(".panel").await?.text().await?;
        ensure!(words.contains(MISSING) && words.contains("Volver"), "{words}");
        Ok(())
    };
    browser.wait("that it is missing", told).await?;
    axe::must_find_nothing(&browser, "a panel that is missing").await?;
    // The conversation goes on without it.
    press(&browser, "Volver").await?;
    chat.ask("¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;

    Chat::way_to_privacy(&browser).await?.click().await?;
    browser.wait("that it is missing", told).await?;
    fs::rename(&away, &there)?;
    press(&browser, "Reintentar").await?;
    browser.wait_for(".panel__part").await?;
    assert_eq!(browser.focused().await?.attribute("id").await?.as_deref(), Some("panel"));
    Ok(())
}

/// The receipt of a refusal needs the same part: what was asked for is done once it is here.
#[tokio::test]
async fn a_receipt_whose_part_is_missing_is_saved_once_that_is_here() -> Result<()> {
    let files = copied()?;
    let world = World::with_files(files.path()).await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.refuse().await?;
    let name = part(files.path(), "panel")?;
    let (there, away) = (files.path().join(&name), files.path().join("away"));
    fs::rename(&there, &away)?;
    browser.wait_for(".refused .panel__link").await?.click().await?;
    browser.wait_for(".panel .button:not(.panel__back)").await?;
    fs::rename(&away, &there)?;
    press(&browser, "Reintentar").await?;
    let saved = downloads.take(&browser, "sigilo-receipts.json").await?;
    ensure!(!saved.is_empty(), "it is empty");
    ensure!(browser.find_all(".panel").await?.is_empty(), "what told of it is gone");
    Ok(())
}

#[tokio::test]
async fn a_file_whose_part_is_missing_is_sent_once_that_is_here() -> Result<()> {
    let files = copied()?;
    let world = World::with_files(files.path()).await?;
    let browser = world.browser(&Setting::default()).await?;
    let name = part(files.path(), "files")?;
    let (there, away) = (files.path().join(&name), files.path().join("away"));
    fs::rename(&there, &away)?;
    let chat = Chat::begun(&browser, "Hola").await?;
    assert_eq!(asked(&browser, "files"), 0, "nobody has used one");
    let desktop = Desktop::new()?;
    attach(&browser, &[desktop.put("informe.pdf", &document(500))?]).await?;
    browser.wait_for(".panel .button:not(.panel__back)").await?;
    fs::rename(&away, &there)?;
    press(&browser, "Reintentar").await?;
    chat.delivery("informe.pdf", &["Entregado"]).await?;
    ensure!(browser.find_all(".panel").await?.is_empty(), "what told of it is gone");
    assert_eq!(asked(&browser, "files"), 2);
    Ok(())
}

#[tokio::test]
async fn a_form_that_can_not_be_fetched_is_said_so_and_fetched_again() -> Result<()> {
    let files = copied()?;
    let world = World::with_files(files.path()).await?;
    let browser = world.browser(&Setting::default()).await?;
    let name = part(files.path(), "forms")?;
    let (there, away) = (files.path().join(&name), files.path().join("away"));
    fs::rename(&there, &away)?;
    let chat = Chat::begun(&browser, QUOTE).await?;
    let told = async || {
        let words = browser.find(".form").await?.text().await?;
        ensure!(words.contains(MISSING), "{words}");
        Ok(())
    };
    browser.wait("that it is missing", told).await?;
    axe::must_find_nothing(&browser, "a form that is missing").await?;
    press(&browser, "Reintentar").await?;
    let again = async || {
        ensure!(asked(&browser, "forms") == 2, "it is not asked for again");
        told().await
    };
    browser.wait("that it is still missing", again).await?;
    fs::rename(&away, &there)?;
    press(&browser, "Reintentar").await?;
    let form = chat.form().await?;
    form.says("Antes de rellenarlo te preguntaremos").await?;
    form.press("Rellenar").await?;
    chat.prompt().await?;
    Ok(())
}

#[tokio::test]
async fn a_search_is_fetched_when_it_is_opened_and_finds_what_was_said() -> Result<()> {
    let files = copied()?;
    let world = World::with_files(files.path()).await?;
    let browser = world.browser(&Setting::default()).await?;
    let name = part(files.path(), "search")?;
    let (there, away) = (files.path().join(&name), files.path().join("away"));
    let chat = Chat::begun(&browser, "Hola").await?;
    chat.ask("¿Hay franquicia?").await?;
    assert_eq!(asked(&browser, "search"), 0, "nobody has used it");
    fs::rename(&there, &away)?;
    browser.wait_for("#search").await?.click().await?;
    browser.wait_for(".panel .button:not(.panel__back)").await?;
    fs::rename(&away, &there)?;
    press(&browser, "Reintentar").await?;
    browser.wait_for(".find input").await?.type_text("FRANQUÍCIA").await?;
    let found = |end: &'static str| {
        let browser = &browser;
        browser.wait("the finds", async move || {
            let says = browser.find(".find__count").await?.text().await?;
            ensure!(says.starts_with(end), "{says}");
            Ok(())
        })
    };
    found("2 / 2").await?;
    axe::must_find_nothing(&browser, "a search").await?;
    browser.press("\u{e007}").await?;
    found("1 / 2").await?;
    let marked = "return [...CSS.highlights.get('found')].map(String)";
    assert_eq!(browser.run(marked, vec![]).await?, serde_json::json!(["franquicia"]));
    browser.press("\u{e00c}").await?;
    browser
        .wait("the end of it", async || {
            ensure!(browser.find_all(".find").await?.is_empty(), "it is open");
            Ok(())
        })
        .await?;
    chat.ask("¿Cuánto cuesta?").await?;
    assert_eq!(asked(&browser, "search"), 2);
    Ok(())
}
