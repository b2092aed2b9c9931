//! Envelopes, as they are posted.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use sigilo_protocol::b64u;

use crate::{
    backend::envelopes,
    draft::{Party, conv},
    kit::Kit,
};

pub(super) async fn hello(kit: &Kit) -> Result<()> {
    let (visitor, conv) = (Party::visitor(), conv());
    let first = kit.post(conv, &visitor.hello(conv)).await?;
    let second = kit.post(conv, &visitor.message(conv, 2)).await?;
    ensure!(first < second, "expected cursors that grow, came {first} and {second}");
    Ok(())
}

pub(super) async fn not_begun(kit: &Kit) -> Result<()> {
    let (visitor, conv) = (Party::visitor(), conv());
    let message = visitor.message(conv, 1).json();
    let refused = kit.backend.post(&envelopes(conv), message).await?;
    refused.must_be_problem(404, "conversation-unknown")?;
    let token = kit.backend.token(&visitor.key).await?;
    let unknown = kit.backend.read(&envelopes(conv), &token).await?;
    unknown.must_be_problem(404, "conversation-unknown")?;
    Ok(())
}

pub(super) async fn repeated(kit: &Kit) -> Result<()> {
    let (visitor, conv) = (Party::visitor(), conv());
    let hello = visitor.hello(conv).json();
    let first = kit.backend.post(&envelopes(conv), &hello).await?.must_be(201)?;
    kit.post(conv, &visitor.message(conv, 2)).await?;
    let again = kit.backend.post(&envelopes(conv), &hello).await?.must_be(200)?;
    let (first, again) = (first.number("cursor")?, again.number("cursor")?);
    ensure!(first == again, "expected the cursor {first} again, came {again}");
    Ok(())
}

pub(super) async fn taken(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    let conv = kit.begun(&visitor).await?;
    kit.post(conv, &visitor.message(conv, 2)).await?;
    let other = visitor.message(conv, 2).json();
    kit.backend.post(&envelopes(conv), other).await?.must_be_problem(409, "sequence-taken")?;
    Ok(())
}

pub(super) async fn signature(kit: &Kit) -> Result<()> {
    let (visitor, conv) = (Party::visitor(), conv());
    let spoilt = |mut envelope: Value, member: &str, value: Value| {
        envelope[member] = value;
        envelope
    };
    let hello = visitor.hello(conv).json();
    let other = visitor.hello(conv).json();
    for bad in [
        spoilt(hello.clone(), "s", other["s"].clone()),
        spoilt(hello.clone(), "c", other["c"].clone()),
        spoilt(hello, "w", json!(["bot~AAAB"])),
    ] {
        kit.backend.post(&envelopes(conv), bad).await?.must_be_problem(403, "signature-invalid")?;
    }
    // Who names another's key in a hello does not sign with it.
    let mut stolen = visitor.hello(conv);
    let key = Party::visitor().key.public();
    stolen.header["vsk"] = json!(key);
    stolen.header["from"] = json!(format!("{}:{}", key.thumbprint(), b64u(&[1; 8])));
    let stolen = kit.backend.post(&envelopes(conv), stolen.json()).await?;
    stolen.must_be_problem(403, "signature-invalid")?;
    Ok(())
}

pub(super) async fn mismatch(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    let begun = kit.begun(&visitor).await?;
    let elsewhere = visitor.message(conv(), 2).json();
    let refused = kit.backend.post(&envelopes(begun), elsewhere).await?;
    refused.must_be_problem(422, "conversation-mismatch")?;
    Ok(())
}

pub(super) async fn other_visitor(kit: &Kit) -> Result<()> {
    let conv = kit.begun(&Party::visitor()).await?;
    let stranger = Party::visitor();
    for draft in [stranger.hello(conv), stranger.message(conv, 2)] {
        let refused = kit.backend.post(&envelopes(conv), draft.json()).await?;
        refused.must_be_problem(403, "not-owner")?;
    }
    Ok(())
}

pub(super) async fn form(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    let conv = kit.begun(&visitor).await?;
    let message = || visitor.message(conv, 2);
    let with_header = |change: &dyn Fn(&mut Value)| {
        let mut draft = message();
        change(&mut draft.header);
        draft.json().to_string()
    };
    let mut more = message().json();
    more["more"] = json!(1);
    let mut short = message().json();
    short["s"] = json!(b64u(&[1; 63]));
    let mut padded = message().json();
    padded["c"] = json!("AAAA=");
    let good = message().json().to_string();
    let bad = [
        more.to_string(),
        short.to_string(),
        padded.to_string(),
        good.replacen('{', r#"{"c":"AAAA","#, 1),
        with_header(&|header| header["more"] = json!(1)),
        with_header(&|header| header["v"] = json!(2)),
        with_header(&|header| header["t"] = json!("other")),
        with_header(&|header| header["seq"] = json!(0)),
        with_header(&|header| header["seq"] = json!(1.5)),
        with_header(&|header| header["rcpt"] = json!(["agent"])),
        with_header(&|header| header["vsk"] = json!(visitor.key.public())),
        with_header(&|header| drop(header.as_object_mut().map(|header| header.remove("kc")))),
        "{}".into(),
        "[]".into(),
        "{".into(),
    ];
    for bad in bad {
        let refused = kit.backend.post(&envelopes(conv), bad).await?;
        refused.must_be_one_of(&[(422, "envelope-invalid"), (400, "body-invalid")])?;
    }
    kit.post(conv, &message()).await?;
    Ok(())
}

pub(super) async fn size(kit: &Kit) -> Result<()> {
    let visitor = Party::visitor();
    let conv = kit.begun(&visitor).await?;
    let mut large = visitor.message(conv, 2);
    large.content = vec![0; 90 * 1_024];
    kit.post(conv, &large).await?;
    let mut huge = visitor.message(conv, 3);
    huge.content = vec![0; 100 * 1_024];
    let refused = kit.backend.post(&envelopes(conv), huge.json()).await?;
    refused.must_be_problem(413, "body-too-large")?;
    Ok(())
}
