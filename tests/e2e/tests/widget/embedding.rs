//! The host page may be as strict as it likes, and as narrow.

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::{Browser, Setting, key};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, World};

#[tokio::test]
async fn under_the_strictest_policy_the_chat_works_without_a_violation() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let listen = "window.violated = [];
        addEventListener('securitypolicyviolation', (event) => {
            violated.push(event.violatedDirective + ' ' + event.blockedURI);
        }, true);";
    browser.watch().run_first(listen).await?;
    browser.goto(&format!("{SITE}/strict")).await?;
    let policy = world.header(&format!("{SITE}/strict"), "content-security-policy").await?;
    for rule in ["default-src 'none'", "style-src 'none'"] {
        assert!(policy.contains(rule), "{rule} is not in {policy}");
    }
    let chat = Chat::open(&browser).await?;
    chat.allow().await?;
    chat.ask("¿Qué cubre el seguro?").await?;
    chat.close().await?;
    let chat = Chat::open(&browser).await?;
    chat.ask("¿Cuánto cuesta?").await?;
    browser.enter_page().await?;
    assert_eq!(browser.run("return window.violated", vec![]).await?, json!([]));
    assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn at_320_pixels_and_at_twice_the_size_nothing_scrolls_sideways() -> Result<()> {
    let world = World::start().await?;
    let settings = [
        Setting { size: (320, 568), phone: true, scale: 2.0, ..Setting::default() },
        // A window of 1280 by 800, zoomed to 200 %.
        Setting { size: (640, 400), scale: 2.0, ..Setting::default() },
    ];
    for setting in settings {
        let browser = world.browser(&setting).await?;
        browser.goto(SITE).await?;
        let chat = Chat::open(&browser).await?;
        chat.notice().await?;
        must_fit(&browser, "the notice").await?;
        browser.wait_for(".full__summary").await?.click().await?;
        must_fit(&browser, "the whole notice").await?;
        must_stand_still(&browser, "the whole notice").await?;
        chat.refuse().await?;
        must_fit(&browser, "the refusal").await?;
        chat.press_button().await?;
        chat.allow().await?;
        let word =
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
        chat.ask(word).await?;
        must_fit(&browser, "the conversation").await?;
        must_stand_still(&browser, "the conversation").await?;
        browser.enter_page().await?;
        must_fit(&browser, "the page").await?;
    }
    Ok(())
}

/// The spacing that WCAG 2.2 (1.4.12) wants to be borne, set by the visitor's own style.
const SPACED: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];";

/// What shows less than all of its words: what is cut off, or lies over its own edge.
const CUT: &str = "
    const is_read = (e) => e.clientWidth > 1 && !['TEXTAREA', 'SELECT', 'INPUT', 'OPTION'].includes(e.tagName)
        && [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    return [...document.querySelectorAll('body *')]
        .filter((e) => is_read(e) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 4))
        .map((e) => `${e.tagName}.${e.className} ${e.scrollWidth}/${e.clientWidth} ${e.scrollHeight}/${e.clientHeight} ` +
            e.textContent.slice(0, 40));";

/// From a small phone to a large screen, upright and lying, and with more space between letters, words and lines.
#[tokio::test]
async fn at_every_size_and_with_more_space_nothing_is_cut_off() -> Result<()> {
    let world = World::start().await?;
    let phone = |size| Setting { size, phone: true, ..Setting::default() };
    let settings = [
        phone((320, 568)),
        phone((360, 740)),
        phone((844, 390)),
        Setting { size: (1280, 800), ..Setting::default() },
        Setting { size: (3840, 2160), ..Setting::default() },
    ];
    for setting in settings {
        let browser = world.browser(&setting).await?;
        browser.goto(SITE).await?;
        let chat = Chat::open(&browser).await?;
        browser.apply(&setting).await?;
        chat.notice().await?;
        browser.run(SPACED, vec![]).await?;
        let shows = async |screen: &str| {
            let name = format!("{screen} at {:?}", setting.size);
            must_fit(&browser, &name).await?;
            let cut = browser.run(CUT, vec![]).await?;
            ensure!(cut == json!([]), "{name} is cut off: {cut:#}");
            anyhow::Ok(())
        };
        browser.wait_for(".full__summary").await?.click().await?;
        shows("the notice").await?;
        chat.allow().await?;
        chat.ask("¿Hay franquicia?").await?;
        shows("the conversation").await?;
        chat.write("Cobradlo de la tarjeta 4539 1488 0343 6467").await?;
        browser.wait_for(".composer__mark").await?;
        browser.press(key::ENTER).await?;
        browser.wait_for(".prompt").await?;
        shows("the question").await?;
        chat.decide("No enviar").await?;
        chat.ask("Quiero un presupuesto").await?;
        chat.form().await?.press("Rellenar").await?;
        chat.prompt().await?;
        shows("the prompt").await?;
        chat.decide("Permitir").await?;
        chat.form().await?.open().await?;
        shows("the form").await?;
        chat.open_privacy().await?;
        shows("the panel").await?;
        // However high the head is, the panel begins under it.
        let under = "const end = (css) => document.querySelector(css).getBoundingClientRect();
            return end('.panel').top - end('.header').bottom";
        let under = browser.run(under, vec![]).await?;
        ensure!(under.as_f64().is_some_and(|own| own >= -0.5), "the head is covered by {under}");
        browser.enter_page().await?;
        must_fit(&browser, "the page").await?;
    }
    Ok(())
}

/// What can be pressed has an edge of another colour than what is around it, and what is on looks other than what is off.
const EDGES: &str = "
    const seen = [...document.querySelectorAll('button, select, textarea, .composer__row')].filter((e) =>
        e.clientWidth > 1 && !e.matches('.composer__field, .composer__attach, .header__button, .message__button, .panel__link, .composer__withdraw, .full__more'));
    const bare = seen.filter((e) => {
        const own = getComputedStyle(e), before = getComputedStyle(e, '::before');
        const edge = (of) => of.borderTopStyle !== 'none' && parseFloat(of.borderTopWidth) > 0
            && of.borderTopColor !== of.backgroundColor && of.borderTopColor !== 'rgba(0, 0, 0, 0)';
        return !edge(own) && !edge(before);
    });
    return bare.map((e) => e.className + ' ' + e.textContent);";

#[tokio::test]
async fn in_forced_colours_what_can_be_pressed_has_an_edge_and_a_switch_its_state() -> Result<()> {
    let world = World::start().await?;
    let setting = Setting::default();
    let browser = world.browser(&setting).await?;
    let forced = json!({ "features": [
        { "name": "forced-colors", "value": "active" },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ] });
    browser.watch().from_now_on("Emulation.setEmulatedMedia", forced.clone()).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    let icon = "const button = document.querySelector('sigilo-chat').shadowRoot.querySelector('button');
        const [own, icon] = [getComputedStyle(button), getComputedStyle(button, '::before')];
        return [matchMedia('(forced-colors: active)').matches, own.backgroundColor !== icon.backgroundColor,
            parseFloat(own.borderTopWidth) > 0]";
    assert_eq!(browser.run(icon, vec![]).await?, json!([true, true, true]));
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    browser.watch().frames("Emulation.setEmulatedMedia", &forced).await?;
    assert_eq!(browser.run(EDGES, vec![]).await?, json!([]));
    let look =
        "return getComputedStyle(document.querySelector('.switch'), '::before').backgroundColor";
    let off = browser.run(look, vec![]).await?;
    chat.turn("quote").await?;
    let on = browser.run(look, vec![]).await?;
    ensure!(on != off, "on and off are both {on}");
    chat.allow().await?;
    chat.ask("¿Hay franquicia?").await?;
    assert_eq!(browser.run(EDGES, vec![]).await?, json!([]));
    chat.open_privacy().await?;
    assert_eq!(browser.run(EDGES, vec![]).await?, json!([]));
    Ok(())
}

/// Fails if the frame's document can be moved as a whole: its head has to stay in sight.
async fn must_stand_still(browser: &Browser, screen: &str) -> Result<()> {
    let moved =
        "const root = document.scrollingElement; root.scrollTop = 500; return root.scrollTop;";
    let moved = browser.run(moved, vec![]).await?;
    ensure!(moved == json!(0), "{screen} moves by {moved} as a whole");
    Ok(())
}

/// Fails if the document, or anything in it that scrolls, is wider than it can show.
async fn must_fit(browser: &Browser, screen: &str) -> Result<()> {
    let wide = browser
        .run(
            "const root = document.documentElement;
             const shows = (e) => e === root || ['auto', 'scroll'].includes(getComputedStyle(e).overflowX);
             return [root, ...document.querySelectorAll('body, body *')]
                .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 && shows(e))
                .map((e) => e.tagName + '.' + e.className + ' ' + e.scrollWidth + '/' + e.clientWidth);",
            vec![],
        )
        .await?;
    ensure!(wide == json!([]), "{screen} scrolls sideways: {wide}");
    Ok(())
}
