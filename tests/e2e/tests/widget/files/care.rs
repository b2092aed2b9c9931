//! Names are screened like words, and nothing leaves before it may.

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

use super::{Desktop, attach, document, kept};

#[tokio::test]
async fn a_name_with_a_card_s_number_asks_before_anything_leaves() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let mark = world.proxy.record().mark();
    let desktop = Desktop::new()?;
    let name = "tarjeta 4539 1488 0343 6467.pdf";
    attach(&browser, &[desktop.put(name, &document(2_000))?]).await?;
    let asked = browser.wait_for(".prompt").await?.text().await?;
    assert!(asked.contains("tarjeta de pago") && !asked.contains("Editar"), "{asked}");
    let posted = world.proxy.record().since(mark);
    assert!(!posted.iter().any(|one| one.path().contains("/blobs/")), "it waits here");
    chat.decide("Enviar tapado").await?;
    let hidden = "tarjeta •••• •••• •••• 6467.pdf";
    chat.delivery(hidden, &["Entregado"]).await?;
    let (called, bytes) = kept(&world, &browser).await?;
    assert_eq!((called.as_str(), bytes), (hidden, document(2_000)));
    browser.watch().all().must_not_contain(&Canary::new("4539 1488 0343 6467")?)?;
    world.must_not_contain(&Canary::new("canario-Lq7Wz4")?)
}

/// A name has no spaces where words would have them.
#[tokio::test]
async fn a_name_parted_by_lines_is_read_like_words() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let mark = world.proxy.record().mark();
    let desktop = Desktop::new()?;
    let name = "nómina_ES91_2100_0418_4502_0005_1332.pdf";
    attach(&browser, &[desktop.put(name, &document(2_000))?]).await?;
    let asked = browser.wait_for(".prompt").await?.text().await?;
    let hidden = "nómina_ES••_••••_••••_••••_••••_1332.pdf";
    assert!(asked.contains("cuenta bancaria") && asked.contains(hidden), "{asked}");
    let posted = world.proxy.record().since(mark);
    assert!(!posted.iter().any(|one| one.path().contains("/blobs/")), "it waits here");
    chat.decide("Enviar tapado").await?;
    chat.delivery(hidden, &["Entregado"]).await?;
    let (called, _) = kept(&world, &browser).await?;
    assert_eq!(called, hidden);
    Ok(())
}

#[tokio::test]
async fn files_are_let_in_after_allow_alone_and_none_of_another_kind() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    ensure!(browser.find_all(".composer__attach").await?.is_empty(), "a button before Allow");
    chat.allow().await?;
    let button = browser.wait_for(".composer__attach").await?;
    assert_eq!(button.label().await?, "Adjuntar archivos");
    let mark = world.proxy.record().mark();
    // While it is over the chat that is seen, until it is gone again or dropped.
    let over = "const over = (name, relatedTarget) => {
            document.querySelector('main').dispatchEvent(
                new DragEvent(name, { relatedTarget, bubbles: true, cancelable: true }));
            return document.documentElement.hasAttribute('data-drop');
        };
        return [over('dragover'), over('dragleave', document.body), over('dragleave'), over('dragover')];";
    assert_eq!(browser.run(over, vec![]).await?, json!([true, true, false, true]));
    // By a drop, as by the button.
    let drop = "const held = new DataTransfer();
        held.items.add(new File([new Uint8Array([77, 90, 0, 1])], 'virus.exe'));
        document.querySelector('.chat').dispatchEvent(
            new DragEvent('drop', { dataTransfer: held, bubbles: true, cancelable: true }));";
    browser.run(drop, vec![]).await?;
    let is_over = "return document.documentElement.hasAttribute('data-drop')";
    assert_eq!(browser.run(is_over, vec![]).await?, json!(false));
    browser
        .wait("why not", async || {
            let texts = chat.texts().await?.join("\n");
            ensure!(texts.contains("virus.exe: Este chat no admite archivos"), "{texts}");
            Ok(())
        })
        .await?;
    // And by a paste; words that are pasted are words.
    let paste = "const [name, words] = arguments, held = new DataTransfer();
        if (name) held.items.add(new File([new Uint8Array([77, 90, 0, 1])], name));
        else held.setData('text/plain', words);
        const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
        // Firefox makes none with files in it.
        Object.defineProperty(event, 'clipboardData', { value: held });
        return document.querySelector('#field').dispatchEvent(event);";
    assert_eq!(browser.run(paste, vec![json!(""), json!("hola")]).await?, json!(true));
    assert_eq!(browser.run(paste, vec![json!("otro.exe"), json!("")]).await?, json!(false));
    browser
        .wait("why not that", async || {
            let texts = chat.texts().await?.join("\n");
            ensure!(texts.contains("otro.exe: Este chat no admite archivos"), "{texts}");
            Ok(())
        })
        .await?;
    let posted = world.proxy.record().since(mark);
    assert!(!posted.iter().any(|one| one.path().contains("/blobs/")), "it stays here");
    Ok(())
}
