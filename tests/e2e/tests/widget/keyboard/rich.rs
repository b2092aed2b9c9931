//! Cards, quick replies, a question how content one is, a doubtful link, the search, what the page offers.

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::{Setting, key};
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::World;

use super::hands::Hands;

#[tokio::test]
async fn cards_are_gone_through_and_quick_replies_pressed() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, chat) = Hands::begin(&browser, "¿Hay franquicia?").await?;
    let before = chat.answers().await?.len();
    hands.back("button ¿Cuánto cuesta?").await?;
    hands.enter().await?;
    chat.answer(before).await?;
    hands.say("¿En qué se diferencian los planes?").await?;
    browser.wait_for(".cards__track .card").await?;
    let left = async || {
        let left = "return document.querySelector('.cards__track').scrollLeft";
        Ok(browser.run(left, vec![]).await?.as_f64().unwrap_or_default())
    };
    hands.back("button Tarjeta siguiente").await?;
    hands.enter().await?;
    browser
        .wait("the second card", async || {
            let left: Result<f64> = left().await;
            ensure!(left? > 50.0, "it is the first");
            Ok(())
        })
        .await?;
    hands.on("button Tarjeta siguiente").await?;
    hands.back("group Tarjetas").await?;
    for _ in 0..3 {
        browser.press("\u{e012}").await?;
    }
    browser
        .wait("the first card", async || {
            let left: Result<f64> = left().await;
            ensure!(left? < 5.0, "it is not the first");
            Ok(())
        })
        .await?;
    hands.on("group Tarjetas").await?;
    let before = chat.answers().await?.len();
    hands.press("button Qué no cubre").await?;
    chat.answer(before).await?;
    hands.on("textbox Tu mensaje").await
}

#[tokio::test]
async fn a_score_is_chosen_with_words_and_sent() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, _) = Hands::begin(&browser, "Adiós").await?;
    browser.wait_for(".rating").await?;
    hands.back("button Enviar").await?;
    // Without a score nothing goes, and what is missing is where focus goes.
    hands.enter().await?;
    hands.on("radio 5 muy satisfecho").await?;
    browser.press(key::SPACE).await?;
    browser.press("\u{e012}").await?;
    hands.on("radio 4").await?;
    hands.tab("textbox Comentario").await?;
    browser.press("Mi tarjeta es 4111 1111 1111 1111").await?;
    hands.press("button Enviar").await?;
    // What is said to a score is looked at like any other words.
    hands.on("heading Antes de enviar tu mensaje").await?;
    hands.press("button Enviar tapado").await?;
    browser
        .wait("the score", async || {
            let words = browser.find(".rating").await?.text().await?;
            ensure!(words.contains("4 / 5") && words.contains("Entregado"), "{words}");
            Ok(())
        })
        .await?;
    hands.on("textbox Tu mensaje").await
}

#[tokio::test]
async fn a_doubtful_link_asks_and_leads_back() -> Result<()> {
    let mut world = World::start().await?;
    let _echo = world.hand_over().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, _) = Hands::begin(&browser, "Hola").await?;
    let text = "Mira [aurora.example](https://another.example/x)";
    hands.say(&json!([{"text": text, "format": "markdown"}]).to_string()).await?;
    browser.wait_for(".rich__doubt").await?;
    hands.back("button aurora.example").await?;
    hands.enter().await?;
    hands.on("button Volver").await?;
    hands.tab("link Abrir el enlace").await?;
    browser.press(key::ESCAPE).await?;
    hands.on("button aurora.example").await?;
    hands.enter().await?;
    hands.on("button Volver").await?;
    hands.enter().await?;
    hands.on("button aurora.example").await
}

#[tokio::test]
async fn words_are_looked_for_and_a_message_that_failed_is_tried_again_and_discarded() -> Result<()>
{
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, chat) = Hands::begin(&browser, "¿Hay franquicia?").await?;
    let count = async |wanted: &str| {
        browser
            .wait(wanted, async || {
                let says = browser.find(".find__count").await?.text().await?;
                ensure!(says.starts_with(wanted), "{says}");
                Ok(())
            })
            .await
    };
    hands.press("button Buscar").await?;
    hands.on("textbox Buscar").await?;
    browser.press("franquicia").await?;
    count("2 / 2").await?;
    hands.enter().await?;
    count("1 / 2").await?;
    hands.on("textbox Buscar").await?;
    hands.press("button Siguiente").await?;
    count("2 / 2").await?;
    hands.on("button Siguiente").await?;
    browser.press(key::ESCAPE).await?;
    hands.on("button Buscar").await?;
    hands.enter().await?;
    hands.on("textbox Buscar").await?;
    hands.press("button Cerrar la búsqueda").await?;
    hands.on("button Buscar").await?;

    world.proxy.set(Fault::Refusing);
    hands.back("textbox Tu mensaje").await?;
    hands.say("¿Y esto?").await?;
    chat.delivery("¿Y esto?", &["No se ha enviado"]).await?;
    hands.back("button Reintentar").await?;
    hands.enter().await?;
    hands.on("textbox Tu mensaje").await?;
    chat.delivery("¿Y esto?", &["No se ha enviado"]).await?;
    hands.back("button Descartar").await?;
    hands.enter().await?;
    browser
        .wait("the message to go", async || {
            ensure!(chat.texts().await?.iter().all(|own| own != "¿Y esto?"), "it is there");
            Ok(())
        })
        .await?;
    hands.on("textbox Tu mensaje").await?;
    hands.say("¿Y lo otro?").await?;
    chat.delivery("¿Y lo otro?", &["No se ha enviado"]).await?;
    world.proxy.set(Fault::None);
    hands.back("button Reintentar").await?;
    hands.enter().await?;
    chat.delivery("¿Y lo otro?", &["Entregado"]).await?;
    hands.on("textbox Tu mensaje").await
}

#[tokio::test]
async fn what_the_page_offers_is_taken_and_left() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, _) = Hands::begin(&browser, "¿Hay franquicia?").await?;
    let offer = async || {
        browser.enter_page().await?;
        browser.run("sigilo.context({ Plan: 'Oro' })", vec![]).await?;
        sigilo_e2e::chat::Chat::inside(&browser).await?;
        browser.wait_for(".context").await.map(drop)
    };
    offer().await?;
    hands.back("button Dejarlo fuera").await?;
    hands.enter().await?;
    hands.on("textbox Tu mensaje").await?;
    offer().await?;
    hands.back("button Añadirlo").await?;
    hands.enter().await?;
    hands.on("textbox Tu mensaje").await?;
    let field = "return document.activeElement.value";
    assert_eq!(browser.run(field, vec![]).await?, "Plan: Oro");
    Ok(())
}
