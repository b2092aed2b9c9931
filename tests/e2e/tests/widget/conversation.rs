//! A conversation that works, and that nobody on the way can read.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::{Author, Chat};
use sigilo_e2e::shelf;
use sigilo_e2e::world::{ELSEWHERE, SITE, WIDGET, World};
use sigilo_protocol::{SafetyCode, WordList};

const QUESTION: &str = "¿Qué cubre el seguro de hogar? canario-Q4x8Zm";
const CANARY: &str = "canario-Q4x8Zm";

#[tokio::test]
async fn a_question_is_answered_and_no_one_on_the_way_can_read_either() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::allowed(&browser).await?;
    let answer = chat.ask(QUESTION).await?;
    assert!(answer.name.contains("asistente automático"), "{answer:?}");
    let sent = chat.delivery(QUESTION, &["Entregado"]).await?;
    assert_eq!(sent.author, Author::Visitor);

    must_be_searchable(&world, &browser)?;
    let said = world.canary(&answer.text)?;
    ensure!(said.count() > 10, "too short an answer to search for: {answer:?}");
    for canary in [Canary::new(CANARY)?, said] {
        browser.watch().all().must_not_contain(&canary)?;
        world.must_not_contain(&canary)?;
    }
    assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
    assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    Ok(())
}

/// What a visitor compares with what the company says: in the notice, and behind the lock line; in
/// digits, and in words of the language of the moment.
#[tokio::test]
async fn the_safety_code_is_the_company_s_before_and_after_allow() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    let shown = async || {
        browser.wait_for(".full__summary").await?.click().await?;
        browser.wait_for(".full__code").await?.text().await
    };
    let code = world.safety_code().await?;
    assert_eq!(shown().await?, code.digits());
    // From under the decision, which stays at the bottom of the notice.
    let show = "document.querySelector('.full__more').scrollIntoView({ block: 'center' })";
    browser.run(show, vec![]).await?;
    browser.wait_for(".full__more").await?.click().await?;
    says(&browser, &code, WordList::Spanish).await?;
    chat.toggle_language().await?;
    says(&browser, &code, WordList::English).await?;
    chat.toggle_language().await?;
    chat.allow().await?;
    browser.wait_for(".seal__summary").await?.click().await?;
    assert_eq!(shown().await?, code.digits());
    says(&browser, &code, WordList::Spanish).await
}

async fn says(browser: &Browser, code: &SafetyCode, list: WordList) -> Result<()> {
    let words = code.words(list).join(" ");
    browser
        .wait(&words, async || {
            let shown = browser.find(".full__words").await?.text().await?;
            ensure!(shown == words, "the words are {shown}");
            Ok(())
        })
        .await
}

/// Behind the lock line stands how far the chains have come, and that nothing is missing.
#[tokio::test]
async fn the_chains_are_told_behind_the_lock() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::allowed(&browser).await?;
    chat.ask("¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;
    browser.wait_for(".seal__summary").await?.click().await?;
    let told = browser.wait_for(".facts--more").await?.text().await?;
    // The greeting and the answer came.
    assert!(told.contains("Enviados: 1, entregados: 1"), "{told}");
    assert!(told.contains("Recibidos: 2, faltan: 0"), "{told}");
    Ok(())
}

/// Fails unless the search finds, in each of its places, what has to be there: the conversation's id.
fn must_be_searchable(world: &World, browser: &Browser) -> Result<()> {
    let exchanges = world.proxy.record().all();
    let posted = exchanges.iter().find(|one| one.path().ends_with("/envelopes"));
    let id = posted.and_then(|one| one.path().rsplit('/').nth(1)).context("no envelope")?;
    let known = Canary::new(id)?;
    assert!(browser.watch().all().must_not_contain(&known).is_err());
    assert!(exchanges.iter().any(|one| one.must_not_contain(&known).is_err()));
    assert!(shelf::must_not_contain(&world.database(), &known).is_err());
    // The log tells of requests, and not of whose they are.
    assert!(Canary::new("/v1/sites/")?.find(&sigilo_e2e::log::lines()).is_some());
    let posts = exchanges.iter().filter(|one| one.method == "POST" && !one.body.is_empty());
    assert!(posts.count() >= 3, "token, hello and message: {exchanges:#?}");
    Ok(())
}

#[tokio::test]
async fn a_reload_keeps_the_conversation_and_loads_nothing_until_it_is_opened() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    must_survive_reload(&world, &browser, SITE).await
}

#[tokio::test]
async fn across_sites_where_storage_is_partitioned_the_same_holds() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    must_survive_reload(&world, &browser, ELSEWHERE).await?;
    // Another top-level site is another partition: it knows nothing of that conversation.
    browser.goto(SITE).await?;
    Chat::open(&browser).await?.notice().await?;
    Ok(())
}

async fn must_survive_reload(world: &World, browser: &Browser, page: &str) -> Result<()> {
    browser.goto(page).await?;
    let chat = Chat::open(browser).await?;
    chat.allow().await?;
    chat.ask(QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    let before = chat.texts().await?;

    let (asked, reached) = (browser.watch().mark(), world.proxy.record().mark());
    browser.reload().await?;
    Chat::launcher(browser).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let asked = browser.watch().since(asked);
    let widget: Vec<String> = asked.to(WIDGET).iter().map(|asked| asked.line()).collect();
    assert_eq!(widget, [format!("GET {WIDGET}/embed.js")]);
    assert_eq!(world.proxy.record().since(reached).len(), 0, "{:#?}", asked.requests());

    let chat = Chat::open(browser).await?;
    chat.conversation().await?;
    assert_eq!(chat.texts().await?, before);
    let count = chat.answers().await?.len();
    let second = chat.ask("¿Cuánto cuesta?").await?;
    assert_eq!(chat.answers().await?.len(), count + 1, "{second:?}");
    Ok(())
}

#[tokio::test]
async fn what_was_held_goes_out_sealed_once_it_is_allowed() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    chat.say(QUESTION).await?;
    chat.delivery(QUESTION, &["Retenido"]).await?;
    let before = world.proxy.record().mark();
    assert!(world.proxy.record().all()[..before].iter().all(|one| one.method == "GET"));
    chat.allow().await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    chat.answer(1).await?;
    world.must_not_contain(&Canary::new(CANARY)?)
}

#[tokio::test]
async fn two_visitors_do_not_see_each_other() -> Result<()> {
    let world = World::start().await?;
    let browsers =
        [world.browser(&Setting::default()).await?, world.browser(&Setting::english()).await?];
    let pages = [SITE.to_owned(), format!("{SITE}/en/")];
    let questions = ["¿Qué cubre el seguro?", "What are your opening hours?"];
    for (browser, page) in browsers.iter().zip(&pages) {
        browser.goto(page).await?;
        Chat::open(browser).await?.allow().await?;
    }
    for (browser, question) in browsers.iter().zip(questions) {
        Chat::inside(browser).await?.say(question).await?;
    }
    let mut seen = Vec::new();
    for (browser, question) in browsers.iter().zip(questions) {
        let chat = Chat::inside(browser).await?;
        chat.delivery(question, &["Entregado", "Delivered"]).await?;
        chat.answer(1).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let lines = chat.transcript().await?;
        let own = lines.iter().filter(|line| line.author == Author::Visitor);
        assert!(own.clone().all(|line| line.text == question), "{lines:#?}");
        assert_eq!(own.count(), 1);
        seen.push(lines.into_iter().map(|line| line.text).collect::<Vec<_>>());
    }
    assert!(seen[0].iter().all(|text| !seen[1].contains(text)), "{seen:#?}");
    Ok(())
}

#[tokio::test]
async fn the_chat_goes_on_after_the_desk_was_restarted() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::allowed(&browser).await?;
    chat.ask("¿Qué cubre el seguro?").await?;
    let before = chat.answers().await?.len();
    world.stop_desk().await?;
    let waiting = "¿Cuánto cuesta?";
    chat.say(waiting).await?;
    chat.delivery(waiting, &["Enviado"]).await?;
    world.start_desk().await?;
    chat.answer(before).await?;
    chat.delivery(waiting, &["Entregado"]).await?;
    chat.ask("¿Qué horario tenéis?").await?;
    assert_eq!(chat.answers().await?.len(), before + 2);
    Ok(())
}

/// Notes the workers of the frame: whether their address was let pass, and what it is.
const WORKERS: &str = "window.made = [];
    const Own = Worker;
    window.Worker = class extends Own {
        constructor(address) {
            super(address);
            made.push([trustedTypes.isScriptURL(address), String(address).slice(0, 5)]);
        }
    };";

/// What script in the frame could try to have run in a worker of its own; says how often it was let.
const TRIES: &str = "const tries = [
        () => trustedTypes.createPolicy('sigilo', { createScriptURL: String }),
        () => trustedTypes.createPolicy('another', { createScriptURL: String }),
        () => new Worker(URL.createObjectURL(new Blob(['']))),
        () => new Worker('sigilo.js'),
    ];
    return tries.filter((one) => { try { one(); return true } catch { return false } }).length";

/// A relay that asks for work before a hello gets it, done in a worker, and the visitor notices nothing of it.
#[tokio::test]
async fn work_that_the_relay_asks_for_is_done_off_the_frame_s_thread() -> Result<()> {
    let world = World::start().await?;
    world.ask_work()?;
    let browser = world.browser(&Setting::default()).await?;
    browser.watch().run_first(WORKERS).await?;
    browser.goto(SITE).await?;
    let chat = Chat::begun(&browser, "¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;
    let asked = world.proxy.record().all();
    let hello = asked.iter().filter(|one| one.path().ends_with("/challenges")).count();
    assert_eq!(hello, 1, "once, for the one hello");
    let made = browser.run("return window.made", vec![]).await?;
    assert_eq!(made, serde_json::json!([[true, "blob:"]]), "one worker, by the one policy");
    // That the relay wants work first is one, for the browser.
    let errors = browser.watch().all().errors();
    let others: Vec<_> = errors.iter().filter(|own| !own.contains("429")).collect();
    assert!(others.is_empty(), "{others:?}");
    assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    assert_eq!(browser.run(TRIES, vec![]).await?, 0, "nobody else has one");
    Ok(())
}

/// What was being written is there after a reload, in the field and unsent; what was sent is not.
#[tokio::test]
async fn a_draft_outlives_a_reload_and_lies_sealed() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::begun(&browser, "hola").await?;
    let draft = "Quería preguntar por el borrador";
    chat.write(draft).await?;
    // Longer than a draft has to stand.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    world.must_not_contain(&Canary::new(draft)?)?;

    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    let field =
        async || browser.run("return document.querySelector('textarea').value", vec![]).await;
    browser
        .wait("the draft", async || {
            let words = field().await?;
            anyhow::ensure!(words == draft, "{words}");
            Ok(())
        })
        .await?;
    browser.press("\u{e007}").await?;
    chat.delivery(draft, &["Entregado"]).await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;

    browser.reload().await?;
    Chat::open(&browser).await?.conversation().await?;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(field().await?, "");
    Ok(())
}
