//! Promise 8: what is broken, hostile, old or out of reach is said so, and nothing is sent.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::{Chat, Choice};
use sigilo_e2e::frame;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::storage;
use sigilo_e2e::world::{BACKEND, FOREIGN, SITE, Tag, WIDGET, World};

use crate::silence::must_leave_no_trace;

const UNREACHABLE: [&str; 2] =
    ["El servicio de chat no responde.", "The chat service does not answer."];
const UNTRUSTED: [&str; 2] = [
    "No se ha podido comprobar que este chat sea de quien dice ser.",
    "It could not be verified that this chat is who it says it is.",
];
const EXPIRED: [&str; 2] = [
    "La autorización firmada de este chat no está vigente.",
    "The signed authorisation of this chat is not valid at this time.",
];
const CLOCK: [&str; 2] = ["El reloj de este dispositivo va mal", "This device's clock is wrong"];
const POLICY: [&str; 2] = [
    "El aviso de privacidad recibido no es el que firmó la empresa.",
    "The privacy notice that arrived is not the one the company signed.",
];
const ORIGIN: &str = "Este chat no está autorizado en esta página.";
const SETUP: &str = "El chat no está bien instalado en esta página.";

/// A backend down, refusing connections.
#[tokio::test]
async fn a_backend_that_is_down_is_said_so_and_tried_again() -> Result<()> {
    let mut world = World::start().await?;
    world.proxy.down().await;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    must_say(&world, &chat, UNREACHABLE[0]).await?;
    world.proxy.up().await?;
    chat.press_button().await?;
    chat.notice().await?;
    must_end_silent(&world, browser).await
}

#[tokio::test]
async fn answers_that_are_no_answers_are_said_so_and_tried_again() -> Result<()> {
    let faults = [
        (Fault::Html, UNREACHABLE),
        (Fault::ServerError, UNREACHABLE),
        (Fault::Garbage, UNREACHABLE),
    ];
    each(faults).await
}

#[tokio::test]
async fn a_tampered_manifest_or_policy_is_said_so_and_tried_again() -> Result<()> {
    let faults = [
        (Fault::ManifestPayload, UNTRUSTED),
        (Fault::ManifestSignature, UNTRUSTED),
        (Fault::Policy, POLICY),
    ];
    each(faults).await
}

#[tokio::test]
async fn a_manifest_out_of_its_time_is_said_so_and_tried_again() -> Result<()> {
    let world = World::start().await?;
    let day = 24 * 3600;
    let expired = world
        .resigned(|manifest| {
            manifest["iat"] = (manifest["iat"].as_u64().unwrap_or_default() - 4 * day).into();
            manifest["exp"] = (manifest["exp"].as_u64().unwrap_or_default() - 4 * day).into();
        })
        .await?;
    let future = world
        .resigned(|manifest| {
            manifest["iat"] = (manifest["iat"].as_u64().unwrap_or_default() + day).into();
            manifest["exp"] = (manifest["exp"].as_u64().unwrap_or_default() + day).into();
        })
        .await?;
    each_in(world, [(Fault::Manifest(expired), EXPIRED), (Fault::Manifest(future), EXPIRED)]).await
}

/// A device whose clock is days off, and is put right.
#[tokio::test]
async fn a_wrong_clock_is_told_apart_from_a_manifest_that_is_over() -> Result<()> {
    const DAYS: u64 = 5 * 24 * 3600 * 1000;
    let world = World::start().await?;
    let english = Setting::english();
    for (setting, page, sentence) in [
        (&Setting::default(), SITE.to_owned(), CLOCK[0]),
        (&english, format!("{SITE}/en/"), CLOCK[1]),
    ] {
        let browser = world.browser(setting).await?;
        browser.watch().run_first(&frame::later(DAYS)).await?;
        browser.goto(&page).await?;
        let chat = Chat::open(&browser).await?;
        must_say(&world, &chat, sentence).await?;
        let right = format!("window.Date.now = ((now) => () => now() - {DAYS})(window.Date.now);");
        browser.run(&right, vec![]).await?;
        chat.press_button().await?;
        chat.notice().await?;
        must_end_silent(&world, browser).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_page_that_pins_another_key_trusts_nobody() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    world.with_tag(&browser, Tag::Key("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    must_say(&world, &chat, UNTRUSTED[0]).await?;
    chat.press_button().await?;
    must_say(&world, &chat, UNTRUSTED[0]).await?;
    must_end_silent(&world, browser).await
}

#[tokio::test]
async fn a_tag_without_a_pin_asks_nobody() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    world.with_tag(&browser, Tag::Key("")).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    must_say(&world, &chat, SETUP).await?;
    assert_eq!(world.proxy.record().mark(), 0);
    must_end_silent(&world, browser).await
}

/// Nobody tells it what to open.
#[tokio::test]
async fn the_frame_s_page_opened_by_itself_says_that_it_is_not_installed() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(&format!("{WIDGET}/index.html")).await?;
    let said = browser.wait_for(".problem__what").await?.text().await?;
    assert!(said.contains(SETUP), "{said}");
    assert_eq!(world.proxy.record().mark(), 0);
    Ok(())
}

/// The browser would let it embed the frame, the manifest does not list it.
#[tokio::test]
async fn a_page_that_the_manifest_does_not_list_gets_no_chat() -> Result<()> {
    let world = World::start().await?;
    let others = world
        .resigned(|manifest| {
            manifest["origins"] = vec!["https://seguros-aurora.example"].into();
        })
        .await?;
    world.proxy.set(Fault::Manifest(others));
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    must_say(&world, &chat, ORIGIN).await?;
    assert_eq!(browser.find_all("main .button").await?.len(), 0, "trying again cannot help");
    must_end_silent(&world, browser).await
}

/// A page of a site that the widget was not built for: the browser refuses to show the frame.
#[tokio::test]
async fn a_foreign_page_can_not_even_show_the_frame() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let _foreign = world.serve_foreign_page().await?;
    browser.goto(FOREIGN).await?;
    Chat::launcher(&browser).await?.click().await?;
    browser
        .wait("the browser's refusal", async || {
            let all = browser.watch().all();
            // Firefox has a line for it that is of the policy's, not of an error's kind.
            let said = [all.errors(), all.violations()].concat().join("\n");
            anyhow::ensure!(said.contains("frame-ancestors"), "{said}");
            Ok(())
        })
        .await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(world.proxy.record().mark(), 0);
    Ok(())
}

/// What runs from Allow on is fetched then; where it does not come, nothing was decided.
#[tokio::test]
async fn a_part_that_does_not_load_after_allow_is_said_so_and_tried_again() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    chat.say("¿Qué cubre el seguro?").await?;
    let block = |urls: &[&str]| json!({ "urls": urls });
    browser.watch().frames("Network.setBlockedURLs", &block(&["*sigilo-chat-*"])).await?;
    chat.choice(Choice::Allow).await?.click().await?;
    must_say(&world, &chat, UNREACHABLE[0]).await?;
    browser.watch().frames("Network.setBlockedURLs", &block(&[])).await?;
    chat.press_button().await?;
    chat.allow().await?;
    chat.answer(1).await?;
    chat.delivery("¿Qué cubre el seguro?", &["Entregado"]).await.map(drop)
}

/// Without what sees personal data, or what that knows, nothing is sent; the decision stands, and what was typed waits.
#[tokio::test]
async fn without_the_detector_or_its_tables_nothing_is_sent() -> Result<()> {
    let world = World::start().await?;
    for (part, question) in [("detector", "¿Cubre el agua?"), ("tables", "¿Cubre el fuego?")] {
        let browser = world.browser(&Setting::default()).await?;
        browser.goto(SITE).await?;
        let chat = Chat::open(&browser).await?;
        chat.notice().await?;
        chat.say(question).await?;
        let block = |urls: &[String]| json!({ "urls": urls });
        let urls = [format!("*sigilo-{part}-*")];
        browser.watch().frames("Network.setBlockedURLs", &block(&urls)).await?;
        chat.choice(Choice::Allow).await?.click().await?;
        let said = chat.problem().await?;
        assert!(said.contains(UNREACHABLE[0]), "{said}");
        tokio::time::sleep(Duration::from_secs(1)).await;
        let asked = browser.watch().all().to(BACKEND);
        assert!(asked.iter().all(|asked| asked.method == "GET"), "{part}: {asked:?}");
        browser.watch().frames("Network.setBlockedURLs", &block(&[])).await?;
        chat.press_button().await?;
        chat.answer(1).await?;
        chat.delivery(question, &["Entregado"]).await?;
    }
    Ok(())
}

async fn each<const N: usize>(faults: [(Fault, [&str; 2]); N]) -> Result<()> {
    each_in(World::start().await?, faults).await
}

/// Each fault, in a Spanish and in an English browser in turn.
async fn each_in<const N: usize>(world: World, faults: [(Fault, [&str; 2]); N]) -> Result<()> {
    let browsers = [
        (world.browser(&Setting::default()).await?, SITE.to_owned()),
        (world.browser(&Setting::english()).await?, format!("{SITE}/en/")),
    ];
    for (fault, sentences) in faults {
        for ((browser, page), sentence) in browsers.iter().zip(sentences) {
            world.proxy.set(fault.clone());
            browser.goto(page).await?;
            let chat = Chat::open(browser).await?;
            must_say(&world, &chat, sentence).await?;
            world.proxy.set(Fault::None);
            chat.press_button().await?;
            chat.notice().await?;
        }
    }
    for (browser, _) in browsers {
        must_end_silent(&world, browser).await?;
    }
    Ok(())
}

/// Fails unless the chat says `sentence`, and that nothing was sent, truthfully.
async fn must_say(world: &World, chat: &Chat<'_>, sentence: &str) -> Result<()> {
    let said = chat.problem().await?;
    assert!(said.contains(sentence), "“{sentence}” is not in: {said}");
    assert!(
        ["No se ha enviado nada.", "Nothing was sent."].iter().any(|s| said.contains(s)),
        "{said}"
    );
    assert!(world.proxy.record().all().iter().all(|one| one.method == "GET"));
    storage::must_be_empty(chat.browser()).await
}

/// Fails if anything was posted, thrown or stored.
async fn must_end_silent(world: &World, browser: Browser) -> Result<()> {
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(world.proxy.record().all().iter().all(|one| one.method == "GET"));
    assert!(browser.watch().all().requests().iter().all(|asked| asked.method == "GET"));
    assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
    must_leave_no_trace(browser).await
}
