//! The WebSocket where there is one, the long poll where there is none, and nobody notices which.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use sigilo_backend::desk::bot::Reply;
use sigilo_backend::desk::slow::{Answering, Pieces, Question, Slow, SlowBot, SlowSettings};
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::{Author, Chat};
use sigilo_e2e::proxy::{Exchange, Fault};
use sigilo_e2e::world::{SITE, WIDGET, World};
use tokio::sync::Semaphore;

const QUESTION: &str = "¿Qué cubre el seguro de hogar? canario-L7p3Vd";

#[tokio::test]
async fn a_conversation_comes_over_the_socket_and_nothing_is_polled() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = begun(&browser).await?;
    let answer = chat.ask(QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    assert_eq!(polls(&world), 0);
    let sockets = sockets(&world);
    assert_eq!(sockets.len(), 1);
    assert!(pages(&sockets[0]).contains("\"envelope\":"));
    let traffic = browser.watch().all();
    assert!(traffic.requests().iter().any(|asked| asked.method == "WEBSOCKET"));
    assert_eq!(traffic.errors(), Vec::<String>::new());
    assert_eq!(traffic.violations(), Vec::<String>::new());
    world.must_not_contain(&world.canary(QUESTION)?)?;
    world.must_not_contain(&world.canary(&answer.text)?)?;
    must_stand_once(&chat, 2).await
}

/// A proxy that refuses sockets, and one that opens them and lets nothing through.
#[tokio::test]
async fn where_sockets_are_blocked_the_chat_polls_and_is_not_offline() -> Result<()> {
    for fault in [Fault::NoSockets, Fault::MuteSockets] {
        let world = World::start().await?;
        world.proxy.set(fault.clone());
        let browser = world.browser(&Setting::default()).await?;
        watch_for_offline(&browser).await?;
        let chat = begun(&browser).await?;
        chat.ask(QUESTION).await?;
        chat.delivery(QUESTION, &["Entregado"]).await?;
        assert!(polls(&world) > 0, "{fault:?}");
        must_stand_once(&chat, 2).await?;
        assert_eq!(offline(&browser), 0, "{fault:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_relay_that_restarts_is_found_again_and_nothing_is_lost_or_there_twice() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    watch_for_offline(&browser).await?;
    let chat = begun(&browser).await?;
    chat.ask("¿Hay franquicia?").await?;
    assert_eq!(offline(&browser), 0);
    world.stop_relay().await?;
    chat.say(QUESTION).await?;
    chat.delivery(QUESTION, &["Enviando"]).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    world.start_relay().await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    chat.answer(2).await?;
    assert!(offline(&browser) > 0, "it was, and says so");
    chat.ask("¿Cuánto cuesta?").await?;
    // The relay has forgotten its tokens: a socket or two are refused before one works.
    let sockets = sockets(&world);
    assert!(sockets.len() > 1);
    assert!(sockets.last().is_some_and(|last| pages(last).contains("\"envelope\":")));
    must_stand_once(&chat, 4).await
}

/// What a model writes, in the pieces in which it comes.
const PIECES: [&str; 5] = [
    "Hola, soy Aurora, y esto ",
    "es lo que cubre: **el ag",
    "ua** y [lo demás](https://banco-faro.example/cond",
    "iciones).\n\n| Plan | Precio |\n|---|---|\n| Básico | doce euros |\n| Plus | vei",
    "nte euros |\n\n1. **Avise** pronto.\n2. Espere `un día` y no más.",
];

/// A model that writes a piece when it is let.
struct Model(Semaphore);

impl SlowBot for Model {
    fn answer<'a>(&'a self, _: &'a Question, pieces: &'a Pieces) -> Answering<'a> {
        Box::pin(async move {
            for piece in PIECES {
                // Nobody closes it.
                if let Ok(permit) = self.0.acquire().await {
                    permit.forget();
                }
                pieces.add(piece);
            }
            if let Ok(permit) = self.0.acquire().await {
                permit.forget();
            }
            Ok(Reply { text: PIECES.concat(), markdown: true, ..Reply::default() })
        })
    }

    fn writes_markdown(&self) -> bool {
        true
    }
}

/// What the chat shows of the last message, and where: its bubble's tag, its words, its markup, and the place of
/// each block from the bubble's own.
const LAST: &str = "
    const bubble = [...document.querySelectorAll('.message__bubble')].at(-1);
    const top = bubble.getBoundingClientRect().top;
    const places = [...bubble.children].map((own) => {
        const { left, top: y, width, height } = own.getBoundingClientRect();
        return [left, y - top, width, height].map(Math.round).join(' ');
    });
    return [bubble.tagName, bubble.textContent, bubble.innerHTML, places];";

#[tokio::test]
async fn an_answer_with_markup_is_laid_out_as_it_comes_and_does_not_move_when_it_is_said()
-> Result<()> {
    let mut world = World::start().await?;
    let model = Arc::new(Model(Semaphore::new(0)));
    let settings = SlowSettings {
        purpose: "answer".into(),
        in_house: true,
        typing: true,
        stream: true,
        ..SlowSettings::default()
    };
    world.answer_slowly(Slow { bot: model.clone(), settings }).await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = begun(&browser).await?;
    chat.say(QUESTION).await?;
    let parts = || {
        let all = browser.watch().all();
        let is_part = |url: &str| url.starts_with(&format!("{WIDGET}/sigilo-markdown-"));
        all.requests().iter().filter(|asked| is_part(&asked.url)).count()
    };
    let mut shown = Vec::new();
    for (tag, seen, unseen) in [
        ("DIV", "esto", "cubre"),
        ("SECTION", "el ag", "*"),
        ("SECTION", "el agua y", "demás"),
        ("SECTION", "Plusvei", "|"),
        ("SECTION", "Espere un día y no más.", "`"),
    ] {
        assert_eq!(parts(), usize::from(tag == "SECTION" && shown.len() > 1), "{seen}");
        model.0.add_permits(1);
        let last = async || {
            let last = browser.run(LAST, vec![]).await?;
            let words = last[1].as_str().context("no words")?;
            ensure!(last[0] == tag && words.contains(seen) && !words.contains(unseen), "{last}");
            Ok(last)
        };
        shown.push(browser.wait(seen, last).await?);
        // What is laid out stays, to the node.
        let mark = "const own = [...document.querySelectorAll('section.rich > *')];
            const were = window.were ?? [];
            window.were = own;
            return were.slice(0, -1).every((one, at) => one === own[at]);";
        assert_eq!(browser.run(mark, vec![]).await?, Value::Bool(true), "{seen}");
    }
    assert_eq!(parts(), 1);
    let written = shown.pop().context("nothing was shown")?;
    model.0.add_permits(1);
    let said = async || {
        let last = browser.run(LAST, vec![]).await?;
        ensure!(last[0] == "DIV", "{last}");
        Ok(last)
    };
    let said = browser.wait("the answer to be said", said).await?;
    assert_eq!((&said[2], &said[3]), (&written[2], &written[3]));
    assert!(said[2].as_str().is_some_and(|html| html.contains("<strong>el agua</strong>")));
    let traffic = browser.watch().all();
    assert_eq!(traffic.errors(), Vec::<String>::new());
    assert_eq!(traffic.violations(), Vec::<String>::new());
    world.must_not_contain(&world.canary(&PIECES.concat())?)
}

/// From now on the console tells of every time that the chat says it is offline.
async fn watch_for_offline(browser: &Browser) -> Result<()> {
    let source = "new MutationObserver(() => {
             if (document.querySelector('.banner--offline')) console.error('was offline');
         }).observe(document, { childList: true, subtree: true });";
    browser.watch().run_first(source).await
}

fn offline(browser: &Browser) -> usize {
    let errors = browser.watch().all().errors();
    errors.iter().filter(|line| line.contains("was offline")).count()
}

async fn begun(browser: &Browser) -> Result<Chat<'_>> {
    browser.goto(SITE).await?;
    let chat = Chat::open(browser).await?;
    chat.allow().await?;
    // The greeting, which answers the hello.
    chat.answer(0).await?;
    Ok(chat)
}

/// The sockets that were opened, in order.
fn sockets(world: &World) -> Vec<Exchange> {
    let is_open = |one: &Exchange| {
        one.path().ends_with("/live")
            && one.answer.as_ref().is_some_and(|(status, _)| status.as_u16() == 101)
    };
    world.proxy.record().all().into_iter().filter(is_open).collect()
}

/// What came over a socket.
fn pages(socket: &Exchange) -> String {
    let body = socket.answer.as_ref().map(|(_, body)| body.to_vec()).unwrap_or_default();
    String::from_utf8_lossy(&body).into_owned()
}

fn polls(world: &World) -> usize {
    let all = world.proxy.record().all();
    all.iter().filter(|one| one.method == "GET" && one.path().ends_with("/envelopes")).count()
}

/// Fails unless the question stands there once, and after a while there are `answers` answers.
async fn must_stand_once(chat: &Chat<'_>, answers: usize) -> Result<()> {
    tokio::time::sleep(Duration::from_secs(2)).await;
    let lines = chat.transcript().await?;
    let own = lines.iter().filter(|line| line.author == Author::Visitor && line.text == QUESTION);
    assert_eq!(own.count(), 1, "{lines:#?}");
    assert_eq!(chat.answers().await?.len(), answers, "{lines:#?}");
    Ok(())
}
