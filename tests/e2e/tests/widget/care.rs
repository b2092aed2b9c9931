//! Personal data in what is written: it stays here until the visitor has said what becomes of it.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_e2e::axe;
use sigilo_e2e::browser::{Browser, Setting, key};
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::tree;
use sigilo_e2e::world::{SITE, World};

use crate::consent::{count, posted};

const CARD: &str = "4539 1488 0343 6467";
const HIDDEN: &str = "Cobradlo de la •••• •••• •••• 6467";
const QUESTION: &str = "Cobradlo de la 4539 1488 0343 6467";

#[tokio::test]
async fn a_card_s_number_leaves_only_if_the_visitor_chose_it() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let mark = world.proxy.record().mark();

    // While it is written it is underlined, and told.
    chat.write(QUESTION).await?;
    browser.wait_for(".composer__mark").await?;
    let told = browser.find("#seen").await?.text().await?;
    assert_eq!(told, "Datos personales a la vista: tarjeta de pago.");
    browser.press(key::ENTER).await?;
    let asked = browser.wait_for(".prompt").await?.text().await?;
    for told in ["tarjeta de pago", CARD, HIDDEN, "Aurora"] {
        assert!(asked.contains(told), "{told} in {asked}");
    }
    chat.delivery(QUESTION, &["espera a que decidas"]).await?;
    // Neither closing, nor another key, nor a reload is a choice.
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    browser.wait_for(".prompt").await?;
    assert_eq!(count(&posted(&world, mark)?, "msg"), 0);

    // It goes back into the field, and out of it with the number hidden.
    chat.decide("Editar").await?;
    browser.find("#field").await?.click().await?;
    browser.press(key::ENTER).await?;
    chat.decide("No enviar").await?;
    let gone = async || {
        ensure!(chat.texts().await?.iter().all(|text| text != QUESTION), "it is there");
        Ok(())
    };
    browser.wait("no message", gone).await?;
    assert_eq!(count(&posted(&world, mark)?, "msg"), 0, "nothing has left so far");

    let answer = chat.answers().await?.len();
    chat.say(QUESTION).await?;
    chat.decide("Enviar tapado").await?;
    chat.delivery(HIDDEN, &["Entregado"]).await?;
    chat.answer(answer).await?;
    let sent = posted(&world, mark)?;
    assert_eq!(count(&sent, "msg"), 1, "{sent:#?}");
    assert!(chat.texts().await?.iter().all(|text| !text.contains("4539")), "nor is it kept");
    for canary in [CARD, "4539148803436467"] {
        let canary = Canary::new(canary)?;
        browser.watch().all().must_not_contain(&canary)?;
        world.must_not_contain(&canary)?;
    }

    // As it is it leaves by the visitor's own press, sealed.
    chat.say(QUESTION).await?;
    chat.decide("Enviar tal cual, cifrado").await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    browser.watch().all().must_not_contain(&Canary::new(CARD)?)?;
    world.must_not_contain(&Canary::new(CARD)?)
}

#[tokio::test]
async fn a_security_code_is_never_sent() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    chat.say("Mi tarjeta es 4539 1488 0343 6467, caduca 04/29, cvv 737").await?;
    let asked = browser.wait_for(".prompt").await?.text().await?;
    assert!(asked.contains("737") && asked.contains("código de seguridad"), "{asked}");
    let labels = labels(&browser).await?;
    assert_eq!(labels, ["Enviar tapado", "Editar", "No enviar"]);
    chat.decide("Enviar tapado").await?;
    // The code is gone whole; what is left of the rest is asked about no more.
    let sent = "Mi tarjeta es •••• •••• •••• 6467, caduca ••/••, cvv •••";
    chat.delivery(sent, &["Entregado"]).await?;
    Ok(())
}

/// What no given purpose covers asks for the one that lists it, and gives that one alone.
#[tokio::test]
async fn an_address_asks_for_the_purpose_that_lists_it() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let first = json!({
        "answer": "given", "quote": "refused", "improve": "refused", "marketing": "refused",
    });
    world.ledger().must_have(std::slice::from_ref(&first)).await?;
    let text = "Vivo en la calle Mayor, 5, 3.º B, 28013 Madrid";
    chat.say(text).await?;
    let asked = browser.wait_for(".prompt").await?.text().await?;
    assert!(
        asked.contains("dirección postal") && asked.contains("Preparar tu presupuesto"),
        "{asked}"
    );
    chat.decide("Permitir y enviar, cifrado").await?;
    chat.delivery(text, &["Entregado"]).await?;
    world.ledger().must_have(&[first, json!({ "quote": "given" })]).await?;
    // From now on it is covered.
    let next = "Y la otra casa está en la calle de Alcalá, 45, 28014 Madrid";
    chat.say(next).await?;
    chat.delivery(next, &["Entregado"]).await?;
    Ok(())
}

#[tokio::test]
async fn what_was_written_before_allow_is_asked_about_after_it() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    chat.say(QUESTION).await?;
    chat.allow().await?;
    browser.wait_for(".prompt").await?;
    assert_eq!(count(&posted(&world, 0)?, "msg"), 0);
    chat.decide("No enviar").await?;
    assert_eq!(count(&posted(&world, 0)?, "msg"), 0);
    Ok(())
}

async fn labels(browser: &Browser) -> Result<Vec<String>> {
    let mut labels = Vec::new();
    for choice in browser.find_all(".prompt__choice").await? {
        labels.push(choice.text().await?);
    }
    Ok(labels)
}

/// A recipient that says back whatever it hears: it hears the mask alone, and what it repeats of a card is
/// shown and kept as a mask.
#[tokio::test]
async fn a_recipient_gets_the_mask_and_what_it_repeats_is_masked() -> Result<()> {
    let mut world = World::start().await?;
    let _echo = world.hand_over().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::allowed(&browser).await?;
    for (nth, choice) in ["Enviar tapado", "Enviar tal cual, cifrado"].into_iter().enumerate() {
        let before = chat.answers().await?.len();
        chat.say(QUESTION).await?;
        chat.decide(choice).await?;
        assert_eq!(chat.answer(before).await?.text, HIDDEN, "{nth}");
    }
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    let answers = chat.answers().await?;
    ensure!(answers.iter().all(|line| !line.text.contains("4539")), "{answers:?}");
    // Of what the visitor sent masked no more than the mask is kept here.
    let said = chat.texts().await?;
    let own = |text: &str| said.iter().filter(|own| *own == text).count();
    assert_eq!((own(QUESTION), own(HIDDEN)), (1, 3), "{said:?}");
    Ok(())
}

/// What Markdown draws in one piece is masked like what is written in one.
#[tokio::test]
async fn a_card_s_number_in_links_and_entities_is_masked_where_it_is_drawn() -> Result<()> {
    let mut world = World::start().await?;
    let _echo = world.hand_over().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::allowed(&browser).await?;
    let link = "[1488](https://aurora.example/a_b)";
    for parted in [
        format!("Cobradlo de la 4539 {link} 0343 6467"),
        "Cobradlo de la &#52;539&nbsp;1488&#32;0343&nbsp;6467".into(),
    ] {
        let before = chat.answers().await?.len();
        chat.say(&json!([{ "text": parted, "format": "markdown" }]).to_string()).await?;
        assert_eq!(chat.answer(before).await?.text, HIDDEN, "{parted}");
    }
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    browser
        .wait("the answers", async || {
            let answers = chat.answers().await?;
            let hidden = answers.iter().filter(|line| line.text == HIDDEN).count();
            ensure!(hidden == 2, "{answers:?}");
            Ok(())
        })
        .await
}

/// As a screen reader is told of it, in both languages; and nothing is wrong with it at 320 pixels, in
/// either scheme.
#[tokio::test]
async fn the_question_is_read_whole_and_axe_finds_nothing() -> Result<()> {
    let world = World::start().await?;
    for (english, dark) in [(false, false), (true, true)] {
        let (page, lang, greeting) =
            if english { ("en/", "en", "Hello") } else { ("", "es", "Hola") };
        let base = if english { Setting::english() } else { Setting::default() };
        let setting = Setting { dark, size: (320, 640), phone: true, ..base };
        let browser = world.browser(&setting).await?;
        browser.goto(&format!("{SITE}/{page}")).await?;
        let chat = Chat::open(&browser).await?;
        browser.apply(&setting).await?;
        chat.allow().await?;
        chat.ask(greeting).await?;
        chat.delivery(greeting, &["Entregado", "Delivered"]).await?;
        chat.write(QUESTION).await?;
        browser.wait_for(".composer__mark").await?;
        axe::must_find_nothing(&browser, "what is seen while one writes").await?;
        browser.press(key::ENTER).await?;
        browser.wait_for(".prompt").await?;
        axe::must_find_nothing(&browser, "the question").await?;
        tree::must_be(&browser, &format!("care-{lang}")).await?;
        let wide = "return document.documentElement.scrollWidth - innerWidth";
        assert_eq!(browser.run(wide, vec![]).await?, 0, "it fits 320 pixels");
    }
    Ok(())
}

/// By the keyboard alone: the question is what has focus, its choices follow, and the field comes back.
#[tokio::test]
async fn the_keyboard_answers_the_question() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    chat.say(QUESTION).await?;
    browser.wait_for(".prompt").await?;
    let focused = async || {
        let script = "return document.activeElement.id || document.activeElement.textContent";
        browser.run(script, vec![]).await
    };
    let is = async |what: &str| {
        let check = async || {
            let own = focused().await?;
            ensure!(own == what, "focus is at {own}");
            Ok(())
        };
        browser.wait(what, check).await
    };
    is("prompt").await?;
    for label in ["Enviar tapado", "Editar"] {
        browser.press(key::TAB).await?;
        is(label).await?;
    }
    browser.press(key::ENTER).await?;
    is("field").await?;
    let text = browser.run("return document.activeElement.value", vec![]).await?;
    assert_eq!(text, QUESTION);
    Ok(())
}

/// Where a form in the conversation asks for such data, the message leads to it and stays here.
#[tokio::test]
async fn a_message_leads_to_the_form_that_asks_for_what_is_in_it() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Quiero un presupuesto").await?;
    chat.form().await?;
    let mark = world.proxy.record().mark();
    let text = "Vivo en la calle Mayor, 5, 3.º B, 28013 Madrid";
    chat.say(text).await?;
    chat.decide("Usar el formulario cifrado").await?;
    // The form asks for its purpose first, as it does by itself.
    let asked = browser.wait_for(".prompt").await?.text().await?;
    assert!(asked.contains("Preparar tu presupuesto"), "{asked}");
    let value = browser.run("return document.querySelector('#field').value", vec![]).await?;
    assert_eq!(value, text, "what was written is not lost");
    assert_eq!(count(&posted(&world, mark)?, "msg"), 0);
    Ok(())
}

/// One yes is about one purpose: what else is in the message goes on waiting.
#[tokio::test]
async fn a_yes_lets_go_no_more_than_it_was_asked_about() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let mark = world.proxy.record().mark();
    let text =
        "Tengo diabetes. Vivo en la calle Mayor, 5, 28013 Madrid. Tarjeta 4539 1488 0343 6467";
    chat.say(text).await?;
    // Another question follows, and the button says so.
    chat.decide("Permitir y seguir").await?;
    let left = async || {
        let asked = browser.find(".prompt").await?.text().await?;
        ensure!(asked.contains("salud") && !asked.contains("dirección"), "{asked}");
        Ok(())
    };
    browser.wait("the question about what is left", left).await?;
    assert_eq!(count(&posted(&world, mark)?, "msg"), 0);
    Ok(())
}

/// What waits behind a message goes on once that is gone, by whichever button.
#[tokio::test]
async fn what_waits_behind_goes_out_once_the_first_is_discarded() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    chat.say(QUESTION).await?;
    browser.wait_for(".prompt").await?;
    chat.say("¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Espera tu decisión sobre el mensaje anterior"]).await?;
    // By its keyboard's way: the question leaves the row little room.
    let press = "document.querySelector('.message__button').click()";
    browser.run(press, vec![]).await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;
    Ok(())
}

/// What was decided in a tab that can send nothing goes out by another at once, not with the next arrival
/// there.
#[tokio::test]
async fn what_another_tab_lets_go_goes_out_at_once() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    chat.say(QUESTION).await?;
    browser.wait_for(".prompt").await?;
    let first = browser.tab().await?;
    // Nobody answers the second tab's hello, so it can seal nothing.
    world.stop_desk().await?;
    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    browser.wait_for(".prompt").await?;
    let mark = world.proxy.record().mark();
    chat.decide("Enviar tal cual, cifrado").await?;
    chat.delivery(QUESTION, &["Enviado"]).await?;
    // Each tab may post it: the same bytes.
    let sent = posted(&world, mark)?;
    assert!(count(&sent, "msg") >= 1);
    let all = sent.iter().filter(|own| own["t"] == "msg").map(|own| own.to_string());
    let all: BTreeSet<_> = all.collect();
    assert_eq!(all.len(), 1, "{all:#?}");
    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    chat.delivery(QUESTION, &["Enviado"]).await?;
    world.start_desk().await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    Ok(())
}
