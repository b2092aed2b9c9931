//! Everything of the conversation, to take along: whole, and never markup.

use anyhow::Result;
use serde_json::Value;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::{Author, Chat};
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::world::World;

use super::must_verify;

const TYPED: &str =
    "<script>document.title = 'hecho'</script><img src=x onerror=\"x\"> & 'canario'";

#[tokio::test]
async fn the_export_has_every_message_that_is_shown() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (chat, downloads) = talked(&browser).await?;
    let shown = chat.transcript().await?;
    let panel = chat.privacy().await?;
    panel.save("Guardar (JSON)").await?;
    let file = downloads.take(&browser, "sigilo-data.json").await?;
    let data: Value = serde_json::from_slice(&file)?;
    assert_eq!((&data["v"], &data["type"]), (&1.into(), &"sigilo-export".into()));
    let messages = data["messages"].as_array().into_iter().flatten();
    let said: Vec<_> = messages
        .map(|own| {
            (own["author"].as_str().unwrap_or_default(), own["text"].as_str().unwrap_or_default())
        })
        .collect();
    let author = |author| match author {
        Author::Visitor => "visitor",
        Author::Recipient => "recipient",
        Author::Chat => "chat",
    };
    let wanted: Vec<_> =
        shown.iter().map(|line| (author(line.author), line.text.as_str())).collect();
    assert!(wanted.len() >= 5, "{wanted:#?}");
    assert_eq!(said, wanted);
    assert_eq!(data["purposes"][0]["status"], "Given");
    must_verify(&world, data["receipts"].to_string().as_bytes(), &[])
}

#[tokio::test]
async fn the_page_to_print_runs_nothing_and_shows_markup_as_it_was_typed() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (chat, downloads) = talked(&browser).await?;
    let shown = chat.texts().await?;
    let panel = chat.privacy().await?;
    panel.save("Guardar para leer o imprimir").await?;
    let file = downloads.take(&browser, "sigilo-conversation.html").await?;
    let page = String::from_utf8(file)?;
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("page.html");
    std::fs::write(&path, &page)?;
    let mark = browser.watch().mark();
    browser.goto(&format!("file://{}", path.display())).await?;
    let read = "return [document.scripts.length, document.images.length, document.title,
        [...document.querySelectorAll('ol > li')].map((item) => item.textContent)]";
    let read = browser.run(read, vec![]).await?;
    assert_eq!((&read[0], &read[1]), (&0.into(), &0.into()), "{read}");
    assert!(read[2].as_str().is_some_and(|title| title.contains("Seguros Aurora")), "{read}");
    let items: Vec<_> = read[3].as_array().into_iter().flatten().collect();
    assert_eq!(items.len(), shown.len());
    for (item, text) in items.iter().zip(&shown) {
        assert!(item.as_str().is_some_and(|item| item.ends_with(text)), "{item} is not {text}");
    }
    let asked = browser.watch().since(mark).requests();
    assert!(asked.iter().all(|asked| asked.url.starts_with("file:")), "{asked:#?}");
    Ok(())
}

/// A conversation in which markup was typed.
async fn talked(browser: &Browser) -> Result<(Chat<'_>, Downloads)> {
    let downloads = Downloads::of(browser).await?;
    let chat = Chat::begun(browser, "¿Qué cubre el seguro?").await?;
    chat.ask(TYPED).await?;
    chat.delivery(TYPED, &["Entregado"]).await?;
    let panel = chat.privacy().await?;
    panel.countersigned(1).await?;
    panel.leave().await?;
    Ok((chat, downloads))
}
