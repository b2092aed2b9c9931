//! Changed processing asks again and says what changed; a change of wording does not ask.

use anyhow::Result;
use serde_json::{Value, json};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};

use super::switches::purpose;
use super::{count, posted};

const QUESTION: &str = "¿Qué cubre el seguro?";

#[tokio::test]
async fn another_substance_asks_again_and_names_what_changed() -> Result<()> {
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, QUESTION).await?;
    chat.delivery(QUESTION, &["Entregado"]).await?;
    world
        .declare(|core, _| {
            purpose(core, "answer")["retention"] = json!("P30D");
            purpose(core, "quote")["trains_model"] = json!(true);
        })
        .await?;
    browser.goto(SITE).await?;
    let mark = world.proxy.record().mark();
    let chat = Chat::open(&browser).await?;
    let why = "Ha cambiado lo que aceptaste. Hasta que decidas no se envía nada más.";
    assert_eq!(chat.why().await?, why);
    let changes = [
        "Responder a tus preguntas: Cuánto tiempo | Antes 90 días | Ahora 30 días",
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
