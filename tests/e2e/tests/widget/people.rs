//! People beside the bot, in real browsers on both sides: the visitor's widget, and the company's pages.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use sigilo_backend::desk::staff::Role;
use sigilo_e2e::axe;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::{Author, Chat, Line};
use sigilo_e2e::world::{BACKEND, SITE, WIDGET, World, press};

const QUESTION: &str = "¿Qué cubre el seguro de hogar?";

#[tokio::test]
async fn a_person_takes_over_answers_and_gives_back_and_the_visitor_knows_each_time() -> Result<()>
{
    let world = World::with_people().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    assert_eq!(chat.who_answers().await?, "Asistente automático");

    let agent = world.browser(&Setting::default()).await?;
    world.desks()?.sign_in(&agent, "marta", "Marta", Role::Agent).await?;
    agent.wait_for(".row__title a").await?.click().await?;
    let lines = agent.wait_for("#lines").await?.text().await?;
    assert!(lines.contains(QUESTION), "{lines}");
    press(&agent, "Tomar la conversación").await?;
    note(&chat, "Ahora responde una persona: \u{2068}Atención al cliente\u{2069}.").await?;
    until(&chat, "Responde una persona").await?;

    let before = chat.answers().await?.len();
    let field = agent.wait_for("#text").await?;
    field.click().await?;
    field.type_text("Buenos días, soy Marta.").await?;
    press(&agent, "Enviar").await?;
    let answer = chat.answer(before).await?;
    assert_eq!(answer.text, "Buenos días, soy Marta.");
    assert_eq!(answer.name, "Marta · Atención al cliente · persona");

    // The bot keeps still, and the person reads on by themselves.
    chat.say("¿Y los daños por agua?").await?;
    agent
        .wait("the visitor's words", async || {
            let lines = agent.find("#lines").await?.text().await?;
            ensure!(lines.contains("daños por agua"), "{lines}");
            Ok(())
        })
        .await?;
    assert_eq!(chat.answers().await?.len(), before + 1);

    let supervisor = world.browser(&Setting::default()).await?;
    world.desks()?.sign_in(&supervisor, "sofia", "Sofía", Role::Supervisor).await?;
    supervisor.wait_for(".row__title a").await?.click().await?;
    ensure!(supervisor.find_all("#lines").await?.is_empty(), "nothing is read in secret");
    press(&supervisor, "Observar en directo").await?;
    note(&chat, "Observa la conversación, sin responder: \u{2068}Calidad\u{2069}.").await?;
    let lines = supervisor.wait_for("#lines").await?.text().await?;
    assert!(lines.contains("soy Marta"), "{lines}");
    ensure!(supervisor.find_all("#text").await?.is_empty(), "who looks on does not answer");

    // The same after a reload, from what this browser has kept.
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    until(&chat, "Responde una persona").await?;

    world.desks()?.go(&supervisor, "/figures").await?;
    let taken = supervisor.wait_for("[data-figure=taken]").await?.text().await?;
    assert_eq!(taken, "1", "the figures know of it");

    press(&agent, "Devolver al asistente").await?;
    note(&chat, "Vuelve a responder el asistente automático: \u{2068}Aurora\u{2069}.").await?;
    until(&chat, "Asistente automático").await?;
    let answer = chat.ask(QUESTION).await?;
    assert!(answer.name.contains("asistente automático"), "{answer:?}");
    for browser in [&browser, &agent, &supervisor] {
        assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
        assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    }
    Ok(())
}

/// Where a visitor sees a face, what is drawn over its letter, if anything; and how high the message is.
const FACES: &str = "return [...document.querySelectorAll('.message--recipient')].map((row) => {
    const face = row.querySelector('.message__face');
    const own = face?.querySelector('.message__picture');
    const drawn = own ? getComputedStyle(own).backgroundImage : '';
    return [face?.dataset.name ?? '', drawn, Math.round(row.getBoundingClientRect().height)];
})";

/// A person's picture is a file beside the widget's. One that is not there leaves the letter, in the same room; a name that
/// leads elsewhere leads nowhere, also from a desk that was broken into.
#[tokio::test]
async fn a_person_s_picture_comes_from_beside_the_widgets_files_and_from_nowhere_else() -> Result<()>
{
    let world = World::with_people().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    let agent = world.browser(&Setting::default()).await?;
    let desks = world.desks()?;
    desks.sign_in(&agent, "alex", "Álex", Role::Agent).await?;
    agent.wait_for(".row__title a").await?.click().await?;
    press(&agent, "Tomar la conversación").await?;
    let mut answers = chat.answers().await?.len();
    let mut says = async |picture: &str| {
        desks.set_picture("alex", picture)?;
        agent.wait_for("#text").await?.click().await?;
        agent.wait_for("#text").await?.type_text("Buenos días.").await?;
        press(&agent, "Enviar").await?;
        chat.answer(answers).await?;
        answers += 1;
        // The visitor says something between, so that each answer has a face of its own.
        chat.say("Sí").await?;
        chat.delivery("Sí", &["Entregado"]).await?;
        let faces = browser.run(FACES, vec![]).await?;
        let last = faces.as_array().and_then(|all| all.last()).context("no face")?;
        anyhow::Ok((last[0].clone(), last[1].clone(), last[2].clone()))
    };

    let shown = |name: &str| json!(format!("url(\"{WIDGET}/{name}.webp\")"));
    let own = says("alex").await?;
    ensure!((&own.0, &own.1) == (&json!("Á"), &shown("alex")), "{own:?}");
    browser
        .wait("the picture", async || {
            let loaded = "return performance.getEntriesByType('resource').some((own) =>
                own.name.endsWith('/alex.webp') && own.decodedBodySize > 1000)";
            ensure!(browser.run(loaded, vec![]).await? == true, "not here yet");
            Ok(())
        })
        .await?;
    let missing = says("nobody-2").await?;
    ensure!((&missing.0, &missing.1) == (&json!("Á"), &shown("nobody-2")), "{missing:?}");
    ensure!(missing.2 == own.2, "it takes the same room: {missing:?}, {own:?}");
    for hostile in [
        "https://evil.example/x",
        "//evil.example/x",
        "../x",
        "a/b",
        "https:x",
        "x.webp",
        "x)",
        "%2e",
    ] {
        let other = says(hostile).await?;
        ensure!(other.0 == "Á" && other.1 == "" && other.2 == own.2, "{hostile}: {other:?}");
    }

    // The same after a reload, from what this browser has kept.
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    let faces = browser.run(FACES, vec![]).await?.to_string();
    ensure!(faces.contains("/alex.webp"), "{faces}");

    let traffic = browser.watch().all();
    let mut pictures: Vec<_> = traffic.requests().into_iter().map(|asked| asked.line()).collect();
    for asked in &pictures {
        let known = [SITE, WIDGET, BACKEND].iter().any(|own| asked.contains(own));
        ensure!(known || asked.contains(&BACKEND.replace("http", "ws")), "{asked}");
    }
    pictures
        .retain(|asked| asked.ends_with(".webp") || asked.contains("evil") || asked.contains('%'));
    pictures.sort();
    pictures.dedup();
    assert_eq!(
        pictures,
        [format!("GET {WIDGET}/alex.webp"), format!("GET {WIDGET}/nobody-2.webp")]
    );
    assert_eq!(traffic.violations(), Vec::<String>::new());
    Ok(())
}

/// Numbers change in their place: what has the focus keeps it, and a pause stops them.
#[tokio::test]
async fn the_figures_change_by_themselves_and_take_no_focus() -> Result<()> {
    let world = World::with_people().await?;
    let supervisor = world.browser(&Setting::default()).await?;
    world.desks()?.sign_in(&supervisor, "sofia", "Sofía", Role::Supervisor).await?;
    world.desks()?.go(&supervisor, "/figures").await?;
    let messages = async || supervisor.find("[data-figure=messages]").await?.text().await;
    supervisor.wait_for("#live.is-on").await?;
    let pause = supervisor.wait_for("#pause").await?;
    supervisor.run("document.getElementById('pause').focus()", vec![]).await?;
    assert_eq!(messages().await?, "0");

    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    supervisor
        .wait("the message", async || {
            ensure!(messages().await? == "1", "not counted yet");
            Ok(())
        })
        .await?;
    assert_eq!(supervisor.focused().await?.attribute("id").await?.as_deref(), Some("pause"));
    let bars = supervisor.find("[data-chart=messages]").await?.attribute("d").await?;
    assert!(bars.is_some_and(|bars| bars.starts_with('M')), "a bar is drawn");

    pause.click().await?;
    assert_eq!(pause.text().await?, "Seguir en directo");
    chat.ask(QUESTION).await?;
    tokio::time::sleep(std::time::Duration::from_secs(7)).await;
    assert_eq!(messages().await?, "1", "it is paused");
    pause.click().await?;
    supervisor
        .wait("the second message", async || {
            ensure!(messages().await? == "2", "not counted yet");
            Ok(())
        })
        .await?;
    assert_eq!(supervisor.watch().all().errors(), Vec::<String>::new());
    assert_eq!(supervisor.watch().all().violations(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_figures_have_no_fault_that_axe_finds_in_light_dark_on_a_phone_and_at_twice_the_size()
-> Result<()> {
    let world = World::with_people().await?;
    let browser = world.browser(&Setting::default()).await?;
    Chat::begun(&browser, QUESTION).await?;
    let usual = Setting::default();
    for (name, role) in [("sofia", Role::Supervisor), ("marta", Role::Agent)] {
        let desk = world.browser(&usual).await?;
        world.desks()?.sign_in(&desk, name, name, role).await?;
        let pages: &[&str] = match role {
            Role::Supervisor => &["/figures", "/figures/day", "/talks"],
            _ => &["/talks"],
        };
        for setting in [
            usual.clone(),
            Setting { dark: true, ..usual.clone() },
            Setting { size: (360, 740), phone: true, ..usual.clone() },
            Setting { size: (640, 400), scale: 2.0, ..usual.clone() },
        ] {
            desk.apply(&setting).await?;
            for page in pages {
                world.desks()?.go(&desk, page).await?;
                desk.wait_for("main").await?;
                axe::must_find_nothing(&desk, &format!("{page} as {setting:?}")).await?;
                let wide = "return document.documentElement.scrollWidth > innerWidth";
                let is_wide = desk.run(wide, vec![]).await?;
                ensure!(is_wide == false, "{page} is wider than the screen as {setting:?}");
            }
        }
    }
    Ok(())
}

/// Waits for a line of the chat's own.
async fn note(chat: &Chat<'_>, text: &str) -> Result<Line> {
    chat.browser()
        .wait(text, async || {
            let lines = chat.transcript().await?;
            let is_it = |line: &Line| line.author == Author::Chat && line.text == text;
            lines.into_iter().find(is_it).context("not said yet")
        })
        .await
}

/// Waits until the chat's head says who answers.
async fn until(chat: &Chat<'_>, who: &str) -> Result<()> {
    chat.browser()
        .wait(who, async || {
            let says = chat.who_answers().await?;
            ensure!(says == who, "{says}");
            Ok(())
        })
        .await
}
