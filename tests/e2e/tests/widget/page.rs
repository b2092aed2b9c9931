//! What the page can do with the chat by its API, and what it learns.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

/// Hears everything that the chats tell, from before they are there.
const HEAR: &str = "if (parent === window) {
        window.heard = [];
        for (const type of ['ready', 'open', 'close', 'message', 'unread', 'error']) {
            addEventListener('sigilo-' + type, ({ detail }) => heard.push([type, detail]));
        }
    }";

const CANARY: &str = "¿Qué cubre el seguro de mi casa?";

#[tokio::test]
async fn the_page_opens_prefills_and_counts_and_is_told_nothing_of_what_is_said() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.watch().run_first(HEAR).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    browser.run("sigilo.prefill(arguments[0]); sigilo.open()", vec![json!(CANARY)]).await?;
    let chat = Chat::inside(&browser).await?;
    chat.notice().await?;
    browser
        .wait("the words in the field", async || {
            let words =
                browser.run("return document.getElementById('field').value", vec![]).await?;
            ensure!(words == CANARY, "{words}");
            Ok(())
        })
        .await?;
    chat.allow().await?;
    chat.conversation().await?;
    // Nothing was sent by itself: the only line is the bot's own.
    chat.answer(0).await?;
    ensure!(!chat.texts().await?.iter().any(|text| text.contains(CANARY)), "it was sent");
    ensure!(count(&browser, "message").await? != 0, "no message was told of");

    // What comes while it is closed is counted, on the launcher too; opened, nothing is left unread.
    Chat::inside(&browser).await?.write(" ").await?;
    let send = "document.querySelector('.composer__send').click()";
    browser.run(send, vec![]).await?;
    browser.enter_page().await?;
    browser.run("sigilo.close()", vec![]).await?;
    browser
        .wait("the badge", async || {
            let label = "return document.querySelector('sigilo-chat').shadowRoot
                .querySelector('button').ariaLabel";
            let label = browser.run(label, vec![]).await?;
            ensure!(label == "Chat (1)", "{label}");
            let unread = browser.run("return document.querySelector('sigilo-chat').unread", vec![]);
            assert_eq!(unread.await?, 1);
            Ok(())
        })
        .await?;
    browser.run("sigilo.toggle()", vec![]).await?;
    browser
        .wait("nothing unread", async || {
            let unread = browser.run("return document.querySelector('sigilo-chat').unread", vec![]);
            ensure!(unread.await? == 0);
            Ok(())
        })
        .await?;
    let heard = browser.run("return JSON.stringify(heard)", vec![]).await?.to_string();
    for told in ["ready", "open", "close", "unread", "visitor", "recipient"] {
        ensure!(heard.contains(told), "{told} is not in {heard}");
    }
    ensure!(!heard.contains("seguro"), "{heard}");
    Ok(())
}

#[tokio::test]
async fn each_chat_of_a_page_has_attributes_of_its_own_and_goes_without_a_trace() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.watch().run_first(HEAR).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    let second = "const chat = document.createElement('sigilo-chat');
        Object.assign(chat.dataset, { lang: 'en', label: 'Claims', position: 'start', launcher: 'none' });
        document.body.prepend(chat);
        chat.open();
        return getComputedStyle(chat.shadowRoot.querySelector('button')).display";
    assert_eq!(browser.run(second, vec![]).await?, "none");
    let chat = Chat::inside(&browser).await?;
    let notice = chat.notice().await?;
    ensure!(notice.text().await?.contains("Allow"), "it is not in English");
    browser.enter_page().await?;
    let dialogs = "return [...document.querySelectorAll('sigilo-chat')].map((chat) => {
        const { left, right } = chat.getBoundingClientRect();
        return [chat.shadowRoot.querySelector('div').ariaLabel, left < innerWidth - right];
    })";
    assert_eq!(browser.run(dialogs, vec![]).await?, json!([["Claims", true], ["Chat", false]]));

    // Another language at once.
    browser.run("document.querySelector('sigilo-chat').dataset.lang = 'es'", vec![]).await?;
    let chat = Chat::inside(&browser).await?;
    until_spanish(&chat).await?;
    browser.enter_page().await?;
    let rest = "sigilo.destroy(); sigilo.destroy(); sigilo.destroy(); sigilo.open();
        postMessage({ sigilo: 1, type: 'unread', state: { count: 3 } }, '*');
        return [document.querySelectorAll('sigilo-chat, iframe').length, window.frames.length]";
    assert_eq!(browser.run(rest, vec![]).await?, json!([0, 0]));
    assert_eq!(count(&browser, "unread").await?, 0);
    Ok(())
}

/// Waits for the notice to be in Spanish.
async fn until_spanish(chat: &Chat<'_>) -> Result<()> {
    let is_there = async || {
        ensure!(chat.notice().await?.text().await?.contains("Permitir"));
        Ok(())
    };
    chat.browser().wait("Spanish", is_there).await
}

/// Counts what is heard on the window and on its visible part.
const LISTENERS: &str = "if (parent === window) {
        window.listening = [];
        for (const target of [window, visualViewport]) {
            const { addEventListener, removeEventListener } = target;
            target.addEventListener = function (type, handler) {
                if (handler?.localName === 'sigilo-chat') listening.push(type);
                return addEventListener.apply(target, arguments);
            };
            target.removeEventListener = function (type, handler) {
                const at = listening.indexOf(type);
                if (handler?.localName === 'sigilo-chat' && at >= 0) listening.splice(at, 1);
                return removeEventListener.apply(target, arguments);
            };
        }
    }";

/// What an attribute does, `set` does as well, and at once; an empty one is as none. Nothing is left of a chat that is gone.
#[tokio::test]
async fn the_page_sets_language_launcher_and_looks_and_takes_the_chat_away_whole() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.watch().run_first(LISTENERS).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    let shown = "const chat = document.querySelector('sigilo-chat');
        const button = chat.shadowRoot.querySelector('button');
        return [getComputedStyle(button).display, button.ariaLabel,
            getComputedStyle(chat).getPropertyValue('--sigilo-accent'), chat.dataset.lang ?? '', sigilo.unread]";
    let look = json!({ "lang": "en", "launcher": "none", "label": "Claims", "accent": "#123456" });
    browser.run("sigilo.set(arguments[0])", vec![look]).await?;
    assert_eq!(browser.run(shown, vec![]).await?, json!(["none", "Claims", "#123456", "en", 0]));
    browser.run("sigilo.open()", vec![]).await?;
    let chat = Chat::inside(&browser).await?;
    ensure!(chat.notice().await?.text().await?.contains("Allow"), "it is not in English");
    browser.enter_page().await?;
    let back = json!({ "lang": "es", "launcher": "", "label": "", "accent": "" });
    browser.run("sigilo.set(arguments[0])", vec![back]).await?;
    assert_eq!(browser.run(shown, vec![]).await?, json!(["block", "Chat", "", "es", 0]));
    Chat::inside(&browser).await?;
    until_spanish(&chat).await?;

    // Who has stopped listening hears nothing, whichever way they stopped.
    browser.enter_page().await?;
    let stop = "window.heard = [];
        const hear = () => heard.push('off');
        sigilo.on('close', hear);
        sigilo.off('close', hear);
        sigilo.on('close', () => heard.push('end'))();
        sigilo.on('close', () => heard.push('on'));
        sigilo.close();
        return heard";
    assert_eq!(browser.run(stop, vec![]).await?, json!(["on"]));
    assert_eq!(browser.run("return listening", vec![]).await?, json!(["message", "resize"]));
    let left = "sigilo.destroy();
        return [listening, document.querySelectorAll('sigilo-chat, iframe').length, typeof sigilo.unread]";
    assert_eq!(browser.run(left, vec![]).await?, json!([[], 0, "undefined"]));
    Ok(())
}

/// What a browser says of its visible part while a keyboard is on the screen.
const KEYBOARD: &str =
    "Object.defineProperty(visualViewport, 'height', { configurable: true, value: arguments[0] });
    visualViewport.dispatchEvent(new Event('resize'));
    const { top, bottom, left, right } = document.querySelector('sigilo-chat').shadowRoot
        .querySelector('div').getBoundingClientRect();
    return [top, bottom, left, right].map(Math.round)";

/// On a phone the chat is as high as a keyboard leaves the page, at the end to which browsers move it.
#[tokio::test]
async fn a_keyboard_on_the_screen_covers_nothing_of_the_chat() -> Result<()> {
    let world = World::start().await?;
    let setting = Setting { size: (390, 844), phone: true, ..Setting::default() };
    let browser = world.browser(&setting).await?;
    Chat::allowed(&browser).await?;
    browser.enter_page().await?;
    // In either corner it is as wide as the screen.
    for position in ["", "start"] {
        browser.run("sigilo.set({ position: arguments[0] })", vec![json!(position)]).await?;
        let keyed = browser.run(KEYBOARD, vec![json!(500)]).await?;
        assert_eq!(keyed, json!([344, 844, 0, 390]), "{position}");
        let whole = browser.run(KEYBOARD, vec![json!(844)]).await?;
        assert_eq!(whole, json!([0, 844, 0, 390]), "{position}");
    }
    browser.run(KEYBOARD, vec![json!(500)]).await?;
    Chat::inside(&browser).await?;
    let fits = "const { bottom } = document.querySelector('.composer').getBoundingClientRect();
        return [innerHeight, Math.round(bottom)]";
    browser
        .wait("the field over the keyboard", async || {
            let fits = browser.run(fits, vec![]).await?;
            ensure!(fits == json!([500, 500]), "{fits}");
            Ok(())
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_colour_that_can_not_be_read_is_moved_and_the_page_is_told() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.watch().run_first(HEAR).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    let set = "document.querySelector('sigilo-chat').dataset.accent = arguments[0]";
    browser.run(set, vec![json!("#8a2c5d")]).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    let accent = async || {
        let read =
            "return getComputedStyle(document.documentElement).getPropertyValue('--sigilo-accent')";
        browser.run(read, vec![]).await
    };
    assert_eq!(accent().await?, "#8a2c5d");
    browser.enter_page().await?;
    assert_eq!(count(&browser, "error").await?, 0);
    browser.run(set, vec![json!("#ffee00")]).await?;
    browser
        .wait("the page's developer told", async || {
            ensure!(count(&browser, "error").await? == 1);
            Ok(())
        })
        .await?;
    Chat::inside(&browser).await?;
    let moved = accent().await?;
    ensure!(moved != "#ffee00" && moved != "#8a2c5d", "{moved}");
    Ok(())
}

async fn count(browser: &Browser, kind: &str) -> Result<Value> {
    browser.enter_page().await?;
    let count = "return heard.filter(([type]) => type === arguments[0]).length";
    browser.run(count, vec![json!(kind)]).await
}

#[tokio::test]
async fn a_logo_comes_from_beside_the_widgets_files_and_from_nowhere_else() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    let look = "Object.assign(document.querySelector('sigilo-chat').dataset, arguments[0])";
    let mark = "return getComputedStyle(document.querySelector('.header__mark')).backgroundImage";
    browser.run(look, vec![json!({ "logo": "logo.svg" })]).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    let own = json!(format!("url(\"{}/logo.svg\")", sigilo_e2e::world::WIDGET));
    browser
        .wait("the logo", async || {
            let shown = browser.run(mark, vec![]).await?;
            ensure!(shown == own, "{shown}");
            Ok(())
        })
        .await?;
    for other in ["https://a.example/logo.svg", "../logo.svg", "logo.svg); --x: url(/", "//a/b"] {
        browser.enter_page().await?;
        browser.run(look, vec![json!({ "logo": other, "accent": "#123456" })]).await?;
        Chat::inside(&browser).await?;
        browser
            .wait("the new look", async || {
                let accent = "return document.documentElement.style
                    .getPropertyValue('--theme-light-accent')";
                ensure!(browser.run(accent, vec![]).await? == json!("#123456"), "not yet");
                Ok(())
            })
            .await?;
        assert_eq!(browser.run(mark, vec![]).await?, json!("none"), "{other}");
    }
    Ok(())
}
