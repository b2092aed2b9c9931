//! Reading, with cursors and patience.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use sigilo_protocol::ConvId;

use crate::{
    answer::Answer,
    backend::envelopes,
    draft::{Party, conv},
    kit::Kit,
};

/// What a page lists: each item's cursor and envelope; and where to go on.
pub(super) fn page(page: &Value) -> Result<(Vec<(u64, &Value)>, u64)> {
    let items = page["envelopes"].as_array().context("expected a list of envelopes")?;
    let item = |item: &'static str| format!("expected {item} in {page}");
    let items = items.iter().map(|listed| {
        let cursor = listed["cursor"].as_u64().with_context(|| item("a cursor"))?;
        Ok((cursor, listed.get("envelope").with_context(|| item("an envelope"))?))
    });
    let next = page["next"].as_u64().with_context(|| item("next"))?;
    Ok((items.collect::<Result<_>>()?, next))
}

/// Reads the recipients' feed to its end: where that is, and the newest item.
pub(super) async fn feed_end(kit: &Kit, token: &str) -> Result<(u64, Value)> {
    let (mut after, mut last) = (0, Value::Null);
    loop {
        let path = format!("/envelopes?after={after}");
        let mut listed = kit.backend.read(&path, token).await?.must_be(200)?.json()?;
        let (items, next) = page(&listed)?;
        let Some(newest) = items.len().checked_sub(1) else { return Ok((after, last)) };
        ensure!(next > after, "expected a next above {after}, came {next}");
        after = next;
        last = listed["envelopes"][newest].take();
    }
}

async fn read(kit: &Kit, conv: ConvId, query: &str, token: &str) -> Result<Answer> {
    kit.backend.read(&format!("{}?{query}", envelopes(conv)), token).await?.must_be(200)
}

pub(super) async fn cursors(kit: &Kit) -> Result<()> {
    let (visitor, conv) = (Party::visitor(), conv());
    let posted = [
        kit.post(conv, &visitor.hello(conv)).await?,
        kit.post(conv, &visitor.message(conv, 2)).await?,
        kit.post(conv, &visitor.message(conv, 3)).await?,
    ];
    let token = kit.backend.token(&visitor.key).await?;
    for seen in 0..=posted.len() {
        let after = seen.checked_sub(1).map_or(0, |last| posted[last]);
        let listed = read(kit, conv, &format!("after={after}"), &token).await?.json()?;
        let (listed, next) = page(&listed)?;
        let cursors: Vec<u64> = listed.iter().map(|(cursor, _)| *cursor).collect();
        ensure!(
            cursors == posted[seen..] && next == posted[2],
            "expected {:?} after {after} and next {}, came {cursors:?} and {next}",
            &posted[seen..],
            posted[2]
        );
    }
    let all = kit.backend.read(&envelopes(conv), &token).await?.must_be(200)?.json()?;
    ensure!(page(&all)?.0.len() == 3, "expected everything without `after`, came {all}");
    Ok(())
}

pub(super) async fn pages(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    let conv = kit.begun(&visitor).await?;
    for seq in 2..=70 {
        kit.post(conv, &visitor.message(conv, seq)).await?;
    }
    let token = kit.backend.token(&visitor.key).await?;
    let first = read(kit, conv, "after=0", &token).await?.json()?;
    let (items, next) = page(&first)?;
    ensure!(items.len() <= 64, "expected at most 64 envelopes, came {}", items.len());
    let rest = read(kit, conv, &format!("after={next}"), &token).await?.json()?;
    let all = items.len() + page(&rest)?.0.len();
    ensure!(all == 70, "expected 70 envelopes in two pages, came {all}");
    Ok(())
}

pub(super) async fn verbatim(kit: &Kit) -> Result<()> {
    let (visitor, conv) = (Party::visitor(), conv());
    let posted = visitor.hello(conv).json();
    kit.backend.post(&envelopes(conv), &posted).await?.must_be(201)?;
    let token = kit.backend.token(&visitor.key).await?;
    let listed = read(kit, conv, "after=0", &token).await?.json()?;
    let (items, _) = page(&listed)?;
    let is_same = items.first().is_some_and(|(_, envelope)| **envelope == posted);
    ensure!(is_same, "expected the envelope as it was posted, came another");
    Ok(())
}

pub(super) async fn waits(kit: &Kit) -> Result<()> {
    let (visitor, conv) = (Party::visitor(), conv());
    let after = kit.post(conv, &visitor.hello(conv)).await?;
    let token = kit.backend.token(&visitor.key).await?;
    let began = Instant::now();
    let query = format!("after={after}&wait=15");
    let news = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        kit.post(conv, &visitor.message(conv, 2)).await
    };
    let (answer, posted) = tokio::join!(read(kit, conv, &query, &token), news);
    let (answer, posted) = (answer?.json()?, posted?);
    let took = began.elapsed();
    let (items, next) = page(&answer)?;
    ensure!(items.len() == 1 && next == posted, "expected the news, came {answer}");
    ensure!(
        took > Duration::from_millis(900) && took < Duration::from_secs(8),
        "expected the news as it came, after a second, came {took:?} later"
    );
    Ok(())
}

pub(super) async fn wait_ends(kit: &Kit) -> Result<()> {
    let (visitor, conv) = (Party::visitor(), conv());
    let after = kit.post(conv, &visitor.hello(conv)).await?;
    let token = kit.backend.token(&visitor.key).await?;
    let began = Instant::now();
    let answer = read(kit, conv, &format!("after={after}&wait=2"), &token).await?.json()?;
    let took = began.elapsed();
    let (items, next) = page(&answer)?;
    ensure!(items.is_empty() && next == after, "expected an empty page, came {answer}");
    ensure!(
        took > Duration::from_millis(1_500) && took < Duration::from_secs(8),
        "expected it after 2 s, came after {took:?}"
    );
    Ok(())
}

pub(super) async fn not_owner(kit: &Kit) -> Result<()> {
    let conv = kit.begun(&Party::visitor()).await?;
    let token = kit.backend.token(&Party::visitor().key).await?;
    let refused = kit.backend.read(&envelopes(conv), &token).await?;
    refused.must_be_problem(403, "not-owner")?;
    Ok(())
}

pub(super) async fn unknown(kit: &Kit) -> Result<()> {
    let token = kit.backend.token(&Party::visitor().key).await?;
    let refused = kit.backend.read(&envelopes(conv()), &token).await?;
    refused.must_be_problem(404, "conversation-unknown")?;
    Ok(())
}

pub(super) async fn query(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    let conv = kit.begun(&visitor).await?;
    let token = kit.backend.token(&visitor.key).await?;
    for bad in ["after=-1", "after=x", "after=1&after=2", "wait=26", "wait=1.5", "before=3"] {
        let refused = kit.backend.read(&format!("{}?{bad}", envelopes(conv)), &token).await?;
        refused.must_be_problem(400, "query-invalid")?;
    }
    Ok(())
}

pub(super) async fn feed(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    kit.begun(&visitor).await?;
    let token = kit.backend.token(&visitor.key).await?;
    kit.backend.read("/envelopes", &token).await?.must_be_problem(403, "not-allowed")?;
    Ok(())
}
