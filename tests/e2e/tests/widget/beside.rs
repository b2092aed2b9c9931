//! What is told beside the words, by purposes of their own, with real browsers on both sides: that somebody writes,
//! what was read, who the visitor is.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use sigilo_backend::desk::staff::Role;
use sigilo_e2e::axe;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::storage;
use sigilo_e2e::world::{SITE, World, press};

const QUESTION: &str = "¿Qué cubre el seguro de hogar?";

#[tokio::test]
async fn each_side_sees_that_the_other_writes_and_reads_until_the_visitor_takes_it_back()
-> Result<()> {
    let world = World::with_known_visitors().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow_with(&["presence"]).await?;
    let agent = world.browser(&Setting::default()).await?;
    world.desks()?.sign_in(&agent, "marta", "Marta", Role::Agent).await?;
    agent.wait_for(".row__title a").await?.click().await?;
    // The greeting was on the visitor's screen.
    agent.wait_for(".line__read").await?;
    press(&agent, "Tomar la conversación").await?;
    agent.wait_for("#live.is-on").await?;
    chat.write("¿Hay").await?;
    until(&agent, "La persona está escribiendo.").await?;
    chat.say(" alguien?").await?;
    chat.delivery("¿Hay alguien?", &["Leído"]).await?;
    until(&agent, "").await?;

    let before = chat.answers().await?.len();
    let field = agent.wait_for("#text").await?;
    field.click().await?;
    field.type_text("Sí").await?;
    browser.wait_for(".message__dots").await?;
    let writes = browser
        .run("return document.querySelector('.message:has(.message__dots)').innerText", vec![])
        .await?;
    ensure!(
        writes.as_str().is_some_and(|text| text.contains("Marta · Atención al cliente")),
        "{writes}"
    );
    press(&agent, "Enviar").await?;
    chat.answer(before).await?;
    browser
        .wait("nobody to write", async || {
            ensure!(browser.find_all(".message__dots").await?.is_empty(), "somebody writes");
            Ok(())
        })
        .await?;
    let read = "return document.querySelector('.line:has(.line__read)')?.innerText ?? ''";
    agent
        .wait("the answer to be read", async || {
            let line = agent.run(read, vec![]).await?;
            ensure!(line.as_str().is_some_and(|line| line.contains("Marta")), "{line}");
            Ok(())
        })
        .await?;

    // As it is while both can be seen, for every eye.
    // What was said is said; what is written after it is told at once.
    chat.write("¿Y").await?;
    until(&agent, "La persona está escribiendo.").await?;
    let usual = Setting::default();
    let phone = Setting { size: (360, 740), phone: true, ..usual.clone() };
    for setting in [Setting { dark: true, ..usual.clone() }, phone, usual] {
        agent.apply(&setting).await?;
        axe::must_find_nothing(&agent, &format!("{setting:?}")).await?;
    }
    chat.say("?").await?;

    let panel = chat.privacy().await?;
    panel.turn("presence").await?;
    agent
        .wait("no mark", async || {
            ensure!(agent.find_all(".line__read").await?.is_empty(), "it is marked");
            Ok(())
        })
        .await?;
    panel.leave().await?;
    let posted = posts(&world);
    tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    chat.write("¿Pero").await?;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    ensure!(posts(&world) == posted, "it was told that the visitor writes");
    ensure!(agent.find("#beside").await?.text().await?.is_empty(), "the page says so");
    chat.say(" ahora?").await?;
    until_said(&agent, "¿Pero ahora?").await?;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    chat.delivery("¿Pero ahora?", &["Entregado"]).await?;
    ensure!(posts(&world) == posted + 1, "the words alone are posted");
    for browser in [&browser, &agent] {
        assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
        assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    }
    Ok(())
}

/// The page asks its server when it is asked itself, and no earlier; a word that is over is asked for anew, one that is
/// not the server's counts for nothing, and after the sign-out nothing is left in the browser, nor of who it was at the desk.
#[tokio::test]
async fn the_desk_learns_who_the_visitor_is_by_the_site_s_word_and_no_other() -> Result<()> {
    let world = World::with_known_visitors().await?;
    let issuer = world.issuer()?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = begun(&browser).await?;
    assert!(asked(&browser).await?.is_empty(), "the purpose is not given");
    let agent = world.browser(&Setting::default()).await?;
    world.desks()?.sign_in(&agent, "marta", "Marta", Role::Agent).await?;
    agent.wait_for(".row__title a").await?.click().await?;
    let address = agent.run("return location.pathname", vec![]).await?;
    let address = address.as_str().context("no address")?.to_owned();

    Chat::inside(&browser).await?;
    let panel = chat.privacy().await?;
    panel.turn("identity").await?;
    panel.leave().await?;
    let jkt = until_asked(&browser, 1).await?;
    give(&browser, &issuer.token(&jkt, "cliente-7", -60)?).await?;
    assert_eq!(until_asked(&browser, 2).await?, jkt, "it was over, and is asked for again");
    // For somebody else's key.
    give(&browser, &issuer.token(issuer_s_own(), "cliente-7", 300)?).await?;
    Chat::inside(&browser).await?;
    chat.ask("¿Hay franquicia?").await?;
    assert!(facts(&world, &agent, &address).await?.contains("Anónimo"), "it was taken");

    browser.reload().await?;
    Chat::launcher(&browser).await?;
    browser.run(IDENTIFY, vec![]).await?;
    Chat::open(&browser).await?.conversation().await?;
    let again = until_asked(&browser, 1).await?;
    assert_eq!(again, jkt, "the same visitor");
    give(&browser, &issuer.token(&jkt, "cliente-7", 300)?).await?;
    agent
        .wait("the name", async || {
            let facts = facts(&world, &agent, &address).await?;
            ensure!(facts.contains("Lucía Demo (cliente-7)"), "{facts}");
            Ok(())
        })
        .await?;

    ensure!(world.ledger().known_and_left()? == (1, 0), "the desk knows one");
    leave(&browser).await?;
    // The desk has forgotten who it was, and the agent sees that they are gone.
    desk_is(&world, &browser, (0, 1)).await?;
    let facts = facts(&world, &agent, &address).await?;
    ensure!(facts.contains("Ha cerrado sesión") && facts.contains("Anónimo"), "{facts}");
    ensure!(agent.find_all("#text").await?.is_empty(), "nobody is there to be answered");
    // The chat asks anew, as if nobody had been there.
    Chat::inside(&browser).await?.notice().await?;
    Ok(())
}

/// Most pages on which somebody signs out have the chat closed: the browser says hello once more, to say that.
#[tokio::test]
async fn signing_out_where_the_chat_was_not_opened_is_told_to_the_desk_as_well() -> Result<()> {
    let world = World::with_known_visitors().await?;
    let issuer = world.issuer()?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = begun(&browser).await?;
    let panel = chat.privacy().await?;
    panel.turn("identity").await?;
    panel.leave().await?;
    let jkt = until_asked(&browser, 1).await?;
    give(&browser, &issuer.token(&jkt, "cliente-7", 300)?).await?;
    desk_is(&world, &browser, (1, 0)).await?;

    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    leave(&browser).await?;
    desk_is(&world, &browser, (0, 1)).await?;
    assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
    assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    storage::must_be_empty(&browser).await
}

/// Who is known nowhere signs out all the same: nobody is to answer them. The relay is away at first.
#[tokio::test]
async fn an_anonymous_visitor_s_signing_out_is_told_once_the_relay_is_there() -> Result<()> {
    let mut world = World::with_known_visitors().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    Chat::begun(&browser, QUESTION).await?;
    desk_is(&world, &browser, (0, 0)).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    world.stop_relay().await?;
    leave(&browser).await?;
    world.start_relay().await?;
    desk_is(&world, &browser, (0, 1)).await?;
    storage::must_be_empty(&browser).await
}

/// A conversation on a page that says who the visitor is when it is asked.
async fn begun(browser: &Browser) -> Result<Chat<'_>> {
    browser.goto(SITE).await?;
    Chat::launcher(browser).await?;
    browser.run(IDENTIFY, vec![]).await?;
    let chat = Chat::open(browser).await?;
    chat.allow().await?;
    chat.ask(QUESTION).await?;
    Ok(chat)
}

/// The page's visitor signs out, and the browser has nothing of the chat.
async fn leave(browser: &Browser) -> Result<()> {
    browser.enter_page().await?;
    let leave = "const left = new Promise((done) => sigilo.on('logout', () => done('gone')));
        sigilo.logout();
        return await left";
    assert_eq!(browser.run_async(leave, vec![]).await?, "gone");
    browser.wait("an empty browser", async || storage::must_be_empty(browser).await).await
}

/// Waits until the desk's database knows so many visitors, and has so many who have signed out.
async fn desk_is(world: &World, browser: &Browser, expected: (i64, i64)) -> Result<()> {
    browser
        .wait("the desk's database", async || {
            let seen = world.ledger().known_and_left()?;
            ensure!(seen == expected, "{seen:?}");
            Ok(())
        })
        .await
}

/// The page is asked, and its server's word is given by the test.
const IDENTIFY: &str = "window.asked = [];
    sigilo.identify((jkt) => { asked.push(jkt); return new Promise((give) => { window.give = give; }); })";

/// The thumbprint of no visitor's key.
fn issuer_s_own() -> &'static str {
    "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
}

async fn asked(browser: &Browser) -> Result<Vec<Value>> {
    browser.enter_page().await?;
    let asked = browser.run("return window.asked", vec![]).await?;
    Ok(asked.as_array().context("nothing")?.clone())
}

/// Waits until the page was asked so often; for which key.
async fn until_asked(browser: &Browser, times: usize) -> Result<String> {
    browser
        .wait("the page to be asked", async || {
            let asked = asked(browser).await?;
            ensure!(asked.len() == times, "{} times", asked.len());
            Ok(asked.last().and_then(Value::as_str).context("no thumbprint")?.to_owned())
        })
        .await
}

async fn give(browser: &Browser, token: &str) -> Result<()> {
    browser.run("window.give(arguments[0])", vec![json!(token)]).await.map(drop)
}

async fn facts(world: &World, agent: &Browser, address: &str) -> Result<String> {
    world.desks()?.go(agent, address).await?;
    agent.wait_for(".row__facts").await?.text().await
}

/// How many envelopes the visitor has posted.
fn posts(world: &World) -> usize {
    let all = world.proxy.record().all();
    all.iter().filter(|one| one.method == "POST" && one.path().ends_with("/envelopes")).count()
}

/// Waits until the staff page says this beside the words.
async fn until(agent: &Browser, says: &str) -> Result<()> {
    agent
        .wait(says, async || {
            let text = agent.find("#beside").await?.text().await?;
            ensure!(text == says, "{text}");
            Ok(())
        })
        .await
}

async fn until_said(agent: &Browser, words: &str) -> Result<()> {
    agent
        .wait(words, async || {
            let lines = agent.find("#lines").await?.text().await?;
            ensure!(lines.contains(words), "{lines}");
            Ok(())
        })
        .await
}
