//! Every way by which words come into the chat leads past the detector: none is around it.

use std::sync::Arc;

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_backend::desk::bot::{Bot, Form, Reply};
use sigilo_e2e::browser::{Browser, Setting, key};
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};
use sigilo_protocol::{Field, FieldKind};

use crate::consent::{count, posted};

const CARD: &str = "Cobradlo de la 4539 1488 0343 6467";
const HIDDEN: &str = "Cobradlo de la •••• •••• •••• 6467";
const DIGITS: [&str; 2] = ["4539 1488 0343 6467", "4539148803436467"];

/// Waits for the question, and leaves the message here.
async fn dropped(chat: &Chat<'_>) -> Result<()> {
    let asked = chat.prompt().await?;
    ensure!(asked.contains("tarjeta de pago"), "{asked}");
    chat.decide("No enviar").await?;
    let browser = chat.browser();
    browser
        .wait("no question", async || {
            ensure!(browser.find_all(".prompt").await?.is_empty(), "it is asked");
            Ok(())
        })
        .await
}

/// Puts words into the field at once, as a paste or another script would.
async fn put(browser: &Browser, words: &str) -> Result<()> {
    let put = "const field = document.querySelector('#field');
        field.value = arguments[0];
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    browser.run(put, vec![words.into()]).await.map(drop)
}

#[tokio::test]
async fn what_the_page_brings_a_draft_and_a_long_text_are_asked_about() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let mark = world.proxy.record().mark();

    browser.enter_page().await?;
    browser.run("sigilo.prefill(arguments[0])", vec![CARD.into()]).await?;
    Chat::inside(&browser).await?;
    browser.wait_for(".composer__mark").await?;
    browser.find("#field").await?.click().await?;
    browser.press(key::ENTER).await?;
    dropped(&chat).await?;

    browser.enter_page().await?;
    browser.run("sigilo.context({ Tarjeta: arguments[0] })", vec![DIGITS[0].into()]).await?;
    Chat::inside(&browser).await?;
    browser.wait_for(".context button").await?.click().await?;
    browser.wait_for(".composer__mark").await?;
    browser.press(key::ENTER).await?;
    dropped(&chat).await?;

    // At the end of the longest message that there is.
    let long = format!("{}{}", "palabra ".repeat(995), DIGITS[0]);
    put(&browser, &long).await?;
    browser.wait_for(".composer__send:not([disabled])").await?.click().await?;
    dropped(&chat).await?;

    // What was written and not sent comes back with the page.
    chat.write(CARD).await?;
    browser.wait_for(".composer__mark").await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    browser.wait_for(".composer__mark").await?;
    browser.find("#field").await?.click().await?;
    browser.press(key::ENTER).await?;
    dropped(&chat).await?;

    // Words are looked for here alone.
    browser.wait_for("#search").await?.click().await?;
    browser.wait_for(".find input").await?.type_text(DIGITS[0]).await?;
    browser.wait_for(".find__count").await?;
    browser.press(key::ESCAPE).await?;

    assert_eq!(count(&posted(&world, mark)?, "msg"), 0);
    for digits in DIGITS {
        browser.watch().all().must_not_contain(&Canary::new(digits)?)?;
        world.must_not_contain(&Canary::new(digits)?)?;
    }
    Ok(())
}

#[tokio::test]
async fn what_was_said_offline_or_failed_leaves_as_it_was_decided() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let mark = world.proxy.record().mark();
    world.proxy.down().await;
    chat.say(CARD).await?;
    world.proxy.up().await?;
    chat.prompt().await?;
    assert_eq!(count(&posted(&world, mark)?, "msg"), 0);
    world.proxy.set(Fault::Refusing);
    chat.decide("Enviar tapado").await?;
    chat.delivery(HIDDEN, &["No se ha enviado"]).await?;
    world.proxy.set(Fault::None);
    browser.wait_for(".message--failed .message__button").await?.click().await?;
    chat.delivery(HIDDEN, &["Entregado"]).await?;

    // Once more, and a reload before it is tried again: what was decided is decided for that message alone.
    chat.say(CARD).await?;
    chat.prompt().await?;
    world.proxy.set(Fault::Refusing);
    chat.decide("Enviar tal cual, cifrado").await?;
    chat.delivery(CARD, &["No se ha enviado"]).await?;
    world.proxy.set(Fault::None);
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    browser.wait_for(".message--failed .message__button").await?.click().await?;
    chat.delivery(CARD, &["Entregado"]).await?;
    let mark = world.proxy.record().mark();
    chat.say(CARD).await?;
    dropped(&chat).await?;
    assert_eq!(count(&posted(&world, mark)?, "msg"), 0);
    Ok(())
}

/// What a recipient would have the visitor say is masked where it is shown, and goes out so.
#[tokio::test]
async fn what_a_recipient_puts_into_a_visitor_s_mouth_is_masked() -> Result<()> {
    let mut world = World::start().await?;
    let _echo = world.hand_over().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::allowed(&browser).await?;
    let card = json!({ "title": CARD, "actions": [{ "label": "Así", "say": CARD }] });
    let told = json!([{ "text": "Uno", "cards": [card], "suggestions": [CARD] }]).to_string();
    put(&browser, &told).await?;
    browser.wait_for(".composer__send:not([disabled])").await?.click().await?;
    chat.decide("Enviar tal cual, cifrado").await?;
    let shown = async |css: &str| {
        browser
            .wait(css, async || {
                let text = browser.find(css).await?.text().await?;
                ensure!(text == HIDDEN, "{text}");
                Ok(())
            })
            .await
    };
    shown(".card__title").await?;
    shown(".suggestions__chip").await?;
    let before = chat.answers().await?.len();
    browser.wait_for(".suggestions__chip").await?.click().await?;
    assert_eq!(chat.answer(before).await?.text, HIDDEN);
    let before = chat.answers().await?.len();
    browser.wait_for(".card__button").await?.click().await?;
    assert_eq!(chat.answer(before).await?.text, HIDDEN);
    Ok(())
}

/// What is said to a request goes to the company on purpose; what the policy never sends goes masked all the same.
#[tokio::test]
async fn a_request_s_note_has_nothing_that_is_never_sent() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let panel = chat.privacy().await?;
    let note = "Mi tarjeta es 4539 1488 0343 6467, caduca 04/29, cvv 737";
    panel.ask("Corregir mis datos", note).await?;
    browser
        .wait("the request at the desk", async || {
            let requests = world.requests()?.join("\n");
            ensure!(requests.contains("cvv"), "{requests}");
            ensure!(requests.contains("cvv •••") && !requests.contains("737"), "{requests}");
            Ok(())
        })
        .await
}

/// Asks by a form that says a card's number wherever it can.
struct Parrot;

impl Bot for Parrot {
    fn greet(&self, _: &str) -> Reply {
        Reply::plain("Buenas.")
    }

    fn answer(&self, _: &str, _: &str) -> Reply {
        let said = || CARD.to_owned();
        let field = Field {
            name: "name".into(),
            label: said(),
            kind: FieldKind::Name,
            required: true,
            why: Some(said()),
            autocomplete: None,
        };
        let form = Form { title: said(), purpose: "quote".into(), fields: vec![field] };
        Reply { form: Some(form), ..Reply::plain(CARD) }
    }
}

#[tokio::test]
async fn a_form_that_repeats_a_card_s_number_shows_its_mask() -> Result<()> {
    let mut world = World::start().await?;
    world.change_desk(Arc::new(Parrot)).await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let form = chat.form().await?;
    let asked = form.words().await?;
    ensure!(asked.matches(HIDDEN).count() == 3, "{asked}");
    form.press("Rellenar").await?;
    let asked = chat.prompt().await?;
    ensure!(asked.contains(HIDDEN), "{asked}");
    chat.decide("Permitir").await?;
    form.fill("Cobradlo", "Ana").await?;
    form.press("Enviar").await?;
    let sent = form.says("Rellenado").await?;
    ensure!(sent.contains(HIDDEN), "{sent}");
    let shown = chat.words().await?;
    ensure!(!shown.contains(DIGITS[0]), "{shown}");

    // Nor is it in the panel, nor in what is saved there.
    form.says("Entregado").await?;
    let panel = chat.privacy().await?;
    let listed = browser.find(".panel").await?.text().await?;
    ensure!(listed.matches(HIDDEN).count() == 2 && !listed.contains(DIGITS[0]), "{listed}");
    for (button, name) in [
        ("Guardar (JSON)", "sigilo-data.json"),
        ("Guardar para leer o imprimir", "sigilo-conversation.html"),
    ] {
        panel.save(button).await?;
        let file = downloads.take(&browser, name).await?;
        ensure!(String::from_utf8_lossy(&file).contains(HIDDEN), "{name}");
        Canary::new(DIGITS[0])?.must_not_be_in(&file, name)?;
    }
    Ok(())
}

/// Asks by a form for what is never sent.
struct Prying;

impl Bot for Prying {
    fn greet(&self, _: &str) -> Reply {
        Reply::plain("Buenas.")
    }

    fn answer(&self, _: &str, _: &str) -> Reply {
        let field = |name: &str, label: &str| Field {
            name: name.into(),
            label: label.into(),
            kind: FieldKind::Text,
            required: false,
            why: None,
            autocomplete: None,
        };
        let fields = vec![field("code", "Código de seguridad (CVV)"), field("more", "Algo más")];
        let form = Form { title: "Tu pago".into(), purpose: "quote".into(), fields };
        Reply { form: Some(form), ..Reply::plain("Rellena esto.") }
    }
}

#[tokio::test]
async fn what_is_never_sent_is_not_sent_by_a_form_and_what_nothing_asked_for_is_asked_about()
-> Result<()> {
    let mut world = World::start().await?;
    world.change_desk(Arc::new(Prying)).await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let form = chat.form().await?;
    form.press("Rellenar").await?;
    chat.prompt().await?;
    chat.decide("Permitir").await?;
    let mark = world.proxy.record().mark();
    let wrong = async |wanted: [&str; 2]| {
        browser
            .wait("what is wrong", async || {
                let wrong: Vec<_> =
                    form.fields().await?.into_iter().map(|(_, wrong)| wrong).collect();
                ensure!(wrong == wanted, "{wrong:?}");
                Ok(())
            })
            .await
    };
    let empty = async |label: &str| {
        let input = form.input(label).await?;
        let empty = "arguments[0].value = '';
            arguments[0].dispatchEvent(new Event('input', { bubbles: true }));";
        browser.run(empty, vec![input.reference()]).await.map(drop)
    };
    const NEVER: &str = "Hay algo que este chat nunca envía: puedes taparlo, editarlo o dejarlo.";
    // Its label says what it is.
    form.fill("Código", "737").await?;
    form.press("Enviar").await?;
    wrong([NEVER, ""]).await?;
    // Its own words do.
    empty("Código").await?;
    form.fill("Algo", "Es el cvv 737").await?;
    form.press("Enviar").await?;
    wrong(["", NEVER]).await?;
    // The same number is none where neither says so; what nothing asked for is asked about, and what leaves it is a
    // press on what says so.
    empty("Algo").await?;
    form.fill("Algo", "Tengo diabetes. Mi número es el 737").await?;
    form.press("Enviar").await?;
    let asked = "Datos personales a la vista: salud.";
    wrong(["", asked]).await?;
    assert_eq!(count(&posted(&world, mark)?, "msg"), 0);
    form.press("Enviar tal cual, cifrado").await?;
    form.says("Entregado").await?;
    Ok(())
}
