//! The page's API: what embed.js makes of what the frame says, and what it tells the frame.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::storage;
use sigilo_e2e::world::{SITE, World};

/// The page's own script, before embed.js: it waits for the API, and its consent manager knows two things.
const PAGE: &str = "if (parent === window) {
        window.heard = [];
        window.sigilo = [(sigilo) => {
            window.off = sigilo.on('consent', (event) => heard.push(event.detail));
            sigilo.consent.external(() => ({ marketing: false, health: true }));
        }];
    } else {
        window.told = [];
        addEventListener('message', ({ data }) => data.type === 'external' && told.push(data.purposes));
    }";

/// What the frame would say of a decision.
const SAY: &str = "parent.postMessage({ sigilo: 1, type: 'consent', state: arguments[0] }, '*')";

#[tokio::test]
async fn the_page_hears_decisions_from_the_frame_alone_and_tells_it_of_its_own() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.watch().run_first(PAGE).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    assert_eq!(state(&browser).await?, json!(null));
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    let told = json!({ "marketing": false, "health": true });
    browser
        .wait("the page's decision in the frame", async || {
            let heard = browser.run("return told", vec![]).await?;
            ensure!(heard == json!([told]), "{heard}");
            Ok(())
        })
        .await?;

    // Before a decision nobody says one; the page itself is not heard.
    browser.enter_page().await?;
    let given = json!({ "purposes": { "answer": "Given" }, "gpc": false, "known": true });
    let forge = "postMessage({ sigilo: 1, type: 'consent', state: arguments[0] }, '*')";
    browser.run(forge, vec![given.clone()]).await?;
    assert_eq!(state(&browser).await?, json!(null));
    Chat::inside(&browser).await?;
    browser.run(SAY, vec![given.clone()]).await?;
    browser.enter_page().await?;
    browser
        .wait("the decision on the page", async || {
            let state = state(&browser).await?;
            ensure!(state == given, "{state}");
            Ok(())
        })
        .await?;
    assert_eq!(browser.run("off(); return heard", vec![]).await?, json!([given]));

    // Who has stopped listening hears no more; the state goes on.
    let withdrawn = json!({ "purposes": { "answer": "Withdrawn" }, "gpc": false, "known": true });
    Chat::inside(&browser).await?;
    browser.run(SAY, vec![withdrawn.clone()]).await?;
    browser.enter_page().await?;
    browser
        .wait("the next decision", async || {
            let state = state(&browser).await?;
            ensure!(state == withdrawn, "{state}");
            Ok(())
        })
        .await?;
    assert_eq!(browser.run("return heard", vec![]).await?, json!([given]));

    // A page whose reader fails is told, and has its chat all the same.
    let fails = "try { sigilo.consent.external(() => { throw Error('reader') }) }
        catch (error) { return error.message }";
    assert_eq!(browser.run(fails, vec![]).await?, "reader");
    Chat::inside(&browser).await?.close().await?;
    Chat::open(&browser).await?.notice().await?;
    Ok(())
}

async fn state(browser: &Browser) -> Result<Value> {
    browser.run("return sigilo.consent.state()", vec![]).await
}

/// What the page knows is read before it is shared, and shared by the visitor's own press alone.
#[tokio::test]
async fn what_the_page_offers_is_in_the_message_only_once_the_visitor_took_it() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let offers = "parent === window && (window.sigilo = [(sigilo) =>
        sigilo.context({ Seguro: 'Hogar Plus', Precio: 12.5, nada: null, '': 'x' })])";
    browser.watch().run_first(offers).await?;
    browser.goto(SITE).await?;
    let chat = Chat::begun(&browser, "hola").await?;
    let offered = browser.wait_for(".context").await?;
    let words = offered.text().await?;
    ensure!(words.contains("Seguro: Hogar Plus\nPrecio: 12.5"), "{words}");
    ensure!(!words.contains("nada") && !words.contains(": x"), "{words}");
    assert_eq!(browser.run("return document.querySelector('textarea').value", vec![]).await?, "");

    // The second button leaves it out, and what is written goes without it.
    let [add, leave] = &browser.find_all(".context button").await?[..] else {
        anyhow::bail!("there are not two answers");
    };
    assert_eq!((add.size().await?.1, add.is_displayed().await?), (leave.size().await?.1, true));
    leave.click().await?;
    chat.ask("¿cuánto cuesta?").await?;

    // Offered again, the first one takes it into the field, where it can still be changed.
    browser.enter_page().await?;
    browser.run("sigilo.context({ Seguro: 'Hogar Plus' })", vec![]).await?;
    Chat::inside(&browser).await?;
    browser.wait_for(".context .button").await?.click().await?;
    let field = "return document.querySelector('textarea').value";
    assert_eq!(browser.run(field, vec![]).await?, "Seguro: Hogar Plus");
    assert!(browser.find_all(".context").await?.is_empty());
    browser.press("\u{e007}").await?;
    chat.delivery("Seguro: Hogar Plus", &["Entregado"]).await?;
    let said = chat.texts().await?.concat();
    assert_eq!(said.matches("Hogar Plus").count(), 1, "{said}");
    Ok(())
}

/// After the page's visitor has signed out, the next one at this browser finds nothing.
#[tokio::test]
async fn signing_out_of_the_page_leaves_nothing_in_the_browser() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    Chat::begun(&browser, "hola").await?;
    let another = browser.tab().await?;

    // In a page where the chat was not opened.
    let fresh = browser.new_tab().await?;
    browser.go_to_tab(&fresh).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    let leave = "const left = new Promise((done) => sigilo.on('logout', () => done('gone')));
        sigilo.logout();
        return await left";
    assert_eq!(browser.run_async(leave, vec![]).await?, "gone");
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    assert!(chat.transcript().await?.is_empty());
    browser.wait("an empty browser", async || storage::must_be_empty(&browser).await).await?;

    // The tab that had it open shows nothing of it either.
    browser.go_to_tab(&another).await?;
    Chat::inside(&browser).await?;
    browser
        .wait("the other tab without a word", async || {
            let left = browser.run("return document.body.innerText", vec![]).await?;
            ensure!(!left.as_str().unwrap_or_default().contains("hola"), "{left}");
            Ok(())
        })
        .await?;
    Ok(())
}
