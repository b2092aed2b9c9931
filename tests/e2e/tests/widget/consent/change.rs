//! Changed processing asks again and says what changed; a change of wording does not ask.

use anyhow::Result;
use serde_json::{Value, json};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::ledger;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};

use super::switches::purpose;
use super::{count, must_verify, posted};

const QUESTION: &str = "¿Qué cubre el seguro?";

#[tokio::test]
async fn another_substance_asks_again_and_names_what_changed() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    world
        .declare(|core, texts| {
            purpose(core, "answer")["retention"] = json!("P30D");
            purpose(core, "quote")["trains_model"] = json!(true);
            core["processors"] = json!([{ "id": "cloud", "name": "Nube Lince", "country": "IE" }]);
            purpose(core, "quote")["recipients"] = json!(["bot", "cloud"]);
            for text in texts {
                text["processors"]["cloud"] = json!("Guarda los mensajes.");
            }
        })
        .await?;
    browser.goto(SITE).await?;
    let mark = world.proxy.record().mark();
    let chat = Chat::open(&browser).await?;
    let why = "Ha cambiado lo que aceptaste. Hasta que decidas no se envía nada más.";
    assert_eq!(chat.why().await?, why);
    let changes = [
        "Empresas que trabajan para el responsable | Antes Nada | Ahora Nube Lince",
        "Responder a tus preguntas: Cuánto tiempo | Antes 90 días | Ahora 30 días",
        "Preparar tu presupuesto: Quién puede leer | Antes Aurora | Ahora Aurora, Nube Lince",
        "Preparar tu presupuesto: Sirve para entrenar un modelo | Antes No se hace | Ahora Se hace",
    ];
    assert_eq!(chat.changes().await?, changes);
    assert!(chat.switches().await?.iter().all(|(_, is_on)| !is_on));
    chat.say("canario-cambio").await?;
    chat.delivery("canario-cambio", &["Retenido"]).await?;
    assert_eq!(posted(&world, mark)?, Vec::<serde_json::Value>::new());

    chat.allow_again().await?;
    chat.delivery("canario-cambio", &["Entregado"]).await?;
    // The hello brings the newest decision; what ended by itself is told after it.
    let all = ["answer", "quote", "improve", "marketing"];
    let given =
        all.map(|id| (id.to_owned(), if id == "answer" { "given" } else { "refused" }.into()));
    let given = Value::Object(given.into_iter().collect());
    let told = [given.clone(), given, json!({ "answer": "invalidated" })];
    world.ledger().must_have(&told).await?;
    Ok(())
}

#[tokio::test]
async fn another_wording_does_not_ask_again() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    let before = world.policy()?;
    let lead = "Te contesta un asistente automático. Antes de escribir, esto es lo que hacemos.";
    world
        .declare(|core, texts| {
            core["version"] = json!("2026-11-23");
            texts[0]["lead"] = json!(lead);
        })
        .await?;
    assert_ne!(world.policy()?, before);
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    chat.ask("¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;
    assert_eq!(world.ledger().decisions()?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_new_reader_asks_again_and_is_named() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    let with_vendor = world
        .resigned(|manifest| {
            let vendor =
                json!({ "id": "llm", "role": "processor", "name": "Modelos Lince", "via": "bot" });
            manifest["recipients"].as_array_mut().unwrap().push(vendor);
        })
        .await?;
    world.proxy.set(Fault::Manifest(with_vendor));
    browser.goto(SITE).await?;
    let mark = world.proxy.record().mark();
    let chat = Chat::open(&browser).await?;
    let why = "Ha cambiado quién puede leer. Hasta que decidas no se envía nada más.";
    assert_eq!(chat.why().await?, why);
    let changes = ["Quién puede leer | Antes Aurora | Ahora Aurora, Modelos Lince"];
    assert_eq!(chat.changes().await?, changes);
    chat.say("canario-lector").await?;
    chat.delivery("canario-lector", &["Retenido"]).await?;
    assert_eq!(count(&posted(&world, mark)?, "msg"), 0);
    Ok(())
}

/// What was sent under a manifest is told with those who could read it then.
#[tokio::test]
async fn what_was_sent_keeps_the_names_of_who_could_read_it() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    world.rename("Lince").await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.notice().await?;
    assert_eq!(chat.changes().await?, ["Quién puede leer | Antes Aurora | Ahora Lince"]);
    chat.allow_again().await?;
    chat.ask("¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;
    let panel = chat.privacy().await?;
    panel.countersigned(3).await?;
    let sent = [
        "Mensajes: 1, a Aurora.",
        "Mensajes: 1, a Lince.",
        "Decisiones y solicitudes: 2, a Aurora.",
        "Decisiones y solicitudes: 3, a Lince.",
    ];
    assert_eq!(panel.sent().await?, sent);
    Ok(())
}

#[tokio::test]
async fn the_notice_as_agreed_is_the_last_that_was_allowed() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    assert_eq!(chat.privacy().await?.agreed().await?, None, "it is today's");
    world
        .declare(|core, texts| {
            purpose(core, "answer")["retention"] = json!("P30D");
            texts[0]["sections"][0]["body"] = json!("Otra cosa, que nadie aceptó.");
        })
        .await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.refuse().await?;
    chat.headed("No se enviará nada más").await?;
    let agreed = chat.privacy().await?.agreed().await?.unwrap_or_default();
    assert!(agreed.len() > 500 && !agreed.contains("Otra cosa"), "{agreed}");
    Ok(())
}

/// A purpose that the policy has no more has ended, and leaves a record of that, in the words of the
/// policy that had it.
#[tokio::test]
async fn a_purpose_that_is_dropped_leaves_a_record_of_its_end() -> Result<()> {
    let mut world = World::start().await?;
    world
        .declare(|core, texts| {
            let mut law = purpose(core, "answer").clone();
            law["id"] = json!("law");
            core["purposes"].as_array_mut().unwrap().push(law);
            for text in texts {
                text["purposes"]["law"] = text["purposes"]["answer"].clone();
            }
        })
        .await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    chat.privacy().await?.countersigned(1).await?;
    world
        .declare(|core, texts| {
            core["purposes"].as_array_mut().unwrap().retain(|own| own["id"] != "law");
            for text in texts {
                text["purposes"].as_object_mut().unwrap().remove("law");
            }
        })
        .await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow_again().await?;
    // By the policy of today, whichever receipt came last.
    chat.ask("¿Hay franquicia?").await?;
    chat.delivery("¿Hay franquicia?", &["Entregado"]).await?;
    let panel = chat.privacy().await?;
    panel.countersigned(4).await?;
    let decisions = world.ledger().decisions()?;
    assert!(decisions.contains(&json!({ "law": "invalidated" })), "{decisions:#?}");
    panel.save("Guardar los recibos").await?;
    let file = downloads.take(&browser, "sigilo-receipts.json").await?;
    must_verify(&world, &file, &[])?;
    let receipts = ledger::receipts_in(&file)?;
    let is_dropped = &receipts[1]["dpv:hasRecordOfActivity"][0]["dpv:hasProcess"][0];
    assert_eq!(is_dropped["dpv:hasPurpose"]["dct:identifier"], "law");
    // Once.
    browser.reload().await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    chat.privacy().await?.countersigned(4).await.map(drop)
}
