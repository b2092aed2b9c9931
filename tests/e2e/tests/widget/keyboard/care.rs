//! What is asked before personal data leaves: each of its choices.

use anyhow::{Result, ensure};
use sigilo_e2e::browser::{Setting, key};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

use super::hands::Hands;

const CARD: &str = "Cobradlo de la 4539 1488 0343 6467";
const HIDDEN: &str = "Cobradlo de la •••• •••• •••• 6467";
const HOME: &str = "Vivo en la calle Mayor, 5, 3.º B, 28013 Madrid";
const ASKED: &str = "heading Antes de enviar tu mensaje";

#[tokio::test]
async fn each_choice_about_what_was_found_is_made() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, chat) = Hands::begin(&browser, "¿Hay franquicia?").await?;
    let gone = async |text: &str| {
        browser
            .wait("the message to go", async || {
                ensure!(chat.texts().await?.iter().all(|own| own != text), "it is there");
                Ok(())
            })
            .await
    };

    // What is pasted is seen like what is typed.
    hands.on("textbox Tu mensaje").await?;
    browser.press(CARD).await?;
    browser.press_with(key::CONTROL, "a").await?;
    browser.press_with(key::CONTROL, "x").await?;
    ensure!(browser.find_all(".composer__mark").await?.is_empty(), "it is still there");
    browser.press_with(key::CONTROL, "v").await?;
    browser.wait_for(".composer__mark").await?;
    browser.press(key::ENTER).await?;
    hands.on(ASKED).await?;
    // Enter on the question is no answer to it.
    hands.enter().await?;
    hands.on(ASKED).await?;
    hands.press("button No enviar").await?;
    gone(CARD).await?;

    hands.say(CARD).await?;
    hands.on(ASKED).await?;
    hands.press("button Editar").await?;
    hands.on("textbox Tu mensaje").await?;
    let value = "return document.activeElement.value";
    assert_eq!(browser.run(value, vec![]).await?, CARD);
    hands.enter().await?;
    hands.on(ASKED).await?;
    // The first that Tab comes to tells least.
    browser.press(key::TAB).await?;
    hands.on("button Enviar tapado").await?;
    hands.enter().await?;
    chat.delivery(HIDDEN, &["Entregado"]).await?;

    hands.say(CARD).await?;
    hands.on(ASKED).await?;
    hands.press("button Enviar tal cual, cifrado").await?;
    chat.delivery(CARD, &["Entregado"]).await?;

    // The message in the conversation has a way out of its own.
    hands.say(CARD).await?;
    hands.on(ASKED).await?;
    hands.back("button Descartar").await?;
    hands.enter().await?;
    hands.on("textbox Tu mensaje").await?;
    Ok(())
}

#[tokio::test]
async fn a_purpose_is_given_one_at_a_time_and_a_form_is_gone_to() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, chat) = Hands::begin(&browser, "Quiero un presupuesto").await?;
    chat.form().await?;
    hands.say(HOME).await?;
    hands.on(ASKED).await?;
    hands.press("button Usar el formulario cifrado").await?;
    hands.on("heading ¿Permites este uso?").await?;
    hands.press("button Rechazar").await?;
    // Who has a form before them, and a message to write, is led to one of the two.
    let at = browser
        .wait("a place", async || {
            let at = hands.at().await?;
            ensure!(at.starts_with("heading ") || at.starts_with("textbox "), "{at}");
            Ok(at)
        })
        .await?;
    hands.on(&at).await?;
    let field = "return document.querySelector('#field').value";
    assert_eq!(browser.run(field, vec![]).await?, HOME, "what was written is not lost");

    let both = "Tengo diabetes. Vivo en la calle Mayor, 5, 28013 Madrid";
    if !at.starts_with("textbox Tu mensaje") {
        hands.tab("textbox Tu mensaje").await?;
    }
    hands.write(both).await?;
    hands.enter().await?;
    hands.on(ASKED).await?;
    hands.press("button Permitir y seguir").await?;
    let left = async || {
        let asked = browser.find(".prompt").await?.text().await?;
        ensure!(asked.contains("salud") && !asked.contains("dirección"), "{asked}");
        Ok(())
    };
    browser.wait("the question about what is left", left).await?;
    hands.on(ASKED).await?;
    hands.press("button Enviar tal cual, cifrado").await?;
    chat.delivery(both, &["Entregado"]).await?;
    hands.on("textbox Tu mensaje").await?;
    Ok(())
}

/// Who fills in a form fills on; the question is read out, and come to by Tab.
#[tokio::test]
async fn a_question_takes_no_focus_from_a_form() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, chat) = Hands::begin(&browser, "Quiero un presupuesto").await?;
    hands.fill_in(&chat).await?;
    browser.press("Ana").await?;
    // It comes up while one fills in: somebody writes in another tab.
    let first = browser.tab().await?;
    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let there = Chat::open(&browser).await?;
    there.conversation().await?;
    there.say(CARD).await?;
    there.prompt().await?;
    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    browser.wait_for(".prompt").await?;
    hands.on("textbox Nombre y apellidos").await?;
    ensure!(browser.find_all(".prompt [role=alert]").await?.len() == 1, "nothing is read out");
    hands.press("button Enviar tapado").await?;
    chat.delivery(HIDDEN, &["Entregado"]).await?;
    hands.on("textbox Tu mensaje").await?;
    Ok(())
}
