//! The privacy panel.

use anyhow::{Result, ensure};
use sigilo_e2e::browser::{Setting, key};
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::world::World;

use super::hands::Hands;

#[tokio::test]
async fn purposes_are_given_and_taken_back_and_the_code_is_compared() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (hands, _) = Hands::begin(&browser, "¿Hay franquicia?").await?;
    hands.back("button Privacidad").await?;
    hands.enter().await?;
    hands.on("heading Privacidad").await?;
    browser.wait_for(".panel__part").await?;
    let stands = async |how: &str| {
        let css = ".panel .options__option:has(#panel-quote) .panel__state";
        browser
            .wait(how, async || {
                let words = browser.find(css).await?.text().await?;
                ensure!(words.starts_with(how), "{words}");
                Ok(())
            })
            .await
    };
    hands.tab("switch Preparar tu presupuesto").await?;
    browser.press(key::SPACE).await?;
    stands("Permitido").await?;
    hands.on("switch Preparar tu presupuesto").await?;
    browser.press(key::SPACE).await?;
    stands("Retirado").await?;
    hands.on("switch Preparar tu presupuesto").await?;

    // What the company publishes is compared with what stands here.
    let code = world.safety_code().await?;
    hands.press("DisclosureTriangle Toda la información").await?;
    hands.press("button Verlo en palabras").await?;
    browser.wait_for(".panel .full__words").await?;
    hands.on("button Verlo en palabras").await?;
    let digits = browser.find(".panel .full__code").await?.text().await?;
    assert_eq!(digits, code.digits());

    // Escape closes what is on top, and then the chat.
    browser.press(key::ESCAPE).await?;
    hands.on("button Privacidad").await?;
    hands.tab("textbox Tu mensaje").await
}

#[tokio::test]
async fn everything_is_saved_asked_for_withdrawn_and_erased() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    let (hands, _) = Hands::begin(&browser, "¿Hay franquicia?").await?;
    hands.back("button Privacidad").await?;
    hands.enter().await?;
    hands.on("heading Privacidad").await?;
    hands.press("button Guardar los recibos").await?;
    downloads.take(&browser, "sigilo-receipts.json").await?;
    hands.on("button Guardar los recibos").await?;
    hands.tab("textbox Qué quieres decir").await?;
    browser.press("Lo de hoy").await?;
    hands.press("button Saber qué tenéis de mí").await?;
    browser
        .wait("the request", async || {
            let words = browser.find(".panel").await?.text().await?;
            ensure!(words.contains("hecha"), "{words}");
            Ok(())
        })
        .await?;
    hands.on("button Saber qué tenéis de mí").await?;
    hands.press("button Guardar (JSON)").await?;
    downloads.take(&browser, "sigilo-data.json").await?;
    hands.on("button Guardar (JSON)").await?;

    // The button goes with what it takes back: focus is where the panel is read from.
    hands.back("button Retirar mi permiso").await?;
    hands.enter().await?;
    browser
        .wait("the button to go", async || {
            ensure!(browser.find_all(".panel__all").await?.is_empty(), "it is there");
            Ok(())
        })
        .await?;
    hands.on("heading Privacidad").await?;
    hands.press("DisclosureTriangle Borrar todo").await?;
    hands.press("button Sí, borrar todo").await?;
    hands.on("heading Todo se ha borrado").await?;
    hands.press("button Guardar la confirmación firmada").await?;
    hands.on("button Guardar la confirmación firmada").await?;
    hands.press("button Empezar un chat nuevo").await?;
    hands.on("heading Antes de empezar").await?;
    hands.leave().await
}
