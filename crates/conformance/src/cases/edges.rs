//! What holds for every address: problems, methods, media types, headers, CORS.

use anyhow::{Result, ensure};
use reqwest::Method;
use sigilo_protocol::b64u;

use crate::{
    backend::envelopes,
    draft::{Party, conv},
    kit::{Kit, random},
};

const EVIL: &str = "https://evil.example";

pub(super) async fn addresses(kit: &Kit) -> Result<()> {
    for path in ["/nothing", "/manifest/more", "/conversations"] {
        kit.backend.get(path).await?.must_be_problem(404, "route-unknown")?;
    }
    let elsewhere = "/v1/sites/nobody.conformance.example/manifest";
    let elsewhere = kit.backend.send(kit.backend.outside(Method::GET, elsewhere)).await?;
    elsewhere.must_be_problem(404, "site-unknown")?;
    Ok(())
}

pub(super) async fn methods(kit: &Kit) -> Result<()> {
    let conv = conv();
    let wrong = [
        (Method::DELETE, "/manifest".into(), ["GET", "PUT"].as_slice()),
        (Method::GET, "/nonces".into(), &["POST"]),
        (Method::PUT, "/tokens".into(), &["DELETE", "POST"]),
        (Method::DELETE, envelopes(conv), &["GET", "POST"]),
        (Method::POST, "/envelopes".into(), &["GET"]),
    ];
    for (method, path, allowed) in wrong {
        let refused = kit.backend.send_json(method, &path, "{}").await?;
        let refused = refused.must_be_problem(405, "method-not-allowed")?;
        let allow = refused.header("allow").to_uppercase();
        let lists = |method: &&&str| !allow.split(',').any(|listed| listed.trim() == **method);
        let missing: Vec<_> = allowed.iter().filter(lists).collect();
        ensure!(missing.is_empty(), "expected {allowed:?} in Allow, came {allow:?} from {path}");
    }
    Ok(())
}

pub(super) async fn media_types(kit: &Kit) -> Result<()> {
    let (visitor, conv) = (Party::visitor(), conv());
    let hello = visitor.hello(conv).json().to_string();
    let proof = kit.backend.proof(&kit.backend.nonce().await?, &visitor.key).to_string();
    for (path, body) in [(envelopes(conv), &hello), ("/tokens".into(), &proof)] {
        for media_type in [None, Some("text/plain"), Some("application/jsonx")] {
            let request = kit.backend.request(Method::POST, &path).body(body.clone());
            let request = match media_type {
                Some(media_type) => request.header("content-type", media_type),
                None => request,
            };
            let refused = kit.backend.send(request).await?;
            refused.must_be_problem(415, "media-type-unsupported")?;
        }
    }
    let request = kit.backend.request(Method::POST, &envelopes(conv)).body(hello);
    let request = request.header("content-type", "Application/JSON; charset=utf-8");
    kit.backend.send(request).await?.must_be(201)?;
    Ok(())
}

pub(super) async fn paths(kit: &Kit) -> Result<()> {
    let token = kit.backend.token(&Party::visitor().key).await?;
    let (short, long) = (b64u(&random::<15>()), b64u(&random::<17>()));
    for conv in ["x", &short, &long, "AAAAAAAAAAAAAAAAAAAAAB"] {
        let refused = kit.backend.read(&format!("/conversations/{conv}/envelopes"), &token).await?;
        refused.must_be_problem(400, "path-invalid")?;
    }
    for path in ["/policies/x", "/manifests/x"] {
        kit.backend.get(path).await?.must_be_problem(400, "path-invalid")?;
    }
    Ok(())
}

pub(super) async fn headers(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    let conv = kit.begun(&visitor).await?;
    let token = kit.backend.token(&visitor.key).await?;
    let answers = [
        kit.backend.get("/manifest").await?,
        kit.backend.get("/nothing").await?,
        kit.backend.post("/nonces", "").await?,
        kit.backend.read(&envelopes(conv), &token).await?,
        kit.backend.read("/envelopes", &token).await?,
    ];
    for answer in answers {
        let answer = answer.must_have("cache-control", "no-store")?;
        answer.must_have("x-content-type-options", "nosniff")?;
    }
    Ok(())
}

pub(super) async fn no_echo(kit: &Kit) -> Result<()> {
    let marker = b64u(&random::<24>());
    let visitor = Party::visitor();
    let conv = kit.begun(&visitor).await?;
    let body = format!(r#"{{"{marker}": "{marker}"}}"#);
    let refused = [
        kit.backend.get(&format!("/{marker}")).await?,
        kit.backend.get(&format!("/policies/{marker}")).await?,
        kit.backend.read(&envelopes(conv), &marker).await?,
        kit.backend.post("/tokens", &body).await?,
        kit.backend.post(&envelopes(conv), &body).await?,
        kit.backend.send_json(Method::PUT, "/manifest", &body).await?,
    ];
    for answer in refused {
        ensure!((400..500).contains(&answer.status), "expected a problem, {}", answer.came());
        let came = String::from_utf8_lossy(&answer.body);
        let place = answer.asked.replace(&marker, "…");
        ensure!(!came.contains(&marker), "expected nothing of what was sent, came it from {place}");
    }
    Ok(())
}

pub(super) async fn other_origin(kit: &Kit) -> Result<()> {
    for origin in [EVIL, "null"] {
        let request = kit.backend.request(Method::GET, "/manifest").header("origin", origin);
        let answer = kit.backend.send(request).await?;
        answer.must_have("access-control-allow-origin", "")?;
    }
    Ok(())
}

pub(super) async fn widget(kit: &Kit) -> Result<()> {
    let origin = kit.origin.as_deref().unwrap_or_default();
    for path in ["/manifest", "/envelopes", "/nothing"] {
        let request = kit.backend.request(Method::GET, path).header("origin", origin);
        let answer = kit.backend.send(request).await?;
        let answer = answer.must_have("access-control-allow-origin", origin)?;
        answer.must_have("access-control-allow-credentials", "")?;
    }
    Ok(())
}

pub(super) async fn preflight(kit: &Kit) -> Result<()> {
    let origin = kit.origin.as_deref().unwrap_or_default();
    for (method, path) in [
        ("POST", "/tokens".to_owned()),
        ("GET", envelopes(conv())),
        ("DELETE", format!("/conversations/{}", conv())),
    ] {
        let request = kit.backend.request(Method::OPTIONS, &path).header("origin", origin);
        let request = request.header("access-control-request-method", method);
        let headers = "authorization, content-type";
        let request = request.header("access-control-request-headers", headers);
        let answer = kit.backend.send(request).await?;
        let answer = answer.must_have("access-control-allow-origin", origin)?;
        let answer = answer.must_have("access-control-allow-credentials", "")?;
        let lists = |name: &str, value: &str| {
            answer.header(name).split(',').any(|listed| listed.trim().eq_ignore_ascii_case(value))
        };
        let is_allowed = lists("access-control-allow-methods", method)
            && lists("access-control-allow-headers", "authorization")
            && lists("access-control-allow-headers", "content-type");
        ensure!(is_allowed, "expected {method}, {headers} to be allowed, {}", answer.came());
    }
    Ok(())
}
