//! The demonstration, as its quick start has it: a visitor asks for a person, people sign in by what was told at the
//! start, and the page's customers let the chat know who they are.

use anyhow::{Context as _, Result, ensure};
use sigilo_e2e::axe;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::{Author, Chat};
use sigilo_e2e::storage;
use sigilo_e2e::world::{Demo, SITE, press};

const WISH: &str = "Quiero hablar con una persona";

#[tokio::test]
async fn who_asks_for_a_person_is_told_whether_somebody_is_there_and_answered_by_them() -> Result<()>
{
    let demo = Demo::start().await?;
    let usual = Setting::default();
    let browser = demo.browser(&usual).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    let switches = chat.switches().await?;
    for id in ["presence", "identity"] {
        let own = switches.iter().find(|(purpose, _)| purpose == id);
        assert!(!own.context("no switch")?.1, "{id} is off until it is allowed");
    }
    chat.allow_with(&["presence"]).await?;
    let answer = chat.ask(WISH).await?;
    assert!(answer.text.contains("no hay nadie de Atención al cliente"), "{answer:?}");

    let agent = demo.browser(&usual).await?;
    demo.sign_in(&agent, "agent").await?;
    agent.wait_for(".row--waits .row__title a").await?;
    agent.wait_for("#live.is-on").await?;
    let answer = chat.ask(WISH).await?;
    assert!(answer.text.contains("He avisado"), "{answer:?}");
    // The bot goes on meanwhile, and the visitor waits all the same.
    chat.ask("¿Cuánto cuesta?").await?;
    demo.go(&agent, "/talks").await?;
    agent.wait_for(".row--waits .row__title a").await?.click().await?;
    press(&agent, "Tomar la conversación").await?;
    says(&chat, "Ahora responde una persona").await?;

    agent.wait_for("#live.is-on").await?;
    let before = chat.answers().await?.len();
    let field = agent.wait_for("#text").await?;
    field.click().await?;
    field.type_text("Buenas, ¿en qué te ayudo?").await?;
    browser.wait_for(".message__dots").await?;
    press(&agent, "Enviar").await?;
    browser
        .wait("the answer", async || {
            let answers = chat.answers().await?;
            let answer = answers.get(before).context("nothing")?;
            ensure!(answer.text == "Buenas, ¿en qué te ayudo?", "{answer:?}");
            ensure!(answer.name == "Alex · Atención al cliente · persona", "{answer:?}");
            Ok(())
        })
        .await?;
    agent.wait_for(".line__read").await?;

    let supervisor = demo.browser(&usual).await?;
    demo.sign_in(&supervisor, "supervisor").await?;
    supervisor.wait_for(".row__title a").await?.click().await?;
    press(&supervisor, "Observar en directo").await?;
    says(&chat, "Calidad").await?;
    demo.go(&supervisor, "/figures").await?;
    assert_eq!(supervisor.wait_for("[data-figure=taken]").await?.text().await?, "1");
    for browser in [&browser, &agent, &supervisor] {
        assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
        assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    }
    Ok(())
}

#[tokio::test]
async fn a_customer_of_the_page_is_known_once_they_allow_it_and_nothing_is_left_when_they_leave()
-> Result<()> {
    let demo = Demo::start().await?;
    let browser = demo.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    does(&browser, "sign-in").await?;
    tells(&browser, "Has entrado").await?;
    let chat = Chat::open(&browser).await?;
    chat.allow().await?;
    chat.ask(WISH).await?;
    let agent = demo.browser(&Setting::default()).await?;
    demo.sign_in(&agent, "agent").await?;
    agent.wait_for(".row__title a").await?.click().await?;
    let facts = agent.wait_for(".row__facts").await?.text().await?;
    assert!(facts.contains("Anónimo"), "signing in tells the chat nothing: {facts}");

    let panel = chat.privacy().await?;
    panel.turn("identity").await?;
    panel.leave().await?;
    tells(&browser, "El chat ha preguntado quién eres").await?;
    agent
        .wait("the customer", async || {
            agent.reload().await?;
            let facts = agent.wait_for(".row__facts").await?.text().await?;
            ensure!(facts.contains("Cliente de prueba (HG-0001024)"), "{facts}");
            Ok(())
        })
        .await?;

    // In another load of the page they are still signed in.
    browser.reload().await?;
    Chat::open(&browser).await?.conversation().await?;
    tells(&browser, "El chat ha preguntado quién eres").await?;
    // The open chat lies over the page's corner.
    Chat::launcher(&browser).await?.click().await?;
    does(&browser, "sign-out").await?;
    tells(&browser, "Del chat ya no queda nada").await?;
    browser.wait("an empty browser", async || storage::must_be_empty(&browser).await).await?;
    Chat::open(&browser).await?.notice().await?;
    assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
    assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_customers_corner_has_no_fault_that_axe_finds() -> Result<()> {
    let demo = Demo::start().await?;
    let browser = demo.browser(&Setting::default()).await?;
    let usual = Setting::default();
    for page in [SITE.to_owned(), format!("{SITE}/en")] {
        browser.goto(&page).await?;
        for setting in [
            Setting { dark: true, ..usual.clone() },
            Setting { size: (360, 740), phone: true, ..usual.clone() },
            usual.clone(),
        ] {
            browser.apply(&setting).await?;
            for what in ["sign-in", "sign-out"] {
                does(&browser, what).await?;
                browser.wait_for(".customer__note:not(:empty)").await?;
                axe::must_find_nothing(&browser, &format!("{page} after {what} as {setting:?}"))
                    .await?;
                let wide = "return document.documentElement.scrollWidth > innerWidth";
                let is_wide = browser.run(wide, vec![]).await?;
                ensure!(is_wide == false, "{page} is wider than the screen as {setting:?}");
            }
        }
    }
    Ok(())
}

/// Presses a button of the customers' corner.
async fn does(browser: &Browser, what: &str) -> Result<()> {
    browser.enter_page().await?;
    browser.wait_for(&format!("[data-does={what}]:not([hidden])")).await?.click().await
}

/// Waits until the page says so beside its buttons.
async fn tells(browser: &Browser, what: &str) -> Result<()> {
    browser.enter_page().await?;
    browser
        .wait(what, async || {
            let told = browser.find(".customer__note").await?.text().await?;
            ensure!(told.contains(what), "{told}");
            Ok(())
        })
        .await
}

/// Waits for a line of the chat's own.
async fn says(chat: &Chat<'_>, what: &str) -> Result<()> {
    chat.browser()
        .wait(what, async || {
            let lines = chat.transcript().await?;
            let is_it = |author, text: &str| author == Author::Chat && text.contains(what);
            ensure!(lines.iter().any(|line| is_it(line.author, &line.text)), "not said yet");
            Ok(())
        })
        .await
}
