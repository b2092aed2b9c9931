//! Attachments: chosen, cancelled, tried again.

use std::time::Duration;

use anyhow::{Result, ensure};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::World;

use super::hands::Hands;
use crate::files::{Desktop, attach, document};

const NAME: &str = "poliza.pdf";

#[tokio::test]
async fn a_file_is_chosen_called_back_and_tried_again() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, chat) = Hands::begin(&browser, "¿Hay franquicia?").await?;
    let desktop = Desktop::new()?;
    let long = desktop.put(NAME, &document(3_000_000))?;
    let gone = async || {
        browser
            .wait("the file to go", async || {
                ensure!(browser.find_all(".file").await?.is_empty(), "it is there");
                Ok(())
            })
            .await
    };
    hands.back("button Adjuntar archivos").await?;
    let opened = "window.opened = 0;
        document.querySelector('#files').addEventListener('click', (event) => {
            event.preventDefault();
            window.opened += 1;
        }, { once: true });";
    browser.run(opened, vec![]).await?;
    hands.enter().await?;
    assert_eq!(browser.run("return window.opened", vec![]).await?, 1, "nothing is opened");
    hands.on("button Adjuntar archivos").await?;
    // The browser's own window is no part of the page.
    world.proxy.set(Fault::Slow(Duration::from_millis(400)));
    attach(&browser, std::slice::from_ref(&long)).await?;
    browser.wait_for(".file progress").await?;
    hands.on("button Adjuntar archivos").await?;
    hands.back("button Descartar").await?;
    hands.enter().await?;
    gone().await?;
    hands.on("textbox Tu mensaje").await?;

    world.proxy.set(Fault::Refusing);
    attach(&browser, &[desktop.put("corta.pdf", &document(2_000))?]).await?;
    chat.delivery("corta.pdf", &["No se ha enviado"]).await?;
    world.proxy.set(Fault::None);
    hands.back("button Reintentar").await?;
    hands.enter().await?;
    chat.delivery("corta.pdf", &["Entregado"]).await?;
    hands.on("textbox Tu mensaje").await
}
