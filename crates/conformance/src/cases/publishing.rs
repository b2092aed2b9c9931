//! Publishing: the identity key's signature is the authority.

use anyhow::{Result, ensure};
use reqwest::Method;
use sigilo_protocol::{Hash, Manifest, SigningKey};

use super::reading::{feed_end, page};
use crate::{
    backend::envelopes,
    draft::{Party, conv},
    kit::{Kit, Published, rng},
    publication::{ID, TEXT, now, policy},
};

pub(super) async fn form(kit: &Kit) -> Result<()> {
    let more = r#"{"manifest":"","documents":[],"more":1}"#;
    for bad in ["", "{}", r#"{"manifest":1,"documents":[]}"#, more] {
        let refused = kit.backend.send_json(Method::PUT, "/manifest", bad).await?;
        refused.must_be_problem(400, "body-invalid")?;
    }
    for bad in ["", "a.b.c"] {
        kit.put(bad, &[]).await?.must_be_problem(422, "manifest-invalid")?;
    }
    let huge = " ".repeat(2 * 1_024 * 1_024 + 1);
    let refused = kit.backend.send_json(Method::PUT, "/manifest", huge).await?;
    refused.must_be_problem(413, "body-too-large")?;
    Ok(())
}

pub(super) async fn unpinned(kit: &Kit) -> Result<()> {
    let key = SigningKey::generate(&mut rng());
    let manifest = kit.next_of(&key, &key).await?;
    let refused = kit.put(&manifest.sign(&key), &[&policy(), TEXT]).await?;
    refused.must_be_problem(422, "manifest-invalid")?;
    Ok(())
}

pub(super) async fn forged(kit: &Kit) -> Result<()> {
    let other = SigningKey::generate(&mut rng());
    let forged = kit.next(&other).await?.sign(&other);
    kit.put(&forged, &[&policy(), TEXT]).await?.must_be_problem(422, "manifest-invalid")?;
    Ok(())
}

pub(super) async fn claims(kit: &Kit) -> Result<()> {
    let good = kit.next(&SigningKey::generate(&mut rng())).await?;
    let bad = [
        Manifest { site: "conformance.example".into(), ..good.clone() },
        Manifest { iat: now() - 7_200, exp: now() - 3_600, ..good.clone() },
        Manifest { iat: now() + 3_600, exp: now() + 7_200, ..good.clone() },
        Manifest { exp: now() + 73 * 3_600, ..good.clone() },
        Manifest { recipients: vec![], ..good },
    ];
    for manifest in bad {
        let refused = kit.put(&manifest.sign(kit.identity()?), &[&policy(), TEXT]).await?;
        refused.must_be_problem(422, "manifest-invalid")?;
    }
    Ok(())
}

pub(super) async fn documents(kit: &Kit) -> Result<()> {
    let jws = kit.next(&SigningKey::generate(&mut rng())).await?.sign(kit.identity()?);
    let policy = policy();
    for documents in [&[] as &[&str], &[TEXT], &[&policy], &[&policy, "{}"]] {
        kit.put(&jws, documents).await?.must_be_problem(422, "document-missing")?;
    }
    kit.put(&jws, &[TEXT, &policy, "stray"]).await?.must_be(204)?;
    let stray = kit.backend.get(&format!("/policies/{}", Hash::of(b"stray"))).await?;
    stray.must_be_problem(404, "policy-unknown")?;
    let kept = kit.backend.get(&format!("/policies/{}", Hash::of(TEXT.as_bytes()))).await?;
    ensure!(kept.must_be(200)?.body == TEXT.as_bytes(), "expected the text as it was sent");
    Ok(())
}

pub(super) async fn versions(kit: &Kit) -> Result<()> {
    let documents = [&*policy(), TEXT];
    let manifest = kit.next(&SigningKey::generate(&mut rng())).await?;
    let identity = kit.identity()?;
    let jws = manifest.sign(identity);
    for _ in 0..2 {
        kit.put(&jws, &documents).await?.must_be(204)?;
    }
    for ver in [manifest.ver, manifest.ver - 1] {
        let same = Manifest { ver, origins: vec![], ..manifest.clone() }.sign(identity);
        kit.put(&same, &documents).await?.must_be_problem(409, "manifest-stale")?;
    }
    let served = kit.backend.get("/manifest").await?.must_be(200)?;
    ensure!(served.body == jws.as_bytes(), "expected the published one, {}", served.came());
    Ok(())
}

pub(super) async fn old(kit: &Kit) -> Result<()> {
    kit.recipient().await?;
    let old = kit.backend.get("/manifest").await?.must_be(200)?;
    kit.recipient().await?;
    let mh = Published::parse(&String::from_utf8_lossy(&old.body))?.mh();
    let cited = kit.backend.get(&format!("/manifests/{mh}")).await?.must_be(200)?;
    ensure!(cited.body == old.body, "expected the manifest of before, {}", cited.came());
    Ok(())
}

pub(super) async fn feed(kit: &Kit) -> Result<()> {
    let recipient = kit.recipient().await?;
    let token = kit.backend.token(&recipient).await?;
    let hello = conv();
    kit.post(hello, &Party::visitor().hello(hello)).await?;
    let (_, last) = feed_end(kit, &token).await?;
    let is_last = last["conv"] == hello.to_string();
    ensure!(is_last, "expected the newest hello last, with its conv, came {last}");
    Ok(())
}

pub(super) async fn recipient(kit: &Kit) -> Result<()> {
    let key = kit.recipient().await?;
    let token = kit.backend.token(&key).await?;
    let answerer = Party::new(key, ID);
    let unbegun = conv();
    let early = answerer.message(unbegun, 1).json();
    let early = kit.backend.post(&envelopes(unbegun), early).await?;
    early.must_be_problem(404, "conversation-unknown")?;
    let begun = kit.begun(&Party::visitor()).await?;
    kit.post(begun, &answerer.message(begun, 1)).await?;
    let listed = kit.backend.read(&envelopes(begun), &token).await?.must_be(200)?.json()?;
    ensure!(page(&listed)?.0.len() == 2, "expected hello and answer, came {listed}");
    // A manifest that names another: from now on this one neither posts nor reads.
    kit.recipient().await?;
    let late = answerer.message(begun, 2).json();
    kit.backend.post(&envelopes(begun), late).await?.must_be_problem(403, "signature-invalid")?;
    kit.backend.read("/envelopes", &token).await?.must_be_problem(401, "token-invalid")?;
    let token = kit.backend.token(&answerer.key).await?;
    kit.backend.read(&envelopes(begun), &token).await?.must_be_problem(403, "not-owner")?;
    kit.backend.read("/envelopes", &token).await?.must_be_problem(403, "not-allowed")?;
    Ok(())
}
