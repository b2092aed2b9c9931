//! Readers of what anybody may send: what is read is written again as it was, or not read.

use sigilo_protocol::*;

/// Base64url has one text for each byte string.
pub(super) fn bytes(data: &[u8]) {
    assert_eq!(unb64u(&b64u(data)).as_deref(), Some(data));
    let Ok(text) = str::from_utf8(data) else { return };
    if let Some(decoded) = unb64u(text) {
        assert_eq!(b64u(&decoded), text);
    }
    if let Some(hash) = Hash::parse(text) {
        assert_eq!(hash.to_string(), text);
    }
    if let Some(sender) = Sender::parse(text) {
        assert_eq!(sender.as_str(), text);
        assert!(text.starts_with(sender.owner()));
    }
    if let Some(pins) = Pins::parse(text) {
        assert!((1..=2).contains(&pins.all().len()));
        assert_eq!(pins.current(), pins.all()[0]);
    }
}

/// What our reader takes, `serde_json` takes, and reads the same.
pub(super) fn json(data: &[u8]) {
    let Some(json) = Json::parse(data) else { return };
    let text = json.to_text();
    assert_eq!(Json::parse(text.as_bytes()).as_ref(), Some(&json));
    let theirs: serde_json::Value = serde_json::from_slice(data).expect("ours is the stricter");
    let again: serde_json::Value = serde_json::from_str(&text).expect("ours writes JSON");
    assert_eq!(theirs, again);
    if let Some(values) = Values::from_json(json) {
        assert_eq!(Values::from_json(values.to_json()).as_ref(), Some(&values));
        assert!(values.iter().all(|(name, value)| values.get(name) == Some(value)));
    }
}

/// An envelope that is taken is written as what is read again, and only another signature could
/// leave its name as it is.
pub(super) fn envelope(data: &[u8]) {
    let Ok(envelope) = Envelope::parse(data) else { return };
    assert!(data.len() <= MAX_ENVELOPE);
    let again = Envelope::parse(envelope.to_json().as_bytes()).expect("its own text");
    assert_eq!(again, envelope);
    assert_eq!(envelope.eh(), Hash::of(&envelope.signing_input()));
    let ids: Vec<&str> = envelope.wraps().map(|wrap| wrap.id).collect();
    assert!(ids.iter().eq(envelope.header().rcpt.iter()), "every wrap is read");
}

/// The bytes as a header, with the wraps that it wants, so that the fuzzer need not find base64url.
pub(super) fn header(data: &[u8]) {
    let Ok(header) = serde_json::from_slice::<serde_json::Value>(data) else { return };
    let Some(rcpt) = header["rcpt"].as_array() else { return };
    let ids = rcpt.iter().filter_map(serde_json::Value::as_str);
    let w: Vec<String> = ids.map(|id| format!("{id}~AAAA")).collect();
    let c = if header["t"] == "reset" { "" } else { "AAAA" };
    let s = Bytes([1; 64]).to_string();
    let text = serde_json::json!({"p": b64u(data), "w": w, "c": c, "s": s}).to_string();
    envelope(text.as_bytes());
}

/// A body that is read is written within its padding, and read again as it was.
pub(super) fn body(data: &[u8]) {
    let Ok(body) = Body::parse(data) else { return };
    let _ = body.content.kind();
    match body.to_padded() {
        Ok(padded) => {
            assert!(padded.len() % 256 == 0 && padded.len() <= 64 * 1024);
            assert_eq!(Body::parse(&padded), Ok(body));
        }
        // Escapes may take more room than they had.
        Err(error) => assert!(error == BodyError::Size && data.len() > 4096, "{error}"),
    }
}

/// Points and scalars have one form each.
pub(super) fn key(data: &[u8]) {
    if let Some(key) = PublicKey::from_point(data) {
        assert_eq!(key.point().as_slice(), data);
        assert_eq!(PublicKey::from_json(key.to_json()), Some(key));
    }
    if let Some(key) = Json::parse(data).and_then(PublicKey::from_json) {
        assert_eq!(PublicKey::from_point(&key.point()), Some(key));
    }
    let (kem, dh) = (KemSecret::from_bytes(data), DhSecret::from_bytes(data));
    assert_eq!(kem.is_some(), dh.is_some(), "one curve, one rule");
    assert_eq!(SigningKey::from_bytes(data).is_some(), dh.is_some(), "one curve, one rule");
    if let (Some(kem), Some(dh)) = (kem, dh) {
        assert_eq!((kem.to_bytes().as_slice(), dh.to_bytes().as_slice()), (data, data));
        assert_eq!(kem.public(), dh.public());
        assert!(PublicKey::from_point(&kem.public().0).is_some());
    }
}
