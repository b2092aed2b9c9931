//! Nonces and tokens.

use anyhow::{Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use sigilo_protocol::{b64u, token_signing_input};

use crate::{
    backend::envelopes,
    draft::Party,
    kit::{Kit, random},
    publication::now,
};

/// How far the backend's clock may be from ours, in seconds.
const SKEW: u64 = 300;

pub(super) async fn lifetimes(kit: &Kit) -> Result<()> {
    let nonce = kit.backend.send(kit.backend.request(Method::POST, "/nonces")).await?;
    let nonce = nonce.must_be(201)?;
    let key = Party::visitor().key;
    let proof = kit.backend.proof(&nonce.text("nonce")?, &key);
    let token = kit.backend.post("/tokens", proof).await?.must_be(201)?;
    token.text("token")?;
    for (answer, lifetime) in [(nonce, 60), (token, 900)] {
        let (exp, wanted) = (answer.number("exp")?, now() + lifetime);
        ensure!(
            exp.abs_diff(wanted) <= SKEW,
            "expected an exp of about {wanted}, {lifetime} s from now, {}",
            answer.came()
        );
    }
    Ok(())
}

pub(super) async fn nonce_once(kit: &Kit) -> Result<()> {
    let (nonce, key) = (kit.backend.nonce().await?, Party::visitor().key);
    let proof = kit.backend.proof(&nonce, &key);
    kit.backend.post("/tokens", &proof).await?.must_be(201)?;
    kit.backend.post("/tokens", &proof).await?.must_be_problem(403, "nonce-invalid")?;
    let other = kit.backend.proof(&nonce, &Party::visitor().key);
    kit.backend.post("/tokens", other).await?.must_be_problem(403, "nonce-invalid")?;
    Ok(())
}

pub(super) async fn failed_attempt(kit: &Kit) -> Result<()> {
    let (nonce, key) = (kit.backend.nonce().await?, Party::visitor().key);
    let mut forged = kit.backend.proof(&nonce, &Party::visitor().key);
    forged["jwk"] = json!(key.public());
    kit.backend.post("/tokens", forged).await?.must_be_problem(403, "signature-invalid")?;
    let proof = kit.backend.proof(&nonce, &key);
    kit.backend.post("/tokens", proof).await?.must_be_problem(403, "nonce-invalid")?;
    Ok(())
}

pub(super) async fn invented_nonce(kit: &Kit) -> Result<()> {
    let proof = kit.backend.proof(&b64u(&random::<32>()), &Party::visitor().key);
    kit.backend.post("/tokens", proof).await?.must_be_problem(403, "nonce-invalid")?;
    Ok(())
}

pub(super) async fn other_site(kit: &Kit) -> Result<()> {
    let key = Party::visitor().key;
    for is_bare in [true, false] {
        let nonce = kit.backend.nonce().await?;
        let elsewhere = token_signing_input("conformance.example", &nonce);
        let input = if is_bare { nonce.as_bytes() } else { &elsewhere };
        let body = json!({"nonce": nonce, "jwk": key.public(), "sig": key.sign(input)});
        kit.backend.post("/tokens", body).await?.must_be_problem(403, "signature-invalid")?;
    }
    Ok(())
}

pub(super) async fn proof_form(kit: &Kit) -> Result<()> {
    let good = kit.backend.proof(&kit.backend.nonce().await?, &Party::visitor().key);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut proof = good.clone();
        change(&mut proof);
        proof.to_string()
    };
    let bad = [
        changed(&|proof| proof["more"] = json!(1)),
        changed(&|proof| proof["jwk"]["d"] = json!(b64u(&[4; 32]))),
        changed(&|proof| proof["jwk"]["x"] = json!(b64u(&[1; 32]))),
        changed(&|proof| proof["sig"] = json!(b64u(&[1; 63]))),
        changed(&|proof| proof["nonce"] = json!(1)),
        "[]".into(),
        "{".into(),
        String::new(),
    ];
    for bad in bad {
        kit.backend.post("/tokens", bad).await?.must_be_problem(400, "body-invalid")?;
    }
    let large = "x".repeat(4_097);
    kit.backend.post("/tokens", large).await?.must_be_problem(413, "body-too-large")?;
    Ok(())
}

pub(super) async fn needed(kit: &Kit) -> Result<()> {
    let conv = kit.begun(&Party::visitor()).await?;
    for path in [envelopes(conv), "/envelopes".into()] {
        kit.backend.get(&path).await?.must_be_problem(401, "token-missing")?;
        let invented = kit.backend.read(&path, &b64u(&random::<32>())).await?;
        invented.must_be_problem(401, "token-invalid")?;
        let basic = kit.backend.request(Method::GET, &path).header("authorization", "Basic YTpi");
        kit.backend.send(basic).await?.must_be_problem(401, "token-invalid")?;
    }
    Ok(())
}
