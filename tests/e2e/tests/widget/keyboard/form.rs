//! A secure form: filled in, put right, sent, corrected, taken back.

use anyhow::{Context as _, Result, ensure};
use sigilo_backend::desk::FormState;
use sigilo_e2e::browser::{Browser, PATIENCE, Setting, key};
use sigilo_e2e::world::World;

use super::hands::Hands;
use crate::files::{Desktop, document};

/// Waits until the newest form says so.
async fn says(browser: &Browser, words: &str) -> Result<()> {
    browser
        .wait(words, async || {
            let said = browser.find_all(".form").await?.pop().context("no form")?.text().await?;
            ensure!(said.contains(words), "{said}");
            Ok(())
        })
        .await
}

/// Waits until the desk has such an answer; its values.
async fn desk_has(world: &World, state: FormState) -> Result<Vec<String>> {
    let started = std::time::Instant::now();
    loop {
        let forms = world.forms()?;
        if let Some(one) = forms.list()?.iter().find(|own| own.state == state) {
            let values = match state {
                FormState::Answered => forms.show(&one.id)?,
                _ => Vec::new(),
            };
            return Ok(values.into_iter().map(|(_, value)| value).collect());
        }
        ensure!(started.elapsed() < PATIENCE, "the desk has {:?}", forms.list()?);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_form_is_filled_in_put_right_sent_corrected_and_taken_back() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, chat) = Hands::begin(&browser, "Quiero un presupuesto").await?;
    chat.form().await?;
    hands.back("button Rellenar").await?;
    hands.enter().await?;
    hands.on("heading ¿Permites este uso?").await?;
    hands.press("button Rechazar").await?;
    says(&browser, "No has enviado este formulario").await?;
    hands.on("textbox Tu mensaje").await?;
    hands.fill_in(&chat).await?;

    browser.press("Ana Ruiz").await?;
    hands.tab("textbox Dirección de la vivienda").await?;
    browser.press("Calle Mayor, 5").await?;
    // A line more, and nothing sent.
    browser.press(key::ENTER).await?;
    browser.press("Madrid").await?;
    hands.tab("textbox Número de tu póliza").await?;
    browser.press("la azul").await?;
    hands.press("button Enviar").await?;
    hands.on("textbox Número de tu póliza").await?;
    says(&browser, "Escribe el número de póliza como figura en ella").await?;
    hands.write("HG-58213").await?;
    hands.press("button Enviar").await?;
    says(&browser, "Entregado").await?;
    hands.on("heading Presupuesto de tu seguro de hogar").await?;
    let values = desk_has(&world, FormState::Answered).await?;
    assert_eq!(values, ["Ana Ruiz", "Calle Mayor, 5\nMadrid", "HG-58213"]);

    hands.press("button Corregir").await?;
    hands.on("textbox Nombre y apellidos").await?;
    browser.press("Ana Gil").await?;
    hands.tab("textbox Dirección de la vivienda").await?;
    browser.press("Plaza Nueva, 2").await?;
    hands.press("button Enviar").await?;
    hands.on("heading Presupuesto de tu seguro de hogar").await?;
    browser
        .wait("the correction at the desk", async || {
            let values = desk_has(&world, FormState::Answered).await?;
            ensure!(values[..2] == ["Ana Gil", "Plaza Nueva, 2"], "{values:?}");
            Ok(())
        })
        .await?;
    hands.press("button Retirar").await?;
    says(&browser, "Has retirado lo que enviaste").await?;
    hands.on("heading Presupuesto de tu seguro de hogar").await?;
    desk_has(&world, FormState::Withdrawn).await?;
    Ok(())
}

/// From the panel, too: focus goes to the fields, and where what was pressed is gone, to the head of the panel.
#[tokio::test]
async fn what_was_sent_by_a_form_is_corrected_and_taken_back_in_the_panel() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, chat) = Hands::begin(&browser, "Quiero un presupuesto").await?;
    hands.fill_in(&chat).await?;
    let fill = async || {
        hands.on("textbox Nombre y apellidos").await?;
        browser.press("Ana Ruiz").await?;
        hands.tab("textbox Dirección").await?;
        browser.press("Calle Mayor, 5").await?;
        hands.press("button Enviar").await?;
        says(&browser, "Entregado").await
    };
    fill().await?;
    let open = async || {
        hands.back("button Privacidad").await?;
        hands.enter().await?;
        hands.on("heading Privacidad").await?;
        browser.wait_for(".panel__part").await.map(drop)
    };
    open().await?;
    hands.press("button Corregir").await?;
    fill().await?;
    open().await?;
    hands.tab("button Corregir").await?;
    hands.press("button Retirar").await?;
    hands.on("heading Privacidad").await?;
    desk_has(&world, FormState::Withdrawn).await?;
    hands.press("button Volver").await?;
    hands.on("button Privacidad").await?;
    Ok(())
}

#[tokio::test]
async fn a_form_s_file_is_chosen_left_out_and_chosen_again() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, chat) = Hands::begin(&browser, "Compara mi seguro de ahora").await?;
    hands.fill_in(&chat).await?;
    browser.press("Ana Ruiz").await?;
    let desktop = Desktop::new()?;
    let path = desktop.put("poliza.pdf", &document(2_000))?;
    let choose = async || {
        let opened = "const field = document.querySelector('.form [type=file]');
            window.opened = 0;
            field.addEventListener('click', (event) => {
                event.preventDefault();
                window.opened += 1;
            }, { once: true });";
        browser.run(opened, vec![]).await?;
        hands.enter().await?;
        assert_eq!(browser.run("return window.opened", vec![]).await?, 1, "nothing is opened");
        // The browser's own window is no part of the page.
        browser.find(".form [type=file]").await?.type_text(&path.to_string_lossy()).await?;
        says(&browser, "poliza.pdf").await
    };
    hands.tab("button Foto o PDF de tu póliza de ahora").await?;
    choose().await?;
    hands.on("button Foto o PDF de tu póliza de ahora").await?;
    hands.press("button Descartar: poliza.pdf").await?;
    hands.on("button Foto o PDF de tu póliza de ahora").await?;
    choose().await?;
    hands.tab("textbox Qué quieres mejorar").await?;
    // What is never sent is not sent by a form either, and that is said.
    browser.press("La tarjeta caduca 04/29, cvv 737").await?;
    hands.press("button Enviar").await?;
    hands.on("textbox Qué quieres mejorar").await?;
    says(&browser, "Hay algo que este chat nunca envía").await?;
    hands.write("El precio").await?;
    hands.press("button Enviar").await?;
    says(&browser, "Entregado").await?;
    hands.on("heading Compara tu seguro de ahora").await?;
    desk_has(&world, FormState::Answered).await?;
    Ok(())
}
