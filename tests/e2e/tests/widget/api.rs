//! The page's API: what embed.js makes of what the frame says, and what it tells the frame.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::Chat;
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
