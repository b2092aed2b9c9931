//! What the visitor takes along of their decisions can be checked by anybody, offline.

use anyhow::Result;
use sigilo_consent::{is_sound, verify};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::downloads::Downloads;
use sigilo_e2e::ledger;
use sigilo_e2e::world::{SITE, World};
use sigilo_protocol::{Pins, SigningKey};

use super::must_verify;

#[tokio::test]
async fn the_saved_receipts_verify_offline_under_the_pin_with_dpv_s_terms() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let downloads = Downloads::of(&browser).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow_with(&["quote"]).await?;
    let panel = chat.privacy().await?;
    panel.turn("quote").await?;
    panel.stands("quote", "Retirado").await?;
    panel.turn("improve").await?;
    panel.stands("improve", "Permitido").await?;
    panel.withdraw_all().await?;
    panel.stands("answer", "Retirado").await?;
    panel.countersigned(4).await?;
    panel.save("Guardar los recibos").await?;
    let file = downloads.take(&browser, "sigilo-receipts.json").await?;
    must_verify(&world, &file, &[])?;
    let receipts = ledger::receipts_in(&file)?;
    assert_eq!(receipts.len(), 4);
    for (at, receipt) in receipts.iter().enumerate() {
        assert_eq!(receipt["sigilo:prevReceiptHash"].is_string(), at > 0, "{receipt}");
    }
    // Neither under another pin, nor after the change of a byte.
    let other = SigningKey::from_bytes(&[7; 32]).map(|key| key.public().thumbprint().to_string());
    let pins = other.as_deref().and_then(Pins::parse);
    assert!(pins.is_some() && !is_sound(&verify(&file, pins.as_ref(), None)));
    let mut forged = file.clone();
    let at = forged.len() / 3;
    forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
    assert!(must_verify(&world, &forged, &[]).is_err());
    // What the desk has is what the visitor has.
    let text = String::from_utf8(file)?;
    for receipt in world.ledger().receipts()? {
        assert!(text.contains(&receipt), "a receipt of the desk's is not the visitor's");
    }
    Ok(())
}
