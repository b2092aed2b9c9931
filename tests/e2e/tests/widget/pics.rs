use anyhow::Result;
use sigilo_e2e::browser::{Browser, Setting, key};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

async fn keep(browser: &Browser, name: &str) -> Result<()> {
    tokio::time::sleep(std::time::Duration::from_millis(350)).await;
    std::fs::create_dir_all("/tmp/s7pics")?;
    std::fs::write(format!("/tmp/s7pics/{name}.png"), browser.screenshot().await?)?;
    Ok(())
}

#[tokio::test]
async fn pics() -> Result<()> {
    let world = World::start().await?;
    let phone = |size, scale, dark, en| Setting {
        size,
        scale,
        dark,
        phone: true,
        ..if en { Setting::english() } else { Setting::default() }
    };
    let all = [
        ("phone-light-es", phone((360, 740), 1.5, false, false), false),
        ("phone-dark-en", phone((360, 740), 1.5, true, true), false),
        ("desk-dark-es", Setting { dark: true, size: (1280, 800), ..Setting::default() }, false),
        ("desk-zoom-es", Setting { size: (640, 400), scale: 2.0, ..Setting::default() }, false),
        ("phone-spaced-es", phone((360, 740), 1.5, false, false), true),
    ];
    for (name, setting, spaced) in all {
        let en = setting.languages.starts_with("en");
        let say = |es: &'static str, e: &'static str| if en { e } else { es };
        let browser = world.browser(&setting).await?;
        browser.goto(&format!("{SITE}/{}", say("", "en/"))).await?;
        Chat::launcher(&browser).await?;
        keep(&browser, &format!("{name}-0page")).await?;
        let chat = Chat::open(&browser).await?;
        browser.apply(&setting).await?;
        chat.notice().await?;
        if spaced {
            browser.run(crate::embedding::SPACED, vec![]).await?;
        }
        keep(&browser, &format!("{name}-1notice")).await?;
        browser.run("document.querySelector('main').scrollBy(0, 500)", vec![]).await?;
        keep(&browser, &format!("{name}-2notice-on")).await?;
        browser.run("document.querySelector('main').scrollTo(0, 1e6)", vec![]).await?;
        keep(&browser, &format!("{name}-3notice-end")).await?;
        chat.allow().await?;
        chat.ask(say("¿Hay franquicia?", "Is there an excess?")).await?;
        keep(&browser, &format!("{name}-4conversation")).await?;
        chat.write(say(
            "Cobradlo de la tarjeta 4539 1488 0343 6467",
            "Charge my card 4539 1488 0343 6467",
        ))
        .await?;
        browser.wait_for(".composer__mark").await?;
        browser.press(key::ENTER).await?;
        browser.wait_for(".prompt").await?;
        keep(&browser, &format!("{name}-5caution")).await?;
        chat.decide(say("No enviar", "Don’t send")).await?;
        chat.ask(say("Quiero un presupuesto", "I want a quote")).await?;
        chat.form().await?.press(say("Rellenar", "Fill in")).await?;
        chat.prompt().await?;
        keep(&browser, &format!("{name}-6prompt")).await?;
        chat.decide(say("Permitir", "Allow")).await?;
        chat.form().await?.open().await?;
        keep(&browser, &format!("{name}-7form")).await?;
        chat.ask(say("¿En qué se diferencian los planes?", "How do the plans differ?")).await?;
        browser.wait_for(".cards__track .card").await?;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        browser.run("document.querySelector('main').scrollTo(0, 1e6)", vec![]).await?;
        keep(&browser, &format!("{name}-8cards")).await?;
        world.proxy.set(sigilo_e2e::proxy::Fault::Refusing);
        let t = say("¿Y esto?", "And this?");
        chat.say(t).await?;
        chat.delivery(t, &["No se ha enviado", "Not sent"]).await?;
        keep(&browser, &format!("{name}-9failed")).await?;
        world.proxy.set(sigilo_e2e::proxy::Fault::None);
        chat.open_privacy().await?;
        keep(&browser, &format!("{name}-apanel")).await?;
        browser
            .run(
                "document.querySelector('.panel__rights').scrollIntoView({block:'center'})",
                vec![],
            )
            .await?;
        keep(&browser, &format!("{name}-brights")).await?;
    }
    Ok(())
}
