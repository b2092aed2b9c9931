//! Manifest and documents, as anybody gets them.

use anyhow::{Result, ensure};
use reqwest::Method;
use sigilo_protocol::{Hash, b64u};

use crate::kit::{Kit, Published, random};

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

pub(super) async fn is_served(kit: &Kit) -> Result<()> {
    let answer = kit.backend.get("/manifest").await?.must_be(200)?;
    let answer = answer.must_have("content-type", "application/jose")?;
    let published = Published::parse(&String::from_utf8_lossy(&answer.body))?;
    let site = &published.claims["site"];
    ensure!(*site == kit.backend.site, "expected {:?}'s manifest, came {site}'s", kit.backend.site);
    Ok(())
}

pub(super) async fn known_tag(kit: &Kit) -> Result<()> {
    let tag = kit.backend.get("/manifest").await?.header("etag").to_owned();
    ensure!(!tag.is_empty(), "expected an ETag, came none");
    let ask =
        |tag: &str| kit.backend.request(Method::GET, "/manifest").header("if-none-match", tag);
    let known = kit.backend.send(ask(&tag)).await?.must_be(304)?;
    ensure!(known.body.is_empty(), "expected no body with 304, {}", known.came());
    known.must_have("etag", &tag)?;
    kit.backend.send(ask("\"another\"")).await?.must_be(200)?;
    Ok(())
}

pub(super) async fn by_hash(kit: &Kit) -> Result<()> {
    let published = kit.manifest()?;
    let answer = kit.backend.get(&format!("/manifests/{}", published.mh())).await?.must_be(200)?;
    let answer = answer.must_have("content-type", "application/jose")?;
    let answer = answer.must_have("cache-control", IMMUTABLE)?;
    ensure!(answer.body == published.jws.as_bytes(), "expected the manifest, {}", answer.came());
    Ok(())
}

pub(super) async fn unknown_hash(kit: &Kit) -> Result<()> {
    let unknown = kit.backend.get(&format!("/manifests/{}", b64u(&random::<32>()))).await?;
    unknown.must_be_problem(404, "manifest-unknown")?;
    Ok(())
}

pub(super) async fn documents(kit: &Kit) -> Result<()> {
    let policy = kit.manifest()?.claims["policy"]["hash"].as_str().unwrap_or_default().to_owned();
    let policy = document(kit, &policy).await?;
    let policy: serde_json::Value = serde_json::from_slice(&policy)?;
    for text in policy["texts"].as_object().into_iter().flatten() {
        document(kit, text.1.as_str().unwrap_or_default()).await?;
    }
    Ok(())
}

async fn document(kit: &Kit, hash: &str) -> Result<Vec<u8>> {
    let answer = kit.backend.get(&format!("/policies/{hash}")).await?.must_be(200)?;
    let answer = answer.must_have("content-type", "application/json")?;
    let answer = answer.must_have("cache-control", IMMUTABLE)?;
    let came = Hash::of(&answer.body).to_string();
    ensure!(came == hash, "expected the document of hash {hash}, came one of {came}");
    Ok(answer.body)
}

pub(super) async fn unknown_document(kit: &Kit) -> Result<()> {
    let unknown = kit.backend.get(&format!("/policies/{}", b64u(&random::<32>()))).await?;
    unknown.must_be_problem(404, "policy-unknown")?;
    Ok(())
}
