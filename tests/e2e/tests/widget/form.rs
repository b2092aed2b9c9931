//! Forms: what is filled in goes sealed to those whom its purpose names, and only if that is given; it is
//! corrected and taken back; it stands nowhere in clear.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use sigilo_backend::desk::FormState;
use sigilo_e2e::axe;
use sigilo_e2e::browser::{Browser, PATIENCE, Setting, key};
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::{Chat, Form};
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::proxy::Exchange;
use sigilo_e2e::tree;
use sigilo_e2e::world::{SITE, World};

/// What the demo's insurer answers with a form.
const QUOTE: &str = "Quiero un presupuesto";

/// A label, and what is filled in: found nowhere by chance.
const VALUES: [(&str, &str); 3] = [
    ("Nombre", "Ana Canaria-Vt6Xq2"),
    ("Dirección", "Calle del Canario-Hb3Lw9, 7"),
    ("Número de tu póliza", "HG-CANARIO-58213"),
];

/// A visitor whom the bot has asked by its form.
async fn asked<'a>(world: &World, browser: &'a Browser) -> Result<(Chat<'a>, Form<'a>)> {
    let _ = world;
    let chat = Chat::begun(browser, QUOTE).await?;
    let form = chat.form().await?;
    Ok((chat, form))
}

/// The same, after they allowed what it is for.
async fn allowed<'a>(world: &World, browser: &'a Browser) -> Result<(Chat<'a>, Form<'a>)> {
    let (chat, form) = asked(world, browser).await?;
    form.press("Rellenar").await?;
    chat.prompt().await?;
    chat.decide("Permitir").await?;
    form.open().await?;
    Ok((chat, form))
}

async fn fill(form: &Form<'_>, values: &[(&str, &str)]) -> Result<()> {
    for (label, value) in values {
        form.fill(label, value).await?;
    }
    Ok(())
}

/// Fails if anything on the way, the desk's database or the screen has a value.
fn must_be_sealed(world: &World, browser: &Browser, values: &[(&str, &str)]) -> Result<()> {
    for (_, value) in values {
        let canary = Canary::new(value)?;
        browser.watch().all().must_not_contain(&canary)?;
        world.must_not_contain(&canary)?;
        world.ledger().must_not_contain(&canary)?;
    }
    Ok(())
}

/// Waits until the one form at the desk stands so; its values.
async fn desk_has(world: &World, state: FormState) -> Result<Vec<String>> {
    let started = std::time::Instant::now();
    loop {
        let forms = world.forms()?;
        let all = forms.list()?;
        let one = all.first().filter(|one| one.state == state && all.len() == 1);
        if let Some(one) = one {
            return match state {
                FormState::Answered => {
                    Ok(forms.show(&one.id)?.into_iter().map(|(_, value)| value).collect())
                }
                _ => Ok(Vec::new()),
            };
        }
        ensure!(started.elapsed() < PATIENCE, "the desk has {all:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn posts(world: &World, mark: usize) -> usize {
    let is_post = |one: &&Exchange| one.method == "POST" && one.path().ends_with("/envelopes");
    world.proxy.record().since(mark).iter().filter(is_post).count()
}

#[tokio::test]
async fn a_quote_goes_from_the_question_to_the_desk_and_no_one_on_the_way_reads_it() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (chat, form) = asked(&world, &browser).await?;
    let words = form.words().await?;
    assert!(words.contains("Quién puede leer: Aurora"), "{words}");
    assert!(form.fields().await?.is_empty(), "nothing can be filled in before it is allowed");
    form.press("Rellenar").await?;
    let prompt = chat.prompt().await?;
    assert!(prompt.contains("¿Permites este uso?"), "{prompt}");
    chat.decide("Permitir").await?;
    form.open().await?;
    // Focus is where one fills in.
    browser
        .wait("the focus in the first field", async || {
            let first = form.input(VALUES[0].0).await?.attribute("id").await?;
            let focused = browser.focused().await?.attribute("id").await?;
            ensure!(first.is_some() && first == focused, "{first:?} {focused:?}");
            Ok(())
        })
        .await?;
    fill(&form, &VALUES).await?;
    form.press("Enviar").await?;
    let sent = form.says("Entregado").await?;
    for (label, value) in VALUES {
        assert!(sent.contains(label) && !sent.contains(value), "{sent}");
    }
    assert_eq!(desk_has(&world, FormState::Answered).await?, VALUES.map(|(_, value)| value));
    must_be_sealed(&world, &browser, &VALUES)?;

    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    let after = chat.form().await?.says("Entregado").await?;
    assert!(after.contains("Corregir") && after.contains("Retirar"), "{after}");
    assert!(VALUES.iter().all(|(_, value)| !after.contains(value)), "{after}");
    assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_purpose_that_is_refused_holds_its_form_back_and_the_chat_goes_on() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (chat, form) = asked(&world, &browser).await?;
    form.press("Rellenar").await?;
    chat.prompt().await?;
    chat.decide("Rechazar").await?;
    form.says("No has enviado este formulario").await?;
    assert!(form.fields().await?.is_empty());
    chat.ask("¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;
    desk_has(&world, FormState::Asked).await?;
    assert!(browser.find_all(".prompt").await?.is_empty(), "no one asks again");
    // By the visitor's own press alone.
    form.press("Rellenar").await?;
    chat.prompt().await?;
    Ok(())
}

#[tokio::test]
async fn what_was_sent_is_corrected_and_taken_back() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (chat, form) = allowed(&world, &browser).await?;
    fill(&form, &VALUES).await?;
    form.press("Enviar").await?;
    form.says("Entregado").await?;
    desk_has(&world, FormState::Answered).await?;

    // From the panel, as a right; the fields are empty, since nothing is here to fill them with.
    let panel = chat.privacy().await?;
    panel.save("Corregir").await?;
    let form = chat.form().await?;
    form.open().await?;
    let corrected = [VALUES[0], ("Dirección", "Plaza Canario-Zr8Mk1, 2"), VALUES[2]];
    fill(&form, &corrected).await?;
    form.press("Enviar").await?;
    form.says("Entregado").await?;
    browser
        .wait("the correction at the desk", async || {
            let values = desk_has(&world, FormState::Answered).await?;
            ensure!(values == corrected.map(|(_, value)| value), "{values:?}");
            Ok(())
        })
        .await?;

    form.press("Retirar").await?;
    form.says("Has retirado lo que enviaste").await?;
    form.says("Entregado").await?;
    desk_has(&world, FormState::Withdrawn).await?;
    must_be_sealed(&world, &browser, &VALUES)?;
    must_be_sealed(&world, &browser, &corrected)
}

#[tokio::test]
async fn taking_back_the_purpose_takes_back_what_was_sent_for_it() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (chat, form) = allowed(&world, &browser).await?;
    fill(&form, &VALUES).await?;
    form.press("Enviar").await?;
    form.says("Entregado").await?;
    desk_has(&world, FormState::Answered).await?;
    let panel = chat.privacy().await?;
    let words = browser.find(".panel").await?.text().await?;
    assert!(words.contains("Formulario · "), "{words}");
    panel.turn("quote").await?;
    panel.stands("quote", "Retirado").await?;
    panel.leave().await?;
    form.says("Has retirado el permiso para este uso").await?;
    desk_has(&world, FormState::Withdrawn).await?;
    chat.ask("¿Hay franquicia?").await?;
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_is_told_and_nothing_leaves() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (_, form) = allowed(&world, &browser).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mark = world.proxy.record().mark();
    form.fill("Nombre", "Ana").await?;
    // Enter in a field sends nothing.
    browser.press(key::ENTER).await?;
    form.press("Enviar").await?;
    browser
        .wait("the focus on what is wrong", async || {
            let wrong = browser.focused().await?;
            ensure!(wrong.attribute("aria-invalid").await?.as_deref() == Some("true"), "no");
            let described = wrong.attribute("aria-describedby").await?.context("no error")?;
            let told = described.split(' ').next_back().context("no error")?;
            let told = browser.find(&format!("[id='{told}']")).await?.text().await?;
            ensure!(told == "Falta este dato.", "{told}");
            Ok(())
        })
        .await?;
    let wrong: Vec<_> = form.fields().await?.into_iter().map(|(_, wrong)| wrong).collect();
    assert_eq!(wrong[..2], ["", "Falta este dato."], "{wrong:?}");
    axe::must_find_nothing(&browser, "a form with what is wrong").await?;
    assert_eq!(posts(&world, mark), 0);
    desk_has(&world, FormState::Asked).await?;
    Ok(())
}

/// Art. 18 GDPR: what is kept and not used is not added to, and the card says so instead of "delivered".
#[tokio::test]
async fn what_the_desk_does_not_take_is_said_so_on_its_card() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (chat, form) = allowed(&world, &browser).await?;
    let panel = chat.privacy().await?;
    panel.ask("Limitar su uso", "").await?;
    let received = async || {
        let requests = panel.requests().await?;
        ensure!(requests.iter().any(|own| own.contains("recibida")), "{requests:?}");
        Ok(())
    };
    browser.wait("the desk's word that it has the request", received).await?;
    panel.leave().await?;
    fill(&form, &VALUES).await?;
    form.press("Enviar").await?;
    let said = form.says("No se ha aceptado: pediste limitar el uso").await?;
    assert!(!said.contains("Entregado") && !said.contains("Corregir"), "{said}");
    desk_has(&world, FormState::Asked).await?;
    axe::must_find_nothing(&browser, "a form that was not taken").await?;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    chat.form().await?.says("No se ha aceptado").await?;
    must_be_sealed(&world, &browser, &VALUES)
}

/// Where the relay has erased the conversation, and in the new one after it.
#[tokio::test]
async fn a_form_of_a_conversation_that_is_gone_is_closed() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    allowed(&world, &browser).await?;
    let conversations = world.conversations();
    world.erase_at_relay(conversations.first().context("no conversation")?).await?;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    let form = chat.form().await?;
    form.says("aquí queda cerrado").await?;
    assert!(form.fields().await?.is_empty());
    chat.press("Empezar un chat nuevo").await?;
    chat.conversation().await?;
    let said = form.says("aquí queda cerrado").await?;
    assert!(form.fields().await?.is_empty() && !said.contains("Rellenar"), "{said}");
    // Another is asked, and open.
    chat.ask(QUOTE).await?;
    form.open().await
}

#[tokio::test]
async fn what_is_filled_in_before_the_desk_answers_waits_sealed_and_goes_out() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    allowed(&world, &browser).await?;
    world.stop_desk().await?;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    let form = chat.form().await?;
    fill(&form, &VALUES).await?;
    form.press("Enviar").await?;
    form.says("Retenido").await?;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    let form = chat.form().await?;
    form.says("Retenido").await?;
    world.start_desk().await?;
    form.says("Entregado").await?;
    assert_eq!(desk_has(&world, FormState::Answered).await?, VALUES.map(|(_, value)| value));
    must_be_sealed(&world, &browser, &VALUES)
}

#[tokio::test]
async fn what_is_sent_offline_goes_out_once_and_what_is_only_typed_is_gone_with_the_page()
-> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (_, form) = allowed(&world, &browser).await?;
    fill(&form, &VALUES).await?;
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    let form = chat.form().await?;
    let typed = form.input(VALUES[0].0).await?;
    let value = browser.run("return arguments[0].value", vec![typed.reference()]).await?;
    assert_eq!(value, "");

    fill(&form, &VALUES).await?;
    world.proxy.down().await;
    form.press("Enviar").await?;
    form.says("Enviando").await?;
    world.proxy.up().await?;
    form.says("Entregado").await?;
    assert_eq!(desk_has(&world, FormState::Answered).await?, VALUES.map(|(_, value)| value));
    must_be_sealed(&world, &browser, &VALUES)
}

#[tokio::test]
async fn a_special_category_is_asked_for_in_two_steps() -> Result<()> {
    let mut world = World::start().await?;
    let special = |purpose: &mut Value| purpose["basis"] = "eu-gdpr:A9-2-a".into();
    world.declare(|core, _| special(&mut core["purposes"][1])).await?;
    let browser = world.browser(&Setting::default()).await?;
    let (chat, form) = asked(&world, &browser).await?;
    form.press("Rellenar").await?;
    chat.decide("Ahora no").await?;
    form.says("No has enviado este formulario").await?;
    form.press("Rellenar").await?;
    let first = chat.prompt().await?;
    assert!(first.contains("Datos especialmente protegidos"), "{first}");
    chat.decide("Continuar").await?;
    assert!(form.fields().await?.is_empty());
    chat.decide("Permitir").await?;
    fill(&form, &VALUES).await?;
    form.press("Enviar").await?;
    form.says("Entregado").await?;
    desk_has(&world, FormState::Answered).await?;
    Ok(())
}

#[tokio::test]
async fn the_export_has_the_form_and_its_fields_and_no_value() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    let (chat, form) = allowed(&world, &browser).await?;
    fill(&form, &VALUES).await?;
    form.press("Enviar").await?;
    form.says("Entregado").await?;
    chat.privacy().await?.save("Guardar (JSON)").await?;
    let file = downloads.take(&browser, "sigilo-data.json").await?;
    for (_, value) in VALUES {
        Canary::new(value)?.must_not_be_in(&file, "the export")?;
    }
    let data: Value = serde_json::from_slice(&file)?;
    let asked = data["forms"][0]["form"]["body"].as_str().context("no form")?;
    assert!(asked.contains("Número de tu póliza"), "{asked}");
    let sent = &data["answers"][0];
    assert_eq!(sent["message"]["delivery"], "delivered");
    assert_eq!(
        (&sent["answer"]["purpose"], &sent["answer"]["to"][0]),
        (&"quote".into(), &"bot".into())
    );
    assert_eq!(sent["answer"]["fields"].as_array().map(Vec::len), Some(3));
    Ok(())
}

/// As a screen reader is told of it, before and after its purpose is given.
#[tokio::test]
async fn a_form_is_read_with_its_purpose_its_labels_and_its_reasons() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (chat, form) = asked(&world, &browser).await?;
    chat.delivery(QUOTE, &["Entregado"]).await?;
    tree::must_be(&browser, "form-asked-es").await?;
    form.press("Rellenar").await?;
    chat.decide("Permitir").await?;
    form.open().await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    tree::must_be(&browser, "form-es").await
}

#[tokio::test]
async fn axe_finds_nothing_on_a_form_in_either_scheme() -> Result<()> {
    let world = World::start().await?;
    for dark in [false, true] {
        let setting = Setting { dark, size: (320, 640), phone: true, ..Setting::default() };
        let browser = world.browser(&setting).await?;
        browser.goto(SITE).await?;
        let chat = Chat::open(&browser).await?;
        browser.apply(&setting).await?;
        chat.allow().await?;
        chat.ask(QUOTE).await?;
        let form = chat.form().await?;
        axe::must_find_nothing(&browser, "a form that is not allowed").await?;
        form.press("Rellenar").await?;
        chat.decide("Permitir").await?;
        form.open().await?;
        axe::must_find_nothing(&browser, "a form").await?;
        let wide = "const area = document.querySelector('.chat__scroll');
            return area.scrollWidth - area.clientWidth";
        assert_eq!(browser.run(wide, vec![]).await?, 0, "it fits 320 pixels");
        fill(&form, &VALUES).await?;
        form.press("Enviar").await?;
        form.says("Entregado").await?;
        axe::must_find_nothing(&browser, "a form that was sent").await?;
    }
    Ok(())
}
