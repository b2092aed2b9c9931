//! No switch is on at first, and only what rests on consent and is optional has one.

use anyhow::Result;
use serde_json::{Value, json};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::ledger;
use sigilo_e2e::world::{SITE, World};

#[tokio::test]
async fn each_optional_purpose_has_a_switch_and_all_are_off() -> Result<()> {
    let world = World::start().await?;
    for (setting, page) in
        [(Setting::default(), format!("{SITE}/")), (Setting::english(), format!("{SITE}/en/"))]
    {
        let browser = world.browser(&setting).await?;
        browser.goto(&page).await?;
        let chat = Chat::open(&browser).await?;
        let off = |purpose: &str| (purpose.to_owned(), false);
        assert_eq!(chat.switches().await?, ["quote", "improve", "marketing"].map(off));
        // What was turned is a choice of this notice: it comes back off.
        chat.turn("quote").await?;
        chat.turn("improve").await?;
        chat.turn("improve").await?;
        assert_eq!(chat.switches().await?[0], ("quote".into(), true));
        browser.goto(&page).await?;
        assert_eq!(Chat::open(&browser).await?.switches().await?[0], off("quote"));
    }
    Ok(())
}

/// One on another basis is told, and has nothing to switch.
#[tokio::test]
async fn a_purpose_on_another_basis_has_no_switch() -> Result<()> {
    let mut world = World::start().await?;
    world
        .declare(|core, texts| {
            let improve = purpose(core, "improve");
            improve["basis"] = json!("eu-gdpr:A6-1-f");
            texts[0]["purposes"]["improve"]["basis"] = json!("interés legítimo en mejorar");
            texts[1]["purposes"]["improve"]["basis"] = json!("legitimate interest in improving");
        })
        .await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    let ids = chat.switches().await?.into_iter().map(|(id, _)| id);
    assert_eq!(ids.collect::<Vec<_>>(), ["quote", "marketing"]);
    let told = chat.notice().await?.text().await?;
    assert!(told.contains("Base legal: interés legítimo en mejorar."), "{told}");

    // It begins with Allow, as something that the visitor was informed of, and ends by objecting.
    chat.allow().await?;
    let first = json!({
        "answer": "given", "quote": "refused", "improve": "given", "marketing": "refused",
    });
    world.ledger().must_have(std::slice::from_ref(&first)).await?;
    let receipt = &world.ledger().receipts()?[0];
    assert_eq!(ledger::status(receipt, "improve")?, json!(["dpv:DataSubjectInformed"]));
    let panel = chat.privacy().await?;
    panel.stands("improve", "Informado").await?;
    assert_eq!(panel.is_on("improve").await?, None);
    panel.object("improve").await?;
    panel.stands("improve", "Te has opuesto").await?;
    world.ledger().must_have(&[first, json!({ "improve": "withdrawn" })]).await?;
    let receipt = &world.ledger().receipts()?[1];
    let objected = json!(["dpv:LegitimateInterestObjected"]);
    assert_eq!(ledger::status(receipt, "improve")?, objected);
    Ok(())
}

/// The purpose `id` of a policy's core. There is no other place, so that a wrong id fails the test.
pub(super) fn purpose<'a>(core: &'a mut Value, id: &str) -> &'a mut Value {
    let mut all = core["purposes"].as_array().into_iter().flatten();
    let at = all.position(|own| own["id"] == id).unwrap_or(usize::MAX);
    &mut core["purposes"][at]
}
