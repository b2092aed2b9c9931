//! Erasing a conversation.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_protocol::ConvId;

use super::reading::{feed_end, page};
use crate::{
    backend::envelopes,
    draft::{Party, conv},
    kit::Kit,
};

/// A conversation that its visitor has erased.
async fn erased(kit: &Kit, visitor: &Party) -> Result<(ConvId, String)> {
    let conv = kit.begun(visitor).await?;
    kit.post(conv, &visitor.message(conv, 2)).await?;
    let token = kit.backend.token(&visitor.key).await?;
    kit.backend.erase(conv, &token).await?.must_be(204)?;
    Ok((conv, token))
}

pub(super) async fn not_owner(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    let begun = kit.begun(&visitor).await?;
    let stranger = kit.backend.token(&Party::visitor().key).await?;
    kit.backend.erase(begun, &stranger).await?.must_be_problem(403, "not-owner")?;
    kit.backend.erase(begun, "invented").await?.must_be_problem(401, "token-invalid")?;
    kit.backend.erase(conv(), &stranger).await?.must_be_problem(404, "conversation-unknown")?;
    let token = kit.backend.token(&visitor.key).await?;
    let listed = kit.backend.read(&envelopes(begun), &token).await?.must_be(200)?.json()?;
    ensure!(page(&listed)?.0.len() == 1, "expected that nothing went, came {listed}");
    kit.backend.erase(begun, &token).await?.must_be(204)?;
    // A stranger learns no more of it than before.
    kit.backend.erase(begun, &stranger).await?.must_be_problem(403, "not-owner")?;
    Ok(())
}

pub(super) async fn unreadable(kit: &Kit) -> Result<()> {
    let (conv, token) = erased(kit, &Party::visitor()).await?;
    let read = kit.backend.read(&envelopes(conv), &token).await?;
    read.must_be_problem(410, "conversation-erased")?;
    Ok(())
}

pub(super) async fn refused(kit: &Kit) -> Result<()> {
    let (visitor, stranger) = (Party::visitor(), Party::visitor());
    let conv = kit.begun(&visitor).await?;
    let said = visitor.message(conv, 2).json();
    kit.backend.post(&envelopes(conv), &said).await?.must_be(201)?;
    let token = kit.backend.token(&visitor.key).await?;
    kit.backend.erase(conv, &token).await?.must_be(204)?;
    let hellos = [visitor.hello(conv).json(), stranger.hello(conv).json()];
    for envelope in [said, visitor.message(conv, 3).json()].into_iter().chain(hellos) {
        let posted = kit.backend.post(&envelopes(conv), envelope).await?;
        posted.must_be_problem(410, "conversation-erased")?;
    }
    Ok(())
}

pub(super) async fn repeated(kit: &Kit) -> Result<()> {
    let (conv, token) = erased(kit, &Party::visitor()).await?;
    kit.backend.erase(conv, &token).await?.must_be(204)?;
    Ok(())
}

pub(super) async fn waiting(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    let conv = conv();
    let after = kit.post(conv, &visitor.hello(conv)).await?;
    let token = kit.backend.token(&visitor.key).await?;
    let path = format!("{}?after={after}&wait=15", envelopes(conv));
    let began = Instant::now();
    let erase = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        kit.backend.erase(conv, &token).await
    };
    let (read, erased) = tokio::join!(kit.backend.read(&path, &token), erase);
    erased?.must_be(204)?;
    read?.must_be_problem(410, "conversation-erased")?;
    let took = began.elapsed();
    ensure!(took < Duration::from_secs(8), "expected the end as it came, came after {took:?}");
    Ok(())
}

pub(super) async fn socket(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    let conv = kit.begun(&visitor).await?;
    let token = kit.backend.token(&visitor.key).await?;
    let opening = json!({"token": token});
    let mut live = kit.backend.live(&format!("/conversations/{conv}/live"), opening).await?;
    live.page().await?;
    kit.backend.erase(conv, &token).await?.must_be(204)?;
    live.must_end(4_410, "conversation-erased").await
}

pub(super) async fn recipient(kit: &Kit) -> Result<()> {
    let recipient = kit.recipient().await?;
    let token = kit.backend.token(&recipient).await?;
    let (end, _) = feed_end(kit, &token).await?;
    let visitor = Party::visitor();
    let gone = kit.begun(&visitor).await?;
    let stays = kit.begun(&Party::visitor()).await?;
    kit.backend.erase(gone, &token).await?.must_be(204)?;
    let read = kit.backend.read(&envelopes(gone), &token).await?;
    read.must_be_problem(410, "conversation-erased")?;
    let feed = kit.backend.read(&format!("/envelopes?after={end}"), &token).await?.must_be(200)?;
    let feed = feed.json()?;
    let is_listed = |conv: ConvId| {
        let items = feed["envelopes"].as_array();
        items.is_some_and(|items| items.iter().any(|item| item["conv"] == conv.to_string()))
    };
    ensure!(is_listed(stays) && !is_listed(gone), "expected it to be left out, came {feed}");
    Ok(())
}
