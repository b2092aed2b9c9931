//! What each chat loads, as brotli would carry it.

use std::collections::BTreeSet;
use std::io::Write as _;

use anyhow::Result;
use sigilo_e2e::watch::Asked;

use super::figures::Figures;
use super::side::Side;
use super::{guest, short};

/// Counts once, up to a usable composer and up to the first message's answer.
pub(super) async fn count(side: Side, figures: &mut Figures) -> Result<()> {
    let visit = side.visit().await?;
    visit.open().await?;
    note(side, "up to a usable composer", &visit.browser.watch().all().requests(), figures).await?;
    short::allow(&visit).await?;
    visit.send("¿Qué cubre el seguro?").await?;
    note(side, "up to the first answer", &visit.browser.watch().all().requests(), figures).await
}

async fn note(side: Side, until: &str, asked: &[Asked], figures: &mut Figures) -> Result<()> {
    let own = asked.iter().filter(|one| is_the_chats(side, one)).collect::<Vec<_>>();
    let files = own.iter().filter(|one| one.method == "GET" && is_static(&one.url));
    let mut bytes = 0;
    for url in files.map(|one| one.url.clone()).collect::<BTreeSet<_>>() {
        let file = reqwest::get(url).await?.error_for_status()?.bytes().await?;
        bytes += brotli(&file)?;
    }
    figures.note(&format!("bytes {until}, brotli"), 1, side, bytes as f64);
    figures.note(&format!("requests {until}"), 1, side, own.len() as f64);
    Ok(())
}

/// Not the page's own.
fn is_the_chats(side: Side, asked: &Asked) -> bool {
    let port = |number: &str| asked.url.contains(&format!("localhost:{number}/"));
    match side {
        Side::Ours => port("4101") || port("4102"),
        Side::Theirs => asked.url.starts_with(guest::BUNDLE) || port("4103"),
    }
}

/// The same for every visitor: files, the manifest and the policy.
fn is_static(url: &str) -> bool {
    !url.contains("/conversations/")
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    brotli::CompressorWriter::new(&mut out, 4096, 11, 22).write_all(bytes)?;
    Ok(out.len())
}
