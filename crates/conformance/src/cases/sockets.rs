//! The WebSocket.

use anyhow::{Result, bail, ensure};
use serde_json::json;
use sigilo_protocol::{ConvId, b64u};
use tokio_tungstenite::tungstenite::Message;

use super::reading::{feed_end, page};
use crate::{
    draft::{Party, conv},
    kit::{Kit, random},
    live::Asked,
};

fn live(conv: ConvId) -> String {
    format!("/conversations/{conv}/live")
}

pub(super) async fn pages(kit: &Kit) -> Result<()> {
    let (visitor, conv) = (Party::visitor(), conv());
    let first = kit.post(conv, &visitor.hello(conv)).await?;
    let token = kit.backend.token(&visitor.key).await?;
    for (after, count) in [(0, 1), (first, 0)] {
        let opening = json!({"token": token, "after": after});
        let mut socket = kit.backend.live(&live(conv), opening).await?;
        let came = socket.page().await?;
        let (items, next) = page(&came)?;
        ensure!(
            items.len() == count && next == first,
            "expected a first page of {count} and next {first}, came {came}"
        );
    }
    let mut socket = kit.backend.live(&live(conv), json!({"token": token, "after": first})).await?;
    socket.page().await?;
    let message = visitor.message(conv, 2);
    let posted = kit.post(conv, &message).await?;
    let came = socket.page().await?;
    let (items, next) = page(&came)?;
    ensure!(items.len() == 1 && next == posted, "expected the news, came {came}");
    Ok(())
}

pub(super) async fn refusals(kit: &Kit) -> Result<()> {
    let (owner, stranger) = (Party::visitor(), Party::visitor());
    let begun = kit.begun(&owner).await?;
    let token = kit.backend.token(&stranger.key).await?;
    let invented = b64u(&random::<32>());
    let refused = [
        (live(begun), &token, 4_403, "not-owner"),
        ("/live".into(), &token, 4_403, "not-allowed"),
        (live(conv()), &token, 4_404, "conversation-unknown"),
        (live(begun), &invented, 4_401, "token-invalid"),
    ];
    for (path, token, code, reason) in refused {
        let mut socket = kit.backend.live(&path, json!({"token": token})).await?;
        socket.must_end(code, reason).await?;
    }
    Ok(())
}

pub(super) async fn frames(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    let conv = kit.begun(&visitor).await?;
    let token = kit.backend.token(&visitor.key).await?;
    let more = json!({"token": token, "more": 1}).to_string();
    for bad in ["", "{}", "[]", &more] {
        let mut socket = kit.backend.live(&live(conv), bad).await?;
        socket.must_end(4_400, "body-invalid").await?;
    }
    let mut socket = kit.backend.live(&live(conv), json!({"token": token})).await?;
    socket.page().await?;
    socket.say(Message::text("{}")).await?;
    socket.must_end(4_400, "body-invalid").await
}

pub(super) async fn protocol(kit: &Kit) -> Result<()> {
    kit.backend.get("/live").await?.must_be_problem(426, "upgrade-required")?;
    match kit.backend.socket(&live(conv()), "other.1", None).await? {
        Asked::Refused(answer) => answer.must_be_problem(426, "upgrade-required").map(drop),
        Asked::Open(_) => bail!("expected 426 for another protocol, came a WebSocket"),
    }
}

pub(super) async fn other_origin(kit: &Kit) -> Result<()> {
    for origin in ["https://evil.example", "null"] {
        match kit.backend.socket(&live(conv()), "sigilo.1", Some(origin)).await? {
            Asked::Refused(answer) => answer.must_be_problem(403, "origin-not-allowed")?,
            Asked::Open(_) => bail!("expected 403 for a page of {origin}, came a WebSocket"),
        };
    }
    Ok(())
}

pub(super) async fn widget(kit: &Kit) -> Result<()> {
    match kit.backend.socket(&live(conv()), "sigilo.1", kit.origin.as_deref()).await? {
        Asked::Open(_) => Ok(()),
        Asked::Refused(answer) => bail!("expected a WebSocket for the widget, {}", answer.came()),
    }
}

pub(super) async fn feed(kit: &Kit) -> Result<()> {
    let recipient = kit.recipient().await?;
    let token = kit.backend.token(&recipient).await?;
    let (visitor, conv) = (Party::visitor(), conv());
    // The feed's end: what is there already is not this case's.
    let (after, _) = feed_end(kit, &token).await?;
    let mut socket = kit.backend.live("/live", json!({"token": token, "after": after})).await?;
    socket.page().await?;
    kit.post(conv, &visitor.hello(conv)).await?;
    let came = socket.page().await?;
    let of = came["envelopes"][0]["conv"].as_str();
    ensure!(of == Some(&conv.to_string()), "expected the hello with its conv, came {came}");
    Ok(())
}
