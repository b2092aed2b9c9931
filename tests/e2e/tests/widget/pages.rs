//! A long conversation lies in sealed pages beside its record: a step writes and reads what it changes, and no page can
//! stand where it does not belong.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

/// Puts messages into the record, as one value.
const FILL: &str = include_str!("../../src/bin/bench/fill.js");

/// Notes what is written and asked for from now on.
const WATCH: &str = "
    const { put, get } = IDBObjectStore.prototype;
    window.written = [], window.asked = [];
    IDBObjectStore.prototype.put = function (value, key) {
        written.push([key, (value.sealed ?? value).length]);
        return put.call(this, value, key);
    };
    IDBObjectStore.prototype.get = function (key) { asked.push(key); return get.call(this, key); };";

/// Changes what lies in the database, by a function that is given its store and a way to wait for a request.
const WITH: &str = "
    const [work, ...rest] = arguments;
    const done = (request) => new Promise((yes, no) => {
        request.onsuccess = () => yes(request.result);
        request.onerror = () => no(request.error);
    });
    const all = await indexedDB.databases();
    const db = await done(indexedDB.open(all.map((own) => own.name).find((own) => own.startsWith('sigilo:'))));
    const works = {
        keys: async (store) => (await done(store.getAllKeys())).filter((own) => typeof own === 'number'),
        page: async (store, at) => [...await done(store.get(at))],
        put: async (store, at, page) => { await done(store.put(new Uint8Array(page), at)); },
    };
    const made = db.transaction('records', 'readwrite');
    const over = new Promise((yes) => { made.oncomplete = yes; });
    const told = await works[work](made.objectStore('records'), ...rest);
    await over;
    db.close();
    return told ?? null;";

const QUESTION: &str = "¿Qué cubre el seguro?";

/// A conversation of so many messages that say `text`, as it was kept by the widget of before; how many bytes it has.
async fn filled(browser: &Browser, count: usize, text: &str) -> Result<u64> {
    // Nothing is on its way that would be stored again.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let bytes = browser.run_async(FILL, vec![json!(count), json!([text])]).await?;
    browser.reload().await?;
    bytes.as_u64().context("no number of bytes")
}

/// Opens the conversation, and waits until nothing is on its way that would be stored.
async fn opened(browser: &Browser) -> Result<Chat<'_>> {
    let chat = Chat::open(browser).await?;
    chat.conversation().await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(chat)
}

async fn with(browser: &Browser, work: &str, rest: &[Value]) -> Result<Value> {
    let arguments = std::iter::once(json!(work)).chain(rest.iter().cloned()).collect();
    browser.run_async(WITH, arguments).await
}

#[tokio::test]
async fn a_step_of_a_long_conversation_writes_and_reads_what_it_changes() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    assert_eq!(with(&browser, "keys", &[]).await?, json!([]), "a short one has no page");
    let whole = filled(&browser, 1_000, "Uno de mil").await?;

    // What was one value comes into pages with the next change, which is that this load says hello.
    let chat = opened(&browser).await?;
    assert_eq!(with(&browser, "keys", &[]).await?, json!([0, 1, 2, 3, 4, 5, 6]));
    browser.run(WATCH, Vec::new()).await?;
    let text = "¿Hay franquicia?";
    chat.say(text).await?;
    chat.delivery(text, &["Entregado"]).await?;
    // The answer is stored, too.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let written = browser.run("return written", Vec::new()).await?;
    let written = written.as_array().context("nothing is written")?;
    ensure!(written.len() > 2, "{written:?}");
    for one in written {
        ensure!(one[0] == "state", "a page that is full is written: {one}");
        ensure!(one[1].as_u64().is_some_and(|own| own < whole / 2), "{one} of {whole}");
    }
    let first = browser.tab().await?;

    // Another tab takes in what this one says, and this one what that says, without a page.
    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let other = opened(&browser).await?;
    let texts = other.texts().await?;
    ensure!(texts.iter().any(|own| own == "Uno de mil (1000)"), "{texts:?}");
    let said = "¿Cuánto cuesta?";
    other.say(said).await?;
    other.delivery(said, &["Entregado"]).await?;
    browser.go_to_tab(&first).await?;
    Chat::inside(&browser).await?.delivery(said, &["Entregado"]).await?;
    let asked = browser.run("return asked", Vec::new()).await?;
    let asked = asked.as_array().context("nothing is asked for")?;
    ensure!(asked.iter().all(Value::is_string) && !asked.is_empty(), "{asked:?}");
    Ok(())
}

#[tokio::test]
async fn a_page_that_is_put_back_or_in_anothers_place_is_refused_with_its_record() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    filled(&browser, 300, "Antes").await?;
    opened(&browser).await?;
    let before = with(&browser, "page", &[json!(0)]).await?;
    filled(&browser, 300, "Después").await?;
    opened(&browser).await?;
    let now = with(&browser, "page", &[json!(0)]).await?;
    let next = with(&browser, "page", &[json!(1)]).await?;
    for wrong in [before, next] {
        with(&browser, "put", &[json!(0), wrong]).await?;
        browser.reload().await?;
        let why = Chat::open(&browser).await?.why().await?;
        ensure!(why.contains("No se ha podido leer"), "it does not say so: {why}");
    }
    with(&browser, "put", &[json!(0), now]).await?;
    browser.reload().await?;
    let texts = opened(&browser).await?.texts().await?;
    ensure!(texts.iter().any(|own| own == QUESTION), "{texts:?}");
    Ok(())
}
